/* The desk's form, brought to life part by part. Without it the form is posted as it stands: text areas, rows by number. */

import { countAll } from "desk/counts";
import { enliven } from "desk/editor";
import { redraw } from "desk/figure";
import { renumber } from "desk/citation";
import * as findings from "desk/findings";
import * as kept from "desk/kept";
import * as mentions from "desk/mentions";
import * as outline from "desk/outline";
import { once } from "desk/page";
import * as presence from "desk/presence";
import * as preview from "desk/preview";
import * as rows from "desk/rows";
import * as sections from "desk/sections";
import * as sources from "desk/sources";

const form = document.querySelector(".desk");

sources.start();
rows.start();
sections.start();
outline.start();
findings.start();
mentions.start();
enliven(document.getElementById("id_lead"));
renumber();
countAll();
preview.start();

form.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-body]")) countAll();
  if (event.target.closest?.("#part-images")) redraw();
  renumber();
});
for (const name of ["desk:rows", "desk:alive", "desk:sources"]) document.addEventListener(name, () => { renumber(); countAll(); });

toFirstMistake();
once(form);
kept.start();
presence.start();
guard();
form.addEventListener("keydown", stay);

/* Enter in a field of one line saves nothing, but in the summary, which comes last. */
function stay(event) {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("input:not([type=submit], [type=checkbox], [type=file])")) return;
  event.preventDefault();
  if (event.target.name === "summary") form.requestSubmit(form.querySelector("[name=_save]"));
}

/* Go to the first field that is wrong. */
function toFirstMistake() {
  const wrong = document.querySelector(".errors :is(input, textarea, select)");
  if (wrong?.matches("[data-body]")) enliven(wrong)?.commands.focus();
  else wrong?.focus();
}

/* Ask before typed words are left behind. */
function guard() {
  let typed = document.querySelector(".errornote, .desk-unsaved") !== null;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
}
