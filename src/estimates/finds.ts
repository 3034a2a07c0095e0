import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listEstimates, showEstimateLine } from './queries.ts'

const estimateText = sql`fold(e.title)`
const lineText = sql`fold(l.title)`

/** The records of the room that the search finds: estimates by name, their lines by what is spent on. */
export const estimateFinds: readonly FindKind[] = [
  {
    kind: 'estimate',
    label: words('Dự toán kinh phí năm', 'Yearly estimates'),
    by: listEstimates,
    address: '/estimates/{id}',
    list: '/estimates',
    rows: (_context, sought) => sql`
      SELECT e.id, e.title AS vi, e.title AS en, ${dayOf('e.begunOn')} AS note, ${estimateText} AS text
        FROM estimate e WHERE ${sought(estimateText)}`,
  },
  {
    kind: 'estimate-line',
    label: words('Các dòng dự toán', 'Lines of the estimate'),
    by: showEstimateLine,
    address: '/estimates/lines/{id}',
    rows: (_context, sought) => sql`
      SELECT l.id, left(l.title, 160) AS vi, left(l.title, 160) AS en, e.title AS note, ${lineText} AS text
        FROM estimate_line l JOIN estimate e ON e.id = l.estimate_id WHERE ${sought(lineText)}`,
  },
]
