import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { eventCorrection } from './event-correction.tsx'
import { showEvent } from './queries.ts'

/** The records of the room that people talk on. */
export const trainingThreads: readonly ThreadKind[] = [
  {
    record: 'training_event',
    table: 'training_event',
    label: words('Sự kiện đào tạo', 'Training event'),
    subjects: ['training_event', 'event'],
    show: showEvent,
    readers: [...officers, 'participant'],
    address: '/training/{id}',
    corrected: eventCorrection.corrected,
    about: (id) => sql`
      SELECT t.title AS vi, t.title AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM training_event t WHERE t.id = ${id}`,
  },
]
