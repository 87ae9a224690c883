// Asks the server again after each answer, so that questions come and go at once. Which ones, only the server decides.
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
    const number = question.querySelector("input[type=text]");
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
          for (const field of question.querySelectorAll("input[id]")) {
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

  form.addEventListener("input", (event) => settle(event.target));
  form.addEventListener("change", (event) => {
    settle(event.target);
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  // A page that comes back from the history has the answers that were typed, but not what followed from them.
  window.addEventListener("pageshow", () => {
    const [entry] = performance.getEntriesByType("navigation");
    if (entry && entry.type === "back_forward") ask();
  });
})();
