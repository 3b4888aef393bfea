-- The same few bytes may be named by very many records (a drawn sign, a form's sample picture): the index knows the record
-- too, by the part of its id that is random.
DROP INDEX blob_use_by_hash;
CREATE INDEX blob_use_by_hash ON blob_use (substr(sha256, 1, 4), substr(record, 13, 4));
