-- What others wrote and this replica holds, that a hub restored from a backup has forgotten and did not take back from
-- here: a record stands here until the hub shows that it knows it as it is here.
CREATE TABLE not_at_hub (
  id BLOB PRIMARY KEY CHECK (length(id) = 16)
) STRICT, WITHOUT ROWID;
