import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import { numberOf, type Page, type PageRequest, page } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act, Empty, Facts, formPage, OpenLink, Section, StateBadge } from '../ui/index.ts'
import { cutOutcomes } from './cut-rules.ts'
import { type CutRow, estimateCuts, settleCut } from './cuts.ts'
import { crumbs, to } from './list-pages.tsx'

/* What no longer fits when the finance office agreed to less: the line, the line of the plan of the year and the needs side by side. */

const cutsOf = (request: PageRequest) => request.execute(estimateCuts, { id: numberOf(request, 'id') })
export const cutsTitle = words('Phần không còn đủ kinh phí', 'What no longer fits')

function Cut({
  request,
  row,
  estimateId,
  open,
}: {
  request: PageRequest
  row: CutRow
  estimateId: number
  open: boolean
}) {
  const { t, language } = request
  const money = (amount: bigint) => `${formatDong(amount, language)} đồng`
  return (
    <Section
      title={row.title}
      id={`line-${row.id}`}
      actions={
        open ? (
          <Act
            command={settleCut}
            request={request}
            href={`/estimates/${estimateId}/cuts/${row.id}`}
            small
            kind={row.cut === null ? 'primary' : 'plain'}
          >
            {row.cut === null ? t('Ghi xử lý phần giảm', 'Settle what was cut') : t('Sửa', 'Edit')}
          </Act>
        ) : undefined
      }
    >
      <div class="grid gap-4 lg:grid-cols-3">
        <div>
          <h3 class="mb-1 font-semibold">{t('Các dòng dự toán', 'Lines of the estimate')}</h3>
          <Facts
            items={[
              [t('Mục dự toán', 'Budget line'), row.line],
              [t('Số lượng', 'Quantity'), `${formatNumber(row.quantity, language)} ${row.unit}`],
              [t('Số đề nghị (đồng)', 'Asked for (đồng)'), money(row.amount)],
              [t('Số thẩm định (đồng)', 'Appraised at (đồng)'), money(row.agreed)],
              [t('Giảm', 'Less by'), money(row.amount - row.agreed)],
              [
                t('Đủ cho, theo đơn giá đề nghị', 'Pays for, at the cost that was asked'),
                `${formatNumber(row.fits, language)} ${row.unit}`,
              ],
              [t('Ý kiến thẩm định', 'Note of the appraisal'), row.comment],
            ]}
          />
        </div>
        <div>
          <h3 class="mb-1 font-semibold">{t('Dòng kế hoạch năm', 'Lines of yearly plans')}</h3>
          {row.planLine === null ? (
            <p>{t('Không lấy từ kế hoạch năm.', 'It was not taken from the plan of the year.')}</p>
          ) : (
            <Facts
              items={[
                [
                  t('Nội dung, hoạt động', 'What is done'),
                  <OpenLink request={request} href={`/yearly-plans/lines/${row.planLine.id}`}>
                    {row.planLine.title}
                  </OpenLink>,
                ],
                [
                  t('Góp vào chỉ tiêu', 'Serves the target'),
                  row.target === null
                    ? null
                    : `${t(row.target.name, row.target.nameEn)}: ${formatNumber(row.target.quantity, language)}`,
                ],
                [
                  t('Chỉ tiêu mất', 'The target loses'),
                  row.lost === null ? null : formatNumber(row.lost, language),
                ],
              ]}
            />
          )}
        </div>
        <div>
          <h3 class="mb-1 font-semibold">{t('Nhu cầu', 'Needs')}</h3>
          {row.needs.length === 0 ? (
            <p>{t('Không gắn với nhu cầu nào.', 'No need hangs on it.')}</p>
          ) : (
            <ul class="list-disc pl-5">
              {row.needs.map((need) => (
                <li>
                  <OpenLink request={request} href={`/needs/${need.id}`}>
                    {`${need.owner}: ${need.text} × ${need.quantity}`}
                  </OpenLink>
                  {need.out ? ` (${t('không đáp ứng trong năm', 'not met in the year')})` : ''}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
      {row.cut === null ? null : (
        <div class="mt-3">
          <Facts
            columns={2}
            items={[
              [
                t('Xử lý phần giảm', 'How the cut is settled'),
                <StateBadge of={cutOutcomes} is={row.cut.outcome} t={t} />,
              ],
              [t('Còn làm', 'Still done'), `${formatNumber(row.cut.quantity, language)} ${row.unit}`],
              [t('Lý do', 'Reason'), row.cut.reason],
              [t('Ghi ngày', 'Recorded on'), formatDate(row.cut.recordedOn)],
            ]}
          />
        </div>
      )}
    </Section>
  )
}

const listed = page({
  route: 'GET /estimates/{id}/cuts',
  for: estimateCuts,
  async run(request) {
    const { t, language } = request
    const found = await cutsOf(request)
    return {
      title: t(cutsTitle),
      lead: found.title,
      breadcrumbs: [...crumbs(request), { label: found.title, href: to(found) }],
      body: (
        <>
          {found.rows.length === 0 ? (
            <Empty>{t('Không dòng nào bị giảm.', 'No line was cut.')}</Empty>
          ) : (
            <Section title={t('Chỉ tiêu mất', 'The target loses')}>
              {found.losses.length === 0 ? (
                <p>{t('Chưa chỉ tiêu nào mất.', 'No target loses anything so far.')}</p>
              ) : (
                <ul class="list-disc pl-5">
                  {found.losses.map((loss) => (
                    <li>{`${t(loss.name, loss.nameEn)}: ${formatNumber(loss.lost, language)}`}</li>
                  ))}
                </ul>
              )}
            </Section>
          )}
          {found.rows.map((row) => (
            <Cut request={request} row={row} estimateId={found.id} open={found.state === 'agreed'} />
          ))}
        </>
      ),
    }
  },
})

const settled = formPage({
  command: settleCut,
  address: '/estimates/{id}/cuts/{estimateLine}',
  record: async (request) => {
    const found = await cutsOf(request)
    const row = found.rows.find(({ id }) => id === numberOf(request, 'estimateLine'))
    if (row === undefined) throw notFound(words('dòng dự toán', 'Line of the estimate'))
    return { found, row }
  },
  title: words('Ghi xử lý phần giảm', 'Settle what was cut'),
  lead: ({ record }) => record.row.title,
  crumbs: (request, { found }) => [
    ...crumbs(request),
    { label: found.title, href: to(found) },
    { label: request.t(cutsTitle), href: `${to(found)}/cuts` },
  ],
  initial: ({ found, row }) => ({
    version: String(found.version),
    outcome: row.cut?.outcome ?? '',
    quantity: String(row.cut?.quantity ?? row.fits),
    reason: row.cut?.reason ?? '',
    needIds: row.needs.filter(({ out }) => out).map(({ id }) => String(id)),
  }),
  fields: ({ f, t, record: { found, row } }) => (
    <>
      {f.hidden('version', found.version)}
      {f.radio('outcome', {
        label: t('Xử lý phần giảm', 'How the cut is settled'),
        choices: cutOutcomes.choices(t),
      })}
      {f.number('quantity', {
        label: t('Còn làm', 'Still done'),
        hint: t(
          `Trong ${row.quantity} ${row.unit} đã đề nghị.`,
          `Of the ${row.quantity} ${row.unit} that were asked for.`,
        ),
      })}
      {row.needs.length === 0
        ? null
        : f.checks('needIds', {
            label: t('Nhu cầu không đáp ứng trong năm', 'Needs that are not met in the year'),
            hint: t(
              'Bỏ hoặc lùi: mọi nhu cầu của dòng. Nơi có nhu cầu được báo.',
              'Dropped or put off: all needs of the line. Whoever has the need is told.',
            ),
            choices: row.needs.map((need) => ({
              value: need.id,
              label: `${need.owner}: ${need.text} × ${need.quantity}`,
            })),
          })}
      {f.area('reason', { label: t('Lý do', 'Reason'), required: true, rows: 3 })}
    </>
  ),
  submit: words('Ghi xử lý phần giảm', 'Settle what was cut'),
  cancel: ({ found }) => `${to(found)}/cuts`,
  done: (output) => ({ to: `${to(output)}/cuts`, message: words('Đã ghi.', 'Recorded.') }),
})

export const estimateCutPages: readonly Page[] = [listed, ...settled.pages]
