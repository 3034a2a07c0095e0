import { addDays, daysBetween } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'

/* What an advance may be, by when it is cleared, and how it stands. Pure; migration 0141 says the same of sums and states. */

/** An advance that was paid, in đồng: what of it is cleared by vouchers, paid back, recovered by a decision. */
export interface Sums {
  readonly amount: bigint
  readonly cleared: bigint
  readonly returned: bigint
  readonly recovered: bigint
}

/** What is still to be cleared or paid back. */
export const restOf = ({ amount, cleared, returned, recovered }: Sums): bigint =>
  amount - cleared - returned - recovered

/** How an advance that was paid stands. */
export function standsAs(sums: Sums): 'open' | 'part' | 'cleared' | 'returned' | 'recovered' {
  const rest = restOf(sums)
  if (rest === sums.amount) return 'open'
  if (rest > 0n) return 'part'
  if (sums.recovered > 0n) return 'recovered'
  return sums.cleared === 0n ? 'returned' : 'cleared'
}

/** How long there is to clear an advance: the terms count days, not working days. */
export function timeToClear(dueOn: string, today: string): Words {
  const days = daysBetween(today, dueOn)
  const counted = (n: number) => `${n} ${n === 1 ? 'day' : 'days'}`
  if (days < 0) return words(`quá hạn ${-days} ngày`, `${counted(-days)} late`)
  if (days === 0) return words('hạn hôm nay', 'due today')
  return words(`còn ${days} ngày`, `${counted(days)} left`)
}

/** A row that says in how many days an advance is cleared, and what of those before must be cleared before the next. */
export interface Term {
  readonly days: number
  /** Percent; null where the row says nothing of it. */
  readonly beforeNext: number | null
  readonly source: string
}

type Due =
  | {
      readonly ok: true
      readonly dueOn: string
      readonly source: string | null
      readonly reason: string | null
    }
  | { readonly ok: false; readonly field: 'dueOn' | 'dueReason'; readonly words: Words }

/**
 * The last day on which an advance is cleared: by the row that stands, or an earlier day; where none stands, as typed with the reason.
 * @param on the day on which it is paid
 */
export function dueOf(
  term: Term | null,
  on: string,
  typed: { readonly dueOn: string | undefined; readonly dueReason: string | undefined },
): Due {
  const { dueOn, dueReason: reason = null } = typed
  const wrong = (field: 'dueOn' | 'dueReason', said: Words) => ({ ok: false, field, words: said }) as const
  if (dueOn !== undefined && dueOn < on)
    return wrong(
      'dueOn',
      words('Hạn hoàn tạm ứng không thể trước ngày chi.', 'Not before the day of the payment.'),
    )
  if (term !== null) {
    const last = addDays(on, term.days)
    return dueOn !== undefined && dueOn > last
      ? wrong('dueOn', {
          vi: `Không quá ${term.days} ngày kể từ ngày chi (${term.source}).`,
          en: `Not more than ${term.days} days after the payment (${term.source}).`,
        })
      : { ok: true, dueOn: dueOn ?? last, source: term.source, reason }
  }
  if (dueOn === undefined)
    return wrong(
      'dueOn',
      words(
        'Chưa có quy định về thời hạn: xin ghi hạn hoàn tạm ứng và lý do.',
        'No term is entered: give the day by which it is cleared, and why.',
      ),
    )
  if (reason === null)
    return wrong(
      'dueReason',
      words('Chưa có quy định về thời hạn: xin ghi lý do.', 'No term is entered: give the reason.'),
    )
  return { ok: true, dueOn, source: null, reason }
}

/**
 * Why an advance is more than its share of the State's money, beside what is advanced and not cleared; null where it is not.
 * @param percent of what is agreed; 0 where no row sets a share
 */
export function overShare(
  of: { readonly agreed: bigint; readonly unsettled: bigint; readonly amount: bigint },
  rule: { readonly percent: number; readonly source: string },
): Words | null {
  if (rule.percent === 0) return null
  const most = (of.agreed * BigInt(rule.percent)) / 100n
  if (of.unsettled + of.amount <= most) return null
  const left = most > of.unsettled ? most - of.unsettled : 0n
  return {
    vi: `Tạm ứng chưa hoàn không quá ${rule.percent}% của ${formatDong(of.agreed, 'vi')} đồng ngân sách hỗ trợ; còn được tạm ứng ${formatDong(left, 'vi')} đồng (${rule.source}).`,
    en: `What is advanced and not cleared is at most ${rule.percent}% of the ${formatDong(of.agreed, 'en')} đồng of the State; ${formatDong(left, 'en')} đồng may be advanced (${rule.source}).`,
  }
}

/** Why the next advance waits for those before; null where it does not. */
export function waitsForFormer(
  former: { readonly amount: bigint; readonly settled: bigint },
  term: Term | null,
): Words | null {
  const percent = term?.beforeNext ?? null
  if (percent === null || term === null || former.amount === 0n) return null
  if (former.settled * 100n >= former.amount * BigInt(percent)) return null
  return {
    vi: `Chỉ tạm ứng tiếp khi đã hoàn ít nhất ${percent}% số tạm ứng trước: mới hoàn ${formatDong(former.settled, 'vi')} trên ${formatDong(former.amount, 'vi')} đồng (${term.source}).`,
    en: `The next advance waits until at least ${percent}% of those before are cleared: ${formatDong(former.settled, 'en')} of ${formatDong(former.amount, 'en')} đồng are (${term.source}).`,
  }
}
