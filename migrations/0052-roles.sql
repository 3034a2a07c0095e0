-- Roles that accounts hold: for whom, from a day to a day, of one matter; what a deputy stands in with.

ALTER TABLE account DROP CONSTRAINT account_role_check;
ALTER TABLE account DROP CONSTRAINT account_check;
ALTER TABLE account ADD CONSTRAINT account_enterprise CHECK ((role IN ('enterprise', 'enterprise_staff')) = (enterprise_id IS NOT NULL));

-- Who may is told by these rows alone. What an account was made as (`account.role` and its agency or enterprise) is its row `home`, which
-- a trigger keeps; it is ended here like any other.
CREATE TABLE account_role (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  role text NOT NULL CONSTRAINT account_role_known CHECK (role IN ('coordinator', 'leader', 'finance', 'home_affairs', 'statistics',
    'agency', 'association', 'enterprise', 'auditor', 'officer', 'accountant', 'head', 'enterprise_staff', 'council_member', 'task_host',
    'task_leader', 'expert', 'participant')),
  agency_id integer REFERENCES agency,
  enterprise_id integer REFERENCES enterprise,
  -- The one matter that it is for, as the audit files a record.
  record text,
  record_id integer,
  from_day date,
  to_day date,
  home boolean NOT NULL DEFAULT false,
  reason text,
  set_by text REFERENCES account,
  set_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  ended_by text REFERENCES account,
  CONSTRAINT account_role_days CHECK (to_day >= from_day),
  CONSTRAINT account_role_matter CHECK ((record IS NULL) = (record_id IS NULL)),
  CONSTRAINT account_role_enterprise CHECK ((role IN ('enterprise', 'enterprise_staff')) = (enterprise_id IS NOT NULL)),
  CONSTRAINT account_role_agency CHECK (role NOT IN ('officer', 'accountant', 'head') OR agency_id IS NOT NULL)
);
INSERT INTO account_role (account_id, role, agency_id, enterprise_id, home, set_at)
SELECT id, role, agency_id, enterprise_id, true, created_at FROM account;
CREATE UNIQUE INDEX account_role_home ON account_role (account_id) WHERE home;
CREATE INDEX account_role_account ON account_role (account_id, id);
CREATE INDEX account_role_agency_id ON account_role (agency_id) WHERE ended_at IS NULL;
CREATE INDEX account_role_enterprise_id ON account_role (enterprise_id) WHERE ended_at IS NULL;
CREATE INDEX account_role_matter_of ON account_role (record, record_id) WHERE ended_at IS NULL AND record IS NOT NULL;
CREATE INDEX account_role_role ON account_role (role) WHERE ended_at IS NULL;
CALL watch('account_role');

-- What an account was made as, as its home role.
CREATE FUNCTION account_home_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO account_role (account_id, role, agency_id, enterprise_id, home, set_at)
    VALUES (NEW.id, NEW.role, NEW.agency_id, NEW.enterprise_id, true, NEW.created_at);
  ELSIF (OLD.role, OLD.agency_id, OLD.enterprise_id) IS DISTINCT FROM (NEW.role, NEW.agency_id, NEW.enterprise_id) THEN
    UPDATE account_role SET role = NEW.role, agency_id = NEW.agency_id, enterprise_id = NEW.enterprise_id
     WHERE account_id = NEW.id AND home;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER account_home_role AFTER INSERT OR UPDATE ON account FOR EACH ROW EXECUTE FUNCTION account_home_role();

-- With which of the absent person's roles a deputy stands in; null for all of them.
ALTER TABLE deputy ADD COLUMN roles text[] CHECK (cardinality(roles) > 0);
ALTER TABLE deputy ADD COLUMN ended_by text REFERENCES account;

-- The roles held on a day, with those that a deputy stands in with. `acts_as` is the role of the programme whose rights it gives.
CREATE FUNCTION held_roles(day date) RETURNS TABLE (account_id text, id integer, role text, acts_as text, agency_id integer,
    enterprise_id integer, record text, record_id integer, home boolean, absent_id text) LANGUAGE sql STABLE AS $$
  WITH role_row AS NOT MATERIALIZED (
  SELECT r.account_id, r.id, r.role,
         CASE WHEN r.role = 'officer' THEN g.kind WHEN r.role = 'enterprise_staff' THEN 'enterprise'
              WHEN r.role NOT IN ('accountant', 'head', 'council_member', 'task_host', 'task_leader', 'expert', 'participant') THEN r.role
         END AS acts_as,
         r.agency_id, r.enterprise_id, r.record, r.record_id, r.home, r.from_day, r.to_day
    FROM account_role r JOIN account a ON a.id = r.account_id AND NOT a.disabled LEFT JOIN agency g ON g.id = r.agency_id
   WHERE r.ended_at IS NULL)
  SELECT r.account_id, r.id, r.role, r.acts_as, r.agency_id, r.enterprise_id, r.record, r.record_id, r.home, NULL::text
    FROM role_row r WHERE coalesce(r.from_day <= day, true) AND coalesce(r.to_day >= day, true)
  UNION ALL
  SELECT d.deputy_id, r.id, r.role, r.acts_as, r.agency_id, r.enterprise_id, r.record, r.record_id, false, d.account_id
    FROM deputy d JOIN role_row r ON r.account_id = d.account_id AND (d.roles IS NULL OR r.role = ANY (d.roles))
   WHERE d.ended_at IS NULL AND day BETWEEN d.from_day AND d.to_day
     AND coalesce(r.from_day <= day, true) AND coalesce(r.to_day >= day, true)
$$;
