"""Who opened a form: a login in another tab changes the person in all tabs, and whose edit a form is must be said.

The form carries the key of the person. Nothing depends on it but what is said: who posts it is whom the session names.
"""

from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.translation import gettext as _

from .. import wording

NAME = "opened_by"


def by(request: HttpRequest) -> str:
    """Return the key of the person who opened the posted form, or of the one who asks for it now."""
    return request.POST.get(NAME) or str(request.user.pk)


def changed(request: HttpRequest) -> str:
    """Say that another person opened the posted form; return nothing where this one did, or it does not say."""
    key, now = by(request), cast(User, request.user)
    if key == str(now.pk):
        return ""
    number = int(key) if key.isascii() and key.isdecimal() and len(key) < 18 else 0
    # Names are told of those at the desk alone.
    was = User.objects.filter(pk=number, is_staff=True).first()
    names = {"was": wording.person(was) if was else _("somebody else"), "now": wording.person(now)}
    said = _(
        "You opened this form as %(was)s and are %(now)s now. Nothing is saved yet: save again to save it as %(now)s."
    )
    return said % names
