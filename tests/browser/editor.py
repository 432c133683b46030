"""The editor in a test's words: come to a text, choose words in it, press, paste, and read what would be posted."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from articles.models import Article

from .desk import address, field

PASTE = """([text, html]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
}"""
COPY = """() => {
  const data = new DataTransfer();
  const event = new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
  return [data.getData("text/plain"), data.getData("text/html")];
}"""
SELECT = """async ([name, words, behind]) => {
  const { editorOf } = await import("desk/editor");
  const editor = editorOf(document.querySelector(`[name='${name}']`));
  let found = null;
  editor.state.doc.descendants((node, at) => {
    if (found || !node.isTextblock) return;
    const place = node.textBetween(0, node.content.size, "", "\\ufffc").indexOf(words);
    if (place >= 0) found = { from: at + 1 + place, to: at + 1 + place + words.length };
  });
  if (!found) throw new Error(`no “${words}” in the text`);
  editor.commands.setTextSelection(behind ? found.to : found);
  editor.view.focus();
}"""


def write_in(page: Page, article: Article, name: str = "lead") -> Locator:
    """Open an article's form and return the text of one of its bodies, alive."""
    page.goto(address(article))
    return text(page, name)


def text(page: Page, name: str = "lead") -> Locator:
    """Return the text over a body, once its editor is alive."""
    label = field(page, name)
    label.evaluate("each => each.closest('details')?.setAttribute('open', '')")
    label.evaluate("each => (each.closest('.desk-row') ?? each.parentElement).scrollIntoView()")
    found = page.locator(f".editor[data-for='id_{name}'] [contenteditable='true']")
    expect(found).to_be_visible()
    return found


def body(page: Page, name: str = "lead") -> str:
    """Return what would be posted of a body."""
    return field(page, name).input_value()


def put(page: Page, html: str, name: str = "lead") -> None:
    """Let a body be this, in its editor, with the cursor at its start."""
    page.evaluate(
        """async ([name, html]) => {
          const { editorOf, rewrite } = await import("desk/editor");
          const textarea = document.querySelector(`[name='${name}']`);
          rewrite(textarea, html);
          editorOf(textarea).commands.setTextSelection(0);
          editorOf(textarea).view.focus();
        }""",
        [name, html],
    )


def select(page: Page, words: str, name: str = "lead") -> None:
    """Choose words of a text, and bring the keyboard there."""
    page.evaluate(SELECT, [name, words, False])


def after(page: Page, words: str, name: str = "lead") -> None:
    """Put the cursor behind words of a text."""
    page.evaluate(SELECT, [name, words, True])


def press(page: Page, *keys: str) -> None:
    """Press keys, one after the other."""
    for key in keys:
        page.keyboard.press(key)


def button(page: Page, does: str) -> Locator:
    """Return a button of the bar over the text in which the keyboard is, by what it does."""
    return page.locator(f".editor:focus-within [data-does='{does}']")


def paste(page: Page, html: str = "", plain: str = "") -> None:
    """Paste where the cursor is, as other programs offer it: markup, and plain text."""
    page.evaluate(PASTE, [plain, html])


def copy(page: Page) -> tuple[str, str]:
    """Copy what is chosen; return it as plain text and as markup."""
    plain, html = page.evaluate(COPY)
    return plain, html


def notice(page: Page) -> Locator:
    """Return what the editor says of what was pasted."""
    return page.locator(".editor-notice")


def ask(page: Page, script: str, given: Any = None) -> Any:
    """Run a function of ours in the form's page: it takes the desk's modules, and what is given."""
    return page.evaluate(
        f"""async (given) => {{
          const names = ["editor", "dialect", "sources", "rows"];
          const loaded = await Promise.all(names.map((name) => import(`desk/${{name}}`)));
          const desk = Object.fromEntries(names.map((name, place) => [name, loaded[place]]));
          const {{ pm }} = await import("django-prose-editor/editor");
          const editor = desk.editor.editorOf(document.getElementById("id_lead"));
          return ({script})(given, {{ ...desk, pm, editor, schema: editor.schema }});
        }}""",
        given,
    )
