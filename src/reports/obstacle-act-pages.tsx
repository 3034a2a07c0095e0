import { listAgencies } from '../agencies/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { type PageRequest, receiver } from '../platform/page.ts'
import { Act, FileLink, formPage, Section } from '../ui/index.ts'
import { listObstacleFields } from './obstacle-catalogue.ts'
import {
  acceptAnswer,
  chargeObstacle,
  reopenObstacle,
  reportedBy,
  withdrawObstacle,
} from './obstacle-charge.ts'
import { committeeAnswerFields, passingFields, resolutionFields } from './obstacle-fields.ts'
import { answerByCommittee, passObstacle } from './obstacle-passing.ts'
import { showObstacle } from './obstacles.ts'

/* What is done with an obstacle beside answering it, each on a page of its own. */

const ofObstacle = (request: PageRequest) => request.execute(showObstacle, { id: request.params.id })
type Shown = Awaited<ReturnType<typeof ofObstacle>>
const at = ({ id }: { readonly id: number }) => `/obstacles/${id}`
const crumbs = ({ t }: PageRequest, record: { readonly id: number }) => [
  { label: t('Khó khăn, vướng mắc', 'Obstacles'), href: '/obstacles' },
  { label: t('Khó khăn, vướng mắc', 'Obstacle'), href: at(record) },
]

/** The acts that this reader could do now. */
export function ObstacleActs({ request, obstacle }: { request: PageRequest; obstacle: Shown }) {
  const { t, actor } = request
  const { state } = obstacle
  const own = reportedBy(actor, obstacle)
  return (
    <>
      {state === 'open' ? (
        <Act command={chargeObstacle} request={request} href={`${at(obstacle)}/charge`}>
          {t('Giao cơ quan trả lời', 'Put an agency in charge')}
        </Act>
      ) : null}
      {state === 'open' && !obstacle.waits ? (
        <Act command={passObstacle} request={request} href={`${at(obstacle)}/passing`}>
          {t('Chuyển Ủy ban nhân dân tỉnh', "Pass on to the People's Committee")}
        </Act>
      ) : null}
      {state === 'open' && obstacle.waits ? (
        <Act
          command={answerByCommittee}
          request={request}
          href={`${at(obstacle)}/committee-answer`}
          kind="primary"
        >
          {t('Ghi trả lời của Ủy ban nhân dân tỉnh', "Record the People's Committee's answer")}
        </Act>
      ) : null}
      {state === 'resolved' && own ? (
        <>
          <Act command={acceptAnswer} request={request} action={`${at(obstacle)}/acceptance`} kind="primary">
            {t('Chấp nhận trả lời', 'Accept the answer')}
          </Act>
          <Act command={reopenObstacle} request={request} href={`${at(obstacle)}/reopening`}>
            {t('Mở lại', 'Reopen')}
          </Act>
        </>
      ) : null}
      {state === 'open' && (own || actor.grants.has('coordinator')) ? (
        <Act command={withdrawObstacle} request={request} href={`${at(obstacle)}/withdrawal`} kind="danger">
          {t('Rút phản ánh', 'Withdraw the report')}
        </Act>
      ) : null}
    </>
  )
}

/** The documents to the People's Committee and back. */
export function Passings({ request: { t }, obstacle }: { request: PageRequest; obstacle: Shown }) {
  if (obstacle.passings.length === 0) return null
  return (
    <Section title={t('Chuyển Ủy ban nhân dân tỉnh', "Passed on to the People's Committee")} id="passings">
      <ul class="grid gap-3">
        {obstacle.passings.map((one) => (
          <li>
            {t('Văn bản', 'Document')} {one.passedNumber}, {formatDate(one.passedOn)}{' '}
            {one.passedFile === null ? null : <FileLink file={one.passedFile} t={t} />}
            <span class="block">
              {one.answeredOn === null ? (
                t('Chờ trả lời', 'Waits for its answer')
              ) : (
                <>
                  {t('Trả lời', 'Answer')}: {one.answerNumber}, {formatDate(one.answeredOn)}{' '}
                  {one.answerFile === null ? null : <FileLink file={one.answerFile} t={t} />}
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Answers that did not hold, with why it was asked again. */
export function EarlierAnswers({ request: { t }, obstacle }: { request: PageRequest; obstacle: Shown }) {
  if (obstacle.answers.length === 0) return null
  return (
    <Section title={t('Các lần trả lời trước', 'Earlier answers')} id="answers">
      <ul class="grid gap-3">
        {obstacle.answers.map((one) => (
          <li>
            <p class="whitespace-pre-line">{one.resolution}</p>
            <p class="hint">
              {t(
                `Trả lời ngày ${formatDate(one.resolvedOn)}, mở lại ngày ${formatDate(one.reopenedOn)}: ${one.reason}`,
                `Answered on ${formatDate(one.resolvedOn)}, reopened on ${formatDate(one.reopenedOn)}: ${one.reason}`,
              )}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const charged = formPage({
  command: chargeObstacle,
  address: '/obstacles/{id}/charge',
  record: async (request) => ({
    obstacle: await ofObstacle(request),
    fields: (await request.execute(listObstacleFields, { limit: 1000 })).rows,
    agencies: (await request.execute(listAgencies, { state: 'living', limit: 1000 })).rows,
  }),
  title: words('Giao cơ quan trả lời', 'Put an agency in charge'),
  lead: ({ record }) => record.obstacle.text.slice(0, 300),
  crumbs: (request, { obstacle }) => crumbs(request, obstacle),
  initial: ({ obstacle }) => ({
    fieldId: obstacle.fieldId === null ? undefined : String(obstacle.fieldId),
    chargeId: obstacle.chargeId === null ? undefined : String(obstacle.chargeId),
    dueOn: obstacle.dueOn === null ? undefined : formatDate(obstacle.dueOn),
  }),
  fields: ({ f, t, record: { fields, agencies } }) => (
    <>
      {f.select('fieldId', {
        label: t('Lĩnh vực của vướng mắc', 'Field of the obstacle'),
        choices: fields
          .filter(({ endedOn }) => endedOn === null)
          .map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
        empty: t('Chưa phân lĩnh vực', 'Of no field yet'),
      })}
      {f.select('chargeId', {
        label: t('Cơ quan được giao trả lời', 'Agency in charge of the answer'),
        choices: agencies.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
      })}
      {f.date('dueOn', { label: t('Hạn trả lời vướng mắc', 'Obstacle to be answered by') })}
    </>
  ),
  submit: words('Giao cơ quan trả lời', 'Put an agency in charge'),
  cancel: ({ obstacle }) => at(obstacle),
  done: (output) => ({
    to: at(output),
    message: words('Đã giao cơ quan trả lời.', 'The agency is in charge.'),
  }),
})

const reopened = formPage({
  command: reopenObstacle,
  address: '/obstacles/{id}/reopening',
  record: ofObstacle,
  title: words('Mở lại phản ánh', 'Reopen the report'),
  lead: ({ record }) => record.resolution ?? '',
  crumbs,
  fields: ({ f, t }) =>
    f.area('reason', { label: t('Điều chưa được giải quyết', 'What is not resolved'), rows: 3 }),
  submit: words('Mở lại', 'Reopen'),
  cancel: at,
  done: (output) => ({
    to: at(output),
    message: words('Đã mở lại; chờ trả lời mới.', 'It is reopened and waits for another answer.'),
  }),
})

const withdrawn = formPage({
  command: withdrawObstacle,
  address: '/obstacles/{id}/withdrawal',
  record: ofObstacle,
  title: words('Rút phản ánh', 'Withdraw the report'),
  lead: ({ record }) => record.text.slice(0, 300),
  crumbs,
  fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), rows: 2 }),
  submit: words('Rút phản ánh', 'Withdraw the report'),
  kind: 'danger',
  cancel: at,
  done: (output) => ({ to: at(output), message: words('Đã rút phản ánh.', 'The report is withdrawn.') }),
})

const passed = formPage({
  command: passObstacle,
  address: '/obstacles/{id}/passing',
  record: ofObstacle,
  title: words('Chuyển Ủy ban nhân dân tỉnh', "Pass on to the People's Committee"),
  lead: ({ record }) => record.text.slice(0, 300),
  crumbs,
  initial: (_record, { system }) => ({ passedOn: formatDate(today(system.now())) }),
  fields: ({ f, t }) => passingFields.form(f, t),
  submit: words('Chuyển Ủy ban nhân dân tỉnh', "Pass on to the People's Committee"),
  cancel: at,
  done: (output) => ({
    to: at(output),
    message: words('Đã chuyển; chờ Ủy ban nhân dân tỉnh trả lời.', "It waits for the People's Committee."),
  }),
})

const answered = formPage({
  command: answerByCommittee,
  address: '/obstacles/{id}/committee-answer',
  record: ofObstacle,
  title: words('Ghi trả lời của Ủy ban nhân dân tỉnh', "Record the People's Committee's answer"),
  lead: ({ record }) => record.text.slice(0, 300),
  crumbs,
  initial: (_record, { system }) => ({ answeredOn: formatDate(today(system.now())) }),
  fields: ({ f, t }) => (
    <>
      {committeeAnswerFields.form(f, t)}
      {f.area('resolution', { label: t(resolutionFields.labels.resolution), rows: 4 })}
    </>
  ),
  submit: words('Ghi trả lời', 'Record the answer'),
  cancel: at,
  done: (output) => ({
    to: at(output),
    message: words(
      'Đã ghi trả lời; nơi phản ánh được báo.',
      'The answer is recorded; who reported it is told.',
    ),
  }),
})

export const obstacleActPages = [
  ...charged.pages,
  ...reopened.pages,
  ...withdrawn.pages,
  ...passed.pages,
  ...answered.pages,
  receiver({
    command: acceptAnswer,
    address: '/obstacles/{id}/acceptance',
    done: (output) => ({
      to: at(output),
      message: words('Đã chấp nhận trả lời.', 'The answer is accepted.'),
    }),
  }),
]
