"""The third role, and what reviewers do beside publishing."""

from typing import Any

from django.contrib.auth.management import create_permissions
from django.db import migrations

WRITE = ["add_article", "change_article", "view_article", "view_category", "view_imagefile"]
PUBLISH = ["publish_article", "withdraw_article", "change_category"]
PEOPLE = ["add_user", "change_user", "view_user", "view_group"]


def make_role(apps: Any, schema_editor: Any) -> None:
    """Make the group of those who let others in: all that reviewers may, and people."""
    group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for label in ("auth", "articles"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        config.models_module = None
    group, _ = group_model.objects.get_or_create(name="Administrator")
    known = permission_model.objects
    group.permissions.add(
        *known.filter(content_type__app_label="articles", codename__in=WRITE + PUBLISH),
        *known.filter(content_type__app_label="auth", codename__in=PEOPLE),
    )


class Migration(migrations.Migration):
    """Needs the other roles."""

    dependencies = [("articles", "0005_signoff"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(make_role, migrations.RunPython.noop)]
