/** The address is the state of the view: everything a person sets ends up in it, and it restores everything. */

class Router {
  url = $state.raw(new URL(location.href));
  path = $derived(decodeURIComponent(this.url.pathname));
  query = $derived(this.url.searchParams);

  /** Goes to an address of the desk; `replace` leaves no step for the back button. */
  go(href: string, options: { replace?: boolean; keep?: boolean } = {}): void {
    const next = new URL(href, location.href);
    const moved = next.pathname !== this.url.pathname;
    if (next.href !== this.url.href) {
      history[options.replace ? "replaceState" : "pushState"]({}, "", next);
      this.url = next;
    }
    if (moved && !options.keep) scrollTo(0, 0);
  }

  /** The present address with these query parameters changed; empty ones are dropped, and so is the page. */
  with(changes: Record<string, string | null | undefined>): string {
    const next = new URL(this.url);
    if (!("event" in changes)) next.searchParams.delete("page");
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.searchParams.set(name, value);
      else next.searchParams.delete(name);
    }
    return next.pathname + next.search;
  }

  start(): () => void {
    const popped = () => (this.url = new URL(location.href));
    addEventListener("popstate", popped);
    return () => removeEventListener("popstate", popped);
  }
}

export const router = new Router();

/** Follows the desk's own links without loading the page anew; leaves modified clicks and other links alone. */
export function follow(event: MouseEvent): void {
  const link = (event.target as Element | null)?.closest("a");
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.target || link.hasAttribute("download")) return;
  if (link.pathname.endsWith(".json") || link.pathname.startsWith("/export/")) return;
  event.preventDefault();
  router.go(link.href);
}
