// One composer for notes and replies: drafts saved at every pause, the check, sending, and taking back.
import { Check, insert } from "./check";
import { composing } from "./keyboard";
import { newKey, release } from "./once";
import { askPromises, type Unclear } from "./promising";
import type { Change } from "./pulse";
import { keepText, keptText } from "./rescue";
import { toast } from "./toasts";
import { Offline, Refusal, send, SignedOut } from "./wire";
import { icon, make, word } from "./words";

const SAVE_AFTER = 800;
type Mode = "note" | "reply";

export function startComposer(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-composer]");
  if (form) new Composer(form).start();
}

class Composer {
  private readonly field: HTMLTextAreaElement;
  private readonly saved: HTMLElement;
  private readonly check: Check;
  private readonly texts: Record<Mode, string>;
  private timer = 0;
  private mode: Mode;
  private stored = "";
  private sending = false;
  private promisesSeen = "";

  constructor(private readonly form: HTMLFormElement) {
    this.field = this.find("textarea");
    this.saved = this.find("[data-saved]");
    this.mode = this.find<HTMLElement>(".composer-box").dataset.mode === "reply" ? "reply" : "note";
    this.texts = { note: this.draft("note"), reply: this.draft("reply") };
    this.check = new Check(this.field, this.find("[data-mirror]"), this.find("[data-findings]"), form.dataset.checkUrl ?? "", (approval) => this.nameButton(approval));
    this.check.keepAgain(form.dataset.kept ?? "");
  }

  start(): void {
    this.setMode(this.mode, false);
    this.bringBack();
    this.field.addEventListener("input", (event) => this.onInput(event as InputEvent));
    this.field.addEventListener("compositionend", () => this.onInput());
    this.form.addEventListener("keydown", (event) => this.onKey(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.submit();
    });
    document.addEventListener("click", (event) => this.onClick(event.target as Element));
    this.form.querySelector("[data-kind]")?.addEventListener("change", () => this.check.soon());
    document.addEventListener("amends:signed-out", () => this.keep());
    window.addEventListener("pagehide", () => this.leave());
    document.addEventListener("amends:changed", (event) => this.onNews((event as CustomEvent<{ cases: Change[] }>).detail.cases));
    this.offerUndo();
  }

  private find<T extends Element>(selector: string): T {
    const found = this.form.querySelector<T>(selector);
    if (!found) throw new Error(`the composer lacks ${selector}`);
    return found;
  }

  private draft(mode: Mode): string {
    const template = this.form.querySelector<HTMLTemplateElement>(`template[data-draft=${mode}]`);
    return template?.content.textContent ?? "";
  }

  private place(mode: Mode = this.mode): string {
    return `${this.form.dataset.case}:${mode}`;
  }

  // What was written before one's latest reply was handed in is over: it is not brought back in its place.
  private since(mode: Mode = this.mode): string {
    return mode === "reply" ? this.form.dataset.lastReply ?? "" : "";
  }

  private keepHere(text: string, mode: Mode = this.mode): void {
    keepText(this.place(mode), text, this.since(mode));
  }

  // The button says what will happen, as far as the check knows it.
  private nameButton(approval: boolean | null): void {
    const name = this.form.querySelector<HTMLElement>("[data-send-name]");
    if (name) name.textContent = ((approval ?? this.form.dataset.approval === "yes") ? name.dataset.ask : name.dataset.send) ?? "";
  }

  private setMode(mode: Mode, focus = true): void {
    if (mode !== this.mode) {
      this.forget();
      void this.save();
      this.texts[this.mode] = this.field.value;
      this.field.value = this.texts[mode];
    }
    this.mode = mode;
    this.stored = this.field.value;
    this.find<HTMLElement>(".composer-box").dataset.mode = mode;
    this.find<HTMLInputElement>("input[name=mode]").value = mode;
    this.field.placeholder = this.field.dataset[mode === "note" ? "placeholderNote" : "placeholderReply"] ?? "";
    for (const tab of this.form.querySelectorAll<HTMLElement>("[data-mode-choice]")) tab.setAttribute("aria-selected", String(tab.dataset.modeChoice === mode));
    for (const part of this.form.querySelectorAll<HTMLElement>("[data-for-mode]")) part.hidden = part.dataset.forMode !== mode;
    this.check.clear();
    if (mode === "reply" && this.field.value.trim()) this.check.soon();
    this.say("");
    if (focus) this.field.focus();
  }

  private bringBack(): void {
    for (const mode of ["note", "reply"] as const) {
      const text = keptText(this.place(mode), this.since(mode));
      if (!text || text === this.texts[mode]) continue;
      this.texts[mode] = text;
      if (mode === this.mode) this.field.value = text;
      else this.setMode(mode, false);
      this.field.value = text;
      toast(word("rescued"), { icon: "history", seconds: 8 });
      void this.save();
    }
  }

  private onInput(event?: InputEvent): void {
    // While an input method composes, the text is not yet what the writer means.
    if (event?.isComposing) return;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), SAVE_AFTER);
    if (this.mode === "reply") this.check.soon();
  }

  private async save(): Promise<void> {
    clearTimeout(this.timer);
    const { mode } = this;
    const text = this.field.value;
    if (this.sending || text === this.stored || !this.form.dataset.draftUrl) return;
    this.say(word("saving"));
    try {
      await send(this.form.dataset.draftUrl, this.draftBody(mode, text));
      if (mode === this.mode) this.stored = text;
      this.keepHere("", mode);
      this.say(word("saved"), "check");
    } catch (error) {
      this.keepHere(text, mode);
      this.say(word("unsaved"), "warning");
      if (error instanceof SignedOut) this.signedOut(() => this.save());
    }
  }

  private draftBody(mode: Mode, text: string): URLSearchParams {
    return new URLSearchParams({ mode, body: text, version: this.find<HTMLInputElement>("input[name=version]").value });
  }

  private say(text: string, sign = ""): void {
    this.saved.replaceChildren(...(sign ? [icon(sign)] : []), text);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== "Enter" || composing(event) || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void this.submit();
  }

  private onClick(target: Element): void {
    const choice = target.closest<HTMLElement>("[data-mode-choice], [data-compose]");
    if (choice && choice.getAttribute("aria-disabled") !== "true") this.setMode((choice.dataset.modeChoice ?? choice.dataset.compose) === "reply" ? "reply" : "note");
    const words = target.closest<HTMLElement>("[data-insert]");
    if (words) {
      if (this.mode !== "reply") this.setMode("reply");
      insert(this.field, words.dataset.insert ?? "");
    }
    if (target.closest("[data-paper]")) void this.save();
    const suggest = target.closest<HTMLElement>("[data-suggest], [data-script]");
    if (suggest) void this.suggest(suggest);
  }

  private async suggest(button: HTMLElement): Promise<void> {
    button.setAttribute("aria-busy", "true");
    try {
      const kind = button.dataset.script ? "phone" : this.form.querySelector<HTMLSelectElement>("[data-kind]")?.value ?? "";
      const response = await send(button.dataset.suggest ?? button.dataset.script ?? "", new URLSearchParams({ kind }));
      const { text, note } = (await response.json()) as { text: string; note?: string };
      // A script goes below what the note says already; a letter takes the place of the one before.
      const from = button.dataset.script ? this.field.value.length : 0;
      this.field.setSelectionRange(from, this.field.value.length);
      if (note) toast(note, { icon: "info", seconds: 12 });
      insert(this.field, text);
    } catch (error) {
      this.failed(error, () => this.suggest(button));
    }
    button.removeAttribute("aria-busy");
  }

  private async submit(): Promise<void> {
    if (this.sending) return;
    if (!this.field.value.trim()) {
      toast(word("empty"), { icon: "warning" });
      return this.field.focus();
    }
    clearTimeout(this.timer);
    this.forget();
    this.sending = true;
    this.busy(true);
    const key = this.find<HTMLInputElement>("input[name=idempotency_key]");
    key.value ||= newKey();
    this.keepHere(this.field.value);
    try {
      const url = this.mode === "note" ? this.form.dataset.noteUrl : this.form.dataset.replyUrl;
      const form = new FormData(this.form);
      if (this.mode === "reply") form.set("kept", this.check.reasons());
      if (this.promisesSeen === this.field.value) form.set("promises_seen", "1");
      const response = await send(url ?? "", form);
      const data = await body(response);
      if (data.promises?.length) return await this.makeClear(data.promises, data.approval ?? false);
      this.keepHere("");
      this.stored = this.field.value = "";
      this.texts[this.mode] = "";
      location.assign(data.url ?? (response.redirected ? response.url : location.pathname + location.search));
      if (!data.url && !response.redirected) location.reload();
    } catch (error) {
      this.sending = false;
      this.busy(false);
      release(this.form);
      this.failed(error, () => this.submit());
    }
  }

  // The letter waits until the writer has said who and by when, or that it stays as it is.
  private async makeClear(promises: Unclear[], approval: boolean): Promise<void> {
    this.sending = false;
    this.busy(false);
    release(this.form);
    const text = await askPromises(this.field.value, promises, approval);
    if (text === null) return this.field.focus();
    if (text !== this.field.value) {
      this.field.setSelectionRange(0, this.field.value.length);
      insert(this.field, text);
    }
    this.promisesSeen = this.field.value;
    void this.submit();
  }

  private busy(busy: boolean): void {
    for (const button of this.form.querySelectorAll<HTMLButtonElement>("[data-submit]")) {
      button.disabled = busy;
      button.setAttribute("aria-busy", String(busy));
    }
  }

  private failed(error: unknown, again: () => Promise<void>): void {
    if (error instanceof SignedOut) return this.signedOut(again);
    if (error instanceof Offline) return void toast(word("offline"), { icon: "wifi-off", seconds: 20, actions: [{ label: word("again"), act: () => void again() }] });
    const message = error instanceof Refusal && error.message ? error.message : word("wrong");
    this.notice(message, error instanceof Refusal && error.isStale);
  }

  private notice(message: string, reload = false): void {
    this.forget();
    const box = make("div", { class: "notice tone-red composer-notice mb-2", role: "alert" }, icon("warning"), make("div", {}, message));
    if (reload) {
      const button = make("button", { type: "button", class: "button button-small" }, word("caseUpdated"));
      button.addEventListener("click", () => void this.save().then(() => location.reload()));
      box.append(button);
    }
    this.form.prepend(box);
  }

  // What was said about a text that was refused does not stand over another one.
  private forget(): void {
    this.form.querySelector(".composer-notice")?.remove();
  }

  private keep(): void {
    if (this.field.value !== this.stored) this.keepHere(this.field.value);
  }

  private signedOut(again: () => Promise<void>): void {
    this.keep();
    if (this.form.querySelector(".rescue")) return;
    const link = make("a", { class: "button button-small", href: `${document.body.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`, target: "_blank", rel: "opener" }, word("signIn"));
    const button = make("button", { type: "button", class: "button button-small button-primary" }, word("again"));
    const box = make("div", { class: "notice tone-orange rescue", role: "alert" }, icon("lock"), make("div", {}, word("signedOut")), link, button);
    button.addEventListener("click", () => {
      box.remove();
      void again();
    });
    this.form.prepend(box);
  }

  private leave(): void {
    if (this.sending || this.field.value === this.stored || !this.form.dataset.draftUrl) return;
    this.keep();
    void send(this.form.dataset.draftUrl, this.draftBody(this.mode, this.field.value), { keepalive: true }).catch(() => undefined);
  }

  private onNews(changes: Change[]): void {
    const own = changes.find((change) => change.number === this.form.dataset.case);
    const version = Number(document.querySelector<HTMLElement>("[data-case-page]")?.dataset.version);
    if (own && own.version > version && this.mode === "reply" && this.field.value.trim()) this.say(word("newer"), "warning");
  }

  private offerUndo(): void {
    const { undoUrl, undoUntil } = this.form.dataset;
    const seconds = (Date.parse(undoUntil ?? "") - Date.now()) / 1000;
    if (!undoUrl || !(seconds > 1)) return;
    const undo = async (): Promise<void> => {
      try {
        await send(undoUrl, new URLSearchParams());
        sessionStorage.setItem("amends:undone", "yes");
        location.reload();
      } catch (error) {
        this.failed(error, undo);
      }
    };
    const shown = toast(word("sending", { n: Math.ceil(seconds) }), { countdown: true, seconds, actions: [{ label: word("undo"), act: () => void undo() }] });
    const until = Date.now() + seconds * 1000;
    const timer = setInterval(() => {
      const left = Math.ceil((until - Date.now()) / 1000);
      if (left <= 0) return clearInterval(timer);
      shown.say(word("sending", { n: left }));
    }, 500);
  }
}

interface Answered { url?: string; promises?: Unclear[]; approval?: boolean }

async function body(response: Response): Promise<Answered> {
  if (!response.headers.get("Content-Type")?.includes("json")) return {};
  return (await response.json()) as Answered;
}

export function startUndone(): void {
  if (!sessionStorage.getItem("amends:undone")) return;
  sessionStorage.removeItem("amends:undone");
  toast(word("undone"), { icon: "undo" });
}
