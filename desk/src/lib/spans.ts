/**
 * Where the words of a reading stand in its text, as segments that can be drawn.
 *
 * Offsets in the reading format count code points; a string here counts UTF-16 units. Mistaking one for the other
 * shifts every highlight after the first emoji by one. Spans may overlap: the text is cut at every boundary, and each
 * segment knows all the marks that cover it.
 */
import type { ReportPage, Span } from "./types";

export const ROLES = [
  "trigger", "actor", "target", "object", "weapon", "place", "time", "count", "attribution", "statement", "relation",
] as const;
export type Role = (typeof ROLES)[number];

/** A stretch of the text in UTF-16 units. `key` names the field (`event/field/n`), `owner` the event or statement. */
export interface Mark { key: string; owner: string; role: Role; start: number; end: number }
export interface Segment { start: number; end: number; text: string; marks: Mark[] }
export interface Paragraph { start: number; end: number; segments: Segment[]; repeats: { start: number; of: number } | null }

/** From code points to UTF-16 units. Texts without astral characters need no table. */
export function unitsOf(text: string): (point: number) => number {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return (point) => Math.min(point, text.length);
  const starts: number[] = [];
  for (let at = 0; at < text.length; at += text.codePointAt(at)! > 0xffff ? 2 : 1) starts.push(at);
  return (point) => starts[point] ?? text.length;
}

/** Every span of a reading as a mark. */
export function marksOf(page: ReportPage): Mark[] {
  const unit = unitsOf(page.text);
  const marks: Mark[] = [];
  const add = (owner: string, role: Role, field: string, span: Span | null | undefined) => {
    if (!span) return;
    const [start, end] = [unit(span.start), unit(span.end)];
    if (end > start) marks.push({ key: `${owner}/${field}`, owner, role, start, end });
  };
  for (const e of page.events) {
    add(e.id, "trigger", "trigger", e.trigger);
    e.actors.forEach((a, n) => add(e.id, "actor", `actors/${n}`, a.span));
    e.targets.forEach((a, n) => add(e.id, "target", `targets/${n}`, a.span));
    e.target_objects.forEach((o, n) => add(e.id, "object", `target_objects/${n}`, o.span));
    e.weapons.forEach((w, n) => add(e.id, "weapon", `weapons/${n}`, w.span));
    add(e.id, "place", "place", e.place?.span);
    add(e.id, "place", "origin", e.origin?.span);
    add(e.id, "time", "when", e.when?.span);
    e.killed?.claims.forEach((c, n) => add(e.id, "count", `killed/${n}`, c.span));
    e.injured?.claims.forEach((c, n) => add(e.id, "count", `injured/${n}`, c.span));
    e.attribution.forEach((a, n) => add(e.id, "attribution", `attribution/${n}`, a.span));
  }
  page.statements.forEach((s, n) => add(`statement-${n}`, "statement", "span", s.span));
  page.relations.forEach((r, n) => add(`relation-${n}`, "relation", "span", r.span));
  return marks;
}

/** The text as paragraphs (cut at empty lines) of segments; put together again they give the text back. */
export function paragraphsOf(page: ReportPage, marks: Mark[] = marksOf(page)): Paragraph[] {
  const unit = unitsOf(page.text);
  const repeats = page.repeats.map((r) => ({ start: unit(r.span.start), end: unit(r.span.end), of: unit(r.of.start) }));
  const sorted = [...marks].sort((a, b) => a.start - b.start || b.end - a.end);
  let next = 0;
  let open: Mark[] = [];
  return pieces(page.text).map(([start, end]) => {
    open = open.filter((m) => m.end > start);
    while (next < sorted.length && sorted[next]!.start < end) open.push(sorted[next++]!);
    const told = repeats.find((r) => r.start < end && start < r.end);
    return { start, end, segments: cut(page.text, start, end, open), repeats: told ? { start: told.start, of: told.of } : null };
  });
}

/** Paragraphs with the empty lines that follow them, so that nothing of the text is lost. */
function pieces(text: string): [number, number][] {
  const found: [number, number][] = [];
  let start = 0;
  for (const gap of text.matchAll(/\r?\n(?:[ \t]*\r?\n)+/g)) {
    const end = gap.index + gap[0].length;
    if (gap.index > start) found.push([start, end]);
    else if (found.length) found[found.length - 1]![1] = end;
    else continue;
    start = end;
  }
  if (start < text.length) found.push([start, text.length]);
  return found;
}

function cut(text: string, start: number, end: number, marks: Mark[]): Segment[] {
  const bounds = new Set([start, end]);
  for (const m of marks) {
    if (m.start > start) bounds.add(Math.min(m.start, end));
    if (m.end < end) bounds.add(Math.max(m.end, start));
  }
  const points = [...bounds].sort((a, b) => a - b);
  return points.slice(0, -1).map((from, n) => {
    const to = points[n + 1]!;
    return { start: from, end: to, text: text.slice(from, to), marks: marks.filter((m) => m.start <= from && m.end >= to) };
  });
}

/** The mark that gives a segment its look: the selected event's before others, then the shortest, then the role's rank. */
export function leading(marks: Mark[], owner: string | null): Mark | undefined {
  const rank = (m: Mark) => (m.owner === owner ? 0 : 1e9) + (m.end - m.start) * 16 + ROLES.indexOf(m.role);
  return marks.reduce<Mark | undefined>((best, m) => (!best || rank(m) < rank(best) ? m : best), undefined);
}
