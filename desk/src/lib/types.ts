/** The JSON that the server sends: the reading format, ledger rows, and the pages built of them. */

export interface Span { start: number; end: number; text: string }
export interface ActorRef { name: string; id: string | null; span: Span; score: number | null }
export interface Named { name: string; span: Span }
export interface Weapon { type: string; span: Span }
export interface PlaceRef {
  name: string; id: string | null; latitude: number | null; longitude: number | null;
  admin1: string | null; country: string | null;
}
export interface Place extends PlaceRef { geoprecision: string | null; span: Span | null; alternatives: PlaceRef[] }
export interface When { start: string | null; end: string | null; precision: string; basis: string; span: Span | null }
export interface CountClaim { by: string | null; low: number | null; high: number | null; span: Span | null }
export interface Count { low: number | null; best: number | null; high: number | null; claims: CountClaim[] }

export interface EventMention {
  id: string; incident: string | null; event_type: string; sub_event_type: string;
  plover: string | null; plover_mode: string | null; trigger: Span;
  actors: ActorRef[]; targets: ActorRef[]; target_objects: Named[]; weapons: Weapon[];
  place: Place | null; origin?: Place | null; when: When | null; killed: Count | null; injured: Count | null;
  modality: string; attribution: ActorRef[]; multiple: boolean; score: number | null; coder: string;
}
export interface Statement { kind: string; speaker: ActorRef | null; about: string | null; span: Span }
export interface Relation { subject: ActorRef; predicate: string; object: ActorRef; span: Span }
export interface Repeat { span: Span; of: Span }
export interface ReportRef {
  id: string; path: string | null; title: string | null; source: string | null; url: string | null;
  published: string | null; language: string | null;
}
export interface ReportPage {
  format: string; report: ReportRef; text: string; events: EventMention[]; statements: Statement[];
  relations: Relation[]; repeats: Repeat[]; warnings: string[];
}

export interface Row {
  id: string; incident: string | null; report: string; report_title: string | null; source: string | null;
  published: string | null; event_type: string; sub_event_type: string; trigger: string;
  start: string | null; end: string | null; date_precision: string | null; date_basis: string | null;
  place: string | null; latitude: number | null; longitude: number | null; admin1: string | null;
  country: string | null; geoprecision: string | null;
  actors: string[]; targets: string[]; target_objects: string[]; weapons: string[];
  killed_low: number | null; killed_best: number | null; killed_high: number | null;
  injured_low: number | null; injured_best: number | null; injured_high: number | null;
  modality: string; attribution: string[]; multiple: boolean; score: number | null; coder: string; excerpt: string;
}
export interface FacetValue { value: string; count: number }
export type Facets = Record<string, FacetValue[]>;
export interface LedgerPage {
  total: number; rows: Row[]; facets: Facets; page: number; pages: number; per_page: number;
}
export interface Feature { id: string; geometry: { coordinates: [number, number] }; properties: Row }
export interface MapPage { features: Feature[]; unplaced: Row[]; total: number; beyond: number; facets: Facets }
export interface ReportRow extends ReportRef { events?: number; snippet?: string | null }
export interface ReportsPage { reports: ReportRow[]; total: number; page: number; pages: number; per_page: number }
export interface Week { week: string; total: number; types: Record<string, number> }
export interface Unread { path: string; reason: string; advice: string }
export interface Summary {
  reports: number; sources: number; events: number; incidents: number; unread: number;
  period: { start: string | null; end: string | null };
  by_type: Record<string, number>; by_country: Record<string, number>; by_modality: Record<string, number>;
}
export interface TodayPage {
  summary: Summary; weeks: Week[]; latest: ReportRow[]; unread: Unread[];
}
export interface IncidentPage {
  id: string; mentions: { row: Row; event: EventMention }[]; differing: string[]; reports: number;
}
