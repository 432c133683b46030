"""The article as a form: one for all of it, made from a Snapshot and read back as one.

The rows of a form are known by their keys and not by the database, so a form that was opened at one Revision
can be merged with whatever was saved since. Nothing typed is lost: what cannot be saved comes back as typed.
"""

from .article import ArticleForm, place_label
from .sources import Source, typed

__all__ = ["ArticleForm", "Source", "place_label", "typed"]
