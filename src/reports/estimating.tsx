import { z } from 'zod'
import { id, longText, optionalDecimal, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { conflict } from '../platform/problem.ts'
import { formPage } from '../ui/index.ts'
import { readReportData } from './data.ts'
import { lockDraft } from './draft-rules.ts'
import { estimateKey } from './estimates.ts'
import { showReport } from './queries.ts'
import { plansReported, reportedOf, reportRow } from './report-row.ts'
import { titleOf, up } from './report-view.tsx'

/** Says what the whole year is expected to come to on a target; without a figure what was said is taken back. */
export const estimateYear = command({
  name: 'reports.estimate',
  summary: words('Ghi ước thực hiện cả năm', 'Record what the whole year is expected to come to'),
  route: 'PUT /reports/{id}/estimates',
  input: z.object({
    id: id(),
    /** Key of the target; in a report over several plans followed by `@` and the plan. */
    target: text(200),
    value: optionalDecimal(),
    basis: longText(1000),
  }),
  output: z.object({ id: z.int(), version: z.int() }),
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'target'],
      judge: async (input, { db }) => {
        const row = await reportRow(db, input.id, false)
        if (row === null) return null
        const { targets } = await readReportData(db, plansReported(row), reportedOf(row))
        return targets.some((target) => estimateKey(target) === input.target)
          ? null
          : {
              field: 'target',
              words: words('Báo cáo không có chỉ tiêu này.', 'The report has no such target.'),
            }
      },
    },
    {
      of: ['id', 'target', 'value'],
      asks: { value: words('khi chưa có số ước', 'while there is no estimate') },
      judge: async ({ id: reportId, target, value }, { db }) => {
        const row = value === undefined ? await reportRow(db, reportId, false) : null
        return row === null || row.estimates?.[target] !== undefined
          ? null
          : { field: 'value', words: words('Xin nhập số ước thực hiện.', 'Please enter a figure.') }
      },
    },
  ],
  subject: (_input, output) => `report:${output.id}`,
  async run(context, { id: reportId, target, value, basis }) {
    const row = await lockDraft(context, reportId, undefined)
    if (row.form?.estimates !== true) throw withoutEstimates()
    const { [target]: _before, ...others } = row.estimates ?? {}
    const estimates = value === undefined ? others : { ...others, [target]: { value, basis } }
    return context.db
      .updateTable('report')
      .set({
        estimates: Object.keys(estimates).length === 0 ? null : JSON.stringify(estimates),
        version: row.version + 1,
      })
      .where('id', '=', row.id)
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

const withoutEstimates = () =>
  conflict(
    'reports.noEstimates',
    words(
      'Loại báo cáo này không có cột ước thực hiện cả năm.',
      'This kind of report has no column of what the whole year is expected to come to.',
    ),
  )

const estimate = formPage({
  command: estimateYear,
  address: '/reports/{id}/estimates',
  record: (request) => request.execute(showReport, { id: request.params.id }),
  title: ({ t }) => t('Ghi ước thực hiện cả năm', 'What the whole year is expected to come to'),
  lead: words(
    'Số ước đứng ở cột riêng, có chữ "ước"; không cộng vào kết quả và không tính là đạt chỉ tiêu.',
    'An estimate stands in a column of its own, marked as such; no result counts it.',
  ),
  crumbs: ({ t }, record) => [up(t), { label: titleOf(record, t), href: `/reports/${record.id}` }],
  fields: ({ f, t, record }) => (
    <>
      {f.select('target', {
        label: t('Chỉ tiêu', 'Target'),
        required: true,
        choices: record.figures.targets.map((target) => ({
          value: estimateKey(target),
          label: `${target.plan === undefined ? '' : `${target.plan.number}: `}${t(target.name, target.nameEn)}`,
        })),
      })}
      {f.number('value', {
        label: t('Ước thực hiện cả năm', 'Expected of the whole year'),
        hint: t('Để trống: bỏ số đã ước.', 'Empty: what was said is taken back.'),
      })}
      {f.area('basis', { label: t('Cơ sở ước tính', 'What the estimate rests on'), required: true })}
    </>
  ),
  submit: words('Ghi ước thực hiện', 'Record the estimate'),
  cancel: ({ id: reportId }) => `/reports/${reportId}`,
  done: ({ id: reportId }) => ({
    to: `/reports/${reportId}`,
    message: words('Đã ghi ước thực hiện.', 'The estimate is recorded.'),
  }),
})

export const estimatePages: readonly Page[] = estimate.pages
