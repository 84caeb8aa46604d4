// A promise without who or when is asked about before the letter leaves: the answer goes into the letter's own words.
import { make, word } from "./words";

export interface Unclear { start: number; end: number; words: string; who: string; when: string }

/** The letter with each promise made clear, or as it is; null when the writer goes back to it. */
export function askPromises(text: string, promises: Unclear[], approval: boolean): Promise<string | null> {
  return new Promise((resolve) => {
    const dialog = make("dialog", { class: "dialog promise-dialog", "aria-label": word("promisesTitle") });
    const rows = promises.map(row);
    const finish = (result: string | null): void => {
      dialog.close();
      dialog.remove();
      resolve(result);
    };
    const button = (name: string, kind: string, act: () => void): HTMLElement => {
      const made = make("button", { type: "button", class: `button ${kind}` }, word(name));
      made.addEventListener("click", act);
      return made;
    };
    const head = make("header", { class: "dialog-head" }, make("h2", {}, word("promisesTitle")), make("p", { class: "quiet" }, word("promisesWhy")));
    const foot = make("footer", { class: "dialog-foot" }, button("promisesBack", "", () => finish(null)), button(approval ? "promisesAskAsIs" : "promisesAsIs", "", () => finish(text)), button(approval ? "promisesAskPut" : "promisesPut", "button-primary", () => finish(written(text, rows))));
    dialog.append(head, make("div", { class: "dialog-body grid gap-3" }, ...rows.map((one) => one.box)), foot);
    dialog.addEventListener("cancel", () => finish(null));
    document.body.append(dialog);
    dialog.showModal();
  });
}

interface Row { promise: Unclear; box: HTMLElement; who: HTMLInputElement; when: HTMLInputElement }

function row(promise: Unclear): Row {
  const who = make("input", { class: "input", value: promise.who, maxlength: "40" });
  const when = make("input", { class: "input", value: promise.when, maxlength: "60", placeholder: word("promisesWhen") });
  const box = make("fieldset", { class: "promise-asked" }, make("legend", {}, make("q", {}, promise.words)), make("label", {}, word("promisesWho"), who), make("label", {}, word("promisesBy"), when));
  return { promise, box, who, when };
}

// From the last to the first, so that the places of those before still fit.
function written(text: string, rows: Row[]): string {
  const characters = Array.from(text);
  for (const { promise, who, when } of [...rows].sort((a, b) => b.promise.start - a.promise.start)) {
    if (!when.value.trim()) continue;
    // A time that the letter names already is not written a second time.
    const time = when.value.trim() === promise.when ? "" : when.value.trim();
    const added = [time, who.value.trim()].filter(Boolean);
    if (!added.length) continue;
    const chinese = /[\u4e00-\u9fff]/.test(promise.words);
    const clear = `${promise.words}${chinese ? `（${added.join("，")}）` : ` (${added.join(", ")})`}`;
    characters.splice(promise.start, promise.end - promise.start, clear);
  }
  return characters.join("");
}
