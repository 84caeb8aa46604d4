// The check while writing: a mirror behind the field marks the words, a list below says why and what would be better.
import { composing } from "./keyboard";
import { icon, make, word } from "./words";
import { send } from "./wire";

export interface Finding { code: string; severity: string; weight: string; start: number | null; end: number | null; message: string; suggestion: string; at?: number; words?: string }
interface Point { point: string; answered: boolean; start: number; end: number }
interface Answer { findings?: Finding[]; points?: Point[]; approval?: boolean }
interface Kept { code: string; words: string; reason: string }

const PAUSE = 250;
const TONES: Record<string, string> = { must: "red", error: "red", block: "red", should: "orange", warning: "orange", warn: "orange", reason: "orange", approve: "violet", hint: "blue", info: "blue" };
const LEVELS: Record<string, string> = { block: "must", approve: "eyes", reason: "why", warn: "should", info: "hint" };
const ORDER = ["block", "approve", "reason", "warn", "info"];

export class Check {
  private timer = 0;
  private asked = 0;
  private findings: Finding[] = [];
  private points: Point[] = [];
  private active = -1;
  // Code and words of each remark that is kept, with its reason.
  private readonly kept = new Map<string, string>();

  constructor(
    private readonly field: HTMLTextAreaElement,
    private readonly mirror: HTMLElement,
    private readonly list: HTMLElement,
    private readonly url: string,
    private readonly judged: (approval: boolean | null) => void = () => undefined,
  ) {
    field.addEventListener("scroll", () => (mirror.scrollTop = field.scrollTop));
    field.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** What the writer keeps and why, for those words that still stand there. */
  reasons(): string {
    const standing = new Set(this.findings.map((finding) => this.key(finding)));
    return JSON.stringify([...this.kept].filter(([key]) => standing.has(key)).map(([key, reason]) => {
      const [code, ...words] = key.split("\n");
      return { code, words: words.join("\n"), reason };
    }));
  }

  /** The reasons that were given before, for a reply that came back. */
  keepAgain(given: string): void {
    for (const one of JSON.parse(given || "[]") as Kept[]) this.kept.set(`${one.code}\n${one.words}`, one.reason);
  }

  // F8 and Shift+F8 go from remark to remark, Ctrl+. takes the better wording, as in editors.
  private onKey(event: KeyboardEvent): void {
    if (composing(event) || !this.findings.length) return;
    if (event.key === "F8") {
      event.preventDefault();
      this.go(event.shiftKey ? -1 : 1);
    } else if (event.key === "." && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      const finding = this.sorted()[Math.max(this.active, 0)];
      if (event.shiftKey) this.list.querySelectorAll<HTMLElement>("[data-keep]")[0]?.click();
      else if (finding?.suggestion) this.apply(finding);
    }
  }

  private go(step: number): void {
    const sorted = this.sorted();
    this.active = (this.active + step + sorted.length) % sorted.length;
    const finding = sorted[this.active];
    this.list.querySelectorAll(".finding").forEach((row, at) => row.toggleAttribute("data-active", at === this.active));
    this.list.querySelectorAll(".finding")[this.active]?.scrollIntoView({ block: "nearest" });
    if (finding && finding.start !== null && finding.end !== null) this.field.setSelectionRange(finding.start, finding.end);
    else if (finding?.at !== undefined) this.field.setSelectionRange(finding.at, finding.at);
  }

  private sorted(): Finding[] {
    return [...this.findings].sort((a, b) => ORDER.indexOf(a.weight) - ORDER.indexOf(b.weight) || (a.start ?? 0) - (b.start ?? 0));
  }

  private key(finding: Finding): string {
    return `${finding.code}\n${finding.words ?? ""}`;
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
    this.points = [];
    this.active = -1;
    this.mirror.replaceChildren();
    this.list.replaceChildren();
    this.judged(null);
  }

  private async now(): Promise<void> {
    const text = this.field.value;
    if (!this.url || !text.trim()) return this.clear();
    const ticket = ++this.asked;
    try {
      const response = await send(this.url, new URLSearchParams({ body: text, kind: this.field.form?.querySelector<HTMLSelectElement>("[data-kind]")?.value ?? "" }));
      const data = (await response.json()) as Answer;
      // An answer about words that are no longer there would mark the wrong ones.
      if (ticket !== this.asked || text !== this.field.value) return;
      this.findings = (data.findings ?? []).map((finding) => inUnits(finding, text));
      this.points = data.points ?? [];
      this.active = -1;
      this.draw();
      this.drawList();
      this.judged(data.approval ?? null);
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
    this.list.replaceChildren(...this.sorted().map((finding) => this.row(finding)), ...(this.points.length ? [this.pointList()] : []));
  }

  // Grievance by grievance: answered by which sentence, or not yet.
  private pointList(): HTMLElement {
    const done = this.points.filter((point) => point.answered).length;
    const list = make("ul", {}, ...this.points.map((point) => this.pointRow(point)));
    const title = make("p", {}, word("points", { n: done, all: this.points.length }));
    return make("div", { class: "reply-points" }, title, list);
  }

  private pointRow(point: Point): HTMLElement {
    const characters = Array.from(this.field.value);
    const words = characters.slice(point.start, point.end).join("");
    const row = make("li", { class: point.answered ? "tone-green" : "tone-orange" }, icon(point.answered ? "check" : "warning"), make("span", {}, point.point));
    if (!point.answered) row.append(make("em", {}, word("notYet")));
    else {
      const button = make("button", { type: "button", class: "reply-point-words" }, words.length > 28 ? `${words.slice(0, 28)}…` : words);
      const from = characters.slice(0, point.start).join("").length;
      button.addEventListener("click", () => {
        this.field.focus();
        this.field.setSelectionRange(from, from + words.length);
      });
      row.append(button);
    }
    return row;
  }

  private row(finding: Finding): HTMLElement {
    const colour = tone(finding);
    const level = make("span", { class: "finding-level" }, word(LEVELS[finding.weight] ?? "should"));
    const text = make("p", {}, level, finding.message);
    if (finding.suggestion) text.append(" ", make("q", {}, finding.suggestion));
    const row = make("div", { class: `finding tone-${colour}`, "data-code": finding.code }, icon(colour === "blue" ? "info" : "warning"), text);
    if (finding.suggestion) {
      const button = make("button", { type: "button", class: "button button-small" }, word("use"));
      button.addEventListener("click", () => this.apply(finding));
      row.append(button);
    }
    if (finding.severity === "reason") row.append(this.keeping(finding, row));
    row.addEventListener("click", (event) => {
      if (finding.start === null || finding.end === null || (event.target as Element).closest("button")) return;
      this.field.focus();
      this.field.setSelectionRange(finding.start, finding.end);
    });
    return row;
  }

  private keeping(finding: Finding, row: HTMLElement): HTMLElement {
    const reason = this.kept.get(this.key(finding));
    row.toggleAttribute("data-kept", Boolean(reason));
    const button = make("button", { type: "button", class: "button button-small button-plain", "data-keep": "" }, reason ? word("keptBecause", { reason }) : word("keep"));
    button.addEventListener("click", () => {
      const input = make("input", { class: "input", maxlength: "300", "aria-label": word("keepWhy"), placeholder: word("keepWhy") });
      input.value = reason ?? "";
      button.replaceWith(input);
      input.focus();
      const keep = (): void => {
        if (input.value.trim()) this.kept.set(this.key(finding), input.value.trim());
        else this.kept.delete(this.key(finding));
        this.drawList();
      };
      input.addEventListener("change", keep, { once: true });
      input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || composing(event)) return;
        event.preventDefault();
        event.stopPropagation();
        input.blur();
      });
    });
    return button;
  }

  private apply(finding: Finding): void {
    const { start, end } = finding;
    this.field.focus();
    if (start !== null && end !== null && end > start) this.field.setSelectionRange(start, end);
    else this.field.setSelectionRange(finding.at ?? this.field.value.length, finding.at ?? this.field.value.length);
    const last = (finding.at ?? this.field.value.length) >= this.field.value.length;
    const gap = start === null && last && this.field.value && !/\s$/.test(this.field.value) ? "\n" : "";
    const next = this.field.value.charAt(this.field.selectionEnd);
    const space = start === null && /[.!?]$/.test(finding.suggestion) && /\S/.test(next) ? " " : "";
    insert(this.field, gap + this.fitting(finding, start, end) + space);
  }

  // A better wording keeps the end of the sentence it stands in, and begins with a capital where that sentence begins.
  private fitting(finding: Finding, start: number | null, end: number | null): string {
    if (start === null || end === null || end <= start || !finding.suggestion) return finding.suggestion;
    const stop = /[.!?。！？]$/.exec(this.field.value.slice(start, end))?.[0];
    const closed = stop && /[\p{L}\p{N}]$/u.test(finding.suggestion) ? finding.suggestion + (/[！？。]/.test(stop) ? "。" : ".") : finding.suggestion;
    const begins = /(^|[.!?\n])\s*$/.test(this.field.value.slice(0, start));
    return begins ? closed.charAt(0).toUpperCase() + closed.slice(1) : closed;
  }
}

// insertText keeps the browser's own undo working, which setting the value would not.
export function insert(field: HTMLTextAreaElement, text: string): void {
  field.focus();
  if (!document.execCommand("insertText", false, text)) field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function tone(finding: Finding): string {
  return TONES[finding.weight] ?? "orange";
}

// The server counts characters, the browser counts UTF-16 units: an emoji is one there and two here.
function inUnits(finding: Finding, text: string): Finding {
  const characters = Array.from(text);
  const unit = (place: number | null): number | null => (place === null || place === undefined ? null : characters.slice(0, place).join("").length);
  const whole = finding.start === 0 && (finding.end ?? 0) >= characters.length;
  const nowhere = whole || finding.start === finding.end;
  const at = finding.start === finding.end && finding.start !== null ? unit(finding.start) ?? undefined : undefined;
  const words = finding.start !== null && finding.end !== null ? characters.slice(finding.start, finding.end).join("") : "";
  return { ...finding, at, words, start: nowhere ? null : unit(finding.start), end: nowhere ? null : unit(finding.end) };
}
