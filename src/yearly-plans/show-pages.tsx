import { whyApart } from '../controls/index.ts'
import { documentDownload } from '../documents/write/export.ts'
import { officers } from '../platform/actor.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import {
  type FormState,
  numberOf,
  type Page,
  type PageRequest,
  type PageResult,
  page,
  receiver,
} from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Facts,
  FormProblem,
  formPage,
  LinkButton,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import {
  approvedApart,
  approveYearlyPlan,
  returnYearlyPlan,
  reviseYearlyPlan,
  sendYearlyPlan,
} from './approve.ts'
import { Beside } from './beside-pages.tsx'
import { editYearlyPlan, removeBeside } from './commands.ts'
import { yearlyPlanFile, yearlyPlanFormats } from './document.ts'
import { crumbs } from './list-pages.tsx'
import { showYearlyPlan } from './queries.ts'
import { isOpen, yearlyPlanStates } from './rules.ts'
import { Lines, Sums, Targets, to, Versions } from './sections.tsx'

type Shown = Output<typeof showYearlyPlan>
const planOf = (request: PageRequest) => request.execute(showYearlyPlan, { id: request.params.id })

const acts = actsOf<Shown, 'approve' | 'return'>('/yearly-plans/{id}', {
  approve: act(approveYearlyPlan, {
    title: words('Phê duyệt kế hoạch', 'Approve it'),
    path: 'approval',
    open: ({ state }) => state === 'sent',
    held: ({ id }, request) => whyApart(request, approvedApart, id),
    initial: ({ version }, { system }) => ({
      version: String(version),
      decidedOn: formatDate(today(system.now())),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.text('number', {
          label: t('Số văn bản', 'Number of the document'),
          hint: t('Ví dụ 12/KH-UBND.', 'Such as 12/KH-UBND.'),
        })}
        {f.date('decidedOn', { label: t('Phê duyệt ngày', 'Approved on') })}
        {record.verdicts.some(({ above }) => above)
          ? f.check('overNormAgreed', {
              label: t('Đồng ý các dòng vượt định mức có lý do', 'I agree to the lines above their norms'),
            })
          : null}
      </>
    ),
    done: words('Đã phê duyệt kế hoạch năm.', 'The yearly plan is approved.'),
  }),
  return: act(returnYearlyPlan, {
    title: words('Trả lại kế hoạch', 'Return it to be mended'),
    path: 'return',
    kind: 'danger',
    open: ({ state }) => state === 'sent',
    held: ({ id }, request) => whyApart(request, approvedApart, id),
    initial: ({ version }) => ({ version: String(version) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remarks', {
          label: t('Ý kiến khi trả lại', 'Remarks when returned'),
          required: true,
          rows: 3,
        })}
      </>
    ),
    done: words('Đã trả lại kế hoạch năm.', 'The yearly plan is returned.'),
  }),
})

const way = ['draft', 'sent', 'approved'] as const
const stepsOfPlan = (plan: Shown, t: PageRequest['t']) =>
  stepsOf(
    way.map((key) => [key, t(yearlyPlanStates.names[key])] as const),
    plan.state === 'returned' ? 'draft' : plan.state,
    { draft: plan.begunOn, sent: plan.sentOn, approved: plan.decidedOn },
  )

/** @param refused an act without fields that was refused: why stands on top */
async function planView(
  request: PageRequest,
  sent?: Sent<'approve' | 'return'>,
  refused?: FormState,
): Promise<PageResult> {
  const { t } = request
  const plan = await planOf(request)
  const chosen = acts.chosen(request, plan, sent)
  const open = isOpen(plan.state)
  const last = plan.versions[0]
  return recordView({
    title: plan.title,
    lead: t(`Kế hoạch số ${plan.plan}, năm ${plan.year}`, `Plan ${plan.plan}, ${plan.year}`),
    breadcrumbs: crumbs(request),
    head: {
      wide: true,
      matters: [{ record: 'yearly-plan', id: plan.id }],
      state: { key: plan.state, shown: <StateBadge of={yearlyPlanStates} is={plan.state} t={t} /> },
      steps: stepsOfPlan(plan, t),
    },
    marks: refused === undefined ? null : <FormProblem form={refused} t={t} />,
    finished: plan.state === 'approved',
    actions: (
      <>
        {yearlyPlanFormats.map((format) => (
          <LinkButton href={`${to(plan)}/document.${format}`}>{format.toUpperCase()}</LinkButton>
        ))}
        {open ? (
          <>
            <Act command={editYearlyPlan} request={request} href={`${to(plan)}/edit`}>
              {t('Sửa', 'Edit')}
            </Act>
            <Act
              command={sendYearlyPlan}
              request={request}
              action={`${to(plan)}/sending`}
              values={{ version: plan.version }}
              kind="primary"
            >
              {t('Trình phê duyệt', 'Send it to be approved')}
            </Act>
          </>
        ) : null}
        {plan.state === 'approved' ? (
          <Act command={reviseYearlyPlan} request={request} href={`${to(plan)}/revision`}>
            {t('Lập bản điều chỉnh', 'Revise')}
          </Act>
        ) : null}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, plan, chosen, sent),
    decision:
      plan.number === null && last?.outcome !== 'returned' ? null : (
        <Section title={t('Phê duyệt', 'Approval')}>
          <Facts
            columns={2}
            items={[
              [t('Số văn bản', 'Number of the document'), plan.number],
              [
                t('Phê duyệt ngày', 'Approved on'),
                plan.decidedOn === null ? null : formatDate(plan.decidedOn),
              ],
              ...(last?.outcome === 'returned'
                ? [[t('Ý kiến khi trả lại', 'Remarks when returned'), last.remarks] as const]
                : []),
            ]}
          />
        </Section>
      ),
    summary: (
      <>
        {plan.note === null ? null : (
          <Section title={t('Mục tiêu, yêu cầu của năm', 'Aims of the year')}>
            <p class="max-w-prose whitespace-pre-line">{plan.note}</p>
          </Section>
        )}
        <Lines plan={plan} request={request} />
      </>
    ),
    conditions: <Targets plan={plan} request={request} />,
    rest: (
      <>
        <Sums plan={plan} request={request} />
        <Beside plan={plan} request={request} />
        <Versions plan={plan} request={request} />
      </>
    ),
  })
}

const shown = page({
  route: 'GET /yearly-plans/{id}',
  for: showYearlyPlan,
  run: (request) => planView(request),
})

const sending = receiver({
  command: sendYearlyPlan,
  address: '/yearly-plans/{id}/sending',
  again: (request, form) => planView(request, undefined, form),
  done: (output) => ({
    to: to(output),
    message: words('Đã trình kế hoạch năm.', 'The yearly plan is sent.'),
  }),
})

const besideRemoved = receiver({
  command: removeBeside,
  address: '/yearly-plans/{id}/beside/{beside}/removal',
  again: (request, form) => planView(request, undefined, form),
  done: (output) => ({ to: `${to(output)}#beside`, message: words('Đã bỏ.', 'Removed.') }),
})

const revised = formPage({
  command: reviseYearlyPlan,
  address: '/yearly-plans/{id}/revision',
  record: planOf,
  title: words('Điều chỉnh kế hoạch năm', 'Revise the yearly plan'),
  lead: words(
    'Bản đã phê duyệt còn hiệu lực đến khi bản điều chỉnh được phê duyệt.',
    'What was approved holds until the revision is approved.',
  ),
  crumbs: (request, plan) => [...crumbs(request), { label: plan.title, href: to(plan) }],
  initial: ({ version }) => ({ version: String(version) }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {f.area('reason', { label: t('Lý do', 'Reason'), required: true, rows: 2 })}
    </>
  ),
  submit: words('Lập bản điều chỉnh', 'Revise'),
  cancel: to,
  done: (output) => ({
    to: to(output),
    message: words('Xin sửa các dòng rồi trình lại.', 'Change its lines, then send it again.'),
  }),
})

const files: readonly Page[] = yearlyPlanFormats.map((format) =>
  page({
    route: `GET /yearly-plans/{id}/document.${format}`,
    may: officers,
    run: async (request) =>
      documentDownload(
        request,
        await request.execute(yearlyPlanFile, {
          id: numberOf(request, 'id'),
          format,
          version: request.url.searchParams.get('version') || undefined,
        }),
      ),
  }),
)

export const yearlyPlanPages: readonly Page[] = [
  shown,
  ...acts.receivers(planView),
  sending,
  besideRemoved,
  ...revised.pages,
  ...files,
]
