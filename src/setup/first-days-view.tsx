import { holds } from '../platform/actor.ts'
import { type Words, words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Badge, Notice, Section } from '../ui/index.ts'
import { closeFirstDays } from './commands.ts'
import { type FirstDayKey, firstDays } from './queries.ts'

const steps: Readonly<Record<FirstDayKey, { href: string; label: Words; why: Words }>> = {
  province: {
    href: '/setup#province',
    label: words('Chọn tỉnh, thành phố', 'Choose the province'),
    why: words(
      'Địa bàn, tên cơ quan và số liệu theo tỉnh.',
      'Units, names of agencies and series follow from it.',
    ),
  },
  agencies: {
    href: '/setup#agencies',
    label: words('Lập danh mục cơ quan', 'Make the agencies'),
    why: words('Việc trong kế hoạch giao cho các cơ quan này.', 'The duties of the plan are theirs.'),
  },
  plan: {
    href: '/setup#plan',
    label: words('Đưa kế hoạch vào, soát và chấp nhận', 'Bring the plan in, review and accept it'),
    why: words('Chỉ tiêu, thời hạn và kinh phí theo kế hoạch.', 'Targets, dates and budget follow from it.'),
  },
  accounts: {
    href: '/setup#users',
    label: words('Tạo tài khoản cho người khác', 'Make accounts for others'),
    why: words('Người thẩm định không tự quyết định.', 'Who appraises does not decide.'),
  },
  law: {
    href: '/norms',
    label: words('Nhập mức chi của tỉnh', 'Enter the norms of the province'),
    why: words('Theo nghị quyết của Hội đồng nhân dân tỉnh.', "From the resolution of the People's Council."),
  },
  enterprises: {
    href: '/enterprises/import',
    label: words('Đăng ký hoặc nhập doanh nghiệp', 'Register or import enterprises'),
    why: words(
      'Hồ sơ đề nghị là của doanh nghiệp đã đăng ký.',
      'Applications are of registered enterprises.',
    ),
  },
  allocation: {
    href: '/budget/decisions/new',
    label: words('Ghi kinh phí được giao', 'Record what was allocated'),
    why: words('Chỉ hỗ trợ được trong số đã giao.', 'Support is limited to it.'),
  },
}

/** How far a step is, in words. */
function standingOf(step: { done: boolean; later: boolean; next: boolean }): Words {
  if (step.done) return words('Đã làm', 'Answered')
  if (step.later) return words('Để sau', 'Later')
  return step.next ? words('Tiếp theo', 'Next') : words('Chưa làm', 'Not begun')
}

/** What to do first in a new installation; nothing once it is done or put away. */
export async function FirstDays({ request }: { request: PageRequest }) {
  const { t, actor } = request
  if (!holds(actor, ['admin', 'coordinator', 'leader'])) return null
  const shown = await request.execute(firstDays, {})
  if (shown.example !== null && actor.grants.has('admin'))
    return (
      <Notice tone="info" title={t('Đây là bản mẫu đi kèm chương trình', 'This is the shipped example')}>
        <p>
          {t(
            `Kế hoạch ${shown.example} là ví dụ để xem thử. `,
            `Plan ${shown.example} is an example to look at. `,
          )}
          <a href="/setup">{t('Thiết lập cho tỉnh của bạn', 'Set it up for your province')}</a>
        </p>
      </Notice>
    )
  if (shown.over) return null
  const next = shown.steps.find(({ done, later }) => !done && !later)
  return (
    <Section
      id="first-days"
      title={t('Việc những ngày đầu', 'What to do first')}
      actions={
        <Act
          command={closeFirstDays}
          request={request}
          action="/setup/first-days"
          values={{ closed: 'true' }}
          small
        >
          {t('Ẩn danh sách', 'Put it away')}
        </Act>
      }
    >
      <ol class="grid gap-3">
        {shown.steps.map(({ key, done, later }) => {
          const { href, label, why } = steps[key]
          const at = key === 'plan' && shown.draftId !== null ? `/plan-drafts/${shown.draftId}` : href
          return (
            <li class="flex flex-wrap items-baseline gap-x-3">
              <Badge tone={done ? 'success' : key === next?.key ? 'warning' : 'neutral'}>
                {t(standingOf({ done, later, next: key === next?.key }))}
              </Badge>
              <span>
                {request.mayOpen(at) ? <a href={at}>{t(label)}</a> : t(label)}
                <span class="hint">
                  {' '}
                  ·{' '}
                  {later
                    ? t(
                        'Bắt đầu khi chưa có kế hoạch; đưa vào lúc nào cũng được.',
                        'Started without a plan; it can come in at any time.',
                      )
                    : t(why)}
                </span>
              </span>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}
