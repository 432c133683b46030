"""How Hypothesis works here: the same examples at every run; `--hypothesis-profile=deep` looks for new ones.

That profile also reads whole the real data that is sampled otherwise.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from hypothesis import HealthCheck, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile("steady", deadline=None, derandomize=True, max_examples=40, suppress_health_check=_SLOW)
settings.register_profile("deep", deadline=None, max_examples=5_000, suppress_health_check=_SLOW)
if settings.get_current_profile_name() in ("default", "ci"):  # what Hypothesis picks by itself
    settings.load_profile("steady")


def sample[Row](rows: Iterable[Row], every: int) -> Iterator[Row]:
    """Yield rows from the whole length of real data, one of `every`; all under the profile `deep`."""
    return islice(rows, 0, None, 1 if settings.get_current_profile_name() == "deep" else every)
