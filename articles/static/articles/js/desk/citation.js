/* A citation in the text: the number that readers will see, and the source on hover, on focus and by ear. */

import { editorOf, bodies } from "desk/editor";
import { make, settled, tell, word } from "desk/page";
import { edit as editCitation } from "desk/citing";
import * as sources from "desk/sources";

const drawn = new Set();
const tip = make("div", { class: "citation-tip", role: "tooltip", id: "citation-tip", hidden: true, mouseenter: () => clearTimeout(leaving), mouseleave: hideSoon });
let leaving;
document.querySelector("main").append(tip);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !tip.hidden) hide();
});

/* The view of `<cite data-ref data-locator>`. */
export function citation() {
  return ({ node, editor, getPos }) => {
    const dom = make("cite", { class: "citation", role: "note", contenteditable: "false" });
    const view = { dom, key: "", draw };
    let shown = node;
    draw();
    drawn.add(view);
    dom.addEventListener("mouseenter", () => show(dom, shown));
    dom.addEventListener("mouseleave", hideSoon);
    dom.addEventListener("dblclick", change);
    return {
      dom,
      update(next) {
        if (next.type !== shown.type) return false;
        shown = next;
        draw();
        return true;
      },
      selectNode() {
        dom.classList.add("is-selected");
        show(dom, shown);
        tell(dom.getAttribute("aria-label"));
      },
      deselectNode() { dom.classList.remove("is-selected"); hide(); },
      stopEvent: (event) => event.type === "dblclick",
      ignoreMutation: () => true,
      destroy() { drawn.delete(view); hide(); },
    };

    function change() {
      editCitation(editor, getPos());
    }

    function draw() {
      view.key = shown.attrs["data-ref"];
      const locator = shown.attrs["data-locator"];
      const number = sources.number(view.key);
      dom.classList.toggle("is-unknown", number === undefined);
      dom.textContent = `[${number ?? "?"}]${locator ? `: ${locator}` : ""}`;
      dom.dataset.ref = view.key;
      dom.setAttribute("aria-label", word("citation-of", { number: number ?? "?", source: sources.label(view.key) }));
    }
  };
}

function show(dom, node) {
  clearTimeout(leaving);
  const source = sources.printed(node.attrs["data-ref"]);
  tip.replaceChildren(source ?? document.createTextNode(word("no-source")));
  tip.hidden = false;
  const box = dom.getBoundingClientRect();
  const width = Math.min(360, window.innerWidth - 24);
  tip.style.setProperty("--wide", `${width}px`);
  tip.style.left = `${Math.max(12, Math.min(box.left + window.scrollX, window.innerWidth - width - 12 + window.scrollX))}px`;
  tip.style.top = `${box.bottom + window.scrollY + 6}px`;
}

function hide() {
  clearTimeout(leaving);
  tip.hidden = true;
}

/* The pointer may go from the citation to the tip, and rest there. */
function hideSoon() {
  clearTimeout(leaving);
  leaving = setTimeout(hide, 250);
}

/* Number the sources anew by their first citations, and draw what shows a number. */
export const renumber = settled(() => {
  sources.count(bodies().map((textarea) => ({ textarea, keys: cited(textarea) })));
  for (const view of drawn) view.draw();
}, 60);

/* The keys that a body cites, in order. */
function cited(textarea) {
  const editor = editorOf(textarea);
  const keys = [];
  if (editor) editor.state.doc.descendants((node) => { if (node.type.name === "cite") keys.push(node.attrs["data-ref"]); });
  else for (const [, key] of textarea.value.matchAll(/<cite data-ref="([^"]*)"/g)) keys.push(key);
  return keys;
}
