-- A decision on several applications keeps its number as its paper bears it, so that its corrections tell from which number to which.
ALTER TABLE application_decision ADD COLUMN number text;
UPDATE application_decision d SET number = lpad(n.number::text, greatest(2, length(n.number::text)), '0') || '/' || n.symbol
  FROM outgoing_number n WHERE n.id = d.number_id;
ALTER TABLE application_decision ALTER COLUMN number SET NOT NULL;
ALTER TABLE application_decision ADD CHECK (number <> '');

-- Whoever recorded a decision does not give it another number.
DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''decisionNumber''::text, '));
END $$;

-- What stands before the body in the symbol of a kind of document (Decree 30/2020/NĐ-CP, appendix III, says it for most kinds). A kind
-- that the appendix lacks has no source.
CREATE TABLE document_symbol (
  kind text PRIMARY KEY CHECK (kind IN ('decision', 'letter', 'contract', 'report', 'minutes', 'estimate')),
  abbreviation text NOT NULL CHECK (abbreviation <> ''),
  -- where it is said
  source text COLLATE "vi-x-icu" CHECK (source <> ''),
  version integer NOT NULL DEFAULT 1
);
CALL watch('document_symbol');
