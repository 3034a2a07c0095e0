import { type Guarded, mayRun } from '../platform/actor.ts'
import { type Words, words } from '../platform/language.ts'
import { mostAtOnce } from '../platform/many.ts'
import { formatNumber } from '../platform/numbers.ts'
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

/** Puts an officer in charge of several records of a kind; the room of the work has the page (`/work/many/{record}`). */
export const chargeMany = (record: string, may: Guarded['may']): ManyAct => ({
  title: words('Giao người phụ trách', 'Put somebody in charge'),
  address: `/work/many/${record}`,
  may,
})

const formId = 'many'

/** The check box of a row. Its form stands above the table: rows hold forms of their own. */
export function Pick(props: { id: string; label: string }) {
  return (
    <input
      class="checkbox size-6 no-print mr-2 align-middle"
      type="checkbox"
      name="ids"
      value={props.id}
      form={formId}
      aria-label={props.label}
    />
  )
}

/**
 * What can be done to the rows that are ticked, or to all that the filter finds; each button leads to the preview of its act.
 * @param total how many the filter finds; null for more than are counted
 */
export function ManyBar(props: {
  request: PageRequest
  acts: readonly ManyAct[]
  total: number | null
  rows: number
}) {
  const { acts, total, rows } = props
  const { t, url } = props.request
  const count = total === null ? '' : ` (${t(formatNumber(total, 'vi'), formatNumber(total, 'en'))})`
  return (
    <form
      method="get"
      id={formId}
      class="no-print flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-base-300 px-4 py-2 text-sm"
      aria-label={t('Làm với nhiều dòng', 'Act on several rows')}
    >
      <input type="hidden" name="list" value={url.search} />
      <label class="flex items-center gap-2" hidden data-all="ids">
        <input class="checkbox checkbox-sm" type="checkbox" />
        {t('Chọn cả trang', 'Choose the whole page')}
      </label>
      {total !== null && total <= rows ? null : (
        <label class="flex items-center gap-2">
          <input class="checkbox checkbox-sm" type="checkbox" name="all" value="on" />
          {t('Mọi dòng khớp bộ lọc', 'All that match the filter')}
          {count}
        </label>
      )}
      <span class="flex flex-wrap items-center gap-2">
        {t('Với các dòng đã chọn:', 'With the rows chosen:')}
        {acts.map(({ title, address }) => (
          <button class="btn btn-sm border-base-content/40 bg-base-100" type="submit" formaction={address}>
            {t(title)}
          </button>
        ))}
      </span>
      {total !== null && total <= mostAtOnce ? null : (
        <span class="hint">
          {t(`Mỗi lần nhiều nhất ${mostAtOnce} dòng.`, `At most ${mostAtOnce} rows at once.`)}
        </span>
      )}
    </form>
  )
}
