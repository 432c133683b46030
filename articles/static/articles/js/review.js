/* The page of a review: a comment is written where it belongs without leaving the page, and changes are stepped through by
   keyboard. Without this file a comment is written on the page that its link leads to. */

import { stepThroughChanges } from "./compare.js";

const review = document.querySelector(".review");
const form = document.getElementById("saying");

stepThroughChanges(review);

review.addEventListener("click", (event) => {
  const link = event.target.closest("a.say");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  say(link);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "c" || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  const link = document.activeElement.closest(".change, .change-part")?.querySelector("a.say");
  if (!link) return;
  event.preventDefault();
  say(link);
});
window.addEventListener("beforeunload", (event) => {
  const typed = [...review.querySelectorAll("textarea")].some((each) => each.value !== each.defaultValue);
  if (typed && !sent) event.preventDefault();
});
let sent = false;
review.addEventListener("submit", () => { sent = true; });

function say(link) {
  const made = form.content.firstElementChild.cloneNode(true);
  made.querySelector("[name=place]").value = link.dataset.place;
  made.querySelector("[name=back]").value = `#${link.dataset.anchor}`;
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || made.querySelector("textarea").value) return;
    made.replaceWith(link);
    link.focus();
  });
  link.replaceWith(made);
  made.querySelector("textarea").focus();
}
