-- What an event costs: planned by norm, spent by voucher, settled by another person against what was paid on its commitments.
CREATE TABLE event_cost (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id integer NOT NULL REFERENCES planned_event,
  kind text NOT NULL CHECK (kind IN ('speaker', 'travel', 'lodging', 'hall', 'printing', 'refreshment', 'other')),
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  quantity integer NOT NULL CHECK (quantity > 0),
  unit text NOT NULL CHECK (unit <> ''),
  unit_cost bigint NOT NULL CHECK (unit_cost >= 0),
  norm_id integer REFERENCES norm,
  over_norm_reason text CHECK (over_norm_reason <> ''),
  -- by its voucher; null while none is entered
  spent bigint CHECK (spent >= 0),
  voucher_number text CHECK (voucher_number <> ''),
  voucher_on date,
  file_id integer REFERENCES file,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(title || ' ' || coalesce(voucher_number, ''))) STORED,
  CHECK (num_nonnulls(spent, voucher_number, voucher_on, file_id) IN (0, 4))
);
CREATE INDEX event_cost_of ON event_cost (event_id, id);
CREATE INDEX event_cost_norm ON event_cost (norm_id) WHERE norm_id IS NOT NULL;
CREATE INDEX event_cost_file ON event_cost (file_id) WHERE file_id IS NOT NULL;
CALL watch('event_cost');

-- The commitments of its line that pay an event; one pays one event.
CREATE TABLE event_commitment (
  event_id integer NOT NULL REFERENCES planned_event,
  commitment_id integer NOT NULL CONSTRAINT event_commitment_once UNIQUE REFERENCES commitment,
  PRIMARY KEY (event_id, commitment_id)
);
CALL watch('event_commitment');

-- The statement of costs of an event (its id is the event's): proposed by one person, settled by another.
CREATE TABLE event_settlement (
  id integer PRIMARY KEY REFERENCES planned_event,
  state text NOT NULL CHECK (state IN ('proposed', 'returned', 'settled')),
  spent bigint NOT NULL CHECK (spent >= 0),
  proposed_on date NOT NULL,
  settled_on date,
  -- why it was sent back
  remark text CHECK (remark <> ''),
  version integer NOT NULL DEFAULT 1,
  CHECK ((state = 'settled') = (settled_on IS NOT NULL)),
  CHECK (state <> 'returned' OR remark IS NOT NULL)
);
CREATE INDEX event_settlement_state ON event_settlement (state, proposed_on);
CALL watch('event_settlement');

-- Whoever proposes the statement does not settle it.
DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''eventCosts''::text, '));
END $$;
