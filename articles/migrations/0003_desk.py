"""The words by which sources are found at the desk; they come with each edit."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table that follows the references of working copies."""

    dependencies = [("articles", "0002_roles")]
    operations = [
        migrations.CreateModel(
            name="SourceText",
            fields=[
                (
                    "reference",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="source_text",
                        serialize=False,
                        to="articles.reference",
                    ),
                ),
                ("searched", models.TextField()),
            ],
        ),
    ]
