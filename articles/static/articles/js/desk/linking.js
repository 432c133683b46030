/* Linking: an article by its title, a section of this one, an article that is yet to be written, or an address. */

import { ask, make, urls, word } from "desk/page";
import { back, chooser, open } from "desk/dialog";
import { know } from "desk/links";
import { field, rows } from "desk/rows";
import { heading } from "desk/sections";

const ADDRESS = /^((https?:\/\/|mailto:)\S+|www\.\S+\.\S+)$/i;

/* Ask where the chosen words lead, or change or remove the link at the cursor; or put one instead of a range of the text. */
export function link(editor, { instead = null } = {}) {
  const standing = editor.isActive("a");
  if (standing) editor.commands.extendMarkRange("a");
  const { from, to, empty } = editor.state.selection;
  const words = editor.state.doc.textBetween(from, to, " ").trim();
  const { href } = editor.getAttributes("a");
  const found = chooser({ label: word("link-search"), text: href ?? words, before: here, find: articles, onChoose: take });
  const { dialog, close } = open({
    title: word(standing ? "link-edit" : "a"),
    body: [...found.body, standing ? make("p", { class: "dialog-more" }, make("button", { type: "button", click: () => { close(); editor.chain().focus().unsetMark("a").run(); } }, word("link-remove"))) : ""],
    accept: word("insert"),
    onAccept: () => { take(found.chosen()); return false; },
    onClose: () => back(editor),
    wide: true,
  });
  dialog.classList.add("linking");
  found.refresh();
  found.field.focus();
  found.field.select();

  function take(value) {
    if (!value) return;
    close();
    const attributes = { href: null, "data-article": null, "data-section": null, ...value.attributes };
    if (value.attributes["data-article"]) know(value.attributes["data-article"], value.exists ? value.text : null);
    if (empty && !standing) {
      editor.chain().focus().insertContentAt(instead ?? { from, to }, { type: "text", text: value.text, marks: [{ type: "a", attrs: attributes }] }).unsetMark("a").run();
    } else {
      editor.chain().focus().setTextSelection({ from, to }).setMark("a", attributes).setTextSelection(to).unsetMark("a").run();
    }
  }
}

function option(text, note, value) {
  return { node: make("span", { class: "chooser-article" }, make("span", {}, text), note ? make("span", { class: "chooser-where" }, note) : ""), value };
}

/* An address, and the sections of this article that hold every word that is typed. */
function here(typed) {
  if (ADDRESS.test(typed)) {
    const href = /^www\./i.test(typed) ? `https://${typed}` : typed;
    return [{ name: word("link-out"), options: [option(href, "", { attributes: { href }, text: href.replace(/^(https?:\/\/|mailto:)/i, "") })] }];
  }
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const options = rows("sections")
    .filter((row) => field(row, "key").value && words.length && words.every((each) => heading(row).toLowerCase().includes(each)))
    .slice(0, 5)
    .map((row) => option(heading(row), "", { attributes: { "data-section": field(row, "key").value }, text: heading(row) }));
  return [{ name: word("link-section"), options }];
}

async function articles(typed, signal) {
  if (!typed || ADDRESS.test(typed)) return [];
  const { articles: found, missing } = await ask(`${urls.articles}?${new URLSearchParams({ q: typed })}`, null, { signal });
  const groups = [{ name: word("articles"), options: found.map(({ slug, title, description }) => option(title, description, { attributes: { "data-article": slug }, text: title, exists: true })) }];
  if (missing) groups.push({ name: word("link-missing"), options: [option(word("link-new", { title: typed }), "", { attributes: { "data-article": missing }, text: typed, exists: false })] });
  return groups;
}
