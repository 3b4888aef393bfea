-- Hashes come in no order: one index of all of them changed a page of its own for each photo, and the more a hub held the
-- dearer the next visit was. Each 16,384 uses in order of arrival have their own part of the index, which is small, and
-- only the last one changes.
DROP INDEX blob_use_by_hash;
CREATE INDEX blob_use_by_hash ON blob_use (row >> 14, substr(sha256, 1, 4), substr(record, 13, 4));
