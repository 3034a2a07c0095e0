import { mayRun } from '../platform/actor.ts'
import type { PageRequest } from '../platform/page.ts'
import { turnPart } from '../support/index.ts'
import { Act, Empty, RecordTable, Section, StateBadge } from '../ui/index.ts'
import { recordLot } from './commands.ts'
import { lotFields, lotStates } from './fields.ts'
import { at, title } from './list-pages.tsx'
import { listLots, lotProducts } from './queries.ts'

/** The kinds of content whose turns are offered lots. */
const tracedKinds: ReadonlySet<string> = new Set(['traceability', 'good_practice'])

/** The traced lots of a turn, on its page; nothing where its content is another and there is none. */
async function LotsOfTurn(request: PageRequest, turn: { readonly id: number; readonly state: string }) {
  const { t, actor } = request
  if (!mayRun(actor, listLots)) return null
  const { rows } = await request.execute(listLots, { turnId: turn.id, plan: 'all', limit: 50 })
  const { contentKind } = await request.execute(lotProducts, { id: turn.id })
  const open = turn.state !== 'cancelled' && tracedKinds.has(contentKind)
  if (rows.length === 0 && !open) return null
  return (
    <Section
      title={t(title)}
      id="trace-lots"
      actions={
        turn.state === 'cancelled' ? undefined : (
          <Act command={recordLot} request={request} href={`/support/${turn.id}/trace-lots/new`} small>
            {t('Ghi lô được truy xuất', 'Enter a traced lot')}
          </Act>
        )
      }
    >
      {rows.length === 0 ? (
        <Empty>{t('Chưa có lô hàng nào được truy xuất.', 'No lot is traced yet.')}</Empty>
      ) : (
        <RecordTable
          caption={t(title)}
          stack
          rows={rows}
          columns={[
            {
              head: t(lotFields.labels.productId),
              cell: (row) => <a href={`${at}/${row.id}`}>{row.product}</a>,
            },
            { head: t(lotFields.labels.lot), cell: (row) => row.lot },
            { head: t(lotFields.labels.gtin), cell: (row) => row.gtin },
            {
              head: t('Tình trạng', 'State'),
              cell: (row) => <StateBadge of={lotStates} is={row.state} t={t} />,
            },
          ]}
        />
      )}
    </Section>
  )
}

turnPart(LotsOfTurn)
