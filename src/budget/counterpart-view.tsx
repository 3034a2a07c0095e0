import type { Child } from 'hono/jsx'
import { ownWays } from '../legal/index.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import { Badge, Dong, Empty, Facts, FileLink, Section, StateBadge } from '../ui/index.ts'
import { isAhead, type Standing } from './counterpart.ts'
import { ownOwed, paidAhead, perMille } from './counterpart-rules.ts'
import { ownPaymentStates } from './own-payment-fields.ts'
import type { OwnPaymentRow } from './own-payment-queries.ts'

/* State money and own money side by side, as the pages of a turn, a task and a commitment show them. */

const share = (part: bigint, of: bigint, { language }: PageRequest) => {
  const of1000 = perMille(part, of)
  return of1000 === null ? '—' : `${formatNumber(of1000 / 10, language)} %`
}

/** How far each side has come, and what is paid ahead. */
function Side({ side, request }: { side: Standing; request: PageRequest }) {
  const { t, language } = request
  const money = (amount: bigint) => <Dong amount={amount} language={language} />
  const state =
    side.rule === null
      ? t('chưa nhập quy tắc', 'no rule is entered')
      : side.ownAgreed === 0n
        ? t('không có vốn đối ứng', 'no own money was promised')
        : `${t(ownWays.names[side.rule.way])} (${side.rule.source})`
  return (
    <div class="mt-4">
      <p class="font-semibold">
        {side.scope === 'task' ? t('Cả nhiệm vụ', 'The whole task') : side.name}
        <span class="hint block font-normal">{state}</span>
      </p>
      <Facts
        columns={2}
        items={[
          [
            t('Ngân sách đã chi / được duyệt', 'State money paid / agreed'),
            <>
              {money(side.paid)} / {money(side.stateAgreed)}{' '}
              <b>{share(side.paid, side.stateAgreed, request)}</b>
            </>,
          ],
          [
            t('Vốn đối ứng đã chứng minh / hứa', 'Own money proven / promised'),
            <>
              {money(side.proven)} / {money(side.ownAgreed)}{' '}
              <b>{share(side.proven, side.ownAgreed, request)}</b>
            </>,
          ],
          [t('Vốn đối ứng đã bỏ ra', 'Own money put in'), money(side.paidIn)],
          [t('Vốn đối ứng đã quyết toán', 'Own money that is settled'), money(side.settled)],
          [
            t('Chi trước vốn đối ứng', 'Paid ahead of own money'),
            isAhead(side) ? (
              <>
                <Badge tone="warning">{t('chi trước vốn đối ứng', 'paid ahead of own money')}</Badge>{' '}
                {money(paidAhead(side))}
                <span class="hint block">
                  {t('còn phải chứng minh', 'still to be proven')} {money(ownOwed(side))}
                </span>
              </>
            ) : (
              t('không', 'none')
            ),
          ],
        ]}
      />
    </div>
  )
}

/**
 * Both sides, and the own money that was put in. Nothing where no own money was promised or put in.
 * @param actions what may be done, such as declaring own money
 */
export function Counterpart(of: {
  request: PageRequest
  standings: readonly Standing[]
  /** Left out where the page lists them elsewhere. */
  rows?: readonly OwnPaymentRow[]
  actions?: Child
}) {
  const { request, standings, rows, actions } = of
  const { t } = request
  if (!standings.some((side) => side.ownAgreed > 0n || side.paidIn > 0n)) return null
  return (
    <Section
      fold
      title={t('Ngân sách và vốn đối ứng', 'State money and own money')}
      id="counterpart"
      actions={actions}
      lead={t(
        'Ngân sách chi không vượt tỷ lệ vốn đối ứng đã chứng minh, sau tạm ứng lần đầu.',
        'After the first advance the State pays no greater share than the share of own money that is proven.',
      )}
    >
      {standings.map((side) => (
        <Side side={side} request={request} />
      ))}
      {rows === undefined ? null : <OwnRows request={request} rows={rows} />}
    </Section>
  )
}

/** Own money that was put in, each with its voucher. */
function OwnRows({ request, rows }: { request: PageRequest; rows: readonly OwnPaymentRow[] }) {
  const { t, language } = request
  if (rows.length === 0)
    return <Empty>{t('Chưa khai khoản vốn đối ứng nào.', 'No own money is declared yet.')}</Empty>
  return (
    <ul class="mt-4 grid gap-2">
      {rows.map((row) => (
        <li class="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <a href={`/budget/own-payments/${row.id}`}>{row.documentNumber}</a>
          <Dong amount={row.amount} language={language} />
          <StateBadge of={ownPaymentStates} is={row.state} t={t} />
          <FileLink file={row.file} t={t} />
          <span class="hint">{row.purpose}</span>
        </li>
      ))}
    </ul>
  )
}
