import type { Child } from 'hono/jsx'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { mostAtOnce } from '../platform/many.ts'
import type { Output } from '../platform/operation.ts'
import {
  type FormState,
  type FormValues,
  fillingOf,
  freshForm,
  type PageRequest,
  page,
} from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import {
  chosenRows,
  Dong,
  Empty,
  type Fields,
  formPage,
  LinkButton,
  type ManyAct,
  Notice,
  StateBadge,
  Table,
} from '../ui/index.ts'
import { decideTogether, tryDecision } from './decide-together.ts'
import { Lines, Tasks } from './decision-money-view.tsx'
import { type DecisionApplication, decisionOutcomes, decisionRows, moneyOfDecision } from './decision-rows.ts'
import { listApplications } from './queries.ts'
import { applicationStates } from './states.ts'

/* The form of one decision on several applications: each row with its outcome and reason, the sums beside the lines of the budget. */

const at = '/applications/decisions/new'
const trialAt = '/applications/decisions/trial'
const title = words('Quyết định nhiều hồ sơ', 'Decide several applications')

/** The act above the list of applications. */
export const decideTogetherAct: ManyAct = {
  title,
  address: at,
  may: decideTogether.may,
  signed: 'application',
}

const isItem = /^items\.(\d+)\.id$/

/** The rows of a form that was sent, in their order. */
function itemsOf(values: FormValues) {
  return Object.keys(values)
    .flatMap((name) => isItem.exec(name)?.[1] ?? [])
    .toSorted((a, b) => Number(a) - Number(b))
    .slice(0, mostAtOnce)
    .map((row) => ({
      id: values[`items.${row}.id`],
      version: values[`items.${row}.version`],
      outcome: values[`items.${row}.outcome`],
      reason: values[`items.${row}.reason`],
    }))
}

const typed = (value: FormValues[string]) => (typeof value === 'string' ? value : '')

/** What is proposed: what was appraised or waits is supported, what a council did not pass is refused. */
const proposed = ({ state, amount }: DecisionApplication) =>
  state === 'checked' || amount === null ? 'refuse' : 'accept'

type Trial = Output<typeof tryDecision>

/** The applications of the form, and what would become of them where that was asked. */
async function recordOf(request: PageRequest) {
  const { actor, url } = request
  const { db } = request.system
  const values = await request.form()
  const sent = itemsOf(values)
  const { ids, more } =
    sent.length > 0
      ? { ids: sent.map(({ id }) => typed(id)), more: undefined }
      : await chosenRows({ query: listApplications }, request)
  const numbers = ids.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0 && id < 2 ** 31)
  const found = new Map((await decisionRows({ db, actor }, numbers)).map((row) => [row.id, row]))
  const rows = numbers.flatMap((id) => found.get(id) ?? [])
  const outcomes = new Map(sent.map(({ id, outcome }) => [Number(id), typed(outcome)]))
  const granted = rows.filter((row) => (outcomes.get(row.id) ?? proposed(row)) === 'accept')
  return { rows, more, ...(await moneyOfDecision(db, granted)), tried: url.pathname === trialAt }
}
type Record = Awaited<ReturnType<typeof recordOf>>

const decisionForm = formPage({
  command: decideTogether,
  address: at,
  title,
  lead: words(
    'Một số, một danh sách. Mỗi hồ sơ theo đúng quy tắc như khi quyết định riêng; quyết định được tất cả, hoặc không hồ sơ nào.',
    'One number, one list. Each application goes by the rules of a single decision; all of them are decided, or none.',
  ),
  crumbs: ({ t }) => [
    { label: t('Hồ sơ đề nghị hỗ trợ', 'Applications for support'), href: '/applications' },
    {
      label: t('Các quyết định cho nhiều hồ sơ', 'Decisions on several applications'),
      href: '/applications/decisions',
    },
  ],
  record: recordOf,
  initial: ({ rows }, { system, actor }) => ({
    decidedOn: formatDate(today(system.now())),
    ...(actor.grants.has('leader') ? { committee: 'true' } : {}),
    ...Object.fromEntries(rows.map((row, place) => [`items.${place}.outcome`, proposed(row)])),
  }),
  above: ({ request, record }) => <Above request={request} record={record} />,
  fields: ({ f, t, request, record }) => (
    <>
      <Rows request={request} f={f as unknown as Fields<string>} record={record} />
      <Lines request={request} lines={record.lines} />
      <Tasks request={request} tasks={record.tasks} />
      <div class="grid max-w-3xl gap-4">
        {f.area('reason', {
          label: t('Lý do chung', 'Reason of all'),
          hint: t(
            'Cho những hồ sơ không ghi lý do riêng.',
            'For the applications that have none of their own.',
          ),
          rows: 3,
        })}
        {f.number('number', {
          label: t('Số quyết định', 'Number of the decision'),
          hint: t('Để trống thì lấy số tiếp theo của sổ.', 'Left empty: the next one of the register.'),
        })}
        {f.date('decidedOn', { label: t('Ngày quyết định', 'Day of the decision') })}
        {f.check('committee', {
          label: t('Ủy ban nhân dân ban hành', "The People's Committee issues it"),
          hint: t(
            'Không chọn: cơ quan điều hành ban hành.',
            'Not chosen: the agency that carries the programme does.',
          ),
        })}
        {f.text('signer', { label: t('Họ tên người ký', "Signatory's name") })}
      </div>
      <p>
        <button class="btn border-base-content/40 bg-base-100" type="submit" formaction={trialAt}>
          {t('Thử, chưa ghi', 'Try, record nothing')}
        </button>
      </p>
    </>
  ),
  input: (values) => ({ items: itemsOf(values) }),
  submit: words('Ghi quyết định', 'Record the decision'),
  wide: true,
  draft: false,
  cancel: '/applications',
  done: ({ id, number }) => ({
    to: `/applications/decisions/${id}`,
    message: words(`Đã ghi Quyết định số ${number}.`, `Decision ${number} is recorded.`),
  }),
})

function Above({ request: { t }, record: { rows, more } }: { request: PageRequest; record: Record }) {
  if (rows.length === 0)
    return (
      <Empty
        action={
          <LinkButton href="/applications?state=appraised">
            {t('Chọn hồ sơ', 'Choose applications')}
          </LinkButton>
        }
      >
        {t('Chưa chọn dòng nào.', 'No row is chosen.')}
      </Empty>
    )
  if (more === undefined) return null
  return (
    <Notice tone="warning">
      {t(
        `Bộ lọc khớp ${more ?? 'hơn 10.000'} dòng; dưới đây là ${mostAtOnce} dòng đầu theo thứ tự của danh sách. Làm xong xin chọn tiếp.`,
        `The filter finds ${more ?? 'more than 10,000'} rows; these are the first ${mostAtOnce} in the order of the list. Choose the others when these are done.`,
      )}
    </Notice>
  )
}

/** A row for each application: what is decided of it and why. */
function Rows({ request, f, record: { rows } }: { request: PageRequest; f: Fields<string>; record: Record }) {
  const { t, language } = request
  const heads = {
    application: t('Hồ sơ', 'Application'),
    requested: t('Mức đề nghị, đồng', 'Requested, đồng'),
    amount: t('Thẩm định, đồng', 'Appraised, đồng'),
    outcome: t('Quyết định', 'Decision'),
    reason: t('Lý do riêng', 'Own reason'),
  }
  const caption = t('Danh sách hồ sơ', 'List of applications')
  return (
    <div id="f-items" tabindex={-1}>
      <Table caption={caption} stack>
        <thead>
          <tr>
            <th>{heads.application}</th>
            <th class="num">{heads.requested}</th>
            <th class="num">{heads.amount}</th>
            <th>{heads.outcome}</th>
            <th>{heads.reason}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr>
              <td class="min-w-48" data-label={heads.application}>
                <span>
                  {f.hidden(`items.${place}.id`, row.id)}
                  {f.hidden(`items.${place}.version`, row.version)}
                  <a href={`/applications/${row.id}`}>
                    {row.id} · {row.enterprise}
                  </a>
                  <span class="hint block">
                    {t(row.content, row.contentEn)}, {row.year} · {stateOf(row, t)}
                  </span>
                </span>
              </td>
              <td class="num" data-label={heads.requested}>
                <Dong amount={row.requested} language={language} />
              </td>
              <td class="num" data-label={heads.amount}>
                {row.amount === null ? '—' : <Dong amount={row.amount} language={language} />}
              </td>
              <td class="min-w-44" data-label={heads.outcome}>
                <div class="[&_label]:sr-only">
                  {f.select(`items.${place}.outcome`, {
                    label: t(`Quyết định hồ sơ ${row.id}`, `Decision on application ${row.id}`),
                    required: true,
                    choices: [
                      ...decisionOutcomes.choices(t),
                      { value: 'leave', label: t('Để lại, chưa quyết định', 'Leave undecided') },
                    ],
                  })}
                </div>
              </td>
              <td class="min-w-56" data-label={heads.reason}>
                <div class="[&_label]:sr-only">
                  {f.text(`items.${place}.reason`, {
                    label: t(`Lý do riêng của hồ sơ ${row.id}`, `Reason of application ${row.id}`),
                  })}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}

const stateOf = ({ state }: DecisionApplication, t: PageRequest['t']): Child =>
  applicationStates.is(state) ? <StateBadge of={applicationStates} is={state} t={t} /> : state

/** The same form with what would become of each row; nothing is recorded. */
const trialPage = page({
  route: `POST ${trialAt}`,
  for: tryDecision,
  async run(request) {
    const values = await request.form()
    try {
      const trial = await request.execute(tryDecision, { ...values, items: itemsOf(values) })
      const view = await decisionForm.view(request, shownAgain(values, trial))
      return {
        ...view,
        body: (
          <>
            {<TrialNotice request={request} trial={trial} />}
            {view.body}
          </>
        ),
      }
    } catch (error) {
      if (!(error instanceof Problem) || error.status === 403 || error.status >= 500) throw error
      const form = {
        ...freshForm(values),
        errors: error.fields,
        problem: error.words,
        once: fillingOf(values),
      }
      return { ...(await decisionForm.view(request, form)), status: error.status }
    }
  },
})

/** The form as it was typed, with what stands against its rows. */
function shownAgain(values: FormValues, trial: Trial): FormState {
  const places = new Map(itemsOf(values).map(({ id }, place) => [Number(id), place]))
  const errors = trial.rows.flatMap(({ id, problem }) =>
    problem === null ? [] : [{ field: `items.${places.get(id)}.outcome`, words: problem }],
  )
  return { ...freshForm(values), errors, once: fillingOf(values) }
}

function TrialNotice({ request: { t }, trial: { number, rows } }: { request: PageRequest; trial: Trial }) {
  const against = rows.filter(({ problem }) => problem !== null).length
  return against === 0 ? (
    <Notice tone="success">
      {t(
        `Quyết định được cả ${rows.length} hồ sơ; số sẽ là ${number}. Chưa ghi gì.`,
        `All ${rows.length} applications can be decided; the number would be ${number}. Nothing is recorded yet.`,
      )}
    </Notice>
  ) : (
    <Notice tone="warning">
      {t(
        `${against} trên ${rows.length} hồ sơ chưa quyết định được như vậy; lý do ở từng dòng. Có thể để lại những hồ sơ ấy.`,
        `${against} of ${rows.length} applications cannot be decided so; each row says why. They can be left out.`,
      )}
    </Notice>
  )
}

export const decideTogetherPages = [...decisionForm.pages, trialPage]
