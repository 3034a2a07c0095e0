import { sql } from 'kysely'
import { staff } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showRequest } from './queries.ts'
import { requestStates } from './rules.ts'

/** The records of the room that people talk on: the office with the agency that is asked. */
export const opinionThreads: readonly ThreadKind[] = [
  {
    record: 'opinion_request',
    table: 'opinion_request',
    label: words('Các đề nghị cho ý kiến', 'Requests for opinions'),
    subjects: ['opinion_request'],
    show: showRequest,
    readers: staff,
    address: '/opinions/{id}',
    states: requestStates.wordsOf,
    about: (id) => sql`
      SELECT o.title AS vi, o.title AS en, NULL::int AS enterprise_id, r.agency_id
        FROM opinion_request r JOIN opinion_round o ON o.id = r.round_id WHERE r.id = ${id}`,
  },
]
