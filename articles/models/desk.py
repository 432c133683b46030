"""What the desk keeps beside the content: derived from working copies, seen by editors alone."""

from django.db import models

from .reference import Reference


class SourceText(models.Model):
    """The words by which a Reference of a working copy is found: folded case, no accents. It goes with its row."""

    reference = models.OneToOneField(Reference, on_delete=models.CASCADE, primary_key=True, related_name="source_text")
    searched = models.TextField()

    class Meta:
        """One for each reference that an article has."""

    def __str__(self) -> str:
        """Return the words."""
        return self.searched
