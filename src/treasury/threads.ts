import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { batchStates, differenceStates } from './fields.ts'
import { showBatch, showDifference } from './queries.ts'

/** The records of the room that people talk on. */
export const treasuryThreads: readonly ThreadKind[] = [
  {
    record: 'treasury_batch',
    table: 'treasury_batch',
    label: words('Bảng kê gửi Kho bạc', 'Lists for the Treasury'),
    subjects: ['treasury_batch'],
    show: showBatch,
    readers: officers,
    address: '/treasury/batches/{id}',
    states: batchStates.wordsOf,
    about: (id) => sql`
      SELECT 'Bảng kê ' || b.number AS vi, 'List ' || b.number AS en, NULL::int AS enterprise_id, NULL::int AS agency_id
        FROM treasury_batch b WHERE b.id = ${id}`,
  },
  {
    record: 'treasury_difference',
    table: 'treasury_difference',
    label: words('Chênh lệch với Kho bạc', 'Differences with the Treasury'),
    subjects: ['treasury_difference'],
    show: showDifference,
    readers: officers,
    address: '/treasury/differences/{id}',
    states: differenceStates.wordsOf,
    about: (id) => sql`
      SELECT 'Chênh lệch của bảng kê ' || b.number AS vi, 'Difference of list ' || b.number AS en, NULL::int AS enterprise_id,
             NULL::int AS agency_id FROM treasury_difference x JOIN treasury_batch b ON b.id = x.batch_id WHERE x.id = ${id}`,
  },
]
