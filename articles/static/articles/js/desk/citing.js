/* Citing a source: one of this article's, one used elsewhere in the wiki, or a new one made of what is typed. */

import { adds, article, ask, make, urls, word } from "desk/page";
import { back, chooser, open } from "desk/dialog";
import { offer } from "desk/filling";
import * as sources from "desk/sources";

const ADDRESS = /^(https?:\/\/|www\.)\S+$/i;
const DOI = /^(doi:\s*|https?:\/\/(dx\.)?doi\.org\/)?10\.\d{4,9}\/\S+$/i;
const ISBN = /^(isbn[-\s:013]*)?[\d][\d\s-]{8,16}[\dx]$/i;

/* Ask which source, and put a citation at the cursor, or instead of a range of the text. */
export function cite(editor, { text = "", instead = null } = {}) {
  choose({ text, locator: "", title: word("cite"), onChosen: (key, locator) => {
    const { from, to } = instead ?? editor.state.selection;
    editor.chain().focus().insertContentAt({ from: instead ? from : to, to }, { type: "cite", attrs: { "data-ref": key, "data-locator": locator || null } }).run();
  }, onClose: () => back(editor) });
}

/* Change a citation that stands: its place in the source, or the source. */
export function edit(editor, position) {
  const node = editor.state.doc.nodeAt(position);
  if (node?.type.name !== "cite") return;
  const locator = make("input", { type: "text", id: "citation-locator", value: node.attrs["data-locator"] ?? "", maxlength: 200 });
  const key = node.attrs["data-ref"];
  const replace = (attributes) => editor.view.dispatch(editor.state.tr.setNodeMarkup(position, null, { ...node.attrs, ...attributes }));
  const { close } = open({
    title: word("citation-edit"),
    body: [
      make("p", { class: "source-copy" }, sources.printed(key) ?? word("no-source")),
      make("p", { class: "dialog-field" }, make("label", { for: "citation-locator" }, word("locator")), locator),
      make("p", { class: "dialog-more" },
        make("button", { type: "button", click: () => { close(); choose({ text: "", locator: locator.value, title: word("citation-other"), onChosen: (other, place) => replace({ "data-ref": other, "data-locator": place || null }), onClose: () => back(editor) }); } }, word("citation-other")),
        adds ? make("button", { type: "button", click: () => { close(); sources.reveal(key); } }, word("source-edit")) : null),
    ],
    accept: word("done"),
    onAccept: () => replace({ "data-locator": locator.value.trim().replace(/\s+/g, " ") || null }),
    onClose: () => back(editor),
  });
  locator.focus();
}

function choose({ text, locator, title, onChosen, onClose }) {
  const place = make("input", { type: "text", id: "cite-locator", value: locator, maxlength: 200, placeholder: word("locator-example") });
  const found = chooser({
    label: word(adds ? "cite-search" : "cite-search-here"),
    text,
    before: here,
    find: adds ? elsewhere : null,
    onChoose: take,
  });
  const { dialog, close } = open({
    title,
    body: [...found.body, make("p", { class: "dialog-field" }, make("label", { for: "cite-locator" }, word("locator")), place)],
    accept: word("insert"),
    onAccept: () => { take(found.chosen()); return false; },
    onClose,
    wide: true,
  });
  dialog.classList.add("citing");
  found.refresh();
  found.field.focus();

  async function take(value) {
    if (!value) return;
    const chosen = place.value.trim().replace(/\s+/g, " ");
    const key = value.key ?? (value.row ? sources.add(value.row) : null);
    if (key) finish(key, chosen);
    else found.tell(await offer(value.text, (said) => finish(sources.add(said), chosen)));
  }

  function finish(key, chosen) {
    close();
    onChosen(key, chosen);
    document.dispatchEvent(new CustomEvent("desk:rows"));
  }
}

/* The sources of this article that hold every word that is typed, and what a new one would be made of. */
function here(typed) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const own = sources.choices().filter((each) => words.every((each_) => each.text.includes(each_)));
  const options = own.slice(0, 60).map(({ key, number, node }) => ({
    node: make("span", { class: "chooser-source" }, make("span", { class: "source-number" }, Number.isFinite(number) ? `[${number}]` : ""), node),
    value: { key },
  }));
  const groups = [{ name: word("this-article"), options }];
  if (typed && adds) {
    const kind = DOI.test(typed) ? "doi" : ISBN.test(typed) ? "isbn" : ADDRESS.test(typed) ? "url" : "title";
    const made = { name: word("new-source"), options: [{ node: make("span", {}, word(`new-${kind}`, { text: typed })), value: { text: typed } }] };
    if (kind === "title") groups.push(made);
    else groups.unshift(made);
  }
  return groups;
}

async function elsewhere(typed, signal) {
  if (typed.length < 2) return [];
  const { sources: found } = await ask(`${urls.sources}?${new URLSearchParams({ q: typed, but: article.key ?? "" })}`, null, { signal });
  const options = found.map(({ html, article: where, others, row }) => {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    for (const link of parsed.querySelectorAll("a")) link.replaceWith(...link.childNodes);
    return { node: make("span", { class: "chooser-source" }, make("span", {}, ...parsed.body.childNodes), make("span", { class: "chooser-where" }, word(others ? "used-in-more" : "used-in", { article: where, n: others }))), value: { row } };
  });
  return [{ name: word("elsewhere"), options }];
}
