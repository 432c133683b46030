"""The desk: what editors do in the admin."""

from . import article, catalogue, people

__all__ = ["article", "catalogue", "people"]
