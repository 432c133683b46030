from collections.abc import Iterator

import pytest
from django.core.cache import cache

from .site import Site, running


@pytest.fixture(autouse=True)
def _nobody_has_asked() -> None:
    cache.clear()


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as site:
        yield site


@pytest.fixture
def secure_site() -> Iterator[Site]:
    with running(tls=True) as site:
        yield site
