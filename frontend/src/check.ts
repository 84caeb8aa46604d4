// The check while writing: a mirror behind the field marks the words, a list below says why and what would be better.
import { icon, make, word } from "./words";
import { send } from "./wire";

export interface Finding { code: string; severity: string; start: number | null; end: number | null; message: string; suggestion: string }

const PAUSE = 250;
const TONES: Record<string, string> = { must: "red", error: "red", block: "red", should: "orange", warning: "orange", warn: "orange", hint: "blue", info: "blue" };
const LEVELS: Record<string, string> = { red: "must", orange: "should", blue: "hint" };

export class Check {
  private timer = 0;
  private asked = 0;
  private findings: Finding[] = [];

  constructor(
    private readonly field: HTMLTextAreaElement,
    private readonly mirror: HTMLElement,
    private readonly list: HTMLElement,
    private readonly url: string,
  ) {
    field.addEventListener("scroll", () => (mirror.scrollTop = field.scrollTop));
  }

  soon(): void {
    this.draw(); // The mirror follows every letter; the findings follow when the server has answered.
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.now(), PAUSE);
  }

  clear(): void {
    clearTimeout(this.timer);
    this.asked++;
    this.findings = [];
    this.mirror.replaceChildren();
    this.list.replaceChildren();
  }

  private async now(): Promise<void> {
    const text = this.field.value;
    if (!this.url || !text.trim()) return this.clear();
    const ticket = ++this.asked;
    try {
      const response = await send(this.url, new URLSearchParams({ body: text, kind: this.field.form?.querySelector<HTMLSelectElement>("[data-kind]")?.value ?? "" }));
      const data = (await response.json()) as { findings?: Finding[] };
      // An answer about words that are no longer there would mark the wrong ones.
      if (ticket !== this.asked || text !== this.field.value) return;
      this.findings = (data.findings ?? []).map((finding) => inUnits(finding, text));
      this.draw();
      this.drawList();
    } catch {
      // Writing goes on without the check; the same check stands before sending on the server.
    }
  }

  private draw(): void {
    const text = this.field.value;
    const parts: Node[] = [];
    let from = 0;
    for (const finding of [...this.findings].sort((a, b) => (a.start ?? 0) - (b.start ?? 0))) {
      const { start, end } = finding;
      if (start === null || end === null || start < from || end > text.length || end <= start) continue;
      parts.push(document.createTextNode(text.slice(from, start)), make("mark", { class: `tone-${tone(finding)}` }, text.slice(start, end)));
      from = end;
    }
    this.mirror.replaceChildren(...parts, document.createTextNode(`${text.slice(from)}\n`));
    this.mirror.scrollTop = this.field.scrollTop;
  }

  private drawList(): void {
    const order = ["red", "orange", "blue"];
    const sorted = [...this.findings].sort((a, b) => order.indexOf(tone(a)) - order.indexOf(tone(b)));
    this.list.replaceChildren(...sorted.map((finding) => this.row(finding)));
  }

  private row(finding: Finding): HTMLElement {
    const colour = tone(finding);
    const level = make("span", { class: "finding-level" }, word(LEVELS[colour] ?? "hint"));
    const text = make("p", {}, level, finding.message);
    if (finding.suggestion) text.append(" ", make("q", {}, finding.suggestion));
    const row = make("div", { class: `finding tone-${colour}`, "data-code": finding.code }, icon(colour === "blue" ? "info" : "warning"), text);
    if (finding.suggestion) {
      const button = make("button", { type: "button", class: "button button-small" }, word("use"));
      button.addEventListener("click", () => this.apply(finding));
      row.append(button);
    }
    row.addEventListener("click", (event) => {
      if (finding.start === null || finding.end === null || (event.target as Element).closest("button")) return;
      this.field.focus();
      this.field.setSelectionRange(finding.start, finding.end);
    });
    return row;
  }

  private apply(finding: Finding): void {
    const { start, end } = finding;
    this.field.focus();
    if (start !== null && end !== null && end > start) this.field.setSelectionRange(start, end);
    else this.field.setSelectionRange(this.field.value.length, this.field.value.length);
    const gap = start === null && this.field.value && !/\s$/.test(this.field.value) ? "\n" : "";
    insert(this.field, gap + finding.suggestion);
  }
}

// insertText keeps the browser's own undo working, which setting the value would not.
export function insert(field: HTMLTextAreaElement, text: string): void {
  field.focus();
  if (!document.execCommand("insertText", false, text)) field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function tone(finding: Finding): string {
  return TONES[finding.severity] ?? "orange";
}

// The server counts characters, the browser counts UTF-16 units: an emoji is one there and two here.
function inUnits(finding: Finding, text: string): Finding {
  const characters = Array.from(text);
  const unit = (place: number | null): number | null => (place === null || place === undefined ? null : characters.slice(0, place).join("").length);
  const whole = finding.start === 0 && (finding.end ?? 0) >= characters.length;
  const nowhere = whole || finding.start === finding.end;
  return { ...finding, start: nowhere ? null : unit(finding.start), end: nowhere ? null : unit(finding.end) };
}
