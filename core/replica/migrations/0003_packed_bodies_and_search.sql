-- Bodies of 400 bytes and more may lie packed from now on (core/records/packing.h). Programs that know only versions 1
-- and 2 could not read them: the number keeps those away. Rows are packed when they are written next. Released: never
-- edited; what changes comes as the next number.

-- Visits are searched newest first. New rows of `visit` are numbered by the second they began in (core/records/record_rows.cpp),
-- so that the index itself gives them in that order; beginnings of words have lists of their own, so that a common one is not put
-- together first.
DROP TABLE visit_search;
CREATE VIRTUAL TABLE visit_search USING fts5 (text, content = '', contentless_delete = 1, detail = none, prefix = '2 3 4 5', tokenize = "unicode61 remove_diacritics 0");
INSERT INTO visit_search (rowid, text) SELECT row, fold(number || ' ' || facility_name) FROM visit;
