/** The basemap as the build leaves it: countries as paths in a Mercator sheet of this scale, in pixels a radian. */

export const SCALE = 10_000;

export interface Country {
  name: string;
  d: string;
  /** left, top, right, bottom */
  box: [number, number, number, number];
  /** where its name stands: the middle of its largest part, lest overseas parts pull it out to sea */
  at: [number, number];
  area: number;
}

/** Degrees to the sheet. Beyond 85° the sheet ends. */
export function sheet([longitude, latitude]: [number, number]): [number, number] {
  const north = (Math.max(-85, Math.min(85, latitude)) * Math.PI) / 180;
  return [(SCALE * longitude * Math.PI) / 180, -SCALE * Math.log(Math.tan(Math.PI / 4 + north / 2))];
}

let asked: Promise<Country[]> | null = null;

/** All countries, read once. */
export const countries = (): Promise<Country[]> => (asked ??= read());

async function read(): Promise<Country[]> {
  const answer = await fetch(`${import.meta.env.BASE_URL}basemap.json`);
  return (await answer.json()) as Country[];
}
