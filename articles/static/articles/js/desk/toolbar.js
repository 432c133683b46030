/* The buttons over an editor: one for each thing that the table of the closed subset lets a person write. */

import { pm } from "django-prose-editor/editor";
import { cite } from "desk/citing";
import { put as putFigure } from "desk/figure";
import { adds, dialect, make, word } from "desk/page";
import { language } from "desk/language";
import { link } from "desk/linking";
import { splitHere } from "desk/sections";
import * as tables from "desk/tables";
import { asMarkup } from "desk/editor";

const { tags } = dialect;

function toggled(tag) {
  return { run: (editor) => editor.chain().focus().toggleMark(tag).run(), on: (editor) => editor.isActive(tag) };
}

function listed(tag) {
  return { run: (editor) => editor.chain().focus().toggleList(tag, "li").run(), on: (editor) => editor.isActive(tag) };
}

/* In groups: name (of the word that labels it), glyph of the icon font, tag that the table must name, whether it adds a row,
   what it does. */
const GROUPS = [
  [
    { name: "strong", icon: "format_bold", tag: "strong", key: "Ctrl+B", ...toggled("strong") },
    { name: "em", icon: "format_italic", tag: "em", key: "Ctrl+I", ...toggled("em") },
    { name: "sub", icon: "subscript", tag: "sub", ...toggled("sub") },
    { name: "sup", icon: "superscript", tag: "sup", ...toggled("sup") },
    { name: "code", icon: "code", tag: "code", key: "Ctrl+E", ...toggled("code") },
    { name: "span", icon: "translate", tag: "span", run: language, on: (editor) => editor.isActive("span") },
  ],
  [
    { name: "ul", icon: "format_list_bulleted", tag: "ul", ...listed("ul") },
    { name: "ol", icon: "format_list_numbered", tag: "ol", ...listed("ol") },
    { name: "dl", icon: "short_text", tag: "dl", run: definitions, on: (editor) => editor.isActive("dl") },
    { name: "blockquote", icon: "format_quote", tag: "blockquote", run: (editor) => editor.chain().focus().toggleWrap("blockquote").run(), on: (editor) => editor.isActive("blockquote") },
    { name: "pre", icon: "notes", tag: "pre", run: (editor) => editor.chain().focus().toggleNode("pre", "p").run(), on: (editor) => editor.isActive("pre") },
  ],
  [
    { name: "cite", icon: "bookmark_add", tag: "cite", key: "Ctrl+Shift+K", said: true, run: cite, on: () => false },
    { name: "a", icon: "link", tag: "a", key: "Ctrl+K", said: true, run: link, on: (editor) => editor.isActive("a") },
    { name: "figure", icon: "image", tag: "figure", run: putFigure, on: () => false },
    { name: "table", icon: "table_chart", tag: "table", run: tables.put, on: (editor) => editor.isActive("table") },
    { name: "split", icon: "segment", adds: true, run: splitHere, on: () => false },
  ],
  [
    { name: "undo", icon: "undo", key: "Ctrl+Z", run: (editor) => editor.chain().focus().undo().run(), on: () => false },
    { name: "redo", icon: "redo", key: "Ctrl+Shift+Z", run: (editor) => editor.chain().focus().redo().run(), on: () => false },
    { name: "markup", icon: "data_object", run: (editor, textarea) => asMarkup(textarea), on: () => false },
  ],
];
const IN_TABLE = [
  { name: "row-above", run: tables.rowAbove },
  { name: "row-below", run: tables.rowBelow },
  { name: "row-delete", run: tables.deleteRow },
  { name: "column-before", run: tables.columnBefore },
  { name: "column-after", run: tables.columnAfter },
  { name: "column-delete", run: tables.deleteColumn },
  { name: "header", run: tables.header },
  { name: "merge", run: tables.merge },
  { name: "unmerge", run: tables.unmerge },
  { name: "caption", run: tables.caption },
  { name: "table-delete", run: tables.remove },
];

/* Return the bar of an editor: one stop for Tab, arrows within. */
export function toolbar(editor, textarea) {
  const buttons = [];
  const groups = GROUPS.map((group) => make("div", { class: "editor-group", role: "group" }, ...group.filter((each) => (!each.tag || each.tag in tags) && (adds || !each.adds)).map(button)));
  const inTable = make("div", { class: "editor-row in-table", role: "group", "aria-label": word("table"), hidden: true }, ...IN_TABLE.map(button));
  const bar = make("div", { class: "editor-bar", role: "toolbar", "aria-label": word("toolbar"), "aria-controls": `${textarea.id}-text` }, make("div", { class: "editor-row" }, ...groups), inTable);
  bar.addEventListener("keydown", walk);
  editor.on("transaction", show);
  show();
  return bar;

  function button(spec) {
    const title = spec.key ? `${word(spec.name)} (${spec.key})` : word(spec.name);
    const element = make("button", { type: "button", class: spec.icon ? "" : "worded", title, "aria-label": spec.icon && !spec.said ? word(spec.name) : null, tabindex: buttons.length ? "-1" : "0", "data-does": spec.name, mousedown: (event) => event.preventDefault(), click: () => spec.run(editor, textarea) });
    if (spec.icon) element.append(make("span", { class: "material-icons", "aria-hidden": "true" }, spec.icon));
    if (spec.said || !spec.icon) element.append(make("span", {}, word(spec.name)));
    buttons.push({ ...spec, element });
    return element;
  }

  function show() {
    for (const { element, on } of buttons) if (on) element.setAttribute("aria-pressed", String(on(editor)));
    for (const { element } of buttons) if (["cite", "a", "figure", "table", "split", "undo", "redo", "markup"].includes(element.dataset.does)) element.removeAttribute("aria-pressed");
    inTable.hidden = !pm.tables.isInTable(editor.state);
    if (inTable.hidden && inTable.querySelector("[tabindex='0']")) stop(reachable()[0]);
  }

  function reachable() {
    return buttons.map(({ element }) => element).filter((element) => !element.closest("[hidden]"));
  }

  /* Let Tab stop at one button, and pass the others. */
  function stop(target) {
    for (const { element } of buttons) element.tabIndex = element === target ? 0 : -1;
  }

  function walk(event) {
    const all = reachable();
    const here = all.indexOf(document.activeElement);
    const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") editor.view.focus();
    if (next === undefined) return;
    event.preventDefault();
    const target = all[(next + all.length) % all.length];
    stop(target);
    target.focus();
  }
}

/* Make the paragraph a term with room for what it means, or a list of terms plain again. */
function definitions(editor) {
  const { state, view } = editor;
  const { dl, dt, dd, p } = state.schema.nodes;
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type !== dl) continue;
    const plain = [];
    $from.node(depth).forEach((entry) => (entry.type === dt ? plain.push(p.create(null, entry.content)) : entry.forEach((block) => plain.push(block))));
    view.dispatch(state.tr.replaceWith($from.before(depth), $from.after(depth), plain));
    return editor.commands.focus();
  }
  if ($from.parent.type !== p) return editor.commands.focus();
  const list = dl.create(null, [dt.create(null, $from.parent.content), dd.create(null, p.create())]);
  const tr = state.tr.replaceWith($from.before(), $from.after(), list);
  view.dispatch(tr.setSelection(pm.state.TextSelection.create(tr.doc, $from.pos + 1)).scrollIntoView());
  return editor.commands.focus();
}
