"""Load the demonstration content into a wiki that does not have it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from articles.importing import demonstration


class Command(BaseCommand):
    """`python manage.py load_demonstration`: articles that are there already are left as they are."""

    help = "Load the demonstration articles that the wiki does not have yet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how much."""
        number = demonstration.load(Path(settings.BASE_DIR) / "fixtures")
        self.stdout.write(f"Loaded {number} demonstration articles.")
