"use strict";
// Keyboard, linked selection and turning pages. Everything here can be done without it, by links and forms.
const desk = document.querySelector("main.desk");
if (desk) {
  const ask = document.getElementById("ask");
  const page = desk.querySelector(".page");
  const sheet = desk.querySelector(".sheet");
  const svg = desk.querySelector(".sheet svg");
  const SVG = "http://www.w3.org/2000/svg";
  let current = null, fetching = "";

  const card = () => ask.querySelector(".card");
  const typing = (node) => node && /^(INPUT|SELECT|TEXTAREA)$/.test(node.tagName) && node.type !== "hidden";
  // of a row that a page break cut, a cell of the table stands for several of the pages
  const cellOf = (ref) => desk.querySelector(`.data [data-ref="${CSS.escape(ref)}"], .data [data-more~="${CSS.escape(ref)}"]`);

  function mark(refs) {
    for (const node of desk.querySelectorAll("[data-marked]")) delete node.dataset.marked;
    const absent = refs.find((ref) => !sheet && !desk.querySelector(`.raw [data-ref="${CSS.escape(ref)}"]`));
    if (absent && page.querySelector(".scroll")) refill(absent);
    for (const ref of refs) for (const node of [...desk.querySelectorAll(`[data-ref="${CSS.escape(ref)}"]`), cellOf(ref)]) if (node) node.dataset.marked = "yes";
    const first = refs.find((ref) => cellOf(ref));
    if (first) reveal(cellOf(first));
    else if (refs.length && fetching !== refs[0]) {
      fetching = refs[0]; // in rows that are not here yet
      rowParts.loadCell(refs[0]).then(() => cellOf(refs[0]) && mark(refs));
    }
    const box = svg && svg.querySelector("rect.cell[data-marked=yes]");
    if (!box) return;
    // a page whose rows are too small to read is shown larger from the start
    for (let tries = 0; tries < 3 && box.getBoundingClientRect().height < 9 && sheet.clientWidth < 2400; tries++) zoom(1);
    reveal(box);
  }

  // of a long table without pages only the rows around a cell are here
  async function refill(ref) {
    const answer = await fetch(`raw?cell=${encodeURIComponent(ref)}`);
    const area = page.querySelector(".scroll");
    if (!answer.ok || !area) return;
    area.innerHTML = await answer.text();
    const cell = area.querySelector("[data-marked]");
    if (cell) reveal(cell);
  }

  // an answer is kept and the next question comes without the page being built anew; keys pressed meanwhile are for no question yet
  async function send(form, button) {
    if (ask.ariaBusy === "true") return;
    ask.ariaBusy = "true";
    try {
      await keep(form, button);
    } finally {
      ask.ariaBusy = "false";
    }
  }
  async function keep(form, button) {
    const body = new URLSearchParams(new FormData(form, button));
    body.set("script", "1");
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok || answer.redirected) {
      location.assign(answer.redirected ? answer.url : location.href);
      return;
    }
    const told = await answer.json();
    for (const decision of told.answered) {
      const line = desk.querySelector(`.queue a[data-at="${CSS.escape(decision)}"]`);
      if (line && !line.parentElement.classList.contains("done")) {
        line.parentElement.classList.add("done");
        line.prepend("✔ ");
      }
      const cell = cellOf(decision.split(":")[1].split("#")[0]);
      if (cell && cell.classList.contains("value")) cell.className = "value answered";
    }
    const progress = document.querySelector(".progress");
    progress.querySelector("progress").value = told.done;
    progress.lastChild.textContent = progress.lastChild.textContent.replace(/\d+/, String(told.done));
    document.getElementById("undo").disabled = false;
    const counted = document.getElementById("answers");
    counted.textContent = counted.textContent.replace(/\d+/, told.answers);
    await open(told.at);
    const asked = document.getElementById("asked");
    if (asked) asked.focus({ preventScroll: true });
    watch();
  }
  ask.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.action.endsWith("/answer") || form.querySelector("[name=sample]")) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  function reveal(node) {
    const area = node.closest(".scroll");
    if (!area) return;
    const inner = node.getBoundingClientRect(), outer = area.getBoundingClientRect();
    const head = area.querySelector("thead");
    const covered = head ? head.getBoundingClientRect().height : 0;
    const inHead = head && head.contains(node);
    if (!inHead && (inner.top < outer.top + covered || inner.bottom > outer.bottom)) area.scrollTop += inner.top - outer.top - covered - area.clientHeight / 3;
    if (inner.left < outer.left || inner.right > outer.right) area.scrollLeft += inner.left - outer.left - area.clientWidth / 3;
  }

  // the question asked for last is the one that shows, however the answers arrive; keys pressed before it is here are for it
  let latest = 0, awaited = 0;
  const waiting = [];
  async function open(at, push = true) {
    const mine = ++latest;
    awaited++;
    try {
      const response = await fetch(`card?at=${encodeURIComponent(at)}`);
      const text = response.ok ? await response.text() : "";
      if (!response.ok || mine !== latest) return;
      ask.innerHTML = text;
      if (push) history.pushState({ at }, "", `?at=${encodeURIComponent(at)}`);
      arrived();
    } finally {
      awaited--;
      while (waiting.length && !awaited) {
        const key = waiting.shift(), node = document.activeElement;
        if (typing(node)) node.value += key;
        else command(key);
      }
    }
  }

  async function arrived() {
    const here = card();
    for (const node of desk.querySelectorAll(".queue li.here")) node.classList.remove("here");
    if (!here) return;
    const line = desk.querySelector(`.queue a[data-at="${CSS.escape(here.dataset.decision)}"]`);
    if (line) {
      line.parentElement.classList.add("here");
      const box = line.closest("details");
      if (box) box.open = true;
      const list = line.closest("nav");
      if (list.scrollHeight > list.clientHeight + 4) list.scrollTop += line.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3;
    } else if (here.dataset.queued) renewQueue();
    if (here.dataset.table !== "0" && here.dataset.table !== desk.dataset.table) {
      location.replace(`?at=${encodeURIComponent(here.dataset.decision)}`);
      return;
    }
    const number = Number(here.dataset.page);
    if (number && page.dataset.page !== String(number)) await turn(number);
    mark(here.dataset.cells.split(" ").filter(Boolean));
  }

  // of many doubts only those around the question are listed
  async function renewQueue() {
    const at = location.href;
    const answer = await fetch(at);
    if (!answer.ok || at !== location.href) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    desk.querySelector(".queue").innerHTML = fresh.querySelector(".queue").innerHTML;
    desk.querySelector(`.queue a[data-at="${CSS.escape(card().dataset.decision)}"]`)?.parentElement.classList.add("here");
  }

  async function turn(number) {
    const last = Number(page.dataset.pages);
    if (!sheet || number < 1 || number > last) return;
    page.dataset.page = number;
    document.getElementById("pageno").textContent = number;
    const image = sheet.querySelector("img");
    const zoomed = sheet.className.match(/zoom(\d)/)[1];
    image.src = `page/${number}.png?scale=${zoomed > 2 ? 30 : 15}`;
    const answer = await fetch(`marks?table=${desk.dataset.table}&page=${number}`);
    if (!answer.ok) return;
    const marks = await answer.json();
    image.width = Math.round(marks.size[0]);
    image.height = Math.round(marks.size[1]);
    svg.setAttribute("viewBox", `0 0 ${marks.size[0]} ${marks.size[1]}`);
    svg.replaceChildren();
    for (const [x, y, width, height] of marks.frames) rect({ class: "frame", x, y, width, height });
    for (const [ref, x, y, width, height] of marks.cells) rect({ class: "cell", x, y, width, height }).dataset.ref = ref;
    const here = card();
    if (here) mark(here.dataset.cells.split(" ").filter(Boolean));
    const fresh = page.querySelector("a.new");
    if (fresh) fresh.href = `?at=${(fresh.dataset.at = `table:p${number}/new`)}`;
    document.dispatchEvent(new CustomEvent("turned"));
  }

  function rect(attributes) {
    const node = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    svg.append(node);
    return node;
  }

  function zoom(step) {
    const now = Number(sheet.className.match(/zoom(\d)/)[1]);
    const next = Math.min(4, Math.max(1, now + step));
    sheet.classList.replace(`zoom${now}`, `zoom${next}`);
    if (next > 2) sheet.querySelector("img").src = `page/${page.dataset.page}.png?scale=30`;
    const box = svg.querySelector("rect.cell[data-marked=yes]");
    if (box) reveal(box);
  }

  // the table by arrows: one cell can be reached by Tab, the others from it
  const rows = () => [...desk.querySelectorAll(".data tbody tr")];
  function focusCell(cell) {
    const link = cell && cell.querySelector("a");
    if (!link) return false;
    if (current) current.tabIndex = -1;
    current = link;
    link.tabIndex = 0;
    link.focus({ preventScroll: true });
    reveal(cell);
    const ref = cell.dataset.ref;
    for (const node of desk.querySelectorAll("[data-current]")) delete node.dataset.current;
    cell.dataset.current = "yes";
    for (const box of svg ? svg.querySelectorAll("rect.cell") : []) if (box.dataset.ref === ref) box.dataset.current = "yes";
    return true;
  }
  async function step(cell, down, right) {
    let lines = rows();
    let row = lines.indexOf(cell.parentElement), column = [...cell.parentElement.children].indexOf(cell);
    for (let tries = 0; tries < 400; tries++) {
      row += down;
      column += right;
      const part = lines[row]?.closest("tbody[data-wait]");
      if (part) {
        await rowParts.load(part);
        lines = rows();
        row = lines.indexOf(cell.parentElement) + down;
      }
      const line = lines[row];
      if (!line || column < 0 || column >= line.children.length) return;
      if (focusCell(line.children[column])) return;
    }
  }
  const links = desk.querySelectorAll(".data .grid a");
  let unreached = 0;
  (function takeFromTab() {
    const until = Math.min(links.length, unreached + 400);
    for (; unreached < until; unreached++) if (links[unreached] !== current) links[unreached].tabIndex = -1;
    if (unreached < links.length) (window.requestIdleCallback || setTimeout)(takeFromTab); // ten thousand are not waited for
  })();
  const start = desk.querySelector(".data [data-marked=yes] a") || links[0];
  if (start) {
    start.tabIndex = 0;
    current = start;
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest("a[data-at],.data .grid a,rect.cell,.raw td,[data-turn],[data-zoom]");
    if (!target || event.ctrlKey || event.metaKey) return;
    if (target.dataset.turn) return void turn(Number(page.dataset.page) + Number(target.dataset.turn));
    if (target.dataset.zoom) return void zoom(Number(target.dataset.zoom));
    if (svg && svg.classList.contains("drawing")) return;
    event.preventDefault();
    if (target.tagName === "A") return void open(target.dataset.at || new URL(target.href).searchParams.get("at"));
    const cell = cellOf(target.dataset.ref);
    const link = cell && cell.querySelector("a");
    if (link) {
      focusCell(cell);
      open(new URL(link.href).searchParams.get("at"));
    } else open(`cell:${target.dataset.ref}`);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing(document.activeElement)) {
      document.activeElement.blur();
      const asked = document.getElementById("asked");
      if (asked) asked.focus();
      return;
    }
    if (typing(event.target)) return;
    const cell = event.target.closest && event.target.closest(".data .grid td, .data .grid th");
    const arrows = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
    if (cell && arrows[event.key]) {
      event.preventDefault();
      return void step(cell, ...arrows[event.key]);
    }
    if (awaited && event.key.length === 1) {
      waiting.push(event.key);
      event.preventDefault();
    } else if (command(event.key)) event.preventDefault();
  });
  // what a key does outside of fields; whether it did anything
  function command(key) {
    if (key === "t") return focusOn("#typed,.fields select");
    if (key === "k") return focusOn("#why");
    if (key === "u") return press(document.getElementById("undo"));
    if (key === "?") {
      const keys = desk.querySelector(".keys");
      keys.open = !keys.open;
      keys.scrollIntoView();
      return true;
    }
    return press(ask.querySelector(`[data-key="${CSS.escape(key)}"]`));
  }
  function press(node) {
    if (!node || node.disabled || ask.ariaBusy === "true") return false;
    node.click();
    return true;
  }
  function focusOn(selector) {
    const node = ask.querySelector(selector);
    if (!node) return false;
    node.focus();
    if (node.select) node.select();
    return true;
  }

  window.addEventListener("popstate", () => {
    const at = new URL(location.href).searchParams.get("at");
    if (at) open(at, false);
  });

  // a document that is read again with an answer shows itself when it is ready, a large one when nobody is at the keys; what a person
  // does meanwhile is never undone by it
  const LARGE = 2000, PAUSE = 2000;
  let pressed = 0, watching = false;
  document.addEventListener("keydown", () => (pressed = Date.now()), true);
  const answering = () => typing(document.activeElement) || ask.ariaBusy === "true";
  const atWork = () => answering() || (links.length > LARGE && Date.now() - pressed < PAUSE);

  function watch() {
    if (watching) return;
    watching = true;
    setTimeout(look, 300);
  }
  async function look() {
    const answer = await fetch("state").catch(() => null);
    watching = false;
    if (!answer || !answer.ok) return;
    const state = await answer.json();
    document.getElementById("busy").hidden = !state.busy;
    if (String(state.version) !== desk.dataset.version && !atWork()) await refresh();
    if (state.busy || String(state.version) !== desk.dataset.version) watch();
  }
  async function refresh() {
    const here = location.href;
    const answer = await fetch(here);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (here !== location.href || atWork()) return; // the person went on: another time
    const other = fresh.querySelector("main.desk").dataset;
    await patch(desk.querySelector(".data"), fresh.querySelector(".data"));
    const focused = ask.contains(document.activeElement);
    const gone = here !== location.href || answering(); // a long table takes its time: the person may be at another question by now
    if (!gone && (!svg || !svg.classList.contains("drawing"))) ask.innerHTML = fresh.getElementById("ask").innerHTML;
    if (focused && !gone) document.getElementById("asked")?.focus({ preventScroll: true });
    const moved = other.tables !== desk.dataset.tables || other.table !== desk.dataset.table;
    for (const name of ["version", "tables", "table"]) desk.dataset[name] = other[name];
    if (!moved) return;
    desk.querySelector(".queue").innerHTML = fresh.querySelector(".queue").innerHTML;
    await turn(Number(page.dataset.page));
    arrived();
  }

  function takePlace(cell, now) {
    const focused = cell.contains(document.activeElement), reached = cell.contains(current);
    cell.replaceWith(now);
    const link = now.querySelector("a");
    if (!link) return;
    link.tabIndex = reached ? 0 : -1;
    if (reached) current = link;
    if (focused) link.focus({ preventScroll: true });
  }
  async function patch(area, fresh) {
    if (await rowParts.patch(area, fresh, takePlace)) return;
    const scroll = area.querySelector(".scroll"), at = scroll ? [scroll.scrollLeft, scroll.scrollTop] : [0, 0];
    area.replaceWith(document.importNode(fresh, true));
    const again = desk.querySelector(".data .scroll");
    if (again) [again.scrollLeft, again.scrollTop] = at;
    for (const link of desk.querySelectorAll(".data .grid a")) link.tabIndex = -1;
    current = desk.querySelector(".data [data-marked=yes] a") || desk.querySelector(".data .grid a");
    if (current) current.tabIndex = 0;
    rowParts.watch();
  }
  rowParts.watch();
  if (desk.dataset.busy === "yes") watch();
  arrived();
  document.documentElement.dataset.ready = "yes";
}
