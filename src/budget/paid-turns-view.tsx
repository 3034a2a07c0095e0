import { mayRun } from '../platform/actor.ts'
import type { Language, Translate } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { PageRequest } from '../platform/page.ts'
import { Day, Dong, Empty, type Fields, LinkButton, OpenLink, Section, StateBadge } from '../ui/index.ts'
import { type TaskTurn, type TurnNamed, turnPayments } from './paid-turns.ts'
import { paymentStates } from './payment-states.ts'

/* The support turn that a payment of a task's content pays: asked for in forms, and what was paid for it on its page. */

/** Which turn under the contents is paid, or gives money back; nothing where none can be. */
export function taskTurnField(
  { f, t, language }: { f: Fields<'taskTurnId'>; t: Translate; language: Language },
  turns: readonly TaskTurn[],
  contents: readonly { readonly id: number; readonly title: string }[],
  which: 'paid' | 'back' = 'paid',
) {
  const asked = turns.filter((turn) => (which === 'back' ? turn.paid > 0n : !turn.cancelled))
  if (asked.length === 0) return null
  const sumOf = (turn: TaskTurn) => {
    const sum = which === 'back' ? turn.paid : turn.left
    if (sum === null) return ''
    const said = formatDong(sum, language)
    return which === 'back'
      ? t(`, đã chi ${said} đ`, `, ${said} đ paid`)
      : t(`, còn ${said} đ`, `, ${said} đ left`)
  }
  return f.select('taskTurnId', {
    label: t('Chi cho lượt hỗ trợ', 'Support turn that is paid'),
    hint: t(
      'Doanh nghiệp của lượt là đối tượng thụ hưởng; bỏ trống khi khoản chi là của cả nội dung.',
      'The enterprise of the turn is the beneficiary; leave it empty where the payment is of the content as a whole.',
    ),
    empty: t('Không chi cho lượt nào', 'For no turn'),
    choices: asked.map((turn) => ({
      value: turn.id,
      label: `${turn.enterprise}, ${t(turn.content, turn.contentEn)}${sumOf(turn)}`,
      ...(contents.length > 1
        ? { group: contents.find(({ id }) => id === turn.taskContentId)?.title ?? '' }
        : {}),
    })),
  })
}

/** The turn that is paid, opening its page for whom that is. */
export const PaidTurn = ({ request, turn }: { request: PageRequest; turn: NonNullable<TurnNamed> }) => (
  <OpenLink request={request} href={`/support/${turn.id}#paid`}>
    {turn.enterprise}, {request.t(turn.content, turn.contentEn)}
  </OpenLink>
)

/** What was paid for a turn, each opening its payment; that payments of its content name no turn is said. */
export async function PaidForTurn({ request, turnId }: { request: PageRequest; turnId: number }) {
  const { t, language } = request
  if (!mayRun(request.actor, turnPayments)) return null
  const { paid, draws, unnamed, payments } = await request.execute(turnPayments, { id: turnId })
  if (payments.length === 0 && draws === null && unnamed === 0n) return null
  return (
    <Section
      title={t('Đã chi cho lượt này', 'Paid for this turn')}
      id="paid"
      actions={
        draws !== null && payments.length > 0 && request.mayOpen('/budget/path') ? (
          <LinkButton href={`/budget/path?turn=${turnId}`} small>
            {t('Đường đi của tiền', 'The way of money')}
          </LinkButton>
        ) : undefined
      }
    >
      <p>
        <b>
          <Dong amount={paid} language={language} />
        </b>
        {draws === null ? null : (
          <>
            {'; '}
            {t('lượt dùng của nội dung nhiệm vụ', 'the turn draws on the content of the task')}{' '}
            <Dong amount={draws} language={language} />
          </>
        )}
      </p>
      {unnamed <= 0n ? null : (
        <p class="hint">
          {t('Ngoài ra nội dung nhiệm vụ đã chi', 'Besides, the content of the task was paid')}{' '}
          <Dong amount={unnamed} language={language} />{' '}
          {t('không ghi cho lượt hỗ trợ nào.', 'for no turn by name.')}
        </p>
      )}
      {payments.length === 0 ? (
        <Empty>{t('Chưa có khoản chi nào ghi cho lượt này.', 'No payment names this turn yet.')}</Empty>
      ) : (
        <ul>
          {payments.map((one) => (
            <li class="flex flex-wrap items-baseline gap-x-3 py-2">
              <OpenLink
                request={request}
                href={
                  one.paymentId === null
                    ? `/budget/entries/${one.entryId}/path`
                    : `/budget/payments/${one.paymentId}`
                }
              >
                {one.documentNumber}
              </OpenLink>
              <Day day={one.on} />
              <Dong amount={one.back ? -one.amount : one.amount} language={language} />
              {one.back ? (
                <span class="hint">{t('thu hồi, nộp trả', 'given back')}</span>
              ) : one.state === null ? null : (
                <StateBadge of={paymentStates} is={one.state} t={t} />
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
