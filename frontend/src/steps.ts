// The dialogs of a case: what was filled in stays until the step is done. A refusal, an expired session or a lost
// connection says so inside the dialog, and the same button sends again.
import { fillKey, release } from "./once";
import { Offline, Refusal, send, SignedOut } from "./wire";
import { icon, make, word } from "./words";

export function startSteps(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("dialog[id^=action-] form") || event.defaultPrevented) return;
    event.preventDefault();
    void take(form);
  });
}

async function take(form: HTMLFormElement): Promise<void> {
  if (form.dataset.sent) return;
  form.dataset.sent = "yes";
  busy(form, true);
  form.querySelector(".step-notice")?.remove();
  try {
    const response = await send(form.action, new FormData(form));
    const { url } = (await response.json()) as { url: string };
    if (new URL(url, location.href).pathname === location.pathname) location.reload();
    else location.assign(url);
  } catch (error) {
    release(form);
    busy(form, false);
    const key = form.elements.namedItem("idempotency_key");
    if (error instanceof Refusal && key instanceof HTMLInputElement) {
      key.value = "";
      fillKey(form);
    }
    say(form, error);
  }
}

function say(form: HTMLFormElement, error: unknown): void {
  const words = error instanceof SignedOut ? word("signedOut") : error instanceof Offline ? word("offline") : (error instanceof Refusal && error.message) || word("wrong");
  const box = make("div", { class: "notice tone-red step-notice", role: "alert" }, icon("warning"), make("div", {}, words));
  if (error instanceof SignedOut) {
    const address = `${document.body.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`;
    box.append(make("a", { class: "button button-small", href: address, target: "_blank", rel: "opener" }, word("signIn")));
  }
  if (error instanceof Refusal && error.isStale) {
    const button = make("button", { type: "button", class: "button button-small" }, word("caseUpdated"));
    button.addEventListener("click", () => location.reload());
    box.append(button);
  }
  form.querySelector(".dialog-foot")?.before(box);
  box.scrollIntoView({ block: "nearest" });
}

function busy(form: HTMLFormElement, yes: boolean): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>(".dialog-foot button:not([type=button])")) {
    button.disabled = yes;
    button.setAttribute("aria-busy", String(yes));
  }
}
