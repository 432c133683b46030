/* What the checks found, at its places: dismissed for a reason without leaving the form, shown in the text, and counted
   in the outline. What is found follows what is saved, and not what is typed. */

import { open } from "desk/dialog";
import { enliven } from "desk/editor";
import { article, ask, count, make, settled, tell, urls, word } from "desk/page";
import { rows } from "desk/rows";

const form = document.querySelector(".desk");
const outline = document.getElementById("desk-outline");

export function start() {
  for (const button of form.querySelectorAll("[data-show]")) button.hidden = false;
  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-decide]");
    const button = event.target.closest("[data-show]");
    if (button) show(button.closest(".check"));
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.decide === "lift") lift(link.closest(".check"));
    else dismiss(link.closest(".check"));
  });
  new MutationObserver(mark).observe(outline, { childList: true });
  document.addEventListener("desk:rows", settled(mark, 60));
  window.addEventListener("hashchange", follow);
  // The browser goes to the place by itself once all is there, and takes the keyboard away from what is none.
  if (document.readyState === "complete") follow();
  else window.addEventListener("load", () => setTimeout(follow));
  mark();
}

// Deciding -----------------------------------------------------------------------------------------------------------

function dismiss(check) {
  const box = check.closest(".checks");
  const reason = make("input", { id: "dismiss-why", maxlength: 500, required: true, "aria-describedby": "dismiss-help" });
  const status = make("p", { class: "dialog-status", role: "status" });
  const { close } = open({
    title: word("dismiss"),
    body: [
      make("p", { class: "dialog-said", dir: "auto" }, check.querySelector(".check-words").textContent),
      make("p", { class: "dialog-field" }, make("label", { for: "dismiss-why" }, word("dismiss-why")), reason),
      make("p", { class: "help", id: "dismiss-help" }, word("dismiss-help")),
      status,
    ],
    accept: word("dismiss"),
    onAccept: () => {
      if (!reason.value.trim()) {
        reason.focus();
        return false;
      }
      decide(check, reason.value).then(() => { close(); stay(check, box); }, (error) => { status.textContent = error.message; });
      return false;
    },
  });
  reason.focus();
}

function lift(check) {
  const box = check.closest(".checks");
  decide(check, null).then(() => stay(check, box)).catch((error) => open({ title: word("lift"), body: [make("p", {}, error.message)] }));
}

/* Let the server decide, and put every finding of the same words where it belongs now. */
async function decide(check, reason) {
  const { dismissed } = await ask(urls.finding, { article: article.key, fingerprint: check.dataset.fingerprint, reason });
  for (const each of form.querySelectorAll(`.check[data-fingerprint="${check.dataset.fingerprint}"]`)) put(each, dismissed);
  mark();
  tell(dismissed || word("lifted"));
}

/* Keep the keyboard at the place: at the finding where it can be seen, or at the line that holds it now. */
function stay(check, box) {
  const lines = [check.querySelector("summary"), ...box.querySelectorAll(".checks-fold > summary, .check summary")];
  lines.find((line) => line.checkVisibility())?.focus();
}

function put(check, dismissed) {
  const box = check.closest(".checks");
  const gone = box.querySelector(".checks-dismissed");
  const link = check.querySelector("[data-decide]");
  const list = dismissed ? gone.querySelector("ul") : box.querySelector(".checks-list");
  list.append(check);
  check.querySelector(".check-why").textContent = dismissed ? `${dismissed} ` : "";
  link.dataset.decide = dismissed ? "lift" : "dismiss";
  link.firstChild.data = word(link.dataset.decide);
  for (const fold of box.querySelectorAll(".checks-fold")) {
    const { length } = fold.querySelectorAll(".check");
    fold.hidden = length === 0;
    fold.querySelector(".checks-count").textContent = fold === gone ? length.toLocaleString(document.documentElement.lang) : count("findings", length);
  }
}

// Counting -----------------------------------------------------------------------------------------------------------

function standing(part) {
  return part.querySelectorAll(".check:not(.checks-dismissed *)").length;
}

/* Say at each row, in the outline and at each part how many stand there. */
function mark() {
  for (const kind of ["sections", "images"]) {
    for (const row of rows(kind)) {
      const number = standing(row);
      markAt(row.querySelector("summary"), row.querySelector("summary > .desk-counts"), number);
      const entry = kind === "sections" && outline.querySelector(`[data-row="${row.id}"]`);
      if (entry) markAt(entry, entry.querySelector(".outline-grip"), number);
    }
  }
  for (const link of form.querySelectorAll(".desk-parts > ul > li > a")) {
    markAt(link.parentElement, link.nextElementSibling, standing(document.querySelector(link.hash)));
  }
}

function markAt(place, behind, number) {
  const text = number ? number.toLocaleString(document.documentElement.lang) : "";
  const mark = place.querySelector(":scope > .desk-found");
  if ((mark?.firstChild.data ?? "") === text) return;
  if (!text) {
    mark.remove();
    return;
  }
  const said = make("span", { class: "visually-hidden" }, count("findings", number).replace(text, ""));
  const made = make("span", { class: "desk-found" }, text, said);
  if (mark) mark.replaceWith(made);
  else place.insertBefore(made, behind);
}

// Going there --------------------------------------------------------------------------------------------------------

/* Open what the address names, such as #finding_5f2c. */
function follow() {
  const named = location.hash.startsWith("#finding_") ? document.getElementById(location.hash.slice(1)) : null;
  if (!named?.matches(".check")) return;
  named.querySelector("details").open = true;
  for (let at = named.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
  named.scrollIntoView({ block: "center" });
  named.querySelector("summary").focus({ preventScroll: true });
}

/* Choose the passage in its text: by its first words, or where those have changed by its number. */
function show(check) {
  const place = check.closest(".section, .desk-field");
  const textarea = place.querySelector("textarea[data-body]");
  const editor = enliven(textarea);
  if (!editor) {
    textarea.focus();
    textarea.scrollIntoView({ block: "center" });
    return;
  }
  const passages = [];
  editor.state.doc.forEach((node, at) => passages.push({ node, at }));
  const words = solid(check.dataset.quote).slice(0, 40);
  const said = passages.find(({ node }) => words && solid(node.textContent).includes(words));
  const { node, at } = said ?? passages[Math.min(Number(check.dataset.passage), passages.length) - 1];
  editor.chain().focus().setTextSelection({ from: at + 1, to: at + Math.max(1, node.nodeSize - 1) }).run();
  editor.view.nodeDOM(at)?.scrollIntoView({ block: "center" });
}

function solid(text) {
  return text.replace(/\s+/g, "");
}
