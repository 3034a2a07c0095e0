import { beforeAll, expect, test } from 'vitest'
import { accepted, appraised } from '../applications/testing.ts'
import { addProduct } from '../enterprises/product-commands.ts'
import { allocate, contentId, makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { endRecall, publishLot, recallLot, recordLot, takeDownLot } from './commands.ts'
import { eventCorrection, lotCorrection } from './correction.tsx'
import { listEventKinds } from './event-kinds.ts'
import { addEvent, strikeEvent } from './events.ts'
import { applyEvents, checkEvents, showEventImportRows } from './import.ts'
import { traceLink } from './public.tsx'
import { listLots, showLot } from './queries.ts'

/* A traced lot: entered with its events, read by nobody outside until the enterprise publishes it; recalled it says so. */

const nscl = await testSystem()
const { system } = nscl
let officer: Someone
let visitor: Someone
let kinds: { id: number; name: string }[]

beforeAll(async () => {
  officer = await nscl.as('coordinator')
  visitor = await nscl.as('public')
  await allocate(system, 2025, 1_000_000_000n)
  kinds = (await officer.run(listEventKinds, { limit: 100 })).rows
})

async function traced() {
  const enterpriseId = await makeEnterprise(system)
  const id = await appraised(nscl, officer, enterpriseId, {
    contentId: await contentId(system, 'traceability'),
  })
  const turnId = await accepted(officer, id)
  const own = await nscl.as('enterprise', { enterpriseId })
  const { productId } = await own.run(addProduct, {
    id: enterpriseId,
    name: 'Gạo thơm',
    gtin: '8938505974194',
  })
  return { enterpriseId, turnId, own, productId }
}
const harvest = () => ({
  ...{ kindId: kinds[0]?.id, happenedOn: '01/02/2025', what: 'Thu hoạch 500 kg', place: 'Kế Sách' },
  who: 'Hợp tác xã A',
})
const lotOf = (change: object) => ({ lot: 'L-01', producedOn: '05/02/2025', ...change })
const link = { gtin: '8938505974194', lot: 'L-01' }

test('a lot is published by its enterprise alone, once it has an event; whoever scans it reads what was published', async () => {
  const { turnId, own, productId } = await traced()
  const wrong = await problemOf(
    own.run(recordLot, { ...lotOf({ gtin: '8938505974190' }), turnId, productId }),
  )
  expect(wrong.fields.map((one) => one.field)).toEqual(['gtin'])
  const { id, version } = await own.run(recordLot, { ...lotOf({}), turnId, productId })
  expect((await own.run(showLot, { id })).link).toBe('/01/08938505974194/10/L-01')
  expect((await problemOf(own.run(recordLot, { ...lotOf({}), turnId, productId }))).code).toBe(
    'traceability.lotTwice',
  )
  expect((await problemOf(own.run(publishLot, { id, version }))).code).toBe('traceability.noEvent')
  const added = await own.run(addEvent, { id, ...harvest() })
  expect((await problemOf(visitor.run(traceLink, link))).status).toBe(404)
  expect((await problemOf(officer.run(publishLot, { id, version: added.version }))).status).toBe(403)
  const published = await own.run(publishLot, { id, version: added.version })
  const seen = await visitor.run(traceLink, { ...link, serial: '77' })
  expect(seen).toMatchObject({ product: 'Gạo thơm', state: 'published', reason: null, certificates: [] })
  expect(seen.tracked).toMatchObject([{ what: 'Thu hoạch 500 kg', who: 'Hợp tác xã A' }])
  expect(Object.keys(seen)).not.toContain('enterpriseId')
  expect(
    (await problemOf(own.run(lotCorrection.correct, { id, ...lotOf({ lot: 'L-02' }), productId }))).status,
  ).toBe(403)
  const [event] = (await own.run(showLot, { id })).tracked
  await own.run(eventCorrection.correct, {
    id: event?.id,
    ...harvest(),
    what: 'Thu hoạch 480 kg',
    reason: 'Cân lại',
  })
  expect((await visitor.run(traceLink, link)).tracked).toMatchObject([{ what: 'Thu hoạch 480 kg' }])
  const second = await own.run(addEvent, { id, ...harvest(), what: 'Ghi nhầm' })
  expect(second.version).toBeGreaterThan(published.version)
  const wrongOne = (await own.run(showLot, { id })).tracked.find(({ what }) => what === 'Ghi nhầm')
  const struck = await own.run(strikeEvent, { id, event: wrongOne?.id, reason: 'Không có việc này' })
  expect((await visitor.run(traceLink, link)).tracked).toHaveLength(1)
  const recalled = await own.run(recallLot, { id, version: struck.version, reason: 'Bao bì hở' })
  expect(await visitor.run(traceLink, link)).toMatchObject({ state: 'recalled', reason: 'Bao bì hở' })
  expect((await problemOf(own.run(addEvent, { id, ...harvest() }))).code).toBe('traceability.elsewhere')
  expect(
    (await problemOf(own.run(endRecall, { id, version: recalled.version, reason: 'Xong' }))).status,
  ).toBe(403)
  const ended = await officer.run(endRecall, { id, version: recalled.version, reason: 'Đã đổi bao bì' })
  expect(await visitor.run(traceLink, link)).toMatchObject({ state: 'published', reason: null })
  await own.run(takeDownLot, { id, version: ended.version, reason: 'Hết hàng' })
  expect((await problemOf(visitor.run(traceLink, link))).status).toBe(404)
  await own.run(lotCorrection.correct, { id, ...lotOf({ lot: 'L-02' }), productId })
  expect(await own.run(showLot, { id })).toMatchObject({ lot: 'L-02', gtin: '8938505974194' })
})

test('a product of another enterprise is none; nobody reads the lots of another', async () => {
  const { turnId, own, productId } = await traced()
  const other = await traced()
  const foreign = await problemOf(
    own.run(recordLot, { ...lotOf({ lot: 'X' }), turnId, productId: other.productId }),
  )
  expect(foreign.fields.map((one) => one.field)).toEqual(['productId'])
  const { id } = await own.run(recordLot, { ...lotOf({ lot: 'X' }), turnId, productId })
  expect((await problemOf(other.own.run(showLot, { id }))).status).toBe(404)
  expect((await other.own.run(listLots, { plan: 'all' })).rows).toEqual([])
})

test('an enterprise brings its events by a table; read again it changes nothing', async () => {
  const { turnId, own, productId } = await traced()
  const { id: lotId } = await own.run(recordLot, { ...lotOf({ lot: 'T-9' }), turnId, productId })
  const kind = kinds[0]?.name
  const text = [
    'Mã GTIN của lô|Số lô|Loại sự kiện truy xuất|Khi nào|Việc gì, với cái gì|Ở đâu|Tổ chức, cơ sở thực hiện',
    `8938505974194|T-9|${kind}|01/02/2025|Thu hoạch|Kế Sách|Hợp tác xã A`,
    `8938505974194|T-9|Không có|01/02/2025|Thu hoạch|Kế Sách|Hợp tác xã A`,
    `8938505974194|T-8|${kind}|01/02/2025|Thu hoạch|Kế Sách|Hợp tác xã A`,
  ]
    .join('\n')
    .replaceAll('|', '\t')
  const outcomes = async (id: number) =>
    (await own.run(showEventImportRows, { id, limit: 10 })).rows.map(({ outcome }) => outcome)
  const { id } = await own.run(checkEvents, { text })
  expect(await outcomes(id)).toEqual(['new', 'error', 'error'])
  await own.run(applyEvents, { id })
  expect((await own.run(showLot, { id: lotId })).tracked).toMatchObject([{ what: 'Thu hoạch', importId: id }])
  expect(await outcomes((await own.run(checkEvents, { text })).id)).toEqual(['same', 'error', 'error'])
})
