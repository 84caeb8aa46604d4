// The bell in the frame says how many notices are new, as the one pulse tells it; an open page of notices renews its rows.
import htmx from "htmx.org/dist/htmx.esm.js";

export function startBell(): void {
  const bell = document.querySelector<HTMLElement>("[data-bell]");
  const count = bell?.querySelector<HTMLElement>("[data-bell-count]");
  if (!bell || !count) return;
  document.addEventListener("amends:unseen", (event) => {
    const unseen = (event as CustomEvent<string>).detail;
    if (unseen === (count.textContent ?? "").trim()) return;
    count.textContent = unseen;
    count.hidden = !unseen;
    bell.setAttribute("aria-label", unseen ? `${bell.title} (${unseen})` : bell.title);
    renew();
  });
}

// Rows do not move under somebody who is in them; the bell has said it already.
function renew(): void {
  const rows = document.querySelector<HTMLElement>("[data-live-notices]");
  if (!rows || rows.contains(document.activeElement) || document.hidden) return;
  void htmx.ajax("GET", location.href, { target: rows, select: "[data-live-notices] > *", swap: "innerHTML" });
}
