"""The roles, as groups: who writes, who publishes."""

from typing import Any

from django.contrib.auth.management import create_permissions
from django.db import migrations

WRITE = ["add_article", "change_article", "view_article", "view_category", "view_imagefile"]
PUBLISH = ["publish_article", "withdraw_article", "change_category"]
ROLES = {"Editor": WRITE, "Reviewer": WRITE + PUBLISH}


def make_roles(apps: Any, schema_editor: Any) -> None:
    """Make the groups; permissions are made here because migrations run before Django would make them."""
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        group, _ = group_model.objects.get_or_create(name=name)
        group.permissions.add(
            *permission_model.objects.filter(content_type__app_label="articles", codename__in=codenames)
        )


class Migration(migrations.Migration):
    """Needs the tables of people and permissions."""

    dependencies = [("articles", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
