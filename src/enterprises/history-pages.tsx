import type { Child } from 'hono/jsx'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import { actWords } from '../platform/operation.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { Empty, LinkButton, Moment, type RecordField } from '../ui/index.ts'
import { crumbs, enterpriseOf } from './enterprise-of.ts'
import type { HistoryEntry } from './history.ts'
import { enterpriseHistory } from './history.ts'
import { productFields } from './product-fields.ts'
import { profile, yearFigures } from './profile.ts'
import { enterpriseStates, sizeClasses } from './rules.ts'

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

/** What each column is called, and the closed list or kind of its values. */
const columns: Readonly<Record<string, Pick<RecordField, 'label' | 'of' | 'input'>>> = {
  ...profile.byColumn,
  ...productFields.byColumn,
  // of an enterprise and of a product
  name: { label: words('Tên', 'Name') },
  state: { label: words('Tình trạng', 'State'), of: enterpriseStates },
  state_since: { label: words('Từ ngày', 'From') },
  state_reason: { label: words('Lý do', 'Reason') },
  size_class: { label: words('Quy mô', 'Size'), of: sizeClasses },
  ...yearFigures.byColumn,
  met: { label: words('Đạt', 'Met') },
  note: { label: words('Căn cứ', 'Basis') },
  confirmed: { label: words('Đã xác nhận', 'Confirmed') },
  file_id: { label: words('Minh chứng', 'Evidence') },
}

function shownValue(name: string, value: unknown, { t, language }: PageRequest): Child {
  if (value === null || value === '') return '—'
  if (typeof value === 'boolean') return value ? t('có', 'yes') : t('không', 'no')
  if (typeof value === 'number') {
    if (name === 'file_id') return <a href={`/files/${value}`}>{t(`tệp ${value}`, `file ${value}`)}</a>
    return columns[name]?.input === 'money'
      ? formatDong(BigInt(value), language)
      : formatNumber(value, language)
  }
  if (typeof value === 'object' && value !== null && 'erased' in value) return t('đã xóa', 'erased')
  if (typeof value !== 'string') return JSON.stringify(value)
  const list = columns[name]?.of
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

const order = Object.keys(columns)

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
          <p class="font-semibold">{t(actWords(entry.command))}</p>
          <p class="hint">
            <Moment at={entry.at} /> · {entry.actor}
          </p>
          <ul class="list-disc pl-5 text-sm">
            {entry.changes.flatMap((change) =>
              change.columns
                .filter(({ name }) => name in columns)
                .sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name))
                .filter(({ before, after }) => change.operation !== 'INSERT' || (before ?? after) !== null)
                .map(({ name, before, after }) => (
                  <li class="break-words">
                    {rowWords(change.table, change.label, request)}
                    {t(columns[name]?.label ?? { vi: name, en: name })}:{' '}
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
