"""The desk: what editors do in the admin."""

from . import article, catalogue

__all__ = ["article", "catalogue"]
