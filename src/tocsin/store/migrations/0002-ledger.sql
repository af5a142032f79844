-- The ledger: event mentions as flat rows, a projection of the claims that can be rebuilt from them at any time.

CREATE TABLE ledger (
  n              INTEGER PRIMARY KEY REFERENCES mention (n),
  report_n       INTEGER NOT NULL REFERENCES report (n),
  id             TEXT NOT NULL UNIQUE,
  incident       TEXT,
  report         TEXT NOT NULL,
  report_title   TEXT,
  source         TEXT,
  published      TEXT,
  event_type     TEXT NOT NULL,
  sub_event_type TEXT NOT NULL,
  plover         TEXT,
  plover_mode    TEXT,
  "trigger"      TEXT NOT NULL,
  trigger_start  INTEGER NOT NULL,
  trigger_end    INTEGER NOT NULL,
  "start"        TEXT,
  "end"          TEXT,
  date_precision TEXT,
  date_basis     TEXT,
  place          TEXT,
  latitude       REAL,
  longitude      REAL,
  admin1         TEXT,
  country        TEXT,
  geoprecision   TEXT,
  actors         TEXT NOT NULL,
  targets        TEXT NOT NULL,
  target_objects TEXT NOT NULL,
  weapons        TEXT NOT NULL,
  killed_low     INTEGER,
  killed_best    INTEGER,
  killed_high    INTEGER,
  injured_low    INTEGER,
  injured_best   INTEGER,
  injured_high   INTEGER,
  modality       TEXT NOT NULL,
  attribution    TEXT NOT NULL,
  multiple       INTEGER NOT NULL,
  score          REAL,
  coder          TEXT NOT NULL,
  excerpt        TEXT NOT NULL,
  month          TEXT                                    -- of "start", YYYY-MM: a facet
);
CREATE INDEX ledger_by_date     ON ledger ("start", n);
CREATE INDEX ledger_by_report   ON ledger (report_n, trigger_start);
CREATE INDEX ledger_by_incident ON ledger (incident, "start");
CREATE INDEX ledger_by_type     ON ledger (event_type, "start");
CREATE INDEX ledger_by_sub_type ON ledger (sub_event_type, "start");
CREATE INDEX ledger_by_place    ON ledger (place, "start");
CREATE INDEX ledger_by_country  ON ledger (country, "start");
CREATE INDEX ledger_by_source   ON ledger (source, "start");
CREATE INDEX ledger_by_modality ON ledger (modality, "start");
CREATE INDEX ledger_by_month    ON ledger (month, "start");

-- Everybody an event mention names as actor or target, once each.
CREATE TABLE ledger_actor (
  name TEXT NOT NULL,
  n    INTEGER NOT NULL REFERENCES ledger (n) ON DELETE CASCADE,
  PRIMARY KEY (name, n)
) WITHOUT ROWID;
CREATE INDEX ledger_actor_by_row ON ledger_actor (n, name);
