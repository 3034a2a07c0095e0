import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showReport, showRequest } from './queries.ts'
import { answerStates, requestStates } from './rules.ts'
import { office, readers } from './sight.ts'

/** The records of the room that people talk on: a report between office and recipient, a request within the office. */
export const reportRequestThreads: readonly ThreadKind[] = [
  {
    record: 'report_answer',
    table: 'report_answer',
    label: words('Báo cáo của các đơn vị', 'Reports of recipients'),
    subjects: ['report_answer'],
    show: showReport,
    readers,
    address: '/report-answers/{id}',
    states: answerStates.wordsOf,
    about: (id) => sql`
      SELECT r.title AS vi, r.title AS en, x.enterprise_id, x.agency_id
        FROM report_answer x JOIN report_request r ON r.id = x.request_id WHERE x.id = ${id}`,
  },
  {
    record: 'report_request',
    table: 'report_request',
    label: words('Yêu cầu báo cáo', 'Requests for reports'),
    subjects: ['report_request'],
    show: showRequest,
    readers: office,
    address: '/report-requests/{id}',
    states: requestStates.wordsOf,
    about: (id) => sql`
      SELECT r.title AS vi, r.title AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM report_request r WHERE r.id = ${id}`,
  },
]
