/* Links in the text as readers will see them: those to articles that are not there look so, and at the cursor a line says
   where a link leads. */

import { Extension, pm } from "django-prose-editor/editor";
import { article, ask, make, settled, urls, word } from "desk/page";
import { link } from "desk/linking";
import { field, rows } from "desk/rows";
import { heading } from "desk/sections";

const key = new pm.state.PluginKey("links");
// Slug -> the title of the article there; null where there is none.
const known = new Map();
const views = new Set();
const asked = new Set();
const line = make("div", { class: "link-line", role: "status", hidden: true });
document.querySelector("main").append(line);

/* Remember whether an article is there. */
export function know(slug, title) {
  known.set(slug, title || null);
  for (const view of views) view.dispatch(view.state.tr.setMeta(key, true));
}

const askSoon = settled(async () => {
  const slugs = [...asked];
  asked.clear();
  try {
    const { articles } = await ask(`${urls.articles}?${new URLSearchParams(slugs.map((slug) => ["slug", slug]))}`);
    for (const slug of slugs) known.set(slug, articles.find((each) => each.slug === slug)?.title ?? null);
    for (const view of views) view.dispatch(view.state.tr.setMeta(key, true));
  } catch {
    // Links are drawn as links until the server can be asked.
  }
}, 200);

/* Keep the links to articles that are there, of those that are only guessed; the others become words again. */
export async function resolve(editor, slugs, where) {
  let there = [];
  try {
    const { articles } = await ask(`${urls.articles}?${new URLSearchParams([...slugs].map((slug) => ["slug", slug]))}`);
    there = articles;
  } catch {
    // What cannot be asked is not linked.
  }
  for (const { slug, title } of there) known.set(slug, title);
  const range = where();
  const gone = [...slugs].filter((slug) => !there.some((each) => each.slug === slug));
  if (!range || editor.isDestroyed) return;
  const tr = editor.state.tr.setMeta("addToHistory", false).setMeta(key, true);
  for (const { from, to, mark } of targets(editor.state.doc)) {
    if (from < range.to && to > range.from && gone.includes(mark.attrs["data-article"])) tr.removeMark(from, to, mark);
  }
  editor.view.dispatch(tr);
}

function targets(doc) {
  const found = [];
  doc.descendants((node, at) => {
    const mark = node.marks.find(({ type }) => type.name === "a");
    if (mark) found.push({ from: at, to: at + node.nodeSize, mark, attributes: mark.attrs });
  });
  return found;
}

function decorations(doc) {
  const out = [];
  for (const { from, to, attributes } of targets(doc)) {
    const slug = attributes["data-article"];
    if (attributes.href !== null) out.push(pm.view.Decoration.inline(from, to, { class: "external" }));
    else if (slug && slug !== article.slug && known.get(slug) === null) out.push(pm.view.Decoration.inline(from, to, { class: "missing" }));
  }
  return pm.view.DecorationSet.create(doc, out);
}

function lookUp(doc) {
  for (const { attributes } of targets(doc)) {
    const slug = attributes["data-article"];
    if (slug && !known.has(slug)) asked.add(slug);
  }
  if (asked.size) askSoon();
}

/* Say where the link at the cursor leads. */
function point(editor) {
  if (!editor.isActive("a") || !editor.isFocused) {
    line.hidden = true;
    return;
  }
  const { href, "data-article": slug, "data-section": section } = editor.getAttributes("a");
  const row = section && (!slug || slug === article.slug) ? rows("sections").find((each) => field(each, "key").value === section) : null;
  const told = href ?? (row ? `§ ${heading(row)}` : known.get(slug) ?? word("link-is-missing", { slug: slug ?? section }));
  line.replaceChildren(
    make("span", {}, `→ ${told}`),
    make("button", { type: "button", mousedown: (event) => event.preventDefault(), click: () => link(editor) }, word("change")),
    make("button", { type: "button", mousedown: (event) => event.preventDefault(), click: () => editor.chain().focus().extendMarkRange("a").unsetMark("a").run() }, word("link-remove")),
  );
  line.hidden = false;
  const box = editor.view.coordsAtPos(editor.state.selection.from);
  line.style.insetInlineStart = `${Math.max(12, Math.min(box.left + window.scrollX, window.innerWidth - line.offsetWidth - 12))}px`;
  line.style.insetBlockStart = `${box.bottom + window.scrollY + 6}px`;
}

export const links = Extension.create({
  name: "links",
  addProseMirrorPlugins: () => [
    new pm.state.Plugin({
      key,
      state: {
        init: (_config, { doc }) => decorations(doc),
        apply: (tr, old, _before, { doc }) => (tr.docChanged || tr.getMeta(key) ? decorations(doc) : old),
      },
      props: { decorations: (state) => key.getState(state) },
      view: (view) => {
        views.add(view);
        lookUp(view.state.doc);
        return {
          update: (current, before) => { if (before.doc !== current.state.doc) lookUp(current.state.doc); },
          destroy: () => { views.delete(view); line.hidden = true; },
        };
      },
    }),
  ],
  onSelectionUpdate() { point(this.editor); },
  onBlur() { line.hidden = true; },
  onFocus() { point(this.editor); },
});
