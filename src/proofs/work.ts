import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { confirmedApart, confirmProof, matchProduct } from './commands.ts'
import { storedStates } from './rules.ts'
import { subjectOf, subjectOfEn } from './threads.ts'

const subject = {
  subject: sql`e.name || ': ' || ${subjectOf}`,
  subjectEn: sql`e.name || ': ' || ${subjectOfEn}`,
}

const kinds: readonly WorkKind[] = [
  {
    kind: 'proofs.confirm',
    label: words('Xác nhận chứng minh tiêu chí', 'Confirm a proof of a criterion'),
    counted: words('chứng minh', 'proofs'),
    record: 'enterprise_proof',
    states: ['proposed'],
    by: confirmProof,
    whose: 'office',
    apart: confirmedApart,
    address: '/proofs/{id}',
    rows: () => ({
      from: sql`enterprise_proof p LEFT JOIN enterprise e ON e.id = p.enterprise_id WHERE p.state = 'proposed'`,
      id: sql`p.id`,
      since: sql`p.proposed_on`,
      enterpriseId: sql`p.enterprise_id`,
      ...subject,
    }),
  },
  {
    kind: 'proofs.matchAgain',
    label: words(
      'Khớp lại sản phẩm chủ lực: danh mục đã hết hiệu lực',
      'Match a key product again: its list has ended',
    ),
    record: 'enterprise_proof',
    states: ['confirmed'],
    by: matchProduct,
    whose: 'enterprise',
    address: '/proofs/{id}',
    // done by a later match of the product, or by ending this one
    rows: ({ today }) => ({
      from: sql`enterprise_proof p JOIN key_product k ON k.id = p.key_product_id JOIN key_product_list l ON l.id = k.list_id
        LEFT JOIN enterprise e ON e.id = p.enterprise_id
        WHERE p.state = 'confirmed' AND l.valid_to < ${today}::date AND NOT EXISTS (SELECT FROM enterprise_proof n
          WHERE n.product_id = p.product_id AND n.id > p.id AND n.state IN ('proposed', 'confirmed'))`,
      id: sql`p.id`,
      since: sql`l.valid_to + 1`,
      enterpriseId: sql`p.enterprise_id`,
      ...subject,
    }),
  },
]

export const proofWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'enterprise_proof',
      table: 'enterprise_proof',
      states: storedStates.keys,
      settled: {
        refused: words('Không xác nhận, có lý do.', 'Not confirmed, with the reason.'),
        withdrawn: words('Đã rút, có lý do.', 'Withdrawn, with the reason.'),
        ended: words('Đã kết thúc, có lý do.', 'Ended, with the reason.'),
      },
    },
  ],
}
