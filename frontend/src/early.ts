// Answers that may help at once, below the complaint form: looked up when the writing pauses, and never in anybody's way.
import { Refusal, send } from "./wire";

const PAUSE = 1200;
const SHORTEST = 6;
const LONGEST = 4000;
// They stand beside what happened and the question after it; whoever has gone on further has passed them.
const LAST_ASK = 1;

export function startEarlyAnswers(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-wizard]");
  const field = form?.querySelector<HTMLTextAreaElement>("textarea[name=text]");
  const place = document.querySelector<HTMLElement>("[data-early]");
  const end = document.querySelector<HTMLElement>("[data-early-end]");
  if (form && field && place && end) new EarlyAnswers(form, field, place, end).start();
}

class EarlyAnswers {
  private at = 0;
  private timer = 0;
  private turn = 0;
  private looked = "";
  private over = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly field: HTMLTextAreaElement,
    private readonly place: HTMLElement,
    private readonly end: HTMLElement,
  ) {}

  start(): void {
    this.field.addEventListener("input", () => this.wait());
    this.form.addEventListener("wizard:ask", (event) => this.moved((event as CustomEvent<number>).detail));
    this.place.addEventListener("click", (event) => this.pressed(event.target as Element));
    this.end.querySelector("[data-early-back]")?.addEventListener("click", () => this.goBack());
    window.addEventListener("popstate", () => this.uncover());
  }

  private wait(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.look(), PAUSE);
  }

  private moved(ask: number): void {
    this.at = ask;
    this.draw();
    if (ask !== LAST_ASK) return;
    clearTimeout(this.timer);
    void this.look();
  }

  private async look(): Promise<void> {
    const text = this.field.value.trim();
    if (this.over || text === this.looked) return;
    this.looked = text;
    const turn = ++this.turn;
    const found = text.length < SHORTEST || text.length > LONGEST ? "" : await this.asked(text);
    if (turn === this.turn) this.show(found);
  }

  /** What the house holds out; nothing where it has nothing, wants no more questions or cannot be reached. */
  private async asked(text: string): Promise<string> {
    try {
      return await (await send(this.place.dataset.early ?? "", new URLSearchParams({ text }))).text();
    } catch (error) {
      if (error instanceof Refusal) this.over = true;
      else this.looked = "";
      return "";
    }
  }

  private show(html: string): void {
    const piece = new DOMParser().parseFromString(html, "text/html").body;
    // What is the same stays as it is: somebody may be reading it.
    if (codes(piece) === codes(this.place)) return;
    this.place.replaceChildren(...piece.childNodes);
    this.draw();
    this.say();
  }

  private draw(): void {
    this.place.hidden = !this.place.childElementCount || this.at > LAST_ASK || this.form.hidden;
  }

  private say(): void {
    const sign = document.querySelector<HTMLElement>("[data-early-sign]");
    if (sign) sign.textContent = this.place.hidden ? "" : (sign.dataset.words ?? "");
  }

  private pressed(target: Element): void {
    if (target.closest("[data-early-hide]")) return this.hide();
    const answer = target.closest("[data-early-done]")?.closest<HTMLElement>("[data-early-answer]");
    if (answer) this.finish(answer.dataset.answered ?? "");
  }

  private hide(): void {
    this.over = true;
    // What is still being looked up comes too late.
    this.turn++;
    clearTimeout(this.timer);
    this.show("");
    this.form.querySelector<HTMLElement>("[data-wizard-next]")?.focus({ preventScroll: true });
  }

  private finish(url: string): void {
    // That it helped is counted if it can be; whether or not, nobody is kept waiting.
    send(url, new URLSearchParams()).catch(() => undefined);
    this.form.hidden = true;
    this.end.hidden = false;
    this.draw();
    this.say();
    window.scrollTo({ top: 0 });
    this.end.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }

  private goBack(): void {
    this.uncover();
    const ask = this.form.querySelector<HTMLElement>("[data-ask].now");
    ask?.querySelector<HTMLElement>("textarea, input")?.focus({ preventScroll: true });
  }

  private uncover(): void {
    this.form.hidden = false;
    this.end.hidden = true;
    this.draw();
  }
}

function codes(piece: HTMLElement): string {
  return Array.from(piece.querySelectorAll<HTMLElement>("[data-early-answer]"), (one) => one.dataset.earlyAnswer).join(" ");
}
