// Light, dark or as the device: kept in a cookie, so that the server renders the next page in it at once.
const YEAR = 60 * 60 * 24 * 365;

export function startTheme(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-theme-choice]");
    if (button) choose(button.dataset.themeChoice ?? "");
  });
}

export function choose(theme: string): void {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  document.cookie = `theme=${theme}; path=/; max-age=${theme ? YEAR : 0}; samesite=lax`;
  for (const other of document.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
    other.setAttribute("aria-pressed", String(other.dataset.themeChoice === theme));
  }
  const shown = document.querySelector("summary:has(+ .menu-list [data-theme-choice]) use");
  const sprite = document.body.dataset.sprite;
  shown?.setAttribute("href", `${sprite}#${theme === "dark" ? "moon" : theme === "light" ? "sun" : "monitor"}`);
}
