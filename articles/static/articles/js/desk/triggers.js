/* What the keyboard leads to: "[[" and Ctrl+K to a link, "[@" and Ctrl+Shift+K to a citation, Alt+F10 to the buttons,
   Alt+Enter into what is chosen; and Escape, then Tab, out of the text, also where Tab means something. */

import { Extension, InputRule, pm } from "django-prose-editor/editor";
import { cite, edit } from "desk/citing";
import { edit as editFigure } from "desk/figure";
import { link } from "desk/linking";

/* What is typed stays until something is chosen instead of it: to cancel leaves it as it was typed. */
function typed(find, run, editor) {
  return new InputRule({
    find,
    handler: () => {
      setTimeout(() => {
        const { from } = editor().state.selection;
        run(editor(), { instead: { from: from - 2, to: from } });
      }, 0);
    },
  });
}

export const triggers = Extension.create({
  name: "triggers",
  addInputRules() {
    const editor = () => this.editor;
    return [typed(/\[\[$/, link, editor), typed(/\[@$/, cite, editor)];
  },
  addKeyboardShortcuts() {
    const opening = (run) => () => { run(this.editor); return true; };
    return {
      "Mod-k": opening(link),
      "Mod-Shift-k": opening(cite),
      "Alt-F10": opening(({ view }) => view.dom.closest(".editor").querySelector(".editor-bar [tabindex='0']").focus()),
      "Alt-Enter": () => enter(this.editor),
      Enter: () => this.editor.state.selection.node?.type.name === "cite" && enter(this.editor),
    };
  },
  addProseMirrorPlugins: () => [new pm.state.Plugin({ props: { handleDOMEvents: { keydown: free } } })],
});

/* Open what is chosen, or the link at the cursor; returns whether there was something to open. */
function enter(editor) {
  const { node, from } = editor.state.selection;
  if (node?.type.name === "cite") edit(editor, from);
  else if (node?.type.name === "figure") editFigure(node.attrs["data-image"]);
  else if (editor.isActive("a")) link(editor);
  else return false;
  return true;
}

/* After Escape the browser's Tab goes on, past the editor's own uses of it. */
function free(view, event) {
  const leaves = event.key === "Tab" && view.dom.dataset.escaped !== undefined;
  if (event.key === "Escape") view.dom.dataset.escaped = "";
  else if (event.key !== "Shift") delete view.dom.dataset.escaped;
  return leaves;
}
