import { addDays, formatDate } from '../platform/dates.ts'
import {
  applyAnswer,
  checkAnswer,
  drawBatch,
  explainUnknown,
  listDifferences,
  matchable,
  matchUnknown,
  sendBatch,
  setAccount,
  setAside,
  setUse,
} from '../treasury/index.ts'
import type { Scenario } from './scenario.ts'

/* Lists for the Treasury of a sample as its last day leaves them: one that was answered with another sum, one that was sent, one that waits to be released. */

const headings = ['Số chứng từ', 'Tên chủ tài khoản', 'Số tiền', 'Ngày Kho bạc xử lý', 'Kết quả'].join('\t')

export async function sendToTreasury(scenario: Scenario): Promise<void> {
  const { system, story, as } = scenario
  const orders = await system.db
    .selectFrom('paymentOrder')
    .select(['id', 'documentNumber', 'amount', 'occurredOn'])
    .where('state', '=', 'released')
    .orderBy('id', 'desc')
    .limit(7)
    .execute()
  // six are listed; the seventh is said to go by none, by whoever did not draw it up
  const aside = orders[6]
  const monthAgo = addDays(story.today, -30)
  const validFrom = aside !== undefined && aside.occurredOn < monthAgo ? aside.occurredOn : monthAgo
  await story.run(as('finance'), setUse, {
    ...{ validFrom, source: 'Thông báo của Kho bạc (mẫu)', listDays: 5 },
    reason: 'Bắt đầu lập bảng kê chung (mẫu)',
  })
  if (aside !== undefined)
    await story.run(as('leader'), setAside, {
      ...{ id: aside.id, reason: 'Rút dự toán bằng giấy riêng theo yêu cầu của Kho bạc (mẫu)' },
    })
  for (const [at, outcome] of (['answered', 'sent', 'drawn'] as const).entries()) {
    const own = orders.slice(at * 2, at * 2 + 2)
    if (own.length === 0) return
    const batch = await story.run(as('finance'), drawBatch, {
      ...{ number: `${String(at + 1).padStart(2, '0')}/BK-MAU`, drawnOn: story.today },
      ...{ note: 'Bảng kê của dữ liệu mẫu', orderIds: own.map(({ id }) => id) },
    })
    const version = await fillIn(scenario, batch.id)
    if (outcome === 'drawn') return
    await story.run(as('leader'), sendBatch, { id: batch.id, version })
    if (outcome === 'answered') await answer(scenario, batch.id, own)
  }
}

/** Made-up accounts for the payments that no claim gives one. */
async function fillIn({ system, story, as }: Scenario, batchId: number): Promise<number> {
  let version = 1
  const rows = await system.db
    .selectFrom('treasuryBatchOrder')
    .select(['id', 'payee'])
    .where('batchId', '=', batchId)
    .where('payeeAccount', 'is', null)
    .orderBy('id')
    .execute()
  for (const { id: row, payee } of rows) {
    const account = { payee, payeeAccount: '000000000000', payeeBank: 'Ngân hàng mẫu' }
    ;({ version } = await story.run(as('finance'), setAccount, { id: batchId, row, version, ...account }))
  }
  return version
}

/** The first payment as it was sent, the second in another sum. */
async function answer(
  { story, as }: Scenario,
  batchId: number,
  orders: readonly { documentNumber: string; amount: bigint }[],
): Promise<void> {
  const rows = orders.map(({ documentNumber, amount }, at) =>
    [documentNumber, '', String(at === 0 ? amount : amount - 1_000n), formatDate(story.today), ''].join('\t'),
  )
  const [first] = orders
  if (first !== undefined)
    for (const number of ['LA-01-MAU', 'LA-02-MAU'])
      rows.push([number, '', String(first.amount + 1n), formatDate(story.today), ''].join('\t'))
  const { id } = await story.run(as('finance'), checkAnswer, {
    ...{ batchId, dueOn: story.today, text: [headings, ...rows].join('\n') },
  })
  await story.run(as('finance'), applyAnswer, { id })
  const { rows: unknown } = await story.run(as('finance'), listDifferences, { batchId, kind: 'unknown' })
  const [none, second] = unknown
  if (none === undefined || second === undefined) return
  await story.run(as('finance'), explainUnknown, {
    ...{ id: none.id, version: none.version, explanation: 'Khoản của đơn vị khác cùng Kho bạc (mẫu)' },
  })
  const [payment] = await story.run(as('finance'), matchable, { id: second.id })
  if (payment === undefined) return
  await story.run(as('finance'), matchUnknown, {
    ...{ id: second.id, version: second.version, orderId: payment.id },
    explanation: 'Kho bạc ghi theo số giấy rút dự toán cũ (mẫu)',
  })
}
