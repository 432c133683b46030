"""An article is renamed: its old address leads to the new one, also when it gets its old name back."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles import editing, revisions
from articles.models import Article

from .desk import address, field, save

pytestmark = pytest.mark.browser


def rename(article: Article, slug: str, by: Any) -> None:
    editing.replace(article, replace(revisions.working_copy(article), slug=slug), by=by, summary="Rename")


def test_old_address_leads_to_the_new_one(desk: Page, page: Page, article: Article) -> None:
    desk.goto(address(article))
    field(desk, "title").fill("Mensk")
    field(desk, "slug").fill("mensk")
    field(desk, "sections-0-heading").fill("Past")
    save(desk, "Rename")
    desk.wait_for_url("**/wiki/mensk/")
    page.goto("/wiki/minsk/#history")
    expect(page).to_have_url(page.url.partition("/wiki/")[0] + "/wiki/mensk/#history")
    expect(page.get_by_role("heading", name="Past")).to_be_in_viewport()
    page.goto("/wiki/minsk/revisions/1/")
    expect(page).to_have_url(page.url.partition("/wiki/")[0] + "/wiki/mensk/revisions/1/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Minsk")


def test_old_name_can_come_back(page: Page, article: Article, reviewer: Any) -> None:
    rename(article, "mensk", reviewer)
    page.goto("/wiki/minsk/")
    rename(article, "minsk", reviewer)
    page.goto("/wiki/mensk/")
    assert page.url.endswith("/wiki/minsk/")
