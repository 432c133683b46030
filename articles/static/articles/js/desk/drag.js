/* Items of a list are dragged to another place: by mouse, pen and touch, for which a browser's own dragging is not made. */

// How far a press may stray and still be a click, how near to an edge of the window the page scrolls along, and how far
// beside the list, or past its ends, it is still meant.
const SLACK = 5;
const EDGE = 48;
const ASTRAY = 48;

/* Let an item of a list be dragged by its handle to before or behind another; `drop(item, other, where)` moves it.
   Only a handle that does not pan (touch-action: none) can be dragged by touch. */
export function draggable(item, handle, drop) {
  handle.addEventListener("dragstart", (event) => event.preventDefault());
  handle.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.isPrimary) follow(event, item, handle, drop);
  });
}

function follow(start, item, handle, drop) {
  const items = [...item.parentElement.children];
  const end = new AbortController();
  const { signal } = end;
  let at = start;
  let place = null;
  handle.setPointerCapture(start.pointerId);
  handle.addEventListener("pointermove", move, { signal });
  handle.addEventListener("pointerup", finish, { signal });
  handle.addEventListener("pointercancel", stop, { signal });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") stop(); }, { signal });

  function move(event) {
    at = event;
    if (!item.classList.contains("dragged")) {
      if (Math.hypot(at.clientX - start.clientX, at.clientY - start.clientY) < SLACK) return;
      item.classList.add("dragged");
      scroll();
    }
    mark();
  }

  /* Show where the item would come to stand. */
  function mark() {
    const other = meant();
    const box = other?.getBoundingClientRect();
    place = other ? { other, where: at.clientY > box.top + box.height / 2 ? "after" : "before" } : null;
    for (const each of items) for (const where of ["before", "after"]) each.classList.toggle(`drop-${where}`, each === other && place.where === where);
  }

  /* The item at the height of the pointer, or the nearest one; none on the item itself, where it stays. */
  function meant() {
    const { clientX: x, clientY: y } = at;
    const list = item.parentElement.getBoundingClientRect();
    const off = (each) => { const { top, bottom } = each.getBoundingClientRect(); return Math.max(top - y, y - bottom, 0); };
    if (x < list.left - ASTRAY || x > list.right + ASTRAY || y < list.top - ASTRAY || y > list.bottom + ASTRAY || off(item) === 0) return undefined;
    return items.filter((each) => each !== item).reduce((best, each) => (best && off(best) <= off(each) ? best : each), undefined);
  }

  function scroll() {
    if (signal.aborted) return;
    const by = Math.min(0, at.clientY - EDGE) + Math.max(0, at.clientY - window.innerHeight + EDGE);
    if (by) {
      window.scrollBy({ top: by / 4, behavior: "instant" });
      mark();
    }
    requestAnimationFrame(scroll);
  }

  function finish() {
    const found = item.classList.contains("dragged");
    stop();
    if (!found) return;
    // The press that dragged is no click.
    const still = (event) => { event.preventDefault(); event.stopImmediatePropagation(); };
    handle.addEventListener("click", still, { capture: true, once: true });
    setTimeout(() => handle.removeEventListener("click", still, { capture: true }), 0);
    if (place) drop(item, place.other, place.where);
  }

  function stop() {
    end.abort();
    for (const each of items) each.classList.remove("dragged", "drop-before", "drop-after");
  }
}
