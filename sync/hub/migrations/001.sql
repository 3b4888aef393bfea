-- The hub's database. What each table is for stands in sync/hub/storage.h.

CREATE TABLE hub (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id BLOB NOT NULL CHECK (length(id) = 16),
  seed BLOB NOT NULL CHECK (length(seed) = 32),
  epoch INTEGER NOT NULL CHECK (epoch <> 0),
  device_id BLOB NOT NULL CHECK (length(device_id) = 16),
  -- The highest counter of the stamps that the hub made.
  counter INTEGER NOT NULL,
  -- The highest number given to an accepted change.
  sequence INTEGER NOT NULL,
  url TEXT NOT NULL
) STRICT;

CREATE TABLE account (
  person BLOB PRIMARY KEY CHECK (length(person) = 16),
  name TEXT NOT NULL UNIQUE,
  role INTEGER NOT NULL,
  all_provinces INTEGER NOT NULL,
  provinces TEXT NOT NULL,
  active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  tag INTEGER NOT NULL UNIQUE CHECK (tag > 0),
  person BLOB NOT NULL REFERENCES account (person),
  public_key BLOB NOT NULL UNIQUE CHECK (length(public_key) = 32),
  name TEXT NOT NULL,
  enrolled_at INTEGER NOT NULL,
  revoked_at INTEGER,
  seen_at INTEGER,
  -- The highest request number that led to a write.
  sequence INTEGER NOT NULL,
  -- The hub's epoch in which it was last through with sending what the hub may lack; 0: never.
  epoch INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE enrol_code (
  secret_sha256 BLOB PRIMARY KEY CHECK (length(secret_sha256) = 32),
  person BLOB NOT NULL REFERENCES account (person),
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;

-- Provinces that cursors were given for.
CREATE TABLE scope (
  row INTEGER PRIMARY KEY,
  all_provinces INTEGER NOT NULL,
  provinces TEXT NOT NULL,
  UNIQUE (all_provinces, provinces)
) STRICT;

CREATE TABLE log (
  entry INTEGER PRIMARY KEY,
  device BLOB NOT NULL,
  request INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  encoding INTEGER NOT NULL,
  payload BLOB NOT NULL,
  signature BLOB NOT NULL,
  -- Which of the batch's changes were refused: a serialised ExchangeResponse with nothing but `refused`; empty: none.
  refused BLOB NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE head (
  row INTEGER PRIMARY KEY,
  type INTEGER NOT NULL,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  body BLOB NOT NULL,
  meta BLOB NOT NULL,
  -- For each leaf in canonical order the sequence of the change that last touched it: runs of (length, sequence).
  leaves BLOB NOT NULL,
  -- The visit, of seals and decisions.
  parent BLOB
) STRICT;
CREATE INDEX head_by_parent ON head (parent) WHERE parent IS NOT NULL;
CREATE INDEX head_by_type ON head (type, row);

-- What a pull looks through: narrow, so that a page costs no wide row.
CREATE TABLE feed (
  row INTEGER PRIMARY KEY REFERENCES head (row),
  sequence INTEGER NOT NULL UNIQUE,
  -- '' for what everybody holds.
  province TEXT NOT NULL,
  owner BLOB,
  -- When it came to this province and owner: who is behind that gets the record whole.
  since INTEGER NOT NULL,
  -- All that was changed after `origin_since` was changed by `origin`, who needs no echo of it.
  origin INTEGER NOT NULL,
  origin_since INTEGER NOT NULL
) STRICT;
CREATE INDEX feed_by_province ON feed (province, sequence, origin, origin_since);
CREATE INDEX feed_by_owner ON feed (owner, sequence, origin, origin_since) WHERE owner IS NOT NULL;

CREATE TABLE departure (
  sequence INTEGER PRIMARY KEY,
  type INTEGER NOT NULL,
  id BLOB NOT NULL,
  province TEXT NOT NULL,
  owner BLOB
) STRICT;

-- Which records speak of a blob, and through whose push the hub learned it.
CREATE TABLE blob_use (
  sha256 BLOB NOT NULL,
  record BLOB NOT NULL,
  device BLOB NOT NULL,
  PRIMARY KEY (sha256, record, device)
) STRICT, WITHOUT ROWID;

-- What revoked devices handed in, for a supervisor to look at.
CREATE TABLE quarantine (
  row INTEGER PRIMARY KEY,
  log_entry INTEGER NOT NULL REFERENCES log (entry),
  place INTEGER NOT NULL,
  type INTEGER NOT NULL,
  id BLOB NOT NULL,
  UNIQUE (log_entry, place)
) STRICT;
