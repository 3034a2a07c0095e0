import { listAgencies } from '../agencies/index.ts'
import { whyApart } from '../controls/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  act,
  actsOf,
  Badge,
  Dong,
  Evidence,
  Facts,
  formPage,
  LinkButton,
  OpenLink,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { answeredApart, answerFinding, closeFinding, recordFinding, returnFinding } from './commands.ts'
import { findingCorrection } from './correction.tsx'
import {
  answerFields,
  closingFields,
  findingDemands,
  findingFields,
  findingKinds,
  findingStates,
  paperField,
} from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { findingChoices, type ShownFinding, showFinding } from './queries.ts'

/* One finding with its acts, and the form that enters one. */

type ActKey = 'answer' | 'close' | 'return'
const why = ({ id }: ShownFinding, request: PageRequest) => whyApart(request, answeredApart, id)

const acts = actsOf<ShownFinding, ActKey>('/findings/{id}', {
  answer: act(answerFinding, {
    title: words('Trả lời kiến nghị kiểm toán, thanh tra', 'Answer a finding'),
    path: 'answer',
    open: ({ state }) => state === 'open' || state === 'returned',
    initial: (finding) => ({ answer: finding.answer ?? '' }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {answerFields.form(f, t)}
      </>
    ),
    done: words('Đã trả lời, chờ kết luận.', 'It is answered and waits to be concluded.'),
  }),
  close: act(closeFinding, {
    title: words('Kết thúc kiến nghị', 'Close the finding'),
    path: 'closing',
    open: ({ state }) => state === 'answered',
    held: why,
    initial: (_finding, { system }) => ({ closedOn: formatDate(today(system.now())) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {closingFields.form(f, t)}
      </>
    ),
    done: words('Đã kết thúc kiến nghị.', 'The finding is closed.'),
  }),
  return: act(returnFinding, {
    title: words('Yêu cầu trả lời lại', 'Ask for another answer'),
    path: 'return',
    kind: 'danger',
    open: ({ state }) => state === 'answered',
    held: why,
    fields: reasonFields,
    done: words('Đã yêu cầu trả lời lại.', 'Another answer is asked for.'),
  }),
})

/** What is asked, and of what. */
function About({ request, finding }: { request: PageRequest; finding: ShownFinding }) {
  const { t, language } = request
  const entry =
    finding.entryId === null
      ? null
      : finding.commitmentId === null
        ? `${finding.entryId} (${finding.entryNumber ?? ''})`
        : null
  const items = [
    [t(findingFields.labels.kind), t(findingKinds.names[finding.kind])],
    [t(findingFields.labels.issuer), finding.issuer],
    [t(findingFields.labels.documentDate), formatDate(finding.documentDate)],
    [t(findingFields.labels.content), <span class="whitespace-pre-line">{finding.content}</span>],
    [t(findingFields.labels.article), finding.article],
    [t(findingFields.labels.demand), t(findingDemands.names[finding.demand])],
    [
      t(findingFields.labels.amount),
      finding.amount === null ? null : <Dong amount={finding.amount} language={language} />,
    ],
    [
      t(findingFields.labels.lineId),
      <OpenLink
        request={request}
        href={
          request.mayOpen(`/budget/lines/${finding.lineId}`)
            ? `/budget/lines/${finding.lineId}`
            : `/budget/view/moves?column=paid&line=${encodeURIComponent(finding.lineCode)}&year=${finding.year}`
        }
      >
        {finding.lineCode}. {t(finding.line, finding.lineEn)} ({finding.year})
      </OpenLink>,
    ],
    [
      t(findingFields.labels.entryId),
      finding.commitmentId === null ? (
        entry
      ) : (
        <>
          <OpenLink request={request} href={`/budget/commitments/${finding.commitmentId}`}>
            {finding.entryId} ({finding.entryNumber})
          </OpenLink>
          {request.mayOpen(`/budget/entries/${finding.entryId}/path`) ? (
            <a class="block py-1" href={`/budget/entries/${finding.entryId}/path`}>
              {t('Truy ngược', 'Trace back')}
            </a>
          ) : null}
        </>
      ),
    ],
    [
      t('Thu hồi kinh phí', 'Recoveries'),
      finding.demand === 'recover' && request.mayOpen('/recoveries') ? (
        <a href={`/recoveries?findingId=${finding.id}`}>
          {t('Thu hồi theo kiến nghị này', 'Recoveries by this finding')}
        </a>
      ) : null,
    ],
    [t(findingFields.labels.voucher), finding.voucher],
    [t(findingFields.labels.agencyId), finding.agency],
    [t(findingFields.labels.dueOn), formatDate(finding.dueOn)],
  ] as const
  return (
    <Section title={t('Thông tin chung', 'General information')} id="about">
      <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
    </Section>
  )
}

/** What was answered, and what came of it. */
function Answer({ request, finding }: { request: PageRequest; finding: ShownFinding }) {
  const { t, language } = request
  if (finding.answer === null) return null
  const day = (value: string | null) => (value === null ? null : formatDate(value))
  const items = [
    [t(answerFields.labels.answer), <span class="whitespace-pre-line">{finding.answer}</span>],
    [t('Trả lời ngày', 'Answered on'), day(finding.answeredOn)],
    [
      t(answerFields.labels.recovered),
      finding.recovered === null ? null : <Dong amount={finding.recovered} language={language} />,
    ],
    [t(answerFields.labels.recoveryNumber), finding.recoveryNumber],
    [t(answerFields.labels.recoveredOn), day(finding.recoveredOn)],
    [t('Điều còn thiếu', 'What is missing'), finding.remark],
    [t(closingFields.labels.closedNumber), finding.closedNumber],
    [t(closingFields.labels.closedOn), day(finding.closedOn)],
  ] as const
  return (
    <Section title={t('Trả lời và kết luận', 'Answer and conclusion')} id="answer">
      <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
    </Section>
  )
}

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t } = request
  const finding = await request.execute(showFinding, { id: numberOf(request, 'id') })
  const first = acts.chosen(request, finding, sent)
  // a form that sends something back is opened by its button alone
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen = wished || first !== 'return' ? first : undefined
  const files = [
    { what: t(paperField.labels.fileId), file: finding.file },
    { what: t(answerFields.labels.fileId), file: finding.answerFile },
    { what: t(closingFields.labels.fileId), file: finding.closeFile },
  ].flatMap(({ what, file }) => (file === null ? [] : [{ what, file }]))
  return recordView({
    title: t(`Kiến nghị của ${finding.documentNumber}`, `Finding of ${finding.documentNumber}`),
    lead: finding.issuer,
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'finding', id: finding.id }],
      state: {
        key: finding.state,
        shown: (
          <>
            <StateBadge of={findingStates} is={finding.state} t={t} />
            {finding.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
          </>
        ),
      },
      steps: stepsOf<ShownFinding['state']>(
        (['open', 'answered', 'closed'] as const).map((key) => [key, t(findingStates.names[key])]),
        finding.state === 'returned' ? 'open' : finding.state,
        { open: finding.enteredOn, answered: finding.answeredOn, closed: finding.closedOn },
      ),
    },
    finished: finding.state === 'closed',
    actions: (
      <>
        {chosen !== undefined
          ? null
          : acts
              .open(request, finding)
              .map((key) => (
                <LinkButton href={`${at}/${finding.id}?do=${key}#act`}>{t(acts.title(key))}</LinkButton>
              ))}
        {await findingCorrection.button(request, finding.id)}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, finding, chosen, sent),
    summary: (
      <>
        <Answer request={request} finding={finding} />
        <About request={request} finding={finding} />
      </>
    ),
    evidence: await Evidence({ request, title: t('Văn bản, chứng từ', 'Papers and vouchers'), files }),
  })
}

const entered = formPage({
  command: recordFinding,
  address: `${at}/new`,
  title: words('Ghi kiến nghị kiểm toán, thanh tra', 'Enter a finding of audit or inspection'),
  crumbs,
  record: async (request) => ({
    ...(await request.execute(findingChoices, {})),
    agencies: (await request.execute(listAgencies, { state: 'living', limit: 1000 })).rows,
  }),
  fields: ({ f, t, record }) => [
    ...findingFields.form(f, t, {
      choices: {
        lineId: record.lines.map(({ id, code, title, titleEn }) => ({
          value: id,
          label: `${code}. ${t(title, titleEn)}`.slice(0, 90),
        })),
        agencyId: record.agencies.map(({ id, name }) => ({ value: id, label: name })),
      },
    }),
    ...paperField.form(f, t),
  ],
  submit: words('Ghi kiến nghị', 'Enter a finding'),
  cancel: at,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words(
      'Đã ghi kiến nghị; cơ quan trả lời được báo.',
      'The finding is entered; who answers is told.',
    ),
  }),
})

export const findingPages = [
  page({ route: 'GET /findings/{id}', for: showFinding, run: (request) => view(request) }),
  ...acts.receivers(view),
  ...entered.pages,
]
