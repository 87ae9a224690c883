// Asks the server again after each answer, so that questions come and go at once. Which ones, only the server decides.
// And has the browser keep what was answered (kept.js), so that reloading, closing and going elsewhere cost nothing.
(() => {
  "use strict";
  const form = document.getElementById("intake");
  const list = document.getElementById("questions");
  if (!form) return;
  let turn = 0;
  let timer = 0;

  // “None of these” and “I don't know” stand alone: ticking one takes back the other answers, and the other way round.
  function settle(field) {
    const question = field.closest(".question");
    if (!question) return;
    const boxes = [...question.querySelectorAll("input[type=checkbox]")];
    const number = question.querySelector(".number input");
    if (field.type === "checkbox" && field.checked) {
      for (const box of boxes) {
        if (box !== field && ("alone" in field.dataset || "alone" in box.dataset)) box.checked = false;
      }
      if (number) number.value = "";
    }
    if (field === number && number.value.trim()) for (const box of boxes) box.checked = false;
  }

  function copy(from, to, names) {
    for (const name of names) {
      if (from.hasAttribute(name)) to.setAttribute(name, from.getAttribute(name));
      else to.removeAttribute(name);
    }
  }

  // What is said of the answers is taken over; what a person types in stays as it is.
  function show(fresh) {
    const anchor = document.activeElement;
    const before = anchor ? anchor.getBoundingClientRect().top : 0;
    for (const part of fresh.querySelectorAll("[data-live]")) {
      const old = document.getElementById(part.id);
      if (!old) continue;
      copy(part, old, ["value", "max"]);
      if (old.innerHTML !== part.innerHTML) old.innerHTML = part.innerHTML;
    }
    if (list) {
      const asked = [...fresh.querySelectorAll("#questions > .question")];
      const ids = new Set(asked.map((question) => question.id));
      for (const old of [...list.children]) {
        if (!ids.has(old.id) && !old.contains(document.activeElement)) old.remove();
      }
      let last = null;
      for (const question of asked) {
        const old = document.getElementById(question.id);
        if (old) {
          copy(question, old, ["aria-invalid"]);
          for (const field of question.querySelectorAll("input[id], textarea, select")) {
            copy(field, document.getElementById(field.id) || field, ["aria-invalid"]);
          }
        } else if (last) last.after(question);
        else list.prepend(question);
        last = old || question;
      }
    }
    const mistakes = document.getElementById("mistakes");
    if (!fresh.querySelector(".mistake")) mistakes.replaceChildren();
    if (anchor && anchor.isConnected) window.scrollBy(0, anchor.getBoundingClientRect().top - before);
  }

  async function ask() {
    const mine = ++turn;
    const data = new URLSearchParams(new FormData(form));
    data.set(".live", "1");
    try {
      const answer = await fetch("/intake", { method: "POST", body: data, headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const text = await answer.text();
      if (mine === turn) show(new DOMParser().parseFromString(text, "text/html"));
    } catch {
      // Without the server the form still stands; the next button says what is the matter.
    }
  }

  // --- what the browser keeps ---

  const kept = window.advisorKept;
  const draft = form.elements.namedItem(".draft");
  let id = (history.state && history.state.draft) || draft.value || kept.fresh();
  let begun = !("begins" in form.dataset); // of a form that nobody touched nothing is kept
  const cleared = !begun && kept.isCleared(id); // the browser may still fill in what was typed before that
  if (cleared) id = kept.fresh();

  function mark() {
    draft.value = id;
    history.replaceState({ ...history.state, draft: id }, "");
  }

  function save() {
    const fields = [...new FormData(form)].map(([name, value]) =>
      value === ".unknown" && !name.includes(":") ? [".unknown", name] : [name, value],
    );
    if (begun) kept.save(id, fields);
  }

  // Puts kept answers in the form: in the fields that stand here, the others along with what is carried.
  function restore(fields) {
    const values = new Map();
    for (const [name, value] of fields) values.set(name, [...(values.get(name) || []), value]);
    const told = (name, value) => (values.get(name) || []).includes(value);
    const here = new Set();
    for (const field of form.elements) {
      if (!field.name || field.type === "hidden" || field.type === "submit") continue;
      if (field.name === ".unknown") field.checked = told(".unknown", field.value);
      else {
        here.add(field.name);
        if (["text", "textarea", "select-one"].includes(field.type)) [field.value = ""] = values.get(field.name) || [];
        else field.checked = field.value === ".unknown" ? told(".unknown", field.name) : told(field.name, field.value);
      }
    }
    const state = document.getElementById("state");
    for (const old of state.querySelectorAll("input")) if (old.name !== ".at" && old.name !== ".shown") old.remove();
    for (const [name, value] of fields) {
      if ([".at", ".shown", ".after"].includes(name) || here.has(name === ".unknown" ? value : name)) continue;
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      state.append(field);
    }
  }

  mark();
  window.addEventListener("hashchange", mark);
  window.addEventListener("answers-are-kept", () => {
    begun = true;
    save();
  });
  form.addEventListener("input", (event) => {
    settle(event.target);
    begun = true;
    save();
  });
  form.addEventListener("change", (event) => {
    settle(event.target);
    save();
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  form.addEventListener("submit", (event) => {
    begun = true;
    save();
    const to = event.submitter && new URL(event.submitter.formAction).pathname;
    kept.asked(to === "/advice" ? id : "");
  });
  form.querySelector("[data-wipe]").addEventListener("click", () => {
    begun = false;
    kept.clear(id);
  });
  // A page that is reloaded, or comes back from the history, has older answers than those that are kept, or none.
  window.addEventListener("pageshow", (event) => {
    if (kept.isCleared(id)) {
      history.replaceState(null, "");
      location.replace("/intake");
      return;
    }
    if (cleared && !event.persisted) form.reset();
    kept.asked("");
    const [entry] = performance.getEntriesByType("navigation");
    const again = event.persisted || (entry && ["reload", "back_forward"].includes(entry.type));
    const found = again ? kept.read(id) : null;
    begun = begun && !again;
    if (found) {
      const [, at] = found.fields.find(([name]) => name === ".at") || [];
      if (entry.type === "reload" && !event.persisted && at && at !== form.elements.namedItem(".at").value) {
        kept.goOn(found); // what is reloaded may be an older step than the one that stood here
        return;
      }
      begun = true;
      restore(found.fields);
    }
    save();
    if (again) ask();
  });
})();
