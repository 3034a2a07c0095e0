import { sql } from 'kysely'
import { officers, signedIn } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { roundStates } from './fields.ts'
import { showEntry } from './queries.ts'
import { showRound } from './rounds.ts'
import { entryStates } from './rules.ts'

/** The records of the room that people talk on: an entry with its enterprise, a round within the office. */
export const awardThreads: readonly ThreadKind[] = [
  {
    record: 'award_entry',
    table: 'award_entry',
    label: words('Hồ sơ dự Giải thưởng chất lượng quốc gia', 'Entries for the National Quality Award'),
    subjects: ['award_entry'],
    show: showEntry,
    readers: signedIn,
    address: '/award-entries/{id}',
    states: entryStates.wordsOf,
    about: (id) => sql`
      SELECT 'Hồ sơ dự giải của ' || e.name AS vi, 'Entry of ' || e.name AS en, x.enterprise_id, NULL::int AS agency_id
        FROM award_entry x JOIN enterprise e ON e.id = x.enterprise_id WHERE x.id = ${id}`,
  },
  {
    record: 'award_round',
    table: 'award_round',
    label: words('Kỳ Giải thưởng chất lượng quốc gia', 'Rounds of the National Quality Award'),
    subjects: ['award_round'],
    show: showRound,
    readers: officers,
    address: '/award-rounds/{id}',
    states: roundStates.wordsOf,
    about: (id) => sql`
      SELECT 'Kỳ giải năm ' || r.year AS vi, 'Round of ' || r.year AS en, NULL::int AS enterprise_id, NULL::int AS agency_id
        FROM award_round r WHERE r.id = ${id}`,
  },
]
