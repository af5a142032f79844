/** How values are put into words. What is not stated is said to be so: never 0, never today. */
import type { Count, PlaceRef, Row, When } from "./types";

export const NOT_STATED = "not stated";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const countries = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

export function country(code: string | null): string | null {
  if (!code) return null;
  try {
    return countries.of(code) ?? code;
  } catch {
    return code;
  }
}

/** `2023-10-26` → `26 Oct 2023`, without a calendar library's ideas about time zones. */
export function day(iso: string | null): string | null {
  const [year, month, date] = (iso ?? "").split("-");
  return year && month && date ? `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}` : iso;
}

/** An interval as finely as it is known: a month is a month, not its first day. */
export function interval(start: string | null, end: string | null, precision: string | null): string | null {
  if (!start) return null;
  const [year, month, date] = start.split("-") as [string, string, string];
  const name = MONTHS[Number(month) - 1];
  if (precision === "year" && year === end?.slice(0, 4)) return year;
  if (precision === "month" && start.slice(0, 7) === end?.slice(0, 7)) return `${name} ${year}`;
  if (start.endsWith("-01-01") && end?.endsWith("-12-31") && precision !== "day") return `${year}–${end.slice(0, 4)}`;
  if (!end || end === start) return day(start);
  if (start.slice(0, 7) === end.slice(0, 7)) return `${Number(date)}–${Number(end.slice(8))} ${name} ${year}`;
  if (year === end.slice(0, 4)) return `${Number(date)} ${name} – ${day(end)}`;
  return `${day(start)} – ${day(end)}`;
}

export const when = (w: When | null) => (w ? (interval(w.start, w.end, w.precision) ?? "not anchored to a day") : null);
export const rowWhen = (r: Row) => interval(r.start, r.end, r.date_precision);

/** Low, best and high: `9`, `7 (5–9)`; `some` where the words give no figure; `null` where nothing is stated. */
export function toll(low: number | null, best: number | null, high: number | null): string | null {
  if (best === null && low === null && high === null) return null;
  const shown = best ?? low ?? high;
  if ((low ?? shown) === (high ?? shown) && high !== null) return String(shown);
  if (high === null) return `${shown}+`;
  return `${shown} (${low ?? "?"}–${high})`;
}

export function count(c: Count | null): string | null {
  return c ? (toll(c.low, c.best, c.high) ?? "some, no figure given") : null;
}

export function where(p: PlaceRef | Row, options: { brief?: boolean } = {}): string | null {
  const name = "name" in p ? p.name : p.place;
  if (!name) return null;
  const land = country(p.country);
  const parts = [name, p.admin1 === name || options.brief ? null : p.admin1, land === name ? null : land];
  return parts.filter(Boolean).join(", ");
}

const PRECISION: Record<string, string> = {
  exact: "exact spot", town: "town", district: "district", admin1: "province or state", country: "country only",
};
export const precision = (p: string | null) => (p ? (PRECISION[p] ?? p) : "precision unknown");

/** `claim_of_responsibility` → `claim of responsibility`. */
export const spaced = (name: string) => name.replaceAll("_", " ");

/** `1 event`, `2 events`. */
export const many = (n: number, one: string, more = `${one}s`) => `${n.toLocaleString("en-GB")} ${n === 1 ? one : more}`;

/** A report by its title, else by its file's name, else by the head of its id. */
export function reportName(r: { id: string; title: string | null; path?: string | null }): string {
  return r.title ?? r.path?.split("/").pop() ?? r.id.replace("sha256:", "").slice(0, 12);
}

export const reportLink = (id: string, event?: string) =>
  `/reports/${encodeURIComponent(id)}${event ? `?event=${encodeURIComponent(event)}` : ""}`;
