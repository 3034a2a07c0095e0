import type { Child } from 'hono/jsx'
import { type Words, words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import type { Done, FormValues, Page, PageRequest } from '../platform/page.ts'
import { type Fields, type Filling, formPage } from '../ui/index.ts'
import { lineChoices, sourceChoices, yearChoices, yearNow } from './choices.tsx'
import { allocate, withdrawAllocation } from './commands.ts'
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

/** Where the money stands, how much it is, by which signed paper. @param before what is asked before the amount */
export function bookingFields(
  f: Fields<'line' | 'year' | 'source' | 'amount' | 'documentNumber' | 'documentDate' | 'fileId'>,
  { request, t, record: choices }: Pick<Filling<never, Choices>, 'request' | 't' | 'record'>,
  lines: 'leaf' | 'direct',
  labels: { readonly amount: Words; readonly number: Words; readonly day: Words; readonly file: Words },
  before: Child = null,
): Child {
  return (
    <>
      {f.select('line', {
        label: t('Mục dự toán', 'Budget line'),
        required: true,
        empty: t('Chọn mục', 'Choose a line'),
        choices: lineChoices(request, choices, lines),
      })}
      {f.select('year', {
        label: t('Năm dự toán', 'Budget year'),
        required: true,
        choices: yearChoices(choices),
      })}
      {f.select('source', {
        label: t('Nguồn kinh phí', 'Funding'),
        required: true,
        choices: sourceChoices(request, choices),
      })}
      {before}
      {f.money('amount', { label: t(labels.amount), required: true })}
      <div class="grid gap-4 sm:grid-cols-2">
        {f.text('documentNumber', { label: t(labels.number), required: true })}
        {f.date('documentDate', { label: t(labels.day), required: true })}
      </div>
      {f.file('fileId', { label: t(labels.file), required: true })}
    </>
  )
}

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
  fields: (filling) => {
    const { f, t } = filling
    return (
      <>
        {bookingFields(f, filling, 'leaf', {
          amount: words('Số tiền giao', 'Amount allocated'),
          number: words('Số quyết định giao', 'Number of the allocating decision'),
          day: words('Ngày quyết định', 'Day of the decision'),
          file: words('Quyết định (tệp)', 'The decision (file)'),
        })}
        {f.check('overEstimate', {
          label: t(
            'Giao vượt dự toán của kế hoạch theo văn bản điều chỉnh đã được duyệt',
            'Over the plan’s estimate, by an adjustment that has been approved',
          ),
        })}
        {f.area('note', {
          label: t('Ghi chú', 'Note'),
          rows: 3,
          hint: t(
            'Khi giao vượt dự toán: số, ngày, trích yếu văn bản điều chỉnh.',
            'When over the estimate: number, day and subject of the document that adjusts it.',
          ),
        })}
      </>
    )
  },
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
  fields: (filling) => (
    <>
      {bookingFields(filling.f, filling, 'leaf', {
        amount: words('Số tiền thu hồi', 'Amount withdrawn'),
        number: words('Số quyết định', 'Number of the decision'),
        day: words('Ngày quyết định', 'Day of the decision'),
        file: words('Quyết định (tệp)', 'The decision (file)'),
      })}
      {filling.f.area('note', { label: filling.t('Lý do', 'Reason'), required: true, rows: 3 })}
    </>
  ),
  submit: words('Ghi thu hồi dự toán', 'Record the withdrawal'),
  kind: 'danger',
  cancel: '/budget',
  done: booked(words('Đã ghi thu hồi dự toán.', 'The withdrawal is recorded.')),
})

export const allocationPages: readonly Page[] = [...allocation.pages, ...withdrawal.pages]
