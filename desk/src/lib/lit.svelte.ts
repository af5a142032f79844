/** What is lit on the report page: the keys of fields, the same on both sides of it. */

export class Lit {
  keys = $state.raw<ReadonlySet<string>>(new Set());
  owners = $derived(new Set([...this.keys].map((key) => key.split("/")[0]!)));

  on(keys: Iterable<string>): void {
    this.keys = new Set(keys);
  }
  off(): void {
    if (this.keys.size) this.keys = new Set();
  }
}
