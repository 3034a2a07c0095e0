import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listReports, listRequests } from './queries.ts'
import { readableReports } from './sight.ts'

const text = sql`(r.search || ' ' || fold(coalesce(a.name, e.name)))`

/** The records of the room that the search finds: requests by title, reports by title and recipient. */
export const reportRequestFinds: readonly FindKind[] = [
  {
    kind: 'report_request',
    label: words('Yêu cầu báo cáo', 'Requests for reports'),
    by: listRequests,
    address: '/report-requests/{id}',
    list: '/report-requests',
    rows: (_context, sought) => sql`
      SELECT r.id, r.title AS vi, r.title AS en, to_char(r.due_on, 'DD/MM/YYYY') AS note, r.search AS text
        FROM report_request r WHERE ${sought(sql`r.search`)}`,
  },
  {
    kind: 'report_answer',
    label: words('Báo cáo của các đơn vị', 'Reports of recipients'),
    by: listReports,
    address: '/report-answers/{id}',
    list: '/report-answers',
    rows: ({ actor }, sought) => sql`
      SELECT x.id, r.title AS vi, r.title AS en, coalesce(a.name, e.name) AS note, ${text} AS text
        FROM report_answer x JOIN report_request r ON r.id = x.request_id
        LEFT JOIN agency a ON a.id = x.agency_id LEFT JOIN enterprise e ON e.id = x.enterprise_id
       WHERE ${sought(text)} AND ${readableReports(actor, 'x')}`,
  },
]
