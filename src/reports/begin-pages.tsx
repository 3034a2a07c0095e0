import { planNames } from '../plan/index.ts'
import { formatDate, today, yearOf, yearSpan } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Page, PageRequest } from '../platform/page.ts'
import { formPage } from '../ui/index.ts'
import { draftReport } from './commands.ts'
import type { ReportSubject } from './kind-fields.ts'
import { listReportKinds } from './kinds.ts'
import { up } from './report-view.tsx'

/**
 * The kinds to choose from.
 * @param about those that are still used and about this, the year's apart: it is what is begun where none is chosen; left out, all
 */
export async function kindChoices(request: PageRequest, about?: ReportSubject) {
  const { rows } = await request.execute(listReportKinds, { limit: 1000 })
  return rows
    .filter(
      (kind) =>
        about === undefined || (kind.endedOn === null && kind.period !== 'planYear' && kind.about === about),
    )
    .map(({ id, name, nameEn }) => ({ value: id, label: request.t(name, nameEn) }))
}

const create = formPage({
  command: draftReport,
  address: '/reports/new',
  title: words('Lập dự thảo báo cáo', 'Draft a report'),
  lead: words(
    'Một kế hoạch, hoặc một báo cáo chung của nhiều kế hoạch cùng thực hiện trong năm: chỉ tiêu nêu theo từng kế hoạch, lượt hỗ trợ và kinh phí cộng theo nội dung. Báo cáo chung là báo cáo năm của từng kế hoạch được chọn.',
    'Of one plan, or one report over several plans that run in the same year: targets stand plan by plan, turns and money are summed by content. A joint report is the report of the year of each plan that is chosen.',
  ),
  crumbs: ({ t }) => [up(t)],
  initial: async (_record, request) => {
    const year = request.url.searchParams.get('year') ?? String(request.system.now().getFullYear())
    const record = ['enterpriseId', 'taskId', 'planId'].flatMap((name) => {
      const value = request.url.searchParams.get(name)
      return value === null ? [] : [[name, value] as const]
    })
    const { plans } = await request.execute(planNames, {})
    if (record.length > 0) {
      // the last year of a plan that is over has a report of its own still
      const last = Math.max(...plans.map(({ lastYear }) => lastYear))
      const day = today(request.system.now())
      const on = day > `${last}-12-31` ? `${last}-12-31` : day
      const ofYear = yearOf(on)
      return {
        year: String(ofYear),
        fromDay: formatDate(`${ofYear}-01-01`),
        toDay: formatDate(on),
        ...Object.fromEntries(record),
      }
    }
    const running = plans.filter((plan) => plan.firstYear <= Number(year) && Number(year) <= plan.lastYear)
    return { year, planIds: running.map(({ id }) => String(id)) }
  },
  fields: async ({ request, f, t }) => {
    const { plans } = await request.execute(planNames, {})
    const about =
      f.value('enterpriseId') !== '' ? 'enterprise' : f.value('taskId') !== '' ? 'task' : 'programme'
    const ofRecord = about !== 'programme'
    return (
      <>
        {f.select('kindId', {
          label: t('Loại báo cáo', 'Kind of report'),
          choices: await kindChoices(request, about),
          ...(ofRecord
            ? {}
            : { empty: t('Báo cáo năm theo Kế hoạch', "Year's report that the plan asks for") }),
        })}
        {ofRecord ? (
          <>
            {f.hidden('enterpriseId', f.value('enterpriseId'))}
            {f.hidden('taskId', f.value('taskId'))}
            {f.hidden('planId', f.value('planId'))}
          </>
        ) : null}
        {f.number('year', { label: t('Năm báo cáo', 'Year of the report'), required: true })}
        {f.number('part', {
          label: t('Kỳ thứ mấy trong năm', 'Which half or quarter'),
          hint: t('6 tháng: 1 hoặc 2; quý: từ 1 đến 4.', 'Half a year: 1 or 2; a quarter: 1 to 4.'),
        })}
        {f.date('fromDay', { label: t('Từ ngày', 'From') })}
        {f.date('toDay', { label: t('Đến ngày', 'To') })}
        {ofRecord
          ? null
          : f.checks('planIds', {
              label: t('Báo cáo về', 'Reporting on'),
              hint: t(
                'Kế hoạch mới nhất được chọn đứng đầu báo cáo; thời hạn và cơ quan báo cáo theo kế hoạch đó.',
                'The latest of the plans that are chosen leads the report: its day and its agency are the report\u2019s.',
              ),
              choices: plans.map((plan) => ({
                value: plan.id,
                label: `${plan.number}, ${plan.province} (${yearSpan(plan.firstYear, plan.lastYear)})`,
              })),
            })}
      </>
    )
  },
  submit: words('Lập dự thảo', 'Draft the report'),
  cancel: '/reports',
  done: ({ id }) => ({
    to: `/reports/${id}/edit`,
    message: words('Đã lập dự thảo.', 'The draft is there.'),
  }),
})

export const beginPages: readonly Page[] = create.pages
