import { today } from '../platform/dates.ts'
import type { PageRequest, RecordHead } from '../platform/page.ts'
import { readsEvery } from '../platform/sight.ts'
import { Badge, Day, Stepper } from '../ui/index.ts'
import { type NextStep, nextStepsOf, settledWords } from './next-steps.ts'
import { officerLine } from './officer-pages.tsx'

/**
 * What stands above the page of a record: its state, what comes next and whose that is, and its way. On the page of one that declares none of it,
 * who is in charge alone.
 */
export async function recordTop(request: PageRequest, head: RecordHead | undefined) {
  const officer = await officerLine(request)
  if (head === undefined) return officer === null ? null : <div class="-mt-2 mb-4">{officer}</div>
  const { actor, system, t } = request
  // What agencies have to do for a plan is told to officers.
  const told = head.matters.filter((matter) => !('planId' in matter) || readsEvery(actor))
  const steps =
    actor.userId === null ? [] : await nextStepsOf({ db: system.db, actor, today: today(system.now()) }, told)
  return (
    <section
      class="panel record-top mb-4"
      aria-label={t('Tình trạng và bước tiếp theo', 'State and next step')}
    >
      <div class="grid gap-x-6 gap-y-2 sm:grid-cols-[auto_1fr]">
        <div>
          <p class="hint">{t('Tình trạng', 'State')}</p>
          <p>{head.state.shown}</p>
        </div>
        {actor.userId === null ? null : <Next request={request} head={head} steps={steps} />}
      </div>
      {officer === null ? null : <div class="mt-2">{officer}</div>}
      {head.steps.length === 0 ? null : <Stepper steps={head.steps} t={t} />}
    </section>
  )
}

function Next(props: { request: PageRequest; head: RecordHead; steps: readonly NextStep[] }) {
  const { request, head, steps } = props
  const { t } = request
  const [first] = head.matters
  const settled = 'record' in first ? settledWords(first.record, head.state.key) : null
  return (
    <div>
      <p class="hint">{t('Bước tiếp theo', 'Next step')}</p>
      {steps.length === 0 ? (
        <p>{t(settled ?? { vi: 'Không chờ ai.', en: 'Waits for nobody.' })}</p>
      ) : (
        <ul class="grid gap-1">
          {steps.map((step) => (
            <li>
              <StepLine step={step} request={request} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function StepLine({ step, request }: { step: NextStep; request: PageRequest }) {
  const { t, url } = request
  const label = step.count === 1 ? t(step.label) : `${t(step.label)} (${step.count})`
  // Here is where it is done already.
  const elsewhere = step.href !== url.pathname && request.mayOpen(step.href.replace(/#.*/, ''))
  return (
    <>
      <b>{elsewhere ? <a href={step.href}>{label}</a> : label}</b>
      {' · '}
      {step.officer ?? t(step.whose)}
      {step.mine ? (
        <>
          {' '}
          <Badge tone="warning">{t('Việc của bạn', 'Yours to do')}</Badge>
        </>
      ) : null}
      {step.lastOn === null ? (
        <span class="hint">
          {' · '}
          {t('từ', 'since')} <Day day={step.since} />
        </span>
      ) : (
        <span class={step.late ? 'text-error' : 'hint'}>
          {' · '}
          {t('hạn', 'due')} <Day day={step.lastOn} />
          {step.left === null ? '' : ` (${t(step.left)})`}
        </span>
      )}
    </>
  )
}
