import { activePlan } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import { type FormState, freshForm, numberOf, type PageRequest, page } from '../platform/page.ts'
import { type Fields, formPage, LinkButton } from '../ui/index.ts'
import { yearNow } from './choices.tsx'
import { treasurers } from './commands.ts'
import { correctable, correctDecision } from './decision-corrections.ts'
import { DecisionGrid, entriesOf, filledWith } from './decision-form.tsx'
import { gridOf } from './decision-grid.ts'
import { type DecidedKind, decidedKinds } from './decision-rules.ts'
import { decide } from './decisions.ts'
import { decisionFields } from './fields.ts'

/** The forms of a decision and of its correction. */

export const decisionsAt = '/budget/decisions'
export const decisionsTitle = words('Quyết định về dự toán', 'Decisions on the budget')
export const decisionCrumbs = ({ t }: PageRequest) => [
  { label: t('Kinh phí', 'Budget'), href: '/budget' },
  { label: t(decisionsTitle), href: decisionsAt },
]

/** What the address or the form that was sent says of a name. */
async function asked(request: PageRequest, name: string): Promise<string> {
  const typed = (await request.form())[name]
  return typeof typed === 'string' ? typed : (request.url.searchParams.get(name) ?? '')
}

async function recordOf(request: PageRequest) {
  const { db } = request.system
  const kind = await asked(request, 'kind')
  const { id: planId } = await activePlan({ db, planId: request.planId })
  const year = Number(await asked(request, 'year'))
  const first = await gridOf(db, planId, Number.isInteger(year) ? year : 0)
  const grid = first.years.includes(year) ? first : await gridOf(db, planId, yearNow(request, first.years))
  return {
    kind: (decidedKinds.is(kind) ? kind : 'allocation') as DecidedKind,
    grid,
    all: (await asked(request, 'all')) !== '',
  }
}

type Record = Awaited<ReturnType<typeof recordOf>>

const leads = {
  allocation: words(
    'Một quyết định giao cho nhiều mục: một số, một tệp. Điền số tiền giao ở từng mục, từng nguồn.',
    'One decision that gives to many lines: one number, one file. Fill in what each line gets of each source.',
  ),
  shift: words(
    'Chuyển tiền giữa các mục: số tăng ghi dương, số giảm ghi có dấu trừ (-). Ở mỗi nguồn, tổng phải bằng 0; không giảm quá phần chưa cam kết.',
    'Money moves between lines: what is given above nought, what is taken with a minus sign. Each source comes to 0; nothing that is committed is taken.',
  ),
  withdrawal: words(
    'Thu hồi, giảm dự toán đã giao: điền số bị thu hồi. Không thu hồi quá phần chưa cam kết.',
    'Takes allocated money back: fill in what is taken. Nothing that is committed is taken.',
  ),
}

/** Which decision and which year; another is a new form. */
function Chosen({ request, record }: { request: PageRequest; record: Record }) {
  const { t } = request
  const { kind, grid, all } = record
  const href = (more: object) =>
    `${decisionsAt}/new?${new URLSearchParams({ kind, year: String(grid.year), ...(all ? { all: '1' } : {}), ...more })}`
  const pick = (to: string, label: string, chosen: boolean) => (
    <a
      class={`btn btn-sm ${chosen ? 'btn-primary' : 'border-base-content/40 bg-base-100'}`}
      href={to}
      aria-current={chosen ? 'true' : undefined}
    >
      {label}
    </a>
  )
  return (
    <div class="no-print mb-4 flex flex-wrap items-end gap-x-6 gap-y-3">
      <div>
        <p class="mb-1 text-sm font-semibold">{t('Loại quyết định', 'Kind of decision')}</p>
        <div class="flex flex-wrap gap-2">
          {decidedKinds.keys.map((one) =>
            pick(href({ kind: one }), t(decidedKinds.names[one]), one === kind),
          )}
        </div>
      </div>
      <div>
        <p class="mb-1 text-sm font-semibold">{t('Năm dự toán', 'Budget year')}</p>
        <div class="flex flex-wrap gap-2">
          {grid.years.map((year) => pick(href({ year: String(year) }), String(year), year === grid.year))}
        </div>
      </div>
      <p class="flex flex-wrap gap-4 text-sm">
        {all ? null : <a href={href({ all: '1' })}>{t('Hiện mọi nguồn', 'Show every source')}</a>}
        <a href={`${decisionsAt}/import?kind=${kind}&year=${grid.year}`}>
          {t('Nhập từ bảng Excel, CSV', 'Import a table')}
        </a>
      </p>
    </div>
  )
}

const sumsAt = `${decisionsAt}/sums`

const decisionForm = formPage({
  command: decide,
  address: '/budget/decisions/new',
  title: words('Ghi quyết định về dự toán', 'Record a decision on the budget'),
  lead: ({ t, record }) => t(leads[record.kind]),
  crumbs: decisionCrumbs,
  record: recordOf,
  above: ({ request, record }) => <Chosen request={request} record={record} />,
  fields: ({ f, t, request, record, form }) => {
    const { kind, grid, all } = record
    return (
      <>
        {f.hidden('kind', kind)}
        {f.hidden('year', grid.year)}
        {all ? (f as unknown as Fields<string>).hidden('all', '1') : null}
        <div class="grid max-w-3xl gap-4">
          {decisionFields.form(f as unknown as Fields<keyof typeof decisionFields.labels>, t, {
            without: kind === 'allocation' ? [] : ['overEstimate'],
          })}
        </div>
        <DecisionGrid {...{ request, form, grid, kind, all }} f={f as unknown as Fields<string>} />
        <p>
          <button class="btn border-base-content/40 bg-base-100" type="submit" formaction={sumsAt}>
            {t('Cộng thử, chưa ghi', 'Add up, record nothing')}
          </button>
        </p>
      </>
    )
  },
  input: (values) => ({ entries: entriesOf(values) }),
  submit: words('Ghi quyết định', 'Record the decision'),
  wide: true,
  cancel: decisionsAt,
  done: ({ id }) => ({
    to: `${decisionsAt}/${id}`,
    message: words('Đã ghi quyết định.', 'The decision is recorded.'),
  }),
})

/** The same form with its sums; nothing is recorded. */
const sums = page({
  route: 'POST /budget/decisions/sums',
  may: treasurers,
  run: async (request) => decisionForm.view(request, await again(request)),
})

async function again(request: PageRequest): Promise<FormState> {
  return freshForm(await request.form())
}

const correctionForm = formPage({
  command: correctDecision,
  address: '/budget/decisions/{id}/correction',
  title: words('Đính chính một quyết định', 'Correct a decision'),
  lead: words(
    'Ghi số đúng của từng mục; người khác duyệt. Khi duyệt, phần chênh lệch được ghi bằng một quyết định nối với quyết định này; sổ không bị sửa.',
    'Give what is right for each line; another person approves. Then the difference is booked by a decision linked to this one; nothing in the ledger is edited.',
  ),
  crumbs: decisionCrumbs,
  record: async (request) => {
    const { db } = request.system
    const found = await correctable(db, numberOf(request, 'id'))
    return { ...found, grid: await gridOf(db, found.root.planId, found.root.year) }
  },
  initial: ({ sums: amounts, kind }, { language }) => filledWith(amounts, { kind, language }),
  fields: ({ f, t, request, record, form }) => {
    const { grid, kind } = record
    return (
      <>
        <div class="grid max-w-3xl gap-4">
          {decisionFields.form(f as unknown as Fields<keyof typeof decisionFields.labels>, t, {
            without: [
              'fileId' as const,
              'reason' as const,
              ...(kind === 'allocation' ? [] : ['overEstimate' as const]),
            ],
          })}
          {f.file('fileId', {
            label: t(decisionFields.labels.fileId),
            hint: t('Để trống: giữ tệp của quyết định này.', 'Empty: the file of this decision.'),
          })}
          {f.area('reason', { label: t('Lý do sửa', 'Why it is corrected'), required: true })}
        </div>
        <DecisionGrid {...{ request, form, grid, kind }} all={false} f={f as unknown as Fields<string>} />
      </>
    )
  },
  input: (values) => ({ entries: entriesOf(values) }),
  submit: words('Gửi duyệt', 'Send for approval'),
  wide: true,
  cancel: (_record, { params }) => `${decisionsAt}/${params.id}`,
  done: ({ id }) => ({
    to: `${decisionsAt}/${id}`,
    message: words('Đã gửi; người khác duyệt.', 'It is sent; another person approves it.'),
  }),
})

/** The way to a new decision, for whoever may record one. */
export const NewDecision = ({ request }: { request: PageRequest }) =>
  request.mayOpen(`${decisionsAt}/new`) ? (
    <LinkButton kind="primary" href={`${decisionsAt}/new`}>
      {request.t('Ghi quyết định', 'Record the decision')}
    </LinkButton>
  ) : null

export const decisionFormPages = [...decisionForm.pages, sums, ...correctionForm.pages]
