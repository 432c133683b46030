/* In which places two states of the form differ, in words, with the text of both sides.

   Rows are the same where their keys are, whatever their numbers. */

import { word } from "desk/page";

const KINDS = ["sections", "references", "images", "related"];
const form = document.querySelector(".desk");

/* Compare two states, each a map from the names of fields to values: [{ where, one, other }]. */
export function differences(one, other) {
  const found = [];
  const compare = (where, here, there) => { if (here !== there) found.push({ where, ...shown(here, there) }); };
  for (const name of new Set([...other.keys(), ...one.keys()])) {
    if (!KINDS.some((kind) => name.startsWith(`${kind}-`))) compare(label(name), text(one.get(name)), text(other.get(name)));
  }
  for (const kind of KINDS) {
    const [here, there] = [one, other].map((state) => rowsOf(state, kind));
    const title = document.getElementById(`${kind}-title`).textContent;
    for (const key of new Set([...here.keys(), ...there.keys()])) {
      const name = here.get(key)?.name || there.get(key)?.name;
      compare(name ? `${title}: ${name}` : title, here.get(key)?.said ?? "", there.get(key)?.said ?? "");
    }
    const common = (rows, others) => [...rows.keys()].filter((key) => others.has(key));
    const [mine, theirs] = [common(here, there), common(there, here)];
    // The order of references follows from the text.
    if (kind !== "references" && mine.join() !== theirs.join()) {
      const names = (keys, rows) => keys.map((key) => rows.get(key).name).join("\n");
      found.push({ where: word("kept-order", { part: title }), one: names(mine, here), other: names(theirs, there) });
    }
  }
  return found;
}

/* The rows of a kind that stay, in order: key -> { name, said }. */
function rowsOf(state, kind) {
  const rows = Array.from({ length: Number(state.get(`${kind}-TOTAL_FORMS`)) }, (_, place) => {
    const value = (name) => state.get(`${kind}-${place}-${name}`);
    const values = kind === "references" ? JSON.parse(value("row") || "{}") : Object.fromEntries(["key", "heading", "level", "body", "slug", "file", "alternative_text", "caption", "credit", "licence", "source_url"].map((name) => [name, value(name)]));
    return { values, gone: value("DELETE"), order: Number(value("ORDER") ?? place) };
  }).filter(({ gone }) => !gone).sort((one, two) => one.order - two.order);
  return new Map(rows.map(({ values }, place) => {
    const { key, type, file, level, ...said } = values;
    const name = said.heading || said.title || said.caption || said.slug || said.alternative_text || said.url || key || "";
    return [key || name || `${place}`, { name, said: Object.values(said).filter(Boolean).join("\n") }];
  }));
}

function label(name) {
  return form.elements[name]?.labels?.[0]?.textContent.trim() ?? name;
}

function text(value) {
  return value === undefined ? "" : String(value);
}

/* Both sides as readers would see them, or as they stand where only the markup differs. */
function shown(one, other) {
  const [here, there] = [plain(one), plain(other)];
  return here === there ? { one, other } : { one: here, other: there };
}

function plain(html) {
  const { body } = new DOMParser().parseFromString(html.replaceAll("\n", "<br>"), "text/html");
  for (const end of body.querySelectorAll("br, p, li, tr, dt, dd, pre, caption, blockquote")) end.after("\n");
  return body.textContent.replace(/\n{3,}/g, "\n\n").trim();
}
