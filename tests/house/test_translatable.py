"""Every word of the interface can be translated: none reaches a page except through gettext."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone, translation
from selectolax.lexbor import LexborHTMLParser

from articles import checking, editing, growth, notices, wording, workflow
from articles.content.names import Name
from articles.content.problems import Place
from articles.content.snapshot import Reference, Section, Snapshot, to_json
from articles.models import Article, Category, Notice

pytestmark = pytest.mark.django_db
OPEN, CLOSE = "⟦", "⟧"

# Content in a script that the interface does not use, so that what is left in Latin letters is the interface's.
CONTENT = Snapshot(
    title="Αθήνα",
    slug="αθηνα",
    short_description="πόλη",
    language="el",
    lead='<p>Κείμενο.<cite data-ref="a"></cite> Και.<cite data-ref="a"></cite>'
    '<cite data-ref="b"></cite><a data-article="ουδεν">λείπει</a></p>'
    "<table><tbody><tr><td>α</td></tr></tbody></table>",
    categories=("Πόλεις",),
    sections=(Section(key="1", heading="Ιστορία", body="<p>Κείμενο.</p>"),),
    references=(
        Reference(
            key="a",
            type="book",
            title="Βιβλίο",
            authors=(Name(literal="Συγγραφέας"),),
            issued="2012-01~",
            language="fr",
            pages="1",
            archive_url="https://1.1/",
            archive_date="2013",
            access_date="2014-02-03?",
            quote="Λόγος",
        ),
        Reference(key="b", title="Άρθρο", container_title="Περιοδικό", issued="2011/2012", archive_url="https://2.2/"),
    ),
)


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every translated string come between brackets."""
    trans = translation._trans  # type: ignore[attr-defined]
    monkeypatch.setattr(trans, "gettext", lambda message: f"{OPEN}{message}{CLOSE}" if message else "", raising=False)
    monkeypatch.setattr(trans, "pgettext", lambda context, message: f"{OPEN}{message}{CLOSE}", raising=False)
    monkeypatch.setattr(
        trans, "ngettext", lambda one, many, n: f"{OPEN}{one if n == 1 else many}{CLOSE}", raising=False
    )


def untranslated(html: str) -> list[str]:
    """Return the words of a page that no translation has touched."""
    while (shorter := re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "", html)) != html:
        html = shorter
    html = re.sub("%[0-9A-F]{2}", "", html)  # addresses
    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style", "code", "svg", "template"])
    words = [node.text() for node in [tree.body, *tree.css("title")] if node]
    for name in ("alt", "title", "placeholder", "aria-label"):
        words += [node.attributes.get(name) or "" for node in tree.css(f"[{name}]")]
    words += [node.attributes.get("value") or "" for node in tree.css("input[type=submit], input[type=button]")]
    return sorted({word for text in words for word in re.findall(r"[A-Za-z]{2,}", text)})


@pytest.fixture
def world(reviewer: Any, settings: Any) -> None:
    """An article with all that an interface can say of it."""
    settings.SITE_NAME = "Ω"
    reviewer.first_name = "Ελένη"
    reviewer.save()
    article = editing.create(CONTENT, by=reviewer, summary="Αρχή")
    Category.objects.update(slug="1")
    moved = replace(
        CONTENT, sections=(Section(key="2", heading="Νέο"), *CONTENT.sections), references=CONTENT.references
    )
    editing.replace(article, moved, by=reviewer, summary="Νέο")
    editing.replace(article, replace(moved, title="Αθήναι", lead="<p>Άλλο.</p>"), by=reviewer, summary="Άλλο")
    gone = editing.create(replace(CONTENT, slug="φυγε", title="Φύγε"), by=reviewer, summary="Αρχή")
    workflow.withdraw(gone, by=reviewer, reason="Λόγος")


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/", set()),
        ("/index/", set()),
        ("/categories/", set()),
        ("/categories/1/", set()),
        ("/search/?q=αθηναι", set()),
        ("/search/?q=τιποτα", set()),
        ("/search/", set()),
        ("/wiki/αθηνα/", {"https", "http", "wiki", "revisions"}),
        ("/wiki/αθηνα/history/", {"pp"}),
        ("/wiki/αθηνα/revisions/1/", {"https", "http", "wiki", "revisions", "DOI", "ISBN"}),
        ("/wiki/αθηνα/compare/1...3/", {"ab"}),
        ("/wiki/αθηνα/compare/1...3/?view=inline", {"ab"}),
        ("/wiki/αθηνα/authors/", set()),
        ("/wiki/αθηνα/history/?part=section&key=1", set()),
        ("/wiki/αθηνα/history/?person=x", set()),
        ("/changes/", set()),
        ("/people/rev/", set()),
        ("/wiki/φυγε/", set()),
        ("/wiki/κατι/", set()),
        ("/κατι/", set()),
    ],
)
def test_page_has_no_word_past_translation(
    client: Client, world: None, marked: None, address: str, allowed: set[str]
) -> None:
    html = client.get(address).content.decode()
    assert OPEN in html
    assert not [word for word in untranslated(html) if word not in allowed]


@pytest.mark.parametrize("page", ["1/change", "following"])
def test_form_has_no_word_past_translation(client: Client, world: None, reviewer: Any, marked: None, page: str) -> None:
    notices.follow(Article.objects.get(pk=1), reviewer, follows=True)
    values = {"title": "Αθήνα", "slug": "αθηνα", "is_public": True, "by": reviewer, "at": timezone.now()}
    for event in wording.EVENTS:
        Notice.objects.create(
            person=reviewer, article_id=1, event=event, details={"at": timezone.now().isoformat()}, **values
        )
    client.force_login(reviewer)
    html = client.get(f"/admin/articles/article/{page}/").content.decode()
    # Keys, types of CSL and the people's own names are no words of the interface.
    tree = LexborHTMLParser(html)
    for option in tree.css("select option, datalist, input, textarea"):
        option.decompose()
    assert not untranslated(tree.html or "")


@pytest.fixture
def judged(world: None, reviewer: Any, editor: Any) -> None:
    """A draft of that article that waits, with all that is said of one, and a lock on it."""
    editor.first_name = "Νίκος"
    editor.save()
    article = Article.objects.get(slug="αθηνα")
    draft = replace(CONTENT, title="Αθήναι", lead="<p>Νέο, το 1999.</p>", sections=(Section(key="3", heading="Κενό"),))
    editing.replace(article, draft, by=editor, summary="Νέο")
    number = article.revisions.count()
    workflow.ask(article, by=editor, note="Λόγος")
    said = workflow.comment(article, "Λόγος", by=reviewer, number=number, place=Place("article", "", "lead", 1))
    workflow.comment(article, "Ναι", by=editor, number=number, answers=said.pk)
    workflow.resolve(article, said.pk, by=editor)
    workflow.comment(article, "Λόγος", by=reviewer, number=number)
    for act in (workflow.return_, workflow.ask):
        act(article, by=reviewer, note="Λόγος")
    finding = article.findings.exclude(check_name="uncited-reference").first()
    assert finding
    checking.dismiss(finding, by=editor, reason="Λόγος")
    workflow.lock(article, by=reviewer, reason="Λόγος", until=timezone.now() + timedelta(days=1))
    checking.tally(timezone.localdate())
    growth.count(timezone.localdate())


@pytest.mark.parametrize("who", ["editor", "reviewer", "root"])
@pytest.mark.parametrize("path", ["", "articles/article/reviews/", "articles/article/checks/",
    "articles/article/checks/?state=dismissed", "articles/article/1/review/", "articles/article/1/review/?say=on_all",
    "articles/article/1/lock/", "articles/article/1/change/",
])  # fmt: skip
def test_desk_has_no_word_past_translation(
    client: Client, judged: None, reviewer: Any, editor: Any, marked: None, who: str, path: str
) -> None:
    root = get_user_model().objects.create_superuser("root", first_name="Ρίζα")
    client.force_login({"editor": editor, "reviewer": reviewer, "root": root}[who])
    html = client.get(f"/admin/{path}").content.decode()
    tree = LexborHTMLParser(html)
    for typed in tree.css("select option, datalist, input:not([type=submit]), textarea"):
        typed.decompose()
    # Django's own names of its groups and people stand in its list of tables.
    assert not untranslated(tree.html or "")


@pytest.mark.parametrize("answer", [{}, {"choice-0": "mine", "mine": "{"}])
def test_conflict_has_no_word_past_translation(
    client: Client, world: None, reviewer: Any, marked: None, answer: dict[str, str]
) -> None:
    client.force_login(reviewer)
    mine = replace(CONTENT, title="Δικό", lead="<p>Δικό.</p>", sections=(), references=(CONTENT.references[0],))
    sent = {"base": "1", "newest": "3", "mine": to_json(mine), "summary": "Δικό"} | answer
    html = client.post("/admin/articles/article/1/change/", sent).content.decode()
    assert OPEN in html
    tree = LexborHTMLParser(html)
    for typed in tree.css("input, textarea"):
        typed.decompose()
    assert not untranslated(tree.html or "")
