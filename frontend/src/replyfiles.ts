// Files that go along with a reply: kept in the vault at once, so that nothing is lost when the page is.
import { toast } from "./toasts";
import { Offline, Refusal, send } from "./wire";
import { icon, make, word } from "./words";

interface Chosen {
  id: number;
  name: string;
}

export function startReplyFiles(): void {
  const place = document.querySelector<HTMLElement>("[data-reply-files]");
  const input = place?.querySelector<HTMLInputElement>("[data-reply-upload]");
  if (!place || !input) return;
  input.addEventListener("change", () => {
    const body = new FormData();
    for (const file of Array.from(input.files ?? [])) body.append("files", file);
    input.value = "";
    void change(place, body);
  });
  place.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-remove-file]");
    if (!button) return;
    const body = new FormData();
    body.set("remove", button.dataset.removeFile ?? "");
    void change(place, body);
  });
}

async function change(place: HTMLElement, body: FormData): Promise<void> {
  place.setAttribute("aria-busy", "true");
  try {
    const response = await send(place.dataset.replyFiles ?? "", body);
    const { files } = (await response.json()) as { files: Chosen[] };
    show(place, files);
  } catch (error) {
    const said = error instanceof Refusal && error.message ? error.message : word(error instanceof Offline ? "offline" : "wrong");
    toast(said, { icon: "warning", seconds: 12 });
  }
  place.removeAttribute("aria-busy");
}

function show(place: HTMLElement, files: Chosen[]): void {
  const rows = files.map((file) => {
    const button = make("button", { type: "button", "data-remove-file": String(file.id), "aria-label": `${word("remove")} ${file.name}` }, icon("close"));
    return make("li", { "data-file": String(file.id) }, icon("paperclip"), make("span", {}, file.name), button);
  });
  place.querySelector("[data-chosen]")?.replaceChildren(...rows);
}
