"""What a source says of itself, as the fields of a Reference: pasted text, web pages, records of catalogues.

Text and decoded JSON in, values with their origins out. Asks nobody: that is the part of `fetching`. Others import
from this package, not from its modules.
"""

from .crossref import crossref
from .datacite import datacite
from .found import Found, Left, UnreadableSource
from .kinds import Kind, identify
from .openlibrary import openlibrary
from .page import page
from .reading import read

__all__ = [
    "Found",
    "Kind",
    "Left",
    "UnreadableSource",
    "crossref",
    "datacite",
    "identify",
    "openlibrary",
    "page",
    "read",
]
