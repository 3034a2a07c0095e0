import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { providerStates } from './fields.ts'
import { showProvider } from './queries.ts'

/** The records of the room that officers talk on, with their story. */
export const providerThreads: readonly ThreadKind[] = [
  {
    record: 'provider',
    table: 'service_provider',
    label: words('Tổ chức, chuyên gia hỗ trợ', 'Providers'),
    subjects: ['provider'],
    show: showProvider,
    readers: officers,
    address: '/providers/{id}',
    states: providerStates.wordsOf,
    about: (id) => sql`
      SELECT p.name AS vi, p.name AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM service_provider p WHERE p.id = ${id}`,
  },
]
