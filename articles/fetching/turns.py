"""Whose turn it is: so many lookups a minute for one person, and so many at once in one process.

A lookup holds a thread that could serve readers, and others answer it for nothing. The minute is counted in Django's
cache, which each process has of its own unless the installation shares one: with two processes a person may get twice
as many.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.core.cache import cache

from .bounds import NotFetched

A_MINUTE = 20
AT_ONCE = 2

_places = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def turn(by: User) -> Iterator[None]:
    """Take a place for one lookup; raise NotFetched where there is none."""
    if _count(f"fetching:{by.pk}:{_minute()}") > A_MINUTE:
        raise NotFetched("too-often")
    if not _places.acquire(blocking=False):
        raise NotFetched("busy")
    try:
        yield
    finally:
        _places.release()


def _count(key: str) -> int:
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key)
    except ValueError:  # a cache that keeps nothing, or had no room
        return 1


def _minute() -> int:
    return int(time.time() // 60)
