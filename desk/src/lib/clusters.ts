/** Places that would lie on top of each other on the screen, drawn as one mark until the map is zoomed in. */
import type { Row } from "./types";

export interface Spot { id: string; at: [number, number]; rows: Row[]; types: string[]; disc: number; hollow: boolean }
export interface Cluster extends Spot { spots: Spot[]; xy: [number, number] }

/** Each spot joins the first larger one within `reach` pixels; hollow ones (areas) keep apart from points. */
export function clustered(spots: Spot[], project: (at: [number, number]) => [number, number], reach: number): Cluster[] {
  const cells = new Map<string, Cluster[]>();
  const found: Cluster[] = [];
  for (const spot of [...spots].sort((a, b) => b.rows.length - a.rows.length || (a.id < b.id ? -1 : 1))) {
    const xy = project(spot.at);
    const [column, row] = [Math.floor(xy[0] / reach), Math.floor(xy[1] / reach)];
    const near = [-1, 0, 1].flatMap((x) => [-1, 0, 1].flatMap((y) => cells.get(`${column + x}/${row + y}`) ?? []));
    const home = near.find((c) => c.hollow === spot.hollow && Math.hypot(c.xy[0] - xy[0], c.xy[1] - xy[1]) < reach);
    if (home) {
      home.spots.push(spot);
      continue;
    }
    const made = { ...spot, spots: [spot], xy };
    found.push(made);
    cells.set(`${column}/${row}`, [...(cells.get(`${column}/${row}`) ?? []), made]);
  }
  return found.map(summed);
}

/** The commonest types first, so that the mark shows what is most. */
function summed(cluster: Cluster): Cluster {
  const rows = cluster.spots.flatMap((s) => s.rows);
  return { ...cluster, rows, types: byCount(rows), disc: Math.max(...cluster.spots.map((s) => s.disc)) };
}

export function byCount(rows: Row[]): string[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.event_type, (counts.get(row.event_type) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([type]) => type);
}

/** The box that holds the middle 92 % of the events: a single event on another continent does not shrink the rest. */
export function core(spots: Spot[]): [number, number][] {
  const total = spots.reduce((sum, s) => sum + s.rows.length, 0);
  if (total < 12) return spots.map((s) => s.at);
  const bound = (axis: 0 | 1, share: number) => {
    let seen = 0;
    const sorted = [...spots].sort((a, b) => a.at[axis] - b.at[axis]);
    return (sorted.find((s) => (seen += s.rows.length) >= share * total) ?? sorted.at(-1)!).at[axis];
  };
  return [[bound(0, 0.04), bound(1, 0.04)], [bound(0, 0.96), bound(1, 0.96)]];
}
