-- The register of enterprises, their yearly figures and what the plan's priority criteria rest on.

CREATE TABLE enterprise (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tax_code text NOT NULL UNIQUE CHECK (tax_code ~ '^[0-9]{10}(-[0-9]{3})?$'),
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  name_en text,
  address text NOT NULL,
  admin_unit_id integer NOT NULL REFERENCES admin_unit,
  sector_group text NOT NULL CHECK (sector_group IN ('production', 'trade_services')),
  industry text,
  founded_on date,
  representative text,
  phone text,
  email text,
  website text,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended', 'dissolved')),
  size_class text NOT NULL DEFAULT 'unknown' CHECK (size_class IN ('micro', 'small', 'medium', 'large', 'unknown')),
  size_rank smallint NOT NULL GENERATED ALWAYS AS (CASE size_class
    WHEN 'micro' THEN 1 WHEN 'small' THEN 2 WHEN 'medium' THEN 3 WHEN 'large' THEN 4 ELSE 5 END) STORED,
  state_since date,
  state_reason text,
  search text NOT NULL GENERATED ALWAYS AS (fold(name || ' ' || tax_code || ' ' || coalesce(name_en, ''))) STORED,
  version integer NOT NULL DEFAULT 1,
  registered_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX enterprise_search ON enterprise USING gin (search gin_trgm_ops);
CREATE INDEX enterprise_name ON enterprise (name, id);
CREATE INDEX enterprise_registered ON enterprise (registered_at, id);
CREATE INDEX enterprise_size ON enterprise (size_class, name, id);
CREATE INDEX enterprise_size_rank ON enterprise (size_rank, id);
CREATE INDEX enterprise_unit ON enterprise (admin_unit_id, name, id);
CREATE INDEX enterprise_sector ON enterprise (sector_group, name, id);
CREATE INDEX enterprise_state ON enterprise (state, name, id);

ALTER TABLE account ADD FOREIGN KEY (enterprise_id) REFERENCES enterprise;
ALTER TABLE file ADD FOREIGN KEY (enterprise_id) REFERENCES enterprise;
ALTER TABLE fact ADD FOREIGN KEY (enterprise_id) REFERENCES enterprise;

-- Money in đồng; NULL is "not known", which is not nought.
CREATE TABLE enterprise_year (
  enterprise_id integer NOT NULL REFERENCES enterprise,
  year integer NOT NULL CHECK (year BETWEEN 1986 AND 2100),
  employees integer CHECK (employees >= 0),
  revenue bigint CHECK (revenue >= 0),
  capital bigint CHECK (capital >= 0),
  export_value bigint CHECK (export_value >= 0),
  sector_group text NOT NULL CHECK (sector_group IN ('production', 'trade_services')),
  size_class text NOT NULL CHECK (size_class IN ('micro', 'small', 'medium', 'large', 'unknown')),
  size_explanation jsonb NOT NULL,
  file_id integer REFERENCES file,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (enterprise_id, year)
);

-- Criteria a-đ of the plan's order of priority. A criterion that is met names what shows it. What the enterprise itself
-- declared stands as declared until the coordinator confirms it.
CREATE TABLE enterprise_criterion (
  enterprise_id integer NOT NULL REFERENCES enterprise,
  criterion_id integer NOT NULL REFERENCES criterion,
  met boolean NOT NULL,
  note text NOT NULL,
  file_id integer REFERENCES file,
  recorded_on date NOT NULL,
  confirmed boolean NOT NULL,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (enterprise_id, criterion_id)
);

CREATE TABLE product (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  enterprise_id integer NOT NULL REFERENCES enterprise,
  name text COLLATE "vi-x-icu" NOT NULL CHECK (name <> ''),
  UNIQUE (enterprise_id, name)
);

-- An import is read once into rows, shown, and then applied from these rows: what was shown is what is written.
CREATE TABLE enterprise_import (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  file_id integer NOT NULL REFERENCES file,
  checked_at timestamptz NOT NULL DEFAULT now(),
  checked_by text NOT NULL,
  added integer NOT NULL,
  changed integer NOT NULL,
  refused integer NOT NULL,
  -- headings of columns that the register has no place for
  ignored text[] NOT NULL,
  applied_at timestamptz
);
CREATE TABLE enterprise_import_row (
  import_id integer NOT NULL REFERENCES enterprise_import ON DELETE CASCADE,
  line integer NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('new', 'update', 'error')),
  label text NOT NULL,
  data jsonb NOT NULL,
  problems jsonb NOT NULL,
  PRIMARY KEY (import_id, line)
);
CREATE INDEX enterprise_import_outcome ON enterprise_import_row (import_id, outcome, line);

CALL watch('enterprise');
CALL watch('enterprise_year');
CALL watch('enterprise_criterion');
CALL watch('product');
