/* The page that readers would see, beside the form or over it, drawn anew as one types. The server draws it.

   It stands in a frame that runs no script and takes what the form's own policy lets in; its links lead nowhere, those
   within the page excepted. */

import { editorOf } from "desk/editor";
import { ask, make, settled, urls, word } from "desk/page";
import { field, rows } from "desk/rows";

const KEPT = "chancery:preview";
const form = document.querySelector(".desk");
const toggle = document.getElementById("desk-preview");
const wide = window.matchMedia("(min-width: 80rem)");
const status = make("p", { class: "desk-preview-status", role: "status" });
const frame = make("iframe", { sandbox: "allow-same-origin", title: word("preview-page") });
const panel = make("dialog", { class: "desk-preview", "aria-label": word("preview") },
  make("div", { class: "desk-preview-head" }, make("p", { class: "desk-preview-name" }, word("preview")), status,
    make("button", { type: "button", "aria-label": word("close"), click: () => { keep(false); close(); } }, "×")),
  frame);
// Where the form is being written: a section's row, or null for what stands above them.
let edited = null;
// Whether the person has scrolled the page since then.
let scrolled = false;
let drawn = null;
let asked = null;
let loaded = null;
// File of a form's field -> promise of the name under which it is stored.
const stored = new WeakMap();

export function start() {
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    keep(!panel.open);
    if (panel.open) close();
    else open();
  });
  panel.addEventListener("close", shown);
  wide.addEventListener("change", () => { if (panel.open) close(); if (wide.matches && kept()) open(); });
  form.addEventListener("input", soon);
  for (const name of ["desk:rows", "desk:sources"]) document.addEventListener(name, soon);
  form.addEventListener("focusin", follow);
  document.addEventListener("selectionchange", goOn);
  if (wide.matches && kept()) open();
}

/* Beside the form it is a part of the page, over it a dialog. Only the first is remembered. */
function open() {
  if (!panel.isConnected) form.append(panel);
  if (wide.matches) panel.setAttribute("open", "");
  else panel.showModal();
  shown();
  scrolled = false;
  draw();
}

function close() {
  asked?.abort();
  panel.close();
}

function shown() {
  toggle.setAttribute("aria-pressed", String(panel.open));
  document.body.classList.toggle("desk-beside", panel.open && wide.matches);
}

function keep(wanted) {
  if (!wide.matches) return;
  try { localStorage.setItem(KEPT, wanted ? "1" : ""); } catch { /* private windows keep nothing */ }
}

function kept() {
  try { return localStorage.getItem(KEPT) === "1"; } catch { return false; }
}

// Asking ----------------------------------------------------------------------------------------------------

const soon = settled(() => { if (panel.open) draw(); }, 1000);

/* Ask for the page of what is typed, unless it is the one that is shown. */
async function draw() {
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked;
  try {
    const posted = await typed();
    const said = new URLSearchParams([...posted]).toString();
    if (signal.aborted || said === drawn) return;
    status.textContent = word("preview-drawing");
    const response = await fetch(location.pathname, { method: "POST", body: posted, signal, redirect: "error", headers: { "X-Requested-With": "fetch" } });
    const text = await response.text();
    if (!response.ok) throw new Error(response.status === 413 ? text : word("preview-none"));
    await show(inert(new DOMParser().parseFromString(text, "text/html")));
    drawn = said;
    if (!scrolled) reveal("instant");
    status.textContent = "";
  } catch (error) {
    if (error.name !== "AbortError") status.textContent = error.name === "Error" ? error.message : word("no-answer");
  }
}

/* The form as it stands; a picture that is chosen and not stored yet is stored once, and named. */
async function typed() {
  const posted = new FormData(form);
  posted.set("_preview", "1");
  for (const name of ["summary", "minor"]) posted.delete(name);
  for (const input of form.querySelectorAll("input[type='file'][name]")) {
    const [file] = input.files;
    posted.delete(input.name);
    if (!file) continue;
    if (!stored.has(file)) stored.set(file, store(file));
    const name = await stored.get(file);
    if (name) posted.set(input.name.replace(/upload$/, "file"), name);
  }
  return posted;
}

async function store(file) {
  const posted = new FormData();
  posted.append("upload", file);
  try {
    return (await ask(urls.upload, posted)).file;
  } catch {
    return "";
  }
}

// Showing ---------------------------------------------------------------------------------------------------

/* Let what leads away lead nowhere, and look as it does. */
function inert(page) {
  for (const part of page.querySelectorAll(".skip, .site-head, .site-foot, .tools")) part.inert = true;
  for (const link of page.querySelectorAll("a[href]:not([href^='#'])")) {
    link.removeAttribute("href");
    link.setAttribute("role", "link");
    link.setAttribute("aria-disabled", "true");
  }
  return page;
}

/* The frame has its head first: what is scrolled while the pictures come is minded already. */
function load({ outerHTML }) {
  return new Promise((resolve) => {
    frame.addEventListener("load", () => { attend(); resolve(); }, { once: true });
    frame.srcdoc = `<!doctype html>${outerHTML}`;
  });
}

async function show(fresh) {
  await (loaded ??= load(fresh.head));
  const page = frame.contentDocument;
  const anchor = scrolled ? topmost(page) : place();
  const before = anchor?.getBoundingClientRect().top;
  patch(page.body, fresh.body);
  page.documentElement.lang = fresh.documentElement.lang;
  const still = anchor?.isConnected ? anchor : anchor?.id ? page.getElementById(anchor.id) : null;
  if (still) frame.contentWindow.scrollBy({ top: still.getBoundingClientRect().top - before, behavior: "instant" });
}

/* Make a node what another is, and leave alone what is alike: nothing flickers, nothing is loaded again. */
function patch(node, fresh) {
  if (node.isEqualNode(fresh)) return;
  if (node.nodeName !== fresh.nodeName || node.id !== fresh.id || node.nodeType !== Node.ELEMENT_NODE) {
    node.replaceWith(node.ownerDocument.adoptNode(fresh));
    return;
  }
  for (const { name } of [...node.attributes]) if (!fresh.hasAttribute(name) && name !== "open") node.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  const [old, wanted] = [[...node.childNodes], [...fresh.childNodes]];
  let start = 0;
  while (start < old.length && start < wanted.length && old[start].isEqualNode(wanted[start])) start += 1;
  let end = 0;
  while (end < old.length - start && end < wanted.length - start && old.at(-1 - end).isEqualNode(wanted.at(-1 - end))) end += 1;
  const [gone, come] = [old.slice(start, old.length - end), wanted.slice(start, wanted.length - end)];
  const behind = old[old.length - end] ?? null;
  come.forEach((each, number) => {
    if (gone[number]) patch(gone[number], each);
    else node.insertBefore(node.ownerDocument.adoptNode(each), behind);
  });
  for (const each of gone.slice(come.length)) each.remove();
}

/* Follow links within the page, and mind whether it is scrolled by hand. */
function attend() {
  const page = frame.contentDocument;
  page.documentElement.style.overflowAnchor = "none";
  for (const name of ["wheel", "touchmove", "keydown", "pointerdown"]) page.addEventListener(name, () => { scrolled = true; }, { passive: true });
  page.addEventListener("click", (event) => {
    const link = event.target.closest?.("a");
    if (!link) return;
    event.preventDefault();
    const target = page.getElementById(decodeURIComponent(link.hash.slice(1)));
    target?.scrollIntoView({ block: "start" });
  });
}

function topmost(page) {
  return [...page.querySelectorAll(".lead > *, .text > section > *, .references > li")].find((each) => each.getBoundingClientRect().bottom > 0);
}

// Following -------------------------------------------------------------------------------------------------

/* Bring the section that is edited into view, unless the page was scrolled by hand since it is. */
function follow({ target }) {
  const row = target.closest(".section");
  if (!row && !target.closest("#part-article")) return;
  if (row !== edited) scrolled = false;
  edited = row;
  if (!scrolled) reveal();
}

const goOn = settled(() => {
  if (!scrolled && form.contains(document.activeElement) && document.activeElement.closest(".section, .field-lead")) reveal();
}, 300);

/* The place on the page of what is edited: the passage at the cursor, or the section. */
function place() {
  const page = frame.contentDocument;
  if (!edited) return passage(document.getElementById("id_lead"), page.querySelector(".lead")) ?? page.querySelector("h1");
  const key = field(edited, "key").value;
  const standing = rows("sections").filter((row) => ["key", "heading", "body"].some((name) => field(row, name).value.trim()));
  const section = key ? page.getElementById(`section_${key}`) : page.querySelectorAll(".text > section")[standing.indexOf(edited)];
  return section && (passage(field(edited, "body"), section) ?? section);
}

function passage(textarea, within) {
  const editor = editorOf(textarea);
  if (!editor?.isFocused || !within) return null;
  const blocks = [...within.children].filter((each) => !each.matches(".anchor, h2, h3, h4"));
  return blocks[Math.min(editor.state.selection.$from.index(0), blocks.length - 1)] ?? null;
}

function reveal(behavior) {
  if (!panel.open || drawn === null) return;
  const target = place();
  if (!target) return;
  const { top } = target.getBoundingClientRect();
  const height = frame.contentWindow.innerHeight;
  if (top < 0 || top > height * 0.7) frame.contentWindow.scrollBy({ top: top - height * 0.15, behavior });
}
