"""The facts: tables, constraints and QuerySets.

Two laws. The rest of the project imports from this package and not from its modules. A module here imports
only from those above it in this list: history, revision, files, article, section, reference, image, public.
"""

from .article import Article
from .files import ImageFile
from .history import HistoryRow, TrackedRecords, tracked_models
from .image import Image
from .public import Address, Categorization, Category, FormerAnchor, Link, Listing, StoredPage
from .reference import Reference
from .revision import Revision
from .section import Section

__all__ = [
    "Address",
    "Article",
    "Categorization",
    "Category",
    "FormerAnchor",
    "HistoryRow",
    "Image",
    "ImageFile",
    "Link",
    "Listing",
    "Reference",
    "Revision",
    "Section",
    "StoredPage",
    "TrackedRecords",
    "tracked_models",
]
