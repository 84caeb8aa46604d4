// Small behaviours of the desk's pages: panes that fold, filters that apply at once, rows that open where pressed.
export function startPanes(): void {
  const page = document.querySelector<HTMLElement>(".case");
  for (const pane of ["no-list", "no-context"]) {
    if (localStorage.getItem(`amends:${pane}`) === "yes") page?.classList.add(pane);
  }
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-pane]");
    if (!button || !page) return;
    const pane = button.dataset.pane ?? "";
    const folded = page.classList.toggle(pane);
    localStorage.setItem(`amends:${pane}`, folded ? "yes" : "");
  });
  for (const part of document.querySelectorAll<HTMLDetailsElement>("details[data-part]")) {
    const name = `amends:part:${part.dataset.part}`;
    if (localStorage.getItem(name) === "closed") part.open = false;
    part.addEventListener("toggle", () => localStorage.setItem(name, part.open ? "open" : "closed"));
  }
  const talk = document.querySelector<HTMLElement>("[data-talk]");
  if (talk && !location.hash) talk.scrollTop = talk.scrollHeight;
  document.querySelector(".near-case[aria-current=true]")?.scrollIntoView({ block: "nearest" });
}

export function startFilters(): void {
  document.addEventListener("change", (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>("form[data-filters]");
    if (!form) return;
    // Empty filters stay out of the address.
    for (const field of form.querySelectorAll<HTMLSelectElement | HTMLInputElement>("select, input")) if (!field.value) field.disabled = true;
    form.submit();
  });
  for (const field of document.querySelectorAll<HTMLSelectElement>("form[data-filters] select")) {
    if (field.value) field.dataset.set = "";
  }
}
