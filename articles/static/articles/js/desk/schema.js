/* The closed subset as an editor's schema: one node or mark for each tag of the table in content/allowlist.py.

   A tag that the table does not name has no node, no mark and no button here. */

import { callOrReturn, Extension, getExtensionField, InputRule, Mark, mergeAttributes, Node, pm } from "django-prose-editor/editor";
import { dialect } from "desk/page";

const { tags, marks, aliases } = dialect;
const SPANS = ["colspan", "rowspan"];
const KEY = /^[a-z0-9][a-z0-9-]{0,63}$/;
const COUNT = /^([1-9]\d{0,2}|1000)$/;
// What an attribute may say; what fails is not read. The server asks more, and has the last word.
const TESTS = {
  href: /^(https?:\/\/|mailto:)[^\x00-\x20\x7f-\xa0\\<>"\u2028\u2029\ufeff]{1,2000}$/i,
  "data-article": /^[^\s/?#]{1,200}$/,
  "data-section": KEY,
  "data-ref": KEY,
  "data-image": KEY,
  "data-locator": /^\S(.{0,198}\S)?$/u,
  lang: /^[a-z]{2,8}(-[a-z0-9]{1,8}){0,5}$/i,
  dir: /^(ltr|rtl|auto)$/,
  scope: /^(row|col)(group)?$/,
  start: COUNT,
  colspan: COUNT,
  rowspan: COUNT,
};

/* The attributes of a tag: as written, or null. */
function attributesOf(tag) {
  const out = {};
  for (const name of tags[tag]) {
    if (SPANS.includes(name)) {
      out[name] = { default: 1, parseHTML: (element) => Number(read(element, name)) || 1, renderHTML: (at) => (at[name] > 1 ? { [name]: at[name] } : {}) };
    } else {
      out[name] = { default: null, keepOnSplit: name === "lang" || name === "dir", parseHTML: (element) => read(element, name), renderHTML: (at) => (at[name] === null ? {} : { [name]: at[name] }) };
    }
  }
  return out;
}

/* The value of an attribute, or null where it says nothing that may be said. */
function read(element, name) {
  const value = element.getAttribute(name);
  return value !== null && TESTS[name].test(value) ? value : null;
}

function rules(tag, more = {}) {
  const names = [tag, ...Object.keys(aliases).filter((name) => aliases[name] === tag)];
  return names.map((name) => ({ tag: name, ...more }));
}

function node(tag, spec = {}) {
  return Node.create({
    name: tag,
    addAttributes: () => attributesOf(tag),
    parseHTML: () => rules(tag, spec.rule),
    renderHTML: ({ HTMLAttributes }) => (spec.atom ? [tag, HTMLAttributes] : [tag, HTMLAttributes, 0]),
    ...spec,
  });
}

/* The grid needs a column's width; nothing is kept of it. A span of one that is written out stays written out. */
function cell(tag, role) {
  const spelt = (element) => SPANS.filter((name) => element.getAttribute(name) === "1").join(" ");
  return node(tag, {
    content: "block+",
    tableRole: role,
    isolating: true,
    addAttributes: () => ({ ...attributesOf(tag), colwidth: { default: null, rendered: false }, spelt: { default: "", rendered: false, parseHTML: spelt } }),
  });
}

const NODES = {
  p: { group: "block", content: "inline*", priority: 1000 },
  blockquote: { group: "block", content: "block+", defining: true },
  pre: { group: "block", content: "(text|cite)*", marks: "", code: true, defining: true, rule: { preserveWhitespace: "full" } },
  ul: { group: "block list", content: "li+" },
  ol: { group: "block list", content: "li+" },
  li: { content: "block+", defining: true },
  dl: { group: "block", content: "(dt|dd)+" },
  dt: { content: "inline*", defining: true },
  dd: { content: "block+", defining: true },
  table: { group: "block", content: "caption? tbody", isolating: true },
  caption: { content: "inline*", defining: true, isolating: true },
  tbody: { content: "tr+", tableRole: "table" },
  tr: { content: "(td|th)*", tableRole: "row" },
  figure: { group: "block", atom: true, draggable: true, rule: { getAttrs: (element) => (read(element, "data-image") ? null : false) } },
  cite: { group: "inline", inline: true, atom: true, selectable: true, draggable: true, rule: { getAttrs: (element) => (read(element, "data-ref") ? null : false) } },
  br: { group: "inline", inline: true, atom: true, selectable: false },
};
const CELLS = { th: "header_cell", td: "cell" };

/* How marks are told apart from other uses of their tag. */
const MARKED = {
  a: { inclusive: false, rule: (element) => tags.a.some((name) => read(element, name)) },
  span: { rule: (element) => tags.span.some((name) => read(element, name)) },
  code: { code: true },
};

function mark(tag, priority) {
  const { rule = () => true, ...spec } = MARKED[tag] ?? {};
  return Mark.create({
    name: tag,
    priority,
    addAttributes: () => attributesOf(tag),
    parseHTML: () => rules(tag, { getAttrs: (element) => (rule(element) ? null : false) }),
    renderHTML: ({ HTMLAttributes }) => [tag, mergeAttributes(HTMLAttributes, tag === "a" ? { rel: "nofollow" } : {}), 0],
    ...spec,
  });
}

/* Tables: the roles by which the grid's commands know its parts. A table that was typed ragged stays so until its
   rows or columns are changed: typing in a cell changes that cell. */
const Grid = Extension.create({
  name: "grid",
  extendNodeSchema: (extension) => {
    const context = { name: extension.name, options: extension.options, storage: extension.storage };
    const role = callOrReturn(getExtensionField(extension, "tableRole", context));
    return role ? { tableRole: role } : {};
  },
  addProseMirrorPlugins: () => {
    const plugin = pm.tables.tableEditing();
    return [new pm.state.Plugin({ ...plugin.spec, appendTransaction: (_all, _old, state) => plugin.spec.appendTransaction([], state, state) })];
  },
  addKeyboardShortcuts() {
    const go = (way) => () => pm.tables.goToNextCell(way)(this.editor.state, this.editor.view.dispatch);
    // Cells that are chosen up to the table's edge stay chosen.
    const edge = (axis, way) => () => {
      const { selection } = this.editor.state;
      return selection instanceof pm.tables.CellSelection && !pm.tables.nextCell(selection.$headCell, axis, way);
    };
    return {
      "Shift-ArrowLeft": edge("horiz", -1),
      "Shift-ArrowRight": edge("horiz", 1),
      "Shift-ArrowUp": edge("vert", -1),
      "Shift-ArrowDown": edge("vert", 1),
      Tab: () => go(1)() || (pm.tables.isInTable(this.editor.state) && pm.tables.addRowAfter(this.editor.state, this.editor.view.dispatch) && go(1)()),
      "Shift-Tab": go(-1),
    };
  },
});

/* Every node and mark of the table, in the order in which marks nest. `views` are drawn by their own modules. */
export function vocabulary(views = {}) {
  const nodes = Object.entries(NODES).filter(([tag]) => tag in tags);
  return [
    Node.create({ name: "doc", topNode: true, content: "block+" }),
    Node.create({ name: "text", group: "inline" }),
    ...nodes.map(([tag, spec]) => node(tag, { ...spec, ...(views[tag] ? { addNodeView: views[tag] } : {}), ...KEYS[tag] })),
    ...Object.entries(CELLS).filter(([tag]) => tag in tags).map(([tag, role]) => cell(tag, role)),
    ...marks.map((tag, place) => mark(tag, 500 - place)).map((each) => each.extend(SHORTCUTS[each.name] ?? {})),
    ...("table" in tags ? [Grid] : []),
  ];
}

/* Keys and what turns into something as it is typed. */
const SHORTCUTS = Object.fromEntries(
  Object.entries({ strong: "Mod-b", em: "Mod-i", sub: "Mod-,", sup: "Mod-.", code: "Mod-e" }).map(([tag, key]) => [
    tag,
    { addKeyboardShortcuts() { return { [key]: () => this.editor.commands.toggleMark(tag) }; } },
  ]),
);

function listAtStart(find, tag) {
  return {
    addInputRules() {
      return [new InputRule({ find, handler: ({ chain, range }) => { chain().deleteRange(range).toggleList(tag, "li").run(); } })];
    },
  };
}

const KEYS = {
  ul: listAtStart(/^\s*[-*]\s$/, "ul"),
  ol: listAtStart(/^\s*1[.)]\s$/, "ol"),
  br: {
    addKeyboardShortcuts() {
      const put = () => this.editor.commands.insertContent({ type: "br" });
      return { "Shift-Enter": put, "Mod-Enter": put };
    },
  },
  li: {
    addKeyboardShortcuts() {
      return {
        Enter: () => this.editor.commands.splitListItem("li"),
        Tab: () => this.editor.commands.sinkListItem("li"),
        "Shift-Tab": () => this.editor.commands.liftListItem("li"),
      };
    },
  },
  dl: {
    addKeyboardShortcuts() {
      return { Enter: () => this.editor.commands.command(nextEntry) };
    },
  },
};

/* Enter in a term leads to what it means; on an empty line of what it means, to the next term; on an empty term, out. */
function nextEntry({ state, tr, dispatch }) {
  const { $from, empty } = state.selection;
  if (!empty) return false;
  const { Selection, TextSelection } = pm.state;
  const { dd, dt, p } = state.schema.nodes;
  const place = (depth) => tr.doc.resolve($from.after(depth));
  if ($from.parent.type === dt) {
    const depth = $from.depth;
    if (!$from.parent.content.size) return leave({ $from, tr, dispatch, depth, p, TextSelection });
    const next = place(depth).nodeAfter;
    if (dispatch) {
      if (next?.type !== dd) tr.insert($from.after(depth), dd.create(null, p.create()));
      tr.setSelection(Selection.near(tr.doc.resolve($from.after(depth) + 1))).scrollIntoView();
    }
    return true;
  }
  const depth = $from.depth - 1;
  if (depth < 1 || $from.node(depth).type !== dd || $from.parent.content.size || $from.indexAfter(depth) !== $from.node(depth).childCount) return false;
  if ($from.node(depth).childCount === 1) return leave({ $from, tr, dispatch, depth, p, TextSelection });
  if (dispatch) {
    tr.insert($from.after(depth), dt.create()).delete($from.before(), $from.after());
    tr.setSelection(TextSelection.near(tr.doc.resolve(tr.mapping.map($from.after(depth), -1) + 1))).scrollIntoView();
  }
  return true;
}

function leave({ $from, tr, dispatch, depth, p, TextSelection }) {
  const list = $from.node(depth - 1);
  if ($from.indexAfter(depth - 1) !== list.childCount || list.childCount === 1) return false;
  if (dispatch) {
    const after = $from.after(depth - 1);
    tr.insert(after, p.create()).delete($from.before(depth), $from.after(depth));
    tr.setSelection(TextSelection.near(tr.doc.resolve(tr.mapping.map(after) - 1), -1)).scrollIntoView();
  }
  return true;
}
