/** An event's fields in the fixed order of the card, each value with the key of the span it came from. */
import type { Role } from "./spans";
import type { ActorRef, Count, EventMention, Place, When } from "./types";
import { count, precision, spaced, toll, when, where } from "./words";

export interface Item { text: string; key: string | null; notes: string[] }
export interface Field { name: string; label: string; role: Role | null; items: Item[] }

const item = (text: string, key: string | null = null, ...notes: (string | null | false)[]): Item => ({
  text, key, notes: notes.filter((n): n is string => !!n),
});

function actors(e: EventMention, field: "actors" | "targets" | "attribution"): Item[] {
  return e[field].map((a: ActorRef, n) => item(a.name, `${e.id}/${field}/${n}`, a.id ? null : "as described"));
}

function place(e: EventMention, field: "place" | "origin", value: Place | null | undefined): Item[] {
  if (!value) return [];
  const others = value.alternatives.slice(0, 4).map((a) => where(a) ?? a.name);
  return [item(where(value) ?? value.name, `${e.id}/${field}`, precision(value.geoprecision),
    others.length > 0 && `passed over: ${others.join("; ")}${value.alternatives.length > 4 ? " …" : ""}`)];
}

function dated(e: EventMention, value: When | null): Item[] {
  return value ? [item(when(value)!, `${e.id}/when`, `to the ${value.precision}`, value.basis)] : [];
}

/** The figure first; under it each claim with who made it. */
function tolls(e: EventMention, field: "killed" | "injured", value: Count | null): Item[] {
  if (!value) return [];
  const claims = value.claims.map((c, n) =>
    item(`${toll(c.low, c.low, c.high) ?? "some"} – ${c.by ?? "the report itself"}`, `${e.id}/${field}/${n}`));
  const sum = item(count(value)!, value.claims.length === 1 ? `${e.id}/${field}/0` : null,
    value.claims.length === 1 && `says ${value.claims[0]!.by ?? "the report itself"}`, value.low !== value.high && "best (low–high)");
  return value.claims.length > 1 ? [sum, ...claims] : [sum];
}

export function fieldsOf(e: EventMention): Field[] {
  const origin = place(e, "origin", e.origin);
  const fields: Field[] = [
    { name: "event_type", label: "Type", role: "trigger", items: [item(e.sub_event_type, `${e.id}/trigger`, e.event_type, e.plover && `PLOVER ${e.plover}${e.plover_mode ? ` / ${e.plover_mode}` : ""}`)] },
    { name: "actors", label: "Actors", role: "actor", items: actors(e, "actors") },
    { name: "targets", label: "Targets", role: "target", items: actors(e, "targets") },
    { name: "target_objects", label: "Objects", role: "object", items: e.target_objects.map((o, n) => item(o.name, `${e.id}/target_objects/${n}`)) },
    { name: "weapons", label: "Weapons", role: "weapon", items: e.weapons.map((w, n) => item(w.type, `${e.id}/weapons/${n}`)) },
    { name: "place", label: "Place", role: "place", items: place(e, "place", e.place) },
    { name: "when", label: "Date", role: "time", items: dated(e, e.when) },
    { name: "killed", label: "Killed", role: "count", items: tolls(e, "killed", e.killed) },
    { name: "injured", label: "Injured", role: "count", items: tolls(e, "injured", e.injured) },
    { name: "modality", label: "Modality", role: null, items: [item(spaced(e.modality))] },
    { name: "attribution", label: "Attribution", role: "attribution", items: actors(e, "attribution") },
    { name: "multiple", label: "Multiple", role: null, items: [item(e.multiple ? "sums up several attacks" : "one happening")] },
    { name: "coder", label: "Coder", role: null, items: [item(e.coder || "unknown", null, e.score !== null && `score ${e.score.toFixed(2)}`)] },
  ];
  if (origin.length) fields.splice(6, 0, { name: "origin", label: "From", role: "place", items: origin });
  return fields;
}
