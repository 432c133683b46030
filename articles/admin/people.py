"""Who comes to the desk and in which role. Nobody gives what they do not have, or changes somebody who has more."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

# Rights beyond those of a role are a superuser's alone to give.
_OF_ROLES = (
    (None, {"fields": ("username", "password")}),
    (_("Personal info"), {"fields": ("first_name", "last_name", "email")}),
    (_("Permissions"), {"fields": ("is_active", "is_staff", "groups")}),
    (_("Important dates"), {"fields": ("last_login", "date_joined")}),
)

admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People, their names and their roles."""

    list_display = ["username", "first_name", "last_name", "email", "is_active", "is_staff"]
    list_filter = ["groups", "is_staff", "is_active"]
    readonly_fields = ["last_login", "date_joined"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out what only superusers give."""
        found = super().get_fieldsets(request, obj)
        return found if obj is None or _by(request).is_superuser else _OF_ROLES

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Offer the roles whose rights somebody has themselves."""
        if db_field.name == "groups" and not _by(request).is_superuser:
            beyond = Permission.objects.exclude(pk__in=_rights(_by(request)).values("pk"))
            kwargs["queryset"] = Group.objects.exclude(permissions__in=beyond)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse it on somebody who has more rights; that keeps their password too."""
        return super().has_change_permission(request, obj) and _has_no_less(_by(request), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse it on somebody who has more rights."""
        return super().has_delete_permission(request, obj) and _has_no_less(_by(request), obj)


def _by(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _rights(person: User) -> Any:
    """Return what somebody may do, were they let in: a QuerySet of permissions."""
    return Permission.objects.filter(Q(group__user=person) | Q(user=person))


def _has_no_less(person: User, than: User | None) -> bool:
    if than is None or person.is_superuser:
        return True
    beyond = _rights(than).exclude(pk__in=_rights(person).values("pk"))
    return not than.is_superuser and not beyond.exists()
