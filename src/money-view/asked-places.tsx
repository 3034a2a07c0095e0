import { budgetChoices, placeFilters } from '../budget/index.ts'
import type { PageRequest } from '../platform/page.ts'
import { AskedChoice, listHref } from '../ui/index.ts'

/* What the pages of months and of quarters have in common: what they ask for, and how they are left. */

export const crumbs = ({ t }: PageRequest) => [
  { label: t('Kinh phí', 'Budget'), href: '/budget' },
  { label: t('Bảng kinh phí', 'View of money'), href: '/budget/view' },
]

/** What is asked for by the address, and the form that asks: line, source and, where it is of one year, the year. */
export async function asked(request: PageRequest, names: readonly ('line' | 'year' | 'source')[]) {
  const { t, url } = request
  const fields = placeFilters(request, await request.execute(budgetChoices, {}))
  const values = Object.fromEntries(names.map((name) => [name, url.searchParams.get(name) ?? '']))
  const form = (
    <form method="get" action={url.pathname} class="panel no-print mb-5 grid items-end gap-3 sm:grid-cols-4">
      {fields
        .filter(({ name }) => names.some((one) => one === name))
        .map(({ name, label, choices = [] }) => (
          <AskedChoice
            request={request}
            name={name}
            label={t(label)}
            choices={choices}
            none={
              name === 'year'
                ? t('Năm gần nhất của dự toán', 'The latest year of the estimate')
                : t('Tất cả', 'All')
            }
          />
        ))}
      <p class="flex flex-wrap items-center gap-3">
        <button class="btn btn-sm" type="submit">
          {t('Xem', 'Show')}
        </button>
        <a class="text-sm" href={listHref(url, { export: 'xlsx' })}>
          {t('Xuất Excel', 'Export to Excel')}
        </a>
        <a class="text-sm" href={listHref(url, { export: 'csv' })}>
          {t('Xuất CSV', 'Export to CSV')}
        </a>
      </p>
    </form>
  )
  return { values, form }
}

export const wantedExport = ({ url }: PageRequest): 'csv' | 'xlsx' | null => {
  const wanted = url.searchParams.get('export')
  return wanted === 'csv' || wanted === 'xlsx' ? wanted : null
}
