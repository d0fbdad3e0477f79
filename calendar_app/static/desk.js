// The review page: choosing an item lights its words and the other way round; keys do what the buttons do.
(() => {
  const items = [...document.querySelectorAll(".item")];
  const pieces = [...document.querySelectorAll(".source [data-item]")];
  let chosen = -1;

  const choose = (index, fromSource = false) => {
    if (index < 0 || index >= items.length) return;
    chosen = index;
    const id = items[index].dataset.item;
    for (const node of [...items, ...pieces]) node.classList.toggle("chosen", node.dataset.item === id);
    items[index].focus({ preventScroll: true });
    items[index].scrollIntoView({ block: "nearest" });
    const words = pieces.find((piece) => piece.dataset.item === id);
    if (words && !fromSource) words.scrollIntoView({ block: "center" });
  };

  const press = (verb) => items[chosen]?.querySelector(`[data-verb="${verb}"]`)?.click();
  const keys = {
    j: () => choose(chosen + 1),
    k: () => choose(chosen - 1),
    Enter: () => press("nhan"),
    x: () => press("bo"),
    e: () => press("sua"),
    u: () => press("mo-lai"),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, a, button, summary")) return;
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  items.forEach((item, index) => item.addEventListener("click", () => choose(index)));
  for (const piece of pieces) {
    piece.addEventListener("click", () =>
      choose(items.findIndex((item) => item.dataset.item === piece.dataset.item), true));
  }
  const named = items.findIndex((item) => `#${item.id}` === location.hash);
  // After a decision the page comes back to its item; the next one that waits is where the work goes on.
  const next = items.findIndex((item, index) => index >= named && item.dataset.status === "draft");
  if (items.length) choose(named < 0 ? 0 : Math.max(next, named));
})();
