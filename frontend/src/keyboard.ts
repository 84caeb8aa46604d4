// The keys people know from other desks. Single keys rest while a field has the focus, and can be switched off.
import { markChosen } from "./marking";
import { openDialog } from "./menus";
import { startPalette } from "./palette";
import { toast } from "./toasts";
import { word } from "./words";

const OFF = "amends:keys-off";

export function composing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

export function startKeyboard(): void {
  const palette = startPalette();
  document.addEventListener("keydown", (event) => {
    if (composing(event) || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      return palette();
    }
    if (event.ctrlKey || event.metaKey || off() || inField(event.target as Element)) return;
    if (single(event.key)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    if (target.closest("[data-keys-help]")) openDialog("keys");
    if (target.closest("[data-palette]")) palette();
    const toggle = target.closest<HTMLElement>("[data-keys-switch]");
    if (toggle) switchKeys();
  });
  drawSwitch();
}

function off(): boolean {
  return localStorage.getItem(OFF) === "yes";
}

function switchKeys(): void {
  if (off()) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "yes");
  drawSwitch();
  toast(word(off() ? "keysOff" : "keysOn"), { icon: "keyboard" });
}

function drawSwitch(): void {
  document.querySelector("[data-keys-switch]")?.setAttribute("aria-pressed", String(!off()));
}

function inField(target: Element): boolean {
  return target.matches("input, textarea, select, [contenteditable]") || Boolean(document.querySelector("dialog[open]"));
}

function single(key: string): boolean {
  switch (key) {
    case "?": return act(() => openDialog("keys"));
    case "/": return focus("#search");
    case "j": case "J": return move(1);
    case "k": case "K": return move(-1);
    case "Enter": return openChosen();
    case "r": case "R": return press('[data-mode-choice="reply"]');
    case "n": case "N": return press('[data-mode-choice="note"]');
    case "a": case "A": return press('[data-action^="assign"]');
    case "s": case "S": return press('[data-action^="advance"], [data-action^="stage"]');
    case "w": case "W": return judge();
    case "x": case "X": return markChosen();
    default: return false;
  }
}

// From label to label of what was read: Enter opens it, Tab leads to the right word, Shift+Tab to "right".
function judge(): boolean {
  const labels = Array.from(document.querySelectorAll<HTMLElement>("[data-judge]"));
  const next = labels[labels.indexOf(document.activeElement as HTMLElement) + 1] ?? labels[0];
  next?.closest("details[data-part]")?.setAttribute("open", "");
  next?.focus();
  return Boolean(next);
}

function act(does: () => void): true {
  does();
  return true;
}

function focus(selector: string): boolean {
  const element = document.querySelector<HTMLInputElement>(selector);
  element?.focus();
  element?.select();
  return Boolean(element);
}

function press(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  element?.click();
  return Boolean(element);
}

function move(by: number): boolean {
  const rows = Array.from(document.querySelectorAll<HTMLElement>("[data-live-list] tr[data-case]"));
  if (!rows.length) return moveNear(by);
  const at = rows.findIndex((row) => row.classList.contains("chosen"));
  const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
  for (const row of rows) row.classList.toggle("chosen", row === next);
  next?.scrollIntoView({ block: "nearest" });
  next?.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
  return true;
}

function moveNear(by: number): boolean {
  const near = Array.from(document.querySelectorAll<HTMLAnchorElement>("a[data-near]"));
  const at = near.findIndex((link) => link.getAttribute("aria-current") === "true");
  const next = near[at + by];
  if (next) location.href = next.href;
  return Boolean(next);
}

function openChosen(): boolean {
  if (document.activeElement?.matches("a, button, summary")) return false;
  const link = document.querySelector<HTMLAnchorElement>(".chosen a.case-subject");
  if (link) location.href = link.href;
  return Boolean(link);
}
