/**
 * The basemap, worked out when the desk is built: Natural Earth's countries at 1:50 million as drawn paths.
 *
 * Drawing the world from its coordinates takes a second in the browser; reading finished paths takes none of it.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoMercator, geoPath } from "d3-geo";
import type { Feature, MultiPolygon, Polygon } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Plugin } from "vite";
import { SCALE, type Country } from "./src/lib/basemap.ts";

type Land = Feature<Polygon | MultiPolygon, { name: string }>;

const FILE = "basemap.json";
/** Mercator cannot draw the pole; Antarctica would take half of the sheet. */
const LEFT_OUT = new Set(["Antarctica"]);
const path = geoPath(geoMercator().scale(SCALE).translate([0, 0])).digits(0);
const whole = (numbers: number[]) => numbers.map(Math.round);

/** A path in whole steps from point to point: a third of the size of one in coordinates. */
function stepped(absolute: string): string {
  const rings = absolute.split("M").slice(1).map((ring) => ring.replace("Z", "").split("L").map((point) => point.split(",").map(Number) as [number, number]));
  return rings.map(([start, ...rest]) => {
    let [x, y] = start!;
    const steps = rest.flatMap(([nextX, nextY]) => {
      const step: [number, number] = [nextX - x, nextY - y];
      [x, y] = [nextX, nextY];
      return step[0] || step[1] ? [`${step[0]}${step[1] < 0 ? "" : " "}${step[1]}`] : [];
    });
    return steps.length > 1 ? `M${start!.join(" ")}l${steps.join(" ").replaceAll(" -", "-")}z` : "";
  }).join("");
}

function drawn(land: Land): Country {
  const parts = land.geometry.type === "Polygon" ? [land.geometry.coordinates] : land.geometry.coordinates;
  const main = parts
    .map((coordinates) => ({ type: "Polygon" as const, coordinates }))
    .reduce((largest, part) => (path.area(part) > path.area(largest) ? part : largest));
  return {
    name: land.properties.name,
    d: stepped(path(land) ?? ""),
    box: whole(path.bounds(land).flat()) as Country["box"],
    at: whole(path.centroid(main)) as Country["at"],
    area: Math.round(path.area(main)),
  };
}

/** All countries, the largest first: their names get room before their neighbours'. */
export function basemap(): string {
  const source = createRequire(import.meta.url).resolve("world-atlas/countries-50m.json");
  const topology = JSON.parse(readFileSync(source, "utf8")) as Topology<{ countries: GeometryCollection<{ name: string }> }>;
  const lands = feature(topology, topology.objects.countries).features as Land[];
  const countries = lands.filter((l) => !LEFT_OUT.has(l.properties.name)).map(drawn);
  return JSON.stringify(countries.sort((a, b) => b.area - a.area || (a.name < b.name ? -1 : 1)));
}

export function basemapPlugin(): Plugin {
  return {
    name: "tocsin-basemap",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: FILE, source: basemap() });
    },
    configureServer(server) {
      server.middlewares.use(`/static/${FILE}`, (_, answer) => answer.setHeader("Content-Type", "application/json").end(basemap()));
    },
  };
}
