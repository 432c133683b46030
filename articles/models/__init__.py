"""The facts: tables, constraints and QuerySets.

Two laws. The rest of the project imports from this package and not from its modules. A module here imports
only from those above it in this list: history, revision, files, article, section, reference, image, publication,
attribution, public, desk.
"""

from .article import Article
from .attribution import Attribution, FormerText
from .desk import Presence, SourceText
from .files import ImageFile
from .history import HistoryRow, TrackedRecords, tracked_models
from .image import Image
from .public import Address, Categorization, Category, FormerAnchor, Link, Listing, StoredPage
from .publication import Card, Publication
from .reference import Reference
from .revision import Revision, Touch
from .section import Section

__all__ = [
    "Address",
    "Article",
    "Attribution",
    "Card",
    "Categorization",
    "Category",
    "FormerAnchor",
    "FormerText",
    "HistoryRow",
    "Image",
    "ImageFile",
    "Link",
    "Listing",
    "Presence",
    "Publication",
    "Reference",
    "Revision",
    "Section",
    "SourceText",
    "StoredPage",
    "Touch",
    "TrackedRecords",
    "tracked_models",
]
