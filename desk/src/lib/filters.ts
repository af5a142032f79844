/** The filters that the ledger, the map and the export share, by the names they have in the address. */

export const FILTERS = [
  "q", "type", "sub_type", "actor", "place", "country", "source", "modality", "report", "incident", "since", "until",
] as const;
export type Filter = (typeof FILTERS)[number];

export const LABELS: Record<Filter, string> = {
  q: "Words", type: "Type", sub_type: "Sub-type", actor: "Actor", place: "Place", country: "Country", source: "Source",
  modality: "Modality", report: "Report", incident: "Incident", since: "Since", until: "Until",
};

/** The server's facet names, in the order they are shown, with the parameter each one sets. */
export const FACETS: [string, Filter][] = [
  ["event_type", "type"], ["sub_event_type", "sub_type"], ["actor", "actor"], ["country", "country"], ["place", "place"],
  ["source", "source"], ["modality", "modality"],
];

export const active = (query: URLSearchParams): [Filter, string][] =>
  FILTERS.flatMap((name) => (query.get(name) ? [[name, query.get(name)!] as [Filter, string]] : []));

/** The same filters at another view. */
export function carried(path: string, query: URLSearchParams): string {
  const kept = new URLSearchParams(active(query)).toString();
  return kept ? `${path}?${kept}` : path;
}
