import type { MovedRecord } from '../plan/index.ts'
import { mayRun } from '../platform/actor.ts'
import { formatDate, yearSpan } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { Badge, Empty, LinkButton, Notice, Section } from '../ui/index.ts'
import { moveRecords } from './move.ts'
import { type Passing, planTransition, type TransitionKind, type transitionStates } from './transition.ts'

const kindWords: Readonly<Record<TransitionKind, Words>> = {
  applications: words('hồ sơ đề nghị chưa kết thúc', 'applications not settled'),
  turns: words('lượt hỗ trợ đang thực hiện', 'support turns under way'),
  commitments: words('cam kết còn phải chi', 'commitments left to pay'),
  obstacles: words('khó khăn, vướng mắc chưa giải quyết', 'obstacles unresolved'),
  duties: words('nhiệm vụ có thời hạn chưa xong', 'dated duties not done'),
  criteria: words(
    'tiêu chí được nối tiếp: câu trả lời và minh chứng của doanh nghiệp theo sang',
    'criteria that go on: the answers of enterprises and their evidence follow',
  ),
  dutiesPassed: words(
    'nhiệm vụ của các năm do kế hoạch sau thực hiện',
    'duties of years that the next plan counts',
  ),
  allocations: words('kinh phí đã giao chưa cam kết', 'allocated and not committed'),
  reports: words('báo cáo năm chưa chốt', 'yearly reports not sealed'),
  targets: words('chỉ tiêu chưa đạt mức kế hoạch', 'targets not reached'),
}

const stateWords: Readonly<Record<(typeof transitionStates)[number], Words>> = {
  running: words('Năm cuối của giai đoạn', 'Last year of the period'),
  ended: words('Đã hết giai đoạn', 'The period has ended'),
  replaced: words('Đã được thay thế', 'Replaced'),
}

/** What of the open work can be moved, and as which record. */
const movable: Partial<Record<TransitionKind, MovedRecord>> = {
  applications: 'application',
  turns: 'support_turn',
  obstacles: 'obstacle',
  duties: 'duty_item',
}

function Items({
  request,
  title,
  items,
  none,
  moving,
}: {
  request: PageRequest
  title: string
  items: Passing['open']
  none: string
  /** The plan whose work the reader may move on; undefined: none. */
  moving?: number | undefined
}) {
  const { t, language } = request
  return (
    <div>
      <h3 class="mb-1">{title}</h3>
      {items.length === 0 ? <p class="hint">{none}</p> : null}
      <ul class="grid gap-1">
        {items.map(({ kind, count, amount, late, href }) => (
          <li>
            <a href={href}>
              {kind === 'allocations' ? '' : `${formatNumber(count, language)} `}
              {t(kindWords[kind])}
            </a>
            {amount === null ? '' : `: ${formatDong(amount, language)} ${t('đồng', 'đồng')}`}{' '}
            {late === 0 ? null : <Badge tone="error">{t(`${late} quá hạn`, `${late} overdue`)}</Badge>}
            {moving === undefined || movable[kind] === undefined ? null : (
              <a class="hint ml-2" href={`/plans/move?record=${movable[kind]}&from=${moving}`}>
                {t('Chuyển kế hoạch', 'Move to another plan')}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Plan({ request, plan }: { request: PageRequest; plan: Passing }) {
  const { t, mayOpen } = request
  return (
    <Section
      id={`plan-${plan.id}`}
      title={`${t('Kế hoạch', 'Plan')} ${plan.number}`}
      lead={t(
        `${plan.province}, ${yearSpan(plan.firstYear, plan.lastYear)}; ngày cuối ${formatDate(plan.endsOn)}.`,
        `${plan.province}, ${yearSpan(plan.firstYear, plan.lastYear, 'en')}; last day ${formatDate(plan.endsOn)}.`,
      )}
    >
      <p class="mb-3 flex flex-wrap items-center gap-2">
        <Badge tone={plan.state === 'ended' ? 'warning' : 'neutral'}>{t(stateWords[plan.state])}</Badge>
        {plan.next === null ? null : (
          <span>
            {t('Kế hoạch sau:', 'Next plan:')} <a href={`/plan?plan=${plan.next.id}`}>{plan.next.number}</a>
          </span>
        )}
      </p>
      {plan.next !== null || plan.state === 'replaced' ? null : (
        <Notice tone="info" title={t('Chưa có kế hoạch giai đoạn sau', 'There is no next plan yet')}>
          <p>
            {t(
              'Việc phát sinh trong thời gian này được ghi theo kế hoạch mà cán bộ chọn khi ghi.',
              'What happens meanwhile is recorded under the plan that the officer names.',
            )}
          </p>
          <p class="mt-2 flex flex-wrap gap-2">
            {plan.draft === null ? (
              <LinkButton href={`/plan/next?plan=${plan.id}`} kind="primary">
                {t('Lập dự thảo kế hoạch giai đoạn sau', 'Draft the next plan')}
              </LinkButton>
            ) : (
              <LinkButton href={`/plan-drafts/${plan.draft.id}`} kind="primary">
                {plan.draft.label}
              </LinkButton>
            )}
            {mayOpen('/plan-drafts/new') ? (
              <LinkButton href="/plan-drafts/new">
                {t('Đọc văn bản đã ký', 'Read a signed document')}
              </LinkButton>
            ) : null}
          </p>
        </Notice>
      )}
      <div class="grid gap-5 sm:grid-cols-2">
        <Items
          request={request}
          title={t('1. Việc còn mở, làm xong theo kế hoạch này', '1. Still open, finished under this plan')}
          items={plan.open}
          moving={mayRun(request.actor, moveRecords) && plan.next !== null ? plan.id : undefined}
          none={t('Không còn việc nào.', 'Nothing is open.')}
        />
        <Items
          request={request}
          title={t('2. Theo sang kế hoạch sau', '2. Moves to the next plan')}
          items={plan.moves}
          none={
            plan.next === null
              ? t('Xác định khi chấp nhận kế hoạch sau.', 'Said when the next plan is accepted.')
              : t('Không có gì.', 'Nothing.')
          }
        />
        <Items
          request={request}
          title={t('3. Kết thúc cùng kế hoạch', '3. Closes with the plan')}
          items={plan.closes}
          none={t('Không có gì.', 'Nothing.')}
        />
        <Items
          request={request}
          title={t('4. Báo cáo tổng kết còn cần', '4. What the final report still needs')}
          items={plan.report}
          none={t('Đã đủ.', 'Nothing is missing.')}
        />
      </div>
    </Section>
  )
}

export const transitionPage = page({
  route: 'GET /plans/transition',
  for: planTransition,
  place: {
    group: 'programme',
    order: 13,
    label: words('Chuyển kỳ kế hoạch', 'The passage to the next plan'),
  },
  async run(request) {
    const { t } = request
    const { plans } = await request.execute(planTransition, {})
    return {
      title: t('Chuyển kỳ kế hoạch', 'The passage to the next plan'),
      lead: t(
        'Việc đang làm của kế hoạch cũ vẫn ở các danh sách và được làm xong theo quy định của nó; trang này cho biết còn gì.',
        'Work in progress of a plan stays in the lists and is finished under its own rules; this page tells what is left.',
      ),
      breadcrumbs: [{ label: t('Các kế hoạch', 'All plans'), href: '/plans' }],
      body:
        plans.length === 0 ? (
          <Empty>{t('Chưa có kế hoạch nào đến năm cuối.', 'No plan has come to its last year.')}</Empty>
        ) : (
          plans.map((plan) => <Plan request={request} plan={plan} />)
        ),
    }
  },
})

/** What the home page of whoever acts on it says of plans that pass; null when there is nothing to do. */
export function TransitionNotice({
  request,
  passing,
}: {
  request: PageRequest
  passing: Output<typeof planTransition>['plans']
}) {
  const { t, actor } = request
  if (!actor.grants.has('coordinator') && !actor.grants.has('leader')) return null
  const open = ({ open, report }: Passing) => [...open, ...report].length > 0
  const plans = passing.filter((plan) => plan.state === 'ended' || (plan.state === 'replaced' && open(plan)))
  if (plans.length === 0) return null
  return (
    <Notice tone="info" title={t('Chuyển kỳ kế hoạch', 'The passage to the next plan')}>
      <ul class="grid gap-1">
        {plans.map((plan) => (
          <li>
            {plan.state === 'ended'
              ? t(
                  `Kế hoạch ${plan.number} đã hết giai đoạn ngày ${formatDate(plan.endsOn)}, chưa có kế hoạch sau.`,
                  `Plan ${plan.number} ended on ${formatDate(plan.endsOn)}; there is no next plan yet.`,
                )
              : t(
                  `Kế hoạch ${plan.number} đã được thay thế, còn việc chưa xong.`,
                  `Plan ${plan.number} is replaced; work of it is left.`,
                )}
          </li>
        ))}
      </ul>
      <p class="mt-1">
        <a href="/plans/transition">{t('Xem còn gì và cần làm gì', 'See what is left and what to do')}</a>
      </p>
    </Notice>
  )
}
