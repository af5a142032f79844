-- One narrow index that answers every question about facets without opening the wide rows, instead of one for each.

CREATE INDEX ledger_facets ON ledger (
  report_n, event_type, sub_event_type, place, country, source, modality, month, "start", "end", incident,
  published, killed_best, score
);
DROP INDEX ledger_by_report;
DROP INDEX ledger_by_type;
DROP INDEX ledger_by_sub_type;
DROP INDEX ledger_by_country;
DROP INDEX ledger_by_source;
DROP INDEX ledger_by_modality;
DROP INDEX ledger_by_month;
