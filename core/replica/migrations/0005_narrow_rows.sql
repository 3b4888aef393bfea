-- Less to write and to keep for each visit. Released: never edited; what changes comes as the next number.

-- Visits are numbered by the second that they began in, eight numbers a second from June 2025 on (core/records/record_rows.h):
-- a list newest first is in order of rows, and an index needs no time beside its key.
CREATE TABLE visit_by_row (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  body BLOB NOT NULL,
  meta BLOB NOT NULL,
  own INTEGER NOT NULL CHECK (own >= 0),
  acked INTEGER NOT NULL CHECK (acked >= 0),
  conflicts INTEGER NOT NULL CHECK (conflicts >= 0),
  "form_id" TEXT NOT NULL,
  "form_version" TEXT NOT NULL,
  "facility_id" BLOB CHECK (length(facility_id) = 16),
  "project_id" BLOB CHECK (length(project_id) = 16),
  "beneficiary_id" BLOB CHECK (length(beneficiary_id) = 16),
  "inspector_id" BLOB CHECK (length(inspector_id) = 16),
  "province" TEXT NOT NULL,
  "number" TEXT NOT NULL,
  "revision" INTEGER NOT NULL,
  "started_at" INTEGER NOT NULL,
  "facility_name" TEXT NOT NULL
) STRICT;
-- Where more than eight began in a second they go on into the next: each stands at its second's first number or one behind the last.
INSERT INTO visit_by_row
  SELECT nth + max(first - nth) OVER (ORDER BY nth), id, body, meta, own, acked, conflicts, form_id, form_version, facility_id,
    project_id, beneficiary_id, inspector_id, province, number, revision, started_at, facility_name
  FROM (SELECT *, (started_at / 1000000 - 1748736000) * 8 AS first, row_number() OVER (ORDER BY started_at, row) AS nth FROM visit);
CREATE TABLE visit_state_by_row (
  -- That of the visit.
  row INTEGER PRIMARY KEY,
  status INTEGER NOT NULL,
  -- The revision that the status speaks of.
  revision INTEGER NOT NULL,
  -- When it came into this status.
  since INTEGER NOT NULL,
  -- The number given by the clerk; empty while there is none.
  number TEXT NOT NULL,
  -- Decisions taken without knowing of each other.
  contested INTEGER NOT NULL CHECK (contested IN (0, 1)),
  -- Sealed, and edits made elsewhere arrived after the seal.
  diverged INTEGER NOT NULL CHECK (diverged IN (0, 1)),
  answers INTEGER NOT NULL,
  findings INTEGER NOT NULL
) STRICT;
INSERT INTO visit_state_by_row
  SELECT v.row, s.status, s.revision, s.since, s.number, s.contested, s.diverged, s.answers, s.findings
  FROM visit_by_row v JOIN visit_state s ON s.visit_id = v.id ORDER BY v.row;
DROP TABLE visit_state;
ALTER TABLE visit_state_by_row RENAME TO visit_state;
CREATE INDEX visit_state_by_status ON visit_state (status);

DROP TABLE visit;
ALTER TABLE visit_by_row RENAME TO visit;
CREATE INDEX visit_unsent ON visit (row) WHERE own > acked;
CREATE INDEX visit_conflicts ON visit (row) WHERE conflicts > 0;
CREATE INDEX visit_by_facility ON visit (facility_id);
CREATE INDEX visit_by_inspector ON visit (inspector_id);
CREATE INDEX visit_by_project ON visit (project_id) WHERE project_id IS NOT NULL;
CREATE INDEX visit_by_form ON visit (substr(form_id, 1, 4));
CREATE INDEX visit_by_province ON visit (province);
CREATE TRIGGER visit_gone AFTER DELETE ON visit BEGIN
  DELETE FROM visit_state WHERE row = old.row;
END;
DROP TABLE visit_search;
CREATE VIRTUAL TABLE visit_search USING fts5 (text, content = '', contentless_delete = 1, detail = none, prefix = '2 3', tokenize = "unicode61 remove_diacritics 0");
INSERT INTO visit_search (rowid, text) SELECT row, fold(number || ' ' || facility_name) FROM visit ORDER BY row;

-- In order of arrival, with narrow indexes: hashes and ids come in no order, and a photo stood in three of them whole.
CREATE TABLE blob_by_row (
  row INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  size INTEGER NOT NULL CHECK (size >= 0),
  mime TEXT NOT NULL,
  -- The file's name where it came from; may be empty.
  name TEXT NOT NULL,
  -- The visit that speaks of it.
  visit_id BLOB CHECK (length(visit_id) = 16),
  -- 1: made here, the hub must get it. 0: the hub has it.
  to_send INTEGER NOT NULL CHECK (to_send IN (0, 1)),
  -- 1: the bytes are in blobs/. 0: known, not fetched.
  here INTEGER NOT NULL CHECK (here IN (0, 1)),
  added_at INTEGER NOT NULL
) STRICT;
INSERT INTO blob_by_row (sha256, size, mime, name, visit_id, to_send, here, added_at)
  SELECT sha256, size, mime, name, visit_id, to_send, here, added_at FROM blob ORDER BY added_at, sha256;
DROP TABLE blob;
ALTER TABLE blob_by_row RENAME TO blob;
CREATE INDEX blob_by_hash ON blob (substr(sha256, 1, 4));
CREATE INDEX blob_by_visit ON blob (substr(visit_id, 13, 4));
CREATE INDEX blob_to_send ON blob (row) WHERE to_send = 1;
CREATE INDEX blob_to_fetch ON blob (size > 65536, added_at DESC) WHERE here = 0;

-- Findings in the order in which they are listed.
DROP INDEX finding_by_due;
CREATE INDEX finding_by_due ON finding (due_on = '', due_on, found_at DESC, visit_id, row_id);
CREATE INDEX finding_by_severity ON finding (severity, due_on = '', due_on, found_at DESC, visit_id, row_id);

-- The first day by which something open is due at a facility (core/registers/facility_projection.cpp): what is late is found by
-- day, not by looking at all that was ever due.
CREATE TABLE facility_due (
  facility_id BLOB PRIMARY KEY CHECK (length(facility_id) = 16),
  -- ISO date.
  due_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX facility_due_by_day ON facility_due (due_on);
INSERT INTO facility_due
  SELECT facility_id, min(due_on) FROM (
    SELECT a.facility_id, a.due_on FROM assignment a WHERE a.facility_id IS NOT NULL AND a.withdrawn = 0 AND a.due_on <> '' AND
      NOT EXISTS (SELECT 1 FROM visit v CROSS JOIN visit_state s ON s.row = v.row WHERE v.facility_id = a.facility_id AND
        v.form_id = a.form_id AND v.id > a.id AND s.status BETWEEN 4 AND 10)
    UNION ALL
    SELECT d.facility_id, d.due_on FROM finding d WHERE d.facility_id IS NOT NULL AND d.due_on <> '' AND
      NOT EXISTS (SELECT 1 FROM visit v CROSS JOIN visit_state s ON s.row = v.row WHERE v.facility_id = d.facility_id AND
        v.started_at > d.found_at AND s.status BETWEEN 4 AND 10))
  GROUP BY facility_id;

CREATE INDEX facility_order_by_kind ON facility_order (kind, key);

-- The beginnings of words have lists of their own, so that a common one is not put together first. What is searched stands in
-- bodies, which SQL cannot read: the program fills it anew, as it fills facility_order.
DROP TABLE facility_search;
CREATE VIRTUAL TABLE facility_search USING fts5 (text, content = '', contentless_delete = 1, detail = none, prefix = '2 3', tokenize = "unicode61 remove_diacritics 0");
DELETE FROM setting WHERE name = 'facility_order_filled';
