// Words that could not be sent are kept on this device until they are back in their field, or were overtaken.
const key = (name: string): string => `amends:rescue:${name}`;

/** `since` says after what they were written, such as the latest reply: once that is another one, they are over. */
export function keepText(name: string, text: string, since = ""): void {
  try {
    if (text.trim()) localStorage.setItem(key(name), JSON.stringify({ text, since }));
    else localStorage.removeItem(key(name));
  } catch {
    // Storage is full or forbidden: the field itself still holds the words.
  }
}

export function keptText(name: string, since = ""): string {
  try {
    const kept = JSON.parse(localStorage.getItem(key(name)) ?? "{}") as { text?: string; since?: string };
    if (kept.text && kept.since === since) return kept.text;
    localStorage.removeItem(key(name));
  } catch {
    // What cannot be read is none of ours.
  }
  return "";
}
