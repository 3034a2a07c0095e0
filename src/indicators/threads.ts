import { sql } from 'kysely'
import { staff } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { valueStates } from './rules.ts'
import { valueCorrection } from './value-correction.tsx'
import { showValue } from './values.ts'

/** The records of the room that people talk on. */
export const indicatorThreads: readonly ThreadKind[] = [
  {
    record: 'indicator_value',
    table: 'indicator_value',
    label: words('Số của chỉ số', "Indicator's value"),
    subjects: ['indicator_value'],
    show: showValue,
    readers: staff,
    address: '/indicator-values/{id}',
    corrected: valueCorrection.corrected,
    states: valueStates.wordsOf,
    about: (id) => sql`
      SELECT i.name || ', ' || v.year AS vi, i.name_en || ', ' || v.year AS en, NULL::int AS enterprise_id, v.agency_id
        FROM indicator_value v JOIN indicator i ON i.id = v.indicator_id WHERE v.id = ${id}`,
  },
]
