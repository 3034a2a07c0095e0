import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { grounds, judgedBy } from './rules.ts'

/* The rules of councils and the sheets that come with the program: data/appraisal.json. A version that is there is never changed. */

const Common = {
  key: z.string().min(1),
  /** Its number in data/legal.json. */
  instrument: z.string().min(1),
  article: z.string().min(1),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  toCheck: z.boolean(),
}
const Named = { name: z.string().min(1), nameEn: z.string().min(1) }

const RuleData = z.object({
  ...Common,
  legalKey: z.string().nullable(),
  vice: z.boolean(),
  secretary: z.boolean(),
  reviewers: z.int().min(0),
  leaderPresent: z.boolean(),
  reviewersPresent: z.boolean(),
  papersDays: z.int().nullable(),
  papersWorking: z.boolean(),
  bars: z.array(grounds.schema),
  sizes: z.array(z.object({ size: z.int(), quorum: z.int() })).min(1),
  votes: z.array(
    z.object({
      key: z.string().min(1),
      ...Named,
      passes: z.boolean(),
      parts: z.int().nullable(),
      of: z.int().nullable(),
      over: z.boolean(),
      noneOf: z.string().nullable(),
    }),
  ),
})
const SheetData = z.object({
  ...Common,
  judged: judgedBy.schema,
  zeroParts: z.int().nullable(),
  zeroOf: z.int().nullable(),
  groups: z.array(
    z.object({
      ...Named,
      passMin: z.number().nullable(),
      criteria: z.array(z.object({ ...Named, most: z.number() })).min(1),
    }),
  ),
  grades: z.array(z.object({ ...Named, atLeast: z.number(), passes: z.boolean() })).min(1),
})
export const AppraisalData = z.object({ rules: z.array(RuleData), sheets: z.array(SheetData) })
export type AppraisalData = z.infer<typeof AppraisalData>

type RuleParts = Pick<z.infer<typeof RuleData>, 'sizes' | 'votes'>
type SheetParts = Pick<z.infer<typeof SheetData>, 'groups' | 'grades'>

/** Writes the sizes and votes of a rule. */
export async function writeRuleParts(db: Db, ruleId: number, { sizes, votes }: RuleParts): Promise<void> {
  await db
    .insertInto('appraisalRuleSize')
    .values(sizes.map((size) => ({ ruleId, ...size })))
    .execute()
  if (votes.length > 0)
    await db
      .insertInto('appraisalRuleVote')
      .values(votes.map((vote, at) => ({ ruleId, place: at + 1, ...vote })))
      .execute()
}

/** Writes the groups, criteria and grades of a sheet. */
export async function writeSheetParts(
  db: Db,
  sheetId: number,
  { groups, grades }: SheetParts,
): Promise<void> {
  for (const [at, { criteria, ...group }] of groups.entries()) {
    const { id: groupId } = await db
      .insertInto('scoreGroup')
      .values({ sheetId, place: at + 1, ...group })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('scoreCriterion')
      .values(criteria.map((criterion, place) => ({ groupId, place: place + 1, ...criterion })))
      .execute()
  }
  await db
    .insertInto('scoreGrade')
    .values(grades.map((grade) => ({ sheetId, ...grade })))
    .execute()
}

/** Adds the rules and sheets of data/appraisal.json that are not there yet. */
export async function updateAppraisalRules(db: Db, data: AppraisalData): Promise<void> {
  const instruments = await db.selectFrom('legalInstrument').select(['id', 'number']).execute()
  const instrumentOf = (number: string) => {
    const there = instruments.find((one) => one.number === number)
    if (there === undefined) throw new Error(`data/appraisal.json names ${number}, which is not there`)
    return there.id
  }
  for (const { instrument, sizes, votes, ...rule } of data.rules) {
    const made = await db
      .insertInto('appraisalRule')
      .values({ ...rule, instrumentId: instrumentOf(instrument), shipped: true })
      .onConflict((there) => there.columns(['key', 'validFrom']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made !== undefined) await writeRuleParts(db, made.id, { sizes, votes })
  }
  for (const { instrument, groups, grades, ...sheet } of data.sheets) {
    const made = await db
      .insertInto('scoreSheet')
      .values({ ...sheet, instrumentId: instrumentOf(instrument), shipped: true })
      .onConflict((there) => there.columns(['key', 'validFrom']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made !== undefined) await writeSheetParts(db, made.id, { groups, grades })
  }
}
