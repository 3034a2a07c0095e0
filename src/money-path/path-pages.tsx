import { columnNames, columns } from '../money-view/index.ts'
import { type Words, words } from '../platform/language.ts'
import type { Page, PageRequest } from '../platform/page.ts'
import { Dong, LinkButton, type ListColumn, type ListFilter, listPage, OpenLink } from '../ui/index.ts'
import type { Step } from './details.ts'
import { listSteps, pathPlaces } from './queries.ts'
import { pathTitle, stages } from './stages.ts'
import { actText, Files, kindText, PaidFor, Paper, paidFor, Sum, stageText } from './step-view.tsx'

/* The way of money as a list: of a line, a commitment, or of what a figure sums. */

/** The filters that the address carries from page to page. */
export const scopeNames = ['lineId', 'year', 'source', 'task', 'commitment', 'turn', 'from', 'to'] as const

/** The address of the same scope on another page. */
export function scopeHref(path: string, { url }: PageRequest): string {
  const query = new URLSearchParams()
  for (const name of scopeNames) {
    const value = url.searchParams.get(name) ?? ''
    if (value !== '') query.set(name, value)
  }
  return `${path}?${query}`
}

function stepColumns(request: PageRequest): readonly ListColumn<Step>[] {
  const { t, language } = request
  const figure = (request.url.searchParams.get('column') ?? '') !== ''
  const text = (key: string, label: Words, value: (row: Step) => string | null): ListColumn<Step> => ({
    key,
    label,
    value,
  })
  return [
    {
      key: 'stage',
      label: words('Chặng', 'Station'),
      sort: 'way',
      value: (row) => `${stageText(request, row)}: ${kindText(request, row)}`,
      cell: (row) => (
        <span class="block sm:min-w-40">
          {stageText(request, row)}
          <span class="hint block">{kindText(request, row)}</span>
        </span>
      ),
    },
    { key: 'on', label: words('Ngày', 'Day'), sort: 'day', kind: 'date', value: (row) => row.on },
    {
      key: 'amount',
      label: words('Số tiền (đồng)', 'Amount (đồng)'),
      sort: 'amount',
      kind: 'money',
      value: (row) => row.amount,
      cell: (row) => <Sum request={request} step={row} />,
    },
    ...(figure
      ? [
          {
            key: 'counted',
            label: words('Tính vào số đang xem (đồng)', 'Counts in the figure (đồng)'),
            kind: 'money',
            value: (row) => row.counted,
            cell: (row) => <Dong amount={row.counted ?? 0n} language={language} />,
          } satisfies ListColumn<Step>,
        ]
      : []),
    {
      key: 'document',
      label: words('Văn bản, chứng từ', 'Papers and vouchers'),
      value: (row) => row.documentNumber,
      cell: (row) => (
        <>
          <Paper request={request} step={row} />
          {row.what === null ? null : <span class="hint block">{row.what.slice(0, 120)}</span>}
          {row.entryId === null ? null : (
            <a class="block py-1 text-sm" href={`/budget/entries/${row.entryId}/path`}>
              {t('Truy ngược', 'Trace back')}
              <span class="sr-only"> {row.entryId}</span>
            </a>
          )}
        </>
      ),
    },
    text('entered', words('Người lập, ngày', 'Entered by, day'), (row) => actText(row.entered)),
    text('approved', words('Người duyệt, ngày', 'Approved by, day'), (row) => actText(row.approved)),
    {
      key: 'files',
      label: words('Tệp và mã băm', 'Files and hashes'),
      value: (row) => row.files.map((file) => `${file.name} (SHA-256 ${file.sha256})`).join('; '),
      cell: (row) => <Files request={request} step={row} />,
    },
    text('line', words('Mục', 'Line'), (row) => row.line),
    { key: 'year', label: words('Năm dự toán', 'Budget year'), value: (row) => row.year },
    text('source', words('Nguồn', 'Source'), (row) => t(row.sourceName, row.sourceNameEn)),
    {
      key: 'task',
      label: words('Nhiệm vụ khoa học và công nghệ', 'S&T task'),
      value: (row) => row.taskTitle,
      cell: (row) =>
        row.task === null ? (
          '—'
        ) : (
          <OpenLink request={request} href={`/science-tasks/${row.task}`}>
            {row.taskTitle}
          </OpenLink>
        ),
    },
    {
      key: 'turn',
      label: words('Nội dung, lượt hỗ trợ được chi', 'Content and support turn that are paid'),
      value: (row) => paidFor(request, row),
      cell: (row) => (row.taskContent === null ? '—' : <PaidFor request={request} step={row} />),
    },
    text('rule', words('Điều khoản căn cứ', 'By which article'), (row) => row.rule),
    {
      key: 'entry',
      label: words('Bút toán số', 'Number of the ledger entry'),
      kind: 'number',
      value: (row) => row.entryId,
      exportOnly: true,
    },
    {
      key: 'commitment',
      label: words('Cam kết số', 'Number of the commitment'),
      kind: 'number',
      value: (row) => row.commitmentId,
      exportOnly: true,
    },
  ]
}

export const stepsPage: Page = listPage({
  route: 'GET /budget/path',
  place: { group: 'money', order: 73, main: ['auditor'], label: pathTitle },
  title: pathTitle,
  lead: words(
    'Từ mục của phụ lục đến từng chứng từ: dự toán, quyết định, nhiệm vụ, hợp đồng, cam kết, đề nghị thanh toán, lệnh chi, bút toán, bảng kê Kho bạc, cuối năm. Mỗi bước cho biết ngày, người lập, người duyệt, số tiền, tệp và mã băm của tệp.',
    'From the line of the appendix to each voucher: estimate, decision, task, contract, commitment, claim, payment, entry, list for the Treasury, year end. Each step names its day, who entered and who approved, the sum, the files and their hashes.',
  ),
  query: listSteps,
  columns: stepColumns,
  actions: (request) => (
    <LinkButton href={scopeHref('/budget/path/archive', request)}>
      {request.t('Tải hồ sơ (ZIP)', 'Download the file (ZIP)')}
    </LinkButton>
  ),
  breadcrumbs: ({ t }) => [{ label: t('Kinh phí', 'Budget'), href: '/budget' }],
  filters: async (request) => {
    const { t, url } = request
    const asked = (name: string) => url.searchParams.get(name) ?? ''
    const number = /^[1-9]\d{0,8}$/
    const lineId = number.test(asked('lineId')) ? asked('lineId') : ''
    const { lines, sources } = await request.execute(pathPlaces, { lineId })
    // of one commitment or task the page stays until that is cleared
    const only = (name: string, label: Words): readonly ListFilter[] =>
      asked(name) === ''
        ? []
        : [{ name, kind: 'select', label, choices: [{ value: asked(name), label: asked(name) }] }]
    return [
      { name: 'q', kind: 'search', label: words('Tìm số văn bản, nhiệm vụ', 'Document number, task') },
      {
        name: 'lineId',
        kind: 'select',
        label: words('Mục', 'Line'),
        choices: lines.map(({ id, code, title, titleEn }) => ({
          value: id,
          label: `${code}. ${t(title, titleEn)}`.slice(0, 60),
        })),
      },
      ...only('commitment', words('Cam kết số', 'Number of the commitment')),
      ...only('task', words('Nhiệm vụ khoa học và công nghệ', 'S&T task')),
      { name: 'stage', kind: 'select', label: words('Chặng', 'Station'), choices: stages.choices(t) },
      {
        name: 'column',
        kind: 'select',
        label: words('Chỉ các bước của một số', 'Only the steps of a figure'),
        choices: columns.map((column) => ({ value: column, label: t(columnNames[column]) })),
      },
      { name: 'year', kind: 'search', label: words('Năm dự toán', 'Budget year') },
      {
        name: 'source',
        kind: 'select',
        label: words('Nguồn', 'Source'),
        choices: sources.map(({ key, name, nameEn }) => ({ value: key, label: t(name, nameEn) })),
      },
      { name: 'from', kind: 'date', label: words('Từ ngày', 'From') },
      { name: 'to', kind: 'date', label: words('Đến ngày', 'To') },
    ]
  },
})
