// Pictures of an article: dragged, pasted or chosen, kept at once, and put into the text by a mark that says what they show.
import { toast } from "./toasts";
import { Offline, Refusal, send } from "./wire";
import { icon, make, word } from "./words";

interface Kept {
  number: number;
  url: string;
  mark: string;
  said: string;
}

export function startPictures(): void {
  const place = document.querySelector<HTMLElement>("[data-pictures]");
  const text = document.getElementById(place?.dataset.body ?? "") as HTMLTextAreaElement | null;
  const input = place?.querySelector<HTMLInputElement>("input[type=file]");
  if (!place || !text || !input) return;
  const take = (files: FileList | null | undefined): void => {
    if (files?.length) void keepAll(place, text, Array.from(files));
  };
  input.addEventListener("change", () => {
    const files = input.files;
    take(files);
    input.value = "";
  });
  text.addEventListener("paste", (event) => {
    // Words that were copied along with a picture of them stay words.
    if (!event.clipboardData?.files.length || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    take(event.clipboardData.files);
  });
  for (const target of [text, place]) {
    target.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      place.classList.add("over");
    });
    target.addEventListener("dragleave", () => place.classList.remove("over"));
    target.addEventListener("drop", (event) => {
      place.classList.remove("over");
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      take(event.dataTransfer.files);
    });
  }
}

async function keepAll(place: HTMLElement, text: HTMLTextAreaElement, files: File[]): Promise<void> {
  place.setAttribute("aria-busy", "true");
  // One after the other: one that cannot be kept does not take the others with it.
  for (const file of files) {
    const body = new FormData();
    body.append("pictures", file);
    body.set("language", (text.form?.elements.namedItem("language") as HTMLInputElement | null)?.value ?? "");
    try {
      const { pictures } = (await (await send(place.dataset.pictures ?? "", body)).json()) as { pictures: Kept[] };
      for (const one of pictures) lay(place, text, one);
    } catch (error) {
      const said = error instanceof Refusal && error.message ? error.message : word(error instanceof Offline ? "offline" : "wrong");
      toast(`${file.name}: ${said}`, { icon: "warning", seconds: 15 });
    }
  }
  place.removeAttribute("aria-busy");
}

function lay(place: HTMLElement, text: HTMLTextAreaElement, kept: Kept): void {
  const id = `kb-alt-${kept.number}`;
  const alt = make("input", { class: "input", id, maxlength: "200", autocomplete: "off", lang: text.lang });
  const button = make("button", { class: "button button-small", type: "button" }, icon("image"), place.dataset.put ?? "");
  const label = make("label", { class: "field-label", for: id }, place.dataset.alt ?? "");
  const row = make("li", {}, make("img", { src: kept.url, alt: "" }), make("div", {}, label, alt, kept.said && make("p", { class: "quiet" }, kept.said), button));
  const put = (): void => {
    // Square brackets would end the mark.
    const words = alt.value.replace(/[[\]\s]+/g, " ").trim();
    alt.setCustomValidity(words ? "" : (place.dataset.altNeeded ?? ""));
    if (!alt.reportValidity()) return;
    insert(text, kept.mark.replace(/\]$/, `${words}]`));
    row.lastElementChild?.replaceChildren(make("p", {}, words), make("p", { class: "quiet" }, place.dataset.stands ?? ""));
    text.focus();
  };
  button.addEventListener("click", put);
  alt.addEventListener("input", () => alt.setCustomValidity(""));
  alt.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    put();
  });
  place.querySelector("[data-tray]")?.append(row);
  alt.focus();
}

/** On a line of its own, below the line that was written on last. */
function insert(text: HTMLTextAreaElement, mark: string): void {
  const end = text.value.indexOf("\n", text.selectionStart);
  const at = end < 0 ? text.value.length : end;
  const begins = text.value.lastIndexOf("\n", at - 1) + 1;
  const before = text.value.slice(begins, at).trim() ? "\n" : "";
  text.setRangeText(`${before}${mark}`, at, at, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}
