import type { Child } from 'hono/jsx'
import { officers } from '../platform/actor.ts'
import type { PageRequest } from '../platform/page.ts'
import { LinkButton, Notice } from '../ui/index.ts'
import { planNames } from './plan-filter.ts'

/**
 * What a form says while every plan has ended: under which plan something new is taken, and for officers the way to the next one.
 * Null while a plan runs, and where there is none.
 */
export async function betweenPlans(request: PageRequest): Promise<Child> {
  const { t, actor } = request
  const { plans } = await request.execute(planNames, {})
  const year = request.system.now().getFullYear()
  const ended = plans.find(({ replaced }) => !replaced)
  if (ended === undefined || plans.some((plan) => !plan.replaced && plan.lastYear >= year)) return null
  const officer = officers.some((grant) => actor.grants.has(grant))
  return (
    <Notice
      tone="info"
      title={t(
        `Kế hoạch ${ended.number} đã hết giai đoạn, chưa có kế hoạch sau`,
        `Plan ${ended.number} has ended, and there is no next plan yet`,
      )}
    >
      <p>
        {officer
          ? t(
              'Việc phát sinh trong thời gian này được ghi theo kế hoạch mà cán bộ chọn, và chuyển sang kế hoạch sau khi có.',
              'What happens meanwhile is recorded under the plan that the officer names, and moved to the next plan when there is one.',
            )
          : t(
              'Hồ sơ, phản ánh nộp trong thời gian này vẫn được tiếp nhận; cơ quan điều hành cho biết được giải quyết theo kế hoạch nào.',
              'What is filed meanwhile is taken; the coordinator says under which plan it is settled.',
            )}
      </p>
      {actor.grants.has('coordinator') ? (
        <p class="mt-2 flex flex-wrap gap-2">
          <LinkButton href={`/plan/next?plan=${ended.id}`}>
            {t('Lập dự thảo kế hoạch giai đoạn sau', 'Draft the next plan')}
          </LinkButton>
          <LinkButton href="/plans/transition">
            {t('Chuyển kỳ kế hoạch', 'The passage to the next plan')}
          </LinkButton>
        </p>
      ) : null}
    </Notice>
  )
}
