"use strict";
// The reader's language, or the one that was chosen last in this window; without script the page has the language it was made in.
(() => {
  const root = document.documentElement;
  const bar = document.querySelector(".languages");
  function set(language) {
    root.dataset.lang = language;
    root.lang = language;
    for (const button of bar.querySelectorAll("[data-set]")) button.setAttribute("aria-pressed", String(button.dataset.set === language));
  }
  bar.hidden = false;
  bar.addEventListener("click", (event) => event.target.dataset.set && set(event.target.dataset.set));
  if (location.hash) {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const box = place && place.closest("details");
    if (box) {
      box.open = true;
      place.scrollIntoView({ block: "center" });
    }
  }
  addEventListener("hashchange", () => {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const box = place && place.closest("details");
    if (box) {
      box.open = true;
      place.scrollIntoView({ block: "center" });
    }
  });
  set(root.dataset.chosen || (navigator.language.startsWith("id") ? "id" : root.dataset.lang));
  root.dataset.ready = "yes";
})();
