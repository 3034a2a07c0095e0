import { sql } from 'kysely'
import { z } from 'zod'
import { ownWays } from '../legal/index.ts'
import type { Db } from '../platform/database.ts'
import { natures, settlings, stepParts, taskChanges, taskEnds, taskWays, termUnits } from './lists.ts'

/* The kinds of task that come with the program: data/task-kinds.json, each field with its article. A version that is there is never changed. */

const optional = z.string().min(1).nullable()
const PaperData = z.object({
  name: z.string().min(1),
  nameEn: z.string().min(1),
  form: optional,
  required: z.boolean(),
})
const StepData = z.object({
  place: z.int(),
  part: stepParts.schema,
  name: z.string().min(1),
  nameEn: z.string().min(1),
  acts: z.string().min(1),
  actsEn: z.string().min(1),
  way: taskWays.schema.nullable(),
  optional: z.boolean(),
  repeats: z.boolean(),
  everyMonths: z.int().nullable(),
  term: z.int().nullable(),
  termUnit: termUnits.schema.nullable(),
  termFrom: z.int().nullable(),
  overdue: optional,
  overdueEn: optional,
  /** Keys of data/appraisal.json. */
  councilRule: optional,
  scoreSheet: optional,
  /** The text lets the agency or a consultant review too. */
  withoutCouncil: z.boolean().default(false),
  article: z.string().min(1),
  toCheck: z.boolean(),
  papers: z.array(PaperData),
})
const ChangeData = z.object({
  change: taskChanges.schema,
  allowed: z.boolean(),
  mostTimes: z.int().nullable(),
  mostMonths: z.int().nullable(),
  askMonths: z.int().nullable(),
  afterParts: z.int().nullable(),
  afterOf: z.int().nullable(),
  answer: z.int().nullable(),
  answerUnit: termUnits.schema.nullable(),
  note: optional,
  noteEn: optional,
  article: z.string().min(1),
})
export const TaskKindData = z.object({
  key: z.string().min(1),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  nature: natures.schema,
  /** Its number in data/legal.json. */
  instrument: z.string().min(1),
  article: z.string().min(1),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  toCheck: z.boolean(),
  ways: z.array(taskWays.schema).min(1),
  graded: z.boolean(),
  settledBy: settlings.schema,
  mostMonths: z.int().nullable(),
  monthsArticle: optional,
  advanceShare: z.int().nullable(),
  advanceSettled: z.int().nullable(),
  advanceArticle: optional,
  /** Whether the State's money goes in step with own money, and where it says so. */
  ownMoney: ownWays.schema,
  ownMoneyArticle: z.string().min(1),
  /** Where it says that tasks are carried out with measures before and after; null where nothing does. */
  measuresArticle: optional,
  ends: z.array(taskEnds.schema).min(1),
  endsArticle: optional,
  missing: optional,
  missingEn: optional,
  steps: z.array(StepData).min(1),
  changes: z.array(ChangeData),
})
export type TaskKindData = z.infer<typeof TaskKindData>

/** What the steps of a kind name by key: rules of councils and score sheets, the first version of each. */
async function councilNames(db: Db) {
  const rows = (table: 'appraisalRule' | 'scoreSheet') =>
    db
      .selectFrom(table)
      .select(['id', 'key'])
      .where('shipped', '=', true)
      .orderBy('validFrom', 'desc')
      .execute()
  const byKey = async (table: 'appraisalRule' | 'scoreSheet') =>
    new Map((await rows(table)).map(({ key, id }) => [key, id]))
  const [rules, sheets] = [await byKey('appraisalRule'), await byKey('scoreSheet')]
  const named = (of: Map<string, number>, key: string | null) => {
    if (key === null) return null
    const id = of.get(key)
    if (id === undefined)
      throw new Error(`data/task-kinds.json names ${key}, which is not in data/appraisal.json`)
    return id
  }
  return {
    rule: (key: string | null) => named(rules, key),
    sheet: (key: string | null) => named(sheets, key),
  }
}

/** Adds the kinds of data/task-kinds.json that are not there yet. */
export async function updateTaskKinds(db: Db, data: readonly TaskKindData[], today: string): Promise<void> {
  const instruments = await db.selectFrom('legalInstrument').select(['id', 'number']).execute()
  const councils = await councilNames(db)
  for (const { instrument, steps, changes, ...head } of data) {
    const there = instruments.find((one) => one.number === instrument)
    if (there === undefined) throw new Error(`data/task-kinds.json names ${instrument}, which is not there`)
    const made = await db
      .insertInto('taskKind')
      .values({ ...head, instrumentId: there.id, shipped: true, begunOn: today })
      .onConflict((same) => same.columns(['key', 'validFrom']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made === undefined) {
      await takeMeasures(db, head)
      continue
    }
    for (const { papers, councilRule, scoreSheet, ...step } of steps) {
      const { id: stepId } = await db
        .insertInto('taskKindStep')
        .values({
          ...step,
          ...{
            kindId: made.id,
            appraisalRuleId: councils.rule(councilRule),
            scoreSheetId: councils.sheet(scoreSheet),
          },
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      if (papers.length > 0)
        await db
          .insertInto('taskKindPaper')
          .values(papers.map((paper, at) => ({ stepId, place: at + 1, ...paper })))
          .execute()
    }
    if (changes.length > 0)
      await db
        .insertInto('taskKindChange')
        .values(changes.map((change) => ({ kindId: made.id, ...change })))
        .execute()
    await db.updateTable('taskKind').set({ state: 'in_force' }).where('id', '=', made.id).execute()
  }
}

/** A kind that came with an earlier release takes what it asks of measures, while no task was approved by it. */
const takeMeasures = (
  db: Db,
  { key, validFrom, measuresArticle }: Pick<TaskKindData, 'key' | 'validFrom' | 'measuresArticle'>,
) =>
  db
    .updateTable('taskKind as k')
    .set({ measuresArticle })
    .where('k.key', '=', key)
    .where('k.validFrom', '=', validFrom)
    .where('k.shipped', '=', true)
    .where('k.measuresArticle', 'is', null)
    .where(sql<boolean>`${measuresArticle}::text IS NOT NULL`)
    .where(
      sql<boolean>`NOT EXISTS (SELECT FROM science_task t WHERE t.kind_id = k.id AND t.approved_on IS NOT NULL)`,
    )
    .execute()
