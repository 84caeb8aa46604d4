// Text blocks of the team: a list to search, filled from the case by the server; "/" at the beginning of a line opens it.
import { insert } from "./check";
import { composing } from "./keyboard";
import { send } from "./wire";
import { make } from "./words";

interface Block { title: string; team: string; text: string; refused: string; hint: string }

export function startBlocks(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-composer]");
  const button = form?.querySelector<HTMLButtonElement>("[data-blocks]");
  const field = form?.querySelector("textarea");
  if (form && button && field) new Blocks(form, button, field).start();
}

class Blocks {
  private readonly dialog: HTMLDialogElement;
  private readonly search: HTMLInputElement;
  private readonly list = make("ul", { class: "blocks-list" });
  private blocks: Block[] = [];
  private place: [number, number] = [0, 0];

  constructor(private readonly form: HTMLFormElement, private readonly button: HTMLButtonElement, private readonly field: HTMLTextAreaElement) {
    const { title = "", find = "" } = button.dataset;
    this.dialog = make("dialog", { class: "dialog blocks", "aria-label": title });
    this.search = make("input", { class: "input", type: "search", placeholder: find, "aria-label": find });
  }

  start(): void {
    this.dialog.append(make("div", { class: "dialog-body blocks-body" }, this.search, this.list));
    document.body.append(this.dialog);
    this.button.addEventListener("click", () => void this.open());
    this.search.addEventListener("input", () => this.draw());
    this.list.addEventListener("click", (event) => {
      const at = (event.target as Element).closest<HTMLElement>("[data-at]")?.dataset.at;
      if (at !== undefined) this.take(this.blocks[Number(at)]);
    });
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
    this.field.addEventListener("keydown", (event) => this.onKey(event));
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== "/" || composing(event) || event.ctrlKey || event.metaKey) return;
    const before = this.field.value.slice(0, this.field.selectionStart);
    if (this.form.querySelector<HTMLInputElement>("input[name=mode]")?.value !== "reply" || (before && !before.endsWith("\n"))) return;
    event.preventDefault();
    void this.open();
  }

  private async open(): Promise<void> {
    this.place = [this.field.selectionStart, this.field.selectionEnd];
    this.blocks = [];
    this.search.value = "";
    this.list.replaceChildren();
    this.dialog.showModal();
    this.search.focus();
    try {
      const response = await send(this.button.dataset.blocks ?? "", null);
      this.blocks = ((await response.json()) as { blocks: Block[] }).blocks;
    } catch {
      this.blocks = [];
    }
    this.draw();
  }

  private draw(): void {
    const wanted = this.search.value.trim().toLowerCase();
    const rows = this.blocks.flatMap((block, at) => (`${block.title} ${block.text}`.toLowerCase().includes(wanted) ? [this.row(block, at)] : []));
    this.list.replaceChildren(...(rows.length ? rows : [make("li", { class: "quiet" }, this.button.dataset.none ?? "")]));
  }

  private row(block: Block, at: number): HTMLElement {
    const head = make("strong", {}, block.title);
    const words = make("span", { class: "blocks-words" }, block.refused || block.text);
    const hint = block.hint ? [make("span", { class: "blocks-hint" }, block.hint)] : [];
    const button = make("button", { type: "button", class: "blocks-row", ...(block.refused ? { "aria-disabled": "true" } : { "data-at": String(at) }) }, head, make("span", { class: "quiet" }, block.team), ...hint, words);
    return make("li", {}, button);
  }

  private take(block: Block | undefined): void {
    if (!block || block.refused) return;
    this.dialog.close();
    this.field.focus();
    this.field.setSelectionRange(...this.place);
    insert(this.field, block.text);
  }
}
