-- Who signs a kind of decision: the People's Committee, or the head of an agency to whom it delegates, from a day to a day, by a paper.
CREATE TABLE signing_delegation (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CONSTRAINT signing_delegation_kind CHECK (kind IN ('application', 'report', 'study')),
  agency_id integer NOT NULL REFERENCES agency,
  from_day date NOT NULL,
  to_day date,
  document_number text NOT NULL,
  document_date date NOT NULL,
  file_id integer REFERENCES file,
  set_by text REFERENCES account,
  set_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_by text REFERENCES account,
  ended_reason text,
  CONSTRAINT signing_delegation_days CHECK (to_day >= from_day),
  CONSTRAINT signing_delegation_ended CHECK ((ended_at IS NULL) = (ended_reason IS NULL))
);
CREATE INDEX signing_delegation_from_day ON signing_delegation (from_day DESC, id DESC);
CREATE INDEX signing_delegation_kind_of ON signing_delegation (kind) WHERE ended_at IS NULL;
CREATE INDEX signing_delegation_agency_id ON signing_delegation (agency_id);
CREATE INDEX signing_delegation_file_id ON signing_delegation (file_id) WHERE file_id IS NOT NULL;
CALL watch('signing_delegation');

-- The delegations in force on a day. `headed`: somebody is the agency's head on that day, or stands in for its head.
CREATE FUNCTION signing_on(day date) RETURNS TABLE (kind text, agency_id integer, agency text, document_number text,
    document_date date, headed boolean) LANGUAGE sql STABLE AS $$
  SELECT d.kind, d.agency_id, g.name, d.document_number, d.document_date,
         EXISTS (SELECT FROM held_roles(day) h WHERE h.role = 'head' AND h.agency_id = d.agency_id)
    FROM signing_delegation d JOIN agency g ON g.id = d.agency_id
   WHERE d.ended_at IS NULL AND d.from_day <= day AND coalesce(d.to_day >= day, true)
$$;
