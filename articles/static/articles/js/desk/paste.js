/* What is pasted, brought into the closed subset before the editor reads it: structure and words stay, styles go. What
   cannot be kept is said, with what can be done about it. */

import { Extension, pm } from "django-prose-editor/editor";
import { carried, carrier, fromPages, linkTo, wikilinks } from "desk/carried";
import { cite } from "desk/citing";
import { write } from "desk/dialect";
import { enliven } from "desk/editor";
import { fetched } from "desk/elsewhere";
import { resolve } from "desk/links";
import { notes } from "desk/notes";
import { adds, count, word } from "desk/page";
import { headings, parsed, plain } from "desk/programs";
import { add, field, place, rows } from "desk/rows";
import { level } from "desk/sections";

const ADDRESS = /^(https?:\/\/|www\.)[^\s<>"]+$/i;
const { model: { Fragment, Slice }, state: { Plugin, PluginKey, TextSelection } } = pm;

export { carrier };

/* Where the last pasted text stands now: { from, to }, or null. */
const pasted = new PluginKey("pasted");

export const pasting = Extension.create({
  name: "pasting",
  addProseMirrorPlugins: () => [
    new Plugin({
      key: pasted,
      state: {
        init: () => null,
        apply(tr, range) {
          if (tr.getMeta("uiEvent") === "paste" || tr.getMeta(pasted)) return changedBy(tr);
          return range && { from: tr.mapping.map(range.from), to: tr.mapping.map(range.to) };
        },
      },
      props: { handleDOMEvents: { paste: fetched } },
    }),
  ],
});

function changedBy(tr) {
  let range = null;
  tr.mapping.maps.forEach((map, step) => map.forEach((_from, _to, from, to) => {
    const [start, end] = [tr.mapping.slice(step + 1).map(from, -1), tr.mapping.slice(step + 1).map(to)];
    range = range ? { from: Math.min(range.from, start), to: Math.max(range.to, end) } : { from: start, to: end };
  }));
  return range;
}

/* Bring pasted HTML into plain HTML. `say` takes what is to be said: [{ text, action, run }]. */
export function fromElsewhere(html, { editor, textarea, say }) {
  const body = parsed(html);
  const said = [];
  if (body.querySelector("[data-pm-slice]")) lost(said, carried(body));
  else {
    fromPages(body);
    const pictures = plain(body);
    const { made, left } = notes(body);
    const guessed = wikilinks(body);
    tongue(body);
    const found = headings(body);
    lost(said, { ...carried(body), pictures });
    if (found.length && adds) said.push({ text: count("pasted-headings", found.length), action: word("make-sections"), run: () => divide(editor, textarea, found) });
    if (made) said.push({ text: count("pasted-notes", made) });
    if (left) said.push({ text: count("pasted-marks", left) });
    if (guessed.size) setTimeout(() => resolve(editor, guessed, () => pasted.getState(editor.state)), 0);
  }
  say(said);
  return body.innerHTML;
}

function lost(said, { citations, pictures }) {
  if (citations) said.push({ text: count("pasted-citations", citations) });
  if (pictures) said.push({ text: count("pasted-pictures", pictures) });
}

/* Say the language and the direction of words only where they are not the article's. */
function tongue(body) {
  const own = (document.querySelector("[name=language]").value || "en").toLowerCase();
  const direction = directionOf(own);
  for (const element of body.querySelectorAll("[lang]")) if (element.lang.toLowerCase().split("-")[0] === own.split("-")[0]) element.removeAttribute("lang");
  for (const element of body.querySelectorAll("[dir]")) if (element.dir === direction || element.dir === "auto") element.removeAttribute("dir");
}

function directionOf(language) {
  try {
    const locale = new Intl.Locale(language);
    return (locale.getTextInfo?.() ?? locale.textInfo)?.direction ?? "ltr";
  } catch {
    return "ltr";
  }
}

/* Let a heading at the start of what is pasted stand alone, and not run on behind the words at the cursor. */
export function standing(slice) {
  const first = slice.content.firstChild;
  const heads = first?.type.name === "p" && slice.content.childCount > 1 && isHeading(first);
  return heads && slice.openStart ? new Slice(slice.content, 0, slice.openEnd) : slice;
}

function isHeading(node) {
  let strong = node.childCount > 0;
  node.forEach((child) => { strong &&= child.marks.some(({ type }) => type.name === "strong"); });
  return strong;
}

/* Plain text: an empty line ends a paragraph, any other line end breaks the line. */
export function fromPlainText(text, $context) {
  const { schema } = $context.parent.type;
  const { p, br } = schema.nodes;
  const paragraphs = text.replace(/\r\n?/g, "\n").replace(/^\n+|\n+$/g, "").split(/\n[ \t]*\n\s*/);
  const line = (said) => (said ? [schema.text(said, $context.marks())] : []);
  return new Slice(Fragment.from(paragraphs.map((said) => p.create(null, said.split("\n").flatMap((each, number) => [...(number ? [br.create()] : []), ...line(each)])))), 1, 1);
}

/* An address alone: over chosen words it links them, else it stays as typed and may become a citation. Whatever is
   pasted is a step of its own to undo. */
export function pastedAddress(editor, event, say) {
  const text = event.clipboardData?.getData("text/plain").trim() ?? "";
  editor.view.dispatch(pm.history.closeHistory(editor.state.tr));
  const { selection, schema, tr } = editor.state;
  if (!ADDRESS.test(text) || selection.$from.parent.type.spec.code || !selection.$from.parent.inlineContent) return false;
  if (!selection.empty && selection instanceof TextSelection) {
    editor.chain().setMark("a", linkTo(text)).setTextSelection(selection.to).run();
    return true;
  }
  const { from } = selection;
  editor.view.dispatch(tr.replaceSelectionWith(schema.text(text, selection.$from.marks()), false).setMeta(pasted, true).scrollIntoView());
  const range = () => {
    const now = pasted.getState(editor.state) ?? { from, to: from };
    return editor.state.doc.textBetween(now.from, now.to) === text ? now : null;
  };
  if (adds) say([{ text: word("pasted-address"), action: word("cite-this"), run: () => cite(editor, { text, instead: range() }) }]);
  return true;
}

/* Make sections of the pasted headings, each with what follows it. The text before the first stays where it is. */
function divide(editor, textarea, found) {
  const range = pasted.getState(editor.state);
  const { doc, schema } = editor.state;
  const wanted = [...found];
  const cuts = [];
  doc.forEach((node, at) => {
    if (!range || at + node.nodeSize <= range.from || at > range.to || node.textContent.replace(/\s+/g, " ").trim() !== wanted[0]?.text || !isHeading(node)) return;
    cuts.push({ at, after: at + node.nodeSize, ...wanted.shift() });
  });
  if (!cuts.length) return;
  const row = textarea.closest(".section");
  const top = Math.min(...cuts.map((cut) => cut.level));
  const depth = row ? level(row) : 2;
  const bodies = cuts.map(({ after }, number) => write(schema.nodes.doc.create(null, doc.slice(after, cuts[number + 1]?.at ?? doc.content.size).content)));
  editor.chain().deleteRange({ from: cuts[0].at, to: doc.content.size }).run();
  let behind = row;
  cuts.forEach((cut, number) => {
    const made = add("sections", { heading: cut.text.slice(0, 300), level: Math.min(4, depth + cut.level - top), body: bodies[number] }, behind);
    if (!behind && rows("sections")[0] !== made) place([made], rows("sections")[0], "before");
    made.querySelector("details").open = true;
    behind = made;
  });
  enliven(field(behind, "body"));
  field(behind, "heading").focus();
}
