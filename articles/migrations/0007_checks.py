"""Articles that were there before the checks are checked by the first rounds of `tend`."""

from typing import Any

from django.db import migrations


def mark_all(apps: Any, schema_editor: Any) -> None:
    """Mark every article."""
    articles, outdated = apps.get_model("articles", "Article"), apps.get_model("articles", "Outdated")
    keys = articles.objects.order_by().values_list("pk", flat=True).iterator()
    outdated.objects.bulk_create((outdated(article_id=key) for key in keys), batch_size=500)


class Migration(migrations.Migration):
    """Needs the table of what waits to be checked."""

    dependencies = [("articles", "0006_administrators")]
    operations = [migrations.RunPython(mark_all, migrations.RunPython.noop)]
