import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/** What an enterprise can prove of the criteria of priority. */
export const proofKinds = states({
  key_product: words('Sản phẩm chủ lực', 'Key products'),
  domestic_share: words('Tỷ lệ nguyên liệu trong nước', 'Share of domestic materials'),
  local_share: words('Tỷ lệ nguyên liệu trong tỉnh', 'Share of materials of the province'),
  export_turnover: words('Kim ngạch xuất khẩu', 'Export turnover'),
})
export type ProofKind = StateOf<typeof proofKinds>

/** The form that proves one: of a product, or of a measure. */
export const proofForm = (enterpriseId: number, kind: ProofKind) =>
  kind === 'key_product'
    ? (`/enterprises/${enterpriseId}/proofs/key-product` as const)
    : (`/enterprises/${enterpriseId}/proofs/measure?kind=${kind}` as const)

/** Whether a rule lets a criterion be met by a proof alone, on a day. */
export async function isProven(db: Db, criterionId: number, day: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM criterion_rule_on(${criterionId}, ${day})`.execute(db)
  return rows.length > 0
}
