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
  if (talk && (!location.hash || location.hash.startsWith("#read"))) talk.scrollTop = talk.scrollHeight;
  for (const here of document.querySelectorAll(".tabs [aria-current=page], .list-views [aria-current]")) here.scrollIntoView({ block: "nearest", inline: "nearest" });
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

// A proposal may hold more than two options; the new one is a copy of the last with its fields empty.
export function startOptions(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest("[data-add-option]");
    const list = button?.parentElement?.querySelector("[data-options]");
    const last = list?.lastElementChild;
    if (!list || !last) return;
    const n = list.children.length + 1;
    const copy = last.cloneNode(true) as HTMLElement;
    for (const field of copy.querySelectorAll<HTMLInputElement>("input, textarea, select")) field.value = "";
    for (const element of copy.querySelectorAll("[id], [for]")) {
      for (const name of ["id", "for"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace(/option-\d+/, `option-${n}`));
      }
    }
    const title = copy.querySelector<HTMLElement>("[data-option-title]");
    if (title) title.textContent = (title.dataset.optionTitle ?? "").replace("{n}", String(n));
    list.append(copy);
    copy.querySelector("input")?.focus();
  });
}
