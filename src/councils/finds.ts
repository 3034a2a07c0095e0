import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listAppraisals } from './queries.ts'

const text = sql`fold('tham dinh appraisal ' || a.title || ' ' || a.title_en)`

/** The records of the room that the search finds: appraisals by what they are of. */
export const councilFinds: readonly FindKind[] = [
  {
    kind: 'appraisal',
    label: words('Thẩm định', 'Appraisals'),
    by: listAppraisals,
    address: '/appraisals/{id}',
    list: '/appraisals',
    rows: (_context, sought) => sql`
      SELECT a.id, a.title AS vi, a.title_en AS en, ${dayOf('a.begunOn')} AS note, ${text} AS text
        FROM appraisal a WHERE ${sought(text)}`,
  },
]
