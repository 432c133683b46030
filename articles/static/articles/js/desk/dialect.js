/* A body read into a document and written from one: the dialect that content/shape.py and content/marks.py describe.

   What is written here from what was read here is the same text, byte for byte. */

import { pm } from "django-prose-editor/editor";
import { dialect } from "desk/page";

const { tags, marks: order } = dialect;
const BR = Symbol("br");
const LINE_END = /\r\n?|[\x0b\x0c\x85\u2028\u2029]/g;
// Controls, halves of surrogate pairs, noncharacters: they have no place in text.
const UNPRINTABLE = /[\x00-\x08\x0e-\x1f\x7f-\x9f\p{Surrogate}\p{Noncharacter_Code_Point}]/gu;

/* Read a body, or any markup, as a document of the schema. */
export function read(schema, html) {
  return pm.model.DOMParser.fromSchema(schema).parse(new DOMParser().parseFromString(html, "text/html").body);
}

/* Write a document as a body. */
export function write(document) {
  return blocks(document).map((block) => block.html).join("");
}

/* Tell whether an editor can hold a body whole: what it would write is what stands there. */
export function keeps(html, document) {
  const [before, after] = [html, write(document)].map((text) => new DOMParser().parseFromString(text, "text/html").body);
  return trimmed(before).isEqualNode(trimmed(after));
}

/* The lines between blocks are there for those who edit markup. */
function trimmed(body) {
  const texts = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const blank = [];
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (/^[ \n]*$/.test(text.data) && text.data.includes("\n") && !text.parentElement.closest("pre")) blank.push(text);
  }
  for (const text of blank) text.remove();
  return body;
}

function blocks(parent) {
  const out = [];
  parent.forEach((child) => { out.push(...(WRITERS[child.type.name]?.(child) ?? [])); });
  return out;
}

function element(node, inner) {
  return [{ html: `${opened(node.type.name, node.attrs)}${inner}</${node.type.name}>`, inner: null }];
}

function opened(tag, attributes) {
  const silent = (name) => attributes[name] === null || (attributes[name] === 1 && !attributes.spelt.includes(name));
  const said = tags[tag].filter((name) => !silent(name));
  return `<${tag}${said.map((name) => ` ${name}="${escape(String(attributes[name])).replaceAll('"', "&quot;")}"`).join("")}>`;
}

/* Return text without the characters that cannot be shown; every way of ending a line becomes a newline. */
function printable(text) {
  return text.replace(LINE_END, "\n").replace(UNPRINTABLE, "");
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/* A lone plain paragraph in an item or a cell is written without its tag. */
function unwrapped(node) {
  const held = blocks(node);
  return held.length === 1 && held[0].inner !== null ? held[0].inner : held.map((block) => block.html).join("");
}

function holding(node) {
  const inner = blocks(node).map((block) => block.html).join("");
  return inner ? element(node, inner) : [];
}

function filled(node, inner) {
  return inner ? element(node, inner) : [];
}

const WRITERS = {
  p: (node) => {
    const inner = inline(node);
    if (!inner) return [];
    const plain = tags.p.every((name) => node.attrs[name] === null);
    return [{ html: `${opened("p", node.attrs)}${inner}</p>`, inner: plain ? inner : null }];
  },
  blockquote: holding,
  pre: (node) => filled(node, preformatted(node)),
  ul: holding,
  ol: holding,
  li: (node) => filled(node, unwrapped(node)),
  dl: holding,
  dt: (node) => filled(node, inline(node)),
  dd: (node) => filled(node, unwrapped(node)),
  table: (node) => (node.lastChild.content.content.some((row) => row.childCount) ? holding(node) : []),
  caption: (node) => filled(node, inline(node)),
  tbody: holding,
  tr: (node) => (node.childCount ? element(node, blocks(node).map((block) => block.html).join("")) : []),
  th: (node) => element(node, unwrapped(node)),
  td: (node) => element(node, unwrapped(node)),
  figure: (node) => element(node, ""),
};

function preformatted(node) {
  const pieces = [];
  node.forEach((child) => { pieces.push(child.isText ? printable(child.text) : child); });
  if (typeof pieces[0] === "string") pieces[0] = pieces[0].replace(/^\n+/, "");
  if (typeof pieces.at(-1) === "string") pieces.push(pieces.pop().replace(/[ \t\n]+$/, ""));
  return pieces.map((piece) => (typeof piece === "string" ? escape(piece) : atom(piece))).join("");
}

function atom(node) {
  return `${opened(node.type.name, node.attrs)}</${node.type.name}>`;
}

/* Text with its marks: white space single, a space only with the marks of both its sides, atoms bare. */
function inline(parent) {
  const pieces = [];
  let owed = false;
  parent.forEach((child) => {
    if (child.type.name === "br") {
      owed = false;
      if (pieces.length) pieces.push({ leaf: BR, on: [] });
      return;
    }
    const text = child.isText ? printable(child.text).replace(/[ \t\n]+/g, " ") : "";
    const on = child.isText ? worn(child) : [];
    owed ||= text.startsWith(" ");
    const said = child.isText ? text.replace(/^ | $/g, "") : child;
    if (said) {
      const last = pieces.at(-1);
      if (owed && last && last.leaf !== BR) pieces.push({ leaf: " ", on: on.filter((mark) => last.on.includes(mark)) });
      pieces.push({ leaf: said, on });
      owed = text.endsWith(" ");
    }
  });
  while (pieces.at(-1)?.leaf === BR) pieces.pop();
  return grouped(pieces);
}

/* The marks on a piece of text as their opening tags, outermost first. */
function worn(node) {
  const found = order.map((tag) => node.marks.find((mark) => mark.type.name === tag)).filter(Boolean);
  return found.map((mark) => opened(mark.type.name, mark.attrs.href ? { ...emptied(mark.attrs), href: mark.attrs.href } : mark.attrs));
}

function emptied(attributes) {
  return Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));
}

function grouped(pieces) {
  let out = "";
  for (let start = 0; start < pieces.length;) {
    const [outer] = pieces[start].on;
    let end = start + 1;
    if (outer) {
      while (end < pieces.length && pieces[end].on[0] === outer) end += 1;
      const tag = /^<(\w+)/.exec(outer)[1];
      out += `${outer}${grouped(pieces.slice(start, end).map(({ leaf, on }) => ({ leaf, on: on.slice(1) })))}</${tag}>`;
    } else {
      const { leaf } = pieces[start];
      out += leaf === BR ? "<br>" : typeof leaf === "string" ? escape(leaf) : atom(leaf);
    }
    start = end;
  }
  return out;
}
