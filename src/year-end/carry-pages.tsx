import { whyApart } from '../controls/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type PageRequest, page } from '../platform/page.ts'
import { LetterHead } from '../support/index.ts'
import { Documents } from '../templates/index.ts'
import {
  Act,
  act,
  actsOf,
  Day,
  Dong,
  Facts,
  FileLink,
  RecordTable,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { approveYearEnd, proposedApart, refuseYearEnd } from './carry.ts'
import { approvedApart, takeBackYearEnd } from './carry-back.ts'
import { proposal } from './carry-form.tsx'
import { below, LinePlace, whatOf, yearEndAt } from './carry-list.tsx'
import { showYearEnd } from './carry-queries.ts'
import { yearEndKinds, yearEndStates } from './carry-rules.ts'
import { DocumentLinks } from './document-pages.tsx'
import { draftYearEndLetter, yearEndLetters } from './letters.ts'

/* One proposal, and what is decided of it. */

type Shown = Output<typeof showYearEnd>

type YearEndAct = 'approve' | 'document' | 'refuse' | 'back'

const acts = actsOf<Shown, YearEndAct>('/budget/year-end/{id}', {
  approve: act(approveYearEnd, {
    title: words('Duyệt và ghi sổ', 'Approve and book'),
    path: 'approval',
    open: ({ state }) => state === 'proposed',
    held: ({ id }, request) => whyApart(request, proposedApart, id),
    initial: ({ drafted }) =>
      drafted === null ? {} : { documentNumber: drafted.number, documentDate: formatDate(drafted.on) },
    fields: ({ f, t }) => (
      <>
        {f.text('documentNumber', { label: t('Số quyết định', 'Number of the decision') })}
        {f.date('documentDate', { label: t('Ngày quyết định', 'Day of the decision') })}
        {f.file('fileId', { label: t('Quyết định (tệp)', 'The decision (file)') })}
      </>
    ),
    done: words('Đã duyệt và ghi sổ.', 'It is approved and booked.'),
  }),
  document: act(draftYearEndLetter, {
    title: words('Tạo văn bản', 'Make the document'),
    path: 'documents',
    open: ({ state }) => state === 'proposed',
    fields: ({ f, t }) => (
      <>
        {f.select('document', {
          label: t('Văn bản cần tạo', 'Document to make'),
          choices: yearEndLetters.choices(t),
          hint: t(
            'Mẫu của chương trình là mẫu đơn giản, chưa đối chiếu; sửa hoặc thay ở Mẫu văn bản.',
            "The program's templates are plain and not compared with the law; change them under Templates.",
          ),
        })}
        <LetterHead
          f={f}
          t={t}
          labels={{
            number: words('Số văn bản', 'Number of the document'),
            issuedOn: words('Ngày văn bản', 'Day of the document'),
          }}
        />
      </>
    ),
    done: words('Đã tạo văn bản, kèm dưới trang.', 'The document is made; it stands below.'),
  }),
  refuse: act(refuseYearEnd, {
    title: words('Không duyệt', 'Do not approve'),
    path: 'refusal',
    kind: 'danger',
    open: ({ state }) => state === 'proposed',
    fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), rows: 3 }),
    done: words('Đã ghi không duyệt.', 'It is not approved.'),
  }),
  back: act(takeBackYearEnd, {
    title: words('Rút chuyển nguồn', 'Take the carry-over back'),
    path: 'taking-back',
    kind: 'danger',
    open: ({ state, kind }) => state === 'booked' && kind === 'carry',
    held: ({ id }, request) => whyApart(request, approvedApart, id),
    fields: ({ f, t }) => (
      <>
        {f.area('reason', {
          label: t('Lý do rút chuyển nguồn', 'Why the carry-over is taken back'),
          rows: 3,
        })}
        {f.text('documentNumber', { label: t('Số văn bản cho rút', 'Number of the paper that says so') })}
        {f.date('documentDate', { label: t('Ngày văn bản cho rút', 'Day of the paper that says so') })}
        {f.file('fileId', { label: t('Văn bản cho rút (tệp)', 'The paper that says so (file)') })}
      </>
    ),
    done: words(
      'Đã rút chuyển nguồn, ghi bút toán đảo.',
      'It is taken back; the reversing entries are booked.',
    ),
  }),
})

async function view(request: PageRequest, sent?: Sent<YearEndAct>) {
  const { t, language } = request
  const row = await request.execute(showYearEnd, { id: numberOf(request, 'id') })
  const chosen = acts.chosen(request, row, sent)
  const settledOn = row.settledAt?.slice(0, 10) ?? null
  return recordView({
    title: t(
      `${yearEndKinds.names[row.kind].vi}, năm ${row.year}`,
      `${yearEndKinds.names[row.kind].en}, ${row.year}`,
    ),
    lead: row.reason,
    breadcrumbs: below(request),
    head: {
      matters: [{ record: 'year_end', id: row.id }],
      state: { key: row.state, shown: <StateBadge of={yearEndStates} is={row.state} t={t} /> },
      steps: stepsOf<Shown['state']>(
        [
          ['proposed', t(yearEndStates.names.proposed)],
          ['booked', t(yearEndStates.names.booked)],
        ],
        row.state,
        { proposed: row.proposedAt.slice(0, 10), [row.state]: settledOn ?? row.proposedAt.slice(0, 10) },
        row.state === 'refused'
          ? { after: 'proposed', label: t(yearEndStates.names.refused), ends: true }
          : row.state === 'taken_back'
            ? { after: 'booked', label: t(yearEndStates.names.taken_back), ends: true }
            : undefined,
      ),
    },
    act: chosen === undefined ? null : await acts.form(request, row, chosen, sent),
    actions:
      row.state === 'booked' && row.kind === 'carry' && chosen === undefined ? (
        <Act
          command={takeBackYearEnd}
          request={request}
          href={`${yearEndAt}/${row.id}?do=back`}
          kind="danger"
        >
          {t('Rút chuyển nguồn', 'Take the carry-over back')}
        </Act>
      ) : undefined,
    finished: row.state !== 'proposed' && chosen === undefined,
    summary: (
      <>
        <Section title={t('Quyết định', 'Decision')} id="decision">
          <Facts
            items={[
              [t('Năm dự toán', 'Budget year'), String(row.year)],
              [t('Kế hoạch', 'Plan'), row.plan],
              [t('Tổng số tiền (đồng)', 'Total (đồng)'), formatDong(row.total, language)],
              [t('Số quyết định', 'Number of the decision'), row.documentNumber],
              [
                t('Ngày quyết định', 'Day of the decision'),
                row.documentDate === null ? null : <Day day={row.documentDate} />,
              ],
              [t('Quyết định (tệp)', 'The decision (file)'), <FileLink file={row.file} t={t} />],
              [t('Người đề nghị', 'Proposed by'), row.proposedBy],
              [t('Người duyệt', 'Approved by'), row.state === 'refused' ? null : row.settledBy],
              [t('Lý do không duyệt', 'Why it was not approved'), row.refusal],
              [t('Lý do rút chuyển nguồn', 'Why the carry-over is taken back'), row.back?.reason],
              [t('Số văn bản cho rút', 'Number of the paper that says so'), row.back?.number],
              [
                t('Ngày văn bản cho rút', 'Day of the paper that says so'),
                row.back === null ? null : <Day day={row.back.on} />,
              ],
              [
                t('Văn bản cho rút (tệp)', 'The paper that says so (file)'),
                row.back === null ? null : <FileLink file={row.back.file} t={t} />,
              ],
              [t('Người rút', 'Taken back by'), row.back?.by],
            ]}
          />
          <DocumentLinks request={request} href={`${yearEndAt}/${row.id}`} />
        </Section>
        <Documents
          request={request}
          title={t('Văn bản đã tạo', 'Papers that were made')}
          documents={row.documents}
        />
        <Lines request={request} row={row} />
      </>
    ),
  })
}

/** The entries of a line in the ledger, one after the other. */
const entriesOf = ({ outId, inId, inBackId, outBackId }: Shown['lines'][number]) =>
  [outId, inId, inBackId, outBackId].filter((one) => one !== null).join(' → ')

function Lines({ request, row }: { request: PageRequest; row: Shown }) {
  const { t, language } = request
  const heads = {
    line: t('Mục, nguồn, cam kết', 'Line, source, commitment'),
    amount: t('Số tiền', 'Amount'),
    ground: t('Loại được chuyển nguồn', 'Kind of carry-over'),
  }
  return (
    <Section title={t('Số tiền theo mục và nguồn', 'Amounts by line and source')} id="lines">
      <RecordTable
        caption={t('Số tiền theo mục và nguồn', 'Amounts by line and source')}
        stack
        rows={row.lines}
        columns={[
          {
            head: heads.line,
            cell: (line) => (
              <LinePlace {...{ line, t }}>
                {line.commitmentId === null ? (
                  whatOf(line, t)
                ) : (
                  <a href={`/budget/commitments/${line.commitmentId}`}>{whatOf(line, t)}</a>
                )}
              </LinePlace>
            ),
          },
          {
            head: heads.amount,
            num: true,
            cell: (line) => (
              <>
                <Dong amount={line.amount} language={language} />
                {entriesOf(line) === '' ? null : (
                  <span class="hint block">
                    {t('Bút toán', 'Entry')} {entriesOf(line)}
                  </span>
                )}
              </>
            ),
          },
          row.kind === 'carry'
            ? {
                head: heads.ground,
                cell: (line) => (
                  <>
                    {line.ground === null ? '' : t(line.ground, line.groundEn ?? line.ground)}
                    <span class="hint block">{line.article}</span>
                  </>
                ),
              }
            : null,
        ]}
      />
    </Section>
  )
}

const shown = page({
  route: 'GET /budget/year-end/{id}',
  for: showYearEnd,
  run: (request) => view(request),
})

export const yearEndPages = [...proposal.pages, shown, ...acts.receivers(view)]
