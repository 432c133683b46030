"""What people are told, by mail: singly or once a day, as each of them wishes, through Django's own mail settings.

Outsiders import from this package and not from its modules.
"""

from .sending import send

__all__ = ["send"]
