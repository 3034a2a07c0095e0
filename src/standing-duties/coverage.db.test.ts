import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { PlanDocument } from '../plan/index.ts'
import { execute } from '../platform/execute.ts'
import type { Command, Query } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { askStanding } from './ask.ts'
import { addDeed, sendReport } from './commands.ts'
import { coveredPlan } from './coverage.ts'
import { listStanding, showStanding } from './queries.ts'
import { addRecordingRule, endRecordingRule, listRecordingRules } from './recording-rules.ts'
import { decideRecording, dropRecording, showRecording } from './recordings.ts'
import { standingWork } from './work.ts'

const { system, as } = await testSystem()
const { db } = system
const agencyOf = async (key: string) =>
  (await db.selectFrom('agency').select('id').where('key', '=', key).executeTakeFirstOrThrow()).id
const health = await agencyOf('syt-ct')
const head = await agencyOf('skhcn-ct')
const officer = await as('coordinator', { agencyId: head })
const agency = await as('agency', { agencyId: health })

/** The program on another day, at nine in the morning there. */
const on = (day: string): System => ({ ...system, now: () => new Date(`${day}T02:00:00Z`) })
const day = '2025-12-20'
const run = <I extends z.ZodObject, O extends z.ZodType>(
  who: Someone,
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
  at = day,
) => execute(on(at), operation, who.actor, input, { via: 'page' })

beforeAll(async () => {
  // as a first start in 2024 would have made it
  await db.connection().execute(async (own) => {
    await sql`ALTER TABLE installation DISABLE TRIGGER ALL`.execute(own)
    await sql`UPDATE installation SET first_day = '2024-11-18'`.execute(own)
    await sql`ALTER TABLE installation ENABLE TRIGGER ALL`.execute(own)
  })
  await sql`UPDATE plan SET kept_from = '2024-11-18'`.execute(db)
  await run(officer, askStanding, {})
})

describe('Plan 181', () => {
  /** The place in which the doing of each sentence is recorded, by its key. */
  const places = async () =>
    new Map(
      (await run(officer, coveredPlan, {})).sentences.map(({ key, told, dated, asked }) => [
        key,
        [
          ...(dated > 0 ? ['dated'] : []),
          ...(asked > 0 ? ['standing'] : []),
          ...told.map(({ record }) => record),
        ].join(' '),
      ]),
    )
  const unplaced = (of: ReadonlyMap<string, string>) =>
    [...of].filter(([, place]) => place === '').map(([key]) => key)
  const openWork = async () => {
    const kind = standingWork.kinds.find((one) => one.kind === 'standing.recording')
    const scope = { db, actor: officer.actor, today: day }
    const rows = await kind?.rows(scope)
    if (rows === undefined) throw new Error('No such work')
    const found = await sql<{ subject: string }>`SELECT ${rows.subject} AS subject FROM ${rows.from}`.execute(
      db,
    )
    return found.rows.map(({ subject }) => subject)
  }

  test('has no duty and no task that nothing can report on: each has the records that tell of it', async () => {
    const { document } = await db.selectFrom('plan').select('document').executeTakeFirstOrThrow()
    const { duties, tasks } = PlanDocument.parse(document)
    const found = await places()
    expect([...found.keys()].toSorted()).toEqual(
      [
        ...duties.map(({ code }) => code),
        ...tasks.flatMap(({ code, items }) => items.map((_item, at) => `${code}/${at + 1}`)),
      ].toSorted(),
    )
    expect(found.size).toBe(20 + 11)
    expect(unplaced(found)).toEqual([])
    expect(Object.fromEntries(found)).toMatchInlineSnapshot(`
      {
        "III.1/1": "turn communication guide",
        "III.1/2": "communication news",
        "III.1/3": "event course",
        "III.1/4": "outreach nomination award",
        "III.2/1": "turn",
        "III.2/2": "turn content_value trace_lot",
        "III.2/3": "turn content_value",
        "III.2/4": "turn trace_lot certificate",
        "III.3/1": "course school_class improvement",
        "III.3/2": "event course turn",
        "III.4/1": "study",
        "V.1.1": "standing yearly_plan",
        "V.1.2": "standing communication outreach introduction yearly_plan",
        "V.1.3": "dated integration need yearly_plan",
        "V.1.4": "standing science_task",
        "V.1.5": "dated estimate",
        "V.1.6": "standing proposal",
        "V.1.7": "dated event report",
        "V.1.8": "standing nomination commendation",
        "V.1.9": "dated report",
        "V.2.1": "dated estimate",
        "V.3.1": "standing nomination commendation award",
        "V.3.2": "standing nomination commendation",
        "V.4.1": "standing study",
        "V.5.1": "standing outreach integration",
        "V.5.2": "standing communication outreach introduction",
        "V.5.3": "dated report_request",
        "V.6.1": "standing outreach",
        "V.6.2": "standing communication outreach introduction",
        "V.6.3": "standing need",
        "V.6.4": "standing integration",
      }
    `)
    expect(await openWork()).toEqual([])
  })

  test('a sentence that nothing tells of is found, is work for the coordinator, and is told by what the officer chooses', async () => {
    const before = await db.selectFrom('plan').select(['id', 'document']).executeTakeFirstOrThrow()
    const document = PlanDocument.parse(before.document)
    const madeUp = { vi: 'Trồng hoa ven đường.', en: 'Plant flowers along the road.' }
    const [first, ...rest] = document.tasks
    if (first === undefined) throw new Error('The plan has no tasks')
    const write = (written: unknown) =>
      db
        .updateTable('plan')
        .set({ document: JSON.stringify(written) })
        .where('id', '=', before.id)
        .execute()
    await write({ ...document, tasks: [{ ...first, items: [...first.items, madeUp] }, ...rest] })
    const sentence = `${first.code}/${first.items.length + 1}`
    expect(unplaced(await places())).toEqual([sentence])
    expect(await openWork()).toEqual([`${first.code}: ${madeUp.vi}`])

    const chosen = { planId: before.id, sentence, records: ['outreach'], source: 'Công văn 14/SKHCN' }
    await expect(run(agency, decideRecording, chosen)).rejects.toMatchObject({ status: 403 })
    await expect(run(officer, decideRecording, { ...chosen, sentence: 'IX.1' })).rejects.toMatchObject({
      fields: [{ field: 'sentence' }],
    })
    await expect(run(officer, decideRecording, { ...chosen, records: [] })).rejects.toMatchObject({
      fields: [{ field: 'records' }],
    })
    const { id, version } = await run(officer, decideRecording, chosen)
    expect((await places()).get(sentence)).toBe('outreach')
    expect(await openWork()).toEqual([])
    await expect(run(officer, decideRecording, chosen)).rejects.toMatchObject({ status: 409 })
    const again = await run(officer, decideRecording, { ...chosen, records: ['need', 'outreach'], version })
    await expect(run(officer, decideRecording, { ...chosen, version })).rejects.toMatchObject({ status: 409 })
    expect(await run(officer, showRecording, { id })).toMatchObject({
      sentence,
      records: ['need', 'outreach'],
    })
    await run(officer, dropRecording, { id, version: again.version, reason: 'Chọn nhầm' })
    expect(unplaced(await places())).toEqual([sentence])

    // a rule of the catalogue proposes it for each plan that says so, until it is ended
    const rule = await run(officer, addRecordingRule, {
      ...{
        name: 'Trồng hoa',
        nameEn: 'Flowers',
        phrases: 'cây xanh\ntrồng rừng',
        record: 'outreach',
        source: 'Thử',
      },
    })
    expect(unplaced(await places())).toEqual([sentence])
    await run(officer, endRecordingRule, { id: rule.id, reason: 'Gõ sai' })
    const right = await run(officer, addRecordingRule, {
      ...{
        name: 'Trồng hoa ven đường',
        nameEn: 'Flowers',
        phrases: 'cây xanh\nTRỒNG HOA',
        record: 'need',
        source: 'Thử',
      },
    })
    expect((await places()).get(sentence)).toBe('need')
    expect((await run(officer, listRecordingRules, { q: 'ven đường' })).rows).toMatchObject([{ uses: 1 }])
    await run(officer, endRecordingRule, { id: right.id, reason: 'Không dùng nữa' })
    expect(unplaced(await places())).toEqual([sentence])
    await write(document)
  })

  test('the numbers of records are those of the plan; an association is told of its own', async () => {
    const { sentences } = await run(officer, coveredPlan, {})
    const needs = sentences.find(({ key }) => key === 'V.6.3')?.told.find(({ record }) => record === 'need')
    expect(needs).toMatchObject({ count: 0, grounds: [{ ground: 'words' }] })
    const association = await as('association', { agencyId: await agencyOf('lmhtx-ct') })
    const theirs = (await run(association, coveredPlan, {})).sentences.flatMap(({ told }) => told)
    expect(theirs.find(({ record }) => record === 'outreach')?.count).toBe(0)
    expect(theirs.find(({ record }) => record === 'turn')?.count).toBeNull()
  })

  test('each of its standing duties can be reported by each agency that carries it, each task named in one', async () => {
    const { rows } = await run(officer, listStanding, { agencyId: head, year: 2025, limit: 100 })
    const last = rows.filter(({ period }) => period === 2)
    // those of agencies that became its own come beside the five that the plan gives it
    expect(last.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['V.1.1', 'V.1.2', 'V.1.4', 'V.1.6', 'V.1.8']),
    )
    const lead = last.find(({ code }) => code === 'V.1.2')
    const { tasks } = await run(officer, showStanding, { id: lead?.id })
    for (const { key } of tasks)
      await run(officer, addDeed, {
        id: lead?.id,
        text: `Đã làm theo ${key}`,
        task: key,
        doneOn: '2025-09-01',
      })
    const { version } = await run(officer, showStanding, { id: lead?.id })
    await run(officer, sendReport, { id: lead?.id, version, done: 'Chủ trì tổ chức thực hiện' })
    const { sentences } = await run(officer, coveredPlan, {})
    expect(sentences.filter(({ kind, deeds }) => kind === 'task' && deeds === 0)).toEqual([])
  })

  test('a duty that has dated work, and loses it, is asked as a standing one', async () => {
    await db.transaction().execute(async (trx) => {
      await trx.updateTable('duty').set({ recurrence: 'yearly' }).where('code', '=', 'V.1.4').execute()
      await sql`INSERT INTO duty_item (duty_id, agency_id, year, due_on, due_before) SELECT id, agency_id, 2025, '2025-12-31', false FROM duty WHERE code = 'V.1.4'`.execute(
        trx,
      )
    })
    const row = async () => (await run(officer, coveredPlan, {})).sentences.find(({ key }) => key === 'V.1.4')
    expect((await row())?.ways).toEqual(['dated', 'records'])
    await sql`DELETE FROM duty_item WHERE duty_id IN (SELECT id FROM duty WHERE code = 'V.1.4')`.execute(db)
    // without dated work it asks as a standing duty does
    expect((await row())?.ways).toEqual(['standing', 'records'])
    await db.updateTable('duty').set({ recurrence: 'continuous' }).where('code', '=', 'V.1.4').execute()
  })
})
