import { formatDate } from '../platform/dates.ts'
import type { PageRequest } from '../platform/page.ts'
import { Badge, Dong, LinkButton, RecordTable, Section, StateBadge } from '../ui/index.ts'
import { findingFields, findingStates } from './fields.ts'
import { at } from './list-pages.tsx'
import { listFindings } from './queries.ts'

/** How many open findings stand on the page of a line; the list has the others. */
const shown = 10

/** The findings that no paper of the auditor has closed, on the page of a budget line and of the lines above it. Nothing where there is none. */
export async function openFindings(request: PageRequest, lineId: number) {
  const { t, language } = request
  if (!request.mayOpen(at)) return null
  const found = await request.execute(listFindings, { lineId, state: 'unclosed', plan: 'all', limit: shown })
  if (found.rows.length === 0) return null
  const heads = {
    document: t(findingFields.labels.documentNumber),
    content: t(findingFields.labels.content),
    amount: t(findingFields.labels.amount),
    agency: t(findingFields.labels.agencyId),
    due: t(findingFields.labels.dueOn),
    state: t('Tình trạng', 'State'),
  }
  return (
    <Section
      title={t('Kiến nghị chưa kết thúc', 'Open findings')}
      id="findings"
      actions={
        <LinkButton href={`${at}?lineId=${lineId}&state=unclosed&plan=all`}>
          {t(`Xem tất cả (${found.total ?? '> 10.000'})`, `All of them (${found.total ?? '> 10,000'})`)}
        </LinkButton>
      }
    >
      <RecordTable
        caption={t('Kiến nghị chưa kết thúc', 'Open findings')}
        stack
        rows={found.rows}
        columns={[
          {
            head: heads.document,
            cell: (row) => (
              <>
                <a href={`${at}/${row.id}`}>{row.documentNumber}</a>
                <span class="hint block">
                  {row.lineCode} ({row.year})
                </span>
              </>
            ),
          },
          {
            head: heads.content,
            cell: (row) => (row.content.length > 160 ? `${row.content.slice(0, 159)}…` : row.content),
          },
          {
            head: heads.amount,
            num: true,
            cell: (row) => (row.amount === null ? '—' : <Dong amount={row.amount} language={language} />),
          },
          { head: heads.agency, cell: (row) => row.agency },
          { head: heads.due, cell: (row) => formatDate(row.dueOn) },
          {
            head: heads.state,
            cell: (row) => (
              <>
                <StateBadge of={findingStates} is={row.state} t={t} />
                {row.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}
