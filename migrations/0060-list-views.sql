-- How an account looks at a list, and views of lists that are kept under a name.
CREATE TABLE list_choice (
  account_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  -- The address of the list, such as /enterprises.
  list text NOT NULL,
  -- Keys of the columns that are shown; null: those that the list shows by itself.
  columns text[],
  compact boolean NOT NULL,
  PRIMARY KEY (account_id, list)
);
CALL watch('list_choice');

CREATE TABLE list_view (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  list text NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  -- Filters, sort and columns, as the address of the list names them.
  query text NOT NULL,
  -- The agency whose accounts see it too; null: its account alone.
  agency_id integer REFERENCES agency,
  CONSTRAINT list_view_name UNIQUE (account_id, list, name)
);
CREATE INDEX list_view_shared ON list_view (agency_id, list) WHERE agency_id IS NOT NULL;
CALL watch('list_view');
