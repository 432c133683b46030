/* The page of a review: a comment is written where it belongs without leaving the page, and changes are stepped through by
   keyboard. What is typed or ticked and not sent stays when something else is sent. Without this file a comment is written on
   the page that its link leads to. */

import { stepThroughChanges } from "./compare.js";

const review = document.querySelector(".review");
const blank = document.getElementById("saying");
const SHELF = `review:${location.pathname}`;
let sent = false;

stepThroughChanges(review);
bringBack();

review.addEventListener("click", (event) => {
  const link = event.target.closest("a.say");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  write(link);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "c" || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  const link = document.activeElement.closest(".unchanged, .change, .change-part")?.querySelector("a.say");
  if (!link) return;
  event.preventDefault();
  write(link);
});
window.addEventListener("beforeunload", (event) => {
  const typed = [...review.querySelectorAll("textarea")].some((each) => each.value !== each.defaultValue);
  if (typed && !sent) event.preventDefault();
});
review.addEventListener("submit", (event) => {
  if (event.submitter?.matches("[data-nothing]")) {
    event.preventDefault();
    return;
  }
  sent = true;
  keepBut(event.target);
});

function write(link) {
  const field = say(link);
  field.form.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}

/* Put the form of a comment in the place of a link; return where one types. */
function say(link) {
  const made = blank.content.firstElementChild.cloneNode(true);
  made.querySelector("[name=place]").value = link.dataset.place;
  made.querySelector("[name=back]").value = `#${link.dataset.anchor}`;
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || made.querySelector("textarea").value) return;
    made.replaceWith(link);
    link.focus();
  });
  link.replaceWith(made);
  return made.querySelector("textarea");
}

/* Keep for the next page what is on this one and is not in the form that goes. */
function keepBut(form) {
  const verdict = document.getElementById("verdict");
  const decides = form === verdict;
  const said = [...review.querySelectorAll("form.saying")]
    .filter((each) => each !== form && each.elements.text.value !== each.elements.text.defaultValue)
    .map(({ elements }) => ({ text: elements.text.value, place: elements.place.value, answers: elements.answers?.value }));
  const note = decides ? "" : verdict?.elements.note?.value;
  const parts = decides ? [] : [...review.querySelectorAll("[name=part]:checked")].map((each) => each.value);
  sessionStorage.setItem(SHELF, JSON.stringify({ note, parts, said }));
}

function bringBack() {
  const kept = JSON.parse(sessionStorage.getItem(SHELF));
  sessionStorage.removeItem(SHELF);
  if (!kept) return;
  const note = document.getElementById("note");
  if (note && !note.value) note.value = kept.note ?? "";
  for (const box of review.querySelectorAll("[name=part]")) box.checked ||= kept.parts.includes(box.value);
  for (const { text, place, answers } of kept.said) {
    const field = answers ? answering(answers) : saying(place);
    if (field) field.value = text;
  }
}

function answering(key) {
  const form = review.querySelector(`form.saying:has([name=answers][value="${CSS.escape(key)}"])`);
  form?.closest("details")?.setAttribute("open", "");
  return form?.elements.text;
}

/* The place may be gone: then it is said of the whole. */
function saying(place) {
  const links = [...review.querySelectorAll("a.say")];
  const link = links.find((each) => each.dataset.place === place) ?? links.find((each) => each.dataset.anchor === "on_all");
  link?.closest("details")?.setAttribute("open", "");
  return link && say(link);
}
