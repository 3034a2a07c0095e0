import { planColumn, planFilters } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import type { Page, PageRequest } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import {
  Dong,
  FileLink,
  type ListColumn,
  listPage,
  OpenLink,
  RecordTable,
  Section,
  Table,
} from '../ui/index.ts'
import { placeFilters } from './choices.tsx'
import type { EntryRow } from './entry-queries.ts'
import { listEntries, sumEntries } from './entry-queries.ts'
import { PathLink } from './payment-pages.tsx'
import { budgetChoices } from './queries.ts'
import { entryKinds, figureNames, figures, kindNames } from './rules.ts'

async function entryColumns(request: PageRequest): Promise<readonly ListColumn<EntryRow>[]> {
  const { t, language } = request
  return [
    {
      key: 'id',
      label: words('Số bút toán', 'Number of the entry'),
      sort: 'recorded',
      kind: 'number',
      value: (row) => row.id,
    },
    {
      key: 'date',
      label: words('Ngày', 'Day'),
      sort: 'date',
      kind: 'date',
      value: (row) => row.occurredOn,
    },
    {
      key: 'kind',
      label: words('Loại', 'Kind'),
      sort: 'kind',
      value: (row) => t(kindNames[row.kind]),
      cell: (row) => (
        <>
          {t(kindNames[row.kind])}
          <Corrected row={row} request={request} />
        </>
      ),
    },
    ...(await planColumn<EntryRow>(request)),
    { key: 'line', label: words('Mục', 'Line'), sort: 'line', value: (row) => row.lineCode },
    { key: 'year', label: words('Năm dự toán', 'Budget year'), sort: 'year', value: (row) => row.year },
    {
      key: 'amount',
      label: words('Số tiền (đồng)', 'Amount (đồng)'),
      sort: 'amount',
      kind: 'money',
      onPhone: true,
      value: (row) => row.amount,
      cell: (row) => <Dong amount={row.amount} language={language} />,
    },
    {
      key: 'document',
      label: words('Chứng từ', 'Voucher'),
      sort: 'document',
      value: (row) => row.documentNumber,
      cell: (row) => (
        <>
          {row.documentNumber}
          {row.file === null ? null : (
            <span class="block text-sm">
              <FileLink file={row.file} t={t} />
            </span>
          )}
          <PathLink request={request} entryId={row.id} />
        </>
      ),
    },
    {
      key: 'purpose',
      label: words('Cam kết', 'Commitment'),
      value: (row) => row.purpose,
      cell: (row) =>
        row.commitmentId === null ? (
          '—'
        ) : (
          <a href={`/budget/commitments/${row.commitmentId}`}>{row.purpose}</a>
        ),
    },
    {
      key: 'taskContent',
      label: words('Nội dung nhiệm vụ', 'Content of the task'),
      value: (row) => row.taskContent,
      exportOnly: true,
    },
    {
      key: 'turn',
      label: words('Chi cho lượt hỗ trợ', 'Support turn that is paid'),
      value: (row) => (row.taskTurn === null ? null : `${row.taskTurn.id} · ${row.taskTurn.enterprise}`),
      cell: (row) =>
        row.taskTurn === null ? (
          (row.taskContent ?? '—')
        ) : (
          <>
            <OpenLink request={request} href={`/support/${row.taskTurn.id}#paid`}>
              {row.taskTurn.enterprise}
            </OpenLink>
            <span class="hint block">{row.taskContent}</span>
          </>
        ),
    },
    { key: 'note', label: words('Ghi chú', 'Note'), value: (row) => row.note },
    {
      key: 'source',
      label: words('Nguồn', 'Source'),
      value: (row) => t(row.sourceName, row.sourceNameEn),
      exportOnly: true,
    },
  ]
}

/** Whether an entry was put right, puts another right or takes it back; else the way to correct an allocation. */
function Corrected({ row, request }: { row: EntryRow; request: PageRequest }) {
  const { t } = request
  const { correction } = row
  if (correction === null) {
    const href = `/budget/entries/${row.id}/correction`
    if (row.kind !== 'allocation' || !request.mayOpen(href)) return null
    return (
      <a class="block py-1 text-sm" href={href}>
        {t('Đính chính', 'Correct')}
        <span class="sr-only"> {row.id}</span>
      </a>
    )
  }
  const said = {
    wrong: correction.booked ? t('Đã sửa', 'Corrected') : t('Chờ duyệt đính chính', 'Correction waits'),
    right: t('Số đúng của đính chính', 'Right entry of a correction'),
    back: t('Ghi ngược của đính chính', 'Takes a wrong entry back'),
  }
  return (
    <a class="block py-1 text-sm" href={`/budget/allocation-corrections/${correction.id}`}>
      {said[correction.of]} {correction.id}
    </a>
  )
}

type Sums = Output<typeof sumEntries>

/** The sums of the entries that the filters leave; null when the filters make no sense, which the list says itself. */
async function readSums(request: PageRequest): Promise<Sums | null> {
  const names = ['q', 'kind', 'line', 'year', 'source', 'commitment', 'turn', 'from', 'to', 'plan']
  const asked = Object.fromEntries(names.map((name) => [name, request.url.searchParams.get(name) ?? '']))
  try {
    return await request.execute(sumEntries, asked)
  } catch (error) {
    if (error instanceof Problem && error.status === 422) return null
    throw error
  }
}

function SumTable({ request, sums }: { request: PageRequest; sums: Sums }) {
  const { t, language, url } = request
  const figure = figures.find((one) => one === url.searchParams.get('kind'))
  return (
    <Section title={t('Cộng', 'Sums')} id="sums">
      <Table caption={t('Cộng theo loại bút toán', 'Sums by kind')}>
        <thead>
          <tr>
            <th>{t('Loại', 'Kind')}</th>
            <th class="num">{t('Số bút toán', 'Number of entries')}</th>
            <th class="num">{t('Số tiền', 'Amount')}</th>
          </tr>
        </thead>
        <tbody>
          {sums.kinds.map((sum) => (
            <tr>
              <td>{t(kindNames[sum.kind])}</td>
              <td class="num">{sum.count}</td>
              <td class="num">
                <Dong amount={sum.amount} language={language} />
              </td>
            </tr>
          ))}
        </tbody>
        {figure === undefined || sums.figure === null ? null : (
          <tfoot>
            <tr class="sum">
              <th scope="row" colspan={2}>
                {t(figureNames[figure])}
              </th>
              <td class="num">
                <Dong amount={sums.figure} language={language} />
              </td>
            </tr>
          </tfoot>
        )}
      </Table>
    </Section>
  )
}

export const entriesPage: Page = listPage({
  route: 'GET /budget/entries',
  place: { group: 'money', order: 64, label: words('Sổ bút toán', 'Ledger entries') },
  title: words('Sổ bút toán kinh phí', 'Budget ledger entries'),
  lead: words(
    'Mỗi bút toán chuyển tiền giữa hai tài khoản của một mục, một năm, một nguồn. Bút toán chỉ được thêm, không sửa, không xóa.',
    'Each entry moves money between two accounts of one line, year and source. Entries are only added, never edited or removed.',
  ),
  query: listEntries,
  columns: entryColumns,
  above: async (request) => {
    const sums = await readSums(request)
    return sums === null || sums.kinds.length === 0 ? null : <SumTable request={request} sums={sums} />
  },
  breadcrumbs: ({ t }) => [{ label: t('Kinh phí', 'Budget'), href: '/budget' }],
  filters: async (request) => {
    const { t } = request
    const choices = await request.execute(budgetChoices, {})
    return [
      { name: 'q', kind: 'search', label: words('Tìm số chứng từ, nội dung', 'Document number, text') },
      {
        name: 'kind',
        kind: 'select',
        label: words('Loại', 'Kind'),
        choices: [
          ...figures.map((figure) => ({
            value: figure,
            label: t(figureNames[figure]),
            group: t('Các bút toán tạo nên số', 'The entries of a figure'),
          })),
          ...entryKinds.map((kind) => ({
            value: kind,
            label: t(kindNames[kind]),
            group: t('Một loại', 'One kind'),
          })),
        ],
      },
      ...placeFilters(request, choices),
      {
        name: 'turn',
        kind: 'select',
        label: words('Chi cho lượt hỗ trợ', 'Support turn that is paid'),
        choices: [
          { value: 'named', label: t('Có ghi lượt', 'Names a turn') },
          { value: 'unnamed', label: t('Chi theo nội dung, không ghi lượt', 'Of a content, names none') },
          ...turnAsked(request),
        ],
      },
      { name: 'from', kind: 'date', label: words('Từ ngày', 'From') },
      { name: 'to', kind: 'date', label: words('Đến ngày', 'To') },
      ...(await planFilters(request, words('Kế hoạch đang làm việc', 'The plan to work in'))),
    ]
  },
})

/** The turn that the address asks for by its number: among all turns nobody would find one. */
function turnAsked({ t, url }: PageRequest) {
  const turn = url.searchParams.get('turn') ?? ''
  return /^\d+$/.test(turn)
    ? [{ value: turn, label: t(`Lượt hỗ trợ số ${turn}`, `Support turn ${turn}`) }]
    : []
}

/** The entries of one commitment as a plain table. */
export function EntryTable({ request, entries }: { request: PageRequest; entries: readonly EntryRow[] }) {
  const { t, language } = request
  return (
    <RecordTable
      caption={t('Các bút toán của cam kết', 'Entries of the commitment')}
      stack
      rows={entries}
      columns={[
        { head: t('Ngày', 'Day'), cell: (entry) => formatDate(entry.occurredOn) },
        { head: t('Loại', 'Kind'), cell: (entry) => t(kindNames[entry.kind]) },
        {
          head: t('Số tiền', 'Amount'),
          num: true,
          cell: (entry) => <Dong amount={entry.amount} language={language} />,
        },
        {
          head: t('Chứng từ', 'Voucher'),
          cell: (entry) => (
            <>
              {entry.documentNumber}
              {entry.file === null ? null : (
                <span class="block text-sm">
                  <FileLink file={entry.file} t={t} />
                </span>
              )}
            </>
          ),
        },
        { head: t('Ghi chú', 'Note'), cell: (entry) => entry.note ?? '—' },
      ]}
    />
  )
}
