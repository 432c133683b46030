"""The desk: Django's admin as this wiki's editors see it."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class Desk(AdminSite):
    """The admin site."""

    site_header = _("Chancery desk")
    site_title = _("Chancery desk")
    index_title = _("Desk")
