import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listTemplates } from './queries.ts'
import { calledIn } from './work.ts'

const text = sql`fold('mau word template ' || ${calledIn('w', 'vi')} || ' ' || coalesce(w.note, ''))`

/** The records of the room that the search finds: versions of templates by what they are called and what was changed. */
export const templateFinds: readonly FindKind[] = [
  {
    kind: 'word_template',
    label: words('Bản mẫu Word', 'Word template'),
    by: listTemplates,
    address: '/templates/{id}',
    list: '/templates/versions',
    rows: (_context, sought) => sql`
      SELECT w.id, ${calledIn('w', 'vi')} AS vi, ${calledIn('w', 'en')} AS en, ${dayOf('w.uploadedOn')} AS note, ${text} AS text
        FROM word_template w WHERE ${sought(text)}`,
  },
]
