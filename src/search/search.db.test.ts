import { expect, test } from 'vitest'
import { endAssociation } from '../enterprises/associations.ts'
import { addAssociation } from '../enterprises/index.ts'
import { heldRoleKeys, holds, publicActor } from '../platform/actor.ts'
import { routeParts } from '../platform/openapi.ts'
import { uploadFile } from '../platform/uploads.ts'
import { reportObstacle } from '../reports/index.ts'
import { createApp } from '../start/app.tsx'
import { capabilities } from '../start/capabilities.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { findKinds } from './kinds.ts'
import { findEverything, forgetRecent, recentRecords } from './queries.ts'
import { keptRecent, noteOpened } from './recent.ts'

const { system, as } = await testSystem()
const pdf = Buffer.from('%PDF-1.4\n% lop\n%%EOF\n')
const app = createApp(system)
const unit = await system.db.selectFrom('adminUnit').select('id').executeTakeFirstOrThrow()

async function enterprise(name: string, taxCode: string): Promise<number> {
  const { id } = await system.db
    .insertInto('enterprise')
    .values({ name, taxCode, address: 'Ấp 1', adminUnitId: unit.id, sectorGroup: 'production' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
const duong = await enterprise('Công ty TNHH Đường Mía Sông Hậu', '2200108445')
const gao = await enterprise('Công ty cổ phần Gạo Sông Hậu', '2200263732')

const coordinator = await as('coordinator')
const owner = await as('enterprise', { enterpriseId: duong })
const { id: agencyId } = await system.db
  .selectFrom('agency')
  .select('id')
  .where('kind', '=', 'association')
  .where('validTo', 'is', null)
  .orderBy('id')
  .executeTakeFirstOrThrow()
const association = await as('association', { agencyId })

async function found(who: Pick<Someone, 'run'>, q: string) {
  const { groups } = await who.run(findEverything, { q })
  return new Map(groups.map(({ kind, items }) => [kind, items.map(({ title }) => title.vi)]))
}

test('an enterprise is found without accents, in any case, by its first letters and by its tax code however it is written', async () => {
  for (const q of ['duong mia', 'ĐƯỜNG MÍA', 'mia song', '2200108445', '2200.108.445', '2200 108 445', 'đườ'])
    expect((await found(coordinator, q)).get('enterprise'), q).toEqual(['Công ty TNHH Đường Mía Sông Hậu'])
})

test('what begins with the words stands before what only holds them', async () => {
  await enterprise('Cơ sở của Hậu Giang', '2200109375')
  await enterprise('Hậu Giang Foods', '2200109382')
  expect((await found(coordinator, 'hậu giang')).get('enterprise')).toEqual([
    'Hậu Giang Foods',
    'Cơ sở của Hậu Giang',
  ])
})

test("signs of the database's patterns are letters like others, and one letter seeks nothing", async () => {
  for (const q of ['%%', '__', '\\\\', "'; --", '%a%'])
    expect([...(await found(coordinator, q)).keys()], q).toEqual([])
  expect((await coordinator.run(findEverything, { q: 'a' })).groups).toEqual([])
  expect((await coordinator.run(findEverything, {})).groups).toEqual([])
})

test('an enterprise finds itself and not its neighbour; an association its members; the public none', async () => {
  expect((await found(owner, 'sông hậu')).get('enterprise')).toEqual(['Công ty TNHH Đường Mía Sông Hậu'])
  expect((await found(association, 'sông hậu')).get('enterprise')).toBeUndefined()
  await coordinator.run(addAssociation, {
    id: gao,
    agencyId,
    tie: 'member',
    since: '2026-01-01',
  })
  expect((await found(association, 'sông hậu')).get('enterprise')).toEqual(['Công ty cổ phần Gạo Sông Hậu'])
  expect((await found(await as('public'), 'sông hậu')).get('enterprise')).toBeUndefined()
})

test('an obstacle that one enterprise reported is found by it and by the office, by no other', async () => {
  await owner.run(reportObstacle, { text: 'Thiếu kho lạnh chứa đường thô', proposal: 'Hỗ trợ thuê kho' })
  const other = await as('enterprise', { enterpriseId: gao })
  expect((await found(owner, 'kho lanh')).get('obstacle')).toEqual(['Thiếu kho lạnh chứa đường thô'])
  expect((await found(coordinator, 'kho lanh')).get('obstacle')).toHaveLength(1)
  expect((await found(other, 'kho lanh')).get('obstacle')).toBeUndefined()
})

test('the plan is found by its number, a duty by its section, a line of money by its words, a law by its number', async () => {
  const byNumber = await found(coordinator, '181/KH-UBND')
  expect(byNumber.get('plan')).toEqual(['Kế hoạch 181/KH-UBND'])
  expect((await found(coordinator, 'V.5.3')).get('plan_duty')?.[0]).toMatch(/^V\.5\.3: /)
  expect((await found(coordinator, 'năng suất')).get('budget_line')?.length).toBeGreaterThan(0)
  expect((await found(await as('public'), '1322/QĐ-TTg')).get('legal_instrument')?.[0]).toMatch(
    /^1322\/QĐ-TTg/,
  )
})

test('pages of the program and help are found by their names, by those who may open them', async () => {
  expect((await found(coordinator, 'cam ket va giai ngan')).get('page')).toContain('Cam kết và giải ngân')
  expect((await found(owner, 'cam ket va giai ngan')).get('page')).toBeUndefined()
  expect((await found(owner, 'nộp hồ sơ')).get('help')).toContain('Nộp hồ sơ đề nghị hỗ trợ')
  expect((await found(await as('public'), 'nộp hồ sơ')).get('help')).toBeUndefined()
})

test('a product is found by its enterprise and the office, a trained person by officers alone, a draft of a plan by staff', async () => {
  await system.db.insertInto('product').values({ enterpriseId: duong, name: 'Đường phèn thủ công' }).execute()
  const neighbour = await as('enterprise', { enterpriseId: gao })
  for (const who of [coordinator, owner])
    expect((await found(who, 'duong phen')).get('product')).toEqual(['Đường phèn thủ công'])
  for (const who of [neighbour, association, await as('public')])
    expect((await found(who, 'duong phen')).get('product')).toBeUndefined()
  const plan = await system.db.selectFrom('plan').select('id').orderBy('id').executeTakeFirstOrThrow()
  const event = await system.db
    .insertInto('trainingEvent')
    .values({
      planId: plan.id,
      kind: 'course',
      title: 'Lớp 5S',
      heldOn: '2025-03-10',
      place: 'Hội trường',
      participants: 1,
      fileId: (await coordinator.run(uploadFile, { name: 'lop.pdf', bytes: pdf })).id,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await system.db
    .insertInto('trainedPerson')
    .values({ eventId: event.id, name: 'Trần Thị Lụa', enterpriseId: duong, outcome: 'attended' })
    .execute()
  expect((await found(coordinator, 'tran thi lua')).get('trained_person')).toEqual(['Trần Thị Lụa'])
  for (const who of [owner, association, await as('public')])
    expect((await found(who, 'tran thi lua')).get('trained_person')).toBeUndefined()
  await system.db
    .insertInto('planDraft')
    .values({ kind: 'document', label: 'Bản thảo kỳ sau', document: '{}', createdBy: 'x' })
    .execute()
  expect((await found(coordinator, 'ban thao ky sau')).get('plan_draft')).toEqual(['Bản thảo kỳ sau'])
  expect((await found(owner, 'ban thao ky sau')).get('plan_draft')).toBeUndefined()
})

test('a token finds only the kinds that it is for', async () => {
  const scope = { readOnly: true, capabilities: ['search', 'reports', 'obstacles'] }
  const { execute } = await import('../platform/execute.ts')
  const { groups } = await execute(
    system,
    findEverything,
    { ...coordinator.actor, proof: 'token', scope },
    { q: 'đường' },
    { via: 'api' },
  )
  const kinds = groups.map(({ kind }) => kind)
  expect(kinds).toContain('obstacle')
  expect(kinds).not.toContain('enterprise')
})

test('of many that match six are shown, with the way to all of them', async () => {
  for (let n = 1; n <= 8; n++) await enterprise(`Hợp tác xã Lúa Tôm số ${n}`, `220020000${n}`)
  const { groups } = await coordinator.run(findEverything, { q: 'lúa tôm' })
  const group = groups.find(({ kind }) => kind === 'enterprise')
  expect(group).toMatchObject({ more: true, all: `/enterprises?${new URLSearchParams({ q: 'lúa tôm' })}` })
  expect(group?.items).toHaveLength(6)
})

/** Opens the page of a record as somebody, as the shell does. */
const opens = (who: Someone, path: string, minute = 0) =>
  noteOpened({
    system: { ...system, now: () => new Date(system.now().getTime() + minute * 60_000) },
    actor: who.actor,
    url: new URL(`https://nscl.example.vn${path}`),
  })

test('what an account opened last is remembered for it alone, the latest first, the last few only, and forgotten when it wishes', async () => {
  for (let n = 0; n < keptRecent + 3; n++) {
    const id = await enterprise(`Doanh nghiệp mở thứ ${n}`, `220030${String(n).padStart(4, '0')}`)
    await opens(coordinator, `/enterprises/${id}`, n)
  }
  await opens(coordinator, `/enterprises/${duong}`, 60)
  await opens(coordinator, '/enterprises/new')
  await opens(coordinator, '/notices')
  const recent = await coordinator.run(recentRecords, {})
  expect(recent).toHaveLength(keptRecent)
  expect(recent[0]).toMatchObject({
    kind: 'enterprise',
    href: `/enterprises/${duong}`,
    title: { vi: 'Công ty TNHH Đường Mía Sông Hậu' },
  })
  expect(await owner.run(recentRecords, {})).toEqual([])
  expect(await coordinator.run(forgetRecent, {})).toEqual({ forgotten: keptRecent })
  expect(await coordinator.run(recentRecords, {})).toEqual([])
})

test('a record that one may no longer read is not named among those opened lately', async () => {
  await opens(association, `/enterprises/${gao}`)
  expect(await association.run(recentRecords, {})).toHaveLength(1)
  await coordinator.run(endAssociation, { id: gao, agencyId })
  expect(await association.run(recentRecords, {})).toEqual([])
})

test('whoever finds a kind may open its page', async () => {
  const opened = capabilities.pages
    .filter(({ route }) => route.startsWith('GET '))
    .map((page) => ({ page, path: routeParts(page.route).path.replace(/\{\w+\}/g, '{id}') }))
  for (const role of [...heldRoleKeys, 'public'] as const) {
    const grants =
      role === 'public'
        ? publicActor.grants
        : (await as(role, role.startsWith('enterprise') ? { enterpriseId: duong } : {})).actor.grants
    for (const { kind, by, address } of findKinds) {
      const path = address.replace(/[?#].*$/, '')
      const page = opened.find((one) => one.path === path)?.page
      expect(page, address).toBeDefined()
      if (page !== undefined && holds({ grants }, by.may))
        expect(holds({ grants }, page.may), `${role} ${kind}`).toBe(true)
    }
  }
})

test('the page of the search works without JavaScript, and says so when nothing is found', async () => {
  const answer = await app.request('https://localhost/search?q=zzkhongcogi')
  expect(answer.status).toBe(200)
  const html = await answer.text()
  expect(html).toContain('Không tìm thấy gì')
  expect(html).toContain('<form method="get" action="/search"')
})
