// Words that could not be sent are kept on this device until they are back in their field.
const key = (name: string): string => `amends:rescue:${name}`;

export function keepText(name: string, text: string): void {
  try {
    if (text.trim()) localStorage.setItem(key(name), text);
    else localStorage.removeItem(key(name));
  } catch {
    // Storage is full or forbidden: the field itself still holds the words.
  }
}

export function keptText(name: string): string {
  try {
    return localStorage.getItem(key(name)) ?? "";
  } catch {
    return "";
  }
}
