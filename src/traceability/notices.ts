import { noticeKind, tell } from '../notices/index.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { endRecall, publishLot, recallLot, takeDownLot } from './commands.ts'
import { lotStates } from './fields.ts'

const fields = {
  enterprise: words('Doanh nghiệp', 'Enterprise'),
  product: words('Sản phẩm được truy xuất', 'Traced product'),
  lot: words('Số lô', 'Lot number'),
  state: words('Tình trạng', 'State'),
  reason: words('Lý do', 'Reason'),
}

/** What both sides are told: a lot is open to the public, taken down, recalled or no more recalled. */
const moved = noticeKind({
  key: 'traceability.moved',
  label: words(
    'Lô được truy xuất công khai, ngừng công khai, thu hồi',
    'Traced lot published, taken down or recalled',
  ),
  for: ['coordinator', 'enterprise'],
  way: 'digest',
  subject: words('{product}, lô {lot}: {state}', '{product}, lot {lot}: {state}'),
  body: words(
    '{enterprise}, {product}, lô {lot}: {state}. {reason}',
    '{enterprise}, {product}, lot {lot}: {state}. {reason}',
  ),
  fields,
})

async function tellBoth(context: Context, _input: unknown, { id, version }: { id: number; version: number }) {
  const row = await context.db
    .selectFrom('traceLot as l')
    .innerJoin('supportTurn as t', 't.id', 'l.turnId')
    .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .innerJoin('product as p', 'p.id', 'l.productId')
    .select(['l.lot', 'l.state', 'l.reason', 't.enterpriseId', 'e.name as enterprise', 'p.name as product'])
    .where('l.id', '=', id)
    .executeTakeFirstOrThrow()
  const told = {
    occurrence: `${id}:${version}`,
    values: {
      ...{ enterprise: row.enterprise, product: row.product, lot: row.lot },
      ...{ state: lotStates.wordsOf(row.state), reason: row.reason ?? '' },
    },
    href: `/traceability/${id}`,
  }
  await tell(context, moved, { to: { roles: ['coordinator'] }, ...told })
  await tell(context, moved, { to: { enterpriseId: row.enterpriseId }, ...told })
}
for (const command of [publishLot, takeDownLot, recallLot, endRecall]) follow(command, tellBoth)
