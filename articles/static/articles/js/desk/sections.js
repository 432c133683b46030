/* Sections: their editors come alive when they are opened, they can be split, moved with what stands under them, and
   nested. */

import { enliven } from "desk/editor";
import { write } from "desk/dialect";
import { word } from "desk/page";
import { add, changed, field, place, rows } from "desk/rows";

const LEVELS = [2, 3, 4];

export function level(row) {
  return Number(field(row, "level").value);
}

export function heading(row) {
  return field(row, "heading").value.trim();
}

/* A section with the sections under it. */
export function branch(row) {
  const all = rows("sections");
  const start = all.indexOf(row);
  let end = start + 1;
  while (end < all.length && level(all[end]) > level(row)) end += 1;
  return all.slice(start, end);
}

/* Move a section with those under it past its neighbour; returns whether there was one. */
export function move(row, way) {
  const all = rows("sections");
  const moved = branch(row);
  const start = all.indexOf(row);
  const other = way < 0 ? all[start - 1] : all[start + moved.length];
  if (!other) return false;
  if (way < 0) place(moved, headOf(all, start - 1, level(row)), "before");
  else place(moved, branch(other).at(-1), "after");
  return true;
}

/* The section before a place that a section of this level steps over: the nearest that is not deeper. */
function headOf(all, from, deep) {
  let at = from;
  while (at > 0 && level(all[at]) > deep) at -= 1;
  return all[at];
}

/* Put a section with those under it before or behind another, which is none of them. */
export function drop(row, other, where) {
  const moved = branch(row);
  if (!moved.includes(other)) place(moved, where === "after" ? branch(other).at(-1) : other, where);
}

/* Set a section deeper or less deep, with those under it; returns whether it could be. */
export function nest(row, by) {
  const moved = branch(row);
  if (!moved.every((each) => LEVELS.includes(level(each) + by))) return false;
  for (const each of moved) field(each, "level").value = level(each) + by;
  changed();
  return true;
}

/* End the section at the cursor: what follows becomes the text of a new one, behind it. */
export function splitHere(editor, textarea) {
  const row = textarea.closest(".section");
  const { $from } = editor.state.selection;
  const after = $from.depth > 0 && $from.parentOffset > 0 ? $from.after(1) : $from.before(Math.min(1, $from.depth));
  const rest = editor.state.doc.slice(after, editor.state.doc.content.size).content;
  const tail = rest.size ? write(editor.state.schema.nodes.doc.create(null, rest)) : "";
  if (tail) editor.chain().deleteRange({ from: after, to: editor.state.doc.content.size }).run();
  const made = add("sections", { level: row ? level(row) : 2, body: tail }, row ?? null);
  if (!row) place([made], rows("sections")[0], rows("sections")[0] === made ? "after" : "before");
  made.querySelector("details").open = true;
  enliven(field(made, "body"));
  field(made, "heading").focus();
}

/* Open a section and go to its heading or its text. */
export function show(row, name = "body") {
  row.querySelector("details").open = true;
  const target = field(row, name);
  const editor = name === "body" ? enliven(target) : null;
  row.scrollIntoView({ block: "start" });
  if (editor) editor.commands.focus("start", { scrollIntoView: false });
  else target.focus({ preventScroll: true });
}

/* Bring the body of a section to life when it is opened, and near enough to be read. */
export function tend(row) {
  const details = row.querySelector("details");
  const body = field(row, "body");
  const near = new IntersectionObserver((entries) => {
    if (details.open && entries.some((entry) => entry.isIntersecting)) {
      near.disconnect();
      enliven(body);
    }
  }, { rootMargin: "600px" });
  near.observe(row);
  details.addEventListener("toggle", () => { if (details.open) { near.unobserve(row); near.observe(row); } });
}

export function start() {
  for (const row of document.querySelectorAll("#part-sections .desk-row")) tend(row);
  document.addEventListener("desk:row", ({ detail: { row } }) => { if (row.classList.contains("section")) tend(row); });
  const fold = document.querySelector("[data-fold]");
  fold.hidden = false;
  fold.addEventListener("click", () => {
    const all = rows("sections").map((row) => row.querySelector("details"));
    const open = !all.some((each) => each.open);
    for (const each of all) each.open = open;
    fold.textContent = word(open ? "fold-all" : "unfold-all");
  });
}
