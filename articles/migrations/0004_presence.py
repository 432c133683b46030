"""Who has which article open at the desk; rows live for minutes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table beside the content: nothing of an article follows from it."""

    dependencies = [
        ("articles", "0003_desk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tab", models.CharField(max_length=32)),
                (
                    "part",
                    models.CharField(blank=True, choices=[("lead", "Lead"), ("section", "Section")], max_length=10),
                ),
                ("key", models.CharField(blank=True, max_length=64)),
                ("name", models.CharField(blank=True, max_length=300)),
                ("since", models.DateTimeField()),
                ("seen", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["seen"], name="presence_by_time")],
                "constraints": [models.UniqueConstraint(fields=["article", "person", "tab"], name="presence_once")],
            },
        ),
    ]
