/* Rows of the form: add, name, move by drag, by button and by arrow key, strike out. Without this file rows are added by
   the server and ordered by number, and the form is otherwise the same. */

import { draggable } from "desk/drag";
import { tell, word } from "desk/page";

const form = document.querySelector(".desk");

/* The list of a kind of rows: "sections", "images", "related". */
function part(kind) {
  return document.getElementById(`part-${kind}`);
}

/* The rows of a kind that stay, in the order of the form. */
export function rows(kind) {
  return [...part(kind).querySelectorAll(".desk-row")].filter((row) => !row.classList.contains("is-deleted"));
}

/* A field of a row by its name: field(row, "heading"). */
export function field(row, name) {
  return row.querySelector(`[name='${row.id}-${name}']`);
}

/* Say that rows came, went or moved. */
export function changed() {
  form.dispatchEvent(new Event("input", { bubbles: true }));
  document.dispatchEvent(new CustomEvent("desk:rows"));
}

/* Add a row of a kind with some values, behind another or at the end, and return it. */
export function add(kind, values = {}, behind = null) {
  const list = part(kind).querySelector(".desk-list");
  const total = part(kind).querySelector("[name$='-TOTAL_FORMS']");
  const row = part(kind).querySelector("template").content.querySelector(".desk-row").cloneNode(true);
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of element.attributes) attribute.value = attribute.value.replaceAll("__prefix__", total.value);
  }
  total.value = Number(total.value) + 1;
  if (behind) behind.after(row);
  else list.append(row);
  for (const [name, value] of Object.entries(values)) {
    const input = field(row, name);
    if (input.type === "checkbox") input.checked = value;
    else input.value = value;
  }
  tend(row);
  renumber(list);
  changed();
  return row;
}

/* Move a run of neighbouring rows before or behind another row. */
export function place(moved, other, where) {
  const list = other.parentElement;
  other[where](...moved);
  renumber(list);
  changed();
}

/* Have the rows of a kind numbered from 0 to below `count` and no others; what they say is for the caller to fill in. */
export function hold(kind, count) {
  const total = part(kind).querySelector("[name$='-TOTAL_FORMS']");
  for (const row of part(kind).querySelectorAll(".desk-row")) if (Number(row.id.split("-")[1]) >= count) row.remove();
  total.value = Math.min(Number(total.value), count);
  while (Number(total.value) < count) add(kind);
}

/* Bring the rows of a kind into the order that their places say. */
export function arrange(kind) {
  const list = part(kind).querySelector(".desk-list");
  const wanted = [...list.children].sort((one, other) => field(one, "ORDER").value - field(other, "ORDER").value);
  if (wanted.some((row, place) => row !== list.children[place])) list.append(...wanted);
}

/* Show another picture in a row. */
export function picture(row, address) {
  row.querySelector(".desk-picture")?.remove();
  if (address) row.dataset.picture = address;
  else delete row.dataset.picture;
}

/* A key for a new row, made of words as the server makes it, and of no other row. */
export function freeKey(kind, stem, fallback) {
  const taken = new Set([...part(kind).querySelectorAll("[name$='-key']")].map((input) => input.value));
  const plain = stem.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 50).replace(/^-+|-+$/g, "") || fallback;
  let key = plain;
  for (let next = 2; taken.has(key); next += 1) key = `${plain}-${next}`;
  return key;
}

function renumber(list) {
  [...list.children].forEach((row, index) => { field(row, "ORDER").value = index + 1; });
}

/* Tell where a row stands now, to those who do not see it. */
export function tellPlace(row) {
  const all = [...row.parentElement.children];
  tell(word("now-at", { place: all.indexOf(row) + 1, places: all.length }));
}

function tend(row) {
  const handle = row.querySelector("[data-handle]");
  for (const tool of row.querySelectorAll("[data-handle], [data-move]")) tool.hidden = false;
  for (const button of row.querySelectorAll("[data-move]")) {
    button.addEventListener("click", () => { step(row, Number(button.dataset.move)); button.focus(); });
  }
  handle.addEventListener("keydown", (event) => {
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!way) return;
    event.preventDefault();
    step(row, way);
    handle.focus();
  });
  draggable(row, handle, (moved, other, where) => place([moved], other, where));
  const gone = field(row, "DELETE");
  const strike = () => {
    row.classList.toggle("is-deleted", gone.checked);
    changed();
  };
  gone.addEventListener("change", strike);
  row.classList.toggle("is-deleted", gone.checked);
  name(row);
  document.dispatchEvent(new CustomEvent("desk:row", { detail: { row } }));
}

function step(row, way) {
  const other = way < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  place([row], other, way < 0 ? "before" : "after");
  tellPlace(row);
}

/* A folded row is called what its fields say. */
function name(row) {
  const shown = row.querySelector("[data-from]");
  if (!shown) return;
  const fields = shown.dataset.from.split(" ").map((each) => field(row, each));
  const say = () => { shown.textContent = fields.map((each) => each.value.trim()).find(Boolean) ?? shown.dataset.empty; };
  row.addEventListener("input", (event) => { if (fields.includes(event.target)) say(); });
  say();
}

/* Make every row that is there work, and the buttons that add more. */
export function start() {
  for (const kind of ["sections", "images", "related"]) {
    for (const row of part(kind).querySelectorAll(".desk-row")) tend(row);
    part(kind).querySelector("[name='_add']").addEventListener("click", (event) => {
      event.preventDefault();
      const row = add(kind);
      row.querySelector(".desk-field :is(input:not([type='hidden']), textarea)").focus();
    });
  }
  form.classList.add("desk-ready");
}

