/* An editor over one text area of the form: alive when it is opened, and the text area stays what is posted.

   What the editor cannot hold whole stays a text area; what is not changed is posted as it came. */

import { Dropcursor, Editor, Extension, Gapcursor, getSchema, pm, UndoRedo } from "django-prose-editor/editor";
import { citation } from "desk/citation";
import { keeps, read, write } from "desk/dialect";
import { figure } from "desk/figure";
import { links } from "desk/links";
import { make, word } from "desk/page";
import { carrier, fromElsewhere, fromPlainText, pastedAddress, pasting, standing } from "desk/paste";
import { vocabulary } from "desk/schema";
import { toolbar } from "desk/toolbar";
import { triggers } from "desk/triggers";

/* There is always a line to type in behind a table or a picture; empty, it is not written. */
const Last = Extension.create({
  name: "last",
  addProseMirrorPlugins: () => [
    new pm.state.Plugin({
      appendTransaction: (_all, _old, state) => {
        const last = state.doc.lastChild;
        return last && last.type.name !== "p" ? state.tr.insert(state.doc.content.size, state.schema.nodes.p.create()) : null;
      },
    }),
  ],
});

const extensions = () => [...vocabulary({ cite: citation, figure }), UndoRedo, Dropcursor, Gapcursor, links, triggers, pasting, Last];
const schema = getSchema(extensions());
const alive = new Map();

/* Return the editor of a text area, if it is alive. */
export function editorOf(textarea) {
  return alive.get(textarea);
}

/* Every text area that holds a body, in the order of the page, without those of deleted rows. */
export function bodies() {
  return [...document.querySelectorAll("textarea[data-body]")].filter((each) => !each.closest(".is-deleted, template"));
}

/* Bring a text area to life; returns its editor, or null where it must stay as it is. */
export function enliven(textarea) {
  if (alive.has(textarea)) return alive.get(textarea);
  if (textarea.dataset.markup !== undefined) return null;
  const document = read(schema, textarea.value);
  if (!keeps(textarea.value, document)) {
    textarea.dataset.markup = "";
    textarea.before(make("p", { class: "desk-warning" }, word("not-kept")));
    return null;
  }
  return opened(textarea, document);
}

function opened(textarea, content) {
  const surface = make("div", { class: "editor-surface text" });
  const frame = make("div", { class: "editor", "data-for": textarea.id });
  textarea.before(frame);
  const first = { value: textarea.value, written: write(content) };
  const editor = new Editor({
    element: surface,
    extensions: extensions(),
    content: content.toJSON(),
    injectCSS: false,
    editorProps: {
      attributes: {
        id: `${textarea.id}-text`,
        role: "textbox",
        "aria-multiline": "true",
        ...named(textarea),
        "aria-describedby": [textarea.getAttribute("aria-describedby"), "desk-keys"].filter(Boolean).join(" "),
        ...(textarea.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}),
        lang: document.querySelector("[name=language]").value || "en",
        dir: "auto",
        spellcheck: "true",
      },
      transformPastedHTML: (html) => fromElsewhere(html, { editor, textarea, say: (said) => notice(frame, said) }),
      transformPasted: standing,
      clipboardTextParser: fromPlainText,
      clipboardSerializer: carrier(schema),
      handlePaste: (_view, event) => pastedAddress(editor, event, (said) => notice(frame, said)),
    },
    onUpdate: () => {
      const written = write(editor.state.doc);
      const value = written === first.written ? first.value : written;
      if (value === textarea.value) return;
      textarea.value = value;
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  frame.append(toolbar(editor, textarea), surface);
  textarea.hidden = true;
  alive.set(textarea, editor);
  const label_ = textarea.labels[0];
  label_?.addEventListener("click", (event) => { if (alive.has(textarea)) { event.preventDefault(); editor.commands.focus(); } });
  textarea.dispatchEvent(new CustomEvent("desk:alive", { bubbles: true, detail: { editor } }));
  return editor;
}

/* Say what is edited, as the text area does: "Text, History". */
function named(textarea) {
  const by = textarea.getAttribute("aria-labelledby");
  if (by) return { "aria-labelledby": by };
  const label = textarea.labels[0]?.textContent ?? "";
  const heading = textarea.closest(".section")?.querySelector("[name$=-heading]")?.value;
  return { "aria-label": heading ? `${label}, ${heading}` : label };
}

/* Show the markup instead, to be edited as it is. */
export function asMarkup(textarea) {
  const editor = alive.get(textarea);
  if (!editor) return;
  alive.delete(textarea);
  editor.destroy();
  document.querySelector(`.editor[data-for="${textarea.id}"]`).remove();
  textarea.dataset.markup = "";
  textarea.hidden = false;
  const back = make("button", { type: "button", class: "editor-back", click: () => {
    delete textarea.dataset.markup;
    back.remove();
    enliven(textarea)?.commands.focus();
  } }, word("as-text"));
  textarea.after(back);
  textarea.focus();
}

/* Put other text into a body, whether its editor is alive or not. */
export function rewrite(textarea, html) {
  const editor = alive.get(textarea);
  const document = editor && read(editor.schema, html);
  if (editor && keeps(html, document)) editor.commands.setContent(document.toJSON(), { emitUpdate: true });
  else {
    asMarkup(textarea);
    textarea.value = html;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/* Say something about what was pasted, with what can be done about it: [{ text, action, run }]. */
function notice(frame, said) {
  frame.querySelector(".editor-notice")?.remove();
  if (!said.length) return;
  const box = make("div", { class: "editor-notice", role: "status" }, ...said.flatMap(({ text, action, run }) => [
    make("span", {}, text),
    action ? make("button", { type: "button", click: () => { box.remove(); run(); } }, action) : null,
  ]));
  box.append(make("button", { type: "button", "aria-label": word("close"), click: () => { box.remove(); frame.querySelector("[contenteditable]").focus(); } }, "×"));
  frame.querySelector(".editor-surface").before(box);
}
