/** Reads the JSON twins of the pages, from this machine only. */

export class Refused extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

async function ask<T>(address: string, signal: AbortSignal): Promise<T> {
  const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
  const data = await answer.json().catch(() => null);
  if (!answer.ok) throw new Refused(answer.status, data?.message ?? `${address}: ${answer.statusText}`);
  return data as T;
}

/** What a view shows: the last answer stays up while the next one is on its way. */
export class Answer<T> {
  data = $state.raw<T | null>(null);
  error = $state.raw<Refused | null>(null);
  waiting = $state(false);
  #running: AbortController | null = null;

  async load(address: string): Promise<void> {
    this.#running?.abort();
    const run = (this.#running = new AbortController());
    this.waiting = true;
    try {
      this.data = await ask<T>(address, run.signal);
      this.error = null;
    } catch (problem) {
      if (run.signal.aborted) return;
      this.error = problem instanceof Refused ? problem : new Refused(0, "The desk does not answer. Is tocsin serve still running?");
    }
    if (this.#running === run) this.waiting = false;
  }
}

/** The twin of a page's address, with only the parameters that it knows. */
export function twin(path: string, query: URLSearchParams, names: readonly string[]): string {
  const kept = new URLSearchParams();
  for (const name of names) {
    const value = query.get(name);
    if (value) kept.set(name, value);
  }
  const asked = kept.toString();
  return `${path}.json${asked ? `?${asked}` : ""}`;
}
