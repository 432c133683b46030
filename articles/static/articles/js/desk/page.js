/* What the page says to its modules: addresses, words, the table of the closed subset; and how the server is asked. */

const said = JSON.parse(document.getElementById("desk-data").textContent);
// A form that is not answered by then, or was stopped, may be sent again.
const ANSWERED = 5_000;

/* `adds` tells whether the page has rows that can be added: it is the form, and not a page that only knows what the article has. */
export const { adds, article, dialect, asked, urls, limits, person, session } = said;

/* Return an interface's word, with what its braces name. */
export function word(name, values = {}) {
  return said.words[name].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
}

/* Return the word for a count: "1 word", "20 words". */
export function count(name, number) {
  return word(number === 1 ? `${name}-one` : `${name}-many`, { n: number.toLocaleString(document.documentElement.lang) });
}

/* The address of a stored picture. */
export function picture(file) {
  return `${said.pictures}${file}`;
}

/* The stored picture that a figure of a page shows, by its name; "" for any other. */
export function pictured(figure) {
  const src = figure.querySelector("img")?.getAttribute("src") ?? "";
  const url = URL.canParse(src, location.href) ? new URL(src, location.href) : null;
  return url?.origin === location.origin && url.pathname.startsWith(said.pictures) ? url.pathname.slice(said.pictures.length) : "";
}

/* Send a form once: a second press while the first is under way would meet its own save as if it were another person's. */
export function once(form) {
  let sent = -Infinity;
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget === "_blank") return;
    if (event.timeStamp - sent > ANSWERED) sent = event.timeStamp;
    else {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  });
  window.addEventListener("pageshow", () => { sent = -Infinity; });
}

/* A token that no other page has. */
export function freshId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* The secret that every POST carries. Logging in, in another tab too, changes it: the cookie has the one that counts. */
export function secret() {
  const cookie = document.cookie.split("; ").find((each) => each.startsWith(`${session.csrf}=`));
  return cookie ? cookie.slice(session.csrf.length + 1) : document.querySelector("[name=csrfmiddlewaretoken]").value;
}

/* Ask the server; what is posted goes as JSON, or as a form. Throws, in words, where there is no answer. */
export async function ask(url, posted, { signal } = {}) {
  const { ok, answer } = await answered(url, posted, signal).catch((error) => {
    throw error.name === "AbortError" ? error : new Error(word("no-answer"));
  });
  if (!ok) throw new Error(answer.error ?? word("no-answer"));
  return answer;
}

async function answered(url, posted, signal) {
  const form = posted instanceof FormData;
  const headers = { "X-Requested-With": "fetch" };
  if (posted) headers["X-CSRFToken"] = secret();
  if (posted && !form) headers["Content-Type"] = "application/json";
  const response = await fetch(url, {
    method: posted ? "POST" : "GET",
    headers,
    body: posted && !form ? JSON.stringify(posted) : posted,
    signal,
    redirect: "error",
  });
  return { ok: response.ok, answer: await response.json() };
}

/* Make an element: make("p", { class: "x" }, "text", child). Values are set as attributes, functions as listeners. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/* Call once after the last of many calls. */
export function settled(call, wait) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...values), wait);
  };
}

/* Tell something to those who hear the page rather than see it, and show it for a while. */
export function tell(text) {
  const place = document.getElementById("desk-said");
  place.textContent = text;
}
