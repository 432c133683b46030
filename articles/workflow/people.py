"""Who may do what: permissions, and the wiki's policy about one's own work."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied

from ..notices import BACKEND

type Person = User | AnonymousUser | None

PUBLISH = "articles.publish_article"


def may_publish(person: Person) -> bool:
    """Tell whether this person decides what readers see."""
    return has(person, PUBLISH)


def may_edit(person: Person) -> bool:
    """Tell whether this person writes articles."""
    return has(person, "articles.change_article") or has(person, "articles.add_article")


def may_see_drafts(person: Person) -> bool:
    """Tell whether this person sees working copies and Revisions that are not public."""
    return has(person, "articles.view_article")


def reviewers(*, but: Person = None) -> Any:
    """Return those who decide and can log in, a QuerySet by name."""
    people: Any = get_user_model().objects
    found = (
        people.with_perm(PUBLISH, backend=BACKEND)
        .filter(is_staff=True)
        .exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    )
    found = found.exclude(pk=but.pk) if but and but.pk else found
    return found.order_by("first_name", "last_name", "username")


def decides_own_work(person: Person) -> bool:
    """Tell whether what this person writes can be published by themselves: as the policy OWN_WORK says.

    "never"; "always"; "alone": while nobody else could decide.
    """
    if not may_publish(person):
        return False
    if settings.OWN_WORK == "alone":
        return not reviewers(but=person).exists()
    return bool(settings.OWN_WORK == "always")


def has(person: Person, permission: str) -> bool:
    """Tell whether a person has a permission; nobody has any."""
    return bool(person and person.is_active and person.has_perm(permission))


def require(person: Person, permission: str) -> None:
    """Raise PermissionDenied where a person lacks it. `None` is the site itself: a command at its keyboard."""
    if person is not None and not has(person, permission):
        raise PermissionDenied(permission)
