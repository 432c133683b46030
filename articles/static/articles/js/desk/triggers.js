/* What opens a dialog from the keyboard: "[[" and Ctrl+K for a link, "[@" and Ctrl+Shift+K for a citation. */

import { Extension, InputRule } from "django-prose-editor/editor";
import { cite } from "desk/citing";
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
    return { "Mod-k": opening(link), "Mod-Shift-k": opening(cite) };
  },
});
