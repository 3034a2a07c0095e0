-- Traced lots of support turns: product number, lot and serial, the tracking events that the enterprise enters, and the public page of a lot that its
-- GS1 Digital Link opens once the enterprise has published it. A recalled lot says so.
CREATE TABLE trace_event_kind (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text CONSTRAINT trace_event_kind_key UNIQUE CHECK (key <> ''),
  name text COLLATE "vi-x-icu" NOT NULL CONSTRAINT trace_event_kind_name UNIQUE CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  source text NOT NULL CHECK (source <> ''),
  ended_on date,
  version integer NOT NULL DEFAULT 1
);
CALL watch('trace_event_kind');

CREATE TABLE trace_lot (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  turn_id integer NOT NULL REFERENCES support_turn,
  product_id integer NOT NULL REFERENCES product,
  gtin text NOT NULL CHECK (gtin ~ '^[0-9]{8,14}$'),
  -- as the digital link writes it
  gtin14 text NOT NULL GENERATED ALWAYS AS (lpad(gtin, 14, '0')) STORED,
  lot text NOT NULL CHECK (lot ~ '^[0-9A-Za-z._-]{1,20}$'),
  serial text CHECK (serial ~ '^[0-9A-Za-z._-]{1,20}$'),
  quantity text CHECK (quantity <> ''),
  produced_on date NOT NULL,
  best_before date,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'published', 'recalled')),
  published_on date,
  recalled_on date,
  -- why it is recalled, or was taken down
  reason text CHECK (reason <> ''),
  entered_on date NOT NULL,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(gtin || ' ' || lot || ' ' || coalesce(serial, ''))) STORED,
  CONSTRAINT trace_lot_days CHECK (best_before >= produced_on),
  CONSTRAINT trace_lot_published CHECK ((state = 'draft') = (published_on IS NULL)),
  CONSTRAINT trace_lot_recalled CHECK ((state = 'recalled') = (recalled_on IS NOT NULL) AND (state <> 'recalled' OR reason IS NOT NULL))
);
CREATE UNIQUE INDEX trace_lot_link ON trace_lot (gtin14, lot, coalesce(serial, ''));
CREATE INDEX trace_lot_turn ON trace_lot (turn_id);
CREATE INDEX trace_lot_product ON trace_lot (product_id);
CREATE INDEX trace_lot_produced ON trace_lot (produced_on DESC, id);
CREATE INDEX trace_lot_state ON trace_lot (state, id);
CREATE INDEX trace_lot_search ON trace_lot USING gin (search gin_trgm_ops);
CALL watch('trace_lot');

-- What happened to a lot: what, where, when, who and why. A wrong one is struck out with the reason and stays.
CREATE TABLE trace_event (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lot_id integer NOT NULL REFERENCES trace_lot,
  kind_id integer NOT NULL REFERENCES trace_event_kind,
  happened_on date NOT NULL,
  what text NOT NULL CHECK (what <> ''),
  place text NOT NULL CHECK (place <> ''),
  who text NOT NULL CHECK (who <> ''),
  why text CHECK (why <> ''),
  import_id integer,
  import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'trace_events' END) STORED,
  entered_on date NOT NULL,
  struck_on date,
  struck_reason text CHECK (struck_reason <> ''),
  FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id),
  CONSTRAINT trace_event_struck CHECK ((struck_on IS NULL) = (struck_reason IS NULL))
);
CREATE INDEX trace_event_lot ON trace_event (lot_id, happened_on, id);
CREATE INDEX trace_event_kind_id ON trace_event (kind_id);
CREATE INDEX trace_event_import ON trace_event (import_id) WHERE import_id IS NOT NULL;
CALL watch('trace_event');

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''trace_events''::text, '));
END $$;
