-- Councils: members appointed by decision, who declares which conflict of interest, one sheet for each of them, the session and its conclusion.
CREATE TABLE council (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  rule_id integer NOT NULL REFERENCES appraisal_rule,
  sheet_id integer REFERENCES score_sheet,
  state text NOT NULL DEFAULT 'forming' CHECK (state IN ('forming', 'sitting', 'ended')),
  begun_on date NOT NULL,
  -- the decision that appoints it
  number text,
  decided_on date,
  file_id integer REFERENCES file,
  ended_on date,
  note text,
  version integer NOT NULL DEFAULT 1,
  CHECK ((number IS NULL) = (decided_on IS NULL)),
  CHECK (state = 'forming' OR number IS NOT NULL),
  CHECK ((state = 'ended') = (ended_on IS NOT NULL))
);
CREATE INDEX council_begun ON council (begun_on DESC, id DESC);
CREATE INDEX council_name ON council (name, id);
CREATE INDEX council_state ON council (state, begun_on, id);
CREATE INDEX council_rule ON council (rule_id);
CREATE INDEX council_sheet ON council (sheet_id) WHERE sheet_id IS NOT NULL;
CREATE INDEX council_file ON council (file_id) WHERE file_id IS NOT NULL;
CALL watch('council');

CREATE TABLE council_member (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  council_id integer NOT NULL REFERENCES council,
  person_name text COLLATE "vi-x-icu" NOT NULL CHECK (person_name <> ''),
  post text NOT NULL CHECK (post IN ('chair', 'vice', 'reviewer', 'secretary', 'member')),
  -- as the decision says: title, degree, where from
  position text,
  organisation text,
  -- the enterprise of the register that employs the person
  employer_id integer REFERENCES enterprise,
  email text,
  -- by which the person signs in; null: what the person says comes on paper, entered by the office
  account_id text REFERENCES account,
  -- since when the person agrees that these data are kept and shown in minutes
  consent_on date
);
CREATE UNIQUE INDEX council_member_account ON council_member (council_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX council_member_of ON council_member (council_id, id);
CREATE INDEX council_member_person ON council_member (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX council_member_employer ON council_member (employer_id) WHERE employer_id IS NOT NULL;
CALL watch('council_member');

ALTER TABLE appraisal
  ADD COLUMN council_id integer REFERENCES council,
  ADD COLUMN session_on date,
  ADD COLUMN session_place text,
  -- what the council concludes, in words
  ADD COLUMN conclusion text,
  ADD COLUMN passes boolean,
  -- as all sheets came to, when it was concluded
  ADD COLUMN outcome jsonb,
  ADD CONSTRAINT appraisal_council CHECK ((way = 'council') = (council_id IS NOT NULL)),
  ADD CONSTRAINT appraisal_concluded CHECK (way <> 'council' OR state <> 'concluded'
    OR (conclusion IS NOT NULL AND passes IS NOT NULL AND session_on IS NOT NULL));
CREATE INDEX appraisal_of_council ON appraisal (council_id) WHERE council_id IS NOT NULL;

-- The contents that are voted on, as they were handed in.
CREATE TABLE appraisal_content (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  appraisal_id integer NOT NULL REFERENCES appraisal,
  place integer NOT NULL CHECK (place >= 1),
  title text NOT NULL CHECK (title <> ''),
  title_en text NOT NULL CHECK (title_en <> ''),
  requested bigint NOT NULL CHECK (requested >= 0),
  CONSTRAINT appraisal_content_place UNIQUE (appraisal_id, place)
);
CALL watch('appraisal_content');

-- The estimate line by line: what is asked, what is allowed, and why less.
CREATE TABLE appraisal_cost (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  content_id integer NOT NULL REFERENCES appraisal_content,
  title text NOT NULL CHECK (title <> ''),
  unit text,
  quantity integer NOT NULL CHECK (quantity > 0),
  unit_cost bigint NOT NULL CHECK (unit_cost > 0),
  allowed bigint NOT NULL CHECK (allowed >= 0),
  cut_reason text,
  -- why more than a norm that may be exceeded
  over_reason text,
  -- what the norms said, in words
  norm text,
  norm_en text,
  CHECK (allowed <= quantity * unit_cost),
  CONSTRAINT appraisal_cost_reason CHECK (allowed = quantity * unit_cost OR cut_reason IS NOT NULL)
);
CREATE INDEX appraisal_cost_of ON appraisal_cost (content_id, id);
CALL watch('appraisal_cost');

ALTER TABLE appraisal_seat
  ADD COLUMN member_id integer REFERENCES council_member,
  -- the conflict that the member declares; null while nothing is declared
  ADD COLUMN declared text CHECK (declared IN ('none', 'own', 'staff', 'partner', 'family', 'consultant', 'sanction', 'other')),
  ADD COLUMN declared_text text,
  ADD COLUMN declared_on date,
  ADD COLUMN declared_on_paper boolean NOT NULL DEFAULT false,
  -- the conflict that the program found
  ADD COLUMN found text CHECK (found IN ('own', 'staff')),
  ADD COLUMN present boolean,
  ADD CONSTRAINT appraisal_seat_declared CHECK ((declared IS NULL) = (declared_on IS NULL)),
  ADD CONSTRAINT appraisal_seat_why CHECK (declared IS NULL OR declared = 'none' OR declared_text IS NOT NULL);
CREATE UNIQUE INDEX appraisal_seat_member ON appraisal_seat (appraisal_id, member_id) WHERE member_id IS NOT NULL;
CREATE INDEX appraisal_seat_of_member ON appraisal_seat (member_id) WHERE member_id IS NOT NULL;

-- A sheet that came on paper bears its scan and who entered it.
ALTER TABLE appraisal_opinion
  ADD COLUMN entered_by text REFERENCES account,
  ADD COLUMN on_paper boolean NOT NULL DEFAULT false,
  ADD COLUMN file_id integer REFERENCES file,
  ADD CONSTRAINT appraisal_opinion_scan CHECK (on_paper = (file_id IS NOT NULL));
CREATE INDEX appraisal_opinion_file ON appraisal_opinion (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX appraisal_opinion_entered ON appraisal_opinion (entered_by) WHERE entered_by IS NOT NULL;

CREATE TABLE appraisal_score (
  opinion_id integer NOT NULL REFERENCES appraisal_opinion,
  criterion_id integer NOT NULL REFERENCES score_criterion,
  points numeric(6, 2) NOT NULL CHECK (points >= 0),
  PRIMARY KEY (opinion_id, criterion_id)
);
CALL append_only('appraisal_score');

CREATE TABLE appraisal_ballot (
  opinion_id integer NOT NULL REFERENCES appraisal_opinion,
  content_id integer NOT NULL REFERENCES appraisal_content,
  vote text NOT NULL CHECK (vote <> ''),
  PRIMARY KEY (opinion_id, content_id)
);
CALL append_only('appraisal_ballot');

-- The scan of a sheet tells scores: until the appraisal is concluded it is opened by whoever entered it alone.
CREATE FUNCTION is_blind_file(file integer, reader text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM appraisal_opinion o JOIN appraisal_seat s ON s.id = o.seat_id JOIN appraisal a ON a.id = s.appraisal_id
    WHERE o.file_id = file AND a.state = 'open' AND o.entered_by IS DISTINCT FROM reader)
$$;
