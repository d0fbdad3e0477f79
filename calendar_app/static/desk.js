// The review page: choosing an item, a date or a doubt lights its words and the other way round; the panes scroll
// together; keys do what the buttons do. Without this script links lead from one side to the other.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const items = all(".item");
  const doubts = all(".doubts li");
  const [source, list] = [document.querySelector(".source"), document.querySelector(".items")];
  let chosen = -1;
  let doubt = -1;
  let leader = null; // the pane that the person scrolls; the other one follows

  const light = (name, value) => {
    for (const node of all(`[data-${name}]`)) node.classList.toggle("chosen", node.dataset[name] === value);
  };
  const show = (pane, node) => {
    if (!node) return;
    leader = null;
    node.scrollIntoView({ block: pane === list ? "nearest" : "center" });
  };
  const wordsOf = (name, value) => source.querySelector(`[data-${name}="${value}"]`);

  const beside = matchMedia("(min-width: 62rem)").matches; // on a narrow screen one pane stands below the other
  const choose = (index, scrolls = beside) => {
    if (index < 0 || index >= items.length) return;
    chosen = index;
    light("item", items[index].dataset.item);
    light("date", "");
    items[index].focus({ preventScroll: true });
    if (scrolls) show(source, wordsOf("item", items[index].dataset.item));
    show(list, items[index]); // last: what has the focus stays in sight
  };
  const chooseItem = (id, scrolls) => choose(items.findIndex((item) => item.dataset.item === id), scrolls);
  const chooseDate = (id) => {
    light("date", id);
    show(list, list.querySelector(`[data-date="${id}"]`));
  };
  const chooseDoubt = (index) => {
    if (!doubts.length) return;
    doubt = index % doubts.length;
    const item = list.querySelector(`[data-doubt="${doubt}"]`)?.closest(".item");
    if (item) chooseItem(item.dataset.item);
    light("doubt", String(doubt));
    show(source, wordsOf("doubt", doubt));
    show(list, item);
  };

  const press = (verb, root = items[chosen]) => root?.querySelector(`[data-verb="${verb}"]`)?.click();
  const help = () => {
    const table = document.querySelector("#phim-tat");
    if (table) table.open = !table.open;
    if (table?.open) table.scrollIntoView({ block: "nearest" });
  };
  const keys = {
    j: () => choose(chosen + 1),
    k: () => choose(chosen - 1),
    g: () => chooseDoubt(doubt + 1),
    Enter: () => press("nhan"),
    x: () => press("bo"),
    e: () => press("sua"),
    u: () => press("hoan-tac"),
    a: () => press("nhan-het", document),
    "?": help,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  list.addEventListener("click", (event) => {
    const item = event.target.closest(".item");
    if (!item || event.target.closest("form, input, label")) return;
    const date = event.target.closest("[data-date]")?.dataset.date;
    chooseItem(item.dataset.item);
    if (!date) return;
    light("date", date);
    show(source, wordsOf("date", date));
  });
  source.addEventListener("click", (event) => {
    const words = event.target.closest("[data-item]");
    if (!words || !getSelection().isCollapsed) return;
    chooseItem(words.dataset.item, false);
    if (words.dataset.date) chooseDate(words.dataset.date);
  });
  doubts.forEach((line, index) => line.addEventListener("click", () => chooseDoubt(index)));

  // Selected words can be made an item. Places count letters as the server does, not UTF-16 units.
  const make = document.querySelector("#tao-muc-chon");
  const place = (node, offset) => {
    const piece = node.parentElement?.closest("[data-at]");
    return piece && Number(piece.dataset.at) + [...node.data.slice(0, offset)].length;
  };
  document.addEventListener("selectionchange", () => {
    if (!make) return;
    const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    const within = range && !range.collapsed && source.contains(range.commonAncestorContainer);
    const texts = within && [range.startContainer, range.endContainer].every((node) => node.nodeType === Node.TEXT_NODE);
    make.hidden = !texts;
    if (texts) {
      const span = [place(range.startContainer, range.startOffset), place(range.endContainer, range.endOffset)];
      make.value = span.join("-");
    }
  });

  // Pairs of places, one an item: where its words begin on the left, where it begins on the right.
  const top = (pane, node) => node.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
  const pairs = () => {
    const found = [[0, 0]];
    for (const item of items) {
      const words = wordsOf("item", item.dataset.item);
      const pair = words && [top(source, words), top(list, item)];
      if (pair && pair.every((place, side) => place > found.at(-1)[side])) found.push(pair);
    }
    return [...found, [source.scrollHeight, list.scrollHeight]];
  };
  const follow = (pane) => {
    const [other, from] = pane === source ? [list, 0] : [source, 1];
    const line = pane.clientHeight / 3;
    const at = pane.scrollTop + line;
    const places = pairs();
    const next = Math.max(1, places.findIndex((place) => place[from] >= at));
    const [before, after] = [places[next - 1], places[next]];
    const share = (at - before[from]) / Math.max(1, after[from] - before[from]);
    const goal = before[1 - from] + share * (after[1 - from] - before[1 - from]);
    other.scrollTop = goal - other.clientHeight / 3;
  };
  for (const pane of [source, list]) {
    for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      pane.addEventListener(kind, () => { leader = pane; }, { passive: true });
    }
    pane.addEventListener("scroll", () => { if (leader === pane) follow(pane); }, { passive: true });
  }

  const named = items.findIndex((item) => `#${item.id}` === location.hash);
  // After a decision the page comes back to its item; the next one that waits is where the work goes on.
  const next = items.findIndex((item, index) => index >= named && item.dataset.status === "draft");
  if (named >= 0) {
    choose(Math.max(next, named));
    // Browsers focus what the address names when all is loaded, after this script: what is chosen takes the focus back.
    addEventListener("load", () => requestAnimationFrame(() => items[chosen].focus({ preventScroll: true })));
  } else if (beside) choose(0);
})();
