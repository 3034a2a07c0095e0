import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listCalls } from './call-queries.ts'
import { listNominations } from './nomination-queries.ts'
import { nominationReadable } from './sight.ts'

/** The records of the room that the search finds: nominations by name, workplace and achievement; published calls. */
export const commendationFinds: readonly FindKind[] = [
  {
    kind: 'nomination',
    label: words('Đề nghị khen thưởng', 'Nominations for commendation'),
    by: listNominations,
    address: '/nominations/{id}',
    list: '/nominations',
    rows: ({ actor }, sought) => sql`
      SELECT n.id, n.name AS vi, n.name AS en, concat_ws(' · ', n.workplace, ${dayOf('n.movedOn')}) AS note, n.search AS text
        FROM nomination n WHERE ${nominationReadable(actor)} AND ${sought(sql`n.search`)}`,
  },
  {
    kind: 'commendation_call',
    label: words('Đợt đề nghị khen thưởng', 'Calls for nominations'),
    by: listCalls,
    address: '/commendation-calls/{id}',
    list: '/commendation-calls',
    rows: (_context, sought) => sql`
      SELECT c.id, c.title AS vi, c.title AS en, ${dayOf('c.closesOn')} AS note, fold(c.title) AS text
        FROM commendation_call c WHERE c.state <> 'draft' AND ${sought(sql`fold(c.title)`)}`,
  },
]
