/* From change to change by keyboard: n and p, as long as nobody is typing. */

export function stepThroughChanges(comparison) {
  const changes = [...(comparison?.querySelectorAll(".change") ?? [])];
  if (!changes.length) return;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
    const step = { n: 1, p: -1 }[event.key];
    if (!step) return;
    const here = changes.indexOf(document.activeElement.closest(".change"));
    const next = here < 0 ? (step > 0 ? 0 : changes.length - 1) : here + step;
    changes[Math.max(0, Math.min(next, changes.length - 1))].focus();
  });
}
