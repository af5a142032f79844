/** Light or dark: what the system prefers, until a person chooses. */

const KEY = "tocsin-theme";
type Choice = "light" | "dark" | null;

class Theme {
  #system = matchMedia("(prefers-color-scheme: dark)");
  #dark = $state(this.#system.matches);
  choice = $state<Choice>(remembered());
  shown = $derived(this.choice ?? (this.#dark ? "dark" : "light"));

  constructor() {
    this.#system.addEventListener("change", (event) => (this.#dark = event.matches));
  }

  toggle(): void {
    this.choice = this.shown === "dark" ? "light" : "dark";
    remember(this.choice);
  }
}

function remember(choice: Exclude<Choice, null>): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    return; // a browser that keeps nothing still shows the choice until it is closed
  }
}

function remembered(): Choice {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : null;
  } catch {
    return null;
  }
}

export const theme = new Theme();
