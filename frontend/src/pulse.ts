// One cheap question a second for the whole browser: has anything changed? Tabs share the answer, and a hidden tab
// asks seldom. The server answers 304 almost always; else it names the cases that changed and their versions.
import { send, SignedOut } from "./wire";

export interface Change { number: string; version: number }
export interface Present { number: string; name: string; typing: boolean }
interface News { cases: Change[]; present: Present[]; unseen: string }

const EVERY = 1000;
const EVERY_HIDDEN = 20_000;
const AFTER_TROUBLE = 8000;
const LOCK = "amends-pulse";
// The server looks back a little further than asked, so the same change comes more than once.
const known = new Map<string, number>();

export function startPulse(): void {
  const url = document.body.dataset.pulse;
  if (!url) return;
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(LOCK) : null;
  channel?.addEventListener("message", (event) => announce(event.data as News));
  const lead = (): Promise<void> => ask(url, (news) => channel?.postMessage(news));
  // The tab that holds the lock asks; when it closes, the next one gets the lock.
  if (navigator.locks) void navigator.locks.request(LOCK, lead);
  else void lead();
}

async function ask(url: string, tell: (news: News) => void): Promise<void> {
  let tag = "";
  let since = document.body.dataset.now ?? "";
  for (;;) {
    let wait = document.hidden ? EVERY_HIDDEN : EVERY;
    try {
      const response = await send(`${url}?since=${encodeURIComponent(since)}`, null, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
      if (response.status === 200) {
        tag = response.headers.get("ETag") ?? "";
        const data = (await response.json()) as News & { now: string };
        since = data.now;
        const fresh = data.cases.filter((change) => (known.get(change.number) ?? 0) < change.version);
        for (const change of fresh) known.set(change.number, change.version);
        // Who is present is told as it is now, also when nobody is any more.
        const news = { cases: fresh, present: data.present ?? [], unseen: data.unseen ?? "" };
        announce(news);
        tell(news);
      }
    } catch (error) {
      if (error instanceof SignedOut) document.dispatchEvent(new CustomEvent("amends:signed-out"));
      wait = AFTER_TROUBLE;
    }
    await pause(wait);
  }
}

function announce({ cases, present, unseen }: News): void {
  if (cases.length) document.dispatchEvent(new CustomEvent<{ cases: Change[] }>("amends:changed", { detail: { cases } }));
  document.dispatchEvent(new CustomEvent<Present[]>("amends:present", { detail: present }));
  document.dispatchEvent(new CustomEvent<string>("amends:unseen", { detail: unseen }));
}

// A tab that comes to the front asks at once.
function pause(time: number): Promise<void> {
  return new Promise((done) => {
    const finish = (): void => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onShow);
      done();
    };
    const onShow = (): void => {
      if (!document.hidden) finish();
    };
    const timer = setTimeout(finish, time);
    document.addEventListener("visibilitychange", onShow);
  });
}
