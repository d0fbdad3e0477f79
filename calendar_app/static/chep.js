// "Chép": copies the text beside a button. Without this script, or where the browser forbids it, the text itself is there to mark.
(() => {
  if (!navigator.clipboard) return;
  const english = document.documentElement.lang === "en";
  const ready = () => {
    for (const button of document.querySelectorAll("[data-copy]")) {
      const source = document.getElementById(button.dataset.copy);
      button.hidden = false;
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(source.value ?? source.textContent);
          button.textContent = english ? "Copied" : "Đã chép";
        } catch {
          button.textContent = english ? "Mark it and copy by hand" : "Hãy chọn rồi chép bằng tay";
        }
      });
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
