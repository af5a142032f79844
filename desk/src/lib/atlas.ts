/** The basemap: Natural Earth's countries at 1:50 million, served by this machine with the desk. */
import { geoArea, geoCentroid } from "d3-geo";
import type { Feature, MultiLineString, MultiPolygon, Polygon } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import address from "world-atlas/countries-50m.json?url";

type Land = Feature<Polygon | MultiPolygon, { name: string }>;
export interface Country { name: string; at: [number, number]; area: number }
export interface Atlas { lands: Land[]; borders: MultiLineString; countries: Country[] }

let asked: Promise<Atlas> | null = null;

/** The atlas, read once. */
export const atlas = (): Promise<Atlas> => (asked ??= read());

async function read(): Promise<Atlas> {
  const topology = (await (await fetch(address)).json()) as Topology<{ countries: GeometryCollection<{ name: string }> }>;
  const { countries } = topology.objects;
  const lands = feature(topology, countries).features as Land[];
  return { lands, borders: mesh(topology, countries, (a, b) => a !== b), countries: lands.map(named).sort((a, b) => b.area - a.area) };
}

/** A country's name stands in its largest part: overseas parts would pull it out to sea. */
function named(land: Land): Country {
  const parts: Polygon[] = land.geometry.type === "Polygon" ? [land.geometry] : land.geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
  const [main] = parts.map((part) => ({ part, area: geoArea(part) })).sort((a, b) => b.area - a.area);
  return { name: land.properties.name, at: geoCentroid(main!.part), area: main!.area };
}
