import { sql } from 'kysely'
import { officers, signedIn } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showCall } from './call-queries.ts'
import { callStates, listStates, nominationStates } from './fields.ts'
import { showList } from './list-queries.ts'
import { showNomination } from './nomination-queries.ts'

/** The records of the room that people talk on: a nomination with whoever nominates, the others within the office. */
export const commendationThreads: readonly ThreadKind[] = [
  {
    record: 'commendation_call',
    table: 'commendation_call',
    label: words('Đợt đề nghị khen thưởng', 'Calls for nominations'),
    subjects: ['commendation_call'],
    show: showCall,
    readers: officers,
    address: '/commendation-calls/{id}',
    states: callStates.wordsOf,
    about: (id) => sql`
      SELECT c.title AS vi, c.title AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM commendation_call c WHERE c.id = ${id}`,
  },
  {
    record: 'nomination',
    table: 'nomination',
    label: words('Đề nghị khen thưởng', 'Nominations for commendation'),
    subjects: ['nomination'],
    show: showNomination,
    readers: signedIn,
    address: '/nominations/{id}',
    states: nominationStates.wordsOf,
    about: (id) => sql`
      SELECT 'Đề nghị khen thưởng ' || n.name AS vi, 'Nomination of ' || n.name AS en, n.by_enterprise_id AS enterprise_id, n.agency_id
        FROM nomination n WHERE n.id = ${id}`,
  },
  {
    record: 'commendation_list',
    table: 'commendation_list',
    label: words('Danh sách đề nghị khen thưởng', 'Lists of nominees'),
    subjects: ['commendation_list'],
    show: showList,
    readers: officers,
    address: '/commendation-lists/{id}',
    states: listStates.wordsOf,
    about: (id) => sql`
      SELECT l.title AS vi, l.title AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM commendation_list l WHERE l.id = ${id}`,
  },
]
