import type { Child } from 'hono/jsx'
import { formatDate } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { formatDong, formatNumber } from '../platform/money.ts'
import { type PageRequest, page } from '../platform/page.ts'
import type { States } from '../platform/states.ts'
import { Empty, LinkButton, Moment } from '../ui/index.ts'
import * as commands from './commands.ts'
import { crumbs, enterpriseOf } from './enterprise-of.ts'
import type { HistoryEntry } from './history.ts'
import { enterpriseHistory } from './history.ts'
import { applyImport } from './import-apply.ts'
import { importColumns } from './import-rules.ts'
import * as productCommands from './product-commands.ts'
import { enterpriseStates, sectorGroups, sizeClasses } from './rules.ts'

export const historyPage = page({
  route: 'GET /enterprises/{id}/history',
  for: enterpriseHistory,
  async run(request) {
    const enterprise = await enterpriseOf(request)
    const { t, url } = request
    const history = await request.execute(enterpriseHistory, {
      id: enterprise.id,
      before: url.searchParams.get('before') ?? undefined,
    })
    return {
      title: t('Lịch sử thay đổi', 'History'),
      lead: enterprise.name,
      breadcrumbs: crumbs(request, enterprise),
      body: (
        <div class="panel">
          <HistoryEntries entries={history.entries} request={request} />
          {history.next === null ? null : (
            <LinkButton href={`${url.pathname}?before=${history.next}`}>
              {t('Cũ hơn →', 'Older →')}
            </LinkButton>
          )}
        </div>
      ),
    }
  },
})

/** What each command of this folder is called. */
const acts: ReadonlyMap<string, Words> = new Map(
  Object.values({ ...commands, ...productCommands, applyImport }).flatMap((one) =>
    'summary' in one ? [[one.name, one.summary] as const] : [],
  ),
)

const columnNames: Readonly<Record<string, Words>> = {
  tax_code: importColumns.taxCode,
  name: words('Tên', 'Name'),
  name_en: importColumns.nameEn,
  address: importColumns.address,
  admin_unit_id: importColumns.unit,
  sector_group: importColumns.sectorGroup,
  industry: importColumns.industry,
  founded_on: importColumns.foundedOn,
  representative: importColumns.representative,
  phone: importColumns.phone,
  email: importColumns.email,
  website: importColumns.website,
  state: words('Tình trạng', 'State'),
  state_since: words('Từ ngày', 'From'),
  state_reason: words('Lý do', 'Reason'),
  size_class: words('Quy mô', 'Size'),
  employees: importColumns.employees,
  revenue: importColumns.revenue,
  capital: importColumns.capital,
  export_value: importColumns.exportValue,
  met: words('Đạt', 'Met'),
  note: words('Căn cứ', 'Basis'),
  confirmed: words('Đã xác nhận', 'Confirmed'),
  file_id: words('Minh chứng', 'Evidence'),
}
const closedLists: Readonly<Record<string, States | undefined>> = {
  state: enterpriseStates,
  size_class: sizeClasses,
  sector_group: sectorGroups,
}
const money: ReadonlySet<string> = new Set(['revenue', 'capital', 'export_value'])

function shownValue(name: string, value: unknown, { t, language }: PageRequest): Child {
  if (value === null || value === '') return '—'
  if (typeof value === 'boolean') return value ? t('có', 'yes') : t('không', 'no')
  if (typeof value === 'number') {
    if (name === 'file_id') return <a href={`/files/${value}`}>{t(`tệp ${value}`, `file ${value}`)}</a>
    return money.has(name) ? formatDong(BigInt(value), language) : formatNumber(value, language)
  }
  if (typeof value !== 'string') return JSON.stringify(value)
  const list = closedLists[name]
  if (list !== undefined) return t(list.wordsOf(value))
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : value
}

/** Which row a change is of, beside the enterprise's own. */
function rowWords(table: string, label: string | null, { t }: PageRequest): string {
  if (table === 'enterprise_year') return t(`Năm ${label} – `, `Year ${label} – `)
  if (table === 'enterprise_criterion') return t(`Tiêu chí ${label}) – `, `Criterion ${label}) – `)
  if (table === 'product') return t('Sản phẩm – ', 'Product – ')
  return ''
}

const order = Object.keys(columnNames)

/** Each act with its time, its doer and the values before and after. */
export function HistoryEntries(props: { entries: readonly HistoryEntry[]; request: PageRequest }) {
  const { request } = props
  const { t } = request
  if (props.entries.length === 0)
    return <Empty>{t('Chưa có thay đổi nào.', 'Nothing has changed yet.')}</Empty>
  return (
    <ol class="timeline">
      {props.entries.map((entry) => (
        <li class="done">
          <p class="font-semibold">
            {t(acts.get(entry.command) ?? { vi: entry.command, en: entry.command })}
          </p>
          <p class="hint">
            <Moment at={entry.at} /> · {entry.actor}
          </p>
          <ul class="list-disc pl-5 text-sm">
            {entry.changes.flatMap((change) =>
              change.columns
                .filter(({ name }) => name in columnNames)
                .sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name))
                .filter(({ before, after }) => change.operation !== 'INSERT' || (before ?? after) !== null)
                .map(({ name, before, after }) => (
                  <li class="break-words">
                    {rowWords(change.table, change.label, request)}
                    {t(columnNames[name] ?? { vi: name, en: name })}:{' '}
                    {change.operation === 'INSERT' ? null : <>{shownValue(name, before, request)} → </>}
                    {shownValue(name, after, request)}
                  </li>
                )),
            )}
          </ul>
        </li>
      ))}
    </ol>
  )
}
