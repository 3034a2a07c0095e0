import { sql } from 'kysely'
import { roles } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showProof } from './queries.ts'
import { storedStates } from './rules.ts'

/** What a proof (`p`) is of, in words. */
export const subjectOf = sql`CASE p.kind WHEN 'key_product' THEN p.product_name
  WHEN 'domestic_share' THEN 'nguyên liệu trong nước ' || p.year WHEN 'local_share' THEN 'nguyên liệu trong tỉnh ' || p.year
  ELSE 'kim ngạch xuất khẩu ' || p.year END`
export const subjectOfEn = sql`CASE p.kind WHEN 'key_product' THEN p.product_name
  WHEN 'domestic_share' THEN 'domestic materials ' || p.year WHEN 'local_share' THEN 'materials of the province ' || p.year
  ELSE 'export turnover ' || p.year END`

/** The records of the room that people talk on. */
export const proofThreads: readonly ThreadKind[] = [
  {
    record: 'enterprise_proof',
    table: 'enterprise_proof',
    label: words('Chứng minh tiêu chí', 'Proofs of criteria'),
    subjects: ['enterprise_proof'],
    show: showProof,
    readers: roles,
    address: '/proofs/{id}',
    states: storedStates.wordsOf,
    about: (id) => sql`
      SELECT e.name || ': ' || ${subjectOf} AS vi, e.name || ': ' || ${subjectOfEn} AS en, p.enterprise_id, NULL::int AS agency_id
        FROM enterprise_proof p JOIN enterprise e ON e.id = p.enterprise_id WHERE p.id = ${id}`,
  },
]
