"""What others say of a source: asks Crossref, DataCite, Open Library or the page itself.

Off until FETCH_METADATA is on. It gives values with their origins and writes nothing; nothing is kept of what it asks.
Others import from this package, not from its modules, and no other module opens a connection to anywhere.
"""

from .bounds import NotFetched
from .lookup import is_on, source

__all__ = ["NotFetched", "is_on", "source"]
