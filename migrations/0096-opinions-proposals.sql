-- Opinions that agencies are asked for on a document, clause by clause, by a day: one machine for any kind of document.
CREATE TABLE opinion_round (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- the document, as the audit files it: policy_proposal and its number
  record text NOT NULL CHECK (record <> ''),
  record_id integer NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  title text NOT NULL CHECK (title <> ''),
  -- why the document is needed, as whoever is asked reads it
  explanation text CHECK (explanation <> ''),
  asked_on date NOT NULL,
  due_on date NOT NULL CHECK (due_on >= asked_on),
  closed_on date,
  CONSTRAINT opinion_round_once UNIQUE (record, record_id, number)
);
CREATE UNIQUE INDEX opinion_round_open ON opinion_round (record, record_id) WHERE closed_on IS NULL;
CALL watch('opinion_round');

-- The clauses as they stood when opinions were asked for.
CREATE TABLE opinion_clause (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  round_id integer NOT NULL REFERENCES opinion_round,
  ord integer NOT NULL,
  label text NOT NULL CHECK (label <> ''),
  text text NOT NULL CHECK (text <> ''),
  CONSTRAINT opinion_clause_once UNIQUE (round_id, ord)
);
CALL watch('opinion_clause');

CREATE TABLE opinion_request (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  round_id integer NOT NULL REFERENCES opinion_round,
  agency_id integer NOT NULL REFERENCES agency,
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'answered', 'missing')),
  stance text CHECK (stance IN ('agrees', 'with_changes', 'disagrees')),
  answered_on date,
  -- the letter of the agency
  number text,
  note text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT opinion_request_once UNIQUE (round_id, agency_id),
  CHECK ((state = 'answered') = (answered_on IS NOT NULL)),
  CHECK ((state = 'answered') = (stance IS NOT NULL))
);
CREATE INDEX opinion_request_agency ON opinion_request (agency_id, state);
CREATE INDEX opinion_request_state ON opinion_request (state, id);
CALL watch('opinion_request');

-- What an agency says of a clause, and what became of it.
CREATE TABLE opinion (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request_id integer NOT NULL REFERENCES opinion_request,
  -- null: of the whole
  clause_id integer REFERENCES opinion_clause,
  text text NOT NULL CHECK (text <> ''),
  outcome text CHECK (outcome IN ('taken', 'partly', 'not_taken')),
  reason text,
  settled_on date,
  version integer NOT NULL DEFAULT 1,
  CHECK ((outcome IS NULL) = (settled_on IS NULL)),
  -- taken up whole needs no reason
  CHECK (outcome IS NULL OR outcome = 'taken' OR reason IS NOT NULL)
);
CREATE INDEX opinion_of ON opinion (request_id, id);
CREATE INDEX opinion_clause_of ON opinion (clause_id) WHERE clause_id IS NOT NULL;
CALL watch('opinion');

-- Proposals of policy: drawn up, sent to agencies for their opinions, submitted, and what came of them.
CREATE TABLE policy_proposal (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  title text COLLATE "vi-x-icu" NOT NULL CHECK (title <> ''),
  grounds text NOT NULL CHECK (grounds <> ''),
  -- the address of the rehearsal that it rests on, such as /rehearsals?order=…
  rehearsal text CHECK (rehearsal ~ '^/rehearsals(\?|$)'),
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'asked', 'submitted', 'returned', 'taken_up', 'partly', 'refused', 'dropped')),
  begun_on date NOT NULL,
  submitted_on date,
  submission text,
  settled_on date,
  -- the document of the authority that settled or returned it
  number text,
  reason text,
  version integer NOT NULL DEFAULT 1,
  CHECK ((submitted_on IS NULL) = (submission IS NULL)),
  CHECK (state NOT IN ('submitted', 'returned', 'taken_up', 'partly', 'refused') OR submitted_on IS NOT NULL),
  CHECK ((state IN ('taken_up', 'partly', 'refused', 'dropped')) = (settled_on IS NOT NULL)),
  CHECK (state NOT IN ('returned', 'taken_up', 'partly', 'refused') OR number IS NOT NULL),
  CHECK (state NOT IN ('returned', 'partly', 'refused', 'dropped') OR reason IS NOT NULL)
);
CREATE INDEX policy_proposal_begun ON policy_proposal (begun_on DESC, id DESC);
CREATE INDEX policy_proposal_title ON policy_proposal (title, id);
CREATE INDEX policy_proposal_plan ON policy_proposal (plan_id);
CALL watch('policy_proposal');

CREATE TABLE policy_clause (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  proposal_id integer NOT NULL REFERENCES policy_proposal,
  ord integer NOT NULL,
  label text NOT NULL CHECK (label <> ''),
  text text NOT NULL CHECK (text <> ''),
  CONSTRAINT policy_clause_once UNIQUE (proposal_id, ord)
);
CALL watch('policy_clause');
