import { holds, staff } from '../platform/actor.ts'
import { type Words, words } from '../platform/language.ts'
import { type Page, type PageRequest, page } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Facts, FileLink, LinkButton, listPage, Notice, Section } from '../ui/index.ts'
import { factKindNames } from './facts.ts'
import type { RecordType } from './indicator-queries.ts'
import { indicatorEvidence, indicatorResults, type TargetResult } from './indicator-queries.ts'
import { DecideLink, ResultLink, TargetProgress, TargetTable } from './target-view.tsx'
import { targetWords } from './targets.ts'

const measureWords = {
  count: words(
    'Mỗi dòng dưới đây đếm là một; kết quả năm trước đếm theo cột Số lượng.',
    'Each row below counts as one; a past result counts as many as its quantity.',
  ),
  sum: words('Kết quả là tổng cột Số lượng dưới đây.', 'The result is the sum of the quantities below.'),
  distinct: words(
    'Mỗi đối tượng (cột Đối tượng) đếm một lần, dù có nhiều minh chứng; kết quả năm trước đếm theo cột Số lượng.',
    'Each subject counts once, however many pieces of evidence it has; a past result counts as many as its quantity.',
  ),
  last: words(
    'Kết quả là số của năm mới nhất đã xác nhận.',
    'The result is the confirmed value of the latest year.',
  ),
  mean: words('Kết quả là bình quân các năm đã xác nhận.', 'The result is the mean of the confirmed years.'),
} as const satisfies Record<TargetResult['measure'], Words>

/** What a fact counts, in words: `turn:7` → the support turn number 7. */
function subjectWords(subject: string): Words {
  const [kind = '', number = ''] = subject.split(':')
  if (kind === 'turn') return words(`Lượt hỗ trợ số ${number}`, `Support turn ${number}`)
  if (kind === 'past_result') return words(`Kết quả năm trước số ${number}`, `Past result ${number}`)
  if (kind === 'indicator') return words('Chỉ số', 'Indicator')
  if (kind === 'product') return words(`Sản phẩm số ${number}`, `Product ${number}`)
  return words(`Sự kiện số ${number}`, `Event ${number}`)
}

/** Where the page of a fact's record is. */
function recordHref(record: { recordType: RecordType; recordId: number }): string {
  const places = {
    support_turn: 'support',
    certificate: 'certificates',
    training_event: 'training',
    past_result: 'past-results',
    tfp_study: 'studies',
    communication: 'communication',
    outreach: 'outreach',
    award_entry: 'award-entries',
    content_value: 'content-values',
    indicator_value: 'indicator-values',
  } as const
  return `/${places[record.recordType]}/${record.recordId}`
}

async function targetOf(request: PageRequest): Promise<TargetResult> {
  const { targets } = await request.execute(indicatorResults, {})
  const target = targets.find((each) => each.key === request.params.key)
  if (target === undefined) throw notFound(words('chỉ tiêu', 'Indicator'))
  return target
}

function Figures({ request, target }: { request: PageRequest; target: TargetResult }) {
  const { t } = request
  return (
    <Section>
      <Facts
        columns={3}
        items={[
          [
            t('Mục tiêu của kế hoạch', "The plan's target"),
            <>
              {t(targetWords(target))} {t(target.unit, target.unitEn)}
              {target.table === null ? null : <span class="hint block">{t(target.table)}</span>}
              <DecideLink request={request} target={target} />
            </>,
          ],
          [
            t('Kết quả cả giai đoạn', 'Result of the period'),
            <ResultLink request={request} target={target} result={target.result} />,
          ],
          [t('Tiến độ', 'Progress'), <TargetProgress request={request} target={target} />],
          ...target.years.map(
            ({ year, result }) =>
              [
                t(`Năm ${year}`, String(year)),
                <ResultLink request={request} target={target} result={result} year={year} />,
              ] as const,
          ),
        ]}
      />
    </Section>
  )
}

const evidence = listPage({
  route: 'GET /indicators/{key}',
  title: words('Minh chứng của chỉ tiêu', 'Evidence of an indicator'),
  query: indicatorEvidence,
  fixed: (request) => ({ key: request.params.key }),
  filters: async (request) => {
    const { t } = request
    const target = await targetOf(request)
    return [
      { name: 'q', kind: 'search', label: words('Tìm', 'Search') },
      {
        name: 'year',
        kind: 'select',
        label: words('Tính cho năm', 'Counts for'),
        all: words('Cả giai đoạn', 'Whole period'),
        choices: target.years.map(({ year }) => ({ value: year, label: String(year) })),
      },
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        all: words('Đang được tính', 'Counted now'),
        choices: [{ value: 'retracted', label: t('Đã rút', 'Withdrawn') }],
      },
    ]
  },
  above: async (request) => {
    const target = await targetOf(request)
    return (
      <>
        <Figures request={request} target={target} />
        <p class="hint mb-3">
          {target.way === 'computed'
            ? request.t(
                'Số này tính từ số khác nên không có hồ sơ của riêng nó.',
                'This figure is computed from others and has no records of its own.',
              )
            : request.t(measureWords[target.measure])}{' '}
          <a href={`/indicator-catalogue/${target.key}`}>
            {request.t('Số này lấy từ đâu', 'Where this figure comes from')}
          </a>
        </p>
      </>
    )
  },
  columns: ({ t, url, mayOpen }) => [
    {
      key: 'date',
      label: words('Ngày', 'Day'),
      kind: 'date',
      sort: 'date',
      value: (row) => row.occurredOn,
    },
    {
      key: 'label',
      label: words('Hồ sơ gốc', 'Source record'),
      value: (row) => row.label,
      cell: (row) => (
        <span>
          {row.fileId === null ? row.label : <a href={recordHref(row)}>{row.label}</a>}
          {row.task === null ? null : (
            <span class="hint block">
              {t('Thuộc nhiệm vụ KH&CN', 'Under the S&T task')}:{' '}
              {mayOpen(`/science-tasks/${row.task.id}`) ? (
                <a href={`/science-tasks/${row.task.id}`}>{row.task.title}</a>
              ) : (
                row.task.title
              )}
            </span>
          )}
        </span>
      ),
    },
    {
      key: 'task',
      label: words('Thuộc nhiệm vụ KH&CN', 'Under the S&T task'),
      value: (row) => row.task?.title ?? null,
      exportOnly: true,
    },
    {
      key: 'kind',
      label: words('Loại', 'Kind'),
      value: (row) => t(factKindNames[row.kind]),
      cell: (row) =>
        row.kind === 'expert.trained' && mayOpen('/experts') ? (
          <>
            {t(factKindNames[row.kind])}
            <a class="block py-1" href="/experts">
              {t('Từng chuyên gia, nơi công tác', 'The experts and their employers')}
            </a>
          </>
        ) : (
          t(factKindNames[row.kind])
        ),
    },
    {
      key: 'subject',
      label: words('Đối tượng', 'Subject'),
      value: (row) => t(subjectWords(row.subject)),
    },
    { key: 'year', label: words('Tính cho năm', 'Counts for'), value: (row) => row.year },
    {
      key: 'quantity',
      label: words('Số lượng', 'Quantity'),
      kind: 'number',
      value: (row) => row.quantity,
    },
    {
      key: 'file',
      label: words('Minh chứng', 'Evidence'),
      value: (row) => row.fileName,
      cell: ({ fileId, fileName }) => (
        <FileLink t={t} file={fileId === null || fileName === null ? null : { id: fileId, name: fileName }} />
      ),
    },
    {
      key: 'sha256',
      label: words('SHA-256', 'SHA-256'),
      value: (row) => row.fileSha256,
      exportOnly: true,
    },
    {
      key: 'retraction',
      label: words('Lý do rút', 'Reason for withdrawing'),
      value: (row) => row.retraction,
      exportOnly: url.searchParams.get('state') !== 'retracted',
    },
  ],
  empty: ({ t }) =>
    t(
      'Kết quả chỉ có khi hồ sơ hoàn thành có minh chứng.',
      'A result comes when a record is finished with its evidence.',
    ),
  breadcrumbs: ({ t }) => [
    { label: t('Kế hoạch', 'The plan'), href: '/plan' },
    { label: t('Chỉ tiêu', 'Targets'), href: '/indicators' },
  ],
})

/** One indicator: its figures for everybody; for staff and auditors the facts and files that they count. */
export const indicatorPage: Page = page({
  route: 'GET /indicators/{key}',
  may: ['public'],
  async run(request) {
    const { t } = request
    const target = await targetOf(request)
    if (holds(request.actor, staff)) {
      const view = await evidence.run(request)
      return 'body' in view && 'title' in view ? { ...view, title: t(target.name, target.nameEn) } : view
    }
    return {
      title: t(target.name, target.nameEn),
      breadcrumbs: [
        { label: t('Kế hoạch', 'The plan'), href: '/plan' },
        { label: t('Chỉ tiêu', 'Targets'), href: '/indicators' },
      ],
      body: (
        <>
          <Figures request={request} target={target} />
          <Notice>
            {t(
              'Hồ sơ và tệp minh chứng dành cho cơ quan thực hiện, thanh tra và kiểm toán.',
              'Records and evidence files are open to the agencies of the programme, inspection and audit.',
            )}
          </Notice>
        </>
      ),
    }
  },
})

/** All targets with their results. */
export const indicatorsPage: Page = page({
  route: 'GET /indicators',
  for: indicatorResults,
  place: {
    group: 'programme',
    order: 20,
    main: ['leader', 'statistics'],
    label: words('Chỉ tiêu và kết quả', 'Targets and results'),
  },
  async run(request) {
    const { t } = request
    const { plan, targets } = await request.execute(indicatorResults, {})
    return {
      title: t('Chỉ tiêu và kết quả', 'Targets and results'),
      lead: t(
        `Kế hoạch ${plan}. Mỗi con số dẫn đến hồ sơ và minh chứng của nó; bấm vào số để xem.`,
        `Plan ${plan}. Each figure leads to its records and evidence; open it to see them.`,
      ),
      body: (
        <div class="panel">
          <TargetTable request={request} targets={targets} />
          <p class="no-print mt-4">
            <LinkButton href="/plan#targets">
              {t('Nguyên văn trong kế hoạch', 'As written in the plan')}
            </LinkButton>
          </p>
        </div>
      ),
    }
  },
})
