import { appraisalStates } from '../councils/index.ts'
import { formatDate } from '../platform/dates.ts'
import type { PageRequest } from '../platform/page.ts'
import { Badge, Notice, Section, StateBadge } from '../ui/index.ts'
import { bySitting, type HeardRow } from './councils.ts'
import type { StepRow } from './kind-queries.ts'
import { stepParts } from './lists.ts'
import type { ShownTask } from './task-queries.ts'

/* What councils said of a task, and at which step one is still to sit. */

interface Part {
  readonly task: ShownTask
  readonly request: PageRequest
}

/** The steps that may be taken now and wait for a council. */
const waitsFor = ({ steps, open, heard }: ShownTask) =>
  steps.filter(
    (step) => open.includes(step.id) && bySitting(step) && !heard.some(({ part }) => part === step.part),
  )

/** The councils of a task: what each concluded, and the step at which one is to sit next. */
export function Councils({ task, request }: Part) {
  const { t, mayOpen } = request
  const waiting = waitsFor(task)
  if (task.heard.length === 0 && waiting.length === 0) return null
  return (
    <Section title={t('Hội đồng của nhiệm vụ', 'Councils of the task')} id="councils">
      <ul class="grid gap-3">
        {task.heard.map((heard) => (
          <li>
            <Heard heard={heard} request={request} />
          </li>
        ))}
        {waiting.map((step) => (
          <li>
            <p>
              <b>{t(step.name, step.nameEn)}</b>{' '}
              <Badge tone="warning">{t('chưa ra hội đồng', 'not before a council yet')}</Badge>
            </p>
            <p class="hint">
              {t(step.appraisalRule ?? '', step.appraisalRuleEn ?? '')}
              {step.scoreSheet === null
                ? ''
                : ` · ${t(step.scoreSheet, step.scoreSheetEn ?? step.scoreSheet)}`}
              {step.withoutCouncil ? ` · ${t('có thể không qua hội đồng', 'a council is not needed')}` : ''}
              {mayOpen('/councils') ? (
                <>
                  {' · '}
                  <a href="/councils">{t('Chọn hội đồng', 'Choose a council')}</a>
                </>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Heard({ heard, request: { t, mayOpen } }: { heard: HeardRow; request: PageRequest }) {
  const page = `/appraisals/${heard.appraisalId}`
  const name = t(stepParts.names[heard.part])
  return (
    <>
      <p>
        <b>{mayOpen(page) ? <a href={page}>{name}</a> : name}</b>{' '}
        <StateBadge of={appraisalStates} is={heard.state} t={t} /> <Outcome passes={heard.passes} t={t} />
        {heard.sessionOn === null ? '' : ` ${t('họp ngày', 'met on')} ${formatDate(heard.sessionOn)}`}
      </p>
      {heard.conclusion === null ? null : <p class="whitespace-pre-line">{heard.conclusion}</p>}
      {heard.passes === null || heard.contents.length < 2 ? null : (
        <ul class="list-disc pl-5">
          {heard.contents.map((content) => (
            <li>
              {content.title} <Outcome passes={content.passes} t={t} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Outcome({ passes, t }: { passes: boolean | null; t: PageRequest['t'] }) {
  if (passes === null) return null
  return passes ? (
    <Badge tone="success">{t('hội đồng kết luận đạt', 'the council passes it')}</Badge>
  ) : (
    <Badge tone="error">{t('hội đồng kết luận không đạt', 'the council does not pass it')}</Badge>
  )
}

/** Above the form of a step: what its council concluded, which is its result; or that one is to sit first. */
export function CouncilNotice({ task, step, request }: Part & { readonly step: StepRow }) {
  const { t } = request
  if (!bySitting(step)) return null
  const heard = task.heard.find(({ part }) => part === step.part)
  if (heard !== undefined)
    return (
      <Notice tone="info">
        <Heard heard={heard} request={request} />
      </Notice>
    )
  return (
    <Notice tone="warning">
      {step.withoutCouncil
        ? t(
            'Chưa ra hội đồng: chỉ ghi bước này khi cơ quan tự xét hoặc thuê tư vấn.',
            'Not before a council: enter the step only where the agency itself or a consultant reviews it.',
          )
        : t(
            'Bước này do hội đồng kết luận: xin đưa nhiệm vụ ra hội đồng trước.',
            'A council concludes this step: please put the task before one first.',
          )}
    </Notice>
  )
}
