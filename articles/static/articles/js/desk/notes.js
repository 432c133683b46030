/* Notes of a pasted text and what they lead to: the mark of a note whose words were pasted too becomes a citation. */

import * as sources from "desk/sources";

const NOTE = /^(cite_note|_ftn\d|_edn\d|ftnt\d|sdfootnote\d+sym|sdendnote\d+sym|fn[:-]?\d|ref_)/;
const BACK = "a[href*='#_ftnref'], a[href*='#_ednref'], a[href*='#ftnt_ref'], .sdfootnotesym, .sdendnotesym, a[href*='#cite_ref'], a[href*='#fnref'], a[href*='#cite_'], .back, .backlinks";
const LISTS = "ol.references, .reflist, .references, .mw-references-wrap, .footnotes, [data-style*='mso-element:footnote-list'], [data-style*='mso-element:endnote-list']";
const DOI = /\b10\.\d{4,9}\/[^\s"<>]*[^\s"<>.,;)\]]/;
// What a library's description of a source (COinS, Z39.88) calls things -> the field of a reference.
const CONTEXT = {
  "rft.atitle": "title", "rft.btitle": "title", "rft.title": "title", "rft.jtitle": "title", "rft.pub": "publisher", "rft.isbn": "isbn", "rft.pages": "pages",
};
const GENRES = { book: "book", bookitem: "chapter", article: "article-journal", dissertation: "thesis", report: "report", conference: "paper-conference" };

/* Make citations of the marks of notes. Returns how many notes became sources, and how many marks lead nowhere. */
export function notes(body) {
  const keys = new Map();
  const told = { made: 0, left: 0 };
  const used = new Set();
  for (const link of body.querySelectorAll("a[href*='#']")) {
    const id = name(link);
    if (!NOTE.test(id) || !link.isConnected) continue;
    const note = noteOf(body, id);
    if (note?.contains(link)) continue;
    const mark = link.closest("sup") ?? link.closest("[class*='FootnoteReference' i]") ?? link;
    if (note && !keys.has(id)) {
      keys.set(id, keyOf(note));
      told.made += keys.get(id) ? 1 : 0;
      used.add(note);
    }
    if (keys.get(id)) mark.replaceWith(citation(body, keys.get(id), locator(mark)));
    else {
      told.left += 1;
      mark.remove();
    }
  }
  for (const note of used) if (keys.get(note.dataset.note)) gone(body, note);
  return told;
}

/* A citation as it stands in a body. */
export function citation(body, key, place = "") {
  const made = body.ownerDocument.createElement("cite");
  made.setAttribute("data-ref", key);
  if (place) made.setAttribute("data-locator", place.slice(0, 200));
  return made;
}

function name(link) {
  try {
    return decodeURIComponent(link.getAttribute("href").split("#")[1]);
  } catch {
    return "";
  }
}

function noteOf(body, id) {
  const target = [...body.querySelectorAll("[id], a[name]")].find((each) => each.id === id || each.getAttribute("name") === id);
  const note = target?.closest("li, div[id], p");
  if (note) note.dataset.note = id;
  return note;
}

/* The page that stands behind a mark: "[1]:14". */
function locator(mark) {
  const next = mark.nextElementSibling;
  const own = /^\s*:\s*(\S.*?)\s*$/.exec(next?.matches("sup.reference, .locator") && !next.querySelector("a") && mark.nextSibling === next ? next.textContent : "");
  if (own) next.remove();
  return own?.[1] ?? "";
}

/* Return the key of the source that a note tells of: one of this article's, or a new one. */
function keyOf(note) {
  const words = note.cloneNode(true);
  for (const back of words.querySelectorAll(`${BACK}, .mw-cite-backlink, [data-style*='mso-special-character']`)) back.remove();
  const text = words.textContent.replace(/[\s\u00a0]+/g, " ").trim().replace(/^(\^|↑)\s*/, "");
  if (!text) return null;
  const out = [...words.querySelectorAll("a[href^='http']")].find((link) => !/\/\/(web\.archive|archive|[a-z]+\.wikipedia)\./.test(link.href));
  const said = { type: "webpage", title: text.replace(/\.$/, "").slice(0, 1000), url: out?.getAttribute("href") ?? "", doi: DOI.exec(text)?.[0] ?? "" };
  return put({ ...said, ...described(words.querySelector("[title*='Z39.88']")?.title) });
}

/* Put a source among the references, unless it is there. */
export function put(said) {
  const kept = Object.fromEntries(Object.entries(said).filter(([field, value]) => value && field !== "key"));
  const same = (row) => {
    const { key: _key, ...values } = sources.values(row);
    return Object.keys({ ...values, ...kept }).every((field) => (values[field] ?? "") === (kept[field] ?? ""));
  };
  const twin = sources.rows().find(same);
  if (twin) return twin.dataset.key;
  try {
    return sources.add(kept);
  } catch {
    return null;
  }
}

/* Read a description of a source: "rft.btitle=A+Book&rft.aulast=Lwin". */
function described(text) {
  if (!text) return {};
  const given = new URLSearchParams(text);
  const said = {};
  for (const [term, field] of Object.entries(CONTEXT)) said[field] ||= given.get(term) ?? "";
  const families = given.getAll("rft.aulast").map((family, place) => [family, given.getAll("rft.aufirst")[place]].filter(Boolean).join(", "));
  const date = /^\d{4}(-\d\d){0,2}$/.exec(given.get("rft.date") ?? "") ?? /\d{4}/.exec(given.get("rft.date") ?? "");
  const ids = given.getAll("rft_id");
  const found = {
    ...said,
    type: GENRES[given.get("rft.genre")] ?? "webpage",
    container_title: given.has("rft.atitle") ? given.get("rft.jtitle") ?? given.get("rft.btitle") ?? "" : "",
    authors: families.length ? families.join("\n") : given.getAll("rft.au").map((each) => each.trim()).join("\n"),
    issued: date?.[0] ?? "",
    url: ids.find((each) => /^https?:/.test(each)) ?? "",
    doi: ids.find((each) => each.startsWith("info:doi/"))?.slice(9) ?? "",
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value));
}

/* Take out a note that is cited now; and a list of notes that holds none, with its heading. */
function gone(body, note) {
  let place = note;
  let up = place.parentElement;
  place.remove();
  while (up && up !== body && !up.textContent.trim()) {
    place = up;
    up = place.parentElement;
    const before = place.previousElementSibling;
    const ends = !place.nextElementSibling || place.nextElementSibling.matches("h1, h2, h3, .mw-heading");
    if (place.matches(LISTS) && ends && before?.matches("h1, h2, h3, h4, .mw-heading")) before.remove();
    place.remove();
  }
}
