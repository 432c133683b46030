"""A login as someone else, in another tab: what was typed is there still, and whose edit it becomes is said."""

from typing import Any

import pytest
from playwright.sync_api import expect

from articles import revisions
from articles.models import Article
from tests.conftest import person

from .conftest import Opener
from .desk import address, field, save
from .test_accessibility import objections

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_form_of_another_person_is_saved_once_that_is_said(
    open_page: Opener, reviewer: Any, article: Article, script: bool
) -> None:
    una = person("una", "Reviewer")
    page = open_page(by=reviewer, java_script_enabled=script)
    page.goto(address(article))
    field(page, "title").fill("Mensk")
    open_page(by=una, beside=page)
    save(page, "Rename")
    expect(page.get_by_role("alert")).to_have_text(
        "You opened this form as Rev and are Una now. Nothing is saved yet: save again to save it as Una."
    )
    expect(field(page, "title")).to_have_value("Mensk")
    expect(field(page, "summary")).to_have_value("Rename")
    assert revisions.newest(article).number == 1
    if script:
        assert objections(page) == []
    page.get_by_role("button", name="Save and publish", exact=True).click()
    page.wait_for_url("**/wiki/minsk/")
    assert revisions.newest(article).by == una
