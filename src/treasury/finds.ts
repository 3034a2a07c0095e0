import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listBatches } from './queries.ts'

/** Lists for the Treasury by their number and note. */
export const treasuryFinds: readonly FindKind[] = [
  {
    kind: 'treasury_batch',
    label: words('Bảng kê gửi Kho bạc', 'Lists for the Treasury'),
    by: listBatches,
    address: '/treasury/batches/{id}',
    list: '/treasury/batches',
    rows: (_context, sought) => sql`
      SELECT b.id, 'Bảng kê ' || b.number AS vi, 'List ' || b.number AS en, ${dayOf('b.drawnOn')} AS note, b.search AS text
        FROM treasury_batch b WHERE ${sought(sql`b.search`)}`,
  },
]
