import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { conclusionStates } from './minutes/fields.ts'
import { showConclusion } from './minutes/queries.ts'
import { showPlanned } from './queries.ts'
import { eventStates } from './rules.ts'
import { nomineeStates } from './sendings/fields.ts'
import { showNominee } from './sendings/queries.ts'
import { sheetStates } from './sheets/fields.ts'
import { showSheet } from './sheets/queries.ts'

/** The records of the room that people talk on. */
export const eventThreads: readonly ThreadKind[] = [
  {
    record: 'planned_event',
    table: 'planned_event',
    label: words('Sự kiện theo lịch', 'Planned events'),
    subjects: ['planned_event'],
    show: showPlanned,
    readers: officers,
    address: '/events/{id}',
    states: eventStates.wordsOf,
    about: (id) => sql`
      SELECT y.title AS vi, y.title AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM planned_event y WHERE y.id = ${id}`,
  },
  {
    record: 'event_conclusion',
    table: 'event_conclusion',
    label: words('Kết luận của các sự kiện', 'Conclusions of events'),
    subjects: ['event_conclusion'],
    show: showConclusion,
    readers: officers,
    address: '/event-conclusions/{id}',
    states: conclusionStates.wordsOf,
    about: (id) => sql`
      SELECT y.title || ': ' || left(c.content, 90) AS vi, y.title || ': ' || left(c.content, 90) AS en, NULL::int AS enterprise_id, c.agency_id
        FROM event_conclusion c JOIN planned_event y ON y.id = c.event_id WHERE c.id = ${id}`,
  },
  {
    record: 'event_sheet',
    table: 'event_sheet',
    label: words('Phiếu hỏi của các sự kiện', 'Sheets of questions of events'),
    subjects: ['event_sheet'],
    show: showSheet,
    readers: officers,
    address: '/event-sheets/{id}',
    states: sheetStates.wordsOf,
    about: (id) => sql`
      SELECT s.title AS vi, s.title AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM event_sheet s WHERE s.id = ${id}`,
  },
  {
    record: 'event_nominee',
    table: 'event_nominee',
    label: words('Người được cử đi học', 'Persons sent to courses'),
    subjects: ['event_nominee'],
    show: showNominee,
    readers: officers,
    address: '/event-nominees/{id}',
    states: nomineeStates.wordsOf,
    about: (id) => sql`
      SELECT n.name AS vi, n.name AS en, NULL::int AS enterprise_id, n.agency_id FROM event_nominee n WHERE n.id = ${id}`,
  },
]
