import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showTemplate } from './queries.ts'
import { storedStates } from './states.ts'
import { calledIn } from './work.ts'

/** The records of the room that officers talk on. */
export const templateThreads: readonly ThreadKind[] = [
  {
    record: 'word_template',
    table: 'word_template',
    label: words('Bản mẫu Word', 'Word template'),
    subjects: ['word_template'],
    show: showTemplate,
    readers: officers,
    address: '/templates/{id}',
    states: storedStates.wordsOf,
    about: (id) => sql`
      SELECT ${calledIn('y', 'vi')} AS vi, ${calledIn('y', 'en')} AS en, NULL::int AS enterprise_id, NULL::int AS agency_id
        FROM word_template y WHERE y.id = ${id}`,
  },
]
