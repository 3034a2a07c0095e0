import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listGuide, searchedIn } from './public-queries.ts'

const text = sql`fold('huong dan guide ') || ${searchedIn('e')}`

/** The records of the room that the search finds, without an account too: what everybody reads of the guide. */
export const guideFinds: readonly FindKind[] = [
  {
    kind: 'guide_entry',
    label: words('Hướng dẫn về hệ thống, công cụ', 'Guide to systems and tools'),
    by: listGuide,
    address: '/guide/{id}',
    list: '/guide',
    rows: (_context, sought) => sql`
      SELECT e.entry_id AS id, e.title AS vi, e.title_en AS en, array_to_string(e.standards, ', ') AS note, ${text} AS text
        FROM guide_edition e WHERE e.ended_on IS NULL AND ${sought(text)}`,
  },
]
