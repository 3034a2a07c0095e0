import { type Words, words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import type { Done, FormValues, Page, PageRequest } from '../platform/page.ts'
import { formPage } from '../ui/index.ts'
import { lineChoices, sourceChoices, yearChoices, yearNow } from './choices.tsx'
import { allocate, withdrawAllocation } from './commands.ts'
import { allocationFields, withdrawalFields } from './fields.ts'
import { budgetChoices } from './queries.ts'

type Choices = Output<typeof budgetChoices>

/** What the forms of bookings share: they are filled with what the address says, the year that is due and the provincial budget. */
export const booking = {
  record: (request: PageRequest) => request.execute(budgetChoices, {}),
  initial: (choices: Choices, request: PageRequest): FormValues => {
    const asked = request.url.searchParams
    return {
      line: asked.get('line') ?? '',
      year: asked.get('year') ?? String(yearNow(request, choices.years)),
      source: asked.get('source') ?? choices.source,
    }
  },
  files: true,
}

/** What the places of a booking are chosen from. */
export const placeChoices = (request: PageRequest, choices: Choices, lines: 'leaf' | 'direct') => ({
  line: lineChoices(request, choices, lines),
  year: yearChoices(choices),
  source: sourceChoices(request, choices, ({ kind }) => kind !== 'counterpart'),
})

const crumbs = ({ t }: PageRequest) => [{ label: t('Kinh phí', 'Budget'), href: '/budget' }]

/** Where a booking leads: the entries of its line and year. */
const booked =
  (message: Words) =>
  (_output: unknown, { values }: { values: FormValues }): Done => {
    const place = ['line', 'year', 'source'].map((name) => [name, String(values[name] ?? '')])
    return { to: `/budget/entries?${new URLSearchParams(Object.fromEntries(place))}`, message }
  }

const allocation = formPage({
  ...booking,
  command: allocate,
  address: '/budget/allocate',
  title: words('Ghi giao dự toán', 'Record an allocation'),
  lead: words(
    'Số kinh phí mà cấp có thẩm quyền giao cho một mục trong năm theo kế hoạch.',
    'Money that the competent authority gives to a line for a year by the plan.',
  ),
  crumbs,
  fields: ({ f, t, request, record }) => (
    <>{allocationFields.form(f, t, { choices: placeChoices(request, record, 'leaf') })}</>
  ),
  submit: words('Ghi giao dự toán', 'Record the allocation'),
  cancel: '/budget',
  done: booked(words('Đã ghi giao dự toán.', 'The allocation is recorded.')),
})

const withdrawal = formPage({
  ...booking,
  command: withdrawAllocation,
  address: '/budget/withdraw',
  title: words('Ghi thu hồi, giảm dự toán đã giao', 'Record the withdrawal of an allocation'),
  lead: words(
    'Chỉ thu hồi được phần đã giao mà chưa cam kết.',
    'Only what is allocated and not committed can be withdrawn.',
  ),
  crumbs,
  fields: ({ f, t, request, record }) => (
    <>
      {withdrawalFields.form(f, t, {
        choices: { ...placeChoices(request, record, 'leaf'), source: sourceChoices(request, record) },
      })}
    </>
  ),
  submit: words('Ghi thu hồi dự toán', 'Record the withdrawal'),
  kind: 'danger',
  cancel: '/budget',
  done: booked(words('Đã ghi thu hồi dự toán.', 'The withdrawal is recorded.')),
})

export const allocationPages: readonly Page[] = [...allocation.pages, ...withdrawal.pages]
