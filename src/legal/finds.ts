import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { instrumentText, listInstruments } from './instrument-queries.ts'

/** The records of the room that the search finds: instruments by number and title. */
export const legalFinds: readonly FindKind[] = [
  {
    kind: 'legal_instrument',
    label: words('Văn bản', 'Instruments'),
    by: listInstruments,
    address: '/legal/instruments/{id}',
    rows: (_context, sought) => sql`
      SELECT i.id, i.number || ': ' || i.title AS vi, i.number || ': ' || i.title_en AS en, ${dayOf('i.issuedOn')} AS note, ${instrumentText} AS text
        FROM legal_instrument i WHERE ${sought(instrumentText)}`,
  },
]
