"""The facts: tables, constraints and QuerySets.

Two laws. The rest of the project imports from this package and not from its modules. A module here imports
only from those above it in this list: history, revision, files, article, section, reference, image, publication,
attribution, public, desk, review, following, check.
"""

from .article import Article
from .attribution import Attribution, FormerText
from .check import Dismissal, Finding, Growth, Outdated, Tally
from .desk import Presence, SourceText
from .files import ImageFile
from .following import Follow, Notice, Wishes
from .history import HistoryRow, TrackedRecords, tracked_models
from .image import Image
from .public import Address, Categorization, Category, FormerAnchor, Link, Listing, StoredPage
from .publication import Card, Publication
from .reference import Reference
from .review import Comment, Lock, Review, Step
from .revision import Revision, Touch
from .section import Section

__all__ = [
    "Address",
    "Article",
    "Attribution",
    "Card",
    "Categorization",
    "Category",
    "Comment",
    "Dismissal",
    "Finding",
    "Follow",
    "FormerAnchor",
    "FormerText",
    "Growth",
    "HistoryRow",
    "Image",
    "ImageFile",
    "Link",
    "Listing",
    "Lock",
    "Notice",
    "Outdated",
    "Presence",
    "Publication",
    "Reference",
    "Review",
    "Revision",
    "Section",
    "SourceText",
    "Step",
    "StoredPage",
    "Tally",
    "Touch",
    "TrackedRecords",
    "Wishes",
    "tracked_models",
]
