/* Words in another language: which, and in which direction they run. */

import { back, open } from "desk/dialog";
import { make, word } from "desk/page";

/* Ask in which language the chosen words are. */
export function language(editor) {
  const standing = editor.isActive("span");
  if (standing) editor.commands.extendMarkRange("span");
  const { from, to, empty } = editor.state.selection;
  if (empty) return editor.commands.focus();
  const { lang, dir } = editor.getAttributes("span");
  const code = make("input", { type: "text", id: "span-lang", value: lang ?? "", maxlength: 35, autocapitalize: "none", spellcheck: "false", placeholder: "my, ar, zh-Hans" });
  const way = make("select", { id: "span-dir" }, ...["", "ltr", "rtl"].map((value) => make("option", { value, selected: (dir ?? "") === value }, word(`dir-${value || "auto"}`))));
  const said = () => code.value.trim();
  return open({
    title: word("span"),
    body: [
      make("p", { class: "dialog-field" }, make("label", { for: "span-lang" }, word("language-code")), code),
      make("p", { class: "dialog-field" }, make("label", { for: "span-dir" }, word("dir")), way),
    ],
    accept: word("done"),
    onAccept: () => {
      if (said() && !/^[a-z]{2,8}(-[a-z0-9]{1,8}){0,5}$/i.test(said())) {
        code.setAttribute("aria-invalid", "true");
        code.focus();
        return false;
      }
      const chain = editor.chain().setTextSelection({ from, to });
      if (said() || way.value) chain.setMark("span", { lang: said() || null, dir: way.value || null }).run();
      else chain.unsetMark("span").run();
      return true;
    },
    onClose: () => back(editor),
  });
}
