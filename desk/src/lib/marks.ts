/** Event types as colour and shape together, so that neither colour blindness nor a grey print loses one. */

export interface Look { shape: string; tone: string }

/** Paths in a box of 16 around the origin; each has about the same area. */
export const SHAPES: Record<string, string> = {
  diamond: "M0-7.2 7.2 0 0 7.2-7.2 0Z",
  star: "M0-8 1.9-3.3 6.9-4 3.8 0 6.9 4 1.9 3.3 0 8-1.9 3.3-6.9 4-3.8 0-6.9-4-1.9-3.3Z",
  square: "M-5.4-5.4H5.4V5.4H-5.4Z",
  circle: "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0",
  triangle: "M0-7 7 5.4H-7Z",
  hexagon: "M-3.3-5.8H3.3L6.7 0 3.3 5.8H-3.3L-6.7 0Z",
  cross: "M-2.2-6.6H2.2V-2.2H6.6V2.2H2.2V6.6H-2.2V2.2H-6.6V-2.2H-2.2Z",
};

const LOOKS: Record<string, Look> = {
  Battles: { shape: "diamond", tone: "battles" },
  "Explosions/Remote violence": { shape: "star", tone: "explosions" },
  "Violence against civilians": { shape: "square", tone: "civilians" },
  Protests: { shape: "circle", tone: "protests" },
  Riots: { shape: "triangle", tone: "riots" },
  "Strategic developments": { shape: "hexagon", tone: "strategic" },
};
const OTHER: Look = { shape: "cross", tone: "other" };

export const TYPES = Object.keys(LOOKS);
export const lookOf = (type: string): Look => LOOKS[type] ?? OTHER;

/** Radius in pixels of the disc that says how surely a place is known; a point has none. */
export const DISC: Record<string, number> = { exact: 0, town: 9, district: 17, admin1: 27, country: 38 };
