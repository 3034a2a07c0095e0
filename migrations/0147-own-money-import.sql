-- Own money that comes in as a table: an officer who has the vouchers of several enterprises declares them at once, with one scan of all of them;
-- each is confirmed by another person as before.
ALTER TABLE own_payment
  ADD COLUMN import_id integer,
  ADD COLUMN import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'own_money' END) STORED,
  ADD CONSTRAINT own_payment_import FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id);
CREATE INDEX own_payment_import ON own_payment (import_id) WHERE import_id IS NOT NULL;

DO $$
DECLARE known text; wanted text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''own_money''::text, '));
  -- The scan of a table shows vouchers of several enterprises: none of them reads it by the row that is its own.
  known := pg_get_viewdef('enterprise_file'::regclass);
  wanted := regexp_replace(known, '(own_payment o\s+JOIN support_turn t ON \(*t\.id = o\.turn_id\)*)', '\1 WHERE (o.import_id IS NULL)');
  IF wanted = known THEN RAISE EXCEPTION 'enterprise_file names no own money'; END IF;
  EXECUTE 'CREATE OR REPLACE VIEW enterprise_file AS ' || wanted;
END $$;

-- Both sides of an enterprise over its turns of a plan; a turn that was cancelled counts while state money of it is paid.
CREATE VIEW counterpart_enterprise AS
  SELECT t.enterprise_id, t.plan_id, count(*)::integer AS turns, sum(t.state_agreed)::bigint AS state_agreed, sum(t.paid)::bigint AS paid,
         sum(t.own_agreed)::bigint AS own_agreed, sum(t.paid_in)::bigint AS paid_in, sum(t.proven)::bigint AS proven, sum(t.settled)::bigint AS settled
    FROM counterpart_turn t JOIN support_turn s ON s.id = t.id
   WHERE s.state <> 'cancelled' OR t.paid <> 0
   GROUP BY t.enterprise_id, t.plan_id;
