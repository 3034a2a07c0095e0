import { closingCrumbs } from '../budget/index.ts'
import { whyApart } from '../controls/index.ts'
import { documentDownload } from '../documents/write/export.ts'
import { officers } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type PageRequest, page } from '../platform/page.ts'
import { LetterHead } from '../support/index.ts'
import { Documents } from '../templates/index.ts'
import {
  act,
  actsOf,
  Day,
  Facts,
  FileLink,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { DocumentLinks } from './document-pages.tsx'
import { agreeSettlement, drawnUpApart, returnSettlement } from './settlement.ts'
import { settlementFile } from './settlement-document.ts'
import { draftSettlementLetter, settlementLetters } from './settlement-letters.ts'
import { showSettlement } from './settlement-queries.ts'
import { settlementStates } from './settlement-rules.ts'
import { Figures, Tasks } from './year-figures.tsx'

type Shown = Output<typeof showSettlement>

type SettlementAct = 'agree' | 'document' | 'return'

const acts = actsOf<Shown, SettlementAct>('/budget/settlements/{id}', {
  agree: act(agreeSettlement, {
    title: words('Thống nhất quyết toán', 'Agree to the settlement'),
    path: 'agreement',
    open: ({ state }) => state === 'drawn_up',
    held: ({ id }, request) => whyApart(request, drawnUpApart, id),
    initial: ({ drafted }) =>
      drafted === null ? {} : { minutesNumber: drafted.number, minutesDate: formatDate(drafted.on) },
    fields: ({ f, t }) => (
      <>
        {f.text('minutesNumber', {
          label: t('Số biên bản', 'Number of the minutes'),
          hint: t(
            'Số của sổ văn bản đi được ghi vào sổ; số đã cấp cho văn bản khác bị từ chối. Số có ký hiệu khác giữ như đã ghi.',
            'A number of the register of out-going documents is entered there, and refused if another paper has it. One with another symbol stays as it is typed.',
          ),
        })}
        {f.date('minutesDate', { label: t('Ngày biên bản', 'Day of the minutes') })}
        {f.file('fileId', { label: t('Biên bản đã ký (tệp)', 'Signed minutes (file)') })}
      </>
    ),
    done: words('Đã thống nhất quyết toán.', 'The settlement is agreed to.'),
  }),
  document: act(draftSettlementLetter, {
    title: words('Tạo văn bản', 'Make the document'),
    path: 'documents',
    open: ({ state }) => state === 'drawn_up',
    fields: ({ f, t }) => (
      <>
        {f.select('document', {
          label: t('Văn bản cần tạo', 'Document to make'),
          choices: settlementLetters.choices(t),
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
  return: act(returnSettlement, {
    title: words('Trả lại quyết toán', 'Return the settlement'),
    path: 'return',
    kind: 'danger',
    open: ({ state, closed }) => state !== 'returned' && !closed,
    fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), rows: 3 }),
    done: words('Đã trả lại quyết toán.', 'The settlement is returned.'),
  }),
})

async function view(request: PageRequest, sent?: Sent<SettlementAct>) {
  const { t } = request
  const row = await request.execute(showSettlement, { id: numberOf(request, 'id') })
  const chosen = acts.chosen(request, row, sent)
  const at = `/budget/settlements/${row.id}`
  return recordView({
    title: t(`Quyết toán năm ${row.year}`, `Settlement of ${row.year}`),
    lead: row.note ?? undefined,
    breadcrumbs: [...closingCrumbs(request), { label: String(row.year), href: `/budget/years/${row.year}` }],
    head: {
      matters: [{ record: 'year_settlement', id: row.id }],
      state: { key: row.state, shown: <StateBadge of={settlementStates} is={row.state} t={t} /> },
      steps: stepsOf<Shown['state']>(
        [
          ['drawn_up', t(settlementStates.names.drawn_up)],
          ['agreed', t(settlementStates.names.agreed)],
        ],
        row.state,
        { drawn_up: row.drawnUpAt.slice(0, 10), [row.state]: (row.settledAt ?? row.drawnUpAt).slice(0, 10) },
        row.state === 'returned'
          ? { after: 'drawn_up', label: t(settlementStates.names.returned), ends: true }
          : undefined,
      ),
    },
    act: chosen === undefined ? null : await acts.form(request, row, chosen, sent),
    finished: row.state !== 'drawn_up',
    summary: (
      <>
        <Section title={t('Quyết toán năm', 'Settlement of years')} id="settlement">
          <Facts
            items={[
              [t('Năm dự toán', 'Budget year'), String(row.year)],
              [t('Kế hoạch', 'Plan'), row.plan],
              [t('Người lập quyết toán', 'Who drew it up'), row.drawnUpBy],
              [t('Số biên bản', 'Number of the minutes'), row.minutesNumber],
              [
                t('Ngày biên bản', 'Day of the minutes'),
                row.minutesDate === null ? null : <Day day={row.minutesDate} />,
              ],
              [t('Biên bản đã ký (tệp)', 'Signed minutes (file)'), <FileLink file={row.file} t={t} />],
              [t('Người thống nhất', 'Agreed by'), row.state === 'agreed' ? row.settledBy : null],
              [t('Lý do trả lại', 'Reason for return'), row.refusal],
            ]}
          />
          <DocumentLinks request={request} href={at} />
        </Section>
        <Documents
          request={request}
          title={t('Văn bản đã tạo', 'Papers that were made')}
          documents={row.documents}
        />
        <Figures request={request} lines={row.lines} />
        <Tasks request={request} tasks={row.tasks} />
      </>
    ),
  })
}

const shown = page({
  route: 'GET /budget/settlements/{id}',
  for: showSettlement,
  run: (request) => view(request),
})

const files = (['docx', 'pdf'] as const).map((format) =>
  page({
    route: `GET /budget/settlements/{id}/document.${format}`,
    may: officers,
    run: async (request) =>
      documentDownload(
        request,
        await request.execute(settlementFile, { id: numberOf(request, 'id'), format }),
      ),
  }),
)

export const settlementPages = [shown, ...acts.receivers(view), ...files]
