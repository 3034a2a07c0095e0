import { heldRows } from '../controls/index.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { numberOf, type PageRequest, page, receiver } from '../platform/page.ts'
import {
  Act,
  Day,
  Dong,
  Facts,
  FileLink,
  formPage,
  listPage,
  RecordTable,
  recordView,
  Section,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import {
  allocationOf,
  allocationProposed,
  bookAllocationCorrection,
  correctAllocation,
  refuseAllocationCorrection,
} from './allocation-correction.ts'
import {
  type CorrectionRow,
  listAllocationCorrections,
  showAllocationCorrection,
} from './allocation-correction-queries.ts'
import { placeChoices } from './choices.tsx'
import { correctionStates } from './correction-states.ts'
import { allocationFields } from './fields.ts'
import { budgetChoices } from './queries.ts'

const title = words('Đính chính giao dự toán', 'Corrections of allocations')
const at = '/budget/allocation-corrections'
const crumbs = ({ t }: PageRequest) => [
  { label: t('Kinh phí', 'Budget'), href: '/budget' },
  { label: t(title), href: at },
]

const form = formPage({
  command: correctAllocation,
  address: '/budget/entries/{entryId}/correction',
  title: words('Đính chính một bút toán giao dự toán', 'Correct an entry of an allocation'),
  lead: words(
    'Ghi số đúng; người khác duyệt. Khi duyệt, bút toán đúng được ghi thêm và bút toán sai được ghi ngược lại; sổ không bị sửa.',
    'Give what is right; another person approves. Then the right entry is added and the wrong one goes back; nothing in the ledger is edited.',
  ),
  crumbs,
  record: async (request) => ({
    entry: await allocationOf(request.system.db, numberOf(request, 'entryId')),
    choices: await request.execute(budgetChoices, {}),
  }),
  initial: ({ entry }, { language }) => ({
    line: entry.line,
    year: String(entry.year),
    source: entry.source,
    amount: formatDong(entry.amount, language),
    documentNumber: entry.documentNumber,
    documentDate: entry.occurredOn,
    note: entry.note ?? '',
  }),
  fields: ({ f, t, request, record }) => (
    <>
      {allocationFields.form(f as never, t, {
        choices: placeChoices(request, record.choices, 'leaf'),
        without: ['fileId'] as never,
      })}
      {f.file('fileId', {
        label: t(allocationFields.labels.fileId),
        hint: t('Để trống: giữ tệp của bút toán sai.', 'Empty: the file of the wrong entry.'),
      })}
      {f.area('reason', { label: t('Lý do sửa', 'Why it is corrected'), required: true })}
    </>
  ),
  submit: words('Gửi duyệt', 'Send for approval'),
  cancel: '/budget/entries?kind=allocation',
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words('Đã gửi; người khác duyệt.', 'It is sent; another person approves it.'),
  }),
})

const list = listPage({
  route: 'GET /budget/allocation-corrections',
  place: { group: 'money', order: 66, label: title },
  title,
  lead: words(
    'Mỗi đính chính là hai bút toán mới: bút toán đúng, và bút toán ghi ngược bút toán sai.',
    'Each correction is two new entries: the right one, and one that takes the wrong one back.',
  ),
  query: listAllocationCorrections,
  breadcrumbs: ({ t }) => [{ label: t('Kinh phí', 'Budget'), href: '/budget' }],
  filters: async (request) => {
    const { years } = await request.execute(budgetChoices, {})
    return [
      { name: 'q', kind: 'search', label: words('Tìm số văn bản, lý do', 'Document number, reason') },
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        choices: correctionStates.choices(request.t),
      },
      {
        name: 'year',
        kind: 'select',
        label: words('Năm dự toán', 'Budget year'),
        choices: years.map((year) => ({ value: year, label: String(year) })),
      },
    ]
  },
  columns: ({ t, language }) => [
    {
      key: 'id',
      label: words('Số', 'Number'),
      sort: 'recorded',
      value: (row) => row.id,
      cell: (row) => <a href={`${at}/${row.id}`}>{row.id}</a>,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      sort: 'state',
      value: (row) => t(correctionStates.names[row.state]),
      cell: (row) => <StateBadge of={correctionStates} is={row.state} t={t} />,
    },
    { key: 'year', label: words('Năm dự toán', 'Budget year'), sort: 'year', value: (row) => row.year },
    { key: 'line', label: words('Mục', 'Line'), value: (row) => row.lineCode },
    {
      key: 'wrong',
      label: words('Số đã ghi (đồng)', 'Booked (đồng)'),
      kind: 'money',
      value: (row) => row.wrong.amount,
      cell: (row) => <Dong amount={row.wrong.amount} language={language} />,
    },
    {
      key: 'amount',
      label: words('Số đúng (đồng)', 'Right (đồng)'),
      sort: 'amount',
      kind: 'money',
      value: (row) => row.amount,
      cell: (row) => <Dong amount={row.amount} language={language} />,
    },
    { key: 'reason', label: words('Lý do', 'Reason'), value: (row) => row.reason },
    { key: 'proposedBy', label: words('Người đề nghị', 'Proposed by'), value: (row) => row.proposedBy },
    {
      key: 'settledBy',
      label: words('Người duyệt', 'Approved by'),
      value: (row) => row.settledBy,
      exportOnly: true,
    },
  ],
  empty: ({ t }) => t('Chưa có đính chính nào.', 'There are no corrections.'),
})

const shown = page({
  route: 'GET /budget/allocation-corrections/{id}',
  for: showAllocationCorrection,
  async run(request) {
    const { t } = request
    const row = await request.execute(showAllocationCorrection, { id: numberOf(request, 'id') })
    const { id, state } = row
    return recordView({
      title: t(`Đính chính giao dự toán ${id}`, `Correction ${id} of an allocation`),
      lead: row.reason,
      breadcrumbs: crumbs(request),
      head: {
        matters: [{ record: 'allocation_correction', id }],
        state: { key: state, shown: <StateBadge of={correctionStates} is={state} t={t} /> },
        steps: stepsOf<typeof state>(
          [
            ['proposed', t(correctionStates.names.proposed)],
            ['booked', t(correctionStates.names.booked)],
          ],
          state,
          { proposed: row.proposedAt.slice(0, 10), [state]: (row.settledAt ?? row.proposedAt).slice(0, 10) },
          state === 'refused'
            ? { after: 'proposed', label: t(correctionStates.names.refused), ends: true }
            : undefined,
        ),
      },
      act: state === 'proposed' ? <Acts request={request} id={id} /> : null,
      summary: <Beside request={request} row={row} />,
    })
  },
})

async function Acts({ request, id }: { request: PageRequest; id: number }) {
  const { t } = request
  const held = await heldRows(request, 'payment', allocationProposed, [id])
  return (
    <div class="mb-4 flex flex-wrap gap-2">
      <Act
        command={bookAllocationCorrection}
        request={request}
        action={`${at}/${id}/approval`}
        kind="primary"
        held={held(id)}
      >
        {t('Duyệt và ghi sổ', 'Approve and book')}
      </Act>
      <Act command={refuseAllocationCorrection} request={request} href={`${at}/${id}/refusal`}>
        {t('Không duyệt', 'Do not approve')}
      </Act>
    </div>
  )
}

/** What is booked and what is right, side by side; what differs is marked. */
function Beside({ request, row }: { request: PageRequest; row: CorrectionRow }) {
  const { t, language } = request
  const { wrong } = row
  const heads = { what: t('Nội dung', 'Content'), wrong: t('Đã ghi sổ', 'Booked'), right: t('Đúng', 'Right') }
  const lines = [
    [
      t('Mục dự toán', 'Budget line'),
      `${wrong.lineCode} · ${t(wrong.lineTitle, wrong.lineTitleEn)}`,
      `${row.lineCode} · ${t(row.lineTitle, row.lineTitleEn)}`,
    ],
    [t('Năm dự toán', 'Budget year'), String(wrong.year), String(row.year)],
    [
      t('Nguồn kinh phí', 'Funding'),
      t(wrong.sourceName, wrong.sourceNameEn),
      t(row.sourceName, row.sourceNameEn),
    ],
    [
      t('Số tiền', 'Amount'),
      <Dong amount={wrong.amount} language={language} />,
      <Dong amount={row.amount} language={language} />,
    ],
    [t('Số quyết định', 'Number of the decision'), wrong.documentNumber, row.documentNumber],
    [
      t('Ngày quyết định', 'Day of the decision'),
      <Day day={wrong.documentDate} />,
      <Day day={row.documentDate} />,
    ],
    [t('Tệp', 'File'), <FileLink file={wrong.file} t={t} />, <FileLink file={row.file} t={t} />],
    [t('Ghi chú', 'Note'), wrong.note ?? '—', row.note ?? '—'],
  ] as const
  const entry = (id: number | null) =>
    id === null ? null : (
      <a href={`/budget/entries?kind=&q=${encodeURIComponent(row.documentNumber)}`}>{id}</a>
    )
  return (
    <Section title={t('Số đã ghi và số đúng', 'Booked and right')} id="summary">
      <RecordTable
        caption={t('Số đã ghi và số đúng', 'Booked and right')}
        stack
        rows={lines}
        columns={[
          { head: heads.what, cell: ([what]) => what },
          { head: heads.wrong, cell: ([, booked]) => booked },
          { head: heads.right, cell: ([, , right]) => right },
        ]}
      />
      <div class="mt-4">
        <Facts
          items={[
            [t('Bút toán sai', 'The wrong entry'), String(row.entryId)],
            [t('Lý do', 'Reason'), row.reason],
            [t('Người đề nghị', 'Proposed by'), row.proposedBy],
            [t('Người duyệt', 'Approved by'), row.settledBy],
            [t('Lý do không duyệt', 'Why it was not approved'), row.refusal],
            [t('Bút toán đúng', 'The right entry'), entry(row.rightId)],
            [t('Bút toán ghi ngược', 'The entry that takes it back'), entry(row.backId)],
          ]}
        />
      </div>
    </Section>
  )
}

const approved = receiver({
  command: bookAllocationCorrection,
  address: '/budget/allocation-corrections/{id}/approval',
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words(
      'Đã ghi bút toán đúng và ghi ngược bút toán sai.',
      'The right entry is booked, the wrong one is taken back.',
    ),
  }),
})

const refused = formPage({
  command: refuseAllocationCorrection,
  address: '/budget/allocation-corrections/{id}/refusal',
  title: words('Không duyệt đính chính', 'Refuse a correction'),
  crumbs,
  fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), required: true }),
  submit: words('Không duyệt', 'Do not approve'),
  kind: 'danger',
  cancel: (_record, { params }) => `${at}/${params.id}`,
  done: ({ id }) => ({ to: `${at}/${id}`, message: words('Đã ghi: không duyệt.', 'It is refused.') }),
})

export const allocationCorrectionPages = [...form.pages, list, shown, approved, ...refused.pages]
