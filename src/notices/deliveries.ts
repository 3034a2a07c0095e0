import { sql } from 'kysely'
import { z } from 'zod'
import { optionalChoice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { states } from '../platform/states.ts'
import { noticeKinds } from './kinds.ts'
import { letterKinds } from './letters.ts'

export const deliveryStates = states({
  waiting: { vi: 'Chờ gửi', en: 'Waiting to be sent', tone: 'info' },
  sending: { vi: 'Đang gửi', en: 'Being sent', tone: 'info' },
  sent: { vi: 'Đã gửi', en: 'Sent', tone: 'success' },
  failed: { vi: 'Không gửi được', en: 'Could not be sent', tone: 'error' },
  unknown: { vi: 'Không rõ đã gửi chưa', en: 'Not known whether it was sent', tone: 'warning' },
  unsent: { vi: 'Không gửi ra ngoài', en: 'Not sent out' },
})

export const deliveryChannels = states({
  mail: words('Thư', 'Mail'),
  digest: words('Thư hằng ngày', 'Daily mail'),
  webhook: words('Cổng của tỉnh', 'Gate of the province'),
  letter: words('Thư cho nơi chưa có tài khoản', 'Mail to whom has no account'),
})

const DeliveryRow = z.object({
  id: z.int(),
  at: z.iso.datetime(),
  kind: z.string(),
  label: z.object({ vi: z.string(), en: z.string() }),
  to: z.string(),
  channel: deliveryChannels.schema,
  state: deliveryStates.schema,
  attempts: z.int(),
  address: z.string().nullable(),
  result: z.string().nullable(),
  doneAt: z.iso.datetime().nullable(),
})
export type DeliveryRow = z.infer<typeof DeliveryRow>

/** What went out, to whom and with what result; what failed can be sent again. */
export const listDeliveries = query({
  name: 'notices.listDeliveries',
  summary: words('Nhật ký gửi thông báo', 'What was sent to whom'),
  route: 'GET /notice-deliveries',
  input: z.object({
    ...listInput(['at']),
    state: optionalChoice(deliveryStates.keys),
    channel: optionalChoice(deliveryChannels.keys),
  }),
  output: listOutput(DeliveryRow),
  may: ['admin', 'auditor'],
  async run({ db }, input) {
    let filtered = db
      .selectFrom('noticeDelivery as d')
      .leftJoin('notice as n', 'n.id', 'd.noticeId')
      .leftJoin('account as a', 'a.id', 'n.accountId')
    if (input.state !== undefined) filtered = filtered.where('d.state', '=', input.state)
    if (input.channel !== undefined) filtered = filtered.where('d.channel', '=', input.channel)
    for (const pattern of searchPatterns(input.q, (text) => text.toLowerCase()))
      filtered = filtered.where(sql<boolean>`lower(coalesce(a.name, d.addressee)) LIKE ${pattern}`)
    const page = await pageOf(
      filtered.select([
        'd.id',
        sql<Date>`coalesce(n.at, d.queued_at)`.as('at'),
        sql<string>`coalesce(n.kind, d.letter)`.as('kind'),
        sql<string>`coalesce(a.name, d.addressee)`.as('to'),
        'd.channel',
        'd.state',
        'd.attempts',
        'd.address',
        'd.result',
        'd.doneAt',
      ]),
      input,
      { at: { column: 'd.id', value: (row) => row.id, direction: 'desc' } },
      'd.id',
      filtered.select('d.id'),
    )
    const rows = page.rows.map((row) => ({
      ...row,
      at: row.at.toISOString(),
      label: (noticeKinds.get(row.kind) ?? letterKinds.get(row.kind))?.label ?? words(row.kind, row.kind),
      channel: deliveryChannels.schema.parse(row.channel),
      state: deliveryStates.schema.parse(row.state),
      doneAt: row.doneAt?.toISOString() ?? null,
    }))
    return { ...page, rows }
  },
})
