-- A row of the Treasury's answer that is on no list is matched by hand to a payment by one person, and confirmed by another; the day from which payments go
-- to the Treasury on lists is a row with its document, so that earlier payments are not missed on a list.

ALTER TABLE treasury_difference
  ADD COLUMN matched_id integer REFERENCES payment_order,
  ADD COLUMN matched_by text REFERENCES account,
  ADD COLUMN matched_at timestamptz,
  -- why the last match by hand was not confirmed
  ADD COLUMN refusal text CHECK (refusal <> '');
ALTER TABLE treasury_difference
  DROP CONSTRAINT treasury_difference_state_check,
  DROP CONSTRAINT treasury_difference_outcome_check,
  ADD CONSTRAINT treasury_difference_state_check CHECK (state IN ('open', 'matched', 'settled')),
  ADD CONSTRAINT treasury_difference_outcome_check CHECK (outcome IN ('same', 'other', 'explained', 'paid', 'sent_back', 'answered', 'matched')),
  ADD CONSTRAINT treasury_difference_matched CHECK ((matched_id IS NOT NULL) = (state = 'matched' OR coalesce(outcome = 'matched', false))
    AND num_nonnulls(matched_id, matched_at) IN (0, 2) AND (matched_id IS NULL OR kind = 'unknown'));
-- A payment is matched by hand once.
CREATE UNIQUE INDEX treasury_difference_once ON treasury_difference (matched_id) WHERE matched_id IS NOT NULL;

CREATE TABLE treasury_use (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- how payments reach the Treasury; one row follows another of the same
  way text NOT NULL DEFAULT 'lists' CHECK (way = 'lists'),
  source text NOT NULL CHECK (source <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  valid_from date NOT NULL,
  valid_to date,
  set_by text REFERENCES account,
  set_at timestamptz NOT NULL,
  CONSTRAINT treasury_use_days CHECK (valid_to >= valid_from)
);
CREATE UNIQUE INDEX treasury_use_in_force ON treasury_use (way) WHERE valid_to IS NULL;
CALL watch('treasury_use');
