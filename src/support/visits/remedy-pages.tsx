import { whyApart } from '../../controls/index.ts'
import { formatDate } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Badge,
  Day,
  Evidence,
  Facts,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../../ui/index.ts'
import { at } from './addresses.ts'
import { planVisit } from './commands.ts'
import { foundCorrection } from './correction.tsx'
import { closingWays, foundFields, remedyClosing, remedyFields, remedyStates } from './fields.ts'
import { crumbs } from './list-pages.tsx'
import { type ShownRemedy, showRemedy } from './queries.ts'
import { answerRemedy, closeRemedy, remedyApart, returnRemedy } from './remedies.ts'

/* What a visit found, with what is done about it. */

type ActKey = 'answer' | 'close' | 'return'

const acts = actsOf<ShownRemedy, ActKey>('/visits/findings/{id}', {
  answer: act(answerRemedy, {
    title: words('Báo đã khắc phục', 'Say that it is put right'),
    path: 'remedy',
    open: ({ state }) => state === 'open' || state === 'returned',
    initial: ({ answer }) => ({ answer: answer ?? '' }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {remedyFields.form(f, t)}
      </>
    ),
    done: words('Đã báo khắc phục; chờ xem lại.', 'It is said to be put right, and will be looked at.'),
  }),
  close: act(closeRemedy, {
    title: words('Xác nhận đã khắc phục', 'Close it'),
    path: 'closing',
    open: ({ state, visits }) => state === 'answered' || (state !== 'closed' && visits.length > 0),
    held: ({ id }, request) => whyApart(request, remedyApart, id),
    initial: ({ state, visits: [latest] }) => ({
      closedBy: state === 'answered' ? 'proof' : 'visit',
      closedVisitId: state === 'answered' ? '' : String(latest?.id ?? ''),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {remedyClosing.form(f, t, {
          choices: {
            closedVisitId: record.visits.map(({ id, visitedOn }) => ({
              value: id,
              label: `${id}, ${formatDate(visitedOn)}`,
            })),
          },
        })}
      </>
    ),
    done: words('Đã xác nhận khắc phục xong.', 'It is closed.'),
  }),
  return: act(returnRemedy, {
    title: words('Yêu cầu khắc phục thêm', 'Ask for more to be put right'),
    path: 'return',
    kind: 'danger',
    open: ({ state }) => state === 'answered',
    fields: reasonFields,
    done: words('Đã yêu cầu khắc phục thêm.', 'More is asked for.'),
  }),
})

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t } = request
  const found = await request.execute(showRemedy, { id: numberOf(request, 'id') })
  const chosen = acts.chosen(request, found, sent)
  const closedBy = closingWays.keys.find((key) => key === found.closedBy)
  const lines = (said: string | null) =>
    said === null ? null : <span class="whitespace-pre-line">{said}</span>
  const items = [
    [t('Doanh nghiệp', 'Enterprise'), found.enterprise],
    [
      t('Lần kiểm tra', 'Visit'),
      <a href={`${at}/${found.visitId}`}>
        <Day day={found.visitedOn} />
      </a>,
    ],
    [t(foundFields.labels.content), lines(found.content)],
    [t(foundFields.labels.remedy), lines(found.remedy)],
    [t(foundFields.labels.dueOn), formatDate(found.dueOn)],
    [t(remedyFields.labels.answer), lines(found.answer)],
    [t('Điều còn phải khắc phục', 'What is still to be put right'), lines(found.remark)],
    [t(remedyClosing.labels.closedBy), closedBy === undefined ? null : t(closingWays.names[closedBy])],
    [
      t(remedyClosing.labels.closedVisitId),
      found.closedVisitId === null ? null : (
        <a href={`${at}/${found.closedVisitId}`}>{String(found.closedVisitId)}</a>
      ),
    ],
    [t(remedyClosing.labels.closing), lines(found.closing)],
  ] as const
  return recordView({
    title: t('Điều phát hiện khi kiểm tra', 'What a visit found'),
    lead: found.enterprise,
    breadcrumbs: [
      ...crumbs(request),
      { label: t('Phát hiện và khắc phục', 'Found and remedied'), href: `${at}/findings` },
    ],
    head: {
      matters: [{ record: 'visit_finding', id: found.id }],
      state: {
        key: found.state,
        shown: (
          <>
            <StateBadge of={remedyStates} is={found.state} t={t} />
            {found.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
          </>
        ),
      },
      steps: stepsOf<ShownRemedy['state']>(
        (['open', 'answered', 'closed'] as const).map((key) => [key, t(remedyStates.names[key])]),
        found.state === 'returned' ? 'open' : found.state,
        { open: found.enteredOn, answered: found.answeredOn, closed: found.closedOn },
      ),
    },
    finished: found.state === 'closed',
    actions: (
      <>
        {found.state === 'closed' ? null : (
          <Act
            command={planVisit}
            request={request}
            href={`/support/${found.turnId}/visits/new?findingId=${found.id}`}
          >
            {t('Lên lịch kiểm tra lại', 'Plan another visit')}
          </Act>
        )}
        {await foundCorrection.button(request, found.id)}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, found, chosen, sent),
    summary: (
      <Section title={t('Thông tin chung', 'General information')} id="about">
        <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
      </Section>
    ),
    evidence: await Evidence({
      request,
      title: t('Minh chứng khắc phục', 'Proof of the remedy'),
      files: [{ what: t(remedyFields.labels.fileId), file: found.file }],
    }),
  })
}

export const remedyPages = [
  page({ route: `GET ${at}/findings/{id}`, for: showRemedy, run: (request) => view(request) }),
  ...acts.receivers(view),
]
