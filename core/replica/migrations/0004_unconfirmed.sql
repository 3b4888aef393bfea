-- What others wrote and this replica holds, after the hub was restored from a backup: a record stands here until the hub
-- has shown that it knows it as it is here, or has been given it.
CREATE TABLE unconfirmed (
  type INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  -- 1: the hub has sent all that it has, and not this: to be given to it.
  forgotten INTEGER NOT NULL CHECK (forgotten IN (0, 1)),
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;
