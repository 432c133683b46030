/* A small panel at a citation, a link or a passage: the source as in the list, the article's card, who wrote it. It comes with hover, focus or
   touch, stays while the pointer is on it, is left by Escape, and never covers the line it belongs to (WCAG 1.4.13). */

const DELAY = 250;
const GRACE = 300;

export function answerInPlace(text) {
  if (!text) return;
  const panel = document.createElement("div");
  panel.className = "panel";
  panel.id = "panel";
  panel.hidden = true;
  panel.setAttribute("role", "note");
  text.closest("main").append(panel);

  let owner = null;
  let asked = null;
  let returning = false;
  let timer = 0;
  const later = (action, delay) => { clearTimeout(timer); timer = setTimeout(action, delay); };
  const hide = () => {
    clearTimeout(timer);
    owner?.removeAttribute("aria-describedby");
    owner = asked = null;
    panel.hidden = true;
  };
  const show = async (link) => {
    clearTimeout(timer);
    asked = link;
    const content = await contentFor(link);
    // An article's card comes over the network: by then something else may be asked for, or nothing.
    if (!content || asked !== link) return;
    owner?.removeAttribute("aria-describedby");
    owner = link;
    panel.replaceChildren(content);
    panel.hidden = false;
    place(panel, link);
    link.setAttribute("aria-describedby", "panel");
  };
  const wanted = (event) => event.target.closest?.(".cite-link, a.wikilink, a.stretch");

  text.addEventListener("pointerover", (event) => {
    const link = wanted(event);
    link?.removeAttribute("title");
    if (link && event.pointerType === "mouse") later(() => show(link), DELAY);
  });
  text.addEventListener("pointerout", (event) => { if (wanted(event)) later(hide, GRACE); });
  panel.addEventListener("pointerenter", () => clearTimeout(timer));
  panel.addEventListener("pointerleave", () => later(hide, GRACE));
  text.addEventListener("focusin", (event) => {
    const link = wanted(event);
    if (link?.matches(":focus-visible") && !returning) show(link);
  });
  text.addEventListener("focusout", (event) => { if (!panel.contains(event.relatedTarget)) later(hide, GRACE); });
  panel.addEventListener("focusin", () => clearTimeout(timer));
  panel.addEventListener("focusout", (event) => { if (!panel.contains(event.relatedTarget)) later(hide, GRACE); });

  // A first touch shows the source; a second one, or a touch elsewhere, is what it would be without the panel.
  let touched = false;
  text.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
  text.addEventListener("click", (event) => {
    const link = wanted(event);
    if (link?.matches(".cite-link") && touched && owner !== link) {
      event.preventDefault();
      show(link);
    }
  });
  document.addEventListener("pointerdown", (event) => { if (!panel.contains(event.target) && !wanted(event)) hide(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      const back = panel.contains(document.activeElement) ? owner : null;
      hide();
      returning = true;
      back?.focus({ preventScroll: true });
      returning = false;
    }
    if (event.key === "ArrowDown" && event.altKey && !panel.hidden) {
      event.preventDefault();
      panel.querySelector("a")?.focus();
    }
  });
}

async function contentFor(link) {
  if (link.matches(".stretch")) return origin(link);
  return link.matches(".cite-link") ? source(link) : card(link);
}

function origin(link) {
  const told = document.getElementById(link.hash.slice(1))?.querySelector(".told");
  if (!told) return null;
  const content = document.createElement("div");
  for (const part of told.querySelectorAll(".revision-line, .summary")) content.append(part.cloneNode(true));
  for (const number of (link.dataset.cites ?? "").split(" ").filter(Boolean)) {
    const note = document.createElement("p");
    note.className = "panel-note";
    note.textContent = `[${number}] ${document.querySelector(`#kept_${number} .what`)?.textContent ?? ""}`;
    content.append(note);
  }
  return content;
}

function source(link) {
  const entry = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const reference = entry?.querySelector(".reference")?.cloneNode(true);
  if (!reference) return null;
  const content = document.createElement("div");
  content.append(reference);
  const times = entry.querySelectorAll("a[href^='#cite_']").length;
  const told = document.querySelector(".references")?.dataset.citedTimes;
  if (times > 1 && told) {
    const note = document.createElement("p");
    note.className = "panel-note";
    note.textContent = told.replace("0", times);
    content.append(note);
  }
  return content;
}

const cards = new Map();

async function card(link) {
  const moment = link.closest("[data-moment]")?.dataset.moment;
  const address = new URL(`${link.pathname}preview/${moment ? `?at=${moment}` : ""}`, link.href).href;
  if (!cards.has(address)) cards.set(address, fetch(address).then((answer) => (answer.ok ? answer.text() : "")).catch(() => ""));
  const html = await cards.get(address);
  return html ? document.createRange().createContextualFragment(html) : null;
}

function place(panel, link) {
  const line = [...link.getClientRects()].at(-1);
  const height = panel.offsetHeight;
  const width = panel.offsetWidth;
  const below = window.innerHeight - line.bottom > height + 16 || line.top < height + 16;
  const top = below ? line.bottom + 8 : line.top - height - 8;
  const left = Math.max(16, Math.min(line.left - 24, document.documentElement.clientWidth - width - 16));
  panel.style.top = `${top + window.scrollY}px`;
  panel.style.left = `${left + window.scrollX}px`;
}
