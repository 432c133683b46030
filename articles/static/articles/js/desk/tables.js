/* What can be done to a table: rows, columns, cells that head others, cells that are one, a caption. */

import { pm } from "django-prose-editor/editor";
import { back, open } from "desk/dialog";
import { make, word } from "desk/page";

const { tables, state: { TextSelection } } = pm;

/* Run a command of the grid; a table that was typed ragged is made even first, since rows and columns need it. */
function gridly(command) {
  return (editor) => {
    const even = tables.isInTable(editor.state) && tables.TableMap.get(tables.findTable(editor.state.selection.$from).node).problems && tables.fixTables(editor.state);
    if (even) editor.view.dispatch(even);
    const { doc } = editor.state;
    command(editor.state, (tr) => editor.view.dispatch(scoped(tr, doc)), editor);
    editor.commands.focus();
  };
}

/* Cells that come to head others say which: those of the first row their columns, elsewhere their rows. */
function scoped(tr, before) {
  const known = new Set();
  before.descendants((node) => { if (node.type.name === "th") known.add(node); });
  const fresh = [];
  tr.doc.descendants((node, at) => { if (node.type.name === "th" && node.attrs.scope === null && !node.textContent && !known.has(node)) fresh.push(at); });
  for (const at of fresh) {
    const row = tr.doc.resolve(at);
    tr.setNodeAttribute(at, "scope", row.index(row.depth - 1) === 0 ? "col" : "row");
  }
  return tr;
}

/* Take out the rows or columns that are chosen; with the last of them goes the table. */
function deleting(command) {
  return (state, dispatch, editor) => { if (!command(state, dispatch) && tables.isInTable(state)) remove(editor); };
}

export const rowAbove = gridly(tables.addRowBefore);
export const rowBelow = gridly(tables.addRowAfter);
export const columnBefore = gridly(tables.addColumnBefore);
export const columnAfter = gridly(tables.addColumnAfter);
export const deleteRow = gridly(deleting(tables.deleteRow));
export const deleteColumn = gridly(deleting(tables.deleteColumn));
export const merge = gridly(tables.mergeCells);
export const unmerge = gridly(tables.splitCell);

/* Make the chosen cells head others, or plain again: in the first row their columns, elsewhere their rows. */
export const header = gridly((state, dispatch) => {
  const rect = tables.selectedRect(state);
  const cells = rect.map.cellsInRect(rect);
  const { td, th } = state.schema.nodes;
  const heads = cells.some((place) => rect.table.nodeAt(place).type === td);
  const tr = state.tr;
  for (const place of cells) {
    const cell = rect.table.nodeAt(place);
    const scope = rect.map.findCell(place).top === 0 ? "col" : "row";
    const { scope: _scope, ...attributes } = cell.attrs;
    tr.setNodeMarkup(rect.tableStart + place, heads ? th : td, heads ? { ...attributes, scope } : attributes);
  }
  dispatch(tr);
});

/* Return the position and the node of the table around the cursor, caption and all. */
function around(state) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "table") return { at: $from.before(depth), table: $from.node(depth) };
  }
  return null;
}

/* Give the table a caption and go there; or take an empty one away. */
export function caption(editor) {
  const found = around(editor.state);
  if (!found) return;
  const { tr, schema } = editor.state;
  const first = found.table.firstChild;
  if (first.type.name !== "caption") tr.insert(found.at + 1, schema.nodes.caption.create());
  tr.setSelection(TextSelection.near(tr.doc.resolve(found.at + 2)));
  editor.view.dispatch(tr.scrollIntoView());
  editor.commands.focus();
}

/* Take the whole table out. */
export function remove(editor) {
  const found = around(editor.state);
  if (!found) return;
  editor.view.dispatch(editor.state.tr.delete(found.at, found.at + found.table.nodeSize).scrollIntoView());
  editor.commands.focus();
}

/* Ask for rows and columns, and put a table in. */
export function put(editor) {
  const rows = make("input", { type: "number", min: 1, max: 100, value: 3, id: "table-rows" });
  const columns = make("input", { type: "number", min: 1, max: 30, value: 3, id: "table-columns" });
  const heads = make("input", { type: "checkbox", id: "table-heads", checked: true });
  const title = make("input", { type: "text", id: "table-caption", maxlength: 300 });
  open({
    title: word("table-new"),
    body: [
      make("p", { class: "dialog-field" }, make("label", { for: "table-rows" }, word("rows")), rows),
      make("p", { class: "dialog-field" }, make("label", { for: "table-columns" }, word("columns")), columns),
      make("p", { class: "dialog-field" }, make("label", { for: "table-caption" }, word("caption")), title),
      make("p", { class: "dialog-tick" }, make("label", {}, heads, " ", word("heads"))),
    ],
    accept: word("insert"),
    onAccept: () => {
      insert(editor, clamp(rows, 100), clamp(columns, 30), heads.checked, title.value.trim());
    },
    onClose: () => back(editor),
  });
  rows.select();
}

function clamp(input, most) {
  return Math.min(most, Math.max(1, Math.round(Number(input.value)) || 1));
}

function insert(editor, rows, columns, heads, title) {
  const { schema, tr } = editor.state;
  const { table, tbody, tr: line, td, th, p, caption: heading } = schema.nodes;
  const row = (first) => line.create(null, Array.from({ length: columns }, () => (first && heads ? th.create({ scope: "col" }, p.create()) : td.create(null, p.create()))));
  const grid = tbody.create(null, Array.from({ length: rows }, (_, place) => row(place === 0)));
  const made = table.create(null, title ? [heading.create(null, schema.text(title)), grid] : [grid]);
  tr.replaceSelectionWith(made);
  let at = null;
  tr.doc.descendants((node, position) => { if (node === made) at = position; return at === null; });
  const cell = at === null ? null : at + (title ? made.firstChild.nodeSize : 0) + 4;
  if (cell !== null) tr.setSelection(TextSelection.near(tr.doc.resolve(cell)));
  editor.view.dispatch(tr.scrollIntoView());
}
