"""History rows: every version of every tracked row, each carrying the key of the Revision that made it.

Nothing here decides when a row may be written: that is the write door, `editing`.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords


class HistoryRow(models.Model):
    """What all history tables share: the Revision that a version belongs to."""

    revision = models.ForeignKey("articles.Revision", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        """No table of its own."""

        abstract = True


class TrackedRecords(HistoricalRecords):
    """simple-history's records with a Revision, and the indexes by which the past is read.

    `Meta` of a base is ignored by the library, so the indexes are given here: an object's newest version at a
    Revision is found by (id, revision), the objects that an article ever had by their first rows.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(bases=[HistoryRow], history_id_field=models.BigAutoField(), **options)

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        """Add to the library's options: one row for an object in a Revision, and births by article."""
        options: dict[str, Any] = super().get_meta_options(model)
        name = model._meta.model_name
        options["constraints"] = [models.UniqueConstraint(fields=["id", "revision"], name=f"history_{name}_once")]
        options["indexes"] = [models.Index(fields=["revision"], name=f"history_{name}_revision")]
        if name != "article":
            options["indexes"].append(
                models.Index(fields=["article"], condition=models.Q(history_type="+"), name=f"history_{name}_birth")
            )
        return options


class ContentQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Rows whose every change is on record: the shortcuts that would write past the history are closed."""

    def update(self, **values: Any) -> int:
        """Update fields that are not content; refuse the others."""
        tracked = {field.name for field in self.model.history.model.tracked_fields}  # type: ignore[attr-defined]
        if content := tracked & values.keys():
            raise TypeError(f"update() writes no history; change {', '.join(sorted(content))} through editing.edit")
        return super().update(**values)

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: it writes no history."""
        raise TypeError("bulk_create() writes no history; write through editing.edit")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Refuse: it writes no history."""
        raise TypeError("bulk_update() writes no history; write through editing.edit")


def tracked_models() -> Iterable[type[models.Model]]:
    """Return the models whose rows are an article's content: those whose history belongs to Revisions."""
    from django.apps import apps  # noqa: PLC0415 (the registry fills while this module loads)

    models_here = apps.get_app_config("articles").get_models()
    return [model for model in models_here if hasattr(model, "history") and issubclass(model.history.model, HistoryRow)]
