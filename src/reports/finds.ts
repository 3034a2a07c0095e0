import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listObstacles, readableObstacles } from './obstacles.ts'
import { listReports } from './queries.ts'
import { reportTitle } from './report-row.ts'

const reportText = sql`fold('bao cao report ' || ${reportTitle.vi} || ' ' || ${reportTitle.en} || ' ' || r.year || ' ' || coalesce(r.number, ''))`

/** The records of the room that the search finds: reports by year and number, obstacles by their words. */
export const reportFinds: readonly FindKind[] = [
  {
    kind: 'report',
    label: words('Báo cáo', 'Reports'),
    by: listReports,
    address: '/reports/{id}',
    rows: (_context, sought) => sql`
      SELECT r.id, concat_ws(', ', ${reportTitle.vi}, r.number) AS vi, concat_ws(', ', ${reportTitle.en}, r.number) AS en,
             ${dayOf('r.datedOn')} AS note, ${reportText} AS text
        FROM report r WHERE ${sought(reportText)}`,
  },
  {
    kind: 'obstacle',
    label: words('Khó khăn, vướng mắc', 'Obstacles'),
    by: listObstacles,
    address: '/obstacles/{id}',
    list: '/obstacles',
    rows: ({ actor }, sought) => sql`
      SELECT o.id, left(o.text, 160) AS vi, left(o.text, 160) AS en, ${dayOf('o.reportedOn')} AS note, o.search AS text
        FROM obstacle o WHERE ${readableObstacles(actor, 'o')} AND ${sought(sql`o.search`)}`,
  },
]
