/* What is typed is kept in this browser until it is saved, and offered again after a crash or a lost session.

   Each opened form is kept under a token of its own, so that two tabs never overwrite each other. The server names the
   tokens of saved forms in a cookie; a form that it did not name was not saved, whatever became of its page. A form is
   offered when the page that kept it is gone, which its lock tells. Nothing in the form is overwritten unasked. */

import { differences } from "desk/differences";
import { rewrite } from "desk/editor";
import { article, freshId, make, person, picture, session, tell, word } from "desk/page";
import * as rows from "desk/rows";
import * as shelf from "desk/shelf";
import * as sources from "desk/sources";

const EVERY = 2_000;
const SETTLED = 2_000;
const KINDS = ["sections", "images", "related"];
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "base", "kept", "opened_by"]);

const form = document.querySelector(".desk");
const token = make("input", { type: "hidden", name: "kept" });

let sent = null; // the fields as the server sent them; null where those are not saved themselves
let written = new Map(); // the fields as they are on the shelf
let timer;
let release = () => {};
let on = true;
let full = false;

/* Whether what is typed is kept at all: not where the browser refuses. */
export function works() {
  return on && !full;
}

export async function start() {
  // What the browser itself would fill in on the way back is older than what is kept, and lacks rows.
  form.autocomplete = "off";
  token.value = session.kept || freshId();
  form.append(token);
  sent = session.posted ? null : read(asSent);
  hold();
  for (const name of ["input", "change"]) form.addEventListener(name, later);
  form.addEventListener("submit", keep);
  document.addEventListener("visibilitychange", () => { if (document.hidden) now(); });
  window.addEventListener("pagehide", () => { now(); release(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) hold(); });
  // Typed before this file was there.
  if (sent && !same(read(), sent)) later();
  document.addEventListener("desk:leave", () => { clearTimeout(timer); timer = undefined; });
  try {
    await shelf.forget(saved());
    await shelf.sweep();
  } catch {
    on = false;
    return;
  }
  if (session.posted) await keep();
  else await offer().catch(() => {});
}

/* The tokens of the forms that were saved since a form was last opened here. */
function saved() {
  const { name, path } = session.saved;
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  if (!found) return [];
  document.cookie = `${name}=; path=${path}; max-age=0; samesite=lax`;
  return found.slice(name.length + 1).split(".");
}

// Keeping ------------------------------------------------------------------------------------------------------------

const asTyped = (element) => (element.type === "checkbox" ? element.checked : element.value);

function asSent(element) {
  if (element.type === "checkbox") return element.defaultChecked;
  if (element.options) return ([...element.options].find((option) => option.defaultSelected) ?? element.options[0])?.value;
  return element.defaultValue;
}

function read(as = asTyped) {
  const fields = new Map();
  for (const element of form.elements) {
    const { name, type } = element;
    if (!name || NOT_TYPED.has(name) || ["button", "file", "submit"].includes(type)) continue;
    fields.set(name, as(element));
  }
  return fields;
}

function same(one, other) {
  return one.size === other.size && [...one].every(([name, value]) => other.get(name) === value);
}

function later() {
  if (on) timer ??= setTimeout(keep, EVERY);
}

function now() {
  if (timer !== undefined) keep();
}

/* Keep what has changed since the last time; what is as the server sent it need not be kept. */
async function keep() {
  clearTimeout(timer);
  timer = undefined;
  const typed = read();
  const before = written;
  if (sent && same(typed, sent)) {
    written = new Map();
    if (before.size) await shelf.forget([token.value]).catch(() => {});
    return;
  }
  const changed = [...typed].filter(([name, value]) => before.get(name) !== value);
  const gone = [...before.keys()].filter((name) => !typed.has(name));
  if (!changed.length && !gone.length) return;
  written = typed;
  try {
    await shelf.keep(head(), changed, gone, { whole: before.size === 0 });
    full = false;
  } catch (error) {
    written = new Map();
    if (error?.name === "QuotaExceededError" && !full) {
      full = true;
      warn();
    }
  }
}

function head() {
  return {
    id: token.value,
    person,
    article: article.key ?? "new",
    base: form.elements.base.value,
    title: form.elements.title.value.trim(),
    at: Date.now(),
  };
}

function warn() {
  form.before(make("p", { class: "desk-alarm", role: "alert" }, word("kept-full")));
}

/* Hold the lock of this form for as long as the page lives. */
function hold() {
  navigator.locks?.request(lock(token.value), () => new Promise((resolve) => { release = resolve; }));
}

function lock(id) {
  return `desk:${id}`;
}

/* Whether the page that kept a form is gone. */
async function isGone(id) {
  return !navigator.locks || navigator.locks.request(lock(id), { ifAvailable: true }, (free) => free !== null);
}

/* Wait until one of these pages is gone, and not for another that goes on with its form, as after an error. */
async function oneIsGone(ids) {
  await Promise.race(ids.map((id) => navigator.locks.request(lock(id), () => {})));
  await new Promise((resolve) => { setTimeout(resolve, SETTLED); });
}

// Offering -----------------------------------------------------------------------------------------------------------

/* Offer the newest form of this person and article whose page is gone, if it says anything else than this one; else
   wait until a page is gone that is still there, or dies slowly. */
async function offer() {
  const key = article.key ?? "new";
  const kept = (await shelf.heads()).filter((each) => each.person === person && each.article === key && each.id !== token.value);
  const living = [];
  for (const each of kept) {
    if (!(await isGone(each.id))) {
      living.push(each.id);
      continue;
    }
    const fields = await shelf.fields(each.id);
    if (fields.size && !same(fields, sent)) {
      show(each, fields);
      return;
    }
    await shelf.forget([each.id]);
  }
  if (!living.length) return;
  await oneIsGone(living);
  await shelf.forget(saved());
  await offer();
}

function show(kept, fields) {
  const band = make("section", { class: "desk-band desk-kept", "aria-labelledby": "kept-said", tabindex: "-1" });
  const text = make("p", { id: "kept-said" }, said(kept));
  const older = Number(kept.base) < Number(form.elements.base.value) ? make("p", {}, word("kept-older", { base: kept.base, number: form.elements.base.value })) : null;
  const found = make("details", { class: "desk-more", toggle: () => { if (found.open && !found.querySelector(".desk-differing")) found.append(differing(fields)); } }, make("summary", {}, word("kept-differs")));
  const back = make("button", { type: "button", class: "main", click: () => bringBack(kept, fields, band) }, word("kept-back"));
  const drop = make("button", { type: "button", click: () => discard(kept, fields, band) }, word("kept-discard"));
  band.append(text, ...(older ? [older] : []), found, make("p", { class: "desk-kept-buttons" }, back, drop));
  form.before(band);
  tell(text.textContent);
  return band;
}

/* "What you typed on 27 Nov at 15:04 was not saved." */
function said({ at, title }) {
  const { lang } = document.documentElement;
  const written_ = (options) => new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, options).format(at);
  const when = { day: written_({ day: "numeric", month: "short" }), time: written_({ hour: "2-digit", minute: "2-digit" }) };
  return article.key || !title ? word("kept-offer", when) : word("kept-offer-new", { ...when, title });
}

function differing(fields) {
  const side = (name, text) => make("div", {}, make("h3", {}, word(name)), make("pre", { tabindex: "0" }, text || "—"));
  const found = differences(fields, read());
  return make("div", { class: "desk-differing" }, ...found.map(({ where, one, other }) => make("div", { role: "group", "aria-label": where }, make("h2", { class: "desk-differing-place" }, where), make("div", { class: "desk-sides" }, side("kept-one", one), side("kept-other", other)))));
}

/* Put what was kept into the form, at the Revision that it was typed over: saving merges it with later ones. */
async function bringBack(kept, fields, band) {
  await keep();
  if (await isGone(kept.id)) {
    // This page goes on keeping the form that it brought back, where it already is.
    release();
    token.value = kept.id;
    written = fields;
    hold();
  } else written = new Map();
  form.elements.base.value = kept.base;
  fill(fields);
  settle(band, word("kept-is-back"));
  document.dispatchEvent(new Event("desk:base"));
}

async function discard(kept, fields, band) {
  if (!(await isGone(kept.id))) {
    band.remove();
    return;
  }
  await shelf.forget([kept.id]);
  settle(band, word("kept-is-gone"), make("button", { type: "button", click: async () => {
    await shelf.keep(kept, fields, [], { whole: true });
    band.remove();
    show(kept, fields).focus();
  } }, word("kept-undo")));
}

function settle(band, text, button = null) {
  const close = make("button", { type: "button", class: "quiet", click: () => band.remove() }, word("close"));
  band.classList.add("is-settled");
  band.replaceChildren(make("p", { id: "kept-said" }, text), make("p", { class: "desk-kept-buttons" }, ...(button ? [button] : []), close));
  band.focus();
  tell(text);
}

// Bringing back ------------------------------------------------------------------------------------------------------

function fill(fields) {
  for (const kind of KINDS) rows.hold(kind, Number(fields.get(`${kind}-TOTAL_FORMS`)));
  sources.hold(Array.from({ length: Number(fields.get("references-TOTAL_FORMS")) }, (_, place) => ({
    said: fields.get(`references-${place}-row`) ?? "{}",
    gone: fields.get(`references-${place}-DELETE`) ?? false,
  })));
  for (const [name, value] of fields) if (!name.startsWith("references-")) put(form.elements[name], value);
  for (const kind of KINDS) rows.arrange(kind);
  rows.changed();
}

function put(element, value) {
  if (!element) return;
  if (element.type === "checkbox") {
    if (element.checked === value) return;
    element.checked = value;
    element.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (element.value !== value) {
    if (element.matches("[data-body]")) {
      rewrite(element, value);
      return;
    }
    element.value = value;
    if (/^images-\d+-file$/.test(element.name)) rows.picture(element.closest(".desk-row"), value && picture(value));
    element.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
