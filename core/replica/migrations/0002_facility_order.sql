-- Facilities by name and on the map. Released: never edited; what changes comes as the next number.

-- The list of facilities by Vietnamese collation (core/registers/facility_projection.h); row is that of `facility`.
CREATE TABLE facility_order (
  row INTEGER PRIMARY KEY,
  -- collationKey of the name (core/base/text.h).
  key BLOB NOT NULL,
  province TEXT NOT NULL,
  kind INTEGER NOT NULL
) STRICT;
CREATE INDEX facility_order_by_key ON facility_order (key, kind);
CREATE INDEX facility_order_by_province ON facility_order (province, key, kind);
-- A facility that has left the scope leaves the list.
CREATE TRIGGER facility_order_gone AFTER DELETE ON facility BEGIN
  DELETE FROM facility_order WHERE row = old.row;
END;

CREATE INDEX facility_by_place ON facility (latitude_e7, longitude_e7) WHERE latitude_e7 IS NOT NULL;
CREATE INDEX facility_by_tax_code ON facility (tax_code) WHERE tax_code <> '';
