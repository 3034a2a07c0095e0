-- Claims of payment: an enterprise for its support turn, the host of a task for a content, by lines of cost with their vouchers. Each line is accepted, cut
-- (with the reason and the article) or asked about, in rounds that are kept. What claims ask for waits on the commitment beside the payments drawn up.

CREATE TABLE payment_claim (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  turn_id integer REFERENCES support_turn,
  content_id integer REFERENCES science_task_content,
  -- the account that is paid, as the claimant gives it
  payee text NOT NULL CHECK (payee <> ''),
  payee_account text NOT NULL CHECK (payee_account <> ''),
  payee_bank text NOT NULL CHECK (payee_bank <> ''),
  note text,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'sent', 'asked', 'accepted', 'refused', 'withdrawn', 'paid')),
  claimed_by text REFERENCES account,
  claimed_at timestamptz NOT NULL,
  -- when it was sent last, and when it was settled: judged, withdrawn, paid
  sent_on date,
  settled_by text REFERENCES account,
  settled_on date,
  reason text,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(payee || ' ' || coalesce(note, ''))) STORED,
  CONSTRAINT payment_claim_of CHECK (num_nonnulls(turn_id, content_id) = 1),
  CONSTRAINT payment_claim_sent CHECK (sent_on IS NOT NULL OR state IN ('draft', 'withdrawn')),
  CONSTRAINT payment_claim_settled CHECK ((settled_on IS NOT NULL) = (state IN ('accepted', 'refused', 'withdrawn', 'paid'))),
  CONSTRAINT payment_claim_reason CHECK (state <> 'withdrawn' OR reason IS NOT NULL)
);
CREATE INDEX payment_claim_turn ON payment_claim (turn_id) WHERE turn_id IS NOT NULL;
CREATE INDEX payment_claim_content ON payment_claim (content_id) WHERE content_id IS NOT NULL;
CREATE INDEX payment_claim_state ON payment_claim (state, id);
CREATE INDEX payment_claim_search ON payment_claim USING gin (search gin_trgm_ops);
CALL watch('payment_claim');

CREATE TABLE claim_line (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  claim_id integer NOT NULL REFERENCES payment_claim ON DELETE CASCADE,
  -- the year and source that it is asked from
  commitment_id integer NOT NULL REFERENCES commitment,
  what text NOT NULL CHECK (what <> ''),
  amount bigint NOT NULL CHECK (amount > 0),
  voucher_number text NOT NULL CHECK (voucher_number <> ''),
  voucher_on date NOT NULL,
  file_id integer NOT NULL REFERENCES file,
  verdict text CHECK (verdict IN ('accepted', 'cut', 'asked')),
  -- what is accepted of it: all, or what a cut leaves
  accepted bigint,
  reason text,
  instrument_id integer REFERENCES legal_instrument,
  article text,
  judged_by text REFERENCES account,
  judged_on date,
  CONSTRAINT claim_line_accepted CHECK (CASE verdict WHEN 'accepted' THEN accepted = amount WHEN 'cut' THEN accepted >= 0 AND accepted < amount
    ELSE accepted IS NULL END),
  CONSTRAINT claim_line_cut CHECK (verdict IS DISTINCT FROM 'cut' OR num_nonnulls(reason, instrument_id, article) = 3),
  CONSTRAINT claim_line_judged CHECK ((verdict IS NULL) = (judged_on IS NULL))
);
CREATE INDEX claim_line_claim ON claim_line (claim_id, id);
CREATE INDEX claim_line_commitment ON claim_line (commitment_id);
CREATE INDEX claim_line_file ON claim_line (file_id);
CALL watch('claim_line');

-- What was asked about a line and answered, round by round.
CREATE TABLE claim_question (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  line_id integer NOT NULL REFERENCES claim_line ON DELETE CASCADE,
  question text NOT NULL CHECK (question <> ''),
  asked_by text REFERENCES account,
  asked_on date NOT NULL,
  answer text,
  file_id integer REFERENCES file,
  answered_by text REFERENCES account,
  answered_on date,
  CONSTRAINT claim_question_answered CHECK ((answer IS NULL) = (answered_on IS NULL))
);
CREATE UNIQUE INDEX claim_question_open ON claim_question (line_id) WHERE answer IS NULL;
CREATE INDEX claim_question_line ON claim_question (line_id, id);
CREATE INDEX claim_question_file ON claim_question (file_id) WHERE file_id IS NOT NULL;
CALL watch('claim_question');

DO $$ BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW enterprise_file AS ' || rtrim(pg_get_viewdef('enterprise_file'::regclass), '; ')
    || ' UNION ALL SELECT t.enterprise_id, l.file_id FROM claim_line l JOIN payment_claim c ON c.id = l.claim_id JOIN support_turn t ON t.id = c.turn_id'
    || ' UNION ALL SELECT t.enterprise_id, q.file_id FROM claim_question q JOIN claim_line l ON l.id = q.line_id JOIN payment_claim c ON c.id = l.claim_id'
    || ' JOIN support_turn t ON t.id = c.turn_id WHERE q.file_id IS NOT NULL';
END $$;

-- A payment that is drawn up from a claim: one for each commitment of it, beside those that were returned.
ALTER TABLE payment_order ADD COLUMN claim_id integer REFERENCES payment_claim;
CREATE UNIQUE INDEX payment_order_claim ON payment_order (claim_id, commitment_id) WHERE claim_id IS NOT NULL AND state IN ('drafted', 'released');

-- What claims wait for on each commitment: asked, or accepted, of what was sent and is not paid.
CREATE VIEW claim_waiting AS
  SELECT l.commitment_id, l.claim_id, sum(coalesce(l.accepted, l.amount))::bigint AS amount
    FROM claim_line l JOIN payment_claim c ON c.id = l.claim_id AND c.state IN ('sent', 'asked', 'accepted')
   WHERE NOT EXISTS (SELECT FROM payment_order o WHERE o.claim_id = l.claim_id AND o.commitment_id = l.commitment_id AND o.state = 'released')
   GROUP BY l.commitment_id, l.claim_id;

-- What may still be claimed on a commitment: what it holds unpaid, less payments drawn up without a claim, less what other claims wait for.
CREATE FUNCTION claim_left(of_commitment integer, but_claim integer) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT (coalesce((SELECT sum(a.balance) FROM ledger_account a WHERE a.commitment_id = of_commitment AND a.kind = 'committed'), 0)
    - coalesce((SELECT sum(o.amount) FROM payment_order o WHERE o.commitment_id = of_commitment AND o.state = 'drafted' AND o.claim_id IS NULL), 0)
    - coalesce((SELECT sum(w.amount) FROM claim_waiting w WHERE w.commitment_id = of_commitment AND w.claim_id IS DISTINCT FROM but_claim), 0))::bigint
$$;

-- No claim is for more than its commitments hold, none names a commitment of another matter, no voucher is claimed twice.
CREATE FUNCTION claim_within(of_claim integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE claim record; one record;
BEGIN
  SELECT * INTO claim FROM payment_claim c WHERE c.id = of_claim;
  IF claim IS NULL THEN RETURN; END IF;
  IF EXISTS (SELECT FROM claim_line l WHERE l.claim_id = of_claim AND NOT (
       CASE WHEN claim.turn_id IS NULL
         THEN EXISTS (SELECT FROM science_task_commitment k JOIN science_task_content n ON n.task_id = k.task_id
                       WHERE k.commitment_id = l.commitment_id AND n.id = claim.content_id)
         ELSE EXISTS (SELECT FROM support_turn t WHERE t.id = claim.turn_id AND t.commitment_id = l.commitment_id) END)) THEN
    RAISE EXCEPTION 'claim % names a commitment of another matter', of_claim USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_commitment';
  END IF;
  IF claim.state NOT IN ('sent', 'asked', 'accepted') THEN RETURN; END IF;
  FOR one IN SELECT w.commitment_id, w.amount FROM claim_waiting w WHERE w.claim_id = of_claim ORDER BY w.commitment_id LOOP
    PERFORM FROM ledger_account a WHERE a.commitment_id = one.commitment_id AND a.kind = 'committed' FOR UPDATE;
    IF one.amount > claim_left(one.commitment_id, of_claim) THEN
      RAISE EXCEPTION 'claim % is for more than commitment % holds', of_claim, one.commitment_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_within';
    END IF;
    IF EXISTS (SELECT FROM claim_line l JOIN claim_line m ON m.commitment_id = l.commitment_id AND m.id <> l.id AND m.voucher_on = l.voucher_on
          AND m.amount = l.amount AND lower(regexp_replace(m.voucher_number, '\s', '', 'g')) = lower(regexp_replace(l.voucher_number, '\s', '', 'g'))
        JOIN payment_claim c ON c.id = m.claim_id AND (c.state IN ('sent', 'asked', 'accepted', 'paid') OR c.id = of_claim)
       WHERE l.claim_id = of_claim AND l.commitment_id = one.commitment_id) THEN
      RAISE EXCEPTION 'a voucher of claim % is claimed already', of_claim USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_voucher_once';
    END IF;
  END LOOP;
END $$;
CREATE FUNCTION claim_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'payment_claim' THEN PERFORM claim_within(NEW.id); ELSE PERFORM claim_within(NEW.claim_id); END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER claim_held AFTER INSERT OR UPDATE OF state ON payment_claim DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION claim_held();
CREATE CONSTRAINT TRIGGER claim_held AFTER INSERT OR UPDATE OF amount, accepted, commitment_id ON claim_line DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION claim_held();

-- A payment out of a claim is of what was accepted of it on that commitment.
CREATE FUNCTION payment_order_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.amount IS DISTINCT FROM (SELECT sum(l.accepted) FROM claim_line l JOIN payment_claim c ON c.id = l.claim_id AND c.state IN ('accepted', 'paid')
       WHERE l.claim_id = NEW.claim_id AND l.commitment_id = NEW.commitment_id) THEN
    RAISE EXCEPTION 'the payment is not what claim % was accepted for', NEW.claim_id USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_order_accepted';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_order_claim BEFORE INSERT OR UPDATE OF amount, claim_id, commitment_id ON payment_order
  FOR EACH ROW WHEN (NEW.claim_id IS NOT NULL) EXECUTE FUNCTION payment_order_claim();

-- Up to which sum a post of the unit that spends may release a payment, from a day on; null: any. No row: whoever may release does so without a limit.
CREATE TABLE release_level (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  holder text NOT NULL CHECK (holder IN ('head', 'finance', 'coordinator', 'leader')),
  up_to bigint CHECK (up_to > 0),
  valid_from date NOT NULL,
  valid_to date,
  source text CHECK (source <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  set_by text REFERENCES account,
  set_at timestamptz NOT NULL,
  CONSTRAINT release_level_days CHECK (valid_to >= valid_from)
);
CREATE UNIQUE INDEX release_level_holder ON release_level (holder) WHERE valid_to IS NULL;
CALL watch('release_level');
