// Every request of the desk's scripts goes through here, so that an expired session is noticed in one place.
export class SignedOut extends Error {}
export class Offline extends Error {}
export class Refusal extends Error {
  constructor(readonly status: number, message: string, readonly code = "") {
    super(message);
  }

  /** Somebody else changed it in between: only then does looking at the new state help. */
  get isStale(): boolean {
    return this.code === "conflict" || this.code === "newer_message";
  }
}

export function csrf(): string {
  // The cookie is newest: it changes when one signs in again in another tab.
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  return cookie ?? document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

export async function send(url: string, body: FormData | URLSearchParams | null, options: RequestInit = {}): Promise<Response> {
  let response: Response;
  if (body instanceof FormData) body.set("csrfmiddlewaretoken", csrf());
  try {
    response = await fetch(url, {
      method: body ? "POST" : "GET",
      body,
      credentials: "same-origin",
      ...options,
      headers: { Accept: "application/json", "X-Requested-With": "fetch", ...(body ? { "X-CSRFToken": csrf() } : {}), ...options.headers },
    });
  } catch {
    throw new Offline();
  }
  const signIn = document.body.dataset.signIn ?? "";
  if (response.status === 401 || (response.redirected && signIn && new URL(response.url).pathname === signIn)) throw new SignedOut();
  if (response.ok || response.status === 304) return response;
  const [message, code] = await saidBy(response);
  throw new Refusal(response.status, message, code);
}

async function saidBy(response: Response): Promise<[string, string]> {
  try {
    const data = await response.json();
    return [String(data.message ?? data.detail ?? data.title ?? ""), String(data.error ?? "")];
  } catch {
    return ["", ""];
  }
}
