import { beforeAll, expect, test } from 'vitest'
import { fileApplication } from '../applications/file.ts'
import { ownFiling } from '../applications/testing.ts'
import { listNotices } from '../notices/index.ts'
import { today } from '../platform/dates.ts'
import { findEverything } from '../search/queries.ts'
import { contentId, makeEnterprise, planId } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { addReference, createEntry, editEntry, removeReference } from './commands.ts'
import { agreeToExample, askAgain, askExample, withdrawConsent } from './examples.ts'
import { exportGuide, takeInGuide } from './exchange.ts'
import { applyGuide, checkGuide } from './import.ts'
import { guideColumns, referencesOut } from './import-rules.ts'
import { experienceOf } from './medians.ts'
import { listGuide, showGuide } from './public-queries.ts'
import { publishEntry, returnEntry, sendEntry, withdrawEntry } from './publish.ts'
import { askableEnterprises, listEntries, showEntry, showExample } from './queries.ts'
import { GuideData, updateGuide } from './shipped.ts'

const house = await testSystem()
const { system, as } = house
const on = today(system.now())
let officer: Someone
let leader: Someone
let content: number
let everybody: Someone

beforeAll(async () => {
  officer = await as('coordinator')
  leader = await as('leader')
  everybody = await as('public')
  content = await contentId(system, 'basic-tool')
})

const text = (change: Record<string, unknown> = {}) => ({
  ...{ contentId: content, title: 'Thẻ Kanban', titleEn: 'Kanban cards' },
  ...{
    about: 'Thẻ báo cần làm thêm.',
    aboutEn: 'Cards that call for more.',
    whom: 'Xưởng',
    whomEn: 'Workshops',
  },
  ...{ steps: '1. Vẽ', stepsEn: '1. Draw', standards: 'Kanban; JIT', goals: ['productivity'], sectors: [] },
  ...change,
})
const source = {
  ...{ kind: 'source', title: 'Sách', publisher: 'NXB', address: 'https://example.vn/kanban', readOn: on },
} as const
const versionOf = async (id: number) => (await officer.run(showEntry, { id })).version

async function sent(change: Record<string, unknown> = {}) {
  const { id } = await officer.run(createEntry, text(change))
  await officer.run(addReference, { id, ...source })
  await officer.run(sendEntry, { id, version: await versionOf(id) })
  return id
}
async function published(change: Record<string, unknown> = {}) {
  const id = await sent(change)
  await leader.run(publishEntry, { id, version: await versionOf(id) })
  return id
}

test('each content of the catalogue has an entry that came with the program, with sources that were read', async () => {
  const contents = await system.db.selectFrom('supportContent').select(['id', 'key']).execute()
  const { rows } = await everybody.run(listGuide, { limit: 200 })
  for (const { id, key } of contents)
    expect(rows.filter(({ contentId: of, shipped }) => of === id && shipped).length, key).toBeGreaterThan(0)
  for (const { id } of rows) {
    const { references, readiness, readinessSource } = await everybody.run(showGuide, { id })
    expect(
      references.filter(({ kind, readOn }) => kind === 'source' && readOn !== null).length,
    ).toBeGreaterThan(0)
    expect(readiness === null || readinessSource !== null).toBe(true)
  }
})

test('an entry needs a source, is published by another person, and is read by everybody from then on', async () => {
  const { id } = await officer.run(createEntry, text())
  expect((await problemOf(officer.run(sendEntry, { id, version: 1 }))).code).toBe('guide.noSource')
  const half = await problemOf(officer.run(addReference, { id, kind: 'source', title: 'Sách' }))
  expect(half.fields.map(({ field }) => field)).toEqual(['publisher', 'address', 'readOn'])
  await officer.run(addReference, { id, ...source })
  await officer.run(sendEntry, { id, version: await versionOf(id) })
  expect(
    (await problemOf(officer.run(editEntry, { id, version: await versionOf(id), ...text() }))).code,
  ).toBe('guide.notOpen')
  const own = await problemOf(officer.run(publishEntry, { id, version: await versionOf(id) }))
  expect(own.status).toBe(409)
  expect((await problemOf(everybody.run(showGuide, { id }))).status).toBe(404)
  await leader.run(returnEntry, { id, version: await versionOf(id), remarks: 'Viết rõ hơn' })
  await officer.run(editEntry, { id, version: await versionOf(id), ...text({ about: 'Rõ hơn' }) })
  expect((await officer.run(showEntry, { id })).state).toBe('returned')
  await officer.run(sendEntry, { id, version: await versionOf(id) })
  await leader.run(publishEntry, { id, version: await versionOf(id) })
  expect(await everybody.run(showGuide, { id })).toMatchObject({
    about: 'Rõ hơn',
    edition: 1,
    shipped: false,
  })
  const { rows } = await officer.run(listNotices, {})
  expect(rows.some(({ href }) => href === `/guide/entries/${id}`)).toBe(true)
})

test('while the next edition is written the last one stays; the history keeps both; what is taken down is read by nobody', async () => {
  const id = await published({ title: 'Bản một' })
  await officer.run(editEntry, { id, version: await versionOf(id), ...text({ title: 'Bản hai' }) })
  expect((await everybody.run(showGuide, { id })).title).toBe('Bản một')
  await officer.run(sendEntry, { id, version: await versionOf(id) })
  await leader.run(publishEntry, { id, version: await versionOf(id) })
  expect((await everybody.run(showGuide, { id })).title).toBe('Bản hai')
  const { editions, references } = await officer.run(showEntry, { id })
  expect(editions.map(({ number, title, endedOn }) => [number, title, endedOn])).toEqual([
    [2, 'Bản hai', null],
    [1, 'Bản một', on],
  ])
  await officer.run(withdrawEntry, { id, version: await versionOf(id), reason: 'Sai nguồn' })
  expect((await problemOf(everybody.run(showGuide, { id }))).status).toBe(404)
  await officer.run(removeReference, { id, reference: references[0]?.id ?? 0 })
  expect((await officer.run(showEntry, { id })).state).toBe('draft')
  expect((await problemOf(everybody.run(showGuide, { id }))).status).toBe(404)
})

test('entries are found without accents, by goal, sector and standard, and by the search of everything', async () => {
  const id = await published({ title: 'Bảo dưỡng thần tốc', goals: ['safety'], sectors: ['trade_services'] })
  const ids = async (input: Record<string, unknown>) =>
    (await everybody.run(listGuide, { limit: 200, ...input })).rows.map((row) => row.id)
  expect(await ids({ q: 'bao duong than toc' })).toEqual([id])
  expect(await ids({ q: 'bao duong', sector: 'production' })).toEqual([])
  expect(await ids({ q: 'bao duong', goal: 'safety', standard: 'kanban' })).toEqual([id])
  const { groups } = await everybody.run(findEverything, { q: 'truy xuat nguon goc' })
  expect(groups.find(({ kind }) => kind === 'guide_entry')?.items.length).toBeGreaterThan(0)
})

/** Turns of a content that have finished, so many days after their decisions. */
async function finished(key: string, days: readonly number[]) {
  const made: number[] = []
  for (const [at, length] of days.entries()) {
    const enterpriseId = await makeEnterprise(system)
    made.push(enterpriseId)
    const filing = await ownFiling(house, enterpriseId)
    const { id } = await officer.run(fileApplication, { ...filing, contentId: await contentId(system, key) })
    await system.db
      .updateTable('application')
      .set({ ownFunds: BigInt(at + 1) * 1_000_000n })
      .where('id', '=', id)
      .execute()
    const line = await system.db
      .selectFrom('budgetLine')
      .select('id')
      .where('code', '=', 'IV')
      .where('planId', '=', await planId(system))
      .executeTakeFirstOrThrow()
    const money = await system.db
      .selectFrom('fundingSource')
      .select('id')
      .where('key', '=', 'provincial_st')
      .executeTakeFirstOrThrow()
    const commitment = await system.db
      .insertInto('commitment')
      .values({
        ...{ lineId: line.id, sourceId: money.id, year: 2025, enterpriseId, purpose: 'Thử' },
        ...{ documentNumber: `${id}/HĐ`, documentDate: '2026-01-01' },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await system.db
      .insertInto('supportTurn')
      .values({
        ...{ applicationId: id, enterpriseId, contentId: await contentId(system, key), year: 2025 },
        commitmentId: commitment.id,
        ...{ planId: await planId(system), state: 'finished', decidedOn: '2026-01-01' },
        finishedOn: `2026-01-${String(length + 1).padStart(2, '0')}`,
      })
      .execute()
  }
  return made
}

test('time and cost are medians of finished turns with their number, and nothing below five', async () => {
  const id = await contentId(system, 'energy')
  expect(await experienceOf(system.db, id)).toMatchObject({ n: 0, days: null, support: null, own: null })
  await finished('energy', [10, 20, 12, 14])
  expect(await experienceOf(system.db, id)).toMatchObject({ n: 4, days: null, ownN: 4, own: null })
  await finished('energy', [30])
  expect(await experienceOf(system.db, id)).toMatchObject({ n: 5, days: 14, support: 0n, own: 2_000_000n })
})

test('an enterprise is told of only with its consent, which it takes back at any time', async () => {
  const [enterpriseId = 0] = await finished('basic-tool', [9])
  const owner = await as('enterprise', { enterpriseId })
  const stranger = await as('enterprise', { enterpriseId: await makeEnterprise(system) })
  const entry = await published({ title: 'Có ví dụ' })
  expect((await officer.run(askableEnterprises, { id: entry })).map((one) => one.id)).toContain(enterpriseId)
  const unfit = await problemOf(
    officer.run(askExample, {
      ...{ id: entry, enterpriseId: await makeEnterprise(system), story: 'a', storyEn: 'a' },
    }),
  )
  expect(unfit.fields.map(({ field }) => field)).toEqual(['enterpriseId'])
  const asked = { id: entry, enterpriseId, story: 'Giảm một nửa thời gian tìm.', storyEn: 'Half the time.' }
  const { id } = await officer.run(askExample, asked)
  const examples = async () =>
    (await everybody.run(showGuide, { id: entry })).examples.map(({ story }) => story)
  expect(await examples()).toEqual([])
  expect((await owner.run(listNotices, {})).rows.some(({ href }) => href === `/guide/examples/${id}`)).toBe(
    true,
  )
  expect((await problemOf(stranger.run(showExample, { id }))).status).toBe(404)
  expect((await problemOf(stranger.run(agreeToExample, { id, version: 1 }))).status).toBe(404)
  const unheard = await problemOf(officer.run(agreeToExample, { id, version: 1 }))
  expect(unheard.fields.map(({ field }) => field)).toEqual(['paper'])
  await owner.run(agreeToExample, { id, version: 1 })
  expect(await examples()).toEqual(['Giảm một nửa thời gian tìm.'])
  await officer.run(askAgain, { id, version: 2, story: 'Lời khác', storyEn: 'Other words' })
  expect(await examples()).toEqual([])
  await officer.run(agreeToExample, { id, version: 3, paper: 'Giấy đồng ý ngày 1/11' })
  expect(await examples()).toEqual(['Lời khác'])
  await owner.run(withdrawConsent, { id, version: 4 })
  expect(await examples()).toEqual([])
})

test('a file of entries comes in as drafts; who brings it in does not publish it', async () => {
  const [one] = await everybody.run(exportGuide, {})
  if (one === undefined) throw new Error('no entry')
  const given = JSON.parse(JSON.stringify({ ...one, title: 'Từ tỉnh bạn' })) as never
  expect(await officer.run(takeInGuide, { entries: [given] })).toEqual({ added: 1, changed: 0 })
  const { rows } = await officer.run(listEntries, { q: 'tu tinh ban' })
  const [taken] = rows
  expect(taken).toMatchObject({ state: 'draft', edition: null })
  const id = taken?.id ?? 0
  const other = await as('coordinator')
  await other.run(sendEntry, { id, version: await versionOf(id) })
  expect((await problemOf(officer.run(publishEntry, { id, version: await versionOf(id) }))).code).toBe(
    'controls.samePerson',
  )
  await leader.run(publishEntry, { id, version: await versionOf(id) })
})

test('the export of the list is taken in again as it stands; a row in error stays out', async () => {
  const { rows } = await officer.run(listEntries, { limit: 200 })
  const keys = Object.keys(guideColumns) as (keyof typeof guideColumns)[]
  const cell = (value: string) => `"${value.replaceAll('"', '""')}"`
  const line = (row: (typeof rows)[number], change: Record<string, string> = {}) =>
    keys
      .map((key) => {
        if (change[key] !== undefined) return cell(change[key])
        if (key === 'references') return cell(referencesOut(row.references))
        const value = row[key]
        return cell(Array.isArray(value) ? value.join('; ') : String(value ?? ''))
      })
      .join(';')
  const head = keys.map((key) => cell(guideColumns[key].vi)).join(';')
  const still = rows.filter(({ state }) => state === 'published')
  const [first] = still
  if (first === undefined) throw new Error('no entry')
  const table = [
    head,
    ...still.map((row) => line(row)),
    line(first, { title: 'Mục từ Excel' }),
    line(first, { title: 'Sai', content: 'Không có' }),
  ].join('\n')
  const { id } = await officer.run(checkGuide, { text: table })
  const counts = await system.db
    .selectFrom('importRow')
    .select((eb) => ['outcome', eb.fn.countAll<number>().as('count')])
    .where('importId', '=', id)
    .groupBy('outcome')
    .execute()
  const wrong = await system.db
    .selectFrom('importRow')
    .select(['line', 'problems'])
    .where('importId', '=', id)
    .where('outcome', '=', 'error')
    .execute()
  expect(wrong.map(({ line }) => line)).toEqual([still.length + 3])
  expect(Object.fromEntries(counts.map(({ outcome, count }) => [outcome, Number(count)]))).toEqual({
    ...{ same: still.length, new: 1, error: 1 },
  })
  await officer.run(applyGuide, { id })
  expect((await officer.run(listEntries, { q: 'muc tu excel' })).rows[0]?.state).toBe('draft')
})

test('a new text in data/ makes a next edition of what only the program has written, and of nothing else', async () => {
  const shipped = GuideData.parse({
    ...{ key: 'thu', writtenOn: '2026-01-01', content: 'basic-tool', title: 'Kèm theo', titleEn: 'Shipped' },
    ...{ about: 'a', aboutEn: 'a', whom: 'b', whomEn: 'b', steps: 'c', stepsEn: 'c', standards: ['X'] },
    references: [{ ...source, readOn: '2026-01-01' }],
  })
  await updateGuide(system.db, [shipped])
  await updateGuide(system.db, [{ ...shipped, about: 'mới', writtenOn: '2026-02-01' }])
  const { rows } = await officer.run(listEntries, { q: 'kem theo' })
  const [row] = rows
  expect(row).toMatchObject({ edition: 2, about: 'mới', shipped: true, state: 'published' })
  await officer.run(editEntry, {
    id: row?.id ?? 0,
    version: 2,
    ...text({ title: 'Kèm theo', about: 'của cơ quan' }),
  })
  await updateGuide(system.db, [{ ...shipped, about: 'mới nữa', writtenOn: '2026-03-01' }])
  expect((await officer.run(showEntry, { id: row?.id ?? 0 })).about).toBe('của cơ quan')
})
