import { icon, make, word } from "./words";

export interface ToastOptions {
  icon?: string;
  seconds?: number;
  actions?: { label: string; act: () => void }[];
  countdown?: boolean;
}

// A message that passes by itself once it stood there to be read: the page is whole, its tab in front, and nobody points at
// it. With a countdown it shows how much time is left to press its button, and that time waits for nobody.
export function toast(text: string, options: ToastOptions = {}): { close: () => void; say: (text: string) => void } {
  const span = make("span", {}, text);
  const seconds = options.seconds ?? (options.actions ? 12 : 5);
  const ring = options.countdown ? countdownRing() : null;
  const element = make("div", { class: "toast" }, ring ?? icon(options.icon ?? "ok"), span);
  let passed = 0;
  let looked = Date.now();
  const close = (): void => {
    clearInterval(timer);
    element.remove();
  };
  for (const action of options.actions ?? []) {
    const button = make("button", { type: "button", class: "button button-small" }, action.label);
    button.addEventListener("click", () => {
      close();
      action.act();
    });
    element.append(button);
  }
  const timer = window.setInterval(() => {
    const now = Date.now();
    if (ring || (document.readyState === "complete" && !document.hidden && !element.matches(":hover"))) passed += now - looked;
    looked = now;
    const left = seconds - passed / 1000;
    ring?.lastElementChild?.setAttribute("stroke-dasharray", `${Math.max(0, left / seconds) * 63} 63`);
    if (left <= 0) close();
  }, 250);
  document.getElementById("toasts")?.append(element);
  return { close, say: (next) => (span.textContent = next) };
}

function countdownRing(): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "toast-ring");
  svg.setAttribute("viewBox", "0 0 26 26");
  for (let count = 0; count < 2; count++) {
    const circle = document.createElementNS(space, "circle");
    for (const [name, value] of [["cx", "13"], ["cy", "13"], ["r", "10"]] as const) circle.setAttribute(name, value);
    svg.append(circle);
  }
  return svg;
}

// What the server wants to say after a redirect stands in a <template>, so that it is said once and in a toast.
export function startMessages(): void {
  const template = document.getElementById("messages");
  if (!(template instanceof HTMLTemplateElement)) return;
  for (const message of template.content.querySelectorAll<HTMLElement>("[data-level]")) {
    const bad = /error|warning/.test(message.dataset.level ?? "");
    toast(message.textContent ?? "", { icon: bad ? "warning" : "ok", seconds: bad ? 12 : 5 });
  }
  document.addEventListener("click", (event) => {
    const refused = (event.target as Element).closest<HTMLElement>("[data-why-not]");
    if (refused) toast(refused.dataset.whyNot || word("wrong"), { icon: "lock" });
  });
}
