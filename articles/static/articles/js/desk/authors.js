/* The authors of a source as rows of names; the text area behind them holds one name on a line. */

import { make, word } from "desk/page";

/* Read a line as content/names.py does: "Family, Given", or one name as it is, in braces where it holds a comma. */
export function readName(line) {
  const text = line.trim().replace(/\s+/g, " ");
  if (text.startsWith("{") && text.endsWith("}")) return { literal: text.slice(1, -1).trim() };
  const [, family, comma, given] = /^((?:\\.|[^\\,]|\\$)*)(,?)(.*)$/.exec(text);
  const plain = (part) => part.replace(/\\(.)/g, "$1").trim();
  return comma ? { family: plain(family), given: plain(given) } : { literal: plain(family) };
}

export function writeName({ family = "", given = "", literal = "" }) {
  if (literal) return /[\\,{}]/.test(literal) ? `{${literal}}` : literal;
  const escaped = (part) => part.trim().replace(/[\\,{}]/g, "\\$&");
  if (!family.trim()) return given.trim();
  return given.trim() ? `${escaped(family)}, ${escaped(given)}` : `${escaped(family)},`;
}

/* Put rows in the place of a text area. */
export function authorRows(textarea) {
  const names = make("div", { class: "authors" });
  const label = textarea.labels[0];
  const more = make("button", { type: "button", class: "authors-add", click: () => { row({ family: "", given: "" }).querySelector("input").focus(); } }, word("author-add"));
  textarea.hidden = true;
  textarea.parentElement.querySelector(".help")?.remove();
  names.setAttribute("role", "group");
  names.setAttribute("aria-label", label.textContent);
  textarea.after(names, more);
  textarea.addEventListener("desk:set", draw);
  draw();

  function draw() {
    names.replaceChildren();
    const lines = textarea.value.split("\n").filter((line) => line.trim());
    for (const line of lines) row(readName(line));
  }

  function row(name) {
    const whole = "literal" in name;
    const field = (part, value) => make("input", { type: "text", "aria-label": word(part), placeholder: word(part), "data-part": part, value, maxlength: 500 });
    const item = make("div", { class: whole ? "author is-whole" : "author" });
    const inputs = whole ? [field("literal", name.literal)] : [field("family", name.family), field("given", name.given ?? "")];
    const turn = make("button", { type: "button", class: "author-kind", click: () => {
      const said = parts(item);
      const next = row(whole ? { family: said.literal, given: "" } : { literal: [said.given, said.family].filter(Boolean).join(" ") });
      item.replaceWith(next);
      next.querySelector("input").focus();
      keep();
    } }, word(whole ? "as-person" : "as-body"));
    const drop = make("button", { type: "button", "aria-label": word("author-remove"), click: () => {
      (item.nextElementSibling ?? item.previousElementSibling)?.querySelector("input").focus();
      item.remove();
      keep();
    } }, "×");
    item.append(...inputs, turn, drop);
    item.addEventListener("input", (event) => { event.stopPropagation(); keep(); });
    names.append(item);
    return item;
  }

  function parts(item) {
    return Object.fromEntries([...item.querySelectorAll("[data-part]")].map((input) => [input.dataset.part, input.value]));
  }

  function keep() {
    textarea.value = [...names.children].map((item) => writeName(parts(item))).filter(Boolean).join("\n");
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
