// Sending in: files and folders are dropped anywhere on the page, and while they are sent and read the page says so.
// Without this script the fields of the form do the same.
(() => {
  const field = document.querySelector("#tep");
  const form = field?.form;
  if (!form) return;
  const [dropped, sending] = [document.querySelector("#da-tha"), document.querySelector("#dang-gui")];
  const brought = (event) => event.dataTransfer?.types.includes("Files");

  // A folder gives its entries a hundred at a time, and an empty list when there are no more.
  const entries = async (reader) => {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    return some.length ? [...some, ...(await entries(reader))] : [];
  };
  const filesOf = async (entry) => {
    if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
    const inside = (await entries(entry.createReader())).sort((one, other) => one.name.localeCompare(other.name));
    return (await Promise.all(inside.map(filesOf))).flat();
  };
  const take = async (items) => {
    const found = items.map((item) => item.webkitGetAsEntry()).filter(Boolean); // before anything waits: items go
    const all = new DataTransfer();
    for (const file of [...field.files, ...(await Promise.all(found.map(filesOf))).flat()]) all.items.add(file);
    field.files = all.files;
    dropped.querySelector("strong").textContent = all.files.length;
    dropped.hidden = false;
    form.querySelector("[type=submit]").focus();
  };

  document.addEventListener("dragover", (event) => {
    if (!brought(event)) return;
    event.preventDefault();
    form.classList.add("drop");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("drop");
  });
  document.addEventListener("drop", (event) => {
    if (!brought(event)) return;
    event.preventDefault();
    form.classList.remove("drop");
    take([...event.dataTransfer.items].filter((item) => item.kind === "file"));
  });
  form.addEventListener("submit", () => { sending.hidden = false; });
  addEventListener("pageshow", () => { sending.hidden = true; });
})();
