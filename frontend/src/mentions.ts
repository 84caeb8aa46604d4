// Typing @ in a note offers colleagues who may see the case: arrows choose, Enter or Tab takes, Escape leaves. While an
// input method composes, keys belong to it; what it has put together is looked up afterwards.
import { composing } from "./keyboard";
import { send } from "./wire";
import { make } from "./words";

interface Person { name: string; insert: string; place: string }

const BEGUN = /(?:^|[^A-Za-z0-9._-])[@＠]([^\s@＠，。；：,;:]{0,20})$/;
const WAIT = 150;

export function startMentions(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-composer]");
  const list = form?.querySelector<HTMLUListElement>("[data-people]");
  const field = form?.querySelector("textarea");
  if (form && list && field && form.dataset.namesUrl) new Mentions(field, list, form, form.dataset.namesUrl).start();
}

class Mentions {
  private people: Person[] = [];
  private at = 0;
  private timer = 0;
  private asked = "";

  constructor(private readonly field: HTMLTextAreaElement, private readonly list: HTMLUListElement, private readonly form: HTMLFormElement, private readonly url: string) {}

  start(): void {
    this.field.addEventListener("input", (event) => {
      if (!(event as InputEvent).isComposing) this.look();
    });
    this.field.addEventListener("compositionend", () => this.look());
    // Before the composer hears of it: Enter takes a name and sends nothing.
    this.field.addEventListener("keydown", (event) => this.onKey(event), { capture: true });
    this.field.addEventListener("blur", () => setTimeout(() => this.close(), WAIT));
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = (event.target as Element).closest<HTMLElement>("[data-at]");
      if (item) this.take(Number(item.dataset.at));
    });
  }

  private begun(): string | null {
    const note = this.form.querySelector<HTMLInputElement>("input[name=mode]")?.value === "note";
    const before = this.field.value.slice(0, this.field.selectionStart);
    return note ? (before.match(BEGUN)?.[1] ?? null) : null;
  }

  private look(): void {
    clearTimeout(this.timer);
    const words = this.begun();
    if (words === null) return this.close();
    this.timer = window.setTimeout(() => void this.ask(words), WAIT);
  }

  private async ask(words: string): Promise<void> {
    this.asked = words;
    try {
      const response = await send(`${this.url}?q=${encodeURIComponent(words)}`, null);
      const { people } = (await response.json()) as { people: Person[] };
      if (this.asked !== words || this.begun() !== words) return;
      this.people = people;
      this.at = 0;
      this.draw();
    } catch {
      this.close();
    }
  }

  private draw(): void {
    this.list.hidden = !this.people.length;
    this.list.replaceChildren(
      ...this.people.map((one, at) =>
        make("li", { role: "option", id: `name-${at}`, "data-at": String(at), "aria-selected": String(at === this.at) }, make("strong", {}, one.name), make("span", { class: "quiet" }, one.place)),
      ),
    );
    this.field.setAttribute("aria-controls", "names");
    if (this.people.length) this.field.setAttribute("aria-activedescendant", `name-${this.at}`);
    else this.field.removeAttribute("aria-activedescendant");
  }

  private onKey(event: KeyboardEvent): void {
    if (this.list.hidden || composing(event) || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : this.people.length - 1)) % this.people.length;
      this.draw();
    } else if (event.key === "Enter" || event.key === "Tab") this.take(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private take(at: number): void {
    const person = this.people[at];
    const words = this.begun();
    if (!person || words === null) return this.close();
    const caret = this.field.selectionStart;
    this.field.setRangeText(`${person.insert} `, caret - words.length, caret, "end");
    this.close();
    this.field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    this.field.focus();
  }

  private close(): void {
    clearTimeout(this.timer);
    this.asked = "";
    this.people = [];
    this.list.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }
}
