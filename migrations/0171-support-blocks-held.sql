-- The database bars new support too while a recovery is open or an advance is overdue: turns of enterprises, and tasks by their host, whom a tax code tells.
CREATE OR REPLACE VIEW support_block AS
  SELECT t.enterprise_id, 'recovery' AS kind, r.id AS record_id, r.decision_number AS number, r.amount - r.principal_paid AS rest, r.due_on,
         NULL::integer AS task_id
    FROM recovery r JOIN support_turn t ON t.commitment_id = r.commitment_id WHERE r.state IN ('open', 'part')
  UNION ALL
  SELECT c.enterprise_id, 'recovery', r.id, r.decision_number, r.amount - r.principal_paid, r.due_on, NULL
    FROM recovery r JOIN commitment c ON c.id = r.commitment_id AND c.enterprise_id IS NOT NULL
   WHERE r.state IN ('open', 'part') AND NOT EXISTS (SELECT FROM support_turn t WHERE t.commitment_id = c.id)
  UNION ALL
  SELECT t.enterprise_id, 'advance', a.id, o.document_number, a.amount - a.cleared - a.returned - a.recovered, a.due_on, NULL
    FROM advance a JOIN payment_order o ON o.id = a.order_id JOIN support_turn t ON t.commitment_id = o.commitment_id
   WHERE a.state IN ('open', 'part')
  UNION ALL
  -- of hosts, that are enterprises of the register or not
  SELECT e.id, 'recovery', r.id, r.decision_number, r.amount - r.principal_paid, r.due_on, k.id
    FROM recovery r JOIN science_task_commitment o ON o.commitment_id = r.commitment_id JOIN science_task k ON k.id = o.task_id
    LEFT JOIN enterprise e ON e.tax_code = k.host_tax_code
   WHERE r.state IN ('open', 'part')
  UNION ALL
  SELECT e.id, 'advance', a.id, p.document_number, a.amount - a.cleared - a.returned - a.recovered, a.due_on, k.id
    FROM advance a JOIN payment_order p ON p.id = a.order_id JOIN science_task_commitment o ON o.commitment_id = p.commitment_id
    JOIN science_task k ON k.id = o.task_id LEFT JOIN enterprise e ON e.tax_code = k.host_tax_code
   WHERE a.state IN ('open', 'part');

-- Whether something that is not settled bars new support on a day: a recovery always, an advance once it is overdue, unless an exception was approved.
CREATE FUNCTION block_stands(of_kind text, of_record integer, due_on date, on_day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT (of_kind = 'recovery' OR due_on < on_day)
     AND NOT EXISTS (SELECT FROM block_exception x WHERE x.state = 'approved' AND x.until >= on_day
       AND CASE of_kind WHEN 'recovery' THEN x.recovery_id ELSE x.advance_id END = of_record)
$$;
CREATE OR REPLACE FUNCTION support_blocks(of_enterprise integer, on_day date) RETURNS SETOF support_block LANGUAGE sql STABLE AS $$
  SELECT b.* FROM support_block b WHERE b.enterprise_id = of_enterprise AND block_stands(b.kind, b.record_id, b.due_on, on_day)
$$;
-- What bars the host of a task on a day: of its other tasks, and of itself where it is an enterprise of the register.
CREATE FUNCTION host_blocks(of_task integer, on_day date) RETURNS SETOF support_block LANGUAGE sql STABLE AS $$
  SELECT b.* FROM science_task k CROSS JOIN support_block b LEFT JOIN science_task o ON o.id = b.task_id LEFT JOIN enterprise e ON e.id = b.enterprise_id
   WHERE k.id = of_task AND b.task_id IS DISTINCT FROM k.id AND k.host_tax_code IN (o.host_tax_code, e.tax_code)
     AND block_stands(b.kind, b.record_id, b.due_on, on_day)
$$;

-- Support that is granted and a block that comes about are in line at their commits: whichever is first is seen by the other.
CREATE FUNCTION support_unblocked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE day date := (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date; blocked record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('support_block'), 0);
  IF TG_TABLE_NAME = 'support_turn' THEN
    SELECT * INTO blocked FROM support_blocks((to_jsonb(NEW) ->> 'enterprise_id')::integer, day) LIMIT 1;
  ELSIF TG_TABLE_NAME = 'science_task' THEN
    SELECT * INTO blocked FROM host_blocks(NEW.id, day) LIMIT 1;
  ELSE RETURN NULL;
  END IF;
  IF blocked.record_id IS NOT NULL THEN
    RAISE EXCEPTION '% % is not settled and bars new support', blocked.kind, blocked.record_id USING ERRCODE = 'check_violation', CONSTRAINT = 'support_blocked';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER support_unblocked AFTER INSERT ON support_turn DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NOT NEW.taken_over) EXECUTE FUNCTION support_unblocked();
CREATE CONSTRAINT TRIGGER support_unblocked AFTER UPDATE OF state ON science_task DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN ((OLD.state, NEW.state) IN (('preparing', 'approved'), ('preparing', 'running'), ('approved', 'running'))) EXECUTE FUNCTION support_unblocked();
CREATE CONSTRAINT TRIGGER support_unblocked AFTER UPDATE OF state ON recovery DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.state = 'open') EXECUTE FUNCTION support_unblocked();
CREATE CONSTRAINT TRIGGER support_unblocked AFTER UPDATE OF state ON advance DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.state = 'open') EXECUTE FUNCTION support_unblocked();
