-- A turn that was ended early with money paid: either a recovery of its commitment, or why nothing is recovered, by a document that one person enters
-- and another confirms.
CREATE TABLE support_unrecovered (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  turn_id integer NOT NULL REFERENCES support_turn,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  reason text NOT NULL CHECK (reason <> ''),
  document_number text NOT NULL CHECK (document_number <> ''),
  document_date date NOT NULL,
  file_id integer NOT NULL REFERENCES file,
  -- What was paid and not recovered when it was said.
  amount bigint NOT NULL CHECK (amount > 0),
  state text NOT NULL DEFAULT 'entered' CHECK (state IN ('entered', 'confirmed', 'refused')),
  entered_by text REFERENCES account,
  entered_at timestamptz NOT NULL,
  settled_by text REFERENCES account,
  settled_on date,
  remark text CHECK (remark <> ''),
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT support_unrecovered_settled CHECK ((state = 'entered') = (settled_on IS NULL)),
  CONSTRAINT support_unrecovered_refused CHECK (state <> 'refused' OR remark IS NOT NULL)
);
CREATE UNIQUE INDEX support_unrecovered_open ON support_unrecovered (turn_id) WHERE state = 'entered';
CREATE INDEX support_unrecovered_turn ON support_unrecovered (turn_id);
CREATE INDEX support_unrecovered_enterprise ON support_unrecovered (enterprise_id);
CREATE INDEX support_unrecovered_file ON support_unrecovered (file_id);
CREATE INDEX support_unrecovered_entered_by ON support_unrecovered (entered_by) WHERE entered_by IS NOT NULL;
CREATE INDEX support_unrecovered_settled_by ON support_unrecovered (settled_by) WHERE settled_by IS NOT NULL;
CALL watch('support_unrecovered');

-- Turns that were ended early with money of theirs paid: what of it is being recovered, what is said not to be, and what is open.
CREATE VIEW support_unsettled AS
  SELECT t.id, t.enterprise_id, t.plan_id, t.commitment_id, paid.amount AS paid, coalesce(back.amount, 0)::bigint AS recovering,
         coalesce(kept.amount, 0)::bigint AS said, greatest(paid.amount - coalesce(back.amount, 0) - coalesce(kept.amount, 0), 0)::bigint AS open
    FROM support_turn t
    JOIN LATERAL (SELECT sum(l.balance)::bigint AS amount FROM ledger_account l
                   WHERE l.commitment_id = t.commitment_id AND l.kind = 'disbursed') paid ON paid.amount > 0
    LEFT JOIN LATERAL (SELECT sum(r.amount - r.principal_paid)::bigint AS amount FROM recovery r
                        WHERE r.commitment_id = t.commitment_id AND r.state IN ('entered', 'open', 'part')) back ON true
    LEFT JOIN LATERAL (SELECT sum(u.amount)::bigint AS amount FROM support_unrecovered u WHERE u.turn_id = t.id AND u.state <> 'refused') kept ON true
   WHERE t.state = 'cancelled';
