/* Filling a source from what is pasted: an address, a DOI, an ISBN, BibTeX, RIS or CSL-JSON. What was found is shown
   with where it is from; nothing that is typed is overwritten unasked. */

import { ask, make, urls, word } from "desk/page";
import { open } from "desk/dialog";

/* A line to paste into. `onFound` takes the values to fill in; `now` tells what is typed already. */
export function fillingOf(onFound, now = () => ({})) {
  const field = make("textarea", { rows: 1, class: "filling-text", "aria-label": word("fill-label"), placeholder: word("fill-label"), spellcheck: "false" });
  const status = make("p", { class: "filling-status", role: "status" });
  const button = make("button", { type: "button", click: go }, word("fill"));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || field.value.includes("\n")) return;
    event.preventDefault();
    go();
  });
  field.addEventListener("input", (event) => event.stopPropagation());
  return make("div", { class: "filling" }, make("div", { class: "filling-line" }, field, button), status);

  async function go() {
    if (!field.value.trim()) return field.focus();
    status.textContent = word("filling");
    try {
      const { found, said } = await ask(urls.fill, { text: field.value });
      status.textContent = said;
      if (!found.length) return undefined;
      const typed = now();
      const fresh = Object.keys(typed).every((name) => ["key", "type"].includes(name));
      const sure = found.every(({ certain }) => certain);
      if (fresh && sure) found.forEach(({ values }) => onFound(values));
      else confirm(found, typed, onFound);
      field.value = "";
    } catch (error) {
      status.textContent = error.message;
    }
    return undefined;
  }
}

/* Make a source of what is typed: at once where there is nothing to ask, else shown first. Returns what is to be said. */
export async function offer(text, onFound) {
  try {
    const { found, said } = await ask(urls.fill, { text, title: true });
    if (found.every(({ certain }) => certain)) found.slice(0, 1).forEach(({ values }) => onFound(values));
    else confirm(found.slice(0, 1), {}, onFound);
    return found.length ? "" : said;
  } catch (error) {
    return error.message;
  }
}

/* Show each value with its origin. Those of empty fields are ticked; those that differ from what is typed are not. */
function confirm(found, typed, onFound) {
  const boxes = [];
  const tables = found.map(({ values, origins, labels, shown, left }) => {
    const rows = Object.entries(values).filter(([name, value]) => value && value !== typed[name]).map(([name, value]) => {
      const tick = make("input", { type: "checkbox", id: `fill-${boxes.length}`, checked: !typed[name] || name === "type" });
      boxes.push({ tick, name, value, values });
      return make("tr", {}, make("td", {}, tick), make("th", { scope: "row" }, make("label", { for: tick.id }, labels[name])), make("td", {}, shown[name] ?? value), make("td", { class: "fill-origin" }, origins[name] ?? ""), make("td", { class: "fill-now" }, typed[name] ?? ""));
    });
    const head = make("tr", {}, ...["fill-take", "fill-field", "fill-found", "fill-origin", "fill-now"].map((name) => make("th", { scope: "col" }, word(name))));
    return make("div", { class: "fill-one" }, make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)), ...left.map((text) => make("p", { class: "desk-warning" }, text)));
  });
  open({
    title: word("fill-title"),
    body: tables,
    accept: word("fill-accept"),
    wide: true,
    onAccept: () => {
      for (const { values } of found) {
        const taken = Object.fromEntries(boxes.filter((box) => box.values === values && box.tick.checked).map(({ name, value }) => [name, value]));
        if (Object.keys(taken).some((name) => name !== "type")) onFound(taken);
      }
    },
  });
}
