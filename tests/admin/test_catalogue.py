"""Categories and stored pictures at the desk."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Category

pytestmark = pytest.mark.django_db


def test_description_names_who_changed_it(client: Client, article: Article, reviewer: Any) -> None:
    client.force_login(reviewer)
    category = Category.objects.get()
    where = f"/admin/articles/category/{category.pk}/change/"
    client.post(where, {"name": "Other", "description": "Seats of governments."})
    category.refresh_from_db()
    assert (category.name, category.description) == ("Capitals", "Seats of governments.")
    newest = category.history.first()
    assert newest is not None
    assert (newest.history_user, newest.description) == (reviewer, "Seats of governments.")
    assert client.get(where.replace("change", "history")).status_code == 200


def test_category_and_its_form_lead_to_each_other(client: Client, article: Article, reviewer: Any) -> None:
    client.force_login(reviewer)
    category = Category.objects.get()
    assert f"/admin/articles/category/{category.pk}/change/" in client.get("/categories/capitals/").content.decode()
    page = client.get(f"/admin/articles/category/{category.pk}/change/").content.decode()
    assert 'href="/categories/capitals/"' in page


def test_category_list_counts_articles(client: Client, article: Article, reviewer: Any) -> None:
    client.force_login(reviewer)
    assert '<td class="field-articles">1</td>' in client.get("/admin/articles/category/").content.decode()
