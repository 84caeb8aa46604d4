// The form for options is filled when it is opened. What somebody has typed is never written over, and where the
// connection was lost, the form asks again once it is back or the form is opened anew.
export function startOffering(): void {
  document.addEventListener("htmx:beforeRequest", (event) => {
    const fields = (event as CustomEvent<{ elt: Element }>).detail.elt.closest("[data-offer]");
    if (fields && (isFilled(fields) || !fields.closest("dialog")?.open)) event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    const title = event.target;
    if (title instanceof HTMLInputElement && title.name === "title") takeOver(title);
  });
}

function isFilled(fields: Element): boolean {
  const written = fields.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea");
  return Array.from(written).some((field) => field.value.trim() !== "");
}

// The drafted letter names each option by its line: whoever rewrites that line offers one thing and must not write of
// another. The letter's own words stay as they are.
function takeOver(title: HTMLInputElement): void {
  const letter = title.closest("[data-offer]")?.querySelector<HTMLTextAreaElement>("[name=letter]");
  const [before, now] = [title.dataset.said ?? title.defaultValue, title.value].map(plain);
  if (!letter || !before || !now) return;
  letter.value = letter.value.replace(before, () => now);
  title.dataset.said = now;
}

function plain(line: string): string {
  return line.trim().replace(/[。.；;\s]+$/, "");
}
