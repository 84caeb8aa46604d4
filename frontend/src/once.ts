// A form is sent once: the second press does nothing, and the key lets the server recognise a repeated sending.
export function newKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  // Without HTTPS there is no randomUUID, but there are random numbers.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fillKey(form: HTMLFormElement): void {
  const field = form.elements.namedItem("idempotency_key");
  if (field instanceof HTMLInputElement && !field.value) field.value = newKey();
}

export function startOnce(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-once]")) fillKey(form);
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("form[data-once]") || event.defaultPrevented) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    // After the submission has been put together, or the pressed button's own value would be missing.
    setTimeout(() => setBusy(form, true));
  });
  // The page may come back out of the browser's memory.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) release(form);
  });
}

export function release(form: HTMLFormElement): void {
  delete form.dataset.sent;
  setBusy(form, false);
}

function setBusy(form: HTMLFormElement, busy: boolean): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>("button:not([type=button])")) {
    button.disabled = busy;
    button.setAttribute("aria-busy", String(busy));
  }
}
