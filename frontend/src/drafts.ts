// What a customer writes stays on the phone until it has arrived: a lost connection or a closed page costs nothing.
import { word } from "./words";

type Draft = Record<string, string[]>;
const SKIPPED = new Set(["csrfmiddlewaretoken", "idempotency_key", "files"]);
const DAYS_KEPT = 14;

export function startDrafts(): void {
  const done = document.querySelector<HTMLElement>("[data-draft-done]")?.dataset.draftDone;
  if (done) forget(done);
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]")) keep(form);
}

export function forget(name: string): void {
  store(() => localStorage.removeItem(place(name)));
}

const place = (name: string): string => `amends:draft:${name}`;

function keep(form: HTMLFormElement): void {
  const name = form.dataset.draft ?? "";
  restore(form, name);
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => save(form, name), 400);
  });
  window.addEventListener("pagehide", () => save(form, name));
  // A short message is forgotten when it is sent; the long complaint only when its receipt is on the screen.
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    save(form, name);
  });
}

function save(form: HTMLFormElement, name: string): void {
  const draft: Draft = {};
  for (const [field, value] of new FormData(form)) {
    if (typeof value === "string" && value && !SKIPPED.has(field)) (draft[field] ??= []).push(value);
  }
  if (!Object.keys(draft).length) return forget(name);
  if (form.dataset.sent && !form.matches("[data-wizard]")) return forget(name);
  store(() => localStorage.setItem(place(name), JSON.stringify({ at: Date.now(), draft })));
  sign(form, word("kept"));
}

function restore(form: HTMLFormElement, name: string): void {
  let kept: { at: number; draft: Draft } | null = null;
  store(() => (kept = JSON.parse(localStorage.getItem(place(name)) ?? "null")));
  const found = kept as { at: number; draft: Draft } | null;
  if (!found || Date.now() - found.at > DAYS_KEPT * 86_400_000) return;
  // What the server sent back after a refused form is newer than what lies on the phone.
  if (form.querySelector<HTMLTextAreaElement>("textarea")?.value) return;
  let restored = false;
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input[name], textarea[name]")) {
    const values = found.draft[field.name];
    if (!values || SKIPPED.has(field.name)) continue;
    if (field instanceof HTMLInputElement && /checkbox|radio/.test(field.type)) field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
    restored = true;
  }
  if (restored) sign(form, word("restored"));
}

let hiding = 0;

function sign(form: HTMLFormElement, text: string): void {
  const place = form.querySelector<HTMLElement>("[data-kept-sign]");
  if (!place) return;
  place.hidden = false;
  clearTimeout(hiding);
  hiding = window.setTimeout(() => (place.hidden = true), 4000);
  const span = place.querySelector("span");
  if (span) span.textContent = text;
}

function store(act: () => void): void {
  try {
    act();
  } catch {
    // Private windows and full phones refuse storage; the form itself goes on working.
  }
}
