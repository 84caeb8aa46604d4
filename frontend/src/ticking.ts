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

function left(moment: string): string {
  const seconds = (Date.parse(moment) - Date.now()) / 1000;
  return word(seconds >= 0 ? "left" : "overdue", { time: span(Math.abs(seconds)) });
}

function span(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days) return word("days", { days, hours: hours % 24 });
  return hours ? word("hours", { hours, minutes: minutes % 60 }) : word("minutes", { minutes });
}
