import { sql } from 'kysely'
import type { Db } from './database.ts'
import { type Words, words } from './language.ts'

/*
 * Kinds of decision that the People's Committee signs, or the head of an agency to whom it has delegated that. A command that takes such a
 * decision names the kind (`signed`); who may run it then follows from the delegation in force (`mayRun`).
 */

export const decisionKinds = {
  application: words('Quyết định hỗ trợ doanh nghiệp', 'Decision on an application'),
  report: words('Chốt, ký báo cáo năm', 'Seal of a yearly report'),
  yearlyPlan: words('Phê duyệt kế hoạch năm', 'Approval of a yearly plan'),
  study: words('Công bố kết quả tính TFP', 'Publication of a TFP study'),
} as const satisfies Record<string, Words>

export type DecisionKind = keyof typeof decisionKinds
export const decisionKindKeys = Object.keys(decisionKinds) as [DecisionKind, ...DecisionKind[]]

/** A delegation in force on a day. */
export interface Delegation {
  readonly kind: DecisionKind
  readonly agencyId: number
  readonly agency: string
  readonly documentNumber: string
  /** ISO. */
  readonly documentDate: string
  /** Whether an account is the agency's head on the day, or stands in for its head. Without one the coordinator records what was signed. */
  readonly headed: boolean
}

/** Whom a decision that is to be signed is told: the People's Committee, or the heads to whom it is delegated, or who records it for them. */
export async function signersOf(
  db: Db,
  kind: DecisionKind,
  day: string,
): Promise<{ readonly roles?: ['leader'] | ['coordinator']; readonly accountIds?: string[] }> {
  const { rows } = await sql<{ agencyId: number; headed: boolean }>`
    SELECT agency_id, headed FROM signing_on(${day}::date) WHERE kind = ${kind}`.execute(db)
  const [delegation] = rows
  if (delegation === undefined) return { roles: ['leader'] }
  if (!delegation.headed) return { roles: ['coordinator'] }
  const heads = await sql<{ accountId: string }>`
    SELECT DISTINCT account_id FROM held_roles(${day}::date) WHERE role = 'head' AND agency_id = ${delegation.agencyId}`.execute(
    db,
  )
  return { accountIds: heads.rows.map(({ accountId }) => accountId) }
}
