/* What was copied from pages of other articles: the sources that it cites and the pictures that it shows are asked for
   before it is put in. Where there is no answer it is put in without them, and that is said. */

import { pageOf } from "desk/carried";
import { adds, article, ask, pictured, urls } from "desk/page";
import { parsed } from "desk/programs";
import { field, rows } from "desk/rows";

const PATIENCE = 5_000;

/* Take over a paste whose sources or pictures must be asked for; returns whether it does. */
export function fetched(view, event) {
  const html = event.clipboardData?.getData("text/html");
  if (!html || !adds || view.state.selection.$from.parent.type.spec.code) return false;
  const body = parsed(html);
  // What was copied in a form carries its sources itself.
  if (body.querySelector("[data-pm-slice]")) return false;
  const [cited, shown] = [marks(body), figures(body)];
  if (!cited.length && !shown.length) return false;
  event.preventDefault();
  bring(cited, shown).then(() => body.innerHTML, () => html).then((text) => { if (!view.isDestroyed) view.pasteHTML(text); });
  return true;
}

/* The marks of citations on other articles' pages whose sources were not copied with them. */
function marks(body) {
  const copied = new Set([...body.querySelectorAll("[id^='ref_']")].map(({ id }) => id));
  const found = [...body.querySelectorAll("sup.cite")].map((mark) => {
    const href = mark.querySelector("a.cite-link")?.getAttribute("href") ?? "";
    return { element: mark, of: pageOf(href), key: href.split("#ref_")[1] };
  });
  return found.filter(({ of, key }) => of !== null && of !== article.slug && key && !copied.has(`ref_${key}`));
}

/* The pictures of this wiki that were copied and that this article does not have. */
function figures(body) {
  const found = [...body.querySelectorAll("figure")].map((figure) => ({ element: figure, of: pictured(figure), key: figure.id.replace(/^image_/, "") }));
  return found.filter(({ of }) => of && !rows("images").some((row) => field(row, "file").value === of));
}

/* Let each carry what its article says of it. What is from another article says so by an empty name of its article. */
async function bring(cited, shown) {
  const [references, images] = [pairs(cited), pairs(shown)];
  const answer = await ask(urls.elsewhere, { references, images }, { signal: AbortSignal.timeout(PATIENCE) });
  carry(cited, references, answer.references);
  carry(shown, images, answer.images);
}

function pairs(found) {
  return [...new Map(found.map(({ of, key }) => [`${of} ${key}`, [of, key]])).values()];
}

function carry(found, asked, answered) {
  for (const { element, of, key } of found) {
    const held = answered[asked.findIndex(([one, other]) => one === of && other === key)];
    if (!held) continue;
    element.dataset.from = "";
    element.dataset.held = JSON.stringify(held);
  }
}
