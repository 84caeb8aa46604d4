// The complaint form, one question at a time. Without this script it is one plain form, and just as complete.
import { attachedCount } from "./attachments";
import { icon, make, word } from "./words";

export function startWizard(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-wizard]");
  if (form) new Wizard(form).start();
}

class Wizard {
  private readonly asks: HTMLElement[];
  private at = 0;

  constructor(private readonly form: HTMLFormElement) {
    this.asks = Array.from(form.querySelectorAll<HTMLElement>("[data-ask]"));
  }

  start(): void {
    this.form.classList.add("wizard");
    const dots = this.form.querySelector(".wizard-dots");
    for (const _ of this.asks) dots?.append(document.createElement("i"));
    this.form.querySelector("[data-wizard-next]")?.addEventListener("click", () => this.forward());
    this.form.querySelector("[data-wizard-back]")?.addEventListener("click", () => history.back());
    this.form.addEventListener("keydown", (event) => this.onKey(event));
    this.form.addEventListener("input", () => this.drawNext());
    this.form.addEventListener("submit", (event) => this.beforeSending(event), true);
    // The phone's own back button goes one question back, not off the page.
    window.addEventListener("popstate", (event) => this.show(event.state?.ask ?? 0, true));
    const wrong = this.asks.findIndex((ask) => ask.querySelector(".field-error"));
    history.replaceState({ ask: 0 }, "");
    this.show(0, false, wrong < 1);
    if (wrong > 0) this.go(wrong);
  }

  private go(index: number): void {
    history.pushState({ ask: index }, "");
    this.show(index);
  }

  private forward(): void {
    if (this.at === this.asks.length - 1) return this.form.requestSubmit();
    if (this.valid(this.asks[this.at]!)) this.go(this.at + 1);
  }

  private show(index: number, back = false, first = false): void {
    this.at = index;
    this.form.classList.toggle("wizard-back", back);
    this.asks.forEach((ask, place) => ask.classList.toggle("now", place === index));
    this.form.querySelectorAll(".wizard-dots i").forEach((dot, place) => dot.classList.toggle("past", place <= index));
    const text = this.form.querySelector("[data-step-text]");
    if (text) text.textContent = word("step", { n: index + 1, all: this.asks.length });
    const backButton = this.form.querySelector<HTMLElement>("[data-wizard-back]");
    if (backButton) backButton.hidden = index === 0;
    if (this.asks[index]?.matches("[data-review]")) this.review();
    this.drawNext();
    this.form.dispatchEvent(new CustomEvent("wizard:ask", { detail: index }));
    if (first) return;
    window.scrollTo({ top: 0 });
    const field = this.asks[index]?.querySelector<HTMLElement>("textarea, input:not([type=file]):not([type=checkbox]):not([type=date])");
    (field ?? this.asks[index])?.focus({ preventScroll: true });
  }

  private drawNext(): void {
    const button = this.form.querySelector<HTMLElement>("[data-wizard-next]");
    const label = button?.querySelector("span");
    const ask = this.asks[this.at];
    if (!button || !label || !ask) return;
    const last = this.at === this.asks.length - 1;
    const skip = ask.matches("[data-ask-optional]") && !this.answered(ask);
    button.classList.toggle("button-primary", !skip);
    label.textContent = last ? (this.form.querySelector("[data-send]")?.textContent ?? "").trim() : word(skip ? "skip" : "next");
    button.querySelector("use")?.setAttribute("href", `${document.body.dataset.sprite}#${last ? "send" : "arrow-right"}`);
  }

  private answered(ask: HTMLElement): boolean {
    return Array.from(ask.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")).some((field) =>
      field instanceof HTMLInputElement && field.type === "checkbox" ? field.checked : field instanceof HTMLInputElement && field.type === "file" ? Boolean(field.files?.length) : field.value.trim() !== "",
    );
  }

  private valid(ask: HTMLElement): boolean {
    for (const field of ask.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")) {
      const blank = field.required && !field.value.trim();
      const mismatch = field.validity.patternMismatch ? field.dataset.mismatch : "";
      const message = blank ? word("needed") : mismatch || field.validationMessage;
      this.mark(field, message);
      if (message) {
        field.focus();
        return false;
      }
    }
    return true;
  }

  private mark(field: HTMLElement, message: string): void {
    const box = field.closest(".field");
    box?.querySelectorAll(".field-error").forEach((old) => old.remove());
    box?.classList.toggle("field-wrong", Boolean(message));
    if (message) {
      field.setAttribute("aria-invalid", "true");
      box?.append(make("p", { class: "field-error", role: "alert" }, icon("warning"), make("span", {}, message)));
    } else field.removeAttribute("aria-invalid");
  }

  private beforeSending(event: Event): void {
    const wrong = this.asks.findIndex((ask) => !this.valid(ask));
    const offline = !navigator.onLine;
    const sign = this.form.querySelector<HTMLElement>("[data-offline-sign]");
    if (sign) {
      sign.hidden = !offline;
      sign.querySelector("span")!.textContent = word("offline");
    }
    if (wrong < 0 && !offline) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (wrong >= 0 && wrong !== this.at) this.go(wrong);
  }

  private onKey(event: KeyboardEvent): void {
    // Enter goes on, but never while an input method composes, nor in the large field where it makes a new line.
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    const target = event.target as HTMLElement;
    if (target.matches("textarea, button, a, summary")) return;
    event.preventDefault();
    this.forward();
  }

  private review(): void {
    const place = this.form.querySelector<HTMLElement>("[data-answers]");
    if (!place) return;
    const rows = this.asks.flatMap((ask, index) => Array.from(ask.querySelectorAll<HTMLElement>("[data-label]"), (field) => this.answer(field, index)));
    place.replaceChildren(...rows);
  }

  private answer(field: HTMLElement, index: number): HTMLElement {
    const button = make("button", { type: "button" }, word("change"));
    button.addEventListener("click", () => this.go(index));
    const text = this.textOf(field);
    const value = make("dd", text ? {} : { class: "quiet" }, text || word("none"));
    return make("div", { class: "answer" }, make("dt", {}, field.dataset.label ?? ""), value, button);
  }

  private textOf(field: HTMLElement): string {
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) return field.value.trim();
    if (field.matches("[data-previews]")) {
      const count = attachedCount(this.form);
      return count ? word("files", { n: count }) : "";
    }
    return Array.from(field.querySelectorAll<HTMLInputElement>("input:checked"), (input) => input.parentElement?.textContent?.trim() ?? "").join(" · ");
  }
}
