import { sql } from 'kysely'
import { staff } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { outreachCorrection } from './correction.tsx'
import { integrationCorrection } from './integration/correction.tsx'
import { showIntegration } from './integration/queries.ts'
import { showOutreach } from './queries.ts'
import { outreachStates } from './rules.ts'

/** The records of the room that the office and the agencies talk on, with their story. */
export const outreachThreads: readonly ThreadKind[] = [
  {
    record: 'outreach',
    table: 'outreach',
    label: words('Việc vận động', 'Outreach'),
    subjects: ['outreach'],
    show: showOutreach,
    readers: staff,
    address: '/outreach/{id}',
    states: outreachStates.wordsOf,
    corrected: outreachCorrection.corrected,
    about: (id) => sql`
      SELECT o.title AS vi, o.title AS en, NULL::int AS enterprise_id, o.agency_id FROM outreach o WHERE o.id = ${id}`,
  },
  {
    record: 'integration',
    table: 'integration',
    label: words('Khoản lồng ghép', 'Integrated money'),
    subjects: ['integration'],
    show: showIntegration,
    readers: staff,
    address: '/integrations/{id}',
    states: outreachStates.wordsOf,
    corrected: integrationCorrection.corrected,
    about: (id) => sql`
      SELECT g.programme AS vi, g.programme AS en, NULL::int AS enterprise_id, g.agency_id FROM integration g WHERE g.id = ${id}`,
  },
]
