import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showEntry, showExample } from './queries.ts'
import { entryStates, exampleStates } from './rules.ts'

/** The records of the room that people talk on: entries among officers, examples with the enterprise that they tell of. */
export const guideThreads: readonly ThreadKind[] = [
  {
    record: 'guide_entry',
    table: 'guide_entry',
    label: words('Các mục hướng dẫn', 'Entries of the guide'),
    subjects: ['guide_entry'],
    show: showEntry,
    readers: officers,
    address: '/guide/entries/{id}',
    states: entryStates.wordsOf,
    about: (id) => sql`
      SELECT g.title AS vi, g.title_en AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM guide_entry g WHERE g.id = ${id}`,
  },
  {
    record: 'guide_example',
    table: 'guide_example',
    label: words('Ví dụ từ doanh nghiệp', 'Examples of enterprises'),
    subjects: ['guide_example'],
    show: showExample,
    readers: [...officers, 'enterprise'],
    address: '/guide/examples/{id}',
    states: exampleStates.wordsOf,
    about: (id) => sql`
      SELECT g.title AS vi, g.title_en AS en, x.enterprise_id, NULL::int AS agency_id
        FROM guide_example x JOIN guide_entry g ON g.id = x.entry_id WHERE x.id = ${id}`,
  },
]
