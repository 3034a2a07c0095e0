import type { Child } from 'hono/jsx'
import { formatDate, formatMoment } from '../platform/dates.ts'
import type { Language, Translate } from '../platform/language.ts'
import { formatDong, roundedMillions } from '../platform/money.ts'
import type { PageRequest } from '../platform/page.ts'
import type { States, Tone } from '../platform/states.ts'
import { visible } from '../platform/text.ts'

/**
 * What is folded away on a phone and stands open wherever there is room, on paper too (`app.css`). @param label what the fold is opened by
 */
export function Fold(props: { label: Child; open?: boolean; children?: Child }) {
  return (
    <details class="fold" data-fold="1" open={props.open}>
      <summary>{props.label}</summary>
      {props.children}
    </details>
  )
}

/**
 * A framed part of a page. @param actions links or buttons at the right of its heading
 * @param fold a long part: on a phone only its heading shows until it is opened
 */
export function Section(props: {
  title?: string
  id?: string
  lead?: string
  actions?: Child
  fold?: boolean
  children?: Child
}) {
  const heading = <h2 id={props.id ? `${props.id}-title` : undefined}>{props.title}</h2>
  const actions =
    props.actions === undefined ? null : <div class="no-print flex flex-wrap gap-2">{props.actions}</div>
  const body = (
    <>
      {props.lead === undefined ? null : <p class="hint mb-3 max-w-prose">{props.lead}</p>}
      {props.children}
    </>
  )
  return (
    <section
      class="panel mb-5"
      id={props.id}
      aria-labelledby={props.id && props.title ? `${props.id}-title` : undefined}
    >
      {props.fold ? (
        <Fold label={heading}>
          {actions === null ? null : <div class="mb-2">{actions}</div>}
          {body}
        </Fold>
      ) : (
        <>
          {props.title === undefined ? null : (
            <div class="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              {heading}
              {actions}
            </div>
          )}
          {body}
        </>
      )}
    </section>
  )
}

/** Pairs of label and value. Empty values show a dash. */
export function Facts(props: {
  items: readonly (readonly [label: string, value: Child])[]
  columns?: 1 | 2 | 3
}) {
  const columns = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-2 lg:grid-cols-3' }[props.columns ?? 2]
  return (
    <dl class={`grid gap-x-6 gap-y-3 ${columns}`}>
      {props.items.map(([label, value]) => (
        <div>
          <dt class="hint">{label}</dt>
          <dd class="break-words">{value === null || value === undefined || value === '' ? '—' : value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What needs a look has a colour; the usual state, good or bare, is a grey word. */
const badges: Readonly<Record<Tone, string>> = {
  neutral: 'usual',
  info: 'usual',
  success: 'usual',
  warning: 'badge badge-warning h-auto',
  error: 'badge badge-error h-auto',
}

/** A state in one word, coloured where somebody should look; the tone never stands alone, the word says it. */
export function Badge(props: { tone?: Tone; children?: Child }) {
  return <span class={badges[props.tone ?? 'neutral']}>{props.children}</span>
}

/** The state of a record as a badge. */
export function StateBadge<Key extends string>(props: { of: States<Key>; is: Key; t: Translate }) {
  return <Badge tone={props.of.tones[props.is]}>{props.t(props.of.names[props.is])}</Badge>
}

const alerts: Readonly<Record<Tone, string>> = {
  neutral: 'border-base-300 bg-base-100',
  info: 'border-info bg-info/5',
  success: 'border-success bg-success/5',
  warning: 'border-warning bg-warning/5',
  error: 'border-error bg-error/5',
}

/** A message in the page. `live` for one that answers what the user just did. */
export function Notice(props: { tone?: Tone; title?: string; live?: boolean; children?: Child }) {
  return (
    <div
      class={`mb-5 rounded-box border-l-4 p-4 ${alerts[props.tone ?? 'info']}`}
      role={props.live ? (props.tone === 'error' ? 'alert' : 'status') : undefined}
    >
      {props.title === undefined ? null : <p class="font-semibold">{props.title}</p>}
      {props.children}
    </div>
  )
}

/** What stands where nothing is yet, and what to do about it. */
export function Empty(props: { children?: Child; action?: Child }) {
  return (
    <div class="rounded-box border border-dashed border-base-content/30 p-6 text-center">
      <p>{props.children}</p>
      {props.action === undefined ? null : <p class="mt-3">{props.action}</p>}
    </div>
  )
}

/** A link that looks like a button. */
export function LinkButton(props: {
  href: string
  kind?: 'primary' | 'plain' | 'danger'
  small?: boolean
  children?: Child
}) {
  return (
    <a class={`btn ${buttonKinds[props.kind ?? 'plain']} ${props.small ? 'btn-sm' : ''}`} href={props.href}>
      {props.children}
    </a>
  )
}

export const buttonKinds = {
  primary: 'btn-primary',
  plain: 'border-base-content/40 bg-base-100 hover:bg-base-200',
  danger: 'border-error bg-base-100 text-error hover:bg-error hover:text-error-content',
} as const

/** Whole đồng, `1.500.000 đ`. */
export function Dong(props: { amount: bigint; language: Language }) {
  return <span class="whitespace-nowrap">{formatDong(props.amount, props.language)} đ</span>
}

/**
 * An amount in triệu đồng with at most one decimal; the exact đồng stand in the title. The unit is said by the table or sentence around
 * it. A dash for none; a mean is whole đồng first.
 */
export function Millions(props: { amount: bigint | number | null; language: Language }) {
  if (props.amount === null) return <span>—</span>
  const amount = typeof props.amount === 'number' ? BigInt(Math.round(props.amount)) : props.amount
  return (
    <span title={`${formatDong(amount, props.language)} đồng`}>
      {roundedMillions(amount, props.language)}
    </span>
  )
}

/** An amount in the unit that the reader chose: triệu đồng as `Millions`, or whole đồng. */
export function Amount(props: { amount: bigint; unit: 'million' | 'dong'; language: Language }) {
  if (props.unit === 'million') return <Millions amount={props.amount} language={props.language} />
  return <span>{formatDong(props.amount, props.language)}</span>
}

/**
 * A figure that opens the records it counts; given the `request`, for whoever may open them. `label` says to a screen reader what they
 * are.
 */
export function Figure(props: {
  href: string
  label: string
  request?: Pick<PageRequest, 'mayOpen'>
  children?: Child
}) {
  if (props.request?.mayOpen(props.href) === false) return <>{props.children}</>
  return (
    <a class="figure-link relative" href={props.href} title={props.label}>
      {props.children}
      <span class="sr-only"> ({props.label})</span>
    </a>
  )
}

/**
 * A bar from 0 to 1 and above; drawn as SVG so that it prints and needs no style attribute. The text beside it carries the value. What
 * is done beyond 1 lies behind a mark at 1, up to three times of what was asked for.
 * @param passed share of the time that has gone by, marked on the bar
 */
export function Meter(props: { share: number; label: string; passed?: number | undefined }) {
  const share = Math.max(0, Math.min(3, props.share))
  const whole = Math.max(1, share)
  const at = (part: number) => String(Math.round((part / whole) * 1000) / 10)
  return (
    <svg
      class={`meter ${props.share >= 1 ? 'done' : ''}`}
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      role="img"
      aria-label={props.label}
    >
      <rect class="track" width="100" height="4" />
      <rect class="fill" width={at(Math.min(1, share))} height="4" />
      {share <= 1 ? null : (
        <>
          <rect class="beyond" x={at(1)} width={at(share - 1)} height="4" />
          <rect class="mark" x={at(1)} width="0.7" height="4" />
        </>
      )}
      {props.passed === undefined || props.passed >= 1 ? null : (
        <rect class="passed" x={at(Math.max(0, props.passed))} width="0.9" height="4" />
      )}
    </svg>
  )
}

/** A link for whoever may open its page; for others its words alone. */
export function OpenLink(props: { request: Pick<PageRequest, 'mayOpen'>; href: string; children?: Child }) {
  if (!props.request.mayOpen(props.href)) return <>{props.children}</>
  return <a href={props.href}>{props.children}</a>
}

/** A stored file as a link that opens or downloads it. */
export function FileLink(props: { file: { id: number; name: string } | null; t: Translate }) {
  if (props.file === null) return <span>—</span>
  return <a href={`/files/${props.file.id}`}>{visible(props.file.name)}</a>
}

/** Steps in their order; `done` ones are past. */
export function Timeline(props: {
  items: readonly { title: Child; at?: string | null; done: boolean; body?: Child }[]
}) {
  return (
    <ol class="timeline">
      {props.items.map((item) => (
        <li class={item.done ? 'done' : ''}>
          <p class="font-semibold">
            {item.title}
            {item.at ? <span class="hint font-normal"> · {formatDate(item.at)}</span> : null}
          </p>
          {item.body}
        </li>
      ))}
    </ol>
  )
}

/** A day, `23/11/2026`; a dash for none. */
export function Day(props: { day: string | null | undefined }) {
  return props.day ? <time datetime={props.day}>{formatDate(props.day)}</time> : <span>—</span>
}

/** A moment in Viet Nam, `23/11/2026 14:05`. */
export function Moment(props: { at: Date | string }) {
  const at = typeof props.at === 'string' ? new Date(props.at) : props.at
  return <time datetime={at.toISOString()}>{formatMoment(at)}</time>
}

/** A plain table that scrolls sideways inside its own frame, or (stack) becomes cards on a phone. */
export function Table(props: {
  caption: string
  showCaption?: boolean
  stack?: boolean
  /** Its cells are typed into: a block of a spreadsheet can be pasted, and its sums move (`assets/app.js`). */
  typed?: boolean
  children?: Child
}) {
  return (
    // A region that scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section class="overflow-x-auto" tabindex={0} aria-label={props.caption}>
      <table class={`grid-table ${props.stack ? 'stack' : ''}`} data-grid={props.typed ? '1' : undefined}>
        <caption class={props.showCaption ? 'mb-2 text-left font-semibold' : 'sr-only'}>
          {props.caption}
        </caption>
        {props.children}
      </table>
    </section>
  )
}
