-- What may be spent at most, row by row, as resolutions and circulars set it.
CREATE TABLE norm (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- of a row that comes with the program
  key text UNIQUE,
  instrument_id integer NOT NULL REFERENCES legal_instrument,
  article text NOT NULL,
  name text COLLATE "vi-x-icu" NOT NULL,
  name_en text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('share', 'fixed', 'borrowed', 'actual')),
  -- null: of any content of support
  content_id integer REFERENCES support_content,
  -- percent of the whole cost
  share numeric(6, 3) CHECK (share > 0 AND share <= 100),
  ceiling bigint CHECK (ceiling > 0),
  ceiling_unit text CHECK (ceiling_unit IN ('contract', 'contract_year', 'enterprise', 'enterprise_year', 'enterprise_once', 'product',
    'certificate', 'task', 'course', 'person', 'session', 'sheet', 'month', 'other')),
  size_class text CHECK (size_class IN ('micro', 'small', 'medium', 'sme', 'large')),
  sector_group text CHECK (sector_group IN ('production', 'trade_services')),
  occasion text CHECK (occasion IN ('first', 'repeat')),
  most_times integer CHECK (most_times > 0),
  per_years integer CHECK (per_years > 0),
  role text,
  -- what must be the case beside; a person judges it
  condition text,
  backing text CHECK (backing IN ('guaranteed', 'supported')),
  papers text,
  when_over text NOT NULL DEFAULT 'stopped' CHECK (when_over IN ('stopped', 'approved')),
  -- the province whose territory it is of, as it was named then; null: everywhere
  province text,
  valid_from date NOT NULL,
  valid_to date CHECK (valid_to >= valid_from),
  note text,
  to_check boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(name || ' ' || name_en || ' ' || article || ' ' || coalesce(role, ''))) STORED,
  CHECK (kind <> 'share' OR share IS NOT NULL),
  CHECK (kind <> 'fixed' OR ceiling IS NOT NULL),
  CHECK ((ceiling IS NULL) = (ceiling_unit IS NULL)),
  CHECK (per_years IS NULL OR most_times IS NOT NULL)
);
-- The same row twice is one too many.
CREATE UNIQUE INDEX norm_once ON norm (instrument_id, article, fold(name), coalesce(content_id, 0), coalesce(size_class, ''),
  coalesce(sector_group, ''), coalesce(occasion, ''), coalesce(role, ''), coalesce(province, ''), valid_from);
CREATE INDEX norm_content ON norm (content_id, valid_from);
CREATE INDEX norm_name ON norm (name, id);
CREATE INDEX norm_valid ON norm (valid_from DESC, id);
CREATE INDEX norm_instrument ON norm (instrument_id, id);
CREATE INDEX norm_search ON norm USING gin (search gin_trgm_ops);

-- Norms that were entered as rules of law; those rules stay in their history and are read no more.
INSERT INTO norm (instrument_id, article, name, name_en, kind, content_id, share, ceiling, ceiling_unit, valid_from, valid_to, note, to_check, when_over)
SELECT r.instrument_id, r.article, r.name, r.name_en, 'fixed', c.id, (r.value ->> 'percent')::numeric, (r.value ->> 'amount')::bigint, 'other',
       r.valid_from, r.valid_to, 'Đơn vị tính: ' || (r.value ->> 'unit'), r.to_check, 'approved'
  FROM legal_rule r LEFT JOIN support_content c ON r.key = 'norm.' || c.key
 WHERE r.key LIKE 'norm.%';
CALL watch('norm');

-- What the appraisal said of an amount above a norm that may be exceeded, and that whoever decided agreed.
ALTER TABLE application ADD COLUMN norm_units integer NOT NULL DEFAULT 1 CHECK (norm_units > 0);
ALTER TABLE application ADD COLUMN over_norm_reason text;
ALTER TABLE application ADD COLUMN over_norm_agreed boolean NOT NULL DEFAULT false;
-- The norms that the last appraisal of an application went by.
CREATE TABLE application_norm (
  application_id integer NOT NULL REFERENCES application,
  norm_id integer NOT NULL REFERENCES norm,
  most bigint,
  PRIMARY KEY (application_id, norm_id)
);
CREATE INDEX application_norm_norm ON application_norm (norm_id);
CALL watch('application_norm');

-- They come in as a table, too.
ALTER TABLE import DROP CONSTRAINT import_kind_check;
ALTER TABLE import ADD CONSTRAINT import_kind_check
  CHECK (kind IN ('enterprises', 'accounts', 'series', 'results', 'takeover', 'agencies', 'places', 'values', 'norms'));
