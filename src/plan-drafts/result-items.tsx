import type { Child } from 'hono/jsx'
import type { Words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { Section } from '../ui/index.ts'
import type { DocumentText } from './document-view.tsx'
import type { showDraft } from './queries.ts'
import { type PartKey, partNames } from './sections.ts'
import { itemAnchor, spanAnchor } from './words.ts'

export type Draft = Output<typeof showDraft>

/** What the result is shown with. */
export interface Shown {
  readonly request: PageRequest
  readonly draft: Draft
  /** The document beside it; null for a draft that was not read from one. */
  readonly source: DocumentText | null
  readonly missing: readonly FieldProblem[]
  readonly mayEdit: boolean
}

/** Rows of one list that the page shows; the form has all. */
export const mostRows = 200

/** Items of a list that stand open. */
const openRows = 30

/** The words of one language; the Vietnamese where there is no English yet. */
export function words(t: PageRequest['t'], pair: Words): string {
  return t(pair) || pair.vi
}

export function Part(props: { shown: Shown; part: PartKey; children?: Child }) {
  const { request, draft, mayEdit } = props.shown
  const { t } = request
  return (
    <Section
      id={`p-${props.part}`}
      title={t(partNames[props.part])}
      actions={
        mayEdit ? (
          <a href={`/plan-drafts/${draft.id}/edit?part=${props.part}`}>
            {t('Sửa phần này', 'Correct this part')}
          </a>
        ) : undefined
      }
    >
      {props.children}
    </Section>
  )
}

export function List<Row>(props: {
  shown: Shown
  path: string
  rows: readonly Row[]
  show: (row: Row, place: number) => Child
}) {
  const { t } = props.shown.request
  const { rows } = props
  if (rows.length === 0) return <p class="hint">{t('Chưa có.', 'Nothing yet.')}</p>
  const items = rows.slice(0, mostRows).map((row, place) => (
    <Item shown={props.shown} path={`${props.path}.${place}`}>
      {props.show(row, place)}
    </Item>
  ))
  return (
    <ul class="grid list-disc gap-1 pl-5">
      <Folded t={t} items={items} />
      {rows.length <= mostRows ? null : (
        <li class="hint">
          {t(
            `… và ${rows.length - mostRows} mục nữa, xem khi sửa phần này.`,
            `… and ${rows.length - mostRows} more, to be seen in the form.`,
          )}
        </li>
      )}
    </ul>
  )
}

/** Items of a list: the first stand open; a long rest is folded, and opens by itself when a link leads to one of it. */
export function Folded({ t, items }: { t: PageRequest['t']; items: readonly Child[] }) {
  if (items.length <= openRows + 5) return <>{items}</>
  return (
    <>
      {items.slice(0, openRows)}
      <li class="list-none">
        <details>
          <summary class="text-primary">
            {t(`Xem ${items.length - openRows} mục nữa`, `Show ${items.length - openRows} more`)}
          </summary>
          <ul class="mt-1 grid list-disc gap-1 pl-5">{items.slice(openRows)}</ul>
        </details>
      </li>
    </>
  )
}

/** One item with its link into the document, and below it what is to be known: missing, noted, reckoned. */
export function Item(props: { shown: Shown; path: string; children?: Child }) {
  const { path } = props
  return (
    <li class="scroll-mt-24 target:bg-accent/20" id={itemAnchor(path)}>
      {props.children} <Place shown={props.shown} path={path} />
      <Remarks shown={props.shown} path={path} />
    </li>
  )
}

export function Place({ shown, path }: { shown: Shown; path: string }) {
  const { t } = shown.request
  const span = shown.draft.reading?.spans[path]
  if (span === undefined || shown.source === null) return null
  const line = shown.source.lineOf(span.start)
  return (
    <a
      class="no-print text-sm whitespace-nowrap"
      href={shown.source.hrefOf(spanAnchor(path), span.start)}
      aria-label={t(`Xem trong văn bản, dòng ${line}`, `See in the document, line ${line}`)}
    >
      {t(`↦ dòng ${line}`, `↦ line ${line}`)}
    </a>
  )
}

export function Remarks({ shown, path }: { shown: Shown; path: string }) {
  const { t } = shown.request
  const { draft } = shown
  const here = (other: string) =>
    other === path || (other.startsWith(`${path}.`) && !/^tasks\.\d+$/.test(path))
  const missing = shown.missing.filter(({ field }) => here(field))
  const notes = (draft.reading?.notes ?? []).filter((note) => here(note.path))
  const reasons = Object.entries(draft.reasons).filter(([at]) => here(at))
  return (
    <>
      {missing.map((problem) => (
        <span class="block text-sm font-semibold text-error">{t(problem.words)}</span>
      ))}
      {notes.map((note) => (
        <span class="block text-sm text-base-content/80">※ {t(note.words)}</span>
      ))}
      {reasons.map(([, reason]) => (
        <span class="hint block text-sm">{t(reason)}</span>
      ))}
    </>
  )
}
