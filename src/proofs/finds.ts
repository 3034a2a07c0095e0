import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { readableBy } from '../platform/sight.ts'
import { listProofs } from './queries.ts'
import { subjectOf, subjectOfEn } from './threads.ts'

const text = sql`(e.search || ' ' || fold(${subjectOf} || ' ' || ${subjectOfEn} || ' ' || coalesce(k.name, '')))`

/** Proofs by the enterprise, its product and the product of the list. */
export const proofFinds: readonly FindKind[] = [
  {
    kind: 'enterprise_proof',
    label: words('Chứng minh tiêu chí', 'Proofs of criteria'),
    by: listProofs,
    address: '/proofs/{id}',
    list: '/proofs',
    rows: ({ actor }, sought) => sql`
      SELECT p.id, e.name || ': ' || ${subjectOf} AS vi, e.name || ': ' || ${subjectOfEn} AS en,
             ${dayOf('p.proposedOn')} AS note, ${text} AS text
        FROM enterprise_proof p JOIN enterprise e ON e.id = p.enterprise_id LEFT JOIN key_product k ON k.id = p.key_product_id
       WHERE ${readableBy(actor, 'p.enterpriseId')} AND ${sought(text)}`,
  },
]
