"use strict";
// Rows of a long table, fetched when they come near the window. Without script each part of the rows is a link.
const rowParts = (() => {
  const desk = document.querySelector("main.desk");
  const NEAR = "600px";
  const told = (cell) => `${cell.className}|${cell.textContent}|${[...cell.children].map((one) => one.className)}`;
  const places = (part) => [...part.querySelectorAll("tr")].map((row) => [...row.children].map((cell) => cell.dataset.ref).join(" ")).join("\n");
  const cells = (part) => [...part.querySelectorAll("tr")].flatMap((row) => [...row.children]);
  let watcher = null;

  async function fetched(query) {
    const answer = await fetch(`rows?${query}`).catch(() => null);
    if (!answer || !answer.ok) return null;
    return new DOMParser().parseFromString(`<table>${await answer.text()}</table>`, "text/html").querySelector("tbody");
  }

  // the part with this number takes the place of the one that waits; marks and the way by Tab stay as they are
  function put(fresh) {
    const old = desk.querySelector(`.data tbody[data-part="${fresh.dataset.part}"]`);
    if (!old || !old.dataset.wait) return;
    const made = document.importNode(fresh, true);
    for (const link of made.querySelectorAll("a")) link.tabIndex = -1;
    if (watcher) watcher.unobserve(old);
    old.replaceWith(made);
  }

  // whoever asks for a part that is on its way waits for the same answer
  const coming = new Map();
  function load(part) {
    if (!part || !part.dataset.wait) return Promise.resolve();
    if (!coming.has(part)) {
      part.ariaBusy = "true";
      const fresh = fetched(`table=${desk.dataset.table}&part=${part.dataset.part}`);
      coming.set(part, fresh.then((rows) => {
        coming.delete(part);
        part.ariaBusy = "false";
        if (rows) put(rows);
      }));
    }
    return coming.get(part);
  }

  async function loadCell(ref) {
    if (!desk.querySelector(".data tbody[data-wait]")) return;
    const fresh = await fetched(`table=${desk.dataset.table}&cell=${encodeURIComponent(ref)}`);
    if (fresh) put(fresh);
  }

  function watch() {
    if (watcher) watcher.disconnect();
    const area = desk.querySelector(".data .scroll");
    if (!area) return;
    watcher = new IntersectionObserver((seen) => seen.forEach((one) => one.isIntersecting && load(one.target)), { root: area, rootMargin: NEAR });
    for (const part of area.querySelectorAll("tbody[data-wait]")) watcher.observe(part);
  }

  // cells that are as they were stay: a table need not be laid out again for one
  function renew(old, fresh, changed) {
    if (places(old) !== places(fresh)) return false;
    const olds = cells(old), news = cells(fresh);
    if (olds.length !== news.length) return false;
    const rows = fresh.querySelectorAll("tr");
    old.querySelectorAll("tr").forEach((row, at) => (row.className = rows[at].className));
    olds.forEach((cell, at) => {
      if (told(cell) === told(news[at])) return;
      const made = document.importNode(news[at], true);
      if (cell.dataset.marked) made.dataset.marked = "yes";
      changed(cell, made);
    });
    return true;
  }

  // the table as it is now; true where only cells changed. Parts that are here and were not sent are fetched.
  async function patch(area, fresh, changed) {
    const olds = [...area.querySelectorAll(".grid > thead, .grid > tbody")], news = [...fresh.querySelectorAll(".grid > thead, .grid > tbody")];
    if (!olds.length || olds.length !== news.length) return false;
    for (let at = 0; at < olds.length; at++) {
      const old = olds[at];
      if (old.dataset.wait) continue;
      const now = news[at].dataset.wait ? await fetched(`table=${desk.dataset.table}&part=${old.dataset.part}`) : news[at];
      if (!now || !renew(old, now, changed)) return false;
    }
    return true;
  }

  return { load, loadCell, watch, patch };
})();
