/* What this reader last read, kept in this browser and nowhere else: article -> revision. A link to what changed since is
   shown where there is something. */

const KEY = "chancery:read";

export function rememberReading(article) {
  const read = recall();
  for (const place of document.querySelectorAll(".since-read")) offer(place, read[place.dataset.article]);
  const { article: key, revision } = article?.dataset ?? {};
  if (!key || !revision) return;
  read[key] = Number(revision);
  try { localStorage.setItem(KEY, JSON.stringify(read)); } catch { /* private windows keep nothing */ }
}

function recall() {
  try { return JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { return {}; }
}

function offer(place, last) {
  const newest = Number(place.dataset.newest);
  if (!last || last >= newest) return;
  place.querySelector("a").href = place.dataset.compare.replace("1...2", `${last}...${newest}`);
  place.hidden = false;
}
