"""Administrators let people in and give them roles; nobody gives what they do not have."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from tests.conftest import person

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/auth/user/"


@pytest.fixture
def administrator() -> Any:
    return person("ada", "Administrator")


@pytest.fixture
def client_of(administrator: Any) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def posted(who: Any, **changes: Any) -> dict[str, Any]:
    """What the page of somebody posts."""
    names = {"username": who.username, "first_name": who.first_name, "last_name": who.last_name, "email": who.email}
    given = {"is_active": "on", "is_staff": "on", "groups": [group.pk for group in who.groups.all()]}
    return {name: value for name, value in (names | given | changes).items() if value is not None}


def test_administrator_lets_somebody_in_and_gives_a_role(client_of: Client) -> None:
    said = {"username": "nils", "usable_password": "true", "password1": "long-and-odd-7", "password2": "long-and-odd-7"}
    assert client_of.post(f"{PEOPLE}add/", said).status_code == 302
    nils = User.objects.get(username="nils")
    role = Group.objects.get(name="Editor")
    assert client_of.post(f"{PEOPLE}{nils.pk}/change/", posted(nils, groups=[role.pk])).status_code == 302
    assert User.objects.get(pk=nils.pk).has_perm("articles.change_article")
    assert User.objects.get(pk=nils.pk).is_staff


def test_roles_and_nothing_beyond_them_are_offered(client_of: Client, editor: Any) -> None:
    html = client_of.get(f"{PEOPLE}{editor.pk}/change/").content.decode()
    assert ">Administrator</option>" in html
    assert "is_superuser" not in html
    assert "user_permissions" not in html


@pytest.mark.parametrize("whom", ["editor", "themselves"])
def test_more_rights_than_one_has_are_not_given(client_of: Client, administrator: Any, editor: Any, whom: str) -> None:
    who = editor if whom == "editor" else administrator
    beyond = Permission.objects.get(codename="delete_user")
    owners = Group.objects.create(name="Owners")
    owners.permissions.add(beyond)
    said = posted(who, is_superuser="on", user_permissions=[beyond.pk])
    assert client_of.post(f"{PEOPLE}{who.pk}/change/", said).status_code == 302
    refused = client_of.post(f"{PEOPLE}{who.pk}/change/", posted(who, groups=[owners.pk]))
    assert b"not one of the available choices" in refused.content
    after = User.objects.get(pk=who.pk)
    assert not after.is_superuser
    assert not after.has_perm("auth.delete_user")


@pytest.mark.parametrize("state", ["active", "inactive"])
@pytest.mark.parametrize("kind", ["superuser", "permission", "group"])
def test_who_has_more_rights_is_not_changed(client_of: Client, editor: Any, kind: str, state: str) -> None:
    beyond = Permission.objects.get(codename="delete_user")
    if kind == "superuser":
        editor.is_superuser = True
    elif kind == "permission":
        editor.user_permissions.add(beyond)
    else:
        owners = Group.objects.create(name="Owners")
        owners.permissions.add(beyond)
        editor.groups.add(owners)
    editor.is_active = state == "active"
    editor.save()
    assert client_of.post(f"{PEOPLE}{editor.pk}/change/", posted(editor, email="x@example.org")).status_code == 403
    password = {"usable_password": "true", "password1": "long-and-odd-7", "password2": "long-and-odd-7"}
    assert client_of.post(f"{PEOPLE}{editor.pk}/password/", password).status_code == 403
    assert User.objects.get(pk=editor.pk).email == editor.email
    assert client_of.get(f"{PEOPLE}{editor.pk}/change/").status_code == 200


def test_superuser_gives_everything(editor: Any) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    said = posted(editor, is_superuser="on")
    assert client.post(f"{PEOPLE}{editor.pk}/change/", said).status_code == 302
    assert User.objects.get(pk=editor.pk).is_superuser
    assert client.post(f"{PEOPLE}{editor.pk}/delete/", {"post": "yes"}).status_code == 302


@pytest.mark.parametrize("role", ["Editor", "Reviewer"])
def test_other_roles_do_not_come_to_people(editor: Any, role: str) -> None:
    client = Client()
    client.force_login(person("someone", role))
    for address in (PEOPLE, f"{PEOPLE}add/", f"{PEOPLE}{editor.pk}/change/", f"{PEOPLE}{editor.pk}/password/"):
        assert client.get(address).status_code == 403, address
        assert client.post(address, {}).status_code == 403, address
