import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listOutgoingNumbers, numberText } from './queries.ts'

const called = sql`lpad(n.number::text, greatest(2, length(n.number::text)), '0') || '/' || n.symbol || ', ' || n.subject`

/** The records of the room that the search finds: numbers, by themselves and by what they were given for. */
export const outgoingFinds: readonly FindKind[] = [
  {
    kind: 'outgoing_number',
    label: words('Số văn bản đi', 'Out-going numbers'),
    by: listOutgoingNumbers,
    address: '/outgoing-numbers/{id}',
    list: '/outgoing-numbers',
    rows: (_context, sought) => sql`
      SELECT n.id, ${called} AS vi, ${called} AS en, ${dayOf('n.issuedOn')} AS note, ${numberText} AS text
        FROM outgoing_number n WHERE ${sought(numberText)}`,
  },
]
