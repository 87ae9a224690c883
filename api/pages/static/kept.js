// The answers of forms that are not finished, as this browser keeps them. Nothing here is sent to anybody, but by the
// form itself when a person goes on with it. What cannot be read is passed over: it may be of older or other software.
(() => {
  "use strict";
  const PREFIX = "advisor.answers.1."; // another number when the shape changes
  const OFF = "advisor.answers.off";
  const ASKED = "advisor.answers.asked"; // the form that was sent off for advice
  const CLEARED = "advisor.answers.cleared"; // the forms that were cleared in this window: “back” does not show them
  const CARRIED = [".at", ".seen", ".shown", ".unknown", ".after"];
  const MOST = 5;
  const MOST_FIELDS = 1000;
  const LONGEST = 400000; // characters

  const usable = (() => {
    try {
      localStorage.setItem(PREFIX, "");
      localStorage.removeItem(PREFIX);
      return true;
    } catch {
      return false;
    }
  })();
  const off = () => !usable || localStorage.getItem(OFF) !== null;
  const keeps = (name) => !name.startsWith(".") || CARRIED.includes(name);
  const answered = (fields) =>
    new Set(fields.filter(([name, value]) => !/^\.|:/.test(name) && value.trim()).map(([name]) => name)).size;
  const worth = (fields) => fields.some(([name, value]) => (!name.startsWith(".") || name === ".unknown") && value.trim());

  function read(id) {
    try {
      const text = off() ? null : localStorage.getItem(PREFIX + id);
      if (text === null || text.length > LONGEST) return null;
      const { time, fields } = JSON.parse(text);
      const pairs = Array.isArray(fields) && fields.length <= MOST_FIELDS && Number.isFinite(time);
      const whole = pairs && fields.every((f) => Array.isArray(f) && f.length === 2 && f.every((x) => typeof x === "string"));
      return whole && worth(fields) ? { id, time, fields: fields.filter(([name]) => keeps(name)) } : null;
    } catch {
      return null;
    }
  }

  function all() {
    if (!usable) return [];
    const ids = Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length));
    const found = ids.filter((id) => /^[0-9a-f]{32}$/.test(id)).map(read);
    return found.filter((draft) => draft).sort((one, other) => other.time - one.time);
  }

  function drop(id) {
    if (usable) localStorage.removeItem(PREFIX + id);
  }

  function save(id, fields) {
    if (off()) return;
    const kept = fields.filter(([name]) => keeps(name));
    if (!worth(kept)) return drop(id);
    try {
      localStorage.setItem(PREFIX + id, JSON.stringify({ time: Date.now(), fields: kept }));
      for (const old of all().slice(MOST)) drop(old.id);
    } catch {
      // Without room the form itself still has everything.
    }
  }

  const cleared = () => (usable && sessionStorage.getItem(CLEARED) ? sessionStorage.getItem(CLEARED).split(" ") : []);
  function clear(id) {
    drop(id);
    if (usable) sessionStorage.setItem(CLEARED, [...cleared(), id].join(" "));
  }

  function goOn(draft) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/intake";
    for (const [name, value] of [...draft.fields, [".draft", draft.id]]) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  }

  function showDrafts() {
    const section = document.getElementById("drafts");
    if (!section) return;
    const list = section.querySelector("ul");
    const pattern = section.querySelector("template");
    const drafts = all();
    list.replaceChildren();
    for (const draft of drafts) {
      const entry = pattern.content.cloneNode(true);
      const count = answered(draft.fields.filter(([name]) => name !== "name" && name !== "reference"));
      const number = entry.querySelector("[data-count]");
      const time = entry.querySelector("time");
      const [, name = ""] = draft.fields.find(([field]) => field === "name") || [];
      if (name.trim()) entry.querySelector("[data-name]").textContent = name;
      number.textContent = count === 1 ? number.dataset.one : number.dataset.many.replace("#", count);
      time.dateTime = new Date(draft.time).toISOString();
      time.textContent = new Date(draft.time).toLocaleString(document.documentElement.lang, {
        day: "numeric", month: "long", hour: "2-digit", minute: "2-digit",
      });
      entry.querySelector("[data-dropped]").textContent = `: ${entry.querySelector("[data-name]").textContent}`;
      entry.querySelector("[data-go]").addEventListener("click", () => goOn(draft));
      entry.querySelector("[data-drop]").addEventListener("click", () => {
        clear(draft.id);
        showDrafts();
        const main = document.getElementById("main");
        (section.querySelector("[data-go]") || main).focus();
      });
      list.append(entry);
    }
    section.hidden = !drafts.length;
  }

  function showWhere() {
    const now = !usable ? "nowhere" : off() ? "off" : "here";
    for (const part of document.querySelectorAll("[data-kept]")) part.hidden = part.dataset.kept !== now;
  }

  for (const button of document.querySelectorAll("[data-keep]")) {
    button.addEventListener("click", () => {
      if (button.dataset.keep === "off") {
        for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
        localStorage.setItem(OFF, "");
      } else {
        localStorage.removeItem(OFF);
        window.dispatchEvent(new Event("answers-are-kept"));
      }
      showWhere();
      showDrafts();
      document.querySelector("[data-kept]:not([hidden]) button").focus();
    });
  }
  showWhere();
  window.addEventListener("pageshow", showDrafts);

  // An advice that was asked for has the answers now. Only the answer to the form comes by another address first.
  if (usable && !document.getElementById("intake")) {
    const asked = sessionStorage.getItem(ASKED);
    const [entry] = performance.getEntriesByType("navigation");
    sessionStorage.removeItem(ASKED);
    if (asked && location.pathname.startsWith("/advice/") && entry && entry.redirectCount) drop(asked);
  }

  window.advisorKept = {
    read, save, clear, goOn,
    isCleared: (id) => cleared().includes(id),
    asked: (id) => usable && (id ? sessionStorage.setItem(ASKED, id) : sessionStorage.removeItem(ASKED)),
    fresh: () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join(""),
  };
})();
