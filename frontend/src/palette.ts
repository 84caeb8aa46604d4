// The command palette gathers what the page itself offers: everything that carries data-command.
import { composing } from "./keyboard";
import { icon, make, word } from "./words";

interface Command { name: string; act: () => void; icon: string }

export function startPalette(): () => void {
  const dialog = document.getElementById("palette");
  const input = dialog?.querySelector("input");
  const list = dialog?.querySelector("ul");
  if (!(dialog instanceof HTMLDialogElement) || !input || !list) return () => undefined;
  let shown: Command[] = [];
  let at = 0;

  const draw = (): void => {
    list.replaceChildren(...shown.map((command, place) => option(command, place === at, () => run(command))));
    if (!shown.length) list.append(make("li", { class: "quiet" }, word("nothing")));
    input.setAttribute("aria-activedescendant", shown.length ? `command-${at}` : "");
    list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  };
  const option = (command: Command, chosen: boolean, act: () => void): HTMLElement => {
    const item = make("li", { role: "option", id: chosen ? `command-${at}` : "", "aria-selected": String(chosen) }, icon(command.icon), command.name);
    item.addEventListener("click", act);
    return item;
  };
  const run = (command: Command): void => {
    dialog.close();
    command.act();
  };
  const filter = (): void => {
    at = 0;
    const wanted = input.value.trim().toLowerCase();
    shown = commands().filter((command) => command.name.toLowerCase().includes(wanted));
    if (wanted && document.body.dataset.search) shown.push(search(input.value.trim()));
    draw();
  };
  input.addEventListener("input", filter);
  input.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % Math.max(shown.length, 1);
      draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const command = shown[at];
      if (command) run(command);
    }
  });
  return () => {
    input.value = "";
    filter();
    if (!dialog.open) dialog.showModal();
  };
}

function commands(): Command[] {
  const seen = new Set<string>();
  const found: Command[] = [];
  for (const element of document.querySelectorAll<HTMLElement>("[data-command]")) {
    const name = element.dataset.command ?? "";
    if (!name || seen.has(name)) continue;
    seen.add(name);
    const drawing = element.querySelector("use")?.getAttribute("href")?.split("#")[1] ?? "chevron-right";
    found.push({ name, icon: drawing, act: () => element.click() });
  }
  return found;
}

function search(text: string): Command {
  const url = `${document.body.dataset.search}?q=${encodeURIComponent(text)}`;
  return { name: word("search", { q: text }), icon: "search", act: () => (location.href = url) };
}
