import { mayRun } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { type Page, type PageRequest, page } from '../platform/page.ts'
import { Act, Dong, Facts, formPage, OpenLink, Section } from '../ui/index.ts'
import { addEstimateLine, editEstimateLine, removeEstimateLine } from './commands.ts'
import { estimateLineFields } from './fields.ts'
import { estimateGatherable, gatherEstimate } from './gather.ts'
import { crumbs, to } from './list-pages.tsx'
import { estimateChoices, showEstimate, showEstimateLine } from './queries.ts'
import { isOpen } from './rules.ts'

/* The lines of an estimate: each on its page, added, corrected, taken out, gathered. */

const estimateOf = (request: PageRequest) => request.execute(showEstimate, { id: request.params.id })
const up = (request: PageRequest, { id, title }: { id: number; title: string }) => [
  ...crumbs(request),
  { label: title, href: to({ id }) },
]

/** What the form of a line offers, by field. */
async function choicesOf(request: PageRequest, id: number) {
  const { t } = request
  const offered = await request.execute(estimateChoices, { id })
  return {
    offered,
    choices: {
      lineId: offered.lines.map((one) => ({
        value: String(one.id),
        label: `${one.code}. ${t(one.name, one.nameEn)}`.slice(0, 140),
      })),
      sourceId: offered.sources.map((one) => ({ value: String(one.id), label: t(one.name, one.nameEn) })),
      normId: offered.norms.map((one) => ({
        value: String(one.id),
        label: `${t(one.name, one.nameEn)}: ${t(one.limit)}`.slice(0, 160),
      })),
    },
  }
}

const added = formPage({
  command: addEstimateLine,
  address: '/estimates/{id}/lines/new',
  record: async (request) => {
    const estimate = await estimateOf(request)
    return { estimate, ...(await choicesOf(request, estimate.id)) }
  },
  title: words('Thêm một dòng', 'Add one line'),
  lead: ({ record }) => record.estimate.title,
  crumbs: (request, { estimate }) => up(request, estimate),
  initial: ({ offered }) => ({
    quantity: '1',
    sourceId: offered.sourceId === null ? undefined : String(offered.sourceId),
  }),
  fields: ({ f, t, record }) => estimateLineFields.form(f, t, { choices: record.choices }),
  submit: words('Thêm dòng', 'Add the line'),
  cancel: ({ estimate }) => to(estimate),
  done: (output) => ({ to: `${to(output)}#lines`, message: words('Đã thêm dòng.', 'The line is added.') }),
})

const ofLine = (request: PageRequest) =>
  request.execute(showEstimateLine, { id: request.params.estimateLine ?? request.params.line })
const parent = (line: { readonly estimateId: number; readonly estimate: string }) => ({
  ...{ id: line.estimateId, title: line.estimate },
})

const corrected = formPage({
  command: editEstimateLine,
  address: '/estimates/{id}/lines/{estimateLine}/edit',
  record: async (request) => {
    const line = await ofLine(request)
    return { line, ...(await choicesOf(request, line.estimateId)) }
  },
  title: words('Sửa dòng dự toán', 'Correct a line of an estimate'),
  lead: ({ record }) => record.line.title,
  crumbs: (request, { line }) => up(request, parent(line)),
  stored: ({ line }, { t, language }) => ({
    values: {
      version: String(line.version),
      ...estimateLineFields.texts(line, language),
      ...Object.fromEntries(
        (['lineId', 'sourceId', 'normId'] as const).map((key) => [key, String(line[key] ?? '')]),
      ),
    },
    labels: Object.fromEntries(
      estimateLineFields.keys.map((key) => [key, t(estimateLineFields.labels[key])]),
    ),
  }),
  fields: ({ f, t, record }) => estimateLineFields.form(f, t, { choices: record.choices }),
  submit: words('Lưu', 'Save'),
  cancel: ({ line }) => `/estimates/lines/${line.id}`,
  done: (output) => ({ to: `${to(output)}#lines`, message: words('Đã sửa dòng.', 'The line is corrected.') }),
})

const removed = formPage({
  command: removeEstimateLine,
  address: '/estimates/{id}/lines/{estimateLine}/removal',
  record: ofLine,
  title: words('Bỏ dòng dự toán', 'Take a line out of the estimate'),
  lead: ({ record }) => record.title,
  crumbs: (request, line) => up(request, parent(line)),
  initial: (line) => ({ version: String(line.version) }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {f.area('reason', { label: t('Lý do', 'Reason'), required: true, rows: 2 })}
    </>
  ),
  submit: words('Bỏ dòng', 'Take out'),
  kind: 'danger',
  cancel: (line) => `/estimates/lines/${line.id}`,
  done: (output) => ({ to: `${to(output)}#lines`, message: words('Đã bỏ dòng.', 'The line is taken out.') }),
})

const shown = page({
  route: 'GET /estimates/lines/{line}',
  for: showEstimateLine,
  async run(request) {
    const { t, language, actor } = request
    const line = await ofLine(request)
    const at = `/estimates/${line.estimateId}/lines/${line.id}`
    const facts = estimateLineFields.facts(line, t, language)
    const from = [
      [
        line.planLineId,
        `/yearly-plans/lines/${line.planLineId}`,
        t('Dòng kế hoạch năm', 'Lines of yearly plans'),
      ],
      [line.commitmentId, `/budget/commitments/${line.commitmentId}`, t('Cam kết', 'Commitment')],
      [line.dutyItemId, `/duties/${line.dutyItemId}`, t('Nhiệm vụ', 'Duty')],
    ] as const
    return {
      title: line.title,
      lead: line.estimate,
      breadcrumbs: up(request, parent(line)),
      actions:
        !isOpen(line.state) || !mayRun(actor, editEstimateLine) ? null : (
          <>
            <Act command={editEstimateLine} request={request} href={`${at}/edit`}>
              {t('Sửa', 'Edit')}
            </Act>
            <Act command={removeEstimateLine} request={request} href={`${at}/removal`}>
              {t('Bỏ dòng', 'Take out')}
            </Act>
          </>
        ),
      body: (
        <Section>
          <Facts
            columns={2}
            items={[
              [t('Mục dự toán', 'Budget line'), line.line],
              [t('Nguồn kinh phí', 'Funding'), t(line.source, line.sourceEn)],
              [
                t('Thành tiền (đồng)', 'Line total (đồng)'),
                <Dong amount={line.amount} language={language} />,
              ],
              [
                t('Định mức áp dụng', 'Norm that it goes by'),
                line.normId === null ? null : <a href={`/norms/${line.normId}`}>{line.norm}</a>,
              ],
              ...from.flatMap(([id, href, label]) =>
                id === null
                  ? []
                  : [
                      [
                        t('Lấy từ bản ghi', 'Taken from'),
                        <OpenLink request={request} href={href}>
                          {`${label} ${id}`}
                        </OpenLink>,
                      ] as const,
                    ],
              ),
              ...Object.entries(facts).flatMap(([key, fact]) => (key === 'title' ? [] : [fact])),
            ]}
          />
        </Section>
      ),
    }
  },
})

const gathered = formPage({
  command: gatherEstimate,
  address: '/estimates/{id}/gather',
  record: async (request) => {
    const estimate = await estimateOf(request)
    return { estimate, from: await request.execute(estimateGatherable, { id: estimate.id }) }
  },
  title: words(
    'Lấy từ kế hoạch năm, cam kết, nhiệm vụ',
    'Take from the plan of the year, commitments, duties',
  ),
  lead: words(
    'Mỗi dòng của kế hoạch năm đã phê duyệt, cam kết chưa chi hết và nhiệm vụ của năm thành một dòng dự toán, mang theo số lượng, đơn giá, định mức, nguồn. Đơn giá 0 thì cần điền.',
    'Each line of the approved plan of the year, unpaid commitment and duty of the year becomes a line of the estimate with its quantity, cost, norm and source. Where the cost of one is 0 it is to be filled in.',
  ),
  crumbs: (request, { estimate }) => up(request, estimate),
  wide: true,
  draft: false,
  initial: ({ from }) => ({
    planLineIds: from.planLines.map(({ id }) => String(id)),
    commitmentIds: from.commitments.map(({ id }) => String(id)),
  }),
  fields: ({ f, t, request, record: { from } }) => {
    const money = (amount: bigint) => `${formatDong(amount, request.language)} đồng`
    const { yearlyPlan } = from
    return (
      <>
        {yearlyPlan?.approved === true ? null : (
          <p>
            {yearlyPlan === null
              ? t('Năm này chưa có kế hoạch năm.', 'The year has no yearly plan.')
              : t(
                  'Kế hoạch năm chưa được phê duyệt, nên chưa lấy được dòng nào từ đó:',
                  'The plan of the year is not approved, so that nothing is taken from it yet:',
                )}{' '}
            {yearlyPlan === null ? null : (
              <OpenLink request={request} href={`/yearly-plans/${yearlyPlan.id}`}>
                {yearlyPlan.title}
              </OpenLink>
            )}
          </p>
        )}
        {from.planLines.length === 0
          ? null
          : f.checks('planLineIds', {
              label: t('Dòng kế hoạch năm', 'Lines of yearly plans'),
              choices: from.planLines.map((one) => ({
                value: one.id,
                label: `${one.line === null ? '' : `${one.line}: `}${one.title} (${one.quantity} ${one.unit}), ${money(one.amount)}`,
              })),
            })}
        {from.commitments.length === 0
          ? null
          : f.checks('commitmentIds', {
              label: t('Cam kết chưa chi hết', 'Commitments not paid whole'),
              choices: from.commitments.map((one) => ({
                value: one.id,
                label: `${one.documentNumber}: ${one.purpose}, ${money(one.rest)}`,
              })),
            })}
        {from.duties.length === 0
          ? null
          : f.checks('dutyItemIds', {
              label: t('Nhiệm vụ của năm', 'Duties of the year'),
              choices: from.duties.map((one) => ({
                value: one.id,
                label: `${formatDate(one.dueOn)}, ${one.agency}: ${one.text}`,
              })),
            })}
      </>
    )
  },
  submit: words('Đưa vào dự toán', 'Take into the estimate'),
  cancel: ({ estimate }) => to(estimate),
  done: ({ id, added: count }) => ({
    to: `${to({ id })}#lines`,
    message: words(`Đã thêm ${count} dòng.`, `${count} lines are added.`),
  }),
})

export const estimateLinePages: readonly Page[] = [
  ...added.pages,
  ...corrected.pages,
  ...removed.pages,
  shown,
  ...gathered.pages,
]
