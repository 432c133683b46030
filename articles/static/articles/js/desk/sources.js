/* The references of the form: a row holds what is typed as one value, fields appear where a row is opened.

   Numbers follow from the text; what a source looks like to readers is the server's answer, for the rows that changed. */

import { adds, ask, asked, limits, make, settled, tell, urls, word } from "desk/page";
import { authorRows } from "desk/authors";
import { fillingOf } from "desk/filling";

const part = document.getElementById("part-references");
const list = part.querySelector(".desk-list");
const total = part.querySelector("[name='references-TOTAL_FORMS']");
const form = part.closest("form");
// Key -> number: as the server counted, until the text is counted here.
const numbers = new Map([...list.children].map((row) => [row.dataset.key, parseInt(row.querySelector(".source-number").textContent, 10)]).filter(([, said]) => said));

/* Every row that stays, by its key. */
export function rows() {
  return [...list.children].filter((row) => !row.classList.contains("is-deleted"));
}

function rowOf(key) {
  return key ? rows().find((row) => row.dataset.key === key) : undefined;
}

function held(row) {
  return row.querySelector("input[name$='-row']");
}

/* Return what is typed in a row. */
export function values(row) {
  return JSON.parse(held(row).value || "{}");
}

export function number(key) {
  return numbers.get(key);
}

/* The shortest name by which an editor knows a source. */
export function label(key) {
  const row = rowOf(key);
  if (!row) return key;
  const said = values(row);
  return said.title || said.url || said.container_title || said.doi || key;
}

/* The source as readers will see it, to be shown elsewhere. */
export function printed(key) {
  const shown = rowOf(key)?.querySelector(".source-printed");
  return shown ? plain(shown) : null;
}

/* A copy of a printed source whose links lead nowhere. */
function plain(shown) {
  const copy = make("span", { class: "source-copy" }, ...[...shown.childNodes].map((child) => child.cloneNode(true)));
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  return copy;
}

/* The sources in printed order, to choose from: { key, number, node, text }. */
export function choices() {
  return rows()
    .filter((row) => row.dataset.key)
    .map((row) => ({ key: row.dataset.key, number: numbers.get(row.dataset.key) ?? Infinity, node: plain(row.querySelector(".source-printed")), text: `${Object.values(values(row)).join(" ")}`.toLowerCase() }))
    .sort((one, other) => one.number - other.number);
}

/* Number the sources: `found` holds for each body, in order, the keys that it cites. */
export function count(found) {
  const known = new Map(rows().map((row) => [row.dataset.key, row]));
  const places = new Map();
  for (const { textarea, keys } of found) {
    const heading = textarea.closest(".section")?.querySelector("[name$='-heading']").value || word("lead");
    for (const key of keys) places.set(key, (places.get(key) ?? new Set()).add(heading));
  }
  const order = [...new Set([...places.keys(), ...known.keys()])].filter((key) => key && known.has(key));
  numbers.clear();
  order.forEach((key, place) => numbers.set(key, place + 1));
  for (const row of list.children) {
    const key = row.dataset.key;
    row.querySelector(".source-number").textContent = numbers.has(key) ? `${numbers.get(key)}.` : "";
    row.querySelector(".source-places").textContent = places.has(key) ? word("cited-in", { places: [...places.get(key)].join(", ") }) : word("not-cited");
    row.classList.toggle("is-uncited", !places.has(key));
    for (const button of row.querySelectorAll("[data-move]")) button.hidden = places.has(key);
  }
  if (!list.contains(document.activeElement)) arrange();
}

/* Bring the rows into printed order; their names, and so the order that is kept, stay. */
function arrange() {
  const wanted = [...list.children].sort((one, other) => (numbers.get(one.dataset.key) ?? Infinity) - (numbers.get(other.dataset.key) ?? Infinity));
  if (wanted.some((row, place) => row !== list.children[place])) list.append(...wanted);
}
list.addEventListener("focusout", (event) => { if (!list.contains(event.relatedTarget)) arrange(); });

/* Move a source that is not cited past another such; the places of all are posted from then on. */
function move(row, way) {
  const others = rows().filter((each) => each.classList.contains("is-uncited"));
  const other = others[others.indexOf(row) + way];
  if (!other) return;
  other[way < 0 ? "before" : "after"](row);
  [...list.children].forEach((each, place) => {
    const name = `${each.id}-ORDER`;
    const input = each.querySelector(`[name='${name}']`) ?? each.insertBefore(make("input", { type: "hidden", name }), each.firstChild);
    input.value = place + 1;
  });
  form.dispatchEvent(new Event("input", { bubbles: true }));
  document.dispatchEvent(new CustomEvent("desk:rows"));
  tell(word("now-at", { place: [...list.children].indexOf(row) + 1, places: list.children.length }));
}

/* Add a source and return its key; one that names the same page or book as another is that other. */
export function add(said, { opened = false } = {}) {
  const twin = said.url || said.doi || said.isbn ? rows().find((row) => same(values(row), said)) : undefined;
  if (twin) return twin.dataset.key;
  if (!adds || list.children.length >= limits.rows) throw new Error(word("too-many"));
  const row = blank();
  const key = freeKey(said);
  store(row, { ...said, key });
  if (opened) open(row, true);
  return key;
}

/* Add a row in which nothing is typed yet. */
function blank() {
  const row = document.getElementById("source-row").content.firstElementChild.cloneNode(true);
  const place = total.value;
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of element.attributes) attribute.value = attribute.value.replaceAll("__prefix__", place);
  }
  total.value = Number(place) + 1;
  list.append(row);
  tend(row);
  return row;
}

/* Have these rows and no others, by number: `said` as the form posts it, `gone` where the row is to be deleted. */
export function hold(kept) {
  const number = (row) => Number(row.id.split("-")[1]);
  for (const row of [...list.children]) if (number(row) >= kept.length) row.remove();
  total.value = Math.min(Number(total.value), kept.length);
  while (Number(total.value) < kept.length) blank();
  for (const row of [...list.children]) {
    const { said, gone } = kept[number(row)];
    if (held(row).value !== said) {
      store(row, JSON.parse(said));
      held(row).value = said;
      if (row.classList.contains("is-opened")) open(row, true);
    }
    const box = row.querySelector("[name$='-DELETE']");
    if (box.checked !== gone) {
      box.checked = gone;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}

function same(one, other) {
  const address = (url) => (url ?? "").trim().replace(/^https?:\/\/(www\.)?/i, "").replace(/#.*$/, "").replace(/\/$/, "").toLowerCase();
  return ["doi", "isbn"].some((name) => one[name] && one[name].toLowerCase() === other[name]?.toLowerCase()) || (address(one.url) !== "" && address(one.url) === address(other.url));
}

/* A key made of who and when, as the server would make it; never one that was used. */
function freeKey(said) {
  const author = (said.authors ?? "").split("\n")[0].split(",")[0].replace(/[\\{}]/g, "");
  const words = [author || said.container_title || said.publisher || (said.title ?? "").slice(0, 40), (said.issued ?? "").slice(0, 4)];
  const stem = words.join(" ").normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 50).replace(/-+$/, "") || "source";
  const taken = new Set([...list.children].map((row) => row.dataset.key));
  let key = stem;
  for (let next = 2; taken.has(key); next += 1) key = `${stem}-${next}`;
  return key;
}

/* Keep what is typed, and ask how readers will see it. */
export function store(row, said) {
  const kept = Object.fromEntries(Object.entries(said).filter(([, value]) => value));
  held(row).value = JSON.stringify(kept);
  row.dataset.key = kept.key ?? "";
  row.classList.add("is-stale");
  form.dispatchEvent(new Event("input", { bubbles: true }));
  show();
}

const show = settled(async () => {
  const stale = [...list.querySelectorAll(".is-stale")];
  if (!stale.length) return;
  for (const row of stale) row.classList.remove("is-stale");
  try {
    const { rows: shown } = await ask(urls.print, { language: form.elements.language.value, rows: stale.map(values) });
    stale.forEach((row, place) => draw(row, shown[place]));
  } catch {
    for (const row of stale) row.classList.add("is-stale");
  }
}, 300);

function draw(row, { html, type, errors }) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  row.querySelector(".source-printed").replaceChildren(...parsed.body.childNodes);
  row.querySelector(".source-type").textContent = type;
  row.querySelector(".source-problems").replaceChildren(...(errors.row ?? []).map((text) => make("p", { class: "errornote" }, text)));
  for (const field of row.querySelectorAll(".source-fields .desk-field")) {
    const name = field.dataset.field;
    field.classList.toggle("errors", name in errors);
    field.querySelector(".errorlist")?.remove();
    if (name in errors) field.append(make("ul", { class: "errorlist", id: `${row.id}-${name}-error` }, ...errors[name].map((text) => make("li", {}, text))));
  }
  row.classList.toggle("has-errors", Object.keys(errors).length > 0);
  document.dispatchEvent(new CustomEvent("desk:sources"));
}

/* Open a row's fields, or fold them away. */
function open(row, wanted) {
  const button = row.querySelector("[name='_open']");
  button.setAttribute("aria-expanded", String(wanted));
  button.textContent = word(wanted ? "done" : "edit");
  row.classList.toggle("is-opened", wanted);
  row.querySelector(".source-fields")?.remove();
  if (!wanted) return;
  const fields = make("div", { class: "source-fields" });
  fields.append(document.getElementById("source-fields").content.cloneNode(true));
  const said = values(row);
  for (const field of fields.querySelectorAll("[name]")) {
    const name = field.name.replace("references-__prefix__-", "");
    for (const attribute of ["id", "aria-describedby"]) if (field.hasAttribute(attribute)) field.setAttribute(attribute, field.getAttribute(attribute).replace("__prefix__", row.id.split("-")[1]));
    field.removeAttribute("name");
    field.dataset.name = name;
    field.closest(".desk-field").dataset.field = name;
    field.value = said[name] ?? (name === "type" ? "webpage" : "");
  }
  for (const element of fields.querySelectorAll("label[for], .help[id]")) for (const attribute of ["for", "id"]) if (element.hasAttribute(attribute)) element.setAttribute(attribute, element.getAttribute(attribute).replace("__prefix__", row.id.split("-")[1]));
  fields.querySelector("[data-field='key']").hidden = true;
  row.append(fields);
  authorRows(fields.querySelector("[data-name='authors']"));
  fields.prepend(fillingOf((found) => {
    const now = values(row);
    for (const [name, value] of Object.entries(found)) {
      now[name] = value;
      const field = fields.querySelector(`[data-name='${name}']`);
      if (field) field.value = value;
    }
    fields.querySelector("[data-name='authors']").dispatchEvent(new Event("desk:set"));
    store(row, now);
    sort(fields);
  }, () => values(row)));
  fields.addEventListener("input", (event) => {
    if (!event.target.dataset.name) return;
    store(row, { ...values(row), [event.target.dataset.name]: event.target.value });
    if (event.target.dataset.name === "type") sort(fields);
  });
  sort(fields);
}

/* Show the fields that a source of its type is asked for, and those that are filled in; the others fold away. */
function sort(fields) {
  const wanted = asked[fields.querySelector("[data-name='type']").value] ?? [];
  let more = fields.querySelector(".desk-more");
  if (!more) {
    more = make("details", { class: "desk-more" }, make("summary", {}, word("more-fields")), make("div", { class: "desk-row-fields" }));
    fields.append(more);
  }
  for (const field of fields.querySelectorAll(".desk-field")) {
    const { field: name } = field.dataset;
    const shown = name === "type" || wanted.includes(name) || field.querySelector("[data-name]").value.trim();
    (shown ? fields.querySelector(".desk-row-fields") : more.lastElementChild).append(field);
  }
}

function tend(row) {
  const opened = row.querySelector(".source-fields");
  if (opened && !held(row)) {
    const said = Object.fromEntries([...opened.querySelectorAll("[name]")].map((field) => [field.name.replace(`${row.id}-`, ""), field.value]));
    const errors = Object.fromEntries([...opened.querySelectorAll(".desk-field.errors")].map((field) => [field.querySelector("[name]").name.replace(`${row.id}-`, ""), [...field.querySelectorAll(".errorlist li")].map((each) => each.textContent)]));
    row.prepend(make("input", { type: "hidden", name: `${row.id}-row`, value: JSON.stringify(said) }));
    row.dataset.key = said.key || freeKey(said);
    if (!said.key) held(row).value = JSON.stringify({ ...said, key: row.dataset.key });
    open(row, true);
    for (const [name, texts] of Object.entries(errors)) {
      const field = row.querySelector(`[data-field='${name}']`);
      field.classList.add("errors");
      field.append(make("ul", { class: "errorlist" }, ...texts.map((text) => make("li", {}, text))));
    }
  }
  row.querySelector("[name='_open']").addEventListener("click", (event) => {
    event.preventDefault();
    const wanted = !row.classList.contains("is-opened");
    open(row, wanted);
    if (wanted) row.querySelector("[data-name='title']").focus();
  });
  for (const button of row.querySelectorAll("[data-move]")) {
    button.addEventListener("click", () => { move(row, Number(button.dataset.move)); button.focus(); });
  }
  const gone = row.querySelector("[name$='-DELETE']");
  const strike = () => {
    row.classList.toggle("is-deleted", gone.checked);
    document.dispatchEvent(new CustomEvent("desk:rows"));
  };
  gone.addEventListener("change", strike);
  row.classList.toggle("is-deleted", gone.checked);
}

/* Show a source's row, opened. */
export function reveal(key) {
  const row = rowOf(key);
  if (!row) return;
  if (!row.classList.contains("is-opened")) open(row, true);
  row.scrollIntoView({ block: "center" });
  row.querySelector("[data-name='title']").focus();
}

export function start() {
  for (const row of list.children) tend(row);
  part.querySelector("[name='_add']").addEventListener("click", (event) => {
    event.preventDefault();
    reveal(add({ type: "webpage" }, { opened: true }));
    document.dispatchEvent(new CustomEvent("desk:rows"));
  });
  part.querySelector(".desk-add").before(fillingOf((found) => {
    tell(word("source-added", { source: label(add(found)) }));
    document.dispatchEvent(new CustomEvent("desk:rows"));
  }));
}
