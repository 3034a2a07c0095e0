import { whyApart } from '../controls/index.ts'
import { periodWords } from '../duties/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatNumber, written } from '../platform/numbers.ts'
import { type FormState, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Day,
  Empty,
  Facts,
  FileLink,
  FormProblem,
  formPage,
  Notice,
  recordView,
  Section,
  type Sent,
  stepsOf,
} from '../ui/index.ts'
import { askStanding } from './ask.ts'
import { acceptReport, addDeed, removeDeed, reportApart, returnReport, sendReport } from './commands.ts'
import { deedFields, reportFields } from './fields.ts'
import { heldKinds, heldSentence } from './held.ts'
import { State, title } from './list-page.tsx'
import { type Report, showStanding } from './queries.ts'
import { standingStates } from './rules.ts'

type ActKey = 'send' | 'accept' | 'giveBack'
const to = ({ id }: { readonly id: number }) => `/standing-reports/${id}`
const ofReport = (request: PageRequest) => request.execute(showStanding, { id: request.params.id })
const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: '/standing-reports' }]

/** What the form begins with: what was sent and returned, else what the program holds of the agency. */
function beginning({ done, reason, nothing, held }: Report, { language }: PageRequest) {
  const said = done ?? (held.length === 0 ? '' : heldSentence(held)[language])
  return { done: said, reason: reason ?? undefined, ...(nothing ? { nothing: 'on' } : {}) }
}

const acts = actsOf<Report, ActKey>('/standing-reports/{id}', {
  send: act(sendReport, {
    title: words('Gửi báo cáo nhiệm vụ thường xuyên', 'Send the report on a standing duty'),
    path: 'sending',
    open: ({ mine }) => mine,
    initial: (record, request) => ({ version: String(record.version), ...beginning(record, request) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {reportFields.form(f, t)}
      </>
    ),
    submit: (_record, t) => t('Gửi báo cáo', 'Send this report'),
    done: words('Đã gửi báo cáo.', 'The report is sent.'),
  }),
  accept: act(acceptReport, {
    title: words('Chấp nhận báo cáo nhiệm vụ thường xuyên', 'Accept the report on a standing duty'),
    path: 'acceptance',
    open: ({ state }) => state === 'reported',
    held: ({ id }, request) => whyApart(request, reportApart, id),
    initial: ({ version }) => ({ version: String(version) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remark', { label: t('Nhận xét', 'Remarks'), rows: 2 })}
      </>
    ),
    submit: (_record, t) => t('Chấp nhận', 'Accept'),
    done: words('Đã chấp nhận báo cáo.', 'The report is accepted.'),
  }),
  giveBack: act(returnReport, {
    title: words('Trả lại báo cáo nhiệm vụ thường xuyên', 'Return the report on a standing duty'),
    path: 'return',
    open: ({ state }) => state === 'reported' || state === 'accepted',
    initial: ({ version }) => ({ version: String(version) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remark', { label: t('Nhận xét', 'Remarks'), rows: 3, required: true })}
      </>
    ),
    kind: 'danger',
    submit: (_record, t) => t('Trả lại', 'Send back'),
    done: words('Đã trả lại báo cáo.', 'The report is returned.'),
  }),
})

async function reportView(
  request: PageRequest,
  sent?: Sent<ActKey>,
  refused?: FormState,
): Promise<PageResult> {
  const { t } = request
  const of = await ofReport(request)
  const names = standingStates.names
  const chosen = acts.chosen(request, of, sent)
  return recordView({
    title: t(`Nhiệm vụ ${of.code}, ${periodWords(of).vi}`, `Duty ${of.code}, ${periodWords(of).en}`),
    lead: t(of.agency, of.agencyEn),
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'standing_report', id: of.id }],
      state: { key: of.state, shown: <State request={request} row={of} /> },
      steps: stepsOf<(typeof standingStates.keys)[number]>(
        [
          ['asked', t(names.asked)],
          ['reported', t(names.reported)],
          ['accepted', t(names.accepted)],
        ],
        of.state,
        { asked: of.fromOn, reported: of.reportedOn, accepted: of.settledOn, returned: of.settledOn },
        of.state === 'returned' ? { after: 'reported', label: t(names.returned), ends: false } : undefined,
      ),
    },
    marks: (
      <>
        {refused === undefined ? null : <FormProblem form={refused} t={t} />}
        <ByRequest of={of} t={t} />
      </>
    ),
    finished: of.state === 'accepted',
    act: chosen === undefined ? null : await acts.form(request, of, chosen, sent),
    decision: <Answer of={of} request={request} />,
    summary: (
      <>
        <Deeds of={of} request={request} />
        <HeldRecords of={of} request={request} />
        <Section title={t('Nội dung kế hoạch giao', 'What the plan gives the agency')} id="duty">
          <p class="max-w-prose">{t(of.text, of.textEn)}</p>
          <Facts
            columns={3}
            items={[
              [t('Kế hoạch', 'Plan'), <a href={`/plan?plan=${of.planId}#${of.code}`}>{of.plan}</a>],
              [
                t('Kỳ báo cáo', 'Reporting periods'),
                <>
                  <Day day={of.fromOn} /> - <Day day={of.dueOn} />
                </>,
              ],
              [
                t('Cơ quan chịu trách nhiệm', 'Carried by'),
                <a href={`/agencies/${of.agencyId}`}>{t(of.agency, of.agencyEn)}</a>,
              ],
            ]}
          />
        </Section>
      </>
    ),
  })
}

/** That a request for reports asks in its place. */
function ByRequest({ of, t }: { of: Report; t: PageRequest['t'] }) {
  if (of.answerId === null) return null
  const said =
    of.state === 'accepted'
      ? t('Kỳ này được báo cáo theo yêu cầu báo cáo', 'This period was reported by a request for reports')
      : t(
          'Kỳ này được hỏi theo yêu cầu báo cáo: không phải gửi thêm ở đây',
          'This period is asked for by a request for reports: nothing more is to be sent here',
        )
  return (
    <Notice tone="info" title={said}>
      {of.opensAnswer ? (
        <a href={`/report-answers/${of.answerId}`}>{t('Xem báo cáo', 'See the report')}</a>
      ) : null}
    </Notice>
  )
}

/** What the agency says, and what was said of it. */
function Answer({ of, request: { t } }: { of: Report; request: PageRequest }) {
  if (of.reportedOn === null) return null
  return (
    <Section title={t('Báo cáo của cơ quan', 'What the agency reports')} id="answer">
      {of.remark === null ? null : (
        <Notice
          tone={of.state === 'returned' ? 'warning' : 'info'}
          title={
            of.state === 'returned'
              ? t('Nhận xét khi trả lại', 'Remark when it was returned')
              : t('Nhận xét', 'Remarks')
          }
        >
          <p class="whitespace-pre-line">{of.remark}</p>
        </Notice>
      )}
      <p class="mt-2 max-w-prose whitespace-pre-line">
        {of.nothing
          ? `${t('Trong kỳ không làm gì', 'Nothing was done in the period')}: ${of.reason}`
          : of.done}
      </p>
      <Facts
        columns={2}
        items={[
          [t('Người báo cáo', 'Who reported'), `${of.reportedBy ?? ''}, ${formatDate(of.reportedOn)}`],
          [
            t('Người xem xét', 'Looked at by'),
            of.settledOn === null ? null : `${of.settledBy ?? ''}, ${formatDate(of.settledOn)}`,
          ],
        ]}
      />
    </Section>
  )
}

/** The things that were entered, each with the sentence of the plan that it carries out and its evidence. */
function Deeds({ of, request }: { of: Report; request: PageRequest }) {
  const { t } = request
  const sentences = new Map(of.tasks.map((task) => [task.key, task]))
  return (
    <Section
      title={t('Từng việc đã làm trong kỳ', 'Things done in the period')}
      id="deeds"
      actions={
        of.mine ? (
          <Act command={addDeed} request={request} href={`${to(of)}/deeds/new`}>
            {t('Ghi một việc đã làm', 'Enter a thing that was done')}
          </Act>
        ) : undefined
      }
    >
      {of.ofDeeds.length === 0 ? (
        <Empty>{t('Chưa ghi việc nào.', 'Nothing is entered yet.')}</Empty>
      ) : (
        <ol class="grid gap-4">
          {of.ofDeeds.map((deed) => {
            const task = deed.task === null ? undefined : sentences.get(deed.task)
            return (
              <li>
                <p class="max-w-prose whitespace-pre-line">{deed.text}</p>
                {task === undefined ? null : (
                  <p class="hint max-w-prose">
                    {task.code}: {t(task.words)}
                  </p>
                )}
                <p class="flex flex-wrap items-center gap-3">
                  {deed.doneOn === null ? null : <Day day={deed.doneOn} />}
                  {deed.fileId === null ? null : <FileLink t={t} file={deed.file} />}
                  {of.mine ? (
                    <Act
                      command={removeDeed}
                      request={request}
                      action={`${to(of)}/deeds/${deed.id}/removal`}
                      small
                    >
                      {t('Bỏ', 'Remove')}
                    </Act>
                  ) : null}
                </p>
              </li>
            )
          })}
        </ol>
      )}
    </Section>
  )
}

/** What the program holds of the agency in the period. */
function HeldRecords({ of, request }: { of: Report; request: PageRequest }) {
  const { t, mayOpen } = request
  return (
    <Section
      title={t(
        'Chương trình đã ghi của cơ quan trong kỳ',
        'What the program holds of the agency in the period',
      )}
      id="held"
      lead={
        of.reportedOn !== null && !of.mine
          ? t('Số liệu lúc gửi báo cáo.', 'As it stood when the report was sent.')
          : t('Báo cáo bắt đầu từ các số này.', 'The report begins with these figures.')
      }
    >
      {of.held.length === 0 ? (
        <Empty>
          {t('Trong kỳ chưa ghi việc gì của cơ quan.', 'Nothing of the agency is recorded in the period.')}
        </Empty>
      ) : (
        <ul class="grid gap-1">
          {of.held.map(({ kind, count }) => {
            const { label, href } = heldKinds[kind]
            const said = `${t(label)}: ${t(formatNumber(count, 'vi'), formatNumber(count, 'en'))}`
            const address = href(of.agencyId)
            return <li>{mayOpen(address) ? <a href={address}>{said}</a> : said}</li>
          })}
        </ul>
      )}
    </Section>
  )
}

const again = (request: PageRequest, form: FormState) => reportView(request, undefined, form)

export const standingReportPages = [
  page({ route: 'GET /standing-reports/{id}', for: showStanding, run: (request) => reportView(request) }),
  ...acts.receivers(reportView),
  receiver({
    command: removeDeed,
    address: '/standing-reports/{id}/deeds/{deed}/removal',
    again,
    done: (output) => ({ to: `${to(output)}#deeds`, message: words('Đã bỏ.', 'Removed.') }),
  }),
  receiver({
    command: askStanding,
    address: '/standing-reports/asking',
    done: (output) => {
      const { vi, en } = written(output)
      return {
        to: '/standing-reports',
        message: words(
          `Đã hỏi thêm ${vi.asked} báo cáo, bỏ ${vi.dropped} báo cáo không còn phải hỏi.`,
          `${en.asked} more reports are asked for, ${en.dropped} are asked for no more.`,
        ),
      }
    },
  }),
]

export const deedAdded = formPage({
  command: addDeed,
  address: '/standing-reports/{id}/deeds/new',
  record: ofReport,
  title: words('Ghi một việc đã làm', 'Enter a thing that was done'),
  lead: ({ record, t }) => t(record.agency, record.agencyEn),
  crumbs: (request, of) => [
    ...crumbs(request),
    { label: request.t(`Nhiệm vụ ${of.code}`, `Duty ${of.code}`), href: to(of) },
  ],
  fields: ({ f, t, record }) =>
    deedFields.form(f, t, {
      choices: {
        task: record.tasks.map(({ key, code, words: said }) => ({
          value: key,
          label: `${code}: ${t(said)}`,
        })),
      },
    }),
  submit: words('Ghi một việc đã làm', 'Enter a thing that was done'),
  cancel: to,
  done: (output) => ({
    to: `${to(output)}#deeds`,
    message: words('Đã ghi; xong thì gửi báo cáo.', 'Entered; send the report when all is in.'),
  }),
})
