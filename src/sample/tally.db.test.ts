import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { recordFact, retractFact } from '../plan/index.ts'
import { verifyAudit } from '../platform/audit.ts'
import { planId } from '../support/testing.ts'
import { testSystem } from '../testing/system.ts'

const { system, evidence } = await testSystem()
const { db } = system
const plan = await planId(system)
const fileId = await evidence()

async function courses(): Promise<number> {
  const { result } = await db
    .selectFrom('targetResult')
    .select('result')
    .where('planId', '=', plan)
    .where('indicatorKey', '=', 'courses')
    .where('year', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(result)
}

const differences = async () =>
  (await verifyAudit(db, system.auditKey)).findings.filter(({ where }) =>
    /^(fact|training)_tally/.test(where),
  )

function course(
  recordId: number,
  recordType: 'training_event' | 'past_result',
  quantity: number,
  year = 2025,
) {
  const fact = {
    planId: plan,
    kind: 'course.held',
    year,
    occurredOn: `${year}-05-06`,
    subject: `event:${recordId}`,
  } as const
  return recordFact(db, { ...fact, recordType, recordId, quantity, label: 'Khóa tập huấn', fileId })
}

test('a result follows its facts as they come, are taken back, move to another year and go', async () => {
  await course(1, 'training_event', 1)
  await course(2, 'training_event', 3)
  await course(3, 'past_result', 4, 2024)
  // Events one by one, whatever their quantity; a past result for as many as it says.
  expect(await courses()).toBe(6)
  await retractFact(db, {
    kind: 'course.held',
    recordType: 'training_event',
    recordId: 2,
    reason: 'Ghi nhầm',
  })
  expect(await courses()).toBe(5)
  await db.updateTable('fact').set({ year: 2030 }).where('recordId', '=', 1).execute()
  expect(await courses()).toBe(4)
  await db.deleteFrom('fact').where('recordId', '=', 3).execute()
  expect(await courses()).toBe(0)
  expect(await differences()).toEqual([])
})

test('the tally is written by facts alone, and one that was tampered with is found', async () => {
  await course(4, 'training_event', 1)
  await expect(sql`UPDATE fact_tally SET facts = 99`.execute(db)).rejects.toThrow(
    'follows from the facts alone',
  )
  await expect(sql`DELETE FROM fact_tally`.execute(db)).rejects.toThrow('follows from the facts alone')
  await sql`ALTER TABLE fact_tally DISABLE TRIGGER USER`.execute(db)
  await sql`UPDATE fact_tally SET facts = 99 WHERE kind = 'course.held' AND year = 2025 AND NOT past`.execute(
    db,
  )
  await sql`ALTER TABLE fact_tally ENABLE TRIGGER USER`.execute(db)
  expect((await differences()).map(({ where }) => where)).toEqual([`fact_tally ${plan}/course.held/2025/f`])
})

test('events by kind and year are tallied as they are recorded, retracted, moved and removed', async () => {
  const tally = async () =>
    (
      await db
        .selectFrom('trainingTally')
        .select(['kind', 'year', 'events', 'participants', 'experts'])
        .where('events', '>', 0n)
        .orderBy('kind')
        .orderBy('year')
        .execute()
    ).map((row) => [row.kind, row.year, Number(row.events), Number(row.participants), Number(row.experts)])
  const event = (
    kind: 'course' | 'expert_training',
    title: string,
    participants: number,
    experts = 0,
    heldOn = '2025-03-04',
  ) => ({
    planId: plan,
    kind,
    title,
    heldOn,
    place: 'Sóc Trăng',
    participants,
    experts,
    fileId,
  })
  await db
    .insertInto('trainingEvent')
    .values([
      event('course', 'Khóa 1', 20),
      event('course', 'Khóa 2', 30),
      event('course', 'Khóa 3', 5, 0, '2024-12-30'),
      event('expert_training', 'Chuyên gia', 12, 9),
    ])
    .execute()
  expect(await tally()).toEqual([
    ['course', 2024, 1, 5, 0],
    ['course', 2025, 2, 50, 0],
    ['expert_training', 2025, 1, 12, 9],
  ])
  const retracted = { retractedOn: '2025-04-01', retraction: 'Ghi nhầm' }
  await db.updateTable('trainingEvent').set(retracted).where('title', '=', 'Khóa 1').execute()
  await db.updateTable('trainingEvent').set({ heldOn: '2025-01-02' }).where('title', '=', 'Khóa 3').execute()
  await db.deleteFrom('trainingEvent').where('title', '=', 'Chuyên gia').execute()
  expect(await tally()).toEqual([['course', 2025, 2, 35, 0]])
  await expect(sql`UPDATE training_tally SET events = 99`.execute(db)).rejects.toThrow('alone')
  expect((await differences()).filter(({ where }) => where.startsWith('training'))).toEqual([])
  await sql`ALTER TABLE training_tally DISABLE TRIGGER USER`.execute(db)
  await sql`UPDATE training_tally SET experts = 1 WHERE kind = 'course' AND year = 2025`.execute(db)
  await sql`ALTER TABLE training_tally ENABLE TRIGGER USER`.execute(db)
  expect((await differences()).map(({ where }) => where)).toContain(`training_tally ${plan}/course/2025`)
})
