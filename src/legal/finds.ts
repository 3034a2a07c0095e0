import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listLaw } from './queries.ts'

const text = sql`fold(i.number || ' ' || i.title || ' ' || i.title_en)`

/** The records of the room that the search finds: instruments by number and title. */
export const legalFinds: readonly FindKind[] = [
  {
    kind: 'legal_instrument',
    label: words('Văn bản', 'Instruments'),
    by: listLaw,
    address: '/legal#instrument-{id}',
    rows: (_context, sought) => sql`
      SELECT i.id, i.number || ': ' || i.title AS vi, i.number || ': ' || i.title_en AS en, ${dayOf('i.issuedOn')} AS note, ${text} AS text
        FROM legal_instrument i WHERE ${sought(text)}`,
  },
]
