/* The button that follows an article, or no longer: pressed in place, so that nobody loses where they read or what they
   typed. Without this file, and where the answer is not as it should be, the form is sent as any other. */

const said = document.createElement("p");
said.setAttribute("role", "status");
said.className = "follow-said";

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(".follow") || form.dataset.plain !== undefined) return;
  event.preventDefault();
  const button = event.submitter;
  try {
    const body = new FormData(form, button);
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    const { follows, button: name, told } = await answer.json();
    button.value = follows ? "0" : "1";
    button.textContent = name;
    if (!said.isConnected) document.body.append(said);
    said.textContent = told;
  } catch {
    form.dataset.plain = "";
    form.requestSubmit(button);
  }
});
