// Walks the picture with the arrow keys, and shows what belongs together in picture and text. Without it all is there.
"use strict";

// The list shows the page that is open.
(() => {
  const list = document.querySelector(".roadmap");
  const current = list && list.querySelector("li [aria-current]");
  if (current && list.scrollHeight > list.clientHeight) {
    list.scrollTop = Math.max(0, current.getBoundingClientRect().top - list.getBoundingClientRect().top - 200);
  }
})();

(() => {
  const figure = document.querySelector("[data-walk]");
  const drawing = figure && figure.querySelector("svg");
  if (!drawing) return;

  const boxes = new Map();
  for (const box of drawing.querySelectorAll(".box[data-node]")) boxes.set(box.dataset.node, box);
  const edges = [...drawing.querySelectorAll(".edge[data-edge]")].map((line) => {
    const [source, target] = line.dataset.edge.split("|");
    return { line, source, target, reason: !line.classList.contains("needs") && !line.classList.contains("includes") };
  });
  const texts = new Map();
  for (const part of document.querySelectorAll("main [data-node]")) {
    if (drawing.contains(part)) continue;
    const node = part.dataset.node;
    texts.set(node, [...(texts.get(node) || []), part]);
  }
  const started = figure.dataset.followed;

  const reached = (start, from, to) => {
    const found = new Set([start]);
    for (const node of found) for (const edge of edges) if (edge.reason && edge[from] === node) found.add(edge[to]);
    return found;
  };
  const show = (node) => {
    const on = reached(node, "source", "target");
    const back = reached(node, "target", "source");
    drawing.classList.add("following");
    for (const [name, box] of boxes) {
      box.classList.toggle("lit", on.has(name) || back.has(name));
      box.classList.toggle("here", name === node);
    }
    for (const { line, source, target, reason } of edges) {
      const along = (nodes) => nodes.has(source) && nodes.has(target);
      line.classList.toggle("lit", reason && (along(on) || along(back)));
    }
    for (const [name, parts] of texts) for (const part of parts) part.classList.toggle("lit", name === node);
  };
  const rest = () => {
    if (started) return show(started);
    drawing.classList.remove("following");
    for (const box of boxes.values()) box.classList.remove("lit", "here");
    for (const parts of texts.values()) for (const part of parts) part.classList.remove("lit");
  };

  let pointed = null;
  const nodeOf = (target) => {
    if (!(target instanceof Element)) return null;
    const link = drawing.contains(target) ? target.closest("a") : null;
    const part = link ? link.querySelector("[data-node]") : target.closest("main [data-node]");
    return part && boxes.has(part.dataset.node) ? part.dataset.node : null;
  };
  const point = (event) => {
    const node = nodeOf(event.target);
    if (node === pointed) return;
    pointed = node;
    node ? show(node) : rest();
  };
  document.addEventListener("pointerover", point);
  document.addEventListener("focusin", point);
  document.addEventListener("focusout", (event) => { if (!event.relatedTarget) { pointed = null; rest(); } });

  // The arrow keys: up and down within a column, left and right along the nearest line.
  const place = (box) => {
    const { x, y, width, height } = box.querySelector("rect").getBBox();
    return { x, y: y + height / 2, width };
  };
  const nearest = (node, names) => {
    const at = place(boxes.get(node));
    const far = (name) => Math.abs(place(boxes.get(name)).y - at.y);
    return names.filter((name) => boxes.has(name)).sort((one, other) => far(one) - far(other))[0];
  };
  const column = (node) => {
    const { x } = place(boxes.get(node));
    const same = [...boxes.keys()].filter((name) => Math.abs(place(boxes.get(name)).x - x) < 1);
    return same.sort((one, other) => place(boxes.get(one)).y - place(boxes.get(other)).y);
  };
  const steps = {
    ArrowRight: (node) => nearest(node, edges.filter((e) => e.reason && e.source === node).map((e) => e.target)),
    ArrowLeft: (node) => nearest(node, edges.filter((e) => e.reason && e.target === node).map((e) => e.source)),
    ArrowDown: (node) => column(node)[column(node).indexOf(node) + 1],
    ArrowUp: (node) => column(node)[column(node).indexOf(node) - 1],
  };
  drawing.addEventListener("keydown", (event) => {
    const node = nodeOf(event.target);
    if (!node || !(event.key in steps)) return;
    event.preventDefault();
    const next = steps[event.key](node);
    if (next) boxes.get(next).closest("a").focus();
  });

  // Enter (or a click) on a box of this page's own picture: the text opens and gets the focus.
  drawing.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    const address = link && link.getAttribute("href");
    if (!address || !address.startsWith("#")) return;
    const part = document.getElementById(decodeURIComponent(address.slice(1)));
    if (!part) return;
    for (let outer = part; outer; outer = outer.parentElement) if (outer.tagName === "DETAILS") outer.open = true;
    event.preventDefault();
    history.replaceState(null, "", address);
    if (part.tagName === "DETAILS") part.querySelector("summary").focus();
    else {
      part.tabIndex = -1;
      part.focus();
    }
    part.scrollIntoView({ block: "center" });
  });
})();

// On paper everything is open.
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("main details:not([open])")) {
    part.open = true;
    part.dataset.closed = "";
  }
});
addEventListener("afterprint", () => {
  for (const part of document.querySelectorAll("[data-closed]")) {
    part.open = false;
    delete part.dataset.closed;
  }
});
