"""Which forms were saved, told to the browser that keeps what is typed in them until then.

Each opened form has a token. Saving names it in a cookie of the desk, which the next form reads and clears; a form that
came back with an error or a conflict, or ended at the login page, is not named, and so its words stay kept.
"""

import re
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

COOKIE = "desk-saved"
# As long as the browser keeps a form, in static/articles/js/desk/shelf.js.
AGE = timedelta(days=30)
MOST = 20


def token(request: HttpRequest) -> str:
    """Return the token of the form that was posted, or nothing."""
    said = request.POST.get("kept", "")
    return said if _is_token(said) else ""


def saved(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let a response tell the browser that it need not keep the posted form any longer."""
    said = token(request)
    if said:
        known = [each for each in request.COOKIES.get(COOKIE, "").split(".") if _is_token(each) and each != said]
        response.set_cookie(
            COOKIE,
            ".".join([*known, said][-MOST:]),
            max_age=AGE,
            path=reverse("admin:index"),
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


def _is_token(text: str) -> bool:
    return re.fullmatch("[0-9a-f]{32}", text) is not None
