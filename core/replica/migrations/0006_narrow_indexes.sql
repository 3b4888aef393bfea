-- Fewer bytes for each visit. Released: never edited; what changes comes as the next number.

-- Visits stand in the indexes of what names them by their first six bytes, the time of making (records::visitIs): they grow at
-- their end.
DROP INDEX visit_seal_by_visit;
CREATE INDEX visit_seal_by_visit ON visit_seal (substr(visit_id, 1, 6));
DROP INDEX visit_decision_by_visit;
CREATE INDEX visit_decision_by_visit ON visit_decision (substr(visit_id, 1, 6));
DROP INDEX blob_by_visit;
CREATE INDEX blob_by_visit ON blob (substr(visit_id, 1, 6));
-- Others by their last four, which are random (records::idIs).
DROP INDEX visit_by_facility;
CREATE INDEX visit_by_facility ON visit (substr(facility_id, 13, 4));
DROP INDEX visit_by_inspector;
CREATE INDEX visit_by_inspector ON visit (substr(inspector_id, 13, 4));

-- In the order in which photos come, so that its pages fill; read from its end.
DROP INDEX blob_to_fetch;
CREATE INDEX blob_to_fetch ON blob (size <= 65536, added_at) WHERE here = 0;
