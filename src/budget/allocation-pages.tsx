import type { Child } from 'hono/jsx'
import {
  type Crumb,
  type FormState,
  type FormValues,
  freshForm,
  type Page,
  type PageRequest,
  page,
  submit,
  type View,
} from '../platform/page.ts'
import { Form, fields } from '../ui/index.ts'
import { lineChoices, sourceChoices, yearChoices, yearNow } from './choices.tsx'
import { allocate, type commitDirectly, withdrawAllocation } from './commands.ts'
import { budgetChoices } from './queries.ts'

const treasurers = ['coordinator', 'finance'] as const

/** A form filled with what the address says, the year that is due and the provincial budget. */
export async function placedForm(request: PageRequest): Promise<FormState> {
  const choices = await request.execute(budgetChoices, {})
  const asked = request.url.searchParams
  return freshForm({
    line: asked.get('line') ?? '',
    year: asked.get('year') ?? String(yearNow(request, choices.years)),
    source: asked.get('source') ?? choices.source,
  })
}

/**
 * The page of a booking: where the money stands, how much it is, by which signed paper.
 * @param booking.fields what it asks besides, before the amount and after the paper
 */
export async function bookingView(
  request: PageRequest,
  form: FormState,
  booking: {
    title: string
    lead: string
    breadcrumbs: Crumb[]
    action: string
    cancel: string
    submit: string
    kind?: 'danger'
    lines: 'leaf' | 'direct'
    labels: { amount: string; number: string; day: string; file: string }
    command: typeof allocate | typeof withdrawAllocation | typeof commitDirectly
    fields: (f: ReturnType<typeof fields>) => { before?: Child; after: Child }
  },
): Promise<View> {
  const { t } = request
  const f = fields(form, t, booking.command)
  const choices = await request.execute(budgetChoices, {})
  const { labels } = booking
  const { before, after } = booking.fields(f)
  return {
    title: booking.title,
    lead: booking.lead,
    breadcrumbs: booking.breadcrumbs,
    body: (
      <div class="panel">
        <Form
          form={form}
          t={t}
          action={booking.action}
          submit={booking.submit}
          kind={booking.kind}
          cancel={booking.cancel}
          files
        >
          {f.select('line', {
            label: t('Mục dự toán', 'Budget line'),
            required: true,
            empty: t('Chọn mục', 'Choose a line'),
            choices: lineChoices(request, choices, booking.lines),
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
          {f.money('amount', { label: labels.amount, required: true })}
          <div class="grid gap-4 sm:grid-cols-2">
            {f.text('documentNumber', { label: labels.number, required: true })}
            {f.date('documentDate', { label: labels.day, required: true })}
          </div>
          {f.file('fileId', { label: labels.file, required: true })}
          {after}
        </Form>
      </div>
    ),
  }
}

const crumbs = ({ t }: PageRequest) => [{ label: t('Kinh phí', 'Budget'), href: '/budget' }]

function allocateView(request: PageRequest, form: FormState): Promise<View> {
  const { t } = request
  return bookingView(request, form, {
    title: t('Ghi giao dự toán', 'Record an allocation'),
    lead: t(
      'Số kinh phí mà cấp có thẩm quyền giao cho một mục trong năm theo kế hoạch.',
      'Money that the competent authority gives to a line for a year by the plan.',
    ),
    breadcrumbs: crumbs(request),
    action: '/budget/allocate',
    command: allocate,
    cancel: '/budget',
    submit: t('Ghi giao dự toán', 'Record the allocation'),
    lines: 'leaf',
    labels: {
      amount: t('Số tiền giao', 'Amount allocated'),
      number: t('Số quyết định giao', 'Number of the allocating decision'),
      day: t('Ngày quyết định', 'Day of the decision'),
      file: t('Quyết định (tệp)', 'The decision (file)'),
    },
    fields: (f) => ({
      after: (
        <>
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
      ),
    }),
  })
}

function withdrawView(request: PageRequest, form: FormState): Promise<View> {
  const { t } = request
  return bookingView(request, form, {
    title: t('Ghi thu hồi, giảm dự toán đã giao', 'Record the withdrawal of an allocation'),
    lead: t(
      'Chỉ thu hồi được phần đã giao mà chưa cam kết.',
      'Only what is allocated and not committed can be withdrawn.',
    ),
    breadcrumbs: crumbs(request),
    action: '/budget/withdraw',
    command: withdrawAllocation,
    cancel: '/budget',
    submit: t('Ghi thu hồi dự toán', 'Record the withdrawal'),
    kind: 'danger',
    lines: 'leaf',
    labels: {
      amount: t('Số tiền thu hồi', 'Amount withdrawn'),
      number: t('Số quyết định', 'Number of the decision'),
      day: t('Ngày quyết định', 'Day of the decision'),
      file: t('Quyết định (tệp)', 'The decision (file)'),
    },
    fields: (f) => ({ after: f.area('note', { label: t('Lý do', 'Reason'), required: true, rows: 3 }) }),
  })
}

/** Where a booking leads: the entries of its line and year. */
function booked(values: FormValues, message: string) {
  const place = ['line', 'year', 'source'].map((name) => [name, String(values[name] ?? '')])
  return { to: `/budget/entries?${new URLSearchParams(Object.fromEntries(place))}`, message }
}

export const allocationPages: readonly Page[] = [
  page({
    route: 'GET /budget/allocate',
    may: treasurers,
    run: async (request) => allocateView(request, await placedForm(request)),
  }),
  page({
    route: 'POST /budget/allocate',
    may: treasurers,
    command: allocate,
    run: (request) =>
      submit(request, allocate, {
        done: (_output, values) =>
          booked(values, request.t('Đã ghi giao dự toán.', 'The allocation is recorded.')),
        again: (form) => allocateView(request, form),
      }),
  }),
  page({
    route: 'GET /budget/withdraw',
    may: treasurers,
    run: async (request) => withdrawView(request, await placedForm(request)),
  }),
  page({
    route: 'POST /budget/withdraw',
    may: treasurers,
    command: withdrawAllocation,
    run: (request) =>
      submit(request, withdrawAllocation, {
        done: (_output, values) =>
          booked(values, request.t('Đã ghi thu hồi dự toán.', 'The withdrawal is recorded.')),
        again: (form) => withdrawView(request, form),
      }),
  }),
]
