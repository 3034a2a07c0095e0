import { Counterpart, declareOwnOfContent, listOwnPayments } from '../budget/index.ts'
import { ClaimsOfTask } from '../claims/index.ts'
import { mayRun } from '../platform/actor.ts'
import { formatDate, today, yearOf } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { turnStates } from '../support/index.ts'
import { Act, Dong, Empty, formPage, OpenLink, Section, StateBadge, Table } from '../ui/index.ts'
import { taskAt } from './task-address.ts'
import { ofTask } from './task-form-pages.tsx'
import { taskCrumbs } from './task-list-pages.tsx'
import { commitTask, putTurn, takeTurnOut } from './task-money.ts'
import { type ShownTask, taskChoices } from './task-queries.ts'
import { freeTurns } from './task-turns.ts'

/* The turns under a task and the money that its contract has committed. */

const up = (request: PageRequest, task: Pick<ShownTask, 'id' | 'title'>) => [
  ...taskCrumbs(request),
  { label: task.title, href: taskAt(task) },
]

export const turnPut = formPage({
  command: putTurn,
  address: '/science-tasks/{id}/contents/{content}/turns/new',
  record: async (request) => ({
    task: await ofTask(request),
    turns: await request.execute(freeTurns, { id: request.params.id }),
  }),
  title: words('Đưa lượt hỗ trợ vào nhiệm vụ', 'Put a support turn under a task'),
  lead: words(
    'Nội dung cam kết theo quyết định nhận lượt đã có cam kết riêng; nội dung cam kết theo hợp đồng nhận lượt chưa có. Kinh phí không cam kết lần thứ hai.',
    'A content committed by decision takes turns with a commitment of their own, one by contract those without. Nothing is committed twice.',
  ),
  crumbs: (request, { task }) => up(request, task),
  fields: ({ f, t, record: { turns } }) =>
    f.select('turnId', {
      label: t('Lượt hỗ trợ', 'Support turn'),
      choices: turns.map((turn) => ({
        value: turn.id,
        label: `${turn.id} · ${turn.enterprise} · ${t(turn.content, turn.contentEn)} (${turn.year})`,
      })),
      empty: t('— chọn —', '— choose —'),
    }),
  submit: words('Đưa vào nhiệm vụ', 'Put it under the task'),
  cancel: ({ task }) => `${taskAt(task)}#turns`,
  done: (task) => ({
    to: `${taskAt(task)}#turns`,
    message: words('Đã đưa lượt vào nhiệm vụ.', 'The turn is under the task.'),
  }),
})

export const taskCommitted = formPage({
  command: commitTask,
  address: '/science-tasks/{id}/commitments/new',
  record: async (request) => ({
    task: await ofTask(request),
    sources: (await request.execute(taskChoices, {})).sources,
  }),
  title: words('Cam kết kinh phí theo hợp đồng nhiệm vụ', 'Commit money by the contract of a task'),
  lead: ({ record: { task } }) => task.title,
  crumbs: (request, { task }) => up(request, task),
  initial: ({ task }, { system }) => ({
    version: String(task.version),
    year: String(yearOf(today(system.now()))),
    documentDate: formatDate(task.contractOn ?? today(system.now())),
  }),
  fields: ({ f, t, record: { task, sources } }) => (
    <>
      {f.hidden('version', task.version)}
      {f.select('sourceId', {
        label: t('Nguồn của cam kết', 'Source of the commitment'),
        choices: sources.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
      })}
      {f.number('year', { label: t('Năm dự toán', 'Budget year') })}
      {f.money('amount', { label: t('Số tiền cam kết (đồng)', 'Amount committed (đồng)') })}
      {f.date('documentDate', { label: t('Ngày cam kết', 'Committed on') })}
    </>
  ),
  submit: words('Ghi cam kết của nhiệm vụ', 'Record the commitment'),
  cancel: ({ task }) => `${taskAt(task)}#money`,
  done: (task) => ({
    to: `${taskAt(task)}#money`,
    message: words('Đã ghi cam kết.', 'The commitment is recorded.'),
  }),
})

interface Part {
  readonly task: ShownTask
  readonly request: PageRequest
}

/** Turns under the task: enterprise, content with what it draws, where it stands, its certificates; the calls that feed it. */
export function Turns({ task, request }: Part) {
  const { t, language, mayOpen } = request
  const title = t('Lượt hỗ trợ, chứng nhận thuộc nhiệm vụ', 'Support turns and certificates under the task')
  const heads = [
    t('Doanh nghiệp', 'Enterprise'),
    t('Từ kinh phí nhiệm vụ (đồng)', 'From the money of the task (đồng)'),
    t('Tình trạng', 'State'),
    t('Chứng nhận', 'Certificates'),
  ] as const
  if (task.approvedOn === null) return null
  return (
    <Section title={title} id="turns">
      <Calls task={task} request={request} />
      {task.turns.length === 0 ? (
        <Empty>{t('Chưa có lượt hỗ trợ nào thuộc nhiệm vụ.', 'No support turn is under the task.')}</Empty>
      ) : (
        <Table caption={title} stack>
          <thead>
            <tr>
              {heads.map((head, at) => (
                <th class={at === 1 ? 'num' : undefined}>{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {task.turns.map((turn) => (
              <tr>
                <td data-label={heads[0]}>
                  <span>
                    {mayOpen(`/support/${turn.turnId}`) ? (
                      <a href={`/support/${turn.turnId}`}>{turn.enterprise}</a>
                    ) : (
                      turn.enterprise
                    )}
                    <span class="hint block">
                      {t(turn.content, turn.contentEn)} ·{' '}
                      {task.contents.find(({ id }) => id === turn.contentId)?.title}
                    </span>
                    {turn.mayLeave ? (
                      <Act
                        command={takeTurnOut}
                        request={request}
                        action={`${taskAt(task)}/turns/${turn.turnId}/removal`}
                        small
                      >
                        {t('Đưa lượt ra', 'Take the turn out')}
                      </Act>
                    ) : null}
                  </span>
                </td>
                <td class="num" data-label={heads[1]}>
                  <span>
                    {turn.money === null ? '—' : <Dong amount={turn.money} language={language} />}
                    {turn.paid === null ? null : (
                      <span class="hint block">
                        {t('đã chi cho lượt:', 'paid for the turn:')}{' '}
                        <OpenLink request={request} href={`/support/${turn.turnId}#paid`}>
                          <Dong amount={turn.paid} language={language} />
                        </OpenLink>
                      </span>
                    )}
                  </span>
                </td>
                <td data-label={heads[2]}>
                  <span>
                    <StateBadge of={turnStates} is={turn.state} t={t} />
                    {turn.finishedOn === null ? null : (
                      <span class="hint block">{formatDate(turn.finishedOn)}</span>
                    )}
                  </span>
                </td>
                <td data-label={heads[3]}>
                  <span>
                    {turn.certificates.length === 0
                      ? '—'
                      : turn.certificates.map((one) => (
                          <a class="block" href={`/certificates/${one.id}`}>
                            {one.number}
                          </a>
                        ))}
                  </span>
                </td>
              </tr>
            ))}
            <tr class="sum">
              <td data-label={heads[0]}>
                {t('Cộng, không kể lượt đã hủy', 'Sum, cancelled turns left out')}
              </td>
              <td class="num" data-label={heads[1]}>
                <Dong
                  amount={task.turns.reduce(
                    (sum, { money, state }) => (state === 'cancelled' ? sum : sum + (money ?? 0n)),
                    0n,
                  )}
                  language={language}
                />
              </td>
              <td />
              <td />
            </tr>
          </tbody>
        </Table>
      )}
    </Section>
  )
}

/** The calls whose applications come under the task once they are accepted. */
function Calls({ task, request: { t, mayOpen } }: Part) {
  if (task.calls.length === 0) return null
  return (
    <>
      <h3 class="mb-1 font-semibold">{t('Đợt kêu gọi của nhiệm vụ', 'Calls that feed the task')}</h3>
      <ul class="mb-4 grid gap-1">
        {task.calls.map((call) => (
          <li>
            {mayOpen(`/calls/${call.id}`) ? <a href={`/calls/${call.id}`}>{call.title}</a> : call.title}{' '}
            <span class="hint">
              {formatDate(call.opensOn)} – {formatDate(call.closesOn)} ·{' '}
              {t(`${call.applications} hồ sơ`, `${call.applications} applications`)}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** State money and own money by content, with what was put in and the forms that declare it. */
export async function OwnSide({ task, request }: Part) {
  if (task.approvedOn === null) return null
  const rows = mayRun(request.actor, listOwnPayments)
    ? (await request.execute(listOwnPayments, { taskId: task.id })).rows
    : undefined
  const running = task.state === 'approved' || task.state === 'running' || task.state === 'accepted'
  return (
    <Counterpart
      request={request}
      standings={task.standings}
      {...(rows === undefined ? {} : { rows })}
      actions={task.standings
        .filter(({ scope, ownAgreed }) => running && scope === 'content' && ownAgreed > 0n)
        .map((side) => (
          <Act
            command={declareOwnOfContent}
            request={request}
            href={`/science-tasks/contents/${side.id}/own-payments/new`}
            small
          >
            {`${request.t('Khai vốn đối ứng', 'Declare own money')}: ${side.name}`}
          </Act>
        ))}
    />
  )
}

/** What is claimed of the money that the contract has committed, by content. */
export const Claims = ({ task, request }: Part) =>
  ClaimsOfTask({
    ...{ request, taskId: task.id },
    contents:
      task.commitments.length === 0
        ? []
        : task.contents.filter(({ committedBy, passed }) => committedBy === 'contract' && passed !== false),
  })

/** What the contract has committed, each with its commitment. */
export function Committed({ task, request }: Part) {
  const { t, language, mayOpen } = request
  if (task.contractNumber === null) return null
  return (
    <Section
      title={t('Cam kết theo hợp đồng nhiệm vụ', 'Committed by the contract of the task')}
      id="money"
      actions={
        task.state === 'running' ? (
          <Act
            command={commitTask}
            request={request}
            href={`${taskAt(task)}/commitments/new`}
            small
            kind="primary"
          >
            {t('Ghi cam kết của nhiệm vụ', 'Record the commitment')}
          </Act>
        ) : undefined
      }
    >
      {task.commitments.length === 0 ? (
        <Empty>{t('Hợp đồng chưa cam kết khoản nào.', 'The contract has committed nothing yet.')}</Empty>
      ) : (
        <ul class="grid gap-2">
          {task.commitments.map((one) => {
            const page = `/budget/commitments/${one.commitmentId}`
            const said = `${t(one.source, one.sourceEn)}, ${one.year}`
            return (
              <li>
                {mayOpen(page) ? <a href={page}>{said}</a> : said}:{' '}
                <Dong amount={one.amount} language={language} />
                <span class="hint">
                  {' '}
                  {t('đã chi', 'paid')} <Dong amount={one.paid} language={language} />
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}
