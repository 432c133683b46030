/* Articles that are named in the text and not linked yet: a list to tick, each in its sentence, linked in one go.

   The server says where names stand, by the characters before them: white space and markup do not count. */

import { pm } from "django-prose-editor/editor";
import { segmenter } from "desk/counts";
import { open } from "desk/dialog";
import { bodies, enliven, rewrite } from "desk/editor";
import { know } from "desk/links";
import { article, ask, count, make, tell, urls, word } from "desk/page";

const SPACES = /[ \t\n\r\f]+/g;
// The characters of a sentence that are shown on each side of a name.
const AROUND = 110;
const button = document.querySelector("[data-mentions]");

export function start() {
  button.hidden = false;
  button.addEventListener("click", find);
}

async function find() {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    const asked = bodies().map((textarea) => [textarea.id, textarea.value]);
    const { mentions } = await ask(urls.mentions, { but: article.key, bodies: asked });
    offer(mentions.map(seen).filter(Boolean));
  } catch (error) {
    open({ title: word("mentions"), body: [make("p", {}, error.name === "Error" ? error.message : word("no-answer"))] });
  } finally {
    button.removeAttribute("aria-busy");
  }
}

// The list --------------------------------------------------------------------------------------------------

function offer(found) {
  if (!found.length) {
    open({ title: word("mentions"), body: [make("p", {}, word("mentions-none"))] });
    return;
  }
  const status = make("span", { class: "mentions-ticked", role: "status" });
  const all = make("input", { type: "checkbox", change: () => { for (const { tick } of found) tick.checked = all.checked; say(); } });
  const { dialog, close } = open({
    title: word("mentions"),
    body: [make("p", { class: "dialog-tick" }, make("label", {}, all, word("mentions-all")), status), ...listed(found, (mention) => { close(); show(mention); })],
    accept: word("mentions-accept"),
    onAccept: () => {
      const ticked = found.filter(({ tick }) => tick.checked);
      if (ticked.length) link(ticked);
      return ticked.length > 0;
    },
    wide: true,
  });
  dialog.classList.add("mentions");
  dialog.addEventListener("change", say);
  say();

  function say() {
    const ticked = found.filter(({ tick }) => tick.checked).length;
    all.checked = ticked === found.length;
    all.indeterminate = ticked > 0 && !all.checked;
    status.textContent = word("mentions-ticked", { n: ticked, all: found.length });
  }
}

/* The names of each body under its heading. */
function listed(found, onShow) {
  return [...Map.groupBy(found, ({ textarea }) => textarea)].map(([textarea, some]) =>
    make("fieldset", { class: "mentions-of" }, make("legend", {}, headingOf(textarea)), make("ul", {}, ...some.map((mention) => item(mention, onShow)))));
}

function headingOf(textarea) {
  return textarea.closest(".section")?.querySelector("[name$='-heading']").value.trim() || word(textarea.closest(".section") ? "section-new" : "lead");
}

function item(mention, onShow) {
  const { sentence: [before, said, after], title, description, slug } = mention;
  const target = make("span", { class: "mention-target", id: `mention-${slug}` }, `→ ${title}`, description ? make("span", { class: "chooser-where" }, ` ${description}`) : "");
  mention.tick = make("input", { type: "checkbox", "aria-describedby": target.id });
  return make("li", {},
    make("label", { class: "mention" }, mention.tick, make("span", {}, before, make("mark", {}, said), after)),
    make("p", { class: "dialog-more" }, target, make("button", { type: "button", "aria-label": word("mentions-show", { words: said }), click: () => onShow(mention) }, word("mentions-go"))));
}

// Places ----------------------------------------------------------------------------------------------------

/* Return a mention with its text area and its sentence; null where the text does not say so. */
function seen(mention) {
  const textarea = document.getElementById(mention.body);
  const parts = within(texts(new DOMParser().parseFromString(textarea.value, "text/html").body), mention);
  return parts && { ...mention, textarea, sentence: sentence(parts) };
}

/* The text nodes of an element, or of a document of an editor. */
function texts(root) {
  const out = [];
  if (root instanceof Node) {
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) out.push({ text: walker.currentNode.data, node: walker.currentNode });
  } else {
    root.descendants((node, at) => { if (node.isText) out.push({ text: node.text, at }); });
  }
  return out;
}

function solid(text) {
  return text.replace(SPACES, "");
}

/* Return the stretches of text nodes that a mention's words fill: [{ piece, from, to }]. */
function within(pieces, { start, words }) {
  const parts = [];
  const wanted = solid(words);
  let left = start;
  let said = "";
  for (const piece of pieces) {
    const size = [...solid(piece.text)].length;
    if (!parts.length && size <= left) {
      left -= size;
      continue;
    }
    const part = { piece, from: parts.length ? 0 : null, to: piece.text.length };
    let offset = 0;
    for (const character of piece.text) {
      const counts = solid(character) !== "";
      if (counts && left > 0) left -= 1;
      else if (counts) {
        part.from ??= offset;
        said += character;
      }
      offset += character.length;
      if (said.length >= wanted.length) {
        part.to = offset;
        break;
      }
    }
    parts.push(part);
    if (said.length >= wanted.length) break;
  }
  return said === wanted ? parts : null;
}

/* Return the sentence in which words stand: what is before them, the words, what is behind. */
function sentence(parts) {
  const [first, last] = [parts[0], parts.at(-1)];
  const block = first.piece.node.parentElement.closest("p, li, dt, dd, th, td, caption, blockquote, body");
  const lead = document.createRange();
  lead.setStart(block, 0);
  lead.setEnd(first.piece.node, first.from);
  const words = document.createRange();
  words.setStart(first.piece.node, first.from);
  words.setEnd(last.piece.node, last.to);
  const text = block.textContent;
  const [from, to] = [lead.toString().length, lead.toString().length + words.toString().length];
  const { index, segment } = segmenter("sentence").segment(text).containing(from);
  const end = Math.max(to, index + segment.length);
  return [clipped(text.slice(index, from), -1), text.slice(from, to), clipped(text.slice(to, end), 1)];
}

/* Cut what is far from a name, between words. */
function clipped(text, way) {
  if (text.length <= AROUND) return text;
  return way < 0 ? `… ${text.slice(-AROUND).replace(/^\S*\s/, "")}` : `${text.slice(0, AROUND).replace(/\s\S*$/, "")} …`;
}

// Linking ---------------------------------------------------------------------------------------------------

function link(ticked) {
  let made = 0;
  for (const [textarea, some] of Map.groupBy(ticked, (mention) => mention.textarea)) {
    const editor = enliven(textarea);
    made += editor ? linkInEditor(editor, some) : linkInMarkup(textarea, some);
  }
  for (const { slug, title } of ticked) know(slug, title);
  tell(count("mentions-made", made));
}

/* One step to undo for all names of a body. */
function linkInEditor({ state, view }, mentions) {
  const pieces = texts(state.doc);
  const { tr } = state;
  for (const mention of mentions) {
    const { from, to } = range(within(pieces, mention));
    tr.addMark(from, to, state.schema.marks.a.create({ "data-article": mention.slug }));
  }
  view.dispatch(pm.history.closeHistory(tr));
  return mentions.length;
}

function range(parts) {
  return { from: parts[0].piece.at + parts[0].from, to: parts.at(-1).piece.at + parts.at(-1).to };
}

function linkInMarkup(textarea, mentions) {
  const { body } = new DOMParser().parseFromString(textarea.value, "text/html");
  // From the end: what is linked cuts text nodes.
  for (const mention of mentions.toReversed()) {
    for (const { piece: { node }, from, to } of within(texts(body), mention).toReversed()) {
      const linked = node.splitText(from);
      linked.splitText(to - from);
      const anchor = make("a", { "data-article": mention.slug });
      linked.replaceWith(anchor);
      anchor.append(linked);
    }
  }
  rewrite(textarea, body.innerHTML);
  return mentions.length;
}

/* Open the text at a name, and choose its words. */
function show({ textarea, ...mention }) {
  const details = textarea.closest("details");
  if (details) details.open = true;
  const editor = enliven(textarea);
  if (!editor) {
    const at = Math.max(0, textarea.value.indexOf(mention.words));
    textarea.focus();
    textarea.setSelectionRange(at, at + mention.words.length);
    return;
  }
  const { from, to } = range(within(texts(editor.state.doc), mention));
  editor.chain().focus().setTextSelection({ from, to }).run();
  editor.view.domAtPos(from).node.parentElement.scrollIntoView({ block: "center" });
}
