// Marking cases in a list, to do the same to all of them: X marks the chosen one, the bar says how many of how many.
export function startMarking(): void {
  const bar = document.querySelector<HTMLFormElement>("form[data-bulk]");
  if (!bar) return;
  const all = bar.querySelector<HTMLInputElement>("[data-bulk-all]");
  const count = bar.querySelector<HTMLElement>("[data-bulk-count]");
  const nothing = count?.textContent ?? "";
  const tell = (): void => {
    const boxes = marks();
    const chosen = boxes.filter((box) => box.checked).length;
    bar.classList.toggle("bulk-some", chosen > 0);
    if (count) count.textContent = chosen ? (count.dataset.words ?? "").replace("{n}", String(chosen)).replace("{m}", String(boxes.length)) : nothing;
    if (all) {
      all.checked = chosen > 0 && chosen === boxes.length;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
    }
    for (const button of bar.querySelectorAll<HTMLButtonElement>("button[name=kind]")) button.disabled = chosen === 0;
  };
  all?.addEventListener("change", () => {
    for (const box of marks()) box.checked = all.checked;
    tell();
  });
  document.addEventListener("change", (event) => {
    if ((event.target as Element).matches(".case-mark")) tell();
  });
  document.addEventListener("htmx:afterSwap", tell);
  window.addEventListener("pageshow", tell);
  tell();
}

function marks(): HTMLInputElement[] {
  return Array.from(document.querySelectorAll<HTMLInputElement>(".case-mark"));
}

export function markChosen(): boolean {
  const box = document.querySelector<HTMLInputElement>("tr.chosen .case-mark");
  if (!box) return false;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}
