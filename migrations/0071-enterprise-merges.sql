-- Enterprises that stand twice in the register, and those that merged in law. A record that went into another stays, and leads to it.

ALTER TABLE enterprise DROP CONSTRAINT enterprise_state_check;
ALTER TABLE enterprise
  ADD COLUMN merged_into integer REFERENCES enterprise,
  ADD CONSTRAINT enterprise_state_check CHECK (state IN ('active', 'suspended', 'dissolved', 'merged')),
  ADD CONSTRAINT enterprise_merged CHECK ((state = 'merged') = (merged_into IS NOT NULL)),
  ADD CONSTRAINT enterprise_merged_elsewhere CHECK (merged_into <> id);
CREATE INDEX enterprise_merged_into ON enterprise (merged_into) WHERE merged_into IS NOT NULL;
-- A branch bears the ten digits of its parent's tax code.
CREATE INDEX enterprise_tax_root ON enterprise (left(tax_code, 10));

-- What two records are held against each other by; follows from `enterprise`.
CREATE TABLE enterprise_likeness (
  enterprise_id integer PRIMARY KEY REFERENCES enterprise ON DELETE CASCADE,
  -- the name without words of the legal form, folded
  name text NOT NULL,
  -- the digits of the name: "Chi nhánh 2" is not "Chi nhánh 3"
  digits text NOT NULL,
  address text NOT NULL,
  tax_root text NOT NULL,
  -- not yet held against the others since it last changed
  due boolean NOT NULL
);
CREATE INDEX enterprise_likeness_name ON enterprise_likeness USING gin (name gin_trgm_ops);
CREATE INDEX enterprise_likeness_tax ON enterprise_likeness (tax_root);
CREATE INDEX enterprise_likeness_due ON enterprise_likeness (enterprise_id) WHERE due;

CREATE FUNCTION name_core(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN btrim(regexp_replace(regexp_replace(public.fold(name),
    '\m(cong ty|trach nhiem huu han|tnhh|mot thanh vien|hai thanh vien tro len|mtv|co phan|cp|doanh nghiep tu nhan|dntn|hop tac xa|htx|ho kinh doanh|hkd|chi nhanh)\M',
    ' ', 'g'), '[^a-z0-9]+', ' ', 'g'));

CREATE FUNCTION enterprise_likeness_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'merged' THEN
    DELETE FROM enterprise_likeness WHERE enterprise_id = NEW.id;
  ELSE
    INSERT INTO enterprise_likeness (enterprise_id, name, digits, address, tax_root, due)
    VALUES (NEW.id, name_core(NEW.name), regexp_replace(NEW.name, '\D', '', 'g'), fold(NEW.address), left(NEW.tax_code, 10), true)
    ON CONFLICT (enterprise_id) DO UPDATE
      SET name = excluded.name, digits = excluded.digits, address = excluded.address, tax_root = excluded.tax_root, due = true;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER likeness_follows AFTER INSERT OR UPDATE OF name, address, tax_code, state ON enterprise
  FOR EACH ROW EXECUTE FUNCTION enterprise_likeness_follows();
INSERT INTO enterprise_likeness (enterprise_id, name, digits, address, tax_root, due)
SELECT id, name_core(name), regexp_replace(name, '\D', '', 'g'), fold(address), left(tax_code, 10), true FROM enterprise;

-- Two records that may be of one enterprise, until an officer says what they are.
CREATE TABLE enterprise_double (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  one_id integer NOT NULL REFERENCES enterprise,
  other_id integer NOT NULL REFERENCES enterprise,
  ground text NOT NULL CHECK (ground IN ('tax_code', 'name_address')),
  -- how like the names and addresses are, in hundredths
  name_likeness smallint NOT NULL CHECK (name_likeness BETWEEN 0 AND 100),
  address_likeness smallint NOT NULL CHECK (address_likeness BETWEEN 0 AND 100),
  found_on date NOT NULL,
  state text NOT NULL DEFAULT 'found' CHECK (state IN ('found', 'separate', 'merged')),
  settled_on date,
  reason text,
  version integer NOT NULL DEFAULT 1,
  CHECK (one_id < other_id),
  CHECK ((state = 'found') = (settled_on IS NULL)),
  CHECK (state <> 'separate' OR reason IS NOT NULL),
  UNIQUE (one_id, other_id)
);
CREATE INDEX enterprise_double_other ON enterprise_double (other_id);
CREATE INDEX enterprise_double_list ON enterprise_double (state, found_on DESC, id DESC);
CREATE INDEX enterprise_double_found ON enterprise_double (found_on DESC, id DESC);
CREATE INDEX enterprise_double_likeness ON enterprise_double (name_likeness DESC, id DESC);
CREATE INDEX enterprise_double_address ON enterprise_double (address_likeness DESC, id DESC);
CALL watch('enterprise_double');

-- That one record went into another: of a double everything that hung on it; in law the work that was open, from a day, by a paper.
CREATE TABLE enterprise_merge (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kept_id integer NOT NULL REFERENCES enterprise,
  lost_id integer NOT NULL REFERENCES enterprise,
  kind text NOT NULL CHECK (kind IN ('double', 'law')),
  state text NOT NULL DEFAULT 'merged' CHECK (state IN ('merged', 'undone')),
  merged_on date NOT NULL,
  document_number text,
  file_id integer REFERENCES file,
  reason text NOT NULL,
  -- the fields of the kept record that took the lost one's value, and what they were
  taken text[] NOT NULL,
  kept_before jsonb NOT NULL,
  lost_before jsonb NOT NULL,
  kept_version integer NOT NULL,
  -- up to where the trail of changes reached, and the record of the merge in it
  change_id bigint NOT NULL,
  audit_id bigint,
  undone_audit_id bigint,
  undone_on date,
  undone_reason text,
  CHECK (kept_id <> lost_id),
  CHECK (kind = 'double' OR (document_number IS NOT NULL AND file_id IS NOT NULL)),
  CHECK ((state = 'undone') = (undone_on IS NOT NULL AND undone_reason IS NOT NULL))
);
CREATE INDEX enterprise_merge_kept ON enterprise_merge (kept_id);
CREATE UNIQUE INDEX enterprise_merge_lost ON enterprise_merge (lost_id) WHERE state = 'merged';
CREATE INDEX enterprise_merge_list ON enterprise_merge (merged_on DESC, id DESC);
CALL watch('enterprise_merge');

-- Each row that went over, so that it can go back.
CREATE TABLE enterprise_merge_row (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  merge_id integer NOT NULL REFERENCES enterprise_merge,
  table_name text NOT NULL,
  row_key text NOT NULL,
  column_name text NOT NULL,
  was text,
  became text
);
CREATE INDEX enterprise_merge_row_of ON enterprise_merge_row (merge_id, table_name, id);
CALL watch('enterprise_merge_row');

-- Came with a merged record beside one for the same content and year: both stay.
ALTER TABLE application ADD COLUMN doubled boolean NOT NULL DEFAULT false;
DROP INDEX application_once;
CREATE UNIQUE INDEX application_once ON application (plan_id, enterprise_id, content_id, year)
  WHERE state NOT IN ('refused', 'withdrawn') AND ended_on IS NULL AND NOT doubled;

-- Nobody files for a record that went into another, not even in the moment in which it goes.
CREATE FUNCTION refuse_merged_enterprise() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  now_is text;
BEGIN
  SELECT state INTO now_is FROM enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;
  IF now_is = 'merged' THEN
    RAISE EXCEPTION 'enterprise % is merged into another', NEW.enterprise_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'enterprise_is_merged';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refuse_merged BEFORE INSERT ON application FOR EACH ROW EXECUTE FUNCTION refuse_merged_enterprise();
CREATE TRIGGER refuse_merged BEFORE INSERT ON need FOR EACH ROW EXECUTE FUNCTION refuse_merged_enterprise();
CREATE TRIGGER refuse_merged BEFORE INSERT ON obstacle FOR EACH ROW EXECUTE FUNCTION refuse_merged_enterprise();
