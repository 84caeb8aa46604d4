// Files chosen in several fields are shown with a preview each and can be taken out again one by one.
import { icon, make, word } from "./words";

export function startAttachments(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form:has([data-files])")) {
    for (const input of form.querySelectorAll<HTMLInputElement>("input[data-files]")) watch(form, input);
  }
}

export function attachedCount(form: HTMLFormElement): number {
  return Array.from(form.querySelectorAll<HTMLInputElement>("input[data-files]")).reduce((sum, input) => sum + (input.files?.length ?? 0), 0);
}

function watch(form: HTMLFormElement, input: HTMLInputElement): void {
  let chosen: File[] = [];
  input.addEventListener("change", () => {
    const limit = Number(input.dataset.max ?? 20);
    const fresh = Array.from(input.files ?? []).filter((file) => {
      const fits = file.size <= limit * 1024 * 1024;
      if (!fits) complain(form, word("large", { name: file.name, size: limit }));
      return fits;
    });
    chosen = [...chosen, ...fresh];
    apply();
  });
  const apply = (): void => {
    const transfer = new DataTransfer();
    for (const file of chosen) transfer.items.add(file);
    input.files = transfer.files;
    show(form, input, chosen, (file) => {
      chosen = chosen.filter((other) => other !== file);
      apply();
    });
    form.dispatchEvent(new Event("input"));
  };
}

function show(form: HTMLFormElement, input: HTMLInputElement, files: File[], remove: (file: File) => void): void {
  const place = form.querySelector<HTMLElement>("[data-previews]");
  if (!place) return;
  const owner = input.accept || "any";
  for (const old of place.querySelectorAll<HTMLElement>(".preview, .field-error")) {
    if (old.dataset.owner === owner) old.remove();
  }
  for (const file of files) {
    const button = make("button", { type: "button", "aria-label": `${word("remove")} ${file.name}` }, icon("close"));
    button.addEventListener("click", () => remove(file));
    const picture = look(file);
    place.append(make("div", { class: `preview${picture?.tagName === "AUDIO" ? " sound" : ""}`, "data-owner": owner }, picture ?? file.name, button));
  }
}

function look(file: File): HTMLElement | null {
  const kind = file.type.split("/")[0];
  if (kind !== "image" && kind !== "audio") return null;
  const address = URL.createObjectURL(file);
  return kind === "image" ? make("img", { src: address, alt: file.name }) : make("audio", { src: address, controls: "" });
}

function complain(form: HTMLFormElement, text: string): void {
  const place = form.querySelector<HTMLElement>("[data-previews]");
  place?.append(make("p", { class: "field-error col-span-full", role: "alert", "data-owner": "any" }, icon("warning"), make("span", {}, text)));
}
