/* Logging out at the desk takes with it what this person typed and did not save: others may use this computer. A session
   that ends by itself takes nothing. */

import { forgetAllOf } from "./desk/shelf.js";

const WAIT = 2_000;
const form = document.getElementById("logout-form");
const { person } = document.querySelector("script[data-person]").dataset;

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  document.dispatchEvent(new Event("desk:leave"));
  const late = new Promise((resolve) => { setTimeout(resolve, WAIT); });
  await Promise.race([forgetAllOf(person).catch(() => {}), late]);
  form.submit();
});
