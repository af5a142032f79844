-- What was read: originals, reports, and every value that a reading found as a claim of its own.

CREATE TABLE original (
  sha256   TEXT PRIMARY KEY,
  name     TEXT NOT NULL,
  size     INTEGER NOT NULL,
  added    TEXT NOT NULL,
  whole    INTEGER NOT NULL DEFAULT 0 CHECK (whole IN (0, 1))  -- 1 when every report in it is stored
) WITHOUT ROWID;

CREATE TABLE report (
  n         INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  original  TEXT REFERENCES original (sha256),
  path      TEXT,
  title     TEXT,
  source    TEXT,
  url       TEXT,
  published TEXT,
  language  TEXT,
  text      TEXT NOT NULL,
  warnings  TEXT NOT NULL,                                     -- of the report, a JSON list
  read_warnings TEXT NOT NULL,                                 -- of the reading, a JSON list
  added     TEXT NOT NULL
);
CREATE INDEX report_by_original ON report (original);
CREATE INDEX report_by_published ON report (published, n);

CREATE VIRTUAL TABLE report_words USING fts5 (
  title, text, content = 'report', content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE mention (
  n        INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,
  report   INTEGER NOT NULL REFERENCES report (n),
  score    REAL,
  incident TEXT
);
CREATE INDEX mention_by_report ON mention (report, n);
CREATE INDEX mention_by_incident ON mention (incident, n);

CREATE TABLE claim (
  n           INTEGER PRIMARY KEY,                             -- in the order in which the reading gave them
  mention     INTEGER NOT NULL REFERENCES mention (n),
  field       TEXT NOT NULL,
  value       TEXT NOT NULL,                                   -- JSON, as the reading format has it
  original    TEXT NOT NULL,
  span_start  INTEGER,
  span_end    INTEGER,
  coder       TEXT NOT NULL,
  score       REAL,
  attribution TEXT NOT NULL,                                   -- a JSON list of names
  modality    TEXT NOT NULL
);
CREATE INDEX claim_by_mention ON claim (mention, n);

CREATE TABLE statement (
  n      INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES report (n),
  kind   TEXT NOT NULL,
  value  TEXT NOT NULL
);
CREATE INDEX statement_by_report ON statement (report, n);

CREATE TABLE relation (
  n         INTEGER PRIMARY KEY,
  report    INTEGER NOT NULL REFERENCES report (n),
  predicate TEXT NOT NULL,
  value     TEXT NOT NULL
);
CREATE INDEX relation_by_report ON relation (report, n);

CREATE TABLE repeat (
  n      INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES report (n),
  value  TEXT NOT NULL
);
CREATE INDEX repeat_by_report ON repeat (report, n);

CREATE TABLE unread (
  path   TEXT PRIMARY KEY,
  sha256 TEXT,
  reason TEXT NOT NULL,
  advice TEXT NOT NULL,
  seen   TEXT NOT NULL
) WITHOUT ROWID;

-- What the program remembers between runs: for which mentions the incidents were worked out, say.
CREATE TABLE state (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
