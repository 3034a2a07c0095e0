import { mayRun } from '../platform/actor.ts'
import { today } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import type { FormState, PageRequest } from '../platform/page.ts'
import { Badge, type Choice, type Fields, type ListFilter } from '../ui/index.ts'
import { allocate, commitDirectly } from './commands.ts'
import type { CommitmentRow } from './commitment-queries.ts'
import type { budgetChoices } from './queries.ts'

export type Choices = Output<typeof budgetChoices>

/** Who records allocations, payments and refunds. */
export const mayBook = (request: PageRequest): boolean => mayRun(request.actor, allocate)
/** Who commits and releases. */
export const mayCommit = (request: PageRequest): boolean => mayRun(request.actor, commitDirectly)

/** The year that a screen begins with: the budget's last that has begun, else its first. */
export function yearNow(request: PageRequest, years: readonly number[]): number {
  const now = Number(today(request.system.now()).slice(0, 4))
  return years.filter((year) => year <= now).at(-1) ?? years[0] ?? now
}

/** A long title of the appendix, cut at a word for a choice or a column. */
function shortTitle(title: string, length = 70): string {
  if (title.length <= length) return title
  return `${title.slice(0, title.lastIndexOf(' ', length))}…`
}

/** Lines as choices. @param which all (groups mean their sub-lines), those that money stands on, or those of direct commitments */
export function lineChoices(
  request: PageRequest,
  choices: Choices,
  which: 'all' | 'leaf' | 'direct',
): Choice[] {
  return choices.lines
    .filter((line) => which === 'all' || (which === 'leaf' ? !line.group : line.direct))
    .map((line) => ({
      value: line.code,
      label: `${line.code} · ${shortTitle(request.t(line.title, line.titleEn))}`,
    }))
}

export const yearChoices = (choices: Choices): Choice[] =>
  choices.years.map((year) => ({ value: year, label: String(year) }))
export const sourceChoices = (
  request: PageRequest,
  choices: Choices,
  which: (source: Choices['sources'][number]) => boolean = () => true,
): Choice[] =>
  choices.sources
    .filter(which)
    .map((source) => ({ value: source.key, label: request.t(source.name, source.nameEn) }))

/** What the places of a booking are chosen from. */
export const placeChoices = (request: PageRequest, choices: Choices, lines: 'leaf' | 'direct') => ({
  line: lineChoices(request, choices, lines),
  year: yearChoices(choices),
  source: sourceChoices(request, choices, ({ kind }) => kind !== 'counterpart'),
})

/** The filters of a list by line, year and source. */
export function placeFilters(request: PageRequest, choices: Choices): ListFilter[] {
  const lines = lineChoices(request, choices, 'all')
  return [
    {
      name: 'line',
      kind: 'select',
      label: words('Mục', 'Line'),
      choices: lines.map((choice) => ({ ...choice, label: choice.label.slice(0, 48) })),
    },
    {
      name: 'year',
      kind: 'select',
      label: words('Năm dự toán', 'Budget year'),
      choices: yearChoices(choices),
    },
    {
      name: 'source',
      kind: 'select',
      label: words('Nguồn', 'Source'),
      choices: sourceChoices(request, choices),
    },
  ]
}

/** Whether a commitment still holds unpaid money. */
export function CommitmentState({ request: { t }, row }: { request: PageRequest; row: CommitmentRow }) {
  return row.rest > 0n ? (
    <Badge tone="info">{t('Còn phải chi', 'Left to pay')}</Badge>
  ) : (
    <Badge tone="success">{t('Đã tất toán', 'Settled')}</Badge>
  )
}

/** The address of the entries that a figure sums. `line` null is the whole budget, `year` null the period, `source` null all. */
export function entriesHref(of: {
  kind: string
  line: string | null
  year: number | null
  source: string | null
}): string {
  const query = new URLSearchParams({ kind: of.kind })
  if (of.line !== null) query.set('line', of.line)
  if (of.year !== null) query.set('year', String(of.year))
  if (of.source !== null) query.set('source', of.source)
  return `/budget/entries?${query}`
}

/** Which content of a task a payment or refund is of; nothing for a commitment that is of no task. */
export const contentPaidField = (
  { f, t }: { f: Fields<'taskContentId'>; t: Translate },
  contents: readonly { readonly id: number; readonly title: string }[],
) =>
  contents.length === 0
    ? null
    : f.select('taskContentId', {
        label: t('Nội dung nhiệm vụ được chi', 'Content of the task that is paid'),
        choices: contents.map(({ id, title }) => ({ value: id, label: title })),
        ...(contents.length === 1 ? {} : { empty: t('— chọn —', '— choose —') }),
      })

/** The box to tick for a voucher that was asked about; nothing while none is. */
export const sameVoucherBox = ({
  f,
  t,
  form,
}: {
  f: Fields<'sameVoucher'>
  t: Translate
  form: FormState
}) =>
  form.errors.some(({ field }) => field === 'sameVoucher')
    ? f.check('sameVoucher', {
        label: t(
          'Đây là chứng từ khác, cùng số, ngày và số tiền',
          'This is another voucher, alike by chance',
        ),
      })
    : null
