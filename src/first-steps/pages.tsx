import type { Child } from 'hono/jsx'
import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type PageRequest, receiver } from '../platform/page.ts'
import { Act, Badge, Section } from '../ui/index.ts'
import { closeFirstSteps, showFirstSteps } from './operations.ts'

export const closeReceiver = receiver({
  command: closeFirstSteps,
  address: '/first-steps',
  done: ({ closed }) => ({
    to: closed ? '/work' : '/work#first-steps',
    message: closed
      ? words(
          'Đã ẩn những bước đầu; mở lại ở trang Trợ giúp.',
          'The first steps are put away; the page Help takes them out again.',
        )
      : words('Đã hiện lại những bước đầu.', 'The first steps are shown again.'),
  }),
})

/** What somebody can do here and what to do first; nothing once it is put away or all of it is done. */
export async function FirstStepsList({ request }: { request: PageRequest }): Promise<Child> {
  const { t, actor } = request
  if (actor.userId === null || !mayRun(actor, showFirstSteps)) return null
  const { closed, roles } = await request.execute(showFirstSteps, {})
  const shown = roles.map(({ can, steps }) => ({
    can,
    steps: steps.filter(({ href }) => request.mayOpen(href)),
  }))
  if (closed || !shown.some(({ steps }) => steps.some(({ done }) => done === false))) return null
  return (
    <Section
      id="first-steps"
      title={t('Những bước đầu của bạn', 'Your first steps')}
      actions={
        <Act
          command={closeFirstSteps}
          request={request}
          action="/first-steps"
          values={{ closed: 'true' }}
          small
        >
          {t('Ẩn danh sách', 'Put it away')}
        </Act>
      }
    >
      {shown.map(({ can, steps }) => (
        <>
          <p class="mb-2">{t(can)}</p>
          <ol class="mb-3 grid gap-2">
            {steps.map(({ href, label, done }) => (
              <li class="flex flex-wrap items-baseline gap-x-3">
                <Badge tone={done ? 'success' : 'neutral'}>
                  {done === null
                    ? t('Xem', 'Show')
                    : done
                      ? t('Đã làm', 'Answered')
                      : t('Chưa làm', 'Not begun')}
                </Badge>
                <a href={href}>{t(label)}</a>
              </li>
            ))}
          </ol>
        </>
      ))}
    </Section>
  )
}

/** The button that takes the list out again. */
export const FirstStepsAgain = ({ request }: { request: PageRequest }) => (
  <Act command={closeFirstSteps} request={request} action="/first-steps" values={{ closed: '' }} small>
    {request.t('Xem lại những bước đầu', 'Show my first steps again')}
  </Act>
)
