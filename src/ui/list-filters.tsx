import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import type { ListFilter } from './list-columns.ts'
import { Fold } from './pieces.tsx'

/** The filters above a list: a form that works by its button; a script sends it at once. */
export function Filters(props: { request: PageRequest; filters: readonly ListFilter[] }) {
  const { t, url } = props.request
  if (props.filters.length === 0) return null
  const used = props.filters.some((filter) => (url.searchParams.get(filter.name) ?? '') !== '')
  const form = (
    <form
      method="get"
      action={url.pathname}
      aria-label={t('Lọc danh sách', 'Filter the list')}
      class="no-print mb-4 flex flex-wrap items-end gap-3"
      data-live="1"
    >
      {['sort', 'direction', 'limit', 'columns', 'rows'].map((name) => {
        const value = url.searchParams.get(name)
        return value === null ? null : <input type="hidden" name={name} value={value} />
      })}
      {props.filters.map((filter) => (
        <div class={filter.kind === 'search' ? 'min-w-60 grow' : 'min-w-40'}>
          <label class="mb-1 block text-sm font-semibold" for={`q-${filter.name}`}>
            {t(filter.label)}
          </label>
          {filter.kind === 'select' ? (
            <select class="select w-full border-base-content/40" id={`q-${filter.name}`} name={filter.name}>
              <option value="">{t(filter.all ?? words('Tất cả', 'All'))}</option>
              {filter.choices?.map((choice) => (
                <option
                  value={String(choice.value)}
                  selected={url.searchParams.get(filter.name) === String(choice.value)}
                >
                  {choice.label}
                </option>
              ))}
            </select>
          ) : (
            <input
              class="input w-full border-base-content/40"
              id={`q-${filter.name}`}
              name={filter.name}
              type={filter.kind === 'search' ? 'search' : 'text'}
              placeholder={filter.kind === 'date' ? 'dd/mm/yyyy' : undefined}
              value={url.searchParams.get(filter.name) ?? ''}
            />
          )}
        </div>
      ))}
      <button class="btn btn-primary" type="submit">
        {t('Tìm', 'Search')}
      </button>
      <a class="btn border-base-content/40 bg-base-100" href={url.pathname} hidden={!used} data-clear="1">
        {t('Bỏ lọc', 'Clear')}
      </a>
    </form>
  )
  // One field is no longer than the button that would open it.
  if (props.filters.length < 2) return form
  return (
    <div class="filters">
      <Fold label={t('Tìm và lọc', 'Search and filter')} open={used}>
        {form}
      </Fold>
    </div>
  )
}
