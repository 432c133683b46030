/* Dialogs of the desk: they stand outside of the form, keep the focus, and give it back. */

import { make, settled, word } from "desk/page";

let opened = 0;

/* Open a dialog with a title, a body, perhaps a button that accepts. Returns { dialog, close }. */
export function open({ title, body, accept, onAccept, onClose, wide = false }) {
  opened += 1;
  const heading = make("h2", { id: `dialog-title-${opened}` }, title);
  const cancel = make("button", { type: "button", class: "quiet", click: () => shut() }, word(accept ? "cancel" : "close"));
  const buttons = make("p", { class: "dialog-buttons" }, accept ? make("button", { class: "main" }, accept) : null, cancel);
  const form = make("form", { method: "dialog", novalidate: true }, heading, ...body, buttons);
  const dialog = make("dialog", { class: wide ? "desk-dialog wide" : "desk-dialog", "aria-labelledby": heading.id }, form);
  let accepted = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (onAccept?.() === false) return;
    accepted = true;
    shut();
  });
  dialog.addEventListener("close", closed);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) shut(); });
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, close: shut };

  // Not left to the event, which comes later than the next key.
  function shut() {
    dialog.close();
    closed();
  }

  function closed() {
    if (!dialog.isConnected) return;
    dialog.remove();
    onClose?.(accepted);
  }
}

/* Give the focus back to a text at once: what is typed next belongs there. */
export function back(editor) {
  editor.view.focus();
  editor.commands.scrollIntoView();
}

/* A list to choose from as one types. `find(text, signal)` returns groups: [{ name, options: [{ node, value }] }];
   `before` is asked at once and shown while the rest is awaited. Returns { field, body, chosen, refresh }. */
export function chooser({ label, text = "", before = () => [], find, onChoose }) {
  const list = make("div", { role: "listbox", id: "chooser-list", class: "chooser-list", "aria-label": label });
  const field = make("input", { type: "search", id: "chooser-field", role: "combobox", autocomplete: "off", spellcheck: "false", autocapitalize: "none", "aria-expanded": "false", "aria-controls": "chooser-list", "aria-autocomplete": "list", maxlength: 2000 });
  const status = make("p", { class: "chooser-status", role: "status" });
  const body = [make("p", { class: "dialog-field" }, make("label", { for: "chooser-field" }, label), field), list, status];
  let options = [];
  let place = 0;
  let asked = null;
  field.value = text;

  const later = settled(async () => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const groups = await find(field.value.trim(), signal);
      // What was chosen meanwhile stays chosen: it stands before what came.
      if (signal.aborted) return;
      draw([...before(field.value.trim()), ...groups], place);
      tellNothing();
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = word("no-answer");
    }
  }, 180);

  function refresh() {
    draw(before(field.value.trim()));
    if (find) later();
    else tellNothing();
  }

  /* That nothing is found is said of what was looked for, once all was asked. */
  function tellNothing() {
    if (!options.length && field.value.trim()) status.textContent = word("nothing-found");
  }

  function draw(groups, chosen = 0) {
    options = [];
    list.replaceChildren(...groups.filter((group) => group.options.length).map((group) => {
      const items = group.options.map(({ node, value }) => {
        const number = options.length;
        const item = make("div", { role: "option", id: `choice-${number}`, class: "chooser-option", click: () => choose(number), mousemove: () => mark(number) }, node);
        options.push({ item, value });
        return item;
      });
      return make("div", { role: "group", "aria-label": group.name }, make("div", { class: "chooser-group", role: "presentation" }, group.name), ...items);
    }));
    status.textContent = "";
    field.setAttribute("aria-expanded", String(options.length > 0));
    list.hidden = !options.length;
    mark(Math.min(chosen, Math.max(0, options.length - 1)));
  }

  function mark(number) {
    place = options.length ? (number + options.length) % options.length : 0;
    options.forEach(({ item }, each) => item.setAttribute("aria-selected", String(each === place)));
    if (options.length) field.setAttribute("aria-activedescendant", `choice-${place}`);
    else field.removeAttribute("aria-activedescendant");
    options[place]?.item.scrollIntoView({ block: "nearest" });
  }

  function choose(number) {
    if (options[number]) onChoose(options[number].value);
  }

  field.addEventListener("input", refresh);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(place + 1);
    else if (event.key === "ArrowUp") mark(place - 1);
    else if (event.key === "Enter" && !event.isComposing) choose(place);
    else return;
    event.preventDefault();
  });
  return { field, body, refresh, tell: (text) => { if (text) status.textContent = text; }, chosen: () => options[place]?.value };
}
