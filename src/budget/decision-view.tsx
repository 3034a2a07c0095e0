import { heldRows } from '../controls/index.ts'
import { exportName, exportTable } from '../documents/write/export.ts'
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
  recordView,
  Section,
  StateBadge,
  stepsOf,
  Table,
} from '../ui/index.ts'
import { correctionStates } from './correction-states.ts'
import {
  bookDecisionCorrection,
  correctDecision,
  decisionProposed,
  refuseDecisionCorrection,
} from './decision-corrections.ts'
import { decisionColumns } from './decision-import-rules.ts'
import { decisionCrumbs, decisionsAt } from './decision-pages.tsx'
import { showDecision } from './decision-queries.ts'
import { decisionKinds } from './decision-rules.ts'

/** The page of a decision. */

type Shown = Output<typeof showDecision>

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
        state: { key: state, shown: <StateBadge of={correctionStates} is={state} t={t} /> },
        steps: stepsOf<typeof state>(
          row.kind === 'correction'
            ? [
                ['proposed', t(correctionStates.names.proposed)],
                ['booked', t(correctionStates.names.booked)],
              ]
            : [['booked', t(correctionStates.names.booked)]],
          state,
          { proposed: row.proposedAt.slice(0, 10), [state]: (row.settledAt ?? row.proposedAt).slice(0, 10) },
          state === 'refused'
            ? { after: 'proposed', label: t(correctionStates.names.refused), ends: true }
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

async function Acts({ request, row }: { request: PageRequest; row: Shown }) {
  const { t } = request
  const at = `${decisionsAt}/${row.id}`
  const held = await heldRows(request, 'payment', decisionProposed, [row.id])
  if (row.state === 'proposed')
    return (
      <div class="mb-4 flex flex-wrap gap-2">
        <Act
          command={bookDecisionCorrection}
          request={request}
          action={`${at}/approval`}
          kind="primary"
          held={held(row.id)}
        >
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
            <StateBadge of={correctionStates} is={one.state} t={t} />
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

export const decisionViewPages = [shown, approved, ...refused.pages]
