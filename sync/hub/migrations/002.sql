-- Bundles that were taken in or refused, by the SHA-256 of their files: the same one changes nothing when it comes again.
CREATE TABLE bundle (
  row INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  id BLOB NOT NULL CHECK (length(id) = 16),
  device BLOB NOT NULL CHECK (length(device) = 16),
  made_at INTEGER NOT NULL,
  taken_at INTEGER NOT NULL,
  -- The code of the error that it was refused with; '' when it was taken in.
  refused TEXT NOT NULL,
  -- A serialised BundleReceipts.
  receipts BLOB NOT NULL,
  -- Where the device stood when it made it.
  epoch INTEGER NOT NULL,
  cursor BLOB NOT NULL
) STRICT;
CREATE INDEX bundle_by_device ON bundle (device, made_at);

-- When a supervisor settled a change of a revoked device, and how: 'accepted' or 'dismissed'; NULL: it waits.
ALTER TABLE quarantine ADD COLUMN settled_at INTEGER;
ALTER TABLE quarantine ADD COLUMN outcome TEXT CHECK (outcome IN ('accepted', 'dismissed'));
CREATE INDEX quarantine_waiting ON quarantine (row) WHERE settled_at IS NULL;
