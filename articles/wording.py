"""The interface's words for what the pure modules tell in codes: parts, fields, problems."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy, pgettext, pgettext_lazy

from .content.checks import Finding
from .content.diff import Detail
from .content.problems import Problem
from .content.sources import Left, UnreadableSource
from .models import Lock, Notice

PARTS = {
    "lead": gettext_lazy("Lead"),
    "article": gettext_lazy("Article"),
    "section": gettext_lazy("Section"),
    "reference": gettext_lazy("Reference"),
    "image": gettext_lazy("Image"),
}
FIELDS = {
    "title": gettext_lazy("Title"),
    "slug": gettext_lazy("Slug"),
    "short_description": gettext_lazy("Short description"),
    "language": gettext_lazy("Language"),
    "lead": gettext_lazy("Lead"),
    "categories": gettext_lazy("Categories"),
    "related": gettext_lazy("Related articles"),
    "key": gettext_lazy("Key"),
    "heading": gettext_lazy("Heading"),
    "level": gettext_lazy("Level"),
    "body": gettext_lazy("Text"),
    "type": gettext_lazy("Type"),
    "authors": gettext_lazy("Authors"),
    "container_title": gettext_lazy("Published in"),
    "publisher": gettext_lazy("Publisher"),
    "issued": gettext_lazy("Date"),
    "url": gettext_lazy("URL"),
    "archive_url": gettext_lazy("Archive URL"),
    "archive_date": gettext_lazy("Archive date"),
    "access_date": gettext_lazy("Access date"),
    "doi": gettext_lazy("DOI"),
    "isbn": gettext_lazy("ISBN"),
    "pages": gettext_lazy("Pages"),
    "quote": gettext_lazy("Quote"),
    "extra": gettext_lazy("Other CSL fields"),
    "file": gettext_lazy("File"),
    "width": gettext_lazy("Width"),
    "height": gettext_lazy("Height"),
    "alternative_text": gettext_lazy("Alternative text"),
    "caption": gettext_lazy("Caption"),
    "credit": gettext_lazy("Credit"),
    "licence": gettext_lazy("Licence"),
    "source_url": gettext_lazy("Source URL"),
    "in_lead": gettext_lazy("Beside the lead"),
}
SOURCE_TYPES = {
    "article": gettext_lazy("Article"),
    "article-journal": gettext_lazy("Journal article"),
    "article-magazine": gettext_lazy("Magazine article"),
    "article-newspaper": gettext_lazy("Newspaper article"),
    "bill": gettext_lazy("Bill"),
    "book": gettext_lazy("Book"),
    "broadcast": gettext_lazy("Broadcast"),
    "chapter": gettext_lazy("Chapter of a book"),
    "classic": gettext_lazy("Classic"),
    "collection": gettext_lazy("Collection"),
    "dataset": gettext_lazy("Data set"),
    "document": gettext_lazy("Document"),
    "entry": gettext_lazy("Entry"),
    "entry-dictionary": gettext_lazy("Dictionary entry"),
    "entry-encyclopedia": gettext_lazy("Encyclopaedia entry"),
    "event": gettext_lazy("Event"),
    "figure": gettext_lazy("Figure"),
    "graphic": gettext_lazy("Picture"),
    "hearing": gettext_lazy("Hearing"),
    "interview": gettext_lazy("Interview"),
    "legal_case": gettext_lazy("Court case"),
    "legislation": gettext_lazy("Law"),
    "manuscript": gettext_lazy("Manuscript"),
    "map": gettext_lazy("Map"),
    "motion_picture": gettext_lazy("Film"),
    "musical_score": gettext_lazy("Musical score"),
    "pamphlet": gettext_lazy("Pamphlet"),
    "paper-conference": gettext_lazy("Conference paper"),
    "patent": gettext_lazy("Patent"),
    "performance": gettext_lazy("Performance"),
    "periodical": gettext_lazy("Periodical"),
    "personal_communication": gettext_lazy("Letter or message"),
    "post": gettext_lazy("Post"),
    "post-weblog": gettext_lazy("Blog post"),
    "regulation": gettext_lazy("Regulation"),
    "report": gettext_lazy("Report"),
    "review": gettext_lazy("Review"),
    "review-book": gettext_lazy("Book review"),
    "software": gettext_lazy("Software"),
    "song": gettext_lazy("Song"),
    "speech": gettext_lazy("Speech"),
    "standard": gettext_lazy("Standard"),
    "thesis": gettext_lazy("Thesis"),
    "treaty": gettext_lazy("Treaty"),
    "webpage": gettext_lazy("Web page"),
}
# What happened to a part: codes of `content.diff.Touch`; the name of a field says that it changed.
ACTIONS = FIELDS | {
    "added": gettext_lazy("added"),
    "removed": gettext_lazy("removed"),
    "moved": gettext_lazy("moved"),
    "renamed": gettext_lazy("renamed"),
    "level": gettext_lazy("level changed"),
    "text": gettext_lazy("text changed"),
    "cited": gettext_lazy("citation added"),
    "uncited": gettext_lazy("citation removed"),
}
BLOCKS = {
    "p": gettext_lazy("Paragraph"),
    "ul": gettext_lazy("List"),
    "ol": gettext_lazy("List"),
    "dl": gettext_lazy("Definitions"),
    "table": gettext_lazy("Table"),
    "blockquote": gettext_lazy("Quotation"),
    "pre": gettext_lazy("Preformatted text"),
    "figure": gettext_lazy("Picture"),
}
PASSAGES = {
    "added": gettext_lazy("added"),
    "removed": gettext_lazy("removed"),
    "changed": gettext_lazy("changed"),
    "moved": gettext_lazy("moved here"),
    "gone": gettext_lazy("moved away"),
    "split": gettext_lazy("split"),
    "joined": gettext_lazy("joined"),
}
# What changed inside a passage: one, and several.
DETAILS = {
    "words-added": ngettext_lazy("%(count)d word added", "%(count)d words added", "count"),
    "words-removed": ngettext_lazy("%(count)d word removed", "%(count)d words removed", "count"),
    "formatting": gettext_lazy("formatting changed"),
    "link-added": gettext_lazy("link added: %(new)s"),
    "link-removed": gettext_lazy("link removed: %(old)s"),
    "link-retargeted": gettext_lazy("link changed: %(old)s → %(new)s"),
    "citation-added": gettext_lazy("citation added: %(new_label)s"),
    "citation-removed": gettext_lazy("citation removed: %(old_label)s"),
    "citation-repointed": gettext_lazy("citation changed: %(old_label)s → %(new_label)s"),
    "locator": gettext_lazy("place in the source: %(old)s → %(new)s"),
    "image": gettext_lazy("another picture"),
    "row-added": ngettext_lazy("%(count)d row added", "%(count)d rows added", "count"),
    "row-removed": ngettext_lazy("%(count)d row removed", "%(count)d rows removed", "count"),
    "cell-changed": ngettext_lazy("%(count)d cell changed", "%(count)d cells changed", "count"),
    "item-added": ngettext_lazy("%(count)d item added", "%(count)d items added", "count"),
    "item-removed": ngettext_lazy("%(count)d item removed", "%(count)d items removed", "count"),
}
PROBLEMS = {
    "required": gettext_lazy("This must not be empty."),
    "too-long": gettext_lazy("This is longer than %(limit)s characters."),
    "too-many": gettext_lazy("There are more than %(limit)s of these."),
    "too-deep": gettext_lazy("More than %(limit)s brackets and braces stand in each other."),
    "empty-reference": gettext_lazy("Say at least a title, a URL, a DOI or an ISBN."),
    "bad-key": gettext_lazy("“%(key)s” cannot be a key: use small letters a–z, digits and hyphens, 64 at most."),
    "repeated-key": gettext_lazy("The key “%(key)s” is used twice."),
    "bad-slug": gettext_lazy("“%(slug)s” cannot be an address: use small letters, digits and single hyphens."),
    "taken-slug": gettext_lazy("Another article has, or once had, the address “%(slug)s”."),
    "bad-language": gettext_lazy("“%(language)s” is no language code; write “en”, “my” or “sr-Latn”."),
    "bad-related": gettext_lazy("“%(slug)s” cannot be a related article."),
    "bad-level": gettext_lazy("The level of a heading is 2, 3 or 4."),
    "bad-type": gettext_lazy("“%(type)s” is no type of source that CSL knows."),
    "bad-url": gettext_lazy("“%(url)s” is no full address; it begins with https:// or http://."),
    "bad-date": gettext_lazy("“%(date)s” is no date; write 2012, 2012-01 or 2012-01-30, with ~ after it for “about”."),
    "bad-doi": gettext_lazy("“%(doi)s” is no DOI; one looks like 10.1000/182."),
    "bad-isbn": gettext_lazy("“%(isbn)s” is no ISBN: its digits do not check."),
    "unknown-citation": gettext_lazy("It cites “%(key)s”, and no reference has that key."),
    "unknown-section": gettext_lazy("It links to the section “%(key)s”, which is not there."),
    "unknown-image": gettext_lazy("It shows the image “%(key)s”, and no image has that key."),
    "unknown-file": gettext_lazy("The file “%(file)s” is not among the stored pictures."),
    "both-stand": gettext_lazy("%(where)s: both of you changed this. Both versions stand here, theirs first."),
    "yours-stands": gettext_lazy("%(where)s: both of you changed this. Yours stands here; theirs is: %(theirs)s"),
    "they-deleted": gettext_lazy("This was deleted while you changed it. As nothing was chosen, it is still here."),
    "you-deleted": gettext_lazy("You deleted this while it was changed. As nothing was chosen, it is still here."),
    "too-large": gettext_lazy("The picture is larger than this wiki takes."),
    "not-a-picture": gettext_lazy("This is not a picture in JPEG, PNG or WebP."),
    "too-many-pixels": gettext_lazy("The picture has more pixels than this wiki takes."),
}
# What was done to a review: codes of `content.reviewing`.
STEPS = {
    "ask": gettext_lazy("asked for a review"),
    "take-back": gettext_lazy("took the review back"),
    "return": gettext_lazy("asked for changes"),
    "publish": gettext_lazy("published"),
    "publish-part": gettext_lazy("published a part"),
    "schedule": gettext_lazy("set a time"),
    "unschedule": gettext_lazy("took the time back"),
}
# What became of an article, as those who follow it are told: by somebody, or by itself.
EVENTS = {
    "published": gettext_lazy("%(by)s published “%(title)s”"),
    "published-part": gettext_lazy("%(by)s published a part of “%(title)s”"),
    "withdrawn": gettext_lazy("%(by)s withdrew “%(title)s”"),
    "reinstated": gettext_lazy("%(by)s brought “%(title)s” back"),
    "asked": gettext_lazy("%(by)s asked for a review of “%(title)s”"),
    "returned": gettext_lazy("%(by)s asked for changes to “%(title)s”"),
    "commented": gettext_lazy("%(by)s commented on “%(title)s”"),
    "scheduled": gettext_lazy("%(by)s set a time for “%(title)s” to be published"),
    "unscheduled": gettext_lazy("%(by)s took the time back at which “%(title)s” was to be published"),
    "taken-back": gettext_lazy("%(by)s took back the review of “%(title)s”"),
    "locked": gettext_lazy("%(by)s locked “%(title)s”: reviewers alone can change it"),
    "unlocked": gettext_lazy("%(by)s unlocked “%(title)s”"),
}
EVENTS_BY_NOBODY = {
    "published": gettext_lazy("“%(title)s” was published"),
    "withdrawn": gettext_lazy("“%(title)s” was withdrawn"),
    "reinstated": gettext_lazy("“%(title)s” was brought back"),
    "not-published": gettext_lazy("“%(title)s” could not be published at its time"),
}
# Why something was not published at its time.
PUT_OFF = {
    "withdrawn": gettext_lazy("The article was withdrawn by then."),
    "blocked": gettext_lazy("This stood in it by then: %(checks)s."),
    "failed": gettext_lazy("Something went wrong; the log says what."),
}
# The names of checks: codes of `content.checks`.
CHECKS = {
    "claim-without-source": gettext_lazy("Claim without a source"),
    "moving-time": gettext_lazy("“Recently”, “currently”"),
    "deleted-reference": gettext_lazy("Citation of a deleted reference"),
    "uncited-reference": gettext_lazy("Reference never cited"),
    "repeated-source": gettext_lazy("One source, two references"),
    "bare-url": gettext_lazy("Bare URL"),
    "untitled-reference": gettext_lazy("Reference without a title"),
    "undated-reference": gettext_lazy("Reference without a date"),
    "dates-in-conflict": gettext_lazy("Dates in conflict"),
    "missing-article": gettext_lazy("Link to a missing article"),
    "withdrawn-article": gettext_lazy("Link to a withdrawn article"),
    "disambiguation": gettext_lazy("Link to a disambiguation"),
    "redirect": gettext_lazy("Link to a former address"),
    "image-without-words": gettext_lazy("Image without alternative text"),
    "image-without-licence": gettext_lazy("Image without a licence"),
    "skipped-level": gettext_lazy("Heading level skipped"),
    "empty-section": gettext_lazy("Empty section"),
    "long-paragraph": gettext_lazy("Long paragraph"),
}
SEVERITIES = {
    "error": pgettext_lazy("how bad a finding is", "Error"),
    "warning": pgettext_lazy("how bad a finding is", "Warning"),
    "advice": pgettext_lazy("how bad a finding is", "Advice"),
}
# What a check found, and what to do.
FINDINGS = {
    "moving-time": gettext_lazy("“%(word)s” will not be true for long: “%(quote)s” Say since when, or as of when."),
    "deleted-reference": gettext_lazy("It cites “%(key)s”, and there is no such reference. Cite another source."),
    "uncited-reference": gettext_lazy("Nothing in the text cites “%(quote)s”. Cite it, or delete it."),
    "repeated-source": gettext_lazy(
        "The reference “%(label)s” is the same: one source, two references. Cite one of them, and delete the other. If"
        " they are two sources, mend what both say."
    ),
    "repeated-source pages": gettext_lazy(
        "The reference “%(label)s” is the same source at another page. Cite one of them, with the page at each"
        " citation, and delete the other."
    ),
    "bare-url": gettext_lazy("Nothing but an address: %(quote)s Say the title of what it leads to."),
    "untitled-reference": gettext_lazy("“%(quote)s” has no title. Say what the source calls itself."),
    "undated-reference": gettext_lazy("“%(quote)s” has no date. Say when it was published, or when you read it."),
    "undated-reference fixed": gettext_lazy("“%(quote)s” has no date. Say when it was published."),
    "dates-in-conflict": gettext_lazy(
        "The dates of “%(quote)s” are in conflict: %(late)s, %(then)s, lies before %(early)s, %(first)s. Mend one."
    ),
    "missing-article": gettext_lazy("“%(quote)s” links to “%(slug)s”, and there is no such article yet."),
    "withdrawn-article": gettext_lazy("“%(quote)s” links to “%(slug)s”, which was withdrawn. Take the link out."),
    "disambiguation": gettext_lazy(
        "“%(quote)s” links to “%(slug)s”, which only lists articles of that name. Link to the one that is meant."
    ),
    "redirect": gettext_lazy("“%(quote)s” links to “%(slug)s”, which is now “%(title)s”. Link to “%(to)s”."),
    "image-without-words": gettext_lazy(
        "The image “%(quote)s” has no alternative text. Say what it shows, for those who cannot see it."
    ),
    "image-without-licence": gettext_lazy("The image “%(quote)s” has no licence. Say under which it may be shown."),
    "skipped-level": gettext_lazy("“%(quote)s” has level %(level)s, and no heading above it has the level between."),
    "empty-section": gettext_lazy("Nothing is written under “%(quote)s”. Write it, or delete the heading."),
    "long-paragraph": gettext_lazy("This paragraph is long, %(length)s letters: “%(quote)s” Split it."),
    # One sentence; a list or a table of several.
    "claim-without-source": ngettext_lazy(
        "No source is cited for: “%(quote)s” Cite one, or take it out.",
        "No source is cited for any of these %(count)d: “%(quote)s” Cite one in each, or one before them.",
        "count",
    ),
}
# Why others told nothing of a source: codes of `fetching.NotFetched`.
NOT_FETCHED = {
    "off": gettext_lazy("This wiki asks nobody about sources."),
    "busy": gettext_lazy("Others are being asked just now. Try again in a moment."),
    "too-often": gettext_lazy("You have looked up many sources. Try again in a minute."),
    "bad-address": gettext_lazy("This is no address of a web page that can be asked."),
    "private-address": gettext_lazy("This address is not on the public internet."),
    "unknown-host": gettext_lazy("There is no site of this name."),
    "unreachable": gettext_lazy("The site cannot be reached, or its answer broke off."),
    "insecure": gettext_lazy("The connection to the site would not be safe."),
    "timeout": gettext_lazy("The site took too long to answer."),
    "too-many-redirects": gettext_lazy("The address leads from one to another without end."),
    "not-found": gettext_lazy("Nothing is known under this address or number."),
    "refused": gettext_lazy("The site does not answer programs. Open it in the browser, and copy what it says."),
    "failed": gettext_lazy("The site has a fault of its own. Try again later."),
    "too-large": gettext_lazy("The answer is too large."),
    "unreadable": gettext_lazy("The answer is neither a page nor a record that can be read."),
    "no-metadata": gettext_lazy("The page says nothing of itself that a reference could use."),
}

# Why a pasted text is no source, or a part of it could not be kept: codes of `content.sources`.
UNREAD = {
    "unknown": gettext_lazy("This is no URL, DOI or ISBN, and no BibTeX, RIS or CSL-JSON."),
    "empty": gettext_lazy("There is no source in this."),
    "broken": gettext_lazy("This could not be read."),
    "too-long": gettext_lazy("This is too long."),
    "too-many": gettext_lazy("There are too many sources in this."),
    "no-place": gettext_lazy("There is no field for this."),
    "bad-value": gettext_lazy("This is no text."),
    "differs": gettext_lazy("The catalogue says otherwise."),
    "bad-date": gettext_lazy("This is no date."),
    "bad-url": gettext_lazy("This is no full address."),
    "bad-doi": gettext_lazy("This is no DOI."),
    "bad-isbn": gettext_lazy("This is no ISBN: its digits do not check."),
    "bad-type": gettext_lazy("This is no type of source that CSL knows."),
    "bad-language": gettext_lazy("This is no language that is known."),
}


def unreadable(error: UnreadableSource) -> str:
    """Return why a pasted text is no source, in words."""
    words = str(UNREAD[error.code])
    return gettext("Line %(line)d: %(words)s") % {"line": error.line, "words": words} if error.line else words


def left(found: Left) -> str:
    """Return what of a pasted source could not be kept, and why, in words."""
    return gettext("Left out: “%(what)s: %(value)s”. %(why)s") % {
        "what": found.what,
        "value": found.value,
        "why": UNREAD[found.code],
    }


def problem(found: Problem) -> str:
    """Return what is wrong, in words."""
    return str(PROBLEMS[found.code]) % found.values


def finding(found: Finding) -> str:
    """Return what a check found, and what to do, in words."""
    values: dict[str, Any] = {**found.values, "quote": found.quote}
    values |= {name: FIELDS[values[name]] for name in ("early", "late") if name in values}
    values["count"] = int(values.get("count", 1))
    case = found.values.get("case", "")
    return str(FINDINGS[f"{found.check} {case}".strip()] % values)


def lock(held: Lock) -> str:
    """Return by whom an article is locked, why and until when, in words."""
    values = {
        "by": person(held.by),
        "reason": held.reason,
        "until": date_format(localtime(held.until), "DATETIME_FORMAT") if held.until else "",
    }
    if held.until:
        return (
            gettext("%(by)s locked this article until %(until)s: %(reason)s. Reviewers alone can change it.") % values
        )
    return gettext("%(by)s locked this article: %(reason)s. Reviewers alone can change it.") % values


def event(notice: Notice) -> str:
    """Return what somebody is told, in words; without the full stop, since it is a subject and a title too."""
    event = "published-part" if notice.details.get("part") else notice.event
    words = EVENTS[event] if notice.by else EVENTS_BY_NOBODY[event]
    return str(words) % {"by": person(notice.by), "title": notice.title}


def event_name(notice: Notice) -> str:
    """Return what happened in a word or two, as subjects of mails name it."""
    return gettext("published in part") if notice.details.get("part") else notice.get_event_display()


def event_time(notice: Notice, clock: tzinfo | None = None) -> str:
    """Return what else somebody is told, in words, on their clock: when it will be, until when, or why it was not."""
    at, until = notice.details.get("at"), notice.details.get("until")
    if not (at or until):
        return put_off(notice.details)
    local = localtime(datetime.fromisoformat(at or until), clock)
    when = {"when": f"{date_format(local, 'DATETIME_FORMAT')} ({local.tzinfo})"}
    return gettext("It will be published on %(when)s.") % when if at else gettext("Until %(when)s.") % when


def put_off(details: Mapping[str, Any]) -> str:
    """Return in words why something was not published at its time; "" where nothing of the kind is told."""
    why = details.get("why")
    if why is None:
        return ""
    names = ", ".join(str(CHECKS[check]) for check in details.get("checks", ()) if check in CHECKS)
    return str(PUT_OFF[why]) % {"checks": names}


def step(action: str, details: Mapping[str, Any]) -> str:
    """Return in words what somebody did to a review, and to what: the time that was set, the parts that came out."""
    said = str(STEPS[action])
    if at := details.get("at"):
        zone = ZoneInfo(details["time_zone"])
        local = datetime.fromisoformat(at).astimezone(zone)
        return f"{said}: {date_format(local, 'DATETIME_FORMAT')} ({zone})"
    if places := details.get("places"):
        parts = (PARTS["lead" if place["part"] == "article" else place["part"]] for place in places)
        names = (place["name"] or str(part) for place, part in zip(places, parts, strict=True))
        return f"{said}: {', '.join(names)}"
    return f"{said}. {told}" if (told := put_off(details)) else said


def detail(found: Detail, labels: Mapping[str, str]) -> str:
    """Return what changed inside a passage, in words; `labels` are the names of references."""
    values = {
        "count": found.count,
        "old": found.old or "–",
        "new": found.new or "–",
        "old_label": labels.get(found.old, found.old),
        "new_label": labels.get(found.new, found.new),
    }
    return str(DETAILS[found.kind] % values)


def person(by: User | None) -> str:
    """Return the name under which someone's edits are shown."""
    if by is None:
        return pgettext("author of an edit", "Imported")
    return by.get_full_name() or by.get_username()


def plain(value: Any) -> str:
    """Return a value of a field as text."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {each}" for name, each in sorted(value.items()))
    if isinstance(value, tuple):
        return "\n".join(name.as_line() for name in value)
    return str(value)
