-- From application to certificate.

-- What an enterprise can be supported for: plan III.2.
CREATE TABLE support_content (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE,
  name text NOT NULL,
  name_en text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('management_system', 'improvement_tool', 'traceability', 'good_practice',
                                     'smart_production', 'digital_management', 'product_certification')),
  standards text[] NOT NULL DEFAULT '{}',
  source text NOT NULL,
  -- False once it is no longer supported; what was given stays.
  active boolean NOT NULL DEFAULT true,
  ord integer NOT NULL
);

CREATE TABLE application (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  content_id integer NOT NULL REFERENCES support_content,
  year integer NOT NULL,
  description text NOT NULL,
  requested bigint NOT NULL CHECK (requested > 0),
  own_funds bigint NOT NULL CHECK (own_funds >= 0),
  file_id integer REFERENCES file,
  filed_on date NOT NULL,
  filed_at timestamptz NOT NULL DEFAULT now(),
  state text NOT NULL CHECK (state IN ('filed', 'returned', 'checked', 'appraised', 'accepted', 'refused', 'waiting', 'withdrawn')),
  findings jsonb NOT NULL DEFAULT '[]',
  check_note text,
  appraised_amount bigint CHECK (appraised_amount > 0),
  appraisal_note text,
  appraisal_rank integer,
  appraisal_reason jsonb,
  decision_number text,
  decided_on date,
  decision_reason text,
  decision_file_id integer REFERENCES file,
  version integer NOT NULL DEFAULT 1
);
-- One open application for one content in one year.
CREATE UNIQUE INDEX application_once ON application (plan_id, enterprise_id, content_id, year)
  WHERE state NOT IN ('refused', 'withdrawn');
CREATE INDEX application_filed ON application (plan_id, filed_at, id);
CREATE INDEX application_state ON application (plan_id, state, filed_at, id);
CREATE INDEX application_year ON application (plan_id, year, state, filed_at, id);
CREATE INDEX application_enterprise ON application (enterprise_id, filed_at);

CREATE TABLE support_turn (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  application_id integer NOT NULL UNIQUE REFERENCES application,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  content_id integer NOT NULL REFERENCES support_content,
  commitment_id integer NOT NULL UNIQUE REFERENCES commitment,
  year integer NOT NULL,
  state text NOT NULL CHECK (state IN ('decided', 'contracted', 'in_progress', 'accepted', 'finished', 'cancelled')),
  decided_on date NOT NULL,
  finished_on date,
  version integer NOT NULL DEFAULT 1,
  CHECK (state <> 'finished' OR finished_on IS NOT NULL)
);
CREATE INDEX support_turn_list ON support_turn (plan_id, decided_on, id);
CREATE INDEX support_turn_state ON support_turn (plan_id, state, decided_on, id);
CREATE INDEX support_turn_enterprise ON support_turn (enterprise_id);

-- The steps a turn went through, each with its paper.
CREATE TABLE support_step (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  turn_id integer NOT NULL REFERENCES support_turn,
  state text NOT NULL,
  happened_on date NOT NULL,
  note text,
  document_number text,
  file_id integer REFERENCES file,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX support_step_turn ON support_step (turn_id, id);

CREATE TABLE certificate (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  turn_id integer NOT NULL REFERENCES support_turn,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  kind text NOT NULL CHECK (kind IN ('food_safety', 'environment', 'energy', 'occupational_health', 'quality_management',
                                     'other_system', 'traceability', 'product_tcvn', 'product_qcvn', 'product_qcdp')),
  standard text NOT NULL,
  product_id integer REFERENCES product,
  body text NOT NULL,
  number text NOT NULL,
  issued_on date NOT NULL,
  expires_on date,
  file_id integer NOT NULL REFERENCES file,
  withdrawn_on date,
  withdrawal text,
  CHECK (expires_on IS NULL OR expires_on >= issued_on),
  CHECK ((kind LIKE 'product%') = (product_id IS NOT NULL))
);
-- One certificate may cover several products; one recorded in error is withdrawn and recorded again.
CREATE UNIQUE INDEX certificate_once ON certificate (body, number, product_id) NULLS NOT DISTINCT WHERE withdrawn_on IS NULL;
CREATE INDEX certificate_list ON certificate (plan_id, issued_on, id);
CREATE INDEX certificate_kind ON certificate (plan_id, kind, issued_on, id);
CREATE INDEX certificate_turn ON certificate (turn_id);
CREATE INDEX certificate_enterprise ON certificate (enterprise_id);

CREATE TABLE training_event (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  kind text NOT NULL CHECK (kind IN ('conference', 'course', 'expert_training')),
  title text NOT NULL,
  held_on date NOT NULL,
  ended_on date,
  place text NOT NULL,
  participants integer NOT NULL CHECK (participants > 0),
  -- Experts trained: counted once each, by the event that trained them.
  experts integer NOT NULL DEFAULT 0 CHECK (experts BETWEEN 0 AND participants),
  file_id integer NOT NULL REFERENCES file,
  search text NOT NULL GENERATED ALWAYS AS (fold(title || ' ' || place)) STORED,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  retracted_on date,
  retraction text,
  CHECK (ended_on IS NULL OR ended_on >= held_on),
  CHECK ((kind = 'expert_training') = (experts > 0)),
  CHECK ((retracted_on IS NULL) = (retraction IS NULL))
);
-- The same event recorded twice would count twice.
CREATE UNIQUE INDEX training_event_once ON training_event (plan_id, kind, held_on, fold(title))
  WHERE retracted_on IS NULL;
CREATE INDEX training_event_list ON training_event (plan_id, held_on, id);
CREATE INDEX training_event_kind ON training_event (plan_id, kind, held_on, id);

CALL watch('support_content');
CALL watch('application');
CALL watch('support_turn');
CALL watch('support_step');
CALL watch('certificate');
CALL watch('training_event');
