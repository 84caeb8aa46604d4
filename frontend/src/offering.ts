// The form for options is filled when it is opened. What somebody has typed is never written over, and where the
// connection was lost, the form asks again once it is back or the form is opened anew.
export function startOffering(): void {
  document.addEventListener("htmx:beforeRequest", (event) => {
    const fields = (event as CustomEvent<{ elt: Element }>).detail.elt.closest("[data-offer]");
    if (fields && (isFilled(fields) || !fields.closest("dialog")?.open)) event.preventDefault();
  });
}

function isFilled(fields: Element): boolean {
  const written = fields.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea");
  return Array.from(written).some((field) => field.value.trim() !== "");
}
