import { beforeAll, expect, test } from 'vitest'
import { accepted, appraised } from '../applications/testing.ts'
import { addIndicator } from '../indicators/commands.ts'
import { uploadFile } from '../platform/uploads.ts'
import { allocate, contentId, makeEnterprise, takeSteps } from '../support/testing.ts'
import { cancelTurn } from '../support/turn-commands.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { confirmValue, enterValue, returnValue, withdrawValue } from './commands.ts'
import { valueCorrection } from './correction.tsx'
import { addField, editField, endField, listFields } from './field-catalogue.ts'
import { applyValues, checkValues, showValueImportRows } from './import.ts'
import { askedOf, listValues, showValue } from './queries.ts'
import { sumValues } from './sums.ts'

/* Figures by content of turns: entered by the enterprise, confirmed by another person, facts once the turn is done. */

const nscl = await testSystem()
const { system } = nscl
let officer: Someone
let fieldIds: Map<string, number>

beforeAll(async () => {
  officer = await nscl.as('coordinator')
  await allocate(system, 2025, 1_000_000_000n)
  const { rows } = await officer.run(listFields, { limit: 100 })
  fieldIds = new Map(rows.map(({ key, id }) => [key ?? '', id]))
})
const field = (key: string) => fieldIds.get(key) ?? 0

async function turnOf(content: string) {
  const enterpriseId = await makeEnterprise(system)
  const id = await appraised(nscl, officer, enterpriseId, { contentId: await contentId(system, content) })
  const turnId = await accepted(officer, id)
  const own = await nscl.as('enterprise', { enterpriseId })
  const bytes = new TextEncoder().encode(`%PDF-1.4\n% ${turnId}\n%%EOF\n`)
  const { id: fileId } = await own.run(uploadFile, { name: 'bien-ban.pdf', bytes })
  const said = (change: object) => ({ turnId, moment: 'end', measuredOn: '01/03/2025', fileId, ...change })
  return { enterpriseId, turnId, own, said }
}
const finish = (turnId: number) =>
  takeSteps(nscl, officer, turnId, [
    ['contracted', '2025-02-10'],
    ['in_progress', '2025-02-20'],
    ['accepted', '2025-03-01'],
    ['finished', '2025-03-10'],
  ])
const facts = (turnId: number) =>
  system.db
    .selectFrom('fact')
    .select(['quantity', 'contentField', 'content', 'year', 'retractedAt'])
    .where('kind', '=', 'content.value')
    .where('subject', '=', `turn:${turnId}`)
    .orderBy('id')
    .execute()
const resultOf = async (key: string) => {
  const { id } = await system.db
    .selectFrom('indicator')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  const { id: planId } = await system.db
    .selectFrom('plan')
    .select('id')
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  const { sql } = await import('kysely')
  const { rows } = await sql<{
    n: number
  }>`SELECT indicator_result(${planId}, ${id}, 2024, 2026)::float AS n`.execute(system.db)
  return rows[0]?.n
}

test('the area by crop is entered by the enterprise, confirmed by another, and counts once the turn is done', async () => {
  const { turnId, own, said } = await turnOf('gap')
  expect((await own.run(askedOf, { id: turnId })).fields.map((one) => one.field)).toEqual([
    'Diện tích áp dụng G.A.P',
  ])
  const area = { fieldId: field('gap-area') }
  const wrong = await problemOf(own.run(enterValue, said({ ...area, value: '2' })))
  expect(wrong.fields.map((one) => one.field)).toEqual(['item'])
  const rice = await own.run(enterValue, said({ ...area, item: 'Lúa', value: '12,5' }))
  const greens = await own.run(enterValue, said({ ...area, item: 'Rau', value: '3' }))
  expect((await problemOf(own.run(enterValue, said({ ...area, item: 'lúa', value: '1' })))).code).toBe(
    'contentData.twice',
  )
  expect((await problemOf(own.run(confirmValue, rice))).status).toBe(403)
  const returned = await officer.run(returnValue, { ...greens, remark: 'Thiếu sơ đồ' })
  expect(returned.state).toBe('returned')
  await own.run(valueCorrection.correct, {
    id: greens.id,
    moment: 'end',
    item: 'Rau',
    value: '4',
    measuredOn: '01/03/2025',
  })
  const mended = await own.run(showValue, { id: greens.id })
  expect(mended).toMatchObject({ state: 'entered', amount: 4, remark: null })
  await officer.run(confirmValue, { id: greens.id, version: mended.version })
  await officer.run(confirmValue, rice)
  expect(await facts(turnId)).toEqual([])
  const rule = {
    name: 'Diện tích G.A.P',
    nameEn: 'G.A.P. area',
    unit: 'ha',
    unitEn: 'ha',
    source: 'Kế hoạch',
  }
  const counted = { way: 'counted', kinds: ['content.value'], contentField: 'gap-area' }
  const { key: sum } = await officer.run(addIndicator, { ...rule, ...counted, measure: 'sum' })
  const { key: large } = await officer.run(addIndicator, {
    ...{ ...rule, ...counted, name: 'Lượt từ 10 ha', measure: 'distinct', atLeast: 10 },
  })
  expect(await resultOf(sum)).toBe(0)
  await finish(turnId)
  expect((await facts(turnId)).map((one) => [one.quantity, one.contentField, one.content])).toEqual([
    [12.5, 'gap-area', 'gap'],
    [4, 'gap-area', 'gap'],
  ])
  expect([await resultOf(sum), await resultOf(large)]).toEqual([16.5, 1])
  const { sums } = await own.run(sumValues, { year: 2025, kind: 'good_practice' })
  expect(sums.map(({ item, sum: total }) => [item, total])).toEqual([
    ['Lúa', 12.5],
    ['Rau', 4],
  ])
  const standing = await officer.run(showValue, { id: greens.id })
  expect(
    (await problemOf(own.run(withdrawValue, { id: greens.id, version: standing.version, reason: 'Sai' })))
      .code,
  ).toBe('contentData.confirmed')
  await officer.run(withdrawValue, { id: greens.id, version: standing.version, reason: 'Đo sai' })
  expect(await resultOf(sum)).toBe(12.5)
  const { version } = await system.db
    .selectFrom('supportTurn')
    .select('version')
    .where('id', '=', turnId)
    .executeTakeFirstOrThrow()
  await officer.run(cancelTurn, {
    ...{ id: turnId, version, happenedOn: '2025-04-01', documentNumber: '1/TB', reason: 'Thu hồi' },
  })
  expect((await facts(turnId)).every(({ retractedAt }) => retractedAt !== null)).toBe(true)
  expect((await problemOf(own.run(enterValue, said({ ...area, item: 'Ngô', value: '1' })))).code).toBe(
    'contentData.cancelled',
  )
})

test('readiness is told before and after; whoever entered a figure does not confirm it; nobody reads another enterprise', async () => {
  const { turnId, said } = await turnOf('smart-production')
  const fileId = await nscl.evidence()
  const level = (moment: string, value: string) =>
    officer.run(enterValue, said({ fieldId: field('smart-readiness'), moment, value, fileId }))
  const before = await level('before', 'Thấp')
  const after = await level('end', 'Cao')
  expect((await problemOf(officer.run(confirmValue, before))).code).toBe('controls.samePerson')
  const other = await nscl.as('coordinator')
  for (const value of [before, after]) await other.run(confirmValue, value)
  expect((await other.run(sumValues, { kind: 'smart_production' })).levels).toMatchObject([
    { before: 'Thấp', end: 'Cao', turns: 1 },
  ])
  const stranger = await nscl.as('enterprise', { enterpriseId: await makeEnterprise(system) })
  expect((await problemOf(stranger.run(showValue, { id: after.id }))).status).toBe(404)
  expect((await stranger.run(listValues, { turnId, plan: 'all' })).rows).toEqual([])
  expect(
    (await problemOf(stranger.run(enterValue, said({ fieldId: field('smart-readiness'), value: 'Cao' }))))
      .status,
  ).toBe(404)
})

test('what is asked is data: added with its source, kept as it is once it has values, ended', async () => {
  const said = {
    ...{
      name: 'Nước tiết kiệm',
      nameEn: 'Water saved',
      kind: 'good_practice',
      type: 'number',
      askedAt: 'end',
    },
    source: 'chưa đối chiếu',
  }
  expect((await problemOf(officer.run(addField, said))).fields.map((one) => one.field)).toEqual([
    'unit',
    'unitEn',
  ])
  const whole = { ...said, unit: 'm³', unitEn: 'm³' }
  const { id, version } = await officer.run(addField, whole)
  const { own, said: of } = await turnOf('organic')
  await own.run(enterValue, of({ fieldId: id, value: '5' }))
  expect(
    (await problemOf(officer.run(editField, { ...whole, id, version, unit: 'lít' }))).fields,
  ).toMatchObject([{ field: 'unit' }])
  await officer.run(editField, { ...whole, id, version, required: true })
  await officer.run(endField, { id, reason: 'Không hỏi nữa' })
  expect((await officer.run(listFields, { q: 'nuoc tiet kiem' })).rows).toMatchObject([
    { uses: 1, required: true },
  ])
})

test('an enterprise brings a table for its own turns, which is the proof; read again it changes nothing', async () => {
  const { turnId, own } = await turnOf('gap')
  const { turnId: foreign } = await turnOf('gap')
  const text = [
    'Lượt số|Số liệu theo nội dung|Thời điểm của số liệu|Của cây trồng, đối tượng|Giá trị của số liệu|Ngày của số liệu',
    `${turnId}|Diện tích áp dụng G.A.P|Khi kết thúc|Xoài|7,5|01/03/2025`,
    `${foreign}|Diện tích áp dụng G.A.P|Khi kết thúc|Xoài|7,5|01/03/2025`,
    `${turnId}|Diện tích áp dụng G.A.P|Trước hỗ trợ|Xoài|7,5|01/03/2025`,
  ]
    .join('\n')
    .replaceAll('|', '\t')
  const outcomes = async (id: number) =>
    (await own.run(showValueImportRows, { id, limit: 10 })).rows.map(({ outcome }) => outcome)
  const { id } = await own.run(checkValues, { text })
  expect(await outcomes(id)).toEqual(['new', 'error', 'error'])
  await own.run(applyValues, { id })
  const { rows } = await own.run(listValues, { turnId, plan: 'all' })
  expect(rows).toMatchObject([{ item: 'Xoài', amount: 7.5, state: 'entered' }])
  expect(await outcomes((await own.run(checkValues, { text })).id)).toEqual(['same', 'error', 'error'])
  await officer.run(confirmValue, { id: rows[0]?.id, version: 1 })
  await finish(turnId)
  expect(await facts(turnId)).toMatchObject([{ quantity: 7.5 }])
})
