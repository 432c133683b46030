"""How the wiki grew, month by month: counted once a day and kept, so that a page that shows it counts nothing."""

from datetime import date, datetime

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils.timezone import make_aware

from .models import Growth, Revision


def count(day: date) -> None:
    """Write down the months up to this day: those that are not there yet, and the last that is there anew.

    Two queries and a few rows: the first time over all Revisions, later over those of a month or two.
    """
    last = Growth.objects.filter(month__lte=day).order_by("-month").values_list("month", flat=True).first()
    since = make_aware(datetime(last.year, last.month, 1)) if last else None  # noqa: DTZ001 (made aware)
    written = Revision.objects.written()
    made = written.filter(at__gte=since) if since else written
    months = made.order_by().annotate(month=TruncMonth("at")).values("month")
    counted = months.annotate(made=Count("pk"), begun=Count("pk", filter=Q(number=1)), added=Sum("words_added"))
    Growth.objects.bulk_create(
        (
            Growth(month=row["month"].date(), articles=row["begun"], revisions=row["made"], words=row["added"])
            for row in counted
            if row["month"].date() <= day
        ),
        update_conflicts=True,
        unique_fields=["month"],
        update_fields=["articles", "revisions", "words"],
    )
