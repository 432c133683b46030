/* A slider over the revisions that readers have seen, read from the article's TimeMap (RFC 7089), so that the page itself
   names no revision after its own. A pointer that lets go of it leads there; by keyboard it is moved freely, and Enter or
   the link beside it leads there. */

const MEMENTO = /<([^>]*\/revisions\/((\d+)(?:\/again\/\d+)?)\/)>;\s*rel="[^"]*\bmemento\b[^"]*";\s*datetime="([^"]+)"/g;

export async function slideThroughTime(form) {
  if (!form) return;
  const answer = await fetch(form.dataset.timemap).catch(() => null);
  if (!answer?.ok) return;
  const mementos = [...(await answer.text()).matchAll(MEMENTO)].map(([, url, place, number, at]) => ({ url, place, number, at: new Date(at) }));
  if (mementos.length < 2) return;
  const here = mementos.findIndex((memento) => memento.place === form.dataset.place);
  const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: mementos.length - 1, value: Math.max(0, here) });
  slider.setAttribute("aria-label", form.dataset.label);
  const told = document.createElement("a");
  // As the page writes its dates: in its language, British in English, and in the wiki's time zone.
  const { lang } = document.documentElement;
  const day = new Intl.DateTimeFormat(/^en\b/.test(lang) ? "en-GB" : lang, { dateStyle: "long", timeZone: form.dataset.zone });
  const tell = () => {
    const { url, number, at } = mementos[slider.value];
    told.href = new URL(url).pathname;
    told.textContent = `${number} · ${day.format(at)}`;
    slider.setAttribute("aria-valuetext", told.textContent);
  };
  let dragged = false;
  slider.addEventListener("input", tell);
  slider.addEventListener("pointerdown", () => { dragged = true; });
  slider.addEventListener("keydown", (event) => {
    dragged = false;
    if (event.key !== "Enter") return;
    event.preventDefault();
    told.click();
  });
  slider.addEventListener("change", () => { if (dragged) told.click(); });
  tell();
  const line = document.createElement("p");
  line.append(slider, told);
  form.append(line);
}
