/* The page of a conflict: what is written anew has the editor of the form and is chosen by writing it, the bar counts what is
   still to choose, and what was typed is not left behind without a question. Without this file the page is otherwise the
   same: text areas that hold markup.

   The editor's modules read the sources, pictures and sections that the article has from the page, and add none. */

import { enliven } from "desk/editor";
import { once } from "desk/page";

const form = document.querySelector(".conflict");
const left = document.querySelector(".conflict-left");
let typed = true;

form.addEventListener("input", (event) => {
  const anew = event.target.closest(".anew");
  if (anew && event.target.type !== "radio") anew.querySelector("[type='radio']").checked = true;
  count();
});
once(form);
form.addEventListener("submit", () => { typed = false; });
window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
count();

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    enliven(target);
  }
}, { rootMargin: "600px" });
for (const textarea of form.querySelectorAll("textarea[data-body]")) near.observe(textarea);

function count() {
  const rest = form.querySelector("[name='rest']:checked")?.value;
  const open = [...form.querySelectorAll(".question:not(.rest)")].filter((each) => !each.querySelector(":checked"));
  const number = rest ? 0 : open.length;
  const said = number ? left.dataset.left.replace("{left}", number) : left.dataset.done;
  if (left.textContent !== said) left.textContent = said;
}
