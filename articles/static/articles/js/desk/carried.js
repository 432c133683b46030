/* What goes from one text of this wiki to another: citations with their sources, links, pictures with their words.

   The clipboard carries the values of each source and picture, so that another article can have them too. */

import { pm } from "django-prose-editor/editor";
import { citation, put } from "desk/notes";
import { adds, article, pictured } from "desk/page";
import { add, field, freeKey, rows } from "desk/rows";
import * as sources from "desk/sources";

const HERE = String(article.key ?? "");
const PAGE = /^\/wiki\/([^/]+)\//;
// An article of another wiki, there or still to be written: /wiki/Tirel, /w/index.php?title=Tirel&action=edit&redlink=1.
const WIKI_PAGE = /^(?:https?:\/\/[a-z.-]*wiki[a-z]*\.[a-z]+|\.)?\/(?:wiki\/([^#?]+)|w\/index\.php\?title=([^&#]+)\S*&redlink=1)/;
const PICTURE = ["file", "alternative_text", "caption", "credit", "licence", "source_url"];

/* Return what writes copied text: as it is drawn, and with what another article needs of it. */
export function carrier(schema) {
  const { nodes, marks } = pm.model.DOMSerializer.fromSchema(schema);
  const cite = (node) => ["cite", { ...said(node), "data-from": HERE, "data-held": held(sourceOf(node.attrs["data-ref"])) }, `[${sources.number(node.attrs["data-ref"]) ?? "?"}]`];
  const figure = (node) => ["figure", { ...said(node), "data-from": HERE, "data-held": held(pictureOf(node.attrs["data-image"])) }];
  const a = (mark, inline) => {
    const [tag, attributes, hole] = marks.a(mark, inline);
    return [tag, { ...attributes, "data-from": HERE, "data-of": article.slug }, hole];
  };
  return new pm.model.DOMSerializer({ ...nodes, cite, figure }, { ...marks, a });
}

function said(node) {
  return Object.fromEntries(Object.entries(node.attrs).filter(([, value]) => value !== null));
}

function held(values) {
  return values ? JSON.stringify(values) : "";
}

function sourceOf(key) {
  const row = sources.rows().find((each) => each.dataset.key === key);
  return row ? sources.values(row) : null;
}

function pictureOf(key) {
  const row = imageRow(key);
  return row ? { ...Object.fromEntries(PICTURE.map((name) => [name, field(row, name).value])), url: row.dataset.picture ?? row.querySelector(".desk-picture")?.getAttribute("src") ?? "" } : null;
}

function imageRow(key) {
  return rows("images").find((row) => field(row, "key").value === key);
}

/* Let what was copied here or from another article point at what this one has. Returns how many citations and
   pictures had to go. */
export function carried(body) {
  const told = { citations: 0, pictures: 0 };
  for (const cite of body.querySelectorAll("cite[data-ref]")) {
    const key = keyHere(cite, sourceOf, put);
    if (key) cite.setAttribute("data-ref", key);
    else cite.remove();
    told.citations += key ? 0 : 1;
  }
  for (const figure of body.querySelectorAll("figure[data-image]")) {
    const key = keyHere(figure, imageRow, hang);
    if (key) figure.setAttribute("data-image", key);
    else figure.remove();
    told.pictures += key ? 0 : 1;
  }
  for (const link of body.querySelectorAll("a[data-section]:not([data-article])")) {
    if (link.dataset.from && link.dataset.from !== HERE && link.dataset.of) link.setAttribute("data-article", link.dataset.of);
  }
  return told;
}

/* The key by which this article knows what an element points at: its own, or that of what the clipboard brought. */
function keyHere(element, find, bring) {
  const key = element.dataset.ref ?? element.dataset.image;
  const from = element.dataset.from ?? HERE;
  if (from === HERE && from && find(key)) return key;
  try {
    if (element.dataset.held) return bring(JSON.parse(element.dataset.held));
  } catch {
    return null;
  }
  return element.dataset.from === undefined && find(key) ? key : null;
}

function hang({ url, ...values }) {
  if (!values.file) return null;
  const twin = rows("images").find((row) => field(row, "file").value === values.file);
  if (twin) return field(twin, "key").value;
  if (!adds) return null;
  const known = Object.fromEntries(PICTURE.map((name) => [name, String(values[name] ?? "")]));
  const key = freeKey("images", known.caption || known.alternative_text, "image");
  const row = add("images", { ...known, key });
  row.dataset.picture = new URL(url, window.location.href).pathname;
  return key;
}

/* Read what a page of this wiki shows as what its text holds: citations, links to articles, pictures. */
export function fromPages(body) {
  for (const mark of body.querySelectorAll("sup.cite")) {
    const href = mark.querySelector("a.cite-link")?.getAttribute("href") ?? "";
    const key = href.split("#ref_")[1];
    const page = pageOf(href);
    const own = (page === null || page === article.slug) && sourceOf(key);
    if (!key || !(own || mark.dataset.held)) continue;
    const made = citation(body, key, mark.querySelector(".locator")?.textContent.replace(/^\s*:\s*/, "").trim());
    Object.assign(made.dataset, mark.dataset);
    mark.replaceWith(made);
  }
  for (const figure of body.querySelectorAll("figure")) {
    const file = pictured(figure);
    const row = file && rows("images").find((each) => field(each, "file").value === file);
    if (!row && !figure.dataset.held) continue;
    const made = body.ownerDocument.createElement("figure");
    Object.assign(made.dataset, row ? { image: field(row, "key").value } : { image: figure.id.slice(6), ...figure.dataset });
    figure.replaceWith(made);
  }
}

/* Return the slug of the article that an address of this wiki leads to; null where it leads elsewhere. */
export function pageOf(href) {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  const found = url.origin === window.location.origin ? PAGE.exec(decoded(url.pathname)) : null;
  return found ? found[1] : null;
}

/* Return the attributes of a link to an address: to an article where it is one of ours. */
export function linkTo(href) {
  const slug = pageOf(href);
  const section = /#section_([a-z0-9][a-z0-9-]*)$/.exec(href)?.[1] ?? null;
  if (!slug) return { href: /^www\./i.test(href) ? `https://${href}` : href, "data-article": null, "data-section": null };
  return { href: null, "data-article": slug, "data-section": section };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/* Let links to articles of this wiki, and of other wikis under such a title, name ours. Returns the slugs that are only
   guessed: whether there is such an article must be asked. */
export function wikilinks(body) {
  const guessed = new Set();
  for (const link of body.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href");
    const own = linkTo(href);
    const title = WIKI_PAGE.exec(href)?.slice(1).find(Boolean);
    if (own.href === null) point(link, own);
    else if (title) {
      const name = decoded(title).replaceAll("_", " ").replace(/\/$/, "");
      const slug = /^[A-Z]\w+( talk)?:/.test(name) ? "" : slugOf(name);
      if (slug) guessed.add(slug);
      point(link, { "data-article": slug });
    }
  }
  return guessed;
}

function point(link, attributes) {
  link.removeAttribute("href");
  for (const [name, value] of Object.entries(attributes)) if (value) link.setAttribute(name, value);
}

/* A title as a slug, nearly as the server makes it: who guesses asks. */
function slugOf(title) {
  const plain = title.normalize("NFKD").replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, "$1").normalize("NFC").toLowerCase();
  return plain.replace(/['’\u00ad\u200d-\u200f]/g, "").replace(/[^\p{L}\p{N}\p{M}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 200);
}
