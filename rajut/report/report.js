"use strict";
(() => {
  const root = document.documentElement;
  const index = () => (root.dataset.lang === "id" ? 1 : 0);
  const words = (key, values = {}) => UI[key][index()].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const SIZE = 25, DOCUMENTS = 50;
  let data = null, chosen = [], page = 0, docPage = 0;

  function setLanguage(language) {
    root.dataset.lang = language;
    root.lang = language;
    for (const button of document.querySelectorAll("[data-set]")) button.setAttribute("aria-pressed", String(button.dataset.set === language));
    if (data) { nameOptions(); drawFindings(); drawDocuments(); }
  }

  // Everything from a document goes through textContent or createTextNode; nothing is parsed as HTML.
  function make(tag, attributes = {}, ...children) {
    const svg = ["svg", "image", "rect"].includes(tag);
    const node = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(name, value);
    node.append(...children.filter((child) => child !== null));
    return node;
  }

  function figure(view) {
    if (view.png) {
      const [x0, y0, x1, y1] = view.box, [a, b, c, d] = view.mark;
      return make("figure", {}, make("svg", { viewBox: `${x0} ${y0} ${x1 - x0} ${y1 - y0}`, width: Math.round((x1 - x0) * 1.3), role: "img", "aria-label": words("picture") },
        make("image", { href: "data:image/png;base64," + view.png, x: x0, y: y0, width: x1 - x0, height: y1 - y0 }),
        make("rect", { x: a, y: b, width: c - a, height: d - b })));
    }
    return make("figure", {}, make("table", { class: "excerpt" }, ...view.rows.map((line, i) =>
      make("tr", {}, ...line.map((text, j) => make("td", i === view.at[0] && j === view.at[1] ? { class: "mark" } : {}, text))))));
  }

  function article(row) {
    const [code, name, cell, before, after, because, sebab, en, id, view, place] = row;
    const [owner, ...where] = data.wheres[place];
    const page = data.pages[data.names[name]];
    const [codeName, type, severity] = data.codes[code];
    return make("article", { class: "finding " + severity },
      make("p", { class: "place" }, make("span", { class: "badge " + severity }, words(severity)), " ", make("span", { class: "badge" }, words(type)), " ",
        make("span", { class: "name" }, page ? make("a", { href: page + (cell ? "#" + cell : "") }, data.names[name]) : data.names[name]), " ", cell ? make("code", {}, cell) : null),
      where[index()] ? make("p", { class: "where" }, where[index()]) : null,
      make("p", { class: "message" }, index() ? id : en),
      before !== null && after !== null ? make("p", { class: "change" }, make("del", {}, before || "∅"), type === "repair" ? " → " : " ≠ ", make("ins", {}, after || "∅")) : null,
      make("p", { class: "quiet" }, because ? `${words("because")} ${index() ? sebab : because} · ` : "", make("code", {}, codeName)),
      cell && owner ? make("pre", { class: "explain" }, `rajut explain OUT ${owner}/${cell}`) : null,
      view >= 0 ? figure(data.views[view]) : null);
  }

  function draw(target, pager, rows, at, size, build) {
    const last = Math.max(0, Math.ceil(rows.length / size) - 1);
    at = Math.min(Math.max(at, 0), last);
    const part = rows.slice(at * size, (at + 1) * size);
    target.replaceChildren(...part.map(build));
    pager.hidden = rows.length <= size;
    pager.querySelector("span:not([lang])").textContent = words("page_of", { from: rows.length ? at * size + 1 : 0, to: at * size + part.length, all: rows.length });
    const [back, forth] = pager.querySelectorAll("button");
    back.disabled = at === 0; forth.disabled = at === last;
    return at;
  }

  function drawFindings() {
    const list = document.getElementById("list");
    if (!list) return;
    page = draw(list, document.getElementById("pager"), chosen, page, SIZE, article);
    if (!chosen.length) list.append(make("p", { class: "quiet" }, words("none_match")));
  }

  function documentRow(row) {
    const [name, status, error, , tables, cells, values, printed, rejected, errors, warnings] = row;
    const share = values ? (100 * printed) / values : 0;
    const number = (value) => make("td", { class: "n" }, String(value));
    return make("tr", {}, make("td", { class: "name" }, data.pages[name] ? make("a", { href: data.pages[name] }, name) : name),
      make("td", {}, make("span", { class: "badge " + status }, words(status)), " ", error ? make("code", {}, error) : null),
      number(tables), number(cells), number(values),
      make("td", {}, values ? make("svg", { class: "mini", viewBox: "0 0 100 8", width: 100, height: 8 }, make("rect", { width: 100, height: 8, fill: "#d5d8dd" }), make("rect", { width: share.toFixed(1), height: 8, fill: "#2e7d4f" })) : null, values ? ` ${Math.round(share)}%` : ""),
      number(rejected), number(errors), number(warnings));
  }

  function drawDocuments() {
    docPage = draw(document.querySelector("#doctable tbody"), document.getElementById("docpager"), data.documents, docPage, DOCUMENTS, documentRow);
  }

  const controls = document.getElementById("controls");

  function nameOptions() {
    if (!controls) return;
    const fill = (select, first, entries) => {
      const value = select.value;
      select.replaceChildren(make("option", { value: "" }, words(first)), ...entries.map(([key, label]) => make("option", { value: key }, label)));
      select.value = value;
    };
    const used = (position) => [...new Set(data.codes.map((code) => code[position]))].sort();
    fill(controls.severity, "any_severity", ["error", "warning", "info"].filter((key) => used(2).includes(key)).map((key) => [key, words(key)]));
    fill(controls.type, "any_type", used(1).map((key) => [key, words(key)]));
    fill(controls.code, "any_code", data.codes.map((code) => [code[0], code[0]]));
    fill(controls.elements.name, "any_document", data.names.map((name) => [name, name]));
  }

  function choose() {
    const text = controls.text.value.trim().toLowerCase();
    const { severity, type, code } = controls;
    const name = controls.elements.name.value;
    chosen = data.findings.filter((row) => {
      const [codeName, kind, grade] = data.codes[row[0]];
      if (severity.value && grade !== severity.value || type.value && kind !== type.value || code.value && codeName !== code.value) return false;
      if (name && data.names[row[1]] !== name) return false;
      return !text || [data.names[row[1]], codeName, ...row.slice(2, 9)].some((part) => part && part.toLowerCase().includes(text));
    });
    page = 0;
    drawFindings();
  }

  async function unpack() {
    const bytes = Uint8Array.from(atob(document.getElementById("data").textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  for (const button of document.querySelectorAll("[data-set]")) button.addEventListener("click", () => setLanguage(button.dataset.set));
  for (const [id, move] of [["pager", (step) => { page += step; drawFindings(); document.getElementById("first").scrollIntoView(); }], ["docpager", (step) => { docPage += step; drawDocuments(); }]]) {
    const pager = document.getElementById(id);
    if (pager) for (const button of pager.querySelectorAll("button")) button.addEventListener("click", () => move(Number(button.dataset.step)));
  }
  setLanguage((navigator.language || "en").toLowerCase().startsWith("id") ? "id" : root.dataset.lang);
  if (typeof DecompressionStream === "undefined") return;
  unpack().then((content) => {
    data = content;
    chosen = data.findings;
    const old = document.getElementById("old");
    if (old) old.remove();
    if (controls) {
      controls.hidden = false;
      controls.addEventListener("input", choose);
      controls.addEventListener("submit", (event) => event.preventDefault());
      nameOptions();
    }
    drawFindings();
    drawDocuments();
    root.dataset.ready = "yes";
  });
})();
