// The time that is left goes on running while the page stays open.
import { word } from "./words";

export function startTicking(): void {
  setInterval(() => {
    if (document.hidden) return;
    for (const element of document.querySelectorAll<HTMLTimeElement>("time[data-left]")) {
      const text = left(element.dateTime);
      if (element.textContent !== text) element.textContent = text;
    }
  }, 20_000);
}

// The same steps as on the server: days from two days on, hours from one hour on, else minutes, and no "0 minutes".
function left(moment: string): string {
  const milliseconds = Date.parse(moment) - Date.now();
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  const [unit, n] = minutes >= 48 * 60 ? ["days", Math.floor(minutes / 1440)] : minutes >= 60 ? ["hours", Math.floor(minutes / 60)] : ["minutes", minutes];
  const tense = milliseconds >= 0 ? "Left" : "Overdue";
  if (unit === "minutes" && n === 0) return word(`minutes${tense}None`);
  return word(`${unit}${tense}${n === 1 ? "One" : "Many"}`, { n: n as number });
}
