/* Rows of the desk's form: add, name, move by drag, by button and by arrow key; and a question before typed words are
   left behind. Without this file rows are ordered by number, and the form is otherwise the same. */

const form = document.querySelector(".desk");
for (const rows of document.querySelectorAll(".desk-rows")) tend(rows);
form.classList.add("desk-ready");
document.querySelector(".errors :is(input, textarea, select)")?.focus();
guard();

function tend(rows) {
  const list = rows.querySelector(".desk-list");
  const total = rows.querySelector("[name$='-TOTAL_FORMS']");
  const add = rows.querySelector("[data-add]");
  const said = rows.querySelector("[data-said]");
  for (const row of list.children) equip(row);
  add.hidden = false;
  add.addEventListener("click", () => {
    const row = rows.querySelector("template").content.cloneNode(true).querySelector(".desk-row");
    const number = total.value;
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const attribute of element.attributes) attribute.value = attribute.value.replaceAll("__prefix__", number);
    }
    total.value = Number(number) + 1;
    list.append(row);
    equip(row);
    renumber();
    row.querySelector(".desk-field :is(input, textarea)").focus();
  });

  function equip(row) {
    const handle = row.querySelector("[data-handle]");
    for (const tool of row.querySelectorAll("[data-handle], [data-move]")) tool.hidden = false;
    for (const button of row.querySelectorAll("[data-move]")) {
      button.addEventListener("click", () => { move(row, Number(button.dataset.move)); button.focus(); });
    }
    handle.addEventListener("keydown", (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      move(row, step);
      handle.focus();
    });
    handle.addEventListener("dragstart", (event) => {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", row.id);
      event.dataTransfer.setDragImage(row, 16, 16);
      row.classList.add("dragged");
    });
    handle.addEventListener("dragend", clear);
    row.addEventListener("dragover", (event) => {
      if (!list.querySelector(".dragged")) return;
      event.preventDefault();
      mark(row, event);
    });
    row.addEventListener("drop", (event) => {
      const dragged = list.querySelector(".dragged");
      if (!dragged) return;
      event.preventDefault();
      if (dragged !== row) row[isAfter(row, event) ? "after" : "before"](dragged);
      clear();
      renumber();
    });
    const gone = row.querySelector("[name$='-DELETE']");
    const show = () => row.classList.toggle("is-deleted", gone.checked);
    gone.addEventListener("change", show);
    show();
    name(row);
  }

  function move(row, step) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    other[step < 0 ? "before" : "after"](row);
    renumber();
    const place = [...list.children].indexOf(row) + 1;
    said.textContent = said.dataset.said.replace("{place}", place).replace("{places}", list.children.length);
  }

  function renumber() {
    [...list.children].forEach((row, index) => { row.querySelector("[name$='-ORDER']").value = index + 1; });
    form.dispatchEvent(new Event("input"));
  }

  function isAfter(row, event) {
    const box = row.getBoundingClientRect();
    return event.clientY > box.top + box.height / 2;
  }

  function mark(row, event) {
    for (const each of list.children) each.classList.remove("drop-before", "drop-after");
    row.classList.add(isAfter(row, event) ? "drop-after" : "drop-before");
  }

  function clear() {
    for (const each of list.children) each.classList.remove("dragged", "drop-before", "drop-after");
  }
}

/* A folded row is called what its fields say. */
function name(row) {
  const shown = row.querySelector("[data-from]");
  if (!shown) return;
  const fields = shown.dataset.from.split(" ").map((each) => row.querySelector(`[name$='-${each}']`));
  row.addEventListener("input", (event) => {
    if (fields.includes(event.target)) {
      shown.textContent = fields.map((field) => field.value.trim()).find(Boolean) ?? shown.dataset.empty;
    }
  });
}

function guard() {
  let typed = document.querySelector(".errornote, .desk-clashes") !== null;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
}
