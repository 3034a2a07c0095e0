import { sql } from 'kysely'
import { roles } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { certificateCorrection } from './certificate-correction.tsx'
import { showCertificate } from './certificate-queries.ts'
import { turnStates } from './rules.ts'
import { correctedSteps } from './step-correction.tsx'
import { showTurn } from './turn-queries.ts'

/** The records of the room that people talk on. */
export const supportThreads: readonly ThreadKind[] = [
  {
    record: 'support_turn',
    table: 'support_turn',
    label: words('Lượt hỗ trợ', 'Support turn'),
    subjects: ['support_turn', 'support', 'turn'],
    show: showTurn,
    corrected: correctedSteps,
    states: turnStates.wordsOf,
    readers: roles,
    address: '/support/{id}',
    about: (id) => sql`
      SELECT 'Lượt hỗ trợ ' || t.id || ', ' || e.name AS vi, 'Support turn ' || t.id || ', ' || e.name AS en, t.enterprise_id,
             NULL::int AS agency_id FROM support_turn t JOIN enterprise e ON e.id = t.enterprise_id WHERE t.id = ${id}`,
  },
  {
    record: 'certificate',
    table: 'certificate',
    label: words('Chứng nhận', 'Certificate'),
    subjects: ['certificate'],
    show: showCertificate,
    corrected: certificateCorrection.corrected,
    readers: roles,
    address: '/certificates/{id}',
    about: (id) => sql`
      SELECT 'Chứng nhận ' || c.number || ', ' || e.name AS vi, 'Certificate ' || c.number || ', ' || e.name AS en, c.enterprise_id,
             NULL::int AS agency_id FROM certificate c JOIN enterprise e ON e.id = c.enterprise_id WHERE c.id = ${id}`,
  },
]
