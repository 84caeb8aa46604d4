// Menus are <details>, dialogs are <dialog>: this adds what people expect of them, closing above all.
export function startMenus(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
      const chosen = target.closest(".menu-item");
      if (!menu.contains(target) || (chosen && menu.contains(chosen))) menu.open = false;
    }
    const opener = target.closest<HTMLElement>("[data-open]");
    if (opener) openDialog(opener.dataset.open ?? "");
    const dialog = target.closest<HTMLDialogElement>("dialog");
    if (dialog && (target.closest("[data-close]") || target === dialog)) dialog.close();
    const copy = target.closest<HTMLElement>("[data-copy]");
    if (copy) void copyText(copy);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector<HTMLDetailsElement>("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}

export function openDialog(id: string): void {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
  dialog.showModal();
  // Where something is to be written, one begins there and not at the cross that closes.
  dialog.querySelector<HTMLElement>("select, textarea, input:not([type=hidden])")?.focus();
}

async function copyText(button: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(button.dataset.copy ?? "");
  } catch {
    return; // Without the permission the text is still on the page to be marked and copied.
  }
  const text = button.querySelector("span");
  if (text && button.dataset.copied) text.textContent = button.dataset.copied;
}
