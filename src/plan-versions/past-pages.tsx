import { ResultsByYear } from '../plan/index.ts'
import { mayRun, staff } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../platform/page.ts'
import {
  Counts,
  countsColumns,
  countsFilter,
  Dong,
  Facts,
  FileLink,
  formPage,
  LinkButton,
  type ListColumn,
  listPage,
  RetractedNotice,
  RetractForm,
  Section,
} from '../ui/index.ts'
import { recordPast, retractPast } from './commands.ts'
import { pastCorrection } from './past-correction.tsx'
import { pastFields } from './past-fields.ts'
import { listPast, type PastRow, pastChoices, showPast } from './past-queries.ts'

type Choices = Output<typeof pastChoices>

const mayRecord = (request: PageRequest) => mayRun(request.actor, recordPast)

async function choicesOf(request: PageRequest): Promise<Choices> {
  return request.execute(pastChoices, { id: request.params.id })
}

const crumbs = ({ t }: PageRequest, plan?: { id: number; number: string }) => [
  { label: t('Các kế hoạch', 'All plans'), href: '/plans' },
  { label: t('Kết quả các năm trước', 'Past results'), href: '/past-results' },
  ...(plan === undefined
    ? []
    : [
        {
          label: t(`Kết quả các năm của Kế hoạch ${plan.number}`, `Past results of Plan ${plan.number}`),
          href: `/plans/${plan.id}/results`,
        },
      ]),
]

/** The mark of a result that no record of the program stands behind: "theo báo cáo cũ số 12/BC ngày 20/11/2022". */
function oldReport(row: Pick<PastRow, 'paperNumber' | 'paperOn'>, t: Translate): string {
  const number = row.paperNumber === null ? '' : t(` số ${row.paperNumber}`, ` ${row.paperNumber}`)
  const day =
    row.paperOn === null ? '' : t(` ngày ${formatDate(row.paperOn)}`, ` of ${formatDate(row.paperOn)}`)
  return t(`theo báo cáo cũ${number}${day}`, `by an old report${number}${day}`)
}

/** What counts by indicator and year; each figure opens its rows. */
function Sums({ request, choices }: { request: PageRequest; choices: Choices }) {
  const { t } = request
  const years = [...new Set([...choices.years, ...choices.sums.map((sum) => sum.year)])].sort()
  return (
    <Section>
      <ResultsByYear
        request={request}
        caption={t('Kết quả được tính, theo chỉ tiêu và năm', 'What counts, by indicator and year')}
        heading={t('Chỉ số', 'Indicator')}
        rows={choices.indicators}
        years={years}
        name={({ name, nameEn }) => t(name, nameEn)}
        resultOf={({ key }, year) =>
          choices.sums.find((sum) => sum.indicator === key && sum.year === year)?.quantity ?? 0
        }
        href={({ key }, year) =>
          `/plans/${choices.plan.id}/results?indicator=${key}&year=${year}&state=counted`
        }
        label={({ name, nameEn }, year) => `${t(name, nameEn)}, ${year}`}
      />
    </Section>
  )
}

/** The columns of a list of past results. */
export function pastListColumns(request: PageRequest): ListColumn<PastRow>[] {
  const { t } = request
  return [
    { key: 'year', label: words('Năm', 'Year'), sort: 'year', value: (row) => row.year },
    {
      key: 'indicator',
      label: words('Chỉ số', 'Indicator'),
      sort: 'indicator',
      value: (row) => t(row.name, row.nameEn),
    },
    {
      key: 'quantity',
      label: words('Số lượng', 'Quantity'),
      kind: 'number',
      sort: 'quantity',
      value: (row) => row.quantity,
    },
    {
      key: 'unit',
      label: words('Đơn vị', 'Unit'),
      value: (row) => t(row.unit, row.unitEn),
      exportOnly: true,
    },
    {
      key: 'label',
      label: words('Nội dung', 'Content'),
      value: (row) => row.label,
      cell: (row) => (
        <>
          <a href={`/past-results/${row.id}`}>{row.label}</a>
          <span class="hint block">{oldReport(row, t)}</span>
        </>
      ),
    },
    {
      key: 'content',
      label: words('Nội dung hỗ trợ', 'Content of support'),
      value: (row) => (row.content === null ? null : t(row.content, row.contentEn ?? row.content)),
      exportOnly: true,
    },
    {
      key: 'amount',
      label: words('Kinh phí (đồng)', 'Budget (đồng)'),
      kind: 'money',
      value: (row) => row.amount,
    },
    {
      key: 'paperNumber',
      label: words('Số báo cáo', 'Number of the report'),
      value: (row) => row.paperNumber,
      exportOnly: true,
    },
    {
      key: 'paperOn',
      label: words('Ngày báo cáo', 'Day of the report'),
      kind: 'date',
      value: (row) => row.paperOn,
      exportOnly: true,
    },
    ...countsColumns<PastRow>(t),
  ]
}

const list = listPage({
  route: 'GET /plans/{id}/results',
  title: words('Kết quả các năm trước', 'Past results'),
  lead: words(
    'Kết quả của những năm chưa dùng hệ thống: mỗi dòng là một số có tệp minh chứng, được tính như hồ sơ đã hoàn thành.',
    'Results of years before the program: each row is a number with its evidence and counts as finished records do.',
  ),
  query: listPast,
  fixed: (request) => ({ id: request.params.id }),
  above: async (request) => <Sums request={request} choices={await choicesOf(request)} />,
  filters: async (request) => {
    const { t } = request
    const { years, indicators } = await choicesOf(request)
    return [
      { name: 'q', kind: 'search', label: words('Tìm nội dung', 'Search the content') },
      {
        name: 'year',
        kind: 'select',
        label: words('Năm', 'Year'),
        choices: years.map((year) => ({ value: year, label: String(year) })),
      },
      {
        name: 'indicator',
        kind: 'select',
        label: words('Chỉ số', 'Indicator'),
        choices: indicators.map(({ key, name, nameEn }) => ({ value: key, label: t(name, nameEn) })),
      },
      countsFilter(t),
    ]
  },
  columns: pastListColumns,
  empty: ({ t }) => t('Chưa ghi kết quả năm trước nào.', 'No past result has been recorded.'),
  breadcrumbs: (request) => crumbs(request),
})

const pastPage: Page = page({
  route: 'GET /plans/{id}/results',
  may: staff,
  async run(request) {
    const { t } = request
    const { plan, years } = await choicesOf(request)
    const view = await list.run(request)
    if (!('body' in view && 'title' in view)) return view
    const open = mayRecord(request) && years.length > 0
    return {
      ...view,
      title: t(`Kết quả các năm của Kế hoạch ${plan.number}`, `Past results of Plan ${plan.number}`),
      actions: open ? (
        <>
          <LinkButton href={`/plans/${plan.id}/results/import`}>
            {t('Nhập từ Excel', 'Import from Excel')}
          </LinkButton>
          <LinkButton kind="primary" href={`/plans/${plan.id}/results/new`}>
            {t('Ghi kết quả', 'Record a result')}
          </LinkButton>
        </>
      ) : undefined,
    }
  },
})

const pastResult = formPage({
  command: recordPast,
  address: '/plans/{id}/results/new',
  record: choicesOf,
  title: words('Ghi kết quả năm trước', 'Record a past result'),
  lead: ({ t, record: { plan, years } }) =>
    t(
      `Chỉ các năm của Kế hoạch ${plan.number} mà kế hoạch sau không tính: ${years.join(', ')}.`,
      `Only the years of Plan ${plan.number} that no later plan counts: ${years.join(', ')}.`,
    ),
  crumbs: (request, { plan }) => crumbs(request, plan),
  fields: ({ f, t, record: { years, indicators, contents } }) =>
    pastFields.form(f, t, {
      choices: {
        year: years.map((year) => ({ value: year, label: String(year) })),
        contentId: contents.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
      },
      after: {
        year: f.select('indicator', {
          label: t('Chỉ số', 'Indicator'),
          required: true,
          choices: indicators.map(({ key, name, nameEn }) => ({ value: key, label: t(name, nameEn) })),
        }),
      },
    }),
  submit: words('Ghi kết quả', 'Record the result'),
  cancel: ({ plan }) => `/plans/${plan.id}/results`,
  done: (_output, { request }) => ({
    to: `/plans/${request.params.id}/results`,
    message: words('Đã ghi kết quả.', 'The result is recorded.'),
  }),
})

async function showView(request: PageRequest, form: FormState): Promise<View> {
  const { t, language } = request
  const row = await request.execute(showPast, { id: request.params.id })
  return {
    title: row.label,
    breadcrumbs: crumbs(request, { id: row.planId, number: row.plan }),
    actions: row.retractedOn === null ? await pastCorrection.button(request, row.id) : null,
    body: (
      <>
        <RetractedNotice row={row} title={t('Đã rút, không được tính', 'Taken back: it does not count')} />
        <Section>
          <Facts
            items={[
              [t('Kế hoạch', 'Plan'), `${row.plan} (${row.province})`],
              [t('Năm', 'Year'), String(row.year)],
              [t('Chỉ số', 'Indicator'), t(row.name, row.nameEn)],
              [
                t('Số lượng', 'Quantity'),
                `${formatNumber(row.quantity, language)} ${t(row.unit, row.unitEn)}`,
              ],
              [
                t('Nội dung hỗ trợ', 'Content of support'),
                row.content === null ? '—' : t(row.content, row.contentEn ?? row.content),
              ],
              [
                t('Kinh phí ngân sách đã chi', 'Paid from the budget'),
                row.amount === null ? '—' : <Dong amount={row.amount} language={language} />,
              ],
              [t('Nguồn', 'Source'), oldReport(row, t)],
              [t('Minh chứng', 'Evidence'), <FileLink t={t} file={row.file} />],
              [t('Tình trạng', 'State'), <Counts row={row} t={t} />],
            ]}
          />
        </Section>
        {row.retractedOn === null && mayRecord(request) ? (
          <RetractForm
            form={form}
            t={t}
            action={`/past-results/${row.id}/retract`}
            question={t('Ghi sai? Rút kết quả này', 'Recorded wrongly? Take it back')}
            submit={t('Rút kết quả', 'Retract the result')}
            hint={t(
              'Dòng này vẫn còn trong danh sách cùng lý do, nhưng không được tính nữa.',
              'The row stays in the list with the reason, and counts no more.',
            )}
          />
        ) : null}
      </>
    ),
  }
}

export const pastPages: readonly Page[] = [
  pastPage,
  ...pastResult.pages,
  page({
    route: 'GET /past-results/{id}',
    for: showPast,
    run: (request) => showView(request, freshForm()),
  }),
  receiver({
    command: retractPast,
    address: '/past-results/{id}/retract',
    done: (output) => ({
      to: `/plans/${output.planId}/results`,
      message: words('Đã rút kết quả.', 'The result is retracted.'),
    }),
    again: showView,
  }),
]
