import { expect, it } from "vitest";
import { clustered, core, type Spot } from "./clusters";
import type { Row } from "./types";

const spot = (id: string, x: number, y: number, n = 1, hollow = false): Spot => ({
  id, at: [x, y], rows: Array.from({ length: n }, () => ({ event_type: "Battles" }) as Row), types: ["Battles"], disc: 0, hollow,
});

it("spots closer than the reach are one, the largest gives it its place, and no event is lost", () => {
  const found = clustered([spot("a", 0, 0), spot("b", 10, 0, 3), spot("c", 200, 0)], (at) => at, 30);
  expect(found.map((c) => [c.id, c.rows.length])).toEqual([["b", 4], ["c", 1]]);
});

it("areas and points are not mixed", () => {
  expect(clustered([spot("a", 0, 0), spot("b", 1, 0, 1, true)], (at) => at, 30)).toHaveLength(2);
});

it("a far outlier does not stretch the core, few events are all in it", () => {
  const many = [...Array.from({ length: 30 }, (_, n) => spot(`s${n}`, n % 5, n % 3)), spot("far", 150, 60)];
  expect(Math.max(...core(many).map(([x]) => x))).toBeLessThanOrEqual(4);
  expect(core([spot("a", 0, 0), spot("b", 150, 60)])).toHaveLength(2);
});
