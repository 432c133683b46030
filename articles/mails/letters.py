"""Notices as mails: which of them go into one, and how it reads. Plain text, which every program shows alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from .. import notices, wording
from ..content.clean import clean_line
from ..content.wrapping import wrapped
from ..models import Notice, Wishes

# What one person does to one article within this time is told in one mail.
JOINED = timedelta(minutes=1)
# As many mails at most go to a person in a turn; as many notices at most are told in a daily mail.
SINGLE = 20
IN_DAILY = 100
# A title in a subject that is longer is cut.
TITLE = 80


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail, and the keys of the notices that it tells."""

    keys: tuple[int, ...]
    message: EmailMessage


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as a mail prints it."""

    sentence: str
    time: str
    quote: str
    address: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a daily mail tells of one article."""

    title: str
    told: tuple[Told, ...]

    @property
    def line(self) -> str:
        """Return the line under the title."""
        return "-" * max(map(len, self.title.splitlines()), default=0)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return where to look, each address once."""
        return tuple(dict.fromkeys(each.address for each in self.told))


def are_due(wishes: Wishes, oldest: datetime, now: datetime) -> bool:
    """Tell whether mails go out now to somebody for whom something has waited since then."""
    match wishes.mails:
        case Wishes.Mails.DAILY:
            return oldest < wishes.last_hour(now)
        case Wishes.Mails.EACH:
            return oldest <= now - JOINED
    # Nothing goes out, and what waits need not.
    return True


def waiting(wishes: Wishes, now: datetime) -> list[Letter]:
    """Return the mails that are to go out to somebody now."""
    waits = Notice.objects.unsent().filter(person=wishes.person_id).select_related("by").order_by("pk")
    oldest = waits.first()
    if oldest is None or not are_due(wishes, oldest.at, now):
        return []
    found = notices.readable(waits, drafts=notices.sees_drafts(wishes.person))
    if wishes.mails == Wishes.Mails.DAILY:
        return [_daily(wishes, list(found), now)]
    ready = (group for group in _joined(found) if group[0].at <= now - JOINED)
    return [_single(wishes, group) for group in islice(ready, SINGLE)]


def _joined(found: Iterable[Notice]) -> list[list[Notice]]:
    """Return the notices that go into one mail together, those that began first before others."""
    groups: list[list[Notice]] = []
    last: dict[tuple[int, int | None], list[Notice]] = {}
    for notice in found:
        key = (notice.article_id, notice.by_id)
        if key in last and notice.at - last[key][0].at < JOINED:
            last[key].append(notice)
        else:
            last[key] = [notice]
            groups.append(last[key])
    return groups


def _single(wishes: Wishes, group: Sequence[Notice]) -> Letter:
    labels = dict.fromkeys(wording.event_name(notice) for notice in group)
    subject = f"{_short(group[-1].title)}: {', '.join(labels)}"
    text = render_to_string("mail/notice.txt", {"told": _told(group, wishes), "wishes": _wishes()})
    # There is no mail of this name; by naming it, those about one article are shown together.
    thread = f"<article.{group[0].article_id}@{_host()}>"
    name = f"notice.{group[0].pk}.{group[-1].pk}"
    return _letter(wishes, group, subject, text, name, {"In-Reply-To": thread, "References": thread})


def _daily(wishes: Wishes, found: Sequence[Notice], now: datetime) -> Letter:
    chapters: dict[int, list[Notice]] = {}
    for notice in found[:IN_DAILY]:
        chapters.setdefault(notice.article_id, []).append(notice)
    titles = [_short(group[-1].title) for group in chapters.values()]
    subject = ", ".join(titles[:2])
    if rest := len(titles[2:]):
        subject = ngettext("%(titles)s and %(count)d more", "%(titles)s and %(count)d more", rest) % {
            "titles": subject,
            "count": rest,
        }
    context = {
        "articles": [Chapter(wrapped(group[-1].title), _told(group, wishes, day=now)) for group in chapters.values()],
        "more": len(found[IN_DAILY:]),
        "wishes": _wishes(),
    }
    text = render_to_string("mail/digest.txt", context)
    return _letter(wishes, found, subject, text, f"daily.{found[0].pk}.{found[-1].pk}", {})


def _told(group: Iterable[Notice], wishes: Wishes, *, day: datetime | None = None) -> tuple[Told, ...]:
    return tuple(
        Told(
            sentence=wrapped(f"{_at(notice, wishes, day)}{wording.event(notice)}."),
            time=wrapped(wording.event_time(notice, wishes.clock)),
            quote=wrapped(notice.note, "> "),
            address=settings.SITE_URL + notices.link(notice),
        )
        for notice in group
    )


def _at(notice: Notice, wishes: Wishes, day: datetime | None) -> str:
    """Return the time that stands before a notice in a daily mail: that of another day with its date."""
    if day is None:
        return ""
    local = localtime(notice.at, wishes.clock)
    is_today = local.date() == localtime(day, wishes.clock).date()
    return f"{date_format(local, 'TIME_FORMAT' if is_today else 'SHORT_DATETIME_FORMAT')}  "


def _letter(
    wishes: Wishes, found: Sequence[Notice], subject: str, text: str, name: str, headers: dict[str, str]
) -> Letter:
    message = EmailMessage(
        # In one line, whatever a title holds.
        clean_line(gettext("[%(site)s] %(subject)s") % {"site": settings.SITE_NAME, "subject": subject}),
        text.strip() + "\n",
        to=[wishes.person.email],
        headers={
            # The same when it is sent once more, so that what came twice can be known.
            "Message-ID": f"<{name}@{_host()}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{_wishes()}>",
            **headers,
        },
    )
    return Letter(tuple(notice.pk for notice in found), message)


def _short(title: str) -> str:
    return title if len(title) <= TITLE else f"{title[: TITLE - 1].rstrip()}…"


def _wishes() -> str:
    return f"{settings.SITE_URL}{reverse('admin:articles_article_following')}#wishes"


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
