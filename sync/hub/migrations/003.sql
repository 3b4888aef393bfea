-- From here on the bodies of visits and seals lie packed in `head` (core/records/packing.h). What lies plain stays so
-- until it changes: a packed body begins with a zero byte, which no message does.

-- In order of arrival, and a narrow index: hashes come in no order, so that with a primary key each one changed a wide
-- page of its own.
CREATE TABLE blob_use_by_arrival (
  row INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL,
  record BLOB NOT NULL,
  device BLOB NOT NULL
) STRICT;
INSERT INTO blob_use_by_arrival (sha256, record, device) SELECT sha256, record, device FROM blob_use ORDER BY record;
DROP TABLE blob_use;
ALTER TABLE blob_use_by_arrival RENAME TO blob_use;
CREATE INDEX blob_use_by_hash ON blob_use (substr(sha256, 1, 4));
