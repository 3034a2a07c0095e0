import { type Guarded, mayRun } from '../platform/actor.ts'
import type { Words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'

/** What can be done to several rows of a list at once, with a preview at its address: `manyPages` makes it. */
export interface ManyAct extends Guarded {
  readonly title: Words
  readonly address: `/${string}`
}

/** The acts on several rows that this user could do, and what a row is known by. */
export interface ManyOf<Row> {
  readonly acts: readonly ManyAct[]
  readonly id: (row: Row) => string
}

/** @returns undefined where there is nothing that this user could do to several rows */
export function manyOf<Row>(request: PageRequest, acts: readonly ManyAct[]): ManyOf<Row> | undefined {
  const open = acts.filter((act) => mayRun(request.actor, act) && request.mayOpen(act.address))
  if (open.length === 0) return undefined
  return {
    acts: open,
    id: (row) => (typeof row === 'object' && row !== null && 'id' in row ? String(row.id) : ''),
  }
}

const formId = 'many'

/** The check box of a row. Its form stands above the table: rows hold forms of their own. */
export function Pick(props: { id: string; label: string }) {
  return (
    <input
      class="checkbox checkbox-sm no-print mr-2 align-middle"
      type="checkbox"
      name="ids"
      value={props.id}
      form={formId}
      aria-label={props.label}
    />
  )
}

/** What can be done to the rows that are ticked; each button leads to the preview of its act. */
export function ManyBar({ request: { t }, acts }: { request: PageRequest; acts: readonly ManyAct[] }) {
  return (
    <form
      method="get"
      id={formId}
      class="no-print flex flex-wrap items-center gap-2 border-t border-base-300 px-4 py-2 text-sm"
      aria-label={t('Làm với nhiều dòng', 'Act on several rows')}
    >
      <label class="flex items-center gap-2" hidden data-all="ids">
        <input class="checkbox checkbox-sm" type="checkbox" />
        {t('Chọn cả trang', 'Choose the whole page')}
      </label>
      <span>{t('Với các dòng đã chọn:', 'With the rows chosen:')}</span>
      {acts.map(({ title, address }) => (
        <button class="btn btn-sm border-base-content/40 bg-base-100" type="submit" formaction={address}>
          {t(title)}
        </button>
      ))}
    </form>
  )
}
