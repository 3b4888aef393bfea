-- A replica, version 1. Released: never edited; what changes comes as the next number.
--
-- Record tables: `body` is the Protobuf message without its id, winners only; `meta` its stamps (core/changes); `own` the highest
-- counter of this device in it and `acked` up to which the hub has it; then the columns that field options promote
-- (core/records/thucdia/records/v1/*.proto; a test holds the two together). `*_search` holds folded text, rowid = row.

CREATE TABLE facility (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  body BLOB NOT NULL,
  meta BLOB NOT NULL,
  own INTEGER NOT NULL CHECK (own >= 0),
  acked INTEGER NOT NULL CHECK (acked >= 0),
  conflicts INTEGER NOT NULL CHECK (conflicts >= 0),
  "kind" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "tax_code" TEXT NOT NULL,
  "province" TEXT NOT NULL,
  "commune" TEXT NOT NULL,
  "latitude_e7" INTEGER,
  "longitude_e7" INTEGER,
  "vsic" TEXT NOT NULL,
  "made_on_site" INTEGER NOT NULL,
  "cluster_id" BLOB CHECK (length(cluster_id) = 16),
  "code" TEXT NOT NULL
) STRICT;
CREATE INDEX facility_unsent ON facility (row) WHERE own > acked;
CREATE INDEX facility_conflicts ON facility (row) WHERE conflicts > 0;
CREATE VIRTUAL TABLE facility_search USING fts5 (text, content = '', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 0");

CREATE TABLE project (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  body BLOB NOT NULL,
  meta BLOB NOT NULL,
  own INTEGER NOT NULL CHECK (own >= 0),
  acked INTEGER NOT NULL CHECK (acked >= 0),
  conflicts INTEGER NOT NULL CHECK (conflicts >= 0),
  "code" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "year" INTEGER NOT NULL,
  "batch" INTEGER NOT NULL,
  "content_type" TEXT NOT NULL,
  "province" TEXT NOT NULL,
  "ends_on" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "support" INTEGER NOT NULL
) STRICT;
CREATE INDEX project_unsent ON project (row) WHERE own > acked;
CREATE INDEX project_conflicts ON project (row) WHERE conflicts > 0;
CREATE VIRTUAL TABLE project_search USING fts5 (text, content = '', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 0");

CREATE TABLE beneficiary (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  body BLOB NOT NULL,
  meta BLOB NOT NULL,
  own INTEGER NOT NULL CHECK (own >= 0),
  acked INTEGER NOT NULL CHECK (acked >= 0),
  conflicts INTEGER NOT NULL CHECK (conflicts >= 0),
  "project_id" BLOB CHECK (length(project_id) = 16),
  "facility_id" BLOB CHECK (length(facility_id) = 16),
  "province" TEXT NOT NULL
) STRICT;
CREATE INDEX beneficiary_unsent ON beneficiary (row) WHERE own > acked;
CREATE INDEX beneficiary_conflicts ON beneficiary (row) WHERE conflicts > 0;

CREATE TABLE person (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  body BLOB NOT NULL,
  meta BLOB NOT NULL,
  own INTEGER NOT NULL CHECK (own >= 0),
  acked INTEGER NOT NULL CHECK (acked >= 0),
  conflicts INTEGER NOT NULL CHECK (conflicts >= 0),
  "name" TEXT NOT NULL,
  "full_name" TEXT NOT NULL,
  "role" INTEGER NOT NULL
) STRICT;
CREATE INDEX person_unsent ON person (row) WHERE own > acked;
CREATE INDEX person_conflicts ON person (row) WHERE conflicts > 0;
CREATE VIRTUAL TABLE person_search USING fts5 (text, content = '', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 0");

CREATE TABLE device (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  body BLOB NOT NULL,
  meta BLOB NOT NULL,
  own INTEGER NOT NULL CHECK (own >= 0),
  acked INTEGER NOT NULL CHECK (acked >= 0),
  conflicts INTEGER NOT NULL CHECK (conflicts >= 0),
  "tag" INTEGER NOT NULL,
  "person_id" BLOB CHECK (length(person_id) = 16)
) STRICT;
CREATE INDEX device_unsent ON device (row) WHERE own > acked;
CREATE INDEX device_conflicts ON device (row) WHERE conflicts > 0;

CREATE TABLE dataset (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  body BLOB NOT NULL,
  meta BLOB NOT NULL,
  own INTEGER NOT NULL CHECK (own >= 0),
  acked INTEGER NOT NULL CHECK (acked >= 0),
  conflicts INTEGER NOT NULL CHECK (conflicts >= 0),
  "name" TEXT NOT NULL
) STRICT;
CREATE INDEX dataset_unsent ON dataset (row) WHERE own > acked;
CREATE INDEX dataset_conflicts ON dataset (row) WHERE conflicts > 0;

CREATE TABLE form_version (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  body BLOB NOT NULL,
  meta BLOB NOT NULL,
  own INTEGER NOT NULL CHECK (own >= 0),
  acked INTEGER NOT NULL CHECK (acked >= 0),
  conflicts INTEGER NOT NULL CHECK (conflicts >= 0),
  "form_id" TEXT NOT NULL,
  "version" TEXT NOT NULL,
  "title_vi" TEXT NOT NULL,
  "retired" INTEGER NOT NULL,
  "published_at" INTEGER NOT NULL
) STRICT;
CREATE INDEX form_version_unsent ON form_version (row) WHERE own > acked;
CREATE INDEX form_version_conflicts ON form_version (row) WHERE conflicts > 0;

CREATE TABLE visit (
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
CREATE INDEX visit_unsent ON visit (row) WHERE own > acked;
CREATE INDEX visit_conflicts ON visit (row) WHERE conflicts > 0;
CREATE VIRTUAL TABLE visit_search USING fts5 (text, content = '', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 0");

CREATE TABLE visit_seal (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  body BLOB NOT NULL,
  meta BLOB NOT NULL,
  own INTEGER NOT NULL CHECK (own >= 0),
  acked INTEGER NOT NULL CHECK (acked >= 0),
  conflicts INTEGER NOT NULL CHECK (conflicts >= 0),
  "visit_id" BLOB CHECK (length(visit_id) = 16),
  "province" TEXT NOT NULL,
  "revision" INTEGER NOT NULL,
  "sealed_at" INTEGER NOT NULL
) STRICT;
CREATE INDEX visit_seal_unsent ON visit_seal (row) WHERE own > acked;
CREATE INDEX visit_seal_conflicts ON visit_seal (row) WHERE conflicts > 0;

CREATE TABLE visit_decision (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  body BLOB NOT NULL,
  meta BLOB NOT NULL,
  own INTEGER NOT NULL CHECK (own >= 0),
  acked INTEGER NOT NULL CHECK (acked >= 0),
  conflicts INTEGER NOT NULL CHECK (conflicts >= 0),
  "visit_id" BLOB CHECK (length(visit_id) = 16),
  "province" TEXT NOT NULL,
  "kind" INTEGER NOT NULL,
  "revision" INTEGER NOT NULL,
  "person_id" BLOB CHECK (length(person_id) = 16),
  "decided_at" INTEGER NOT NULL,
  "number" TEXT NOT NULL
) STRICT;
CREATE INDEX visit_decision_unsent ON visit_decision (row) WHERE own > acked;
CREATE INDEX visit_decision_conflicts ON visit_decision (row) WHERE conflicts > 0;

CREATE TABLE assignment (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  body BLOB NOT NULL,
  meta BLOB NOT NULL,
  own INTEGER NOT NULL CHECK (own >= 0),
  acked INTEGER NOT NULL CHECK (acked >= 0),
  conflicts INTEGER NOT NULL CHECK (conflicts >= 0),
  "facility_id" BLOB CHECK (length(facility_id) = 16),
  "project_id" BLOB CHECK (length(project_id) = 16),
  "beneficiary_id" BLOB CHECK (length(beneficiary_id) = 16),
  "assignee_id" BLOB CHECK (length(assignee_id) = 16),
  "province" TEXT NOT NULL,
  "form_id" TEXT NOT NULL,
  "due_on" TEXT NOT NULL,
  "priority" INTEGER NOT NULL,
  "withdrawn" INTEGER NOT NULL
) STRICT;
CREATE INDEX assignment_unsent ON assignment (row) WHERE own > acked;
CREATE INDEX assignment_conflicts ON assignment (row) WHERE conflicts > 0;

CREATE INDEX facility_by_province ON facility (province, kind);
CREATE INDEX facility_by_commune ON facility (commune);
CREATE INDEX facility_by_code ON facility (code) WHERE code <> '';
CREATE INDEX project_by_code ON project (code);
CREATE INDEX project_by_year ON project (year, batch);
CREATE INDEX beneficiary_by_project ON beneficiary (project_id);
CREATE INDEX beneficiary_by_facility ON beneficiary (facility_id);
CREATE INDEX dataset_by_name ON dataset (name);
CREATE INDEX form_version_by_form ON form_version (form_id, published_at);
CREATE INDEX visit_by_facility ON visit (facility_id, started_at);
CREATE INDEX visit_by_project ON visit (project_id, started_at);
CREATE INDEX visit_by_inspector ON visit (inspector_id, started_at);
CREATE INDEX visit_by_start ON visit (started_at);
CREATE INDEX visit_seal_by_visit ON visit_seal (visit_id, revision);
CREATE INDEX visit_decision_by_visit ON visit_decision (visit_id, decided_at);
CREATE INDEX assignment_by_assignee ON assignment (assignee_id, due_on);
CREATE INDEX assignment_by_facility ON assignment (facility_id);

-- The counter that this device's stamps carry (core/changes/stamp_commands.h).
CREATE TABLE stamp_counter (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  counter INTEGER NOT NULL CHECK (counter > 0),
  began_at INTEGER NOT NULL,
  exposed INTEGER NOT NULL CHECK (exposed IN (0, 1))
) STRICT;

-- What this replica knows of itself and its hub: single named values (core/replica/settings.h).
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What the hub refused, and why; kept until the record is sent again and accepted.
CREATE TABLE refusal (
  type INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  own INTEGER NOT NULL,
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  refused_at INTEGER NOT NULL,
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;

-- Bytes beside the database (blobs/) and how far they have travelled.
CREATE TABLE blob (
  sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
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
) STRICT, WITHOUT ROWID;
CREATE INDEX blob_to_send ON blob (added_at) WHERE to_send = 1;
CREATE INDEX blob_to_fetch ON blob (added_at) WHERE here = 0;
CREATE INDEX blob_by_visit ON blob (visit_id);

-- Computed from Visit, VisitSeal and VisitDecision (core/visits/visit_projection.h).
CREATE TABLE visit_state (
  visit_id BLOB PRIMARY KEY CHECK (length(visit_id) = 16),
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
  findings INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  facility_id BLOB,
  province TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_state_by_status ON visit_state (status, started_at);
CREATE INDEX visit_state_by_facility ON visit_state (facility_id, started_at);
CREATE INDEX visit_state_by_start ON visit_state (started_at);

-- The rows of the visits' findings repeat (core/visits/visit_projection.h).
CREATE TABLE finding (
  visit_id BLOB NOT NULL CHECK (length(visit_id) = 16),
  -- The row's id within the visit.
  row_id TEXT NOT NULL,
  facility_id BLOB,
  category TEXT NOT NULL,
  severity TEXT NOT NULL,
  description TEXT NOT NULL,
  action TEXT NOT NULL,
  owner TEXT NOT NULL,
  -- ISO date; empty where none was set.
  due_on TEXT NOT NULL,
  found_at INTEGER NOT NULL,
  province TEXT NOT NULL,
  PRIMARY KEY (visit_id, row_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_by_facility ON finding (facility_id, found_at);
CREATE INDEX finding_by_due ON finding (due_on);
