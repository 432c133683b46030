"""Stored pictures, and whether the site is well."""

from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase

from .. import uploads, workflow
from ..models import Image, Revision
from .access import read_only

# No Revision has a key of more.
_FOR_GOOD = 2**62
TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


@read_only
def image(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve a picture that a public Revision shows; editors are served the others too."""
    public = _is_public(name)
    if not (public or workflow.may_see_drafts(request.user)) or not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type=TYPES[name.rpartition(".")[2]])
    # The bytes behind a name never change.
    response["Cache-Control"] = f"{'public' if public else 'private'}, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@read_only
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return HttpResponse("database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


def _is_public(name: str) -> bool:
    """Tell whether a Revision that readers may see shows it: one from the row's on, and before the row changed."""
    rows = Image.history.filter(file__name__startswith=f"{uploads.original_name(name)}.").exclude(history_type="-")
    next_row = Image.history.filter(id=OuterRef("id"), revision_id__gt=OuterRef("revision_id")).order_by("revision_id")
    shown = Revision.objects.shown().filter(article=OuterRef("article_id"), pk__gte=OuterRef("revision_id"))
    until = Coalesce(Subquery(next_row.values("revision_id")[:1]), Value(_FOR_GOOD))
    return bool(rows.annotate(until=until).filter(Exists(shown.filter(pk__lt=OuterRef("until")))).exists())
