// Who else has this case open, and who types in it. It warns; it locks nothing. The page says from time to time that it
// is open, and hears of the others with the one pulse that it asks anyway.
import type { Present } from "./pulse";
import { send } from "./wire";
import { icon, make } from "./words";

const EVERY = 20_000;
const TYPING_EVERY = 8000;

export function startPresence(): void {
  const page = document.querySelector<HTMLElement>("[data-here]");
  const url = page?.dataset.here;
  if (!page || !url) return;
  let typed = 0;
  const say = (body: Record<string, string>): void => {
    if (!document.hidden) void send(url, new URLSearchParams(body)).catch(() => undefined);
  };
  say({});
  setInterval(() => say({}), EVERY);
  document.addEventListener("visibilitychange", () => say({}));
  document.querySelector("form[data-composer] textarea")?.addEventListener("input", () => {
    if (Date.now() - typed < TYPING_EVERY) return;
    typed = Date.now();
    say({ typing: "1" });
  });
  document.addEventListener("amends:present", (event) => {
    const all = (event as CustomEvent<Present[]>).detail;
    draw(all.filter((one) => one.number === page.dataset.casePage));
  });
}

function draw(others: Present[]): void {
  const place = document.querySelector<HTMLElement>("[data-viewers]");
  if (!place) return;
  const drawn = JSON.stringify(others);
  if (place.dataset.drawn === drawn) return;
  place.dataset.drawn = drawn;
  place.replaceChildren(
    ...others.map((one) => {
      const words = (one.typing ? place.dataset.typing : place.dataset.viewing) ?? "";
      return make("span", { class: `pill ${one.typing ? "tone-orange" : "tone-blue"}` }, icon(one.typing ? "pencil" : "eye"), `${one.name} ${words}`);
    }),
  );
}
