import type { ListSettings } from '../platform/list-settings.ts'
import { freshForm, type PageRequest } from '../platform/page.ts'
import { PostButton } from './form.tsx'
import type { ListColumn } from './list-columns.ts'

/** What of the address of a list a form about its look goes back to. */
function queryOf(url: URL, without: readonly string[]): string {
  const query = new URLSearchParams(url.searchParams)
  for (const name of ['cursor', 'page', 'export', 'lang', ...without]) query.delete(name)
  return query.toString()
}

/** How the list is looked at: its views, its columns and the height of its rows; for accounts, and without a script too. */
export function LookMenus<Row>(props: {
  request: PageRequest
  columns: readonly ListColumn<Row>[]
  shown: readonly ListColumn<Row>[]
  settings: ListSettings
  compact: boolean
}) {
  const { request } = props
  if (request.actor.userId === null || !request.maySend('/list-settings')) return null
  return (
    <>
      <Views request={request} settings={props.settings} shown={props.shown} compact={props.compact} />
      <Look {...props} />
    </>
  )
}

function Look<Row>(props: {
  request: PageRequest
  columns: readonly ListColumn<Row>[]
  shown: readonly ListColumn<Row>[]
  compact: boolean
}) {
  const { columns, shown, compact } = props
  const { t, url } = props.request
  const choosable = columns.filter(({ key }, at) => at > 0 && key !== 'acts')
  return (
    <details class="relative" data-menu="1">
      <summary class="underline">{t('Cột, cỡ dòng', 'Columns, rows')}</summary>
      <form method="post" action="/list-settings" class="menu-sheet list-sheet grid gap-1">
        <input type="hidden" name="_once" value={freshForm().once} />
        <input type="hidden" name="list" value={url.pathname} />
        <input type="hidden" name="back" value={queryOf(url, ['columns', 'rows'])} />
        <label class="flex items-center gap-2 border-b border-base-300 pb-2">
          <input class="checkbox checkbox-sm" type="checkbox" name="compact" checked={compact} />
          {t('Dòng thấp', 'Compact rows')}
        </label>
        {choosable.map((column) => (
          <label class="flex items-center gap-2">
            <input
              class="checkbox checkbox-sm"
              type="checkbox"
              name="columns"
              value={column.key}
              checked={shown.includes(column)}
            />
            {t(column.label)}
          </label>
        ))}
        <button class="btn btn-primary btn-sm mt-2" type="submit">
          {t('Giữ cách xem này', 'Keep this look')}
        </button>
      </form>
    </details>
  )
}

function Views<Row>(props: {
  request: PageRequest
  settings: ListSettings
  shown: readonly ListColumn<Row>[]
  compact: boolean
}) {
  const { request, settings, shown, compact } = props
  const { t, url, actor } = request
  const here = queryOf(url, [])
  // A view keeps its look too: it shows the same to whoever opens it.
  const query = new URLSearchParams(queryOf(url, ['columns', 'rows']))
  query.set('columns', shown.map(({ key }) => key).join('.'))
  query.set('rows', compact ? 'compact' : 'comfortable')
  return (
    <details class="relative" data-menu="1">
      <summary class="underline">
        {t('Cách lọc đã lưu', 'Saved views')}
        {settings.views.length === 0 ? '' : ` (${settings.views.length})`}
      </summary>
      <div class="menu-sheet list-sheet">
        {settings.views.length === 0 ? null : (
          <ul class="mb-3 grid gap-1 border-b border-base-300 pb-2">
            {settings.views.map((view) => (
              <li class="flex items-center justify-between gap-2">
                <a
                  class="plain grow"
                  href={`${url.pathname}?${view.query}`}
                  aria-current={view.query === here ? 'true' : undefined}
                >
                  {view.name}
                  {view.shared ? <span class="hint"> · {t('dùng chung', 'shared')}</span> : null}
                </a>
                {view.mine || (view.shared && actor.grants.has('coordinator')) ? (
                  <PostButton
                    action={`/list-views/${view.id}/removal`}
                    once={freshForm().once}
                    label={t('Bỏ', 'Remove')}
                    small
                  />
                ) : null}
              </li>
            ))}
          </ul>
        )}
        <form method="post" action="/list-views" class="grid gap-2 px-1">
          <input type="hidden" name="_once" value={freshForm().once} />
          <input type="hidden" name="list" value={url.pathname} />
          <input type="hidden" name="query" value={query.toString()} />
          <label class="font-semibold" for="view-name">
            {t('Lưu cách lọc, xếp và cột đang xem', 'Save these filters, order and columns')}
          </label>
          <input
            class="input w-full border-base-content/40"
            id="view-name"
            name="name"
            required
            maxlength={80}
            placeholder={t('Tên', 'Name')}
          />
          {actor.agencyId === null ? null : (
            <label class="flex items-center gap-2">
              <input class="checkbox checkbox-sm" type="checkbox" name="shared" />
              {t('Dùng chung trong cơ quan', 'Share with the office')}
            </label>
          )}
          <button class="btn btn-primary btn-sm" type="submit">
            {t('Lưu', 'Save')}
          </button>
        </form>
      </div>
    </details>
  )
}
