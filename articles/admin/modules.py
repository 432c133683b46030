"""What the article's form hands to its modules: where each is, what they say, the table of the closed subset.

The modules are plain ES modules, found by their bare names through an import map: nothing is built.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csp import get_nonce
from django.urls import reverse
from js_asset import ImportMap

from ..content import allowlist, limits, references
from ..content.snapshot import Snapshot
from . import kept
from .answers import VIEWS
from .words import WORDS

FOLDER = Path(__file__).resolve().parent.parent / "static" / "articles" / "js" / "desk"
EDITOR = "django_prose_editor/editor.js"


@lru_cache
def names() -> tuple[str, ...]:
    """Return the names of the desk's own modules."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.js")))


def import_map(request: HttpRequest) -> ImportMap:
    """Return the map from bare names to addresses, ready to print into the page that answers a request."""
    own = {f"desk/{name}": f"articles/js/desk/{name}.js" for name in names()}
    return ImportMap({"django-prose-editor/editor": EDITOR, **own}, nonce=get_nonce(request))


def data(request: HttpRequest, snapshot: Snapshot, *, key: int | None, adds: bool = True) -> dict[str, Any]:
    """Return what the modules need to know, as JSON; `key` is the article's in the database, if it has one.

    A page that is not the form `adds` no rows: no source, no picture and no section.
    """
    return {
        "adds": adds,
        "article": {"key": key, "slug": snapshot.slug},
        "dialect": {"tags": allowlist.TAGS, "marks": allowlist.MARKS, "aliases": allowlist.ALIASES},
        "asked": {kind: references.asked(kind) for kind in sorted(references.TYPES)},
        "limits": {"rows": limits.ROWS},
        "person": str(request.user.pk),
        "pictures": reverse("image", args=["x.jpg"]).removesuffix("x.jpg"),
        "session": {
            "csrf": settings.CSRF_COOKIE_NAME,
            "kept": kept.token(request),
            "login": reverse("admin:login"),
            "posted": request.method == "POST",
            "saved": {"name": kept.COOKIE, "path": reverse("admin:index")},
        },
        "urls": {name: reverse(f"admin:articles_desk_{name}") for name in VIEWS},
        "words": {name: str(text) for name, text in WORDS.items()},
    }
