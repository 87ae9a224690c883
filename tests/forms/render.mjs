// Renders what /v1/profile-schema serves with React JSON Schema Form and with JSONForms, and reports what a user sees.
//   node render.mjs SERVED.json     {"schema": ..., "ui": ..., "steps": [{"set": {...}} | {"clear": [...]}]}  →  JSON
import fs from "node:fs";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><body></body>", { url: "http://localhost/", pretendToBeVisual: true });
globalThis.window = window;
for (const name of Object.getOwnPropertyNames(window)) {
  if (!(name in globalThis)) globalThis[name] = window[name];
}
Object.defineProperty(globalThis, "navigator", { value: window.navigator, configurable: true });
globalThis.IS_REACT_ACT_ENVIRONMENT = true;

const { act, createElement } = await import("react");
const { createRoot } = await import("react-dom/client");
const { default: Form } = await import("@rjsf/core");
const { default: validator } = await import("@rjsf/validator-ajv8");
const { JsonForms } = await import("@jsonforms/react");
const { vanillaCells, vanillaRenderers } = await import("@jsonforms/vanilla-renderers");

const served = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const text = (element) => element?.textContent.trim() ?? "";
const labels = (select) => [...(select?.options ?? [])].filter((o) => o.value !== "").map((o) => o.label);
window.confirm = () => true; // JSONForms asks before it deletes

// --- what is done to a form, as a browser does it ---

function write(element, property, value) {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), property).set.call(element, value);
  element.dispatchEvent(new window.Event(element.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
}

async function fill(field, value) {
  if (field.table) return fillTable(field.table, value);
  await act(async () => {
    const select = field.element;
    if (select.tagName !== "SELECT") return write(select, "value", String(value));
    const wanted = [value].flat();
    for (const option of select.options) option.selected = wanted.includes(option.label);
    select.dispatchEvent(new window.Event("change", { bubbles: true }));
  });
}

async function fillTable(table, values) {
  const click = (label) => act(async () => [...table.querySelectorAll("button")].find((b) => label.test(text(b))).click());
  while (table.querySelector("tbody select")) await click(/^Delete/);
  for (const [row, value] of values.entries()) {
    await click(/^Add/);
    await fill({ element: table.querySelectorAll("tbody select")[row] }, value);
  }
}

// --- the two renderers: how a form is made, and where its fields stand ---

async function rjsf(root, report) {
  let data;
  const options = {
    schema: served.schema,
    validator,
    onChange: (event) => { data = event.formData; },
    onSubmit: (event) => { report.submitted = event.formData; },
    onError: (errors) => { report.errors = errors; },
  };
  await act(async () => root.render(createElement(Form, options)));
  return {
    data: () => data,
    submit: async () => {
      delete report.submitted;
      delete report.errors;
      const event = new window.Event("submit", { bubbles: true, cancelable: true });
      await act(async () => document.querySelector("form").dispatchEvent(event));
    },
    fields: () => [...document.querySelectorAll("[id^=root_]")]
      .filter((e) => ["INPUT", "SELECT", "TEXTAREA"].includes(e.tagName))
      .map((element) => ({
        name: element.id.replace(/^root_(answers_)?/, ""),
        title: text(document.querySelector(`label[for="${element.id}"]`)),
        widget: element.type,
        options: labels(element),
        element,
      })),
  };
}

async function jsonforms(root, report) {
  let state = { data: {} };
  const { schema, ui: uischema } = served;
  const options = {
    schema, uischema, data: { answers: {} }, renderers: vanillaRenderers, cells: vanillaCells,
    onChange: (now) => { state = now; },
  };
  await act(async () => root.render(createElement(JsonForms, options)));
  return {
    data: () => state.data,
    submit: async () => {
      await act(async () => new Promise((done) => setTimeout(done, 50)));
      delete report.errors;
      report.submitted = state.data;
      if (state.errors?.length) report.errors = state.errors;
    },
    fields: () => [...document.querySelectorAll(".control")].filter((c) => !c.closest("[hidden]")).map((control) => {
      const table = control.classList.contains("array-table-layout") ? control : undefined;
      const element = control.querySelector("input, select, textarea");
      return {
        name: [control.id, ...control.classList].find((n) => n.includes("properties")).replace(/^.*properties[/_]/, ""),
        title: text(control.querySelector("label")),
        widget: table ? "table" : element.type,
        options: table ? [] : labels(element),
        table,
        element,
      };
    }),
  };
}

// --- what is reported ---

async function tell(make) {
  document.body.innerHTML = '<div id="root"></div>';
  const report = {};
  const root = createRoot(document.getElementById("root"));
  const form = await make(root, report);
  const plain = () => form.fields().map(({ element, table, ...field }) => field);
  const outcome = () => ({ names: form.fields().map((f) => f.name), submitted: report.submitted, errors: report.errors });
  await form.submit();
  const told = { fields: plain(), headings: [...document.querySelectorAll("legend")].map(text), untouched: outcome(), steps: [] };
  for (const step of served.steps) {
    for (const [name, value] of Object.entries(step)) {
      const field = form.fields().find((f) => f.name === name);
      if (!field) throw new Error(`no field ${name}`);
      await fill(field, value);
    }
    await form.submit();
    told.steps.push(outcome());
  }
  await act(async () => root.unmount());
  return told;
}

const seen = [];
console.error = (...parts) => seen.push(parts.map(String).join(" ").slice(0, 300));
const told = { rjsf: await tell(rjsf), jsonforms: await tell(jsonforms) };
process.stdout.write(JSON.stringify({ ...told, complaints: seen }));
process.exit(0);
