// What pages do with news: a list that nobody is busy with renews its rows, everything else offers to.
import htmx from "htmx.org/dist/htmx.esm.js";
import type { Change } from "./pulse";
import { icon, make, word } from "./words";

export function startLive(): void {
  const list = document.querySelector<HTMLElement>("[data-live-list]");
  const page = document.querySelector<HTMLElement>("[data-case-page]");
  if (list) watchList(list);
  else if (page) watchCase(page);
}

function watchList(list: HTMLElement): void {
  const bar = document.querySelector<HTMLButtonElement>("[data-updates]");
  const news = new Map<string, number>();
  const marked = (): boolean => list.querySelector(".case-mark:checked") !== null;
  let wanted = false;
  const offer = (n: number): void => {
    if (!bar) return;
    bar.replaceChildren(icon("refresh"), n === 1 ? word("update") : word("updates", { n }));
    bar.hidden = false;
  };
  const renew = (asked = false): void => {
    wanted = asked;
    news.clear();
    if (bar) bar.hidden = true;
    void htmx.ajax("GET", location.href, { target: "#rows", select: "#rows > *", swap: "innerHTML" });
  };
  bar?.addEventListener("click", () => {
    list.scrollTo({ top: 0 });
    renew(true);
  });
  // Somebody marked a case while new rows were on their way: the marks stay, and the rows are offered.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const detail = (event as CustomEvent<{ target: Element; shouldSwap: boolean }>).detail;
    if (detail.target.id !== "rows" || wanted || !marked()) return;
    detail.shouldSwap = false;
    offer(1);
  });
  document.addEventListener("amends:changed", (event) => {
    for (const change of (event as CustomEvent<{ cases: Change[] }>).detail.cases) {
      const row = list.querySelector<HTMLElement>(`tr[data-case="${CSS.escape(change.number)}"]`);
      if (Number(row?.dataset.version ?? 0) < change.version) news.set(change.number, change.version);
    }
    if (!news.size) return;
    const busy = list.scrollTop > 40 || list.contains(document.activeElement) || marked() || list.querySelector(".chosen") || document.querySelector("dialog[open]");
    if (!busy && !document.hidden) return renew();
    offer(news.size);
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && news.size && list.scrollTop <= 40 && !marked()) renew();
  });
}

function watchCase(page: HTMLElement): void {
  const bar = document.querySelector<HTMLButtonElement>("[data-updates]");
  if (!bar) return;
  bar.append(icon("refresh"), make("span", {}, word("caseUpdated")));
  bar.addEventListener("click", () => location.reload());
  document.addEventListener("amends:changed", (event) => {
    const changes = (event as CustomEvent<{ cases: Change[] }>).detail.cases;
    const own = changes.find((change) => change.number === page.dataset.casePage);
    if (own && own.version > Number(page.dataset.version)) bar.hidden = false;
  });
}
