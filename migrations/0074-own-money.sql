-- What enterprises put in themselves is no budget: nobody allocates it by a decision. What they promise is summed from their applications.

CREATE FUNCTION ledger_public_money() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM funding_source WHERE id = NEW.source_id AND kind = 'counterpart') THEN
    RAISE EXCEPTION 'own money of enterprises is not allocated'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_public_money';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_public_money BEFORE INSERT ON ledger_entry
  FOR EACH ROW WHEN (NEW.kind = 'allocation') EXECUTE FUNCTION ledger_public_money();

CREATE VIEW own_funds AS
  SELECT a.plan_id, p.support_line AS line, a.content_id, a.year,
         (count(*) FILTER (WHERE a.state <> 'accepted'))::int AS open,
         (count(*) FILTER (WHERE a.state = 'accepted'))::int AS turns,
         coalesce(sum(a.own_funds) FILTER (WHERE a.state <> 'accepted'), 0)::bigint AS offered,
         coalesce(sum(a.own_funds) FILTER (WHERE a.state = 'accepted'), 0)::bigint AS promised,
         coalesce(sum(a.appraised_amount) FILTER (WHERE a.state = 'accepted'), 0)::bigint AS support
    FROM application a JOIN plan p ON p.id = a.plan_id
   WHERE a.state NOT IN ('refused', 'withdrawn') AND a.ended_on IS NULL
   GROUP BY a.plan_id, p.support_line, a.content_id, a.year;
COMMENT ON VIEW own_funds IS 'In đồng. offered: of applications that are not decided; promised: of those accepted whose turn was not cancelled, with support the state money beside it.';
