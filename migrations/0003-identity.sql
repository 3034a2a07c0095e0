-- Accounts. The first four tables are better-auth's, under our names; a role is bound to an agency or an enterprise.

CREATE TABLE account (
  id text PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  role text NOT NULL CHECK (role IN ('coordinator', 'leader', 'finance', 'home_affairs', 'statistics', 'agency',
                                     'association', 'enterprise', 'auditor')),
  admin boolean NOT NULL DEFAULT false,
  agency_id integer REFERENCES agency,
  enterprise_id integer,
  must_change_password boolean NOT NULL DEFAULT true,
  disabled boolean NOT NULL DEFAULT false,
  language text NOT NULL DEFAULT 'vi' CHECK (language IN ('vi', 'en')),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((role = 'enterprise') = (enterprise_id IS NOT NULL))
);
CREATE INDEX account_enterprise ON account (enterprise_id);
CREATE INDEX account_agency ON account (agency_id);

CREATE TABLE account_session (
  id text PRIMARY KEY,
  token text NOT NULL UNIQUE,
  user_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX account_session_user ON account_session (user_id);

CREATE TABLE account_credential (
  id text PRIMARY KEY,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  user_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX account_credential_user ON account_credential (user_id);

CREATE TABLE account_verification (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX account_verification_identifier ON account_verification (identifier);

-- Tokens for machines: only the SHA-256 of a token is kept.
CREATE TABLE api_token (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  name text NOT NULL,
  sha256 text NOT NULL UNIQUE,
  hint text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX api_token_user ON api_token (user_id);

-- Secrets stay out of `change`: accounts and tokens are audited by their commands alone.
