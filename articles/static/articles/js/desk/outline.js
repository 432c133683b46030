/* The outline beside the form: every section by its heading, to go to, to move and to nest.

   By keyboard: arrows go from section to section; with Alt they move a section up and down, and in and out. */

import { draggable } from "desk/drag";
import { make, settled, tell, word } from "desk/page";
import { rows } from "desk/rows";
import * as sections from "desk/sections";

const list = document.getElementById("desk-outline");

/* Draw it anew; the keyboard stays at its section, or where that stood. */
const draw = settled(() => {
  const place = [...list.children].findIndex((entry) => entry.contains(document.activeElement));
  const row = list.children[place]?.dataset.row;
  list.replaceChildren(...rows("sections").map(item));
  if (place < 0) return;
  const entry = [...list.children].find((each) => each.dataset.row === row) ?? list.children[Math.min(place, list.children.length - 1)];
  entry?.querySelector("a").focus();
}, 60);

function item(row) {
  const link = make("a", { href: `#${row.id}`, class: `level-${sections.level(row)}`, draggable: "false", "aria-describedby": "desk-outline-keys", keydown: (event) => keys(event, row), click: (event) => { event.preventDefault(); sections.show(row, "heading"); } }, sections.heading(row) || word("section-new"));
  // A finger on the link scrolls the page; on this it drags.
  const grip = make("span", { class: "outline-grip", "aria-hidden": "true" });
  const entry = make("li", { "data-row": row.id }, link, grip);
  for (const handle of [link, grip]) {
    draggable(entry, handle, (moved, other, where) => {
      sections.drop(document.getElementById(moved.dataset.row), document.getElementById(other.dataset.row), where);
    });
  }
  return entry;
}

function keys(event, row) {
  const links = [...list.querySelectorAll("a")];
  const here = links.indexOf(event.target);
  const way = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
  if (!way || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const across = event.key === "ArrowLeft" || event.key === "ArrowRight";
  event.preventDefault();
  if (!event.altKey) {
    links[here + way]?.focus();
    return;
  }
  const done = across ? sections.nest(row, way) : sections.move(row, way);
  if (!done) return;
  const place = rows("sections").indexOf(row) + 1;
  tell(word("section-at", { heading: sections.heading(row), place, places: rows("sections").length, level: sections.level(row) }));
}

export function start() {
  document.addEventListener("desk:rows", draw);
  document.getElementById("part-sections").addEventListener("input", (event) => {
    if (/-(heading|level)$/.test(event.target.name ?? "")) draw();
  });
  draw();
}
