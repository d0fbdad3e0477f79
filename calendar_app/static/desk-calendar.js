// The desk's calendar: items are dragged from day to day and out of the drawer, arrow keys go from day to day, "m" moves
// the item one stands on. Without this script every item has a form for the same.
(() => {
  const table = document.querySelector("#lich");
  const form = document.querySelector("#keo");
  if (!table) return;

  const iso = (day) => day.toISOString().slice(0, 10);
  const later = (name, days) => iso(new Date(Date.parse(`${name}T00:00:00Z`) + days * 86400000));
  const column = (body, x) => {
    const { left, width } = body.getBoundingClientRect();
    return Math.min(6, Math.max(0, Math.floor(((x - left) / width) * 7)));
  };
  const dayAt = (body, x) => later(body.dataset.monday, column(body, x));
  const headOf = (day) => document.getElementById(`o-${day}`);

  let dragged = null; // the item, and the day on which it was taken
  const light = (day) => {
    for (const cell of table.querySelectorAll(".drop")) cell.classList.remove("drop");
    if (day) headOf(day)?.classList.add("drop");
  };
  document.addEventListener("dragstart", (event) => {
    const item = event.target.closest?.(".plan")?.closest("[draggable]");
    if (!item || !form) return;
    const body = item.closest("tbody");
    dragged = { item, day: body ? dayAt(body, event.clientX) : "" };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", item.textContent.trim());
  });
  table.addEventListener("dragover", (event) => {
    const body = event.target.closest("tbody");
    if (!dragged || !body) return;
    event.preventDefault();
    light(dayAt(body, event.clientX));
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    light("");
  });
  table.addEventListener("drop", (event) => {
    const body = event.target.closest("tbody");
    if (!dragged || !body) return;
    event.preventDefault();
    const { item, day } = dragged;
    const to = dayAt(body, event.clientX);
    if (to === day) return;
    form.action = `${form.dataset.base}/${item.dataset.item}/${item.dataset.uid}/keo`;
    form.elements["phien-ban"].value = item.dataset.version;
    form.elements.tu.value = day;
    form.elements.den.value = to;
    form.submit();
  });

  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const at = event.target.closest("[data-date]")?.dataset.date;
    if (at && event.key in steps) {
      event.preventDefault();
      table.querySelector(`[data-date="${later(at, steps[event.key])}"]`)?.focus();
    }
    const link = event.target.closest(".plan a");
    if (link && event.key === "m") location.assign(`${link.href}#luc`);
  });
})();
