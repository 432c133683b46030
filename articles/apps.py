"""How Django finds the application and its admin site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """The application; importing `workflow` connects what follows from every edit."""

    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        """Connect the receivers."""
        from . import workflow  # noqa: F401, PLC0415 (models must be ready before its receivers can be)


class AdminConfig(DjangoAdminConfig):
    """Django's admin with the desk's own site."""

    default_site = "articles.desk.Desk"
