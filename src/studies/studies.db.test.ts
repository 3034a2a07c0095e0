import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { documentsSet } from '../documents/official/apart.ts'
import { sha256 } from '../platform/audit.ts'
import { canonicalJson } from '../platform/json.ts'
import { createApp } from '../start/app.tsx'
import { testSystem } from '../testing/system.ts'
import { runStudy } from '../tfp/index.ts'
import { chartNames } from './charts.ts'
import {
  createStudy,
  editStudy,
  recalculateStudy,
  returnStudy,
  reviewStudy,
  submitStudy,
} from './commands.ts'
import { publishStudy, withdrawStudy } from './publish.ts'
import { compareStudies, listStudies, previewStudy, showStudy, studyDocument } from './queries.ts'
import { pennRows } from './testing.ts'

const place = await testSystem()
const { db } = place.system

/** Puts yearly figures on record behind the commands: what is tested here is what is made of them. */
async function record(
  territoryId: number,
  measure: string,
  values: ReadonlyMap<number, number>,
  baseYear: number | null,
) {
  const found = await db
    .selectFrom('series')
    .select('id')
    .where('territoryId', '=', territoryId)
    .where('measureKey', '=', measure)
    .executeTakeFirst()
  const series =
    found ??
    (await db
      .insertInto('series')
      .values({ territoryId, measureKey: measure, sectorKey: 'total', baseYear })
      .returning('id')
      .executeTakeFirstOrThrow())
  for (const [year, value] of values) {
    await db
      .insertInto('observation')
      .values({
        seriesId: series.id,
        year,
        value,
        status: year === 2003 ? 'preliminary' : 'official',
        source: 'Số liệu kiểm thử',
        recordedBy: 'test',
      })
      .execute()
  }
}

const column = (pick: (row: (typeof pennRows)[number]) => number) =>
  new Map(pennRows.map((row) => [row.year, pick(row)]))
await db
  .insertInto('territory')
  .values({
    key: 'kiem-thu',
    name: 'Tỉnh Kiểm Thử',
    nameEn: 'Test province',
    source: 'test',
    ord: 99,
  })
  .execute()
const territory = await db
  .selectFrom('territory')
  .select('id')
  .where('key', '=', 'kiem-thu')
  .executeTakeFirstOrThrow()
await record(
  territory.id,
  'grdp_constant',
  column(({ y }) => y),
  2010,
)
await record(
  territory.id,
  'capital_stock',
  column(({ k }) => k ?? 0),
  2010,
)
await record(
  territory.id,
  'employed',
  column(({ l }) => l),
  null,
)
await record(
  territory.id,
  'labour_share',
  column(({ laborShare }) => laborShare ?? 0),
  null,
)

// The plan in force is one of this province, and of this year: only then does a study count for it.
const thisYear = new Date().getFullYear()
const ourPlan = (province: string, lastYear: number) =>
  db
    .updateTable('plan')
    .set({ province, endsOn: `${lastYear}-12-31` })
    .where('state', '=', 'active')
    .execute()
await ourPlan('Kiểm Thử', thisYear)

const statistics = await place.as('statistics')
const coordinator = await place.as('coordinator')
const second = await place.as('statistics')
const leader = await place.as('leader')
const anybody = await place.as('public')
const asked = { territoryId: territory.id, method: 'tornqvist' }

async function reviewed(choices: object = {}) {
  const { id } = await statistics.run(createStudy, { ...asked, ...choices })
  await statistics.run(submitStudy, { id })
  await second.run(reviewStudy, { id, note: 'Đúng' })
  return id
}

/** Which of these studies a plan counts. */
async function counted(ids: readonly number[]) {
  const facts = await db
    .selectFrom('fact')
    .select('recordId')
    .where('recordType', '=', 'tfp_study')
    .where('recordId', 'in', [...ids])
    .where('retractedAt', 'is', null)
    .orderBy('recordId')
    .execute()
  return facts.map(({ recordId }) => recordId)
}

describe('the documents of a study', () => {
  test('are the same bytes each time they are written from a draft, and say that it is one', async () => {
    const { id } = await statistics.run(createStudy, asked)
    for (const format of ['docx', 'xlsx']) {
      const first = await statistics.run(studyDocument, { id, format })
      expect((await statistics.run(studyDocument, { id, format })).sha256).toBe(first.sha256)
      expect(first.name).toBe(`tfp-tinh-kiem-thu-1996-2003-tornqvist-${id}-nhap.${format}`)
    }
  })
})

describe('a study', () => {
  test('keeps the numbers that runStudy gives for the rows of the Penn World Table, byte for byte', async () => {
    const { id } = await statistics.run(createStudy, asked)
    const shown = await statistics.run(showStudy, { id })
    expect(shown.data.rows).toEqual(pennRows)
    const expected = runStudy(pennRows, { method: 'tornqvist', capital: 'stock', to: 2003 })
    expect(shown.resultSha256).toBe(sha256(canonicalJson(expected)))
    expect(shown.result.years).toEqual(expected.years)
    expect(shown.choices).toMatchObject({ to: 2003, capital: 'stock', shareSource: 'series', seed: 181 })
    // The method, and a number: another study of the same has been made above.
    expect(shown.title).toMatch(/^TFP Tỉnh Kiểm Thử, 1996–2003, Törnqvist( \(\d+\))?$/)
    expect(shown.words.caveats.map(({ vi }) => vi).join(' ')).toContain('các năm 2003 là sơ bộ')
    const again = await statistics.run(createStudy, asked)
    expect((await statistics.run(showStudy, { id: again.id })).resultSha256).toBe(shown.resultSha256)
    const tried = await statistics.run(previewStudy, asked)
    expect(tried.resultSha256).toBe(shown.resultSha256)
  })

  test('with what cannot be computed is refused at the field that it concerns', async () => {
    const fieldOf = (input: object) =>
      statistics.run(createStudy, { ...asked, ...input }).then(
        () => [],
        (problem) => [problem.status, problem.fields[0]?.field],
      )
    expect(await fieldOf({ capital: 'investment' })).toEqual([422, 'territoryId'])
    expect(await fieldOf({ baseYear: 1990 })).toEqual([422, 'baseYear'])
    expect(await fieldOf({ from: 2020 })).toEqual([422, 'from'])
    expect(await fieldOf({ shareSource: 'constant' })).toEqual([422, 'sharePercent'])
    expect(await fieldOf({ shareSource: 'constant', sharePercent: '162,5' })).toEqual([422, 'sharePercent'])
    expect(await fieldOf({ shareSource: 'rest' })).toEqual([422, 'shareSource'])
    expect(await fieldOf({ territoryId: 9999 })).toEqual([422, 'territoryId'])
  })

  test('is reviewed by another person than its author, in the program and in the database', async () => {
    const { id } = await statistics.run(createStudy, asked)
    await expect(second.run(submitStudy, { id })).rejects.toMatchObject({ status: 403 })
    await statistics.run(submitStudy, { id })
    await expect(statistics.run(reviewStudy, { id })).rejects.toMatchObject({ code: 'studies.ownReview' })
    const author = statistics.actor.userId ?? ''
    await expect(
      db
        .updateTable('tfpStudy')
        .set({ state: 'reviewed', reviewer: author, reviewerName: 'x', reviewedAt: new Date() })
        .where('id', '=', id)
        .execute(),
    ).rejects.toThrow(/tfp_study_second_person/)
    await expect(
      db.updateTable('tfpStudy').set({ title: 'khác' }).where('id', '=', id).execute(),
    ).rejects.toThrow(/is submitted/)
    await expect(leader.run(publishStudy, { id })).rejects.toMatchObject({ code: 'studies.state' })
    await second.run(reviewStudy, { id })
    expect((await leader.run(showStudy, { id })).reviewerName).toBe(second.actor.name)
  })

  test('that is sent back is put right by its author and goes the way again', async () => {
    const { id } = await statistics.run(createStudy, asked)
    await statistics.run(submitStudy, { id })
    await coordinator.run(returnStudy, { id, reason: 'Dùng dạng thống kê' })
    const back = await statistics.run(showStudy, { id })
    expect([back.state, back.reviewNote]).toEqual(['returned', 'Dùng dạng thống kê'])
    await expect(statistics.run(editStudy, { id, version: 1, ...asked })).rejects.toMatchObject({
      code: 'studies.stale',
    })
    await statistics.run(editStudy, { id, version: back.version, ...asked, method: 'official' })
    const mended = await statistics.run(showStudy, { id })
    expect([mended.state, mended.method]).toEqual(['draft', 'official'])
  })

  test('once published is sealed with its files, counts for the plan, and counts no more when withdrawn', async () => {
    const id = await reviewed()
    await expect(anybody.run(showStudy, { id })).rejects.toMatchObject({ status: 404 })
    await expect(statistics.run(publishStudy, { id })).rejects.toMatchObject({ status: 403 })
    const { docxSha256, xlsxSha256 } = await leader.run(publishStudy, { id })
    const kept = await anybody.run(studyDocument, { id, format: 'docx' })
    expect(kept.sha256).toBe(docxSha256)
    const parts = unzipSync(new Uint8Array(Buffer.from(kept.base64, 'base64')))
    expect(Object.keys(parts).filter((name) => name.endsWith('.png'))).toHaveLength(3)
    expect(new TextDecoder().decode(parts['word/document.xml'])).toContain('Giai đoạn 1996–2003')
    expect((await anybody.run(studyDocument, { id, format: 'xlsx' })).sha256).toBe(xlsxSha256)

    const facts = () =>
      db
        .selectFrom('fact as f')
        .innerJoin('file', 'file.id', 'f.fileId')
        .select(['f.year', 'f.subject', 'file.sha256', 'f.retraction'])
        .where('f.recordType', '=', 'tfp_study')
        .where('f.recordId', '=', id)
        .execute()
    expect(await facts()).toEqual([
      { year: thisYear, subject: `study:${id}`, sha256: docxSha256, retraction: null },
    ])
    await expect(
      db.updateTable('tfpStudy').set({ tfpGrowth: 9 }).where('id', '=', id).execute(),
    ).rejects.toThrow(/is published/)
    await expect(db.deleteFrom('tfpStudy').where('id', '=', id).execute()).rejects.toThrow(/is published/)
    const listed = await anybody.run(listStudies, {})
    expect(listed.rows.map((row) => row.id)).toEqual([id])

    await coordinator.run(withdrawStudy, { id, reason: 'Số liệu gốc sai' })
    expect((await facts())[0]?.retraction).toBe('Số liệu gốc sai')
    expect((await anybody.run(listStudies, {})).rows).toEqual([])
    expect((await anybody.run(showStudy, { id })).withdrawal).toBe('Số liệu gốc sai')
    await expect(coordinator.run(withdrawStudy, { id, reason: 'lại' })).rejects.toMatchObject({
      code: 'studies.state',
    })
  })

  test('is the one official figure of its territory and period: another is research, or waits for its withdrawal', async () => {
    const first = await reviewed()
    const second = await reviewed({ method: 'official' })
    const shorter = await reviewed({ to: 2001 })
    await leader.run(publishStudy, { id: first })
    await expect(leader.run(publishStudy, { id: second })).rejects.toMatchObject({ code: 'studies.official' })
    await leader.run(publishStudy, { id: shorter })
    await leader.run(publishStudy, { id: second, as: 'research' })
    expect(await anybody.run(showStudy, { id: second })).toMatchObject({ official: false, planYear: null })
    expect(await counted([first, second, shorter])).toEqual([first, shorter])
    await expect(
      db.updateTable('tfpStudy').set({ official: true }).where('id', '=', second).execute(),
    ).rejects.toThrow(/is published/)
    await coordinator.run(withdrawStudy, { id: first, reason: 'Thay bằng bản khác' })
    const third = await reviewed({ method: 'official' })
    await leader.run(publishStudy, { id: third })
    expect(await counted([first, second, third])).toEqual([third])
    for (const id of [second, shorter, third])
      await coordinator.run(withdrawStudy, { id, reason: 'Hết kiểm thử' })
  })

  test('of another province, of one sector or of another year is published and counts for no plan', async () => {
    for (const [province, lastYear] of [
      ['An Thuận', thisYear],
      ['Kiểm Thử', thisYear - 1],
    ] as const) {
      await ourPlan(province, lastYear)
      const id = await reviewed()
      await leader.run(publishStudy, { id })
      expect((await anybody.run(showStudy, { id })).planYear).toBeNull()
      expect(await counted([id])).toEqual([])
      await coordinator.run(withdrawStudy, { id, reason: 'Hết kiểm thử' })
    }
    await ourPlan('Kiểm Thử', thisYear)
  })

  test('whose result cannot be right is published with a reason alone, which stands in all that tells of it', async () => {
    // All income is labour’s: capital counts for nothing.
    const id = await reviewed({ method: 'official', shareSource: 'constant', sharePercent: '100' })
    const { doubts } = await leader.run(showStudy, { id })
    expect(doubts.map(({ vi }) => vi).join(' ')).toContain('Tỷ trọng lao động gần bằng 0 hoặc 1')
    const bare = leader.run(publishStudy, { id })
    await expect(bare).rejects.toMatchObject({ status: 422, fields: [{ field: 'reason' }] })
    const reason = 'Đã đối chiếu với Cục Thống kê (kiểm thử)'
    await leader.run(publishStudy, { id, reason })
    const shown = await anybody.run(showStudy, { id })
    expect(shown.publicationReason).toBe(reason)
    expect(shown.words.caveats[0]?.vi).toContain(reason)
    for (const [format, part] of [
      ['docx', 'word/document.xml'],
      ['xlsx', ''],
    ] as const) {
      const kept = await anybody.run(studyDocument, { id, format })
      const parts = unzipSync(new Uint8Array(Buffer.from(kept.base64, 'base64')))
      const text = Object.entries(parts)
        .filter(([name]) => name.endsWith('.xml') && name.includes(part))
        .map(([, bytes]) => new TextDecoder().decode(bytes))
        .join('')
      expect(text).toContain(reason)
    }
    await coordinator.run(withdrawStudy, { id, reason: 'Hết kiểm thử' })
  })

  test('once published is set as PDF once for six readers who ask at the same time, and told by its tag to whoever has it', async () => {
    const id = await reviewed({ to: 2001 })
    const reason = 'Kiểm thử'
    await leader.run(publishStudy, { id, reason })
    const app = createApp(place.system)
    const ask = (headers: Record<string, string> = {}) =>
      app.request(`${place.system.config.publicUrl}/studies/${id}/document?format=pdf`, { headers })
    const before = documentsSet()
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask()))
    const pictures = chartNames.length
    expect(documentsSet() - before).toBeLessThanOrEqual(1 + pictures)
    const tags = new Set(answers.map(({ headers }) => headers.get('etag')))
    expect(tags.size).toBe(1)
    const etag = [...tags][0] ?? ''
    expect((await Promise.all(answers.map((answer) => answer.bytes()))).map(sha256)).toEqual(
      Array.from({ length: 6 }, () => etag.slice(1, -1)),
    )
    const after = documentsSet()
    const known = await ask({ 'if-none-match': `"x", W/${etag}` })
    expect([known.status, await known.text()]).toEqual([304, ''])
    expect((await ask()).headers.get('cache-control')).toBe('public, no-cache')
    expect(documentsSet()).toBe(after)
    expect((await ask({ 'if-none-match': '"another"' })).status).toBe(200)
    await coordinator.run(withdrawStudy, { id, reason: 'Hết kiểm thử' })
  })

  test('says when its data have changed, and is computed again as a new draft', async () => {
    const { id } = await statistics.run(createStudy, { ...asked, to: 2002 })
    expect((await statistics.run(showStudy, { id })).changed).toBe(false)
    // A year after its last is no change of what it used.
    await record(territory.id, 'grdp_constant', new Map([[2003, 900_000]]), 2010)
    expect((await statistics.run(showStudy, { id })).changed).toBe(false)
    await record(territory.id, 'grdp_constant', new Map([[2000, 740_000]]), 2010)
    expect((await statistics.run(showStudy, { id })).changed).toBe(true)
    const again = await coordinator.run(recalculateStudy, { id })
    const fresh = await coordinator.run(showStudy, { id: again.id })
    expect([fresh.recalculates, fresh.changed, fresh.own]).toEqual([id, false, true])
    const beside = await statistics.run(compareStudies, { a: id, b: again.id })
    expect(beside.sameData).toBe(false)
    const estimated = await coordinator.run(createStudy, { ...asked, to: 2002, method: 'regression' })
    const shares = await statistics.run(compareStudies, { a: again.id, b: estimated.id })
    expect(shares.sameData).toBe(true)
    const year = beside.years.find((each) => each.year === 2000)
    expect(year?.difference).toBeCloseTo(100 * Math.log(740_000 / 729_463.5625), 9)
    expect(beside.years.find((each) => each.year === 1998)?.difference).toBe(0)
  })
})
