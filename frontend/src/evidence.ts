// The words that a label rests on explain themselves; a label in the context shows its words in the text.
import { make } from "./words";

let popover: HTMLElement | null = null;

export function startEvidence(): void {
  document.addEventListener("pointerover", (event) => explain((event.target as Element).closest<HTMLElement>("mark[data-labels]")));
  document.addEventListener("focusin", (event) => explain((event.target as Element).closest<HTMLElement>("mark[data-labels]")));
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-show-label]");
    if (button) show(button.dataset.showLabel ?? "", (button.textContent ?? "").trim());
  });
  for (const read of document.querySelectorAll<HTMLElement>("[data-read]")) {
    read.addEventListener("pointerenter", () => light(read.dataset.read ?? "", true));
    read.addEventListener("pointerleave", () => light(read.dataset.read ?? "", false));
  }
}

function marks(): HTMLElement[] {
  return Array.from(document.querySelectorAll<HTMLElement>("mark[data-labels]"));
}

// "demands" in a reading is "demand" or "demands" on a mark, according to where it came from.
const fieldOf = (label: string): string => (label.split(":")[0] ?? "").replace(/s$/, "");

function light(field: string, on: boolean): void {
  for (const mark of marks()) {
    if ((mark.dataset.labels ?? "").split(" ").some((label) => fieldOf(label) === fieldOf(`${field}:`))) mark.classList.toggle("lit", on);
  }
}

function show(label: string, text: string): void {
  const found = marks().filter((mark) => (mark.dataset.labels ?? "").includes(label));
  const target = found.find((mark) => mark.textContent?.includes(text)) ?? found[0] ?? marks().find((mark) => mark.textContent?.includes(text));
  if (!target) return;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}

function explain(mark: HTMLElement | null): void {
  if (!mark) return popover?.matches(":hover") ? undefined : hide();
  hide();
  const names = (mark.dataset.names ?? "").split("；");
  const lines = (mark.dataset.labels ?? "").split(" ").map((label, place) => line(label, names[place] ?? label));
  popover = make("div", { class: "popover", role: "tooltip", id: "explanation" }, ...lines);
  document.body.append(popover);
  mark.setAttribute("aria-describedby", "explanation");
  place(popover, mark);
}

function line(label: string, name: string): HTMLElement {
  const field = fieldOf(label);
  const read = Array.from(document.querySelectorAll<HTMLElement>("[data-read]")).find((one) => fieldOf(`${one.dataset.read}:`) === field);
  const sure = read?.querySelector(".read-sure")?.textContent?.trim();
  return make("p", {}, make("strong", {}, name), sure ? ` · ${sure}` : "");
}

function place(box: HTMLElement, mark: HTMLElement): void {
  const first = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
  const left = Math.min(Math.max(8, first.left), innerWidth - box.offsetWidth - 8);
  const above = first.top - box.offsetHeight - 8;
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${(above > 60 ? above : first.bottom + 10) + scrollY}px`;
}

function hide(): void {
  if (!popover) return;
  document.querySelector("[aria-describedby=explanation]")?.removeAttribute("aria-describedby");
  popover.remove();
  popover = null;
}
