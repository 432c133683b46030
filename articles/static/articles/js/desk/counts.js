/* Words, reading time and citations, for each section and for the whole. */

import { bodies } from "desk/editor";
import { count, dialect, settled, word } from "desk/page";

const WORDS_A_MINUTE = 220;
const INLINE = new RegExp(`</?(${[...dialect.marks, "cite"].join("|")})\\b[^>]*>`, "g");
const kept = new WeakMap();

/* What cuts a text of this article into words, or into sentences. */
export function segmenter(granularity = "word") {
  try {
    return new Intl.Segmenter(document.querySelector("[name=language]").value || "en", { granularity });
  } catch {
    return new Intl.Segmenter("en", { granularity });
  }
}

/* Words and citations of a body. */
function counted(textarea) {
  const known = kept.get(textarea);
  if (known?.value === textarea.value) return known;
  const text = textarea.value.replace(INLINE, "").replace(/<[^>]*>/g, " ").replace(/&\w+;/g, "&");
  let words = 0;
  for (const { isWordLike } of segmenter().segment(text)) words += isWordLike ? 1 : 0;
  const found = { value: textarea.value, words, cites: textarea.value.match(/<cite data-ref=/g)?.length ?? 0 };
  kept.set(textarea, found);
  return found;
}

export const countAll = settled(() => {
  let words = 0;
  for (const textarea of bodies()) {
    const found = counted(textarea);
    words += found.words;
    const told = textarea.closest(".desk-row")?.querySelector(".desk-counts");
    if (told) told.textContent = [count("words", found.words), count("citations", found.cites)].join(" · ");
  }
  const whole = document.getElementById("desk-whole");
  if (whole) whole.textContent = [count("words", words), word("minutes", { n: Math.max(1, Math.round(words / WORDS_A_MINUTE)) })].join(" · ");
}, 400);
