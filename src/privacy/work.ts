import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { correctionStates, settleCorrection } from './corrections.ts'
import { carryOutErasure, erasureStates } from './erasures.ts'

const kinds: readonly WorkKind[] = [
  {
    kind: 'privacy.correct',
    label: words('Trả lời yêu cầu sửa dữ liệu', 'Answer a request for correction'),
    record: 'correction',
    states: ['asked'],
    by: settleCorrection,
    whose: 'office',
    address: '/persons/corrections/{id}',
    rows: () => ({
      from: sql`correction_request r JOIN account a ON a.id = r.account_id WHERE r.state = 'asked'`,
      id: sql`r.id`,
      since: localDay('r.asked_at'),
      apartFrom: sql`r.account_id`,
      subject: sql`a.name`,
    }),
  },
  {
    kind: 'privacy.erase',
    label: words('Quyết định xóa dữ liệu của một người', 'Decide on the erasure of a person'),
    record: 'erasure',
    states: ['proposed'],
    by: carryOutErasure,
    whose: 'office',
    charged: false,
    address: '/persons/erasures',
    rows: () => ({
      from: sql`erasure e WHERE e.state = 'proposed'`,
      // An erasure is known by a text that a backup cannot give to another; a list of work wants a number.
      id: sql`abs(hashtext(e.id))`,
      since: localDay('e.proposed_at'),
      apartFrom: sql`e.proposed_by`,
      subject: sql`coalesce(e.name, e.email, e.phone, '')`,
    }),
  },
]

export const privacyWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'correction',
      table: 'correction_request',
      states: correctionStates.keys,
      settled: { corrected: words('Đã sửa.', 'Corrected.'), refused: words('Đã từ chối.', 'Refused.') },
    },
    {
      record: 'erasure',
      table: 'erasure',
      states: erasureStates.keys,
      settled: { done: words('Đã xóa.', 'Erased.'), withdrawn: words('Đã rút.', 'Withdrawn.') },
    },
  ],
}
