import { decisionFields } from '../budget/index.ts'
import { whyApart } from '../controls/index.ts'
import { documentDownload } from '../documents/write/export.ts'
import { officers } from '../platform/actor.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Output } from '../platform/operation.ts'
import {
  type FormState,
  numberOf,
  type Page,
  type PageRequest,
  type PageResult,
  page,
  receiver,
} from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Facts,
  type Fields,
  FormProblem,
  LinkButton,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { appraiseEstimate } from './appraisal.ts'
import { editEstimate } from './commands.ts'
import { cutsTitle } from './cuts-pages.tsx'
import { allocateEstimate, decidedApart, submitEstimate } from './decide.ts'
import { estimateFile, estimateFormats } from './document.ts'
import { crumbs, to } from './list-pages.tsx'
import { showEstimate } from './queries.ts'
import { agreeEstimate, appraisedApart, returnEstimate, sendEstimate } from './rounds.ts'
import { estimateStates, isOpen } from './rules.ts'
import { Lines, Rounds, roundOutcomes, Sums } from './sections.tsx'
import { estimateWorkbook } from './workbook.ts'

type Shown = Output<typeof showEstimate>
const estimateOf = (request: PageRequest) => request.execute(showEstimate, { id: request.params.id })

type Key = 'agree' | 'return' | 'submit' | 'allocate'
const acts = actsOf<Shown, Key>('/estimates/{id}', {
  agree: act(agreeEstimate, {
    title: words('Thống nhất dự toán', 'Agree to an estimate'),
    path: 'agreement',
    open: ({ state }) => state === 'sent',
    held: ({ id }, request) => whyApart(request, appraisedApart, id),
    initial: ({ version }) => ({ version: String(version) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remarks', { label: t('Ý kiến thẩm định', 'Note of the appraisal'), rows: 3 })}
        {record.verdicts.some(({ above }) => above)
          ? f.check('overNormAgreed', {
              label: t('Đồng ý các dòng vượt định mức có lý do', 'I agree to the lines above their norms'),
            })
          : null}
      </>
    ),
    done: words('Đã thống nhất dự toán.', 'The estimate is agreed to.'),
  }),
  return: act(returnEstimate, {
    title: words('Trả lại dự toán', 'Return an estimate'),
    path: 'return',
    kind: 'danger',
    open: ({ state }) => state === 'sent',
    held: ({ id }, request) => whyApart(request, appraisedApart, id),
    initial: ({ version }) => ({ version: String(version) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remarks', {
          label: t('Ý kiến khi trả lại', 'Remarks when returned'),
          required: true,
          rows: 3,
        })}
      </>
    ),
    done: words('Đã trả lại dự toán.', 'The estimate is returned.'),
  }),
  submit: act(submitEstimate, {
    title: words('Trình dự toán', 'Submit the estimate'),
    path: 'submission',
    open: ({ state, cutsOpen }) => state === 'agreed' && cutsOpen === 0,
    initial: ({ version }, { system }) => ({
      version: String(version),
      submittedOn: formatDate(today(system.now())),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.text('number', { label: t('Số tờ trình', 'Number of the submission') })}
        {f.date('submittedOn', { label: t('Ngày trình', 'Submitted on') })}
      </>
    ),
    done: words('Đã trình dự toán.', 'The estimate is submitted.'),
  }),
  allocate: act(allocateEstimate, {
    title: words('Ghi quyết định giao', 'Record the decision that allocates it'),
    path: 'allocation',
    open: ({ state }) => state === 'submitted',
    held: ({ id }, request) => whyApart(request, decidedApart, id),
    initial: ({ version, year }, { t }) => ({
      version: String(version),
      subject: t(`Giao dự toán năm ${year}`, `Allocation of the budget of ${year}`),
    }),
    fields: ({ f, t, record, request }) => (
      <>
        {f.hidden('version', record.version)}
        <p>
          {t('Quyết định giao đúng số đã thẩm định', 'The decision gives what was agreed to')}:{' '}
          <strong>{formatDong(record.agreed ?? 0n, request.language)} đồng</strong>
        </p>
        {decisionFields.form(f as unknown as Fields<keyof typeof decisionFields.labels>, t)}
      </>
    ),
    done: words('Đã giao bằng một quyết định.', 'It is allocated by one decision.'),
  }),
})

const way = ['draft', 'sent', 'agreed', 'submitted', 'allocated'] as const
const stepsOfEstimate = (estimate: Shown, t: PageRequest['t']) =>
  stepsOf(
    way.map((key) => [key, t(estimateStates.names[key])] as const),
    estimate.state === 'returned' ? 'draft' : estimate.state,
    {
      draft: estimate.begunOn,
      sent: estimate.sentOn,
      agreed: isOpen(estimate.state) || estimate.state === 'sent' ? null : estimate.settledOn,
      submitted: estimate.submittedOn,
    },
  )

function Outcome({ estimate, request: { t, language } }: { estimate: Shown; request: PageRequest }) {
  const [last] = estimate.rounds
  if (last?.outcome == null || last.settledOn === null) return null
  return (
    <Section title={t('Kết quả thẩm định', 'Result of the appraisal')}>
      <Facts
        columns={2}
        items={[
          [t('Kết quả', 'Result'), `${t(roundOutcomes[last.outcome])}, ${formatDate(last.settledOn)}`],
          [t('Ý kiến thẩm định', 'Note of the appraisal'), last.remarks],
          ...(estimate.agreed === null
            ? []
            : [
                [t('Số đề nghị (đồng)', 'Asked for (đồng)'), formatDong(estimate.amount, language)] as const,
                [
                  t('Số thẩm định (đồng)', 'Appraised at (đồng)'),
                  formatDong(estimate.agreed, language),
                ] as const,
              ]),
          ...(estimate.cuts === 0
            ? []
            : [
                [
                  t(cutsTitle),
                  <a href={`${to(estimate)}/cuts`}>
                    {t(
                      `${estimate.cuts} dòng bị giảm, ${estimate.cutsOpen} dòng chưa ghi xử lý`,
                      `${estimate.cuts} lines were cut, ${estimate.cutsOpen} of them are not settled`,
                    )}
                  </a>,
                ] as const,
              ]),
          ...(estimate.submissionNumber === null
            ? []
            : [
                [
                  t('Số tờ trình', 'Number of the submission'),
                  `${estimate.submissionNumber}, ${estimate.submittedOn === null ? '' : formatDate(estimate.submittedOn)}`,
                ] as const,
              ]),
          ...(estimate.decisionId === null
            ? []
            : [
                [
                  t('Quyết định giao', 'The decision that allocates it'),
                  <a href={`/budget/decisions/${estimate.decisionId}`}>{estimate.decision}</a>,
                ] as const,
              ]),
          [
            t('Văn bản thẩm định', 'Document of the appraisal'),
            <span class="flex gap-3">
              {estimateFormats.map((format) => (
                <a class="inline-block min-h-6 min-w-6" href={`${to(estimate)}/appraisal.${format}`} download>
                  {format.toUpperCase()}
                </a>
              ))}
            </span>,
          ],
        ]}
      />
    </Section>
  )
}

/** @param refused an act without fields that was refused: why stands on top */
async function estimateView(
  request: PageRequest,
  sent?: Sent<Key>,
  refused?: FormState,
): Promise<PageResult> {
  const { t } = request
  const estimate = await estimateOf(request)
  const chosen = acts.chosen(request, estimate, sent)
  return recordView({
    title: estimate.title,
    lead: t(`Kế hoạch số ${estimate.plan}, năm ${estimate.year}`, `Plan ${estimate.plan}, ${estimate.year}`),
    breadcrumbs: crumbs(request),
    head: {
      wide: true,
      matters: [{ record: 'estimate', id: estimate.id }],
      state: { key: estimate.state, shown: <StateBadge of={estimateStates} is={estimate.state} t={t} /> },
      steps: stepsOfEstimate(estimate, t),
    },
    marks: refused === undefined ? null : <FormProblem form={refused} t={t} />,
    finished: estimate.state === 'allocated',
    actions: (
      <>
        {estimateFormats.map((format) => (
          <LinkButton href={`${to(estimate)}/document.${format}`}>{format.toUpperCase()}</LinkButton>
        ))}
        <LinkButton href={`${to(estimate)}/workbook.xlsx`}>XLSX</LinkButton>
        {estimate.state === 'sent' ? (
          <Act
            command={appraiseEstimate}
            request={request}
            href={`${to(estimate)}/appraisal`}
            kind="primary"
            held={await whyApart(request, appraisedApart, estimate.id)}
          >
            {t('Thẩm định từng dòng', 'Appraise line by line')}
          </Act>
        ) : null}
        {isOpen(estimate.state) ? (
          <>
            <Act command={editEstimate} request={request} href={`${to(estimate)}/edit`}>
              {t('Sửa', 'Edit')}
            </Act>
            <Act
              command={sendEstimate}
              request={request}
              action={`${to(estimate)}/sending`}
              values={{ version: estimate.version }}
              kind="primary"
            >
              {t('Gửi thẩm định', 'Send it to be appraised')}
            </Act>
          </>
        ) : null}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, estimate, chosen, sent),
    decision: <Outcome estimate={estimate} request={request} />,
    summary: (
      <>
        {estimate.note === null ? null : (
          <Section title={t('Thuyết minh chung', 'Explanation of the whole')}>
            <p class="max-w-prose whitespace-pre-line">{estimate.note}</p>
          </Section>
        )}
        <Lines estimate={estimate} request={request} />
      </>
    ),
    conditions: <Sums estimate={estimate} request={request} />,
    rest: <Rounds estimate={estimate} request={request} />,
  })
}

const shown = page({
  route: 'GET /estimates/{id}',
  for: showEstimate,
  run: (request) => estimateView(request),
})

const sending = receiver({
  command: sendEstimate,
  address: '/estimates/{id}/sending',
  again: (request, form) => estimateView(request, undefined, form),
  done: (output) => ({
    to: to(output),
    message: words('Đã gửi dự toán để thẩm định.', 'The estimate is sent to the finance office.'),
  }),
})

const workbook = page({
  route: 'GET /estimates/{id}/workbook.xlsx',
  may: officers,
  run: async (request) =>
    documentDownload(
      request,
      await request.execute(estimateWorkbook, {
        id: numberOf(request, 'id'),
        round: request.url.searchParams.get('round') || undefined,
      }),
    ),
})

const files: readonly Page[] = (['document', 'appraisal'] as const).flatMap((name) =>
  estimateFormats.map((format) =>
    page({
      route: `GET /estimates/{id}/${name}.${format}`,
      may: officers,
      run: async (request) =>
        documentDownload(
          request,
          await request.execute(estimateFile, {
            id: numberOf(request, 'id'),
            of: name === 'document' ? 'estimate' : 'appraisal',
            format,
            round: request.url.searchParams.get('round') || undefined,
          }),
        ),
    }),
  ),
)

export const estimatePages: readonly Page[] = [
  shown,
  ...acts.receivers(estimateView),
  sending,
  workbook,
  ...files,
]
