-- An index behind each order that a long list is put in: keyset paging then reads the rows of a page and no more. What may be unknown is
-- ordered by the same coalesce as in platform/list.ts (byDay, byAmount, byText).
CREATE INDEX enterprise_order_state ON enterprise (state, id);
CREATE INDEX enterprise_order_sector ON enterprise (sector_group, id);
CREATE INDEX enterprise_order_founded ON enterprise (coalesce(founded_on, '-infinity'::date), id);
CREATE INDEX admin_unit_order_name ON admin_unit (name, id);

CREATE INDEX application_order_year ON application (year, id);
CREATE INDEX application_order_requested ON application (requested, id);
CREATE INDEX application_order_appraised ON application (coalesce(appraised_amount, -1), id);
CREATE INDEX application_order_state ON application (state, id);
CREATE INDEX application_order_decided ON application (coalesce(decided_on, '-infinity'::date), id);

CREATE INDEX support_turn_order_year ON support_turn (year, id);
CREATE INDEX support_turn_order_state ON support_turn (state, id);
CREATE INDEX support_turn_order_finished ON support_turn (coalesce(finished_on, '-infinity'::date), id);

CREATE INDEX certificate_order_expires ON certificate (coalesce(expires_on, '-infinity'::date), id);
CREATE INDEX certificate_order_number ON certificate (number, id);
CREATE INDEX certificate_order_kind ON certificate (kind, id);
CREATE INDEX certificate_order_standard ON certificate (standard, id);

CREATE INDEX obstacle_order_resolved ON obstacle (coalesce(resolved_on, '-infinity'::date), id);

CREATE INDEX commitment_order_year ON commitment (year, id);
CREATE INDEX commitment_order_document ON commitment (document_number, id);
CREATE INDEX commitment_order_purpose ON commitment (left(purpose, 120), id);
CREATE INDEX ledger_entry_order_kind ON ledger_entry (kind, id);
CREATE INDEX ledger_entry_order_year ON ledger_entry (year, id);
CREATE INDEX ledger_entry_order_document ON ledger_entry (document_number, id);

CREATE INDEX training_event_order_title ON training_event (title, id);
CREATE INDEX training_event_order_kind ON training_event (kind, id);
CREATE INDEX training_event_order_place ON training_event (place, id);

CREATE INDEX enterprise_accounts_order_labour ON enterprise_accounts (labour, id);

CREATE INDEX account_order_role ON account (role, id);
