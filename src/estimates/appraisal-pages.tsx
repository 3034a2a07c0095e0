import { whyApart } from '../controls/index.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { FormValues, Page, PageRequest } from '../platform/page.ts'
import { type Fields, formPage, Table } from '../ui/index.ts'
import { Cells, Heads } from '../yearly-plans/index.ts'
import { appraiseEstimate } from './appraisal.ts'
import { crumbs, to } from './list-pages.tsx'
import { showEstimate } from './queries.ts'
import { appraisedApart } from './rounds.ts'
import { NormOf } from './sections.tsx'

const nameOf = (at: number, key: string) => `lines.${at}.${key}`
const isField = /^lines\.(\d+)\.(id|amount|comment)$/

/** The lines of the form, by the names of their fields. */
function linesOf(values: FormValues): Record<string, string>[] {
  const lines: Record<string, string>[] = []
  for (const [name, value] of Object.entries(values)) {
    const [, at, key] = isField.exec(name) ?? []
    if (key === undefined || Number(at) >= 1000) continue
    lines[Number(at)] = { ...lines[Number(at)], [key]: String([value ?? ''].flat().at(-1) ?? '') }
  }
  return Array.from(lines, (line) => line ?? {}).filter(({ id }) => id !== undefined)
}

async function recordOf(request: PageRequest) {
  const estimate = await request.execute(showEstimate, { id: request.params.id })
  return { estimate, held: await whyApart(request, appraisedApart, estimate.id) }
}

const form = formPage({
  command: appraiseEstimate,
  address: '/estimates/{id}/appraisal',
  record: recordOf,
  title: words('Thẩm định từng dòng', 'Appraise line by line'),
  lead: ({ record }) => record.estimate.title,
  crumbs: (request, { estimate }) => [...crumbs(request), { label: estimate.title, href: to(estimate) }],
  initial: ({ estimate }, { language }) => ({
    version: String(estimate.version),
    ...Object.fromEntries(
      estimate.estimateLines.flatMap((line, at) => [
        [nameOf(at, 'amount'), formatDong(line.appraised ?? line.amount, language)],
        [nameOf(at, 'comment'), line.comment ?? ''],
      ]),
    ),
  }),
  above: ({ t, record }) => (record.held === null ? null : <p class="mb-4">{t(record.held)}</p>),
  fields: ({ f, t, request, record: { estimate } }) => {
    const { language } = request
    const free = f as unknown as Fields<string>
    const heads = {
      title: t('Nội dung chi', 'Purpose'),
      line: t('Mục dự toán', 'Budget line'),
      cost: t('Số lượng × đơn giá', 'Quantity × cost of one'),
      asked: t('Số đề nghị (đồng)', 'Asked for (đồng)'),
      norm: t('Định mức áp dụng', 'Norm that it goes by'),
      amount: t('Số thẩm định (đồng)', 'Appraised at (đồng)'),
      comment: t('Ý kiến về dòng này', 'Comment on the line'),
    }
    return (
      <>
        {f.hidden('version', estimate.version)}
        <p class="hint max-w-prose">
          {t(
            'Số thẩm định để nguyên là đồng ý số đề nghị; số khác phải có lý do. Ghi được nhiều lần, đến khi trả lại hoặc thống nhất.',
            'A figure that is left as it is agrees to what was asked; another needs a reason. It can be saved many times, until the estimate is returned or agreed to.',
          )}
        </p>
        <Table caption={t('Thẩm định từng dòng', 'Appraise line by line')} stack>
          <Heads
            of={[
              [heads.title],
              [heads.line],
              [heads.cost, true],
              [heads.asked, true],
              [heads.norm],
              [heads.amount],
              [heads.comment],
            ]}
          />
          <tbody>
            {estimate.estimateLines.map((line, at) => (
              <tr>
                <Cells
                  of={[
                    [heads.title, line.title],
                    [heads.line, line.lineCode],
                    [
                      heads.cost,
                      `${formatNumber(line.quantity, language)} ${line.unit} × ${formatDong(line.unitCost, language)}`,
                      true,
                    ],
                    [heads.asked, formatDong(line.amount, language), true],
                    [heads.norm, <NormOf line={line} estimate={estimate} request={request} />],
                    [
                      heads.amount,
                      <div class="sm:min-w-40 [&_label]:sr-only [&_p.hint]:sr-only">
                        {free.hidden(nameOf(at, 'id'), line.id)}
                        {free.money(nameOf(at, 'amount'), { label: `${line.title}: ${heads.amount}` })}
                      </div>,
                    ],
                    [
                      heads.comment,
                      <div class="sm:min-w-56 [&_label]:sr-only">
                        {free.area(nameOf(at, 'comment'), {
                          label: `${line.title}: ${heads.comment}`,
                          rows: 2,
                        })}
                      </div>,
                    ],
                  ]}
                />
              </tr>
            ))}
          </tbody>
        </Table>
      </>
    )
  },
  input: (values) => ({ lines: linesOf(values) }),
  submit: words('Ghi ý kiến thẩm định', 'Save the appraisal'),
  wide: true,
  cancel: ({ estimate }) => to(estimate),
  done: (output) => ({
    to: to(output),
    message: words('Đã ghi ý kiến thẩm định.', 'The appraisal is saved.'),
  }),
})

export const estimateAppraisalPages: readonly Page[] = form.pages
