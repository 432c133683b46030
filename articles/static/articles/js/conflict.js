/* The page of a conflict: what is written anew is chosen by writing it, the bar counts what is still to choose, and what was
   typed is not left behind without a question. Without this file the page is otherwise the same. */

const form = document.querySelector(".conflict");
const left = document.querySelector(".conflict-left");
let typed = true;

form.addEventListener("input", (event) => {
  const anew = event.target.closest(".anew");
  if (anew && event.target.type !== "radio") anew.querySelector("[type='radio']").checked = true;
  count();
});
form.addEventListener("submit", () => { typed = false; });
window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
count();

function count() {
  const rest = form.querySelector("[name='rest']:checked")?.value;
  const open = [...form.querySelectorAll(".question:not(.rest)")].filter((each) => !each.querySelector(":checked"));
  const number = rest ? 0 : open.length;
  const said = number ? left.dataset.left.replace("{left}", number) : left.dataset.done;
  if (left.textContent !== said) left.textContent = said;
}
