/* Who else has this article open, and where; whether someone saved meanwhile; whether one is still logged in.

   While the page is seen it says every few seconds where its writer is, and draws what it hears. Only that someone came
   or went, or saved, is told aloud; moving from section to section is not. */

import * as kept from "desk/kept";
import { article, freshId, make, secret, session, settled, tell, urls, word } from "desk/page";
import { field, rows } from "desk/rows";

const EVERY = 15_000;
const LONGEST = 240_000;

const form = document.querySelector(".desk");
const line = make("p", { class: "desk-presence" });
const newer = make("p", { class: "desk-presence desk-newer" });
const lost = make("p", { class: "desk-alarm" });
const tab = freshId();

let here = { part: "", key: "", name: "" };
let others = [];
let wait = EVERY;
let timer;
let beats = 0;

export function start() {
  const title = document.querySelector("#content .desk-state") ?? document.querySelector("#content h1");
  title.after(line, newer);
  form.before(lost);
  // A login in another tab made the secret anew that this page was sent with.
  form.addEventListener("submit", () => { form.elements.csrfmiddlewaretoken.value = secret(); });
  form.addEventListener("focusin", (event) => { here = placeOf(event.target) ?? here; });
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (!document.hidden) beat();
  });
  document.addEventListener("desk:base", beat);
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", (event) => { if (event.persisted) beat(); });
  const outline = document.getElementById("desk-outline");
  new MutationObserver(mark).observe(outline, { childList: true });
  document.addEventListener("desk:rows", settled(mark, 60));
  beat();
}

function placeOf(element) {
  const row = element.closest(".section");
  if (row) return { part: "section", key: field(row, "key").value, name: field(row, "heading").value.trim() };
  if (element.closest(".field-lead")) return { part: "lead", key: "", name: "" };
  return element.closest(".desk-part") ? { part: "", key: "", name: "" } : null;
}

// Asking -------------------------------------------------------------------------------------------------------------

function post(said, options = {}) {
  return fetch(urls.presence, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Requested-With": "fetch", "X-CSRFToken": secret() },
    body: JSON.stringify({ article: article.key, tab, ...said }),
    redirect: "manual",
    ...options,
  });
}

async function beat() {
  clearTimeout(timer);
  if (document.hidden) return;
  beats += 1;
  const mine = beats;
  try {
    const response = await post({ ...here, base: Number(form.elements.base.value) || 0 });
    const json = response.headers.get("Content-Type")?.startsWith("application/json");
    // The desk sends to its login page who is not logged in; without any cookie the secret is refused first.
    const out = response.type === "opaqueredirect" || (response.status === 403 && !json);
    if (mine !== beats) return;
    tellLost(out);
    if (out || !response.ok) throw new Error(response.statusText);
    draw(await response.json());
    wait = EVERY;
  } catch {
    wait = Math.min(wait * 2, LONGEST);
  }
  if (mine === beats) timer = setTimeout(beat, wait);
}

/* Say that this tab is closed; where the browser cannot, others see so a little later. */
function leave() {
  clearTimeout(timer);
  beats += 1;
  if (article.key) post({ left: true }, { keepalive: true }).catch(() => {});
}

// Telling ------------------------------------------------------------------------------------------------------------

function tellLost(out) {
  if (out === lost.hasChildNodes()) return;
  if (!out) {
    lost.replaceChildren();
    tell(word("back"));
    return;
  }
  const text = word(kept.works() ? "lost" : "lost-unkept");
  lost.replaceChildren(text, " ", make("a", { href: session.login, target: "_blank", rel: "noopener" }, word("log-in")));
  tell(text);
}

function draw(answer) {
  const before = names();
  others = answer.others ?? [];
  put(line, sentences().join(" "));
  const came = names();
  if (came !== before) tell(line.textContent || word("presence-alone"));
  mark();
  drawNewer(answer.newest);
}

function names() {
  return JSON.stringify([...new Set(others.map(({ own, name }) => [own, name].join()))].sort());
}

/* "Aye Lin is editing History. Min Ko has the article open." Who is somewhere is not also told to have it open. */
function sentences() {
  const said = new Set();
  for (const { own, name, part, section } of others) {
    if (own) said.add(word("presence-own"));
    else if (part === "section" && section) said.add(word("presence-section", { name, section }));
    else if (part === "lead") said.add(word("presence-lead", { name }));
    else if (!others.some((other) => other.name === name && other.part)) said.add(word("presence-open", { name }));
  }
  return [...said];
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function drawNewer(newest) {
  const said = newest ? `${newest.url}` : "";
  if (newer.dataset.said === said) return;
  newer.dataset.said = said;
  if (!newest) {
    newer.replaceChildren();
    return;
  }
  const text = newest.own ? word("presence-newer-own", newest) : word("presence-newer", newest);
  newer.replaceChildren(text, " ", make("a", { href: newest.url, target: "_blank", rel: "noopener" }, word("presence-compare")));
  tell(text);
}

/* Put a mark with their names at the sections, in the form and in the outline, in which others are. */
function mark() {
  for (const row of rows("sections")) {
    const { part, key, name } = placeOf(row);
    const there = others.filter((other) => !other.own && other.part === part && (key ? other.key === key : name && !other.key && other.section === name));
    const text = [...new Set(there.map((other) => other.name))].join(", ");
    markAt(row.querySelector("summary"), row.querySelector(".desk-counts"), text);
    markAt(document.querySelector(`#desk-outline [data-row='${row.id}'] a`), null, text);
  }
}

function markAt(place, behind, text) {
  if (!place) return;
  const mark = place.querySelector(".desk-who");
  if ((mark?.textContent ?? "") === text) return;
  mark?.remove();
  if (text) place.insertBefore(make("span", { class: "desk-who" }, text), behind);
}
