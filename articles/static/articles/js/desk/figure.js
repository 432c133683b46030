/* Pictures in the text: one of this article's, one that is stored in the wiki, or a new one. */

import { back, chooser, open } from "desk/dialog";
import { adds, ask, make, urls, word } from "desk/page";
import { add, field, freeKey, rows } from "desk/rows";

const drawn = new Set();

function rowOf(key) {
  return rows("images").find((row) => field(row, "key").value === key);
}

function said(row, name) {
  return field(row, name)?.value.trim() ?? "";
}

/* The view of `<figure data-image>`: the picture with its caption, and a word where its description is missing. */
export function figure() {
  return ({ node }) => {
    const dom = make("figure", { class: "figure", contenteditable: "false" });
    let shown = node;
    const view = { draw };
    drawn.add(view);
    draw();
    return {
      dom,
      update(next) {
        if (next.type !== shown.type) return false;
        shown = next;
        draw();
        return true;
      },
      selectNode() { dom.classList.add("is-selected"); },
      deselectNode() { dom.classList.remove("is-selected"); },
      stopEvent: (event) => event.target.closest("button") !== null,
      ignoreMutation: () => true,
      destroy() { drawn.delete(view); },
    };

    function draw() {
      const row = rowOf(shown.attrs["data-image"]);
      const source = row?.dataset.picture ?? row?.querySelector(".desk-picture")?.src;
      dom.dataset.image = shown.attrs["data-image"];
      dom.replaceChildren(
        source ? make("img", { src: source, alt: said(row, "alternative_text") }) : make("p", { class: "figure-none" }, word(row ? "figure-none" : "figure-unknown")),
        make("figcaption", {}, row ? said(row, "caption") : shown.attrs["data-image"]),
        row && !said(row, "alternative_text") ? make("p", { class: "figure-note" }, word("no-alternative")) : "",
        row && adds ? make("button", { type: "button", class: "quiet", click: () => reveal(row) }, word("figure-edit")) : "",
      );
    }
  };
}

/* Draw every picture anew: its row has other words or another file. */
export function redraw() {
  for (const view of drawn) view.draw();
}

/* Go to the words of a picture of this article. */
export function edit(key) {
  const row = rowOf(key);
  if (row && adds) reveal(row);
}

function reveal(row) {
  row.querySelector("details").open = true;
  row.scrollIntoView({ block: "center" });
  field(row, "alternative_text").focus();
}

/* Ask which picture, and put it behind the paragraph at the cursor. */
export function put(editor) {
  const file = make("input", { type: "file", id: "figure-file", accept: "image/jpeg,image/png,image/webp", change: upload });
  const status = make("p", { class: "chooser-status", role: "status" });
  const found = chooser({ label: word("figure-search"), before: here, find: adds ? stored : null, onChoose: take });
  const { dialog, close } = open({
    title: word("figure"),
    body: [...(adds ? [make("p", { class: "dialog-field" }, make("label", { for: "figure-file" }, word("figure-upload")), file), status] : []), ...found.body],
    accept: word("insert"),
    onAccept: () => { take(found.chosen()); return false; },
    onClose: () => back(editor),
    wide: true,
  });
  dialog.classList.add("picturing");
  found.refresh();
  found.field.focus();

  async function upload() {
    if (!file.files.length) return;
    status.textContent = word("uploading");
    const posted = new FormData();
    posted.append("upload", file.files[0]);
    try {
      const made = await ask(urls.upload, posted);
      status.textContent = "";
      describe(made, {});
    } catch (error) {
      status.textContent = error.message;
    }
  }

  function take(value) {
    if (!value) return;
    if (value.row) finish(value.row);
    else describe(value.file, value.file.said);
  }

  /* Ask for the words that belong to a picture before it stands in the article. */
  function describe(made, known) {
    close();
    const inputs = {};
    const asked = (name, value = known[name] ?? "") => {
      inputs[name] = make("input", { type: "text", id: `figure-${name}`, value, maxlength: 300 });
      return make("p", { class: "dialog-field" }, make("label", { for: `figure-${name}` }, word(name)), inputs[name]);
    };
    open({
      title: word("figure-words"),
      body: [make("img", { src: made.url, alt: "", class: "figure-shown" }), ...["alternative_text", "caption", "credit", "licence", "source_url"].map((name) => asked(name))],
      accept: word("insert"),
      onAccept: () => {
        const values = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()]));
        const row = add("images", { ...values, file: made.file, key: freeKey("images", values.caption || values.alternative_text, "image") });
        row.dataset.picture = made.url;
        finish(row);
      },
      onClose: () => back(editor),
      wide: true,
    });
    inputs.alternative_text.focus();
  }

  function finish(row) {
    if (!field(row, "key").value) field(row, "key").value = freeKey("images", said(row, "caption"), "image");
    close();
    const { $from } = editor.state.selection;
    const at = $from.depth ? $from.after(1) : $from.pos;
    editor.chain().focus().insertContentAt(at, { type: "figure", attrs: { "data-image": field(row, "key").value } }).run();
  }
}

function option(url, caption, value) {
  return { node: make("span", { class: "chooser-picture" }, url ? make("img", { src: url, alt: "" }) : "", make("span", {}, caption)), value };
}

function here(typed) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const options = rows("images")
    .filter((row) => said(row, "file") && words.every((each) => `${said(row, "caption")} ${said(row, "alternative_text")}`.toLowerCase().includes(each)))
    .map((row) => option(row.dataset.picture ?? row.querySelector(".desk-picture")?.src, said(row, "caption") || said(row, "alternative_text") || said(row, "key"), { row }));
  return [{ name: word("this-article"), options }];
}

async function stored(typed, signal) {
  const { images } = await ask(`${urls.images}?${new URLSearchParams({ q: typed })}`, null, { signal });
  return [{ name: word("stored"), options: images.map((file) => option(file.url, file.caption || file.file, { file })) }];
}
