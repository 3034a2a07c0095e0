import { exportName, exportTable } from '../documents/write/export.ts'
import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type PageRequest, page, receiver } from '../platform/page.ts'
import {
  Act,
  Day,
  Dong,
  Facts,
  FileLink,
  formPage,
  LinkButton,
  listPage,
  recordView,
  Section,
  StateBadge,
  stepsOf,
  Table,
} from '../ui/index.ts'
import {
  bookDecisionCorrection,
  correctDecision,
  decisionStates,
  refuseDecisionCorrection,
} from './decision-corrections.ts'
import { decisionColumns } from './decision-import-rules.ts'
import { decisionCrumbs, decisionsAt, decisionsTitle, NewDecision } from './decision-pages.tsx'
import { type DecisionRow, listDecisions, showDecision } from './decision-queries.ts'
import { decisionKinds } from './decision-rules.ts'
import { budgetChoices } from './queries.ts'

/** The list of decisions, and the page of one. */

type Shown = Output<typeof showDecision>

const list = listPage({
  route: 'GET /budget/decisions',
  place: { group: 'money', order: 65, label: decisionsTitle },
  title: decisionsTitle,
  lead: words(
    'Mỗi quyết định giao, điều chỉnh, thu hồi dự toán cho một hay nhiều mục: một số, một tệp. Số ghi từng mục trước đây là quyết định một mục.',
    'Each decision that allocates, shifts or withdraws money on one line or several: one number, one file. What was booked line by line is a decision of one line.',
  ),
  query: listDecisions,
  actions: (request) => <NewDecision request={request} />,
  breadcrumbs: ({ t }) => [{ label: t('Kinh phí', 'Budget'), href: '/budget' }],
  filters: async (request) => {
    const { years } = await request.execute(budgetChoices, {})
    return [
      {
        name: 'q',
        kind: 'search',
        label: words('Tìm số, cơ quan, trích yếu', 'Number, issuer, subject'),
      },
      {
        name: 'kind',
        kind: 'select',
        label: words('Loại quyết định', 'Kind of decision'),
        choices: decisionKinds.choices(request.t),
      },
      {
        name: 'year',
        kind: 'select',
        label: words('Năm dự toán', 'Budget year'),
        choices: years.map((year) => ({ value: year, label: String(year) })),
      },
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        choices: decisionStates.choices(request.t),
      },
      ...(await planFilters(request, words('Kế hoạch đang làm việc', 'The plan to work in'))),
    ]
  },
  columns: async (request) => {
    const { t, language } = request
    return [
      {
        key: 'document',
        label: words('Số quyết định', 'Number of the decision'),
        sort: 'document',
        value: (row) => row.documentNumber,
        cell: (row) => <a href={`${decisionsAt}/${row.id}`}>{row.documentNumber}</a>,
      },
      {
        key: 'date',
        label: words('Ngày quyết định', 'Day of the decision'),
        kind: 'date',
        sort: 'date',
        value: (row) => row.documentDate,
      },
      {
        key: 'kind',
        label: words('Loại quyết định', 'Kind of decision'),
        sort: 'kind',
        value: (row) => t(decisionKinds.names[row.kind]),
      },
      {
        key: 'year',
        label: words('Năm dự toán', 'Budget year'),
        sort: 'year',
        value: (row) => row.year,
      },
      {
        key: 'entries',
        label: words('Số bút toán', 'Number of entries'),
        kind: 'number',
        value: (row) => row.entries,
      },
      {
        key: 'given',
        label: words('Tăng (đồng)', 'Given (đồng)'),
        kind: 'money',
        value: (row) => row.given,
        cell: (row) => <Dong amount={row.given} language={language} />,
      },
      {
        key: 'taken',
        label: words('Giảm (đồng)', 'Taken (đồng)'),
        kind: 'money',
        value: (row) => row.taken,
        cell: (row) => <Dong amount={row.taken} language={language} />,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(decisionStates.names[row.state]),
        cell: (row) => <StateBadge of={decisionStates} is={row.state} t={t} />,
      },
      {
        key: 'issuer',
        label: words('Cơ quan quyết định', 'Who decided'),
        value: (row) => row.issuer,
        exportOnly: true,
      },
      {
        key: 'subject',
        label: words('Nội dung quyết định', 'Content of the decision'),
        value: (row) => row.subject,
        exportOnly: true,
      },
      { key: 'reason', label: words('Lý do', 'Reason'), value: (row) => row.reason, exportOnly: true },
      {
        key: 'proposedBy',
        label: words('Người ghi', 'By'),
        value: (row) => row.proposedBy,
        exportOnly: true,
      },
      ...(await planColumn<DecisionRow>(request)),
    ]
  },
  empty: ({ t }) => t('Chưa có quyết định nào.', 'There are no decisions.'),
})

const shown = page({
  route: 'GET /budget/decisions/{id}',
  for: showDecision,
  async run(request) {
    const { t, url } = request
    const row = await request.execute(showDecision, { id: numberOf(request, 'id') })
    const format = url.searchParams.get('export')
    if (format === 'xlsx' || format === 'csv') return exported(request, row, format)
    const { id, state } = row
    return recordView({
      title: `${t(decisionKinds.names[row.kind])}: ${row.documentNumber}`,
      lead: row.subject ?? row.reason ?? undefined,
      breadcrumbs: decisionCrumbs(request),
      head: {
        matters: [{ record: 'allocation_decision', id }],
        state: { key: state, shown: <StateBadge of={decisionStates} is={state} t={t} /> },
        steps: stepsOf<typeof state>(
          row.kind === 'correction'
            ? [
                ['proposed', t(decisionStates.names.proposed)],
                ['booked', t(decisionStates.names.booked)],
              ]
            : [['booked', t(decisionStates.names.booked)]],
          state,
          { proposed: row.proposedAt.slice(0, 10), [state]: (row.settledAt ?? row.proposedAt).slice(0, 10) },
          state === 'refused'
            ? { after: 'proposed', label: t(decisionStates.names.refused), ends: true }
            : undefined,
        ),
      },
      act: <Acts request={request} row={row} />,
      summary: (
        <>
          <About request={request} row={row} />
          <Lines request={request} row={row} />
        </>
      ),
      rest: row.corrections.length === 0 ? null : <Corrections request={request} row={row} />,
    })
  },
})

function Acts({ request, row }: { request: PageRequest; row: Shown }) {
  const { t } = request
  const at = `${decisionsAt}/${row.id}`
  if (row.state === 'proposed')
    return (
      <div class="mb-4 flex flex-wrap gap-2">
        <Act command={bookDecisionCorrection} request={request} action={`${at}/approval`} kind="primary">
          {t('Duyệt và ghi sổ', 'Approve and book')}
        </Act>
        <Act command={refuseDecisionCorrection} request={request} href={`${at}/refusal`}>
          {t('Không duyệt', 'Do not approve')}
        </Act>
      </div>
    )
  const waits = row.corrections.some(({ state }) => state === 'proposed')
  if (row.kind === 'correction' || waits) return null
  const entry = row.correctEntry === null ? null : `/budget/entries/${row.correctEntry}/correction`
  if (entry !== null)
    return request.mayOpen(entry) && row.corrections.length === 0 ? (
      <div class="mb-4">
        <LinkButton href={entry}>{t('Đính chính', 'Correct')}</LinkButton>
      </div>
    ) : null
  return (
    <div class="mb-4">
      <Act command={correctDecision} request={request} href={`${at}/correction`}>
        {t('Đính chính', 'Correct')}
      </Act>
    </div>
  )
}

function About({ request, row }: { request: PageRequest; row: Shown }) {
  const { t } = request
  return (
    <Section title={t('Quyết định', 'Decision')} id="decision">
      <Facts
        items={[
          [t('Số quyết định', 'Number of the decision'), row.documentNumber],
          [t('Ngày quyết định', 'Day of the decision'), <Day day={row.documentDate} />],
          [t('Cơ quan quyết định', 'Who decided'), row.issuer],
          [t('Nội dung quyết định', 'Content of the decision'), row.subject],
          [t('Năm dự toán', 'Budget year'), String(row.year)],
          [t('Kế hoạch', 'Plan'), row.plan],
          [t('Quyết định (tệp)', 'The decision (file)'), <FileLink file={row.file} t={t} />],
          [t('Lý do', 'Reason'), row.reason],
          ...(row.correctsId === null
            ? []
            : [
                [
                  t('Đính chính cho quyết định', 'Corrects the decision'),
                  <a href={`${decisionsAt}/${row.correctsId}`}>{row.corrects}</a>,
                ] as const,
              ]),
          [t('Người ghi', 'By'), row.proposedBy],
          ...(row.kind === 'correction'
            ? [
                [t('Người duyệt', 'Approved by'), row.settledBy] as const,
                [t('Lý do không duyệt', 'Why it was not approved'), row.refusal] as const,
              ]
            : []),
        ]}
      />
    </Section>
  )
}

function Lines({ request, row }: { request: PageRequest; row: Shown }) {
  const { t, language, url } = request
  const corrected = row.corrections.some(({ state }) => state === 'booked')
  const heads = {
    line: t('Mục', 'Line'),
    source: t('Nguồn', 'Source'),
    amount: t('Số tiền', 'Amount'),
    now: t('Sau đính chính', 'After corrections'),
    entry: t('Bút toán', 'Entry'),
  }
  const total = row.lines.reduce((sum, { amount }) => sum + amount, 0n)
  const now = row.standing.reduce((sum, { amount }) => sum + amount, 0n)
  const standing = (line: Shown['lines'][number]) =>
    row.standing.find(({ lineCode, source }) => lineCode === line.lineCode && source === line.source)
      ?.amount ?? 0n
  return (
    <Section
      title={t('Số tiền theo mục và nguồn', 'Amounts by line and source')}
      id="entries"
      actions={
        <>
          <a href={`${url.pathname}?export=xlsx`}>{t('Xuất Excel', 'Export to Excel')}</a>
          <a href={`${url.pathname}?export=csv`}>{t('Xuất CSV', 'Export to CSV')}</a>
        </>
      }
    >
      <Table caption={t('Số tiền theo mục và nguồn', 'Amounts by line and source')} stack>
        <thead>
          <tr>
            <th>{heads.line}</th>
            <th>{heads.source}</th>
            <th class="num">{heads.amount}</th>
            {corrected ? <th class="num">{heads.now}</th> : null}
            <th>{heads.entry}</th>
          </tr>
        </thead>
        <tbody>
          {row.lines.map((line) => (
            <tr>
              <td data-label={heads.line}>
                <span>
                  {line.lineCode} · {t(line.lineTitle, line.lineTitleEn)}
                  {line.year === row.year ? '' : ` (${line.year})`}
                </span>
              </td>
              <td data-label={heads.source}>{t(line.sourceName, line.sourceNameEn)}</td>
              <td class="num" data-label={heads.amount}>
                <Dong amount={line.amount} language={language} />
              </td>
              {corrected ? (
                <td class="num" data-label={heads.now}>
                  <Dong amount={standing(line)} language={language} />
                </td>
              ) : null}
              <td data-label={heads.entry}>
                {line.entryId === null ? (
                  '—'
                ) : (
                  <a
                    href={`/budget/entries?${new URLSearchParams({ line: line.lineCode, year: String(line.year), source: line.source })}`}
                  >
                    {line.entryId}
                  </a>
                )}
              </td>
            </tr>
          ))}
          <tr class="sum">
            <th scope="row" colspan={2}>
              {t('Tổng cộng', 'Grand total')}
            </th>
            <td class="num" data-label={heads.amount}>
              <Dong amount={total} language={language} />
            </td>
            {corrected ? (
              <td class="num" data-label={heads.now}>
                <Dong amount={now} language={language} />
              </td>
            ) : null}
            <td></td>
          </tr>
        </tbody>
      </Table>
    </Section>
  )
}

function Corrections({ request, row }: { request: PageRequest; row: Shown }) {
  const { t } = request
  return (
    <Section title={t('Đính chính quyết định', 'Correction of a decision')} id="corrections">
      <ul class="list-disc pl-5">
        {row.corrections.map((one) => (
          <li>
            <a href={`${decisionsAt}/${one.id}`}>{one.documentNumber}</a>, <Day day={one.documentDate} />{' '}
            <StateBadge of={decisionStates} is={one.state} t={t} />
            {one.reason === null ? null : <span class="hint block">{one.reason}</span>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The entries under the headings by which an import reads them. */
function exported(request: PageRequest, row: Shown, format: 'csv' | 'xlsx'): Promise<Response> {
  const { t } = request
  const title = `${t(decisionKinds.names[row.kind])} ${row.documentNumber}`
  return exportTable(format, {
    name: exportName(title, request.system.now()),
    title,
    columns: [
      { label: t(decisionColumns.line), value: (line: Shown['lines'][number]) => line.lineCode },
      { label: t(decisionColumns.content), value: (line) => t(line.lineTitle, line.lineTitleEn) },
      { label: t(decisionColumns.source), value: (line) => t(line.sourceName, line.sourceNameEn) },
      { label: t(decisionColumns.amount), kind: 'money' as const, value: (line) => line.amount },
    ],
    rows: row.lines,
  })
}

const approved = receiver({
  command: bookDecisionCorrection,
  address: '/budget/decisions/{id}/approval',
  done: ({ id }) => ({
    to: `${decisionsAt}/${id}`,
    message: words('Đã ghi phần chênh lệch vào sổ.', 'The difference is booked.'),
  }),
})

const refused = formPage({
  command: refuseDecisionCorrection,
  address: '/budget/decisions/{id}/refusal',
  title: words('Không duyệt đính chính', 'Refuse a correction'),
  crumbs: decisionCrumbs,
  fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), required: true }),
  submit: words('Không duyệt', 'Do not approve'),
  kind: 'danger',
  cancel: (_record, { params }) => `${decisionsAt}/${params.id}`,
  done: ({ id }) => ({
    to: `${decisionsAt}/${id}`,
    message: words('Đã ghi: không duyệt.', 'It is refused.'),
  }),
})

export const decisionViewPages = [list, shown, approved, ...refused.pages]
