import type { Child } from 'hono/jsx'
import type { Translate } from '../platform/language.ts'
import type { RecordHead, Step, View } from '../platform/page.ts'
import { Day, Section } from './pieces.tsx'
import { RecordTable } from './record-table.tsx'

/*
 * The page of a record, in one order for all of them: where it stands and what comes next (the shell puts that on top, out of the kinds of
 * work), what is to be done now, the decision, what it says, the conditions, the evidence, the rest; its story beside all that.
 */

export interface RecordPage extends Omit<View, 'body' | 'record'> {
  readonly head: Omit<RecordHead, 'late'>
  /** Marks over everything: old data, warnings. */
  readonly marks?: Child
  /** The form of what is to be done now. */
  readonly act?: Child
  /** Nothing is to be done any more: what still can be stands below the story. */
  readonly finished?: boolean
  readonly decision?: Child
  readonly summary: Child
  readonly conditions?: Child
  readonly evidence?: Child
  readonly rest?: Child
}

/**
 * The view of a record.
 * @example
 * return recordView({
 *   title, breadcrumbs,
 *   head: { matters: [{ record: 'application', id }], state: { key, shown: <StateBadge … /> }, steps: stepsOf(…) },
 *   act: await applicationActs.form(…), decision: <Decision … />, summary: <Summary … />, conditions: <Conditions … />,
 * })
 */
export function recordView(of: RecordPage): View {
  const { head, marks, act, finished, decision, summary, conditions, evidence, rest, ...view } = of
  const late = finished === true ? act : undefined
  return {
    ...view,
    record: { ...head, ...(late === undefined || late === null ? {} : { late }) },
    body: (
      <>
        {marks}
        {finished === true ? null : act}
        {decision}
        {summary}
        {conditions}
        {evidence}
        {rest}
      </>
    ),
  }
}

/**
 * A way through states as steps.
 * @param way the states of the usual way in their order, each with its word
 * @param now the state it is in
 * @param days the days on which states were reached, ISO, as far as they are known
 * @param aside a state beside the way: the one of the way that it is reached from last, and whether the way ends there
 */
export function stepsOf<Key extends string>(
  way: readonly (readonly [key: Key, label: string])[],
  now: Key,
  days: Readonly<Partial<Record<Key, string | null>>>,
  aside?: { readonly after: Key; readonly label: string; readonly ends: boolean } | undefined,
): Step[] {
  const reached = way.findIndex(([key]) => key === (aside?.after ?? now))
  const last = way.length - 1
  const steps = way.map(([key, label], at): Step => {
    const on = days[key] ?? null
    if (at < reached || (at === reached && (aside !== undefined || reached === last)))
      return { label, at: 'past', on }
    return at === reached ? { label, at: 'now', on } : { label, at: 'ahead' }
  })
  if (aside === undefined) return steps
  const beside: Step = { label: aside.label, at: aside.ends ? 'ended' : 'now', on: days[now] ?? null }
  return [...steps.slice(0, reached + 1), beside, ...(aside.ends ? [] : steps.slice(reached + 1))]
}

/** The steps of a record's way, in a row; the word of each says what its colour says. */
export function Stepper(props: { steps: readonly Step[]; t: Translate }) {
  const { steps, t } = props
  const said: Readonly<Record<Step['at'], string>> = {
    past: t('đã qua', 'done'),
    now: t('hiện nay', 'now'),
    ahead: t('chưa tới', 'ahead'),
    ended: t('kết thúc tại đây', 'ended here'),
  }
  return (
    <ol class="stepper" aria-label={t('Các bước', 'Steps')}>
      {steps.map(({ label, at, on }) => (
        <li class={at} aria-current={at === 'now' ? 'step' : undefined}>
          <span>{label}</span>
          <span class="sr-only">, {said[at]}</span>
          {on === undefined || on === null ? null : (
            <span class="hint block">
              <Day day={on} />
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}

/** A condition as it was judged. */
export interface Condition {
  readonly name: string
  /** Met; anything else fails, or is not known yet. */
  readonly met: boolean
  readonly outcome: Child
  readonly considered: Child
  readonly basis: Child
}

/** Conditions of a record: those that fail or are open stand there, the others are folded. */
export function Conditions(props: {
  title: string
  lead?: string
  conditions: readonly Condition[]
  t: Translate
}) {
  const { title, lead, conditions, t } = props
  const open = conditions.filter(({ met }) => !met)
  const met = conditions.length - open.length
  return (
    <Section title={title} id="findings" lead={lead}>
      {open.length === 0 ? (
        <p class="mb-2">{t(`Đạt cả ${met} điều kiện.`, `All ${met} are met.`)}</p>
      ) : (
        <ConditionTable caption={t('Điều kiện chưa đạt', 'Conditions not met')} conditions={open} t={t} />
      )}
      {met === 0 ? null : (
        <details class="on-paper mt-2">
          <summary class="font-semibold">{t(`${met} điều kiện đạt`, `${met} conditions met`)}</summary>
          <div class="mt-2">
            <ConditionTable
              caption={t('Điều kiện đạt', 'Conditions met')}
              conditions={conditions.filter((one) => one.met)}
              t={t}
            />
          </div>
        </details>
      )}
    </Section>
  )
}

function ConditionTable(props: { caption: string; conditions: readonly Condition[]; t: Translate }) {
  const { t } = props
  const heads = {
    name: t('Điều kiện', 'Condition'),
    outcome: t('Kết quả', 'Result'),
    considered: t('Đã xét', 'Considered'),
    basis: t('Căn cứ', 'Basis'),
  }
  return (
    <RecordTable
      caption={props.caption}
      stack
      rows={props.conditions}
      columns={[
        { head: heads.name, cell: ({ name }) => name },
        { head: heads.outcome, cell: ({ outcome }) => outcome },
        { head: heads.considered, cell: ({ considered }) => considered },
        { head: heads.basis, cell: ({ basis }) => basis },
      ]}
    />
  )
}
