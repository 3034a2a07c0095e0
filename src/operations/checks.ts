import { sql } from 'kysely'
import type { System } from '../platform/system.ts'
import { type Verdict, verifyInstallation } from '../platform/verification.ts'

/** What the check of a restored installation found. */
export interface Drill {
  readonly verdict: Verdict
  /** Entries whose two sides differ, and accounts whose balance is not the sum of their postings. */
  readonly ledger: { readonly unbalancedEntries: number; readonly wrongBalances: number }
  readonly whole: boolean
}

/** Whether everything holds: the audit chain, each audited row, each stored file, the ledger to the đồng. */
export async function checkInstallation(system: System): Promise<Drill> {
  const verdict = await verifyInstallation(system)
  const ledger = await checkLedger(system)
  return {
    verdict,
    ledger,
    whole:
      verdict.findings.length === 0 &&
      verdict.damagedFiles.length === 0 &&
      ledger.unbalancedEntries === 0 &&
      ledger.wrongBalances === 0,
  }
}

async function checkLedger({ db }: System): Promise<Drill['ledger']> {
  const { rows } = await sql<Drill['ledger']>`
    SELECT
      (SELECT count(*)::int FROM (
        SELECT 1 FROM ledger_entry e LEFT JOIN ledger_posting p ON p.entry_id = e.id
        GROUP BY e.id HAVING coalesce(sum(p.amount), 0) <> 0 OR count(p.entry_id) < 2
      ) AS unbalanced) AS unbalanced_entries,
      (SELECT count(*)::int FROM ledger_account a
        WHERE a.balance <> coalesce((SELECT sum(p.amount) FROM ledger_posting p WHERE p.account_id = a.id), 0)
      ) AS wrong_balances`.execute(db)
  return rows[0] ?? { unbalancedEntries: 0, wrongBalances: 0 }
}
