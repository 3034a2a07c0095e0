import type { Child } from 'hono/jsx'
import { formatDate } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import type { Operation } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Empty, FileLink, Section } from '../ui/index.ts'

/** One part of what is to come back: entered by one person with its voucher, confirmed or refused by another. */
export interface PartOf {
  readonly id: number
  readonly onDay: string
  readonly number: string | null
  readonly file: Parameters<typeof FileLink>[0]['file'] | null
  readonly state: string
  readonly enteredBy: string
  readonly settledBy: string | null
  readonly settledOn?: string | null
  readonly reason: string | null
}

/** The acts on a part that waits, and what their buttons say. */
export interface PartActs {
  readonly confirm: { readonly command: Operation; readonly label: Words; readonly path?: string }
  readonly refuse: Operation
  readonly refuseLabel?: Words
}

function PartShown(of: {
  readonly request: PageRequest
  readonly part: PartOf
  readonly here: string
  readonly acts: PartActs
  readonly held: Words | null
  readonly sums: Child
  readonly paper: Child
  readonly badge: Child
  readonly about: Child
}) {
  const { request, part, here, acts, held } = of
  const { t } = request
  return (
    <li class="border-b border-base-300 py-3">
      <div class="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        {of.sums}
        <span>
          {of.paper}
          {part.number}, {formatDate(part.onDay)}{' '}
          {part.file === null ? null : <FileLink file={part.file} t={t} />}
        </span>
        {of.badge}
      </div>
      <div class="hint">
        {of.about}
        {t('ghi bởi', 'entered by')} {part.enteredBy}
        {part.settledBy === null ? null : ` · ${t('xử lý bởi', 'settled by')} ${part.settledBy}`}
        {part.settledOn == null ? null : `, ${formatDate(part.settledOn)}`}
        {part.reason === null ? null : ` · ${part.reason}`}
      </div>
      {part.state !== 'entered' ? null : (
        <div class="mt-2 flex flex-wrap gap-2">
          <Act
            command={acts.confirm.command}
            request={request}
            action={`${here}/${acts.confirm.path ?? 'confirmation'}`}
            kind="primary"
            small
            held={held}
          >
            {t(acts.confirm.label)}
          </Act>
          <Act command={acts.refuse} request={request} href={`${here}/refusal`} small>
            {t(acts.refuseLabel ?? words('Từ chối xác nhận', 'Refuse to confirm'))}
          </Act>
        </div>
      )}
    </li>
  )
}

/** The parts of a record, each with its voucher, who entered and confirmed it, and what can be done now. */
export function PartList<P extends PartOf>(of: {
  readonly request: PageRequest
  readonly id: string
  readonly title: string
  /** What is said where there is none. */
  readonly none: string
  readonly parts: readonly P[]
  /** The address of a part, below which its acts stand. */
  readonly href: (part: P) => string
  readonly acts: PartActs
  /** Why whoever asks may not confirm it; null where he may. */
  readonly held: (id: number) => Words | null
  readonly shown: (part: P) => {
    readonly sums: Child
    readonly paper?: Child
    readonly badge: Child
    readonly about?: Child
  }
}) {
  const { request, parts, held, acts } = of
  return (
    <Section title={of.title} id={of.id}>
      {parts.length === 0 ? (
        <Empty>{of.none}</Empty>
      ) : (
        <ul>
          {parts.map((part) => {
            const { sums, paper = null, badge, about = null } = of.shown(part)
            return (
              <PartShown
                {...{ request, part, acts, sums, paper, badge, about }}
                here={of.href(part)}
                held={held(part.id)}
              />
            )
          })}
        </ul>
      )}
    </Section>
  )
}
