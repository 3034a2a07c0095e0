import { confirmContentValue, enterContentValue, listContentFields } from '../content-data/index.ts'
import { gtinCheckDigit } from '../enterprises/index.ts'
import { systemActor } from '../platform/actor.ts'
import { addDays } from '../platform/dates.ts'
import { addEvent, publishLot, recallLot, recordLot } from '../traceability/index.ts'
import type { Maker, Scenario } from './scenario.ts'

/* What the turns of a sample brought by their content, and the lots that their products are traced by. */

interface Content {
  readonly id: number
  readonly key: string
}

/** The enterprise enters what its turn brought once the result is accepted; an officer confirms, and of some turns not yet. */
export async function tellContent(scenario: Scenario, content: Content, turnId: number): Promise<void> {
  const { system, story, as, paper } = scenario
  const { kind } = await system.db
    .selectFrom('supportContent')
    .select('kind')
    .where('id', '=', content.id)
    .executeTakeFirstOrThrow()
  const { rows: fields } = await story.run(as('coordinator'), listContentFields, { kind, limit: 1000 })
  for (const field of fields) {
    if (field.contentKey !== null && field.contentKey !== content.key) continue
    const levels = (field.options ?? '').split(';').map((level) => level.trim())
    for (const moment of ['before', 'end'] as const) {
      if (field.askedAt !== 'both' && field.askedAt !== moment) continue
      const level = moment === 'before' ? 0 : Math.min(levels.length - 1, 1 + (turnId % 2))
      const value = {
        number: String((turnId % 9) + 1),
        area: `${(turnId % 12) + 3},5`,
        choice: levels[level] ?? '',
        text: 'Phần mềm quản lý kho, bán hàng (mẫu)',
        date: '01/01/2026',
      }[field.type]
      for (const item of field.perItem === null ? [undefined] : ['Lúa (mẫu)', 'Rau màu (mẫu)']) {
        const entered = await story.run(systemActor, enterContentValue, {
          ...{ turnId, fieldId: field.id, moment, item, value, measuredOn: story.today },
          fileId: await paper('Biên bản xác nhận số liệu theo nội dung'),
        })
        if (turnId % 5 === 0) continue
        await story.run(as('coordinator'), confirmContentValue, { id: entered.id, version: entered.version })
      }
    }
  }
}

/** A lot of a traced product with its events, published; one in three is recalled later. */
export async function traceLotOf(
  scenario: Scenario,
  maker: Maker,
  content: Content,
  turnId: number,
): Promise<void> {
  const { system, story, as } = scenario
  const [productId] = maker.products.values()
  if (content.key !== 'traceability' || productId === undefined) return
  const body = `893${String(turnId).padStart(9, '0')}`
  const lot = await story.run(systemActor, recordLot, {
    ...{ turnId, productId, gtin: `${body}${gtinCheckDigit(body)}`, lot: `MAU-${turnId}` },
    ...{ quantity: '500 kg (mẫu)', producedOn: addDays(story.today, -5) },
  })
  const kinds = await system.db
    .selectFrom('traceEventKind')
    .select(['id', 'key', 'name'])
    .where('key', 'in', ['harvest', 'process', 'pack'])
    .orderBy('id')
    .execute()
  for (const [at, { id: kindId, name }] of kinds.entries())
    await story.run(systemActor, addEvent, {
      ...{ id: lot.id, kindId, happenedOn: addDays(story.today, at - 5), what: `${name} 500 kg (mẫu)` },
      ...{ place: 'Cơ sở sản xuất (mẫu)', who: maker.name },
    })
  if (turnId % 4 === 0) return
  // each enterprise publishes its own
  const own = { ...as('enterprise'), enterpriseId: maker.id, enterpriseIds: [maker.id] }
  const { id, version } = await story.run(own, publishLot, { id: lot.id, version: 1 + kinds.length })
  if (turnId % 3 !== 0) return
  story.on(addDays(story.today, 20), async () => {
    await story.run(systemActor, recallLot, { id, version, reason: 'Bao bì hở ở một số thùng (mẫu)' })
  })
}
