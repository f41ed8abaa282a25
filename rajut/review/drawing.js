"use strict";
// A table drawn on the page: a box, and the lines that part its columns and rows. What is drawn stands in the field as the answer,
// and what is typed in the field is drawn.
const drawingSvg = document.querySelector("main.desk .sheet svg");
if (drawingSvg) {
  const svg = drawingSvg;
  const ask = document.getElementById("ask");
  const SVG = "http://www.w3.org/2000/svg";
  const NEAR = 5; // pixels from which a line is taken hold of
  const SMALLEST = 10; // points
  let shape = null; // { box: [left, top, right, bottom] or null, columns: [x], rows: [y] }
  let held = null;

  const field = () => document.getElementById("typed");
  const ascending = (edges) => [...edges].sort((a, b) => a - b);

  function read(text) {
    const found = { box: null, columns: [], rows: [] };
    for (const part of text.split(";")) {
      const [name, value] = part.split("=").map((one) => one.trim());
      const numbers = (value || "").split(",").filter((one) => one.trim()).map(Number);
      if (name in found && numbers.every(Number.isFinite)) found[name] = numbers;
    }
    if (!found.box || found.box.length !== 4 || found.box[0] >= found.box[2] || found.box[1] >= found.box[3]) return null;
    return found;
  }

  function tell() {
    if (!shape || !shape.box || !field()) return;
    const parts = [`box=${shape.box.map((at) => at.toFixed(1)).join(",")}`];
    for (const name of ["columns", "rows"]) if (shape[name].length) parts.push(`${name}=${ascending(shape[name]).map((at) => at.toFixed(1)).join(",")}`);
    field().value = parts.join("; ");
  }

  function add(kind, attributes) {
    const node = document.createElementNS(SVG, kind);
    node.setAttribute("class", "drawn");
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    svg.append(node);
  }

  function show() {
    for (const node of svg.querySelectorAll(".drawn")) node.remove();
    if (!shape || !shape.box) return;
    const [left, top, right, bottom] = shape.box;
    add("rect", { x: left, y: top, width: right - left, height: bottom - top });
    for (const x of shape.columns) add("line", { x1: x, y1: top, x2: x, y2: bottom });
    for (const y of shape.rows) add("line", { x1: left, y1: y, x2: right, y2: y });
  }

  function begin() {
    const button = document.getElementById("draw");
    const empty = { box: null, columns: [], rows: [] };
    shape = shape ? empty : read(field().value) || read(button.dataset.shape) || empty; // pressed again: begins with an empty page
    if (!shape.box) field().value = "";
    svg.classList.add("drawing");
    document.getElementById("drawrows").hidden = false;
    tell();
    show();
    field().focus();
    field().setSelectionRange(0, 0);
  }
  function end() {
    shape = held = null;
    svg.classList.remove("drawing");
    show();
  }

  function point(event) {
    const area = svg.getBoundingClientRect(), size = svg.viewBox.baseVal;
    return [((event.clientX - area.left) / area.width) * size.width, ((event.clientY - area.top) / area.height) * size.height];
  }
  const near = () => (NEAR * svg.viewBox.baseVal.width) / svg.getBoundingClientRect().width;

  // what a press at this place takes hold of: a side of the box, a line, or a new one
  function hold([x, y], parts) {
    const close = near();
    if (!shape.box) return { name: "box", from: [x, y] };
    const [left, top, right, bottom] = shape.box;
    const beside = x > left - close && x < right + close && y > top - close && y < bottom + close;
    if (!beside) return { name: "box", from: [x, y] };
    const found = shape.box.map((edge, index) => ({ name: "side", index, far: Math.abs(edge - (index % 2 ? y : x)) }));
    for (const [name, at] of [["columns", x], ["rows", y]]) shape[name].forEach((edge, index) => found.push({ name, index, far: Math.abs(edge - at) }));
    const nearest = found.reduce((a, b) => (b.far < a.far ? b : a));
    if (nearest.far <= close) return nearest;
    shape[parts].push(parts === "rows" ? y : x);
    return { name: parts, index: shape[parts].length - 1 };
  }
  function drag([x, y]) {
    if (held.name === "box") {
      const [a, b] = held.from;
      const box = [Math.min(a, x), Math.min(b, y), Math.max(a, x), Math.max(b, y)];
      if (box[2] - box[0] > SMALLEST && box[3] - box[1] > SMALLEST) shape = { box, columns: [], rows: [] };
    } else if (held.name === "side") {
      const box = [...shape.box];
      box[held.index] = held.index % 2 ? y : x;
      if (box[2] - box[0] > SMALLEST && box[3] - box[1] > SMALLEST) shape.box = box;
    } else shape[held.name][held.index] = held.name === "rows" ? y : x;
  }
  function drop() {
    if (shape.box) {
      const [left, top, right, bottom] = shape.box;
      shape.columns = ascending(shape.columns.filter((x) => x > left && x < right));
      shape.rows = ascending(shape.rows.filter((y) => y > top && y < bottom));
    }
    held = null;
  }

  svg.addEventListener("pointerdown", (event) => {
    if (!shape) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    const rows = event.shiftKey || document.getElementById("drawrows").ariaPressed === "true";
    held = hold(point(event), rows ? "rows" : "columns");
    show();
  });
  svg.addEventListener("pointermove", (event) => {
    if (!shape || !held) return;
    drag(point(event));
    show();
  });
  svg.addEventListener("pointerup", () => {
    if (!shape || !held) return;
    drop();
    tell();
    show();
  });

  ask.addEventListener("click", (event) => {
    if (event.target.closest("#draw")) begin();
    const rows = event.target.closest("#drawrows");
    if (rows) rows.ariaPressed = String(rows.ariaPressed !== "true");
  });
  ask.addEventListener("input", (event) => {
    if (!shape || event.target !== field()) return;
    const typed = read(event.target.value);
    if (typed) shape = typed;
    show();
  });
  new MutationObserver(() => shape && end()).observe(ask, { childList: true }); // another question
  document.addEventListener("turned", show);
}
