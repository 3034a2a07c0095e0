import { words } from '../platform/language.ts'
import { manyCommand } from '../platform/many.ts'
import { acceptReport } from './commands.ts'
import { standingReports } from './queries.ts'

/** Accepts several reports at once, each by the rules of one. */
export const acceptReports = manyCommand({
  each: acceptReport,
  own: ['id', 'version'],
  rows: async ({ db, today }, ids) => {
    const reports = await standingReports(db, today)
      .where('w.id', 'in', [...ids])
      .execute()
    return reports.map(({ id, code, agency, agencyEn, version, year }) => ({
      id,
      label: words(`${agency}: ${code}, năm ${year}`, `${agencyEn}: ${code}, ${year}`),
      input: { id, version },
    }))
  },
  name: 'standing.acceptMany',
  summary: words(
    'Chấp nhận nhiều báo cáo nhiệm vụ thường xuyên',
    'Accept several reports on standing duties',
  ),
  route: 'POST /standing-report-batches/acceptance',
})
