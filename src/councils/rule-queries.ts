import { sql } from 'kysely'
import { z } from 'zod'
import { ruleOn } from '../legal/index.ts'
import { signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { grounds, judgedBy } from './rules.ts'

/* The rules by which councils are made up, meet and vote, and the sheets of scores: rows with source and validity. */

const Head = z.object({
  id: z.int(),
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  instrumentId: z.int(),
  /** The number of its instrument. */
  instrument: z.string(),
  article: z.string(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  /** Whether it holds today. */
  holds: z.boolean(),
  /** It came with the program; a province edits a copy. */
  shipped: z.boolean(),
  toCheck: z.boolean(),
})

const Vote = z.object({
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  passes: z.boolean(),
  parts: z.int().nullable(),
  of: z.int().nullable(),
  over: z.boolean(),
  noneOf: z.string().nullable(),
})
export type Vote = z.infer<typeof Vote>

export const CouncilRule = Head.extend({
  vice: z.boolean(),
  secretary: z.boolean(),
  reviewers: z.int(),
  leaderPresent: z.boolean(),
  reviewersPresent: z.boolean(),
  papersDays: z.int().nullable(),
  papersWorking: z.boolean(),
  bars: z.array(grounds.schema),
  sizes: z.array(z.object({ size: z.int(), quorum: z.int() })),
  votes: z.array(Vote),
  legalKey: z.string().nullable(),
})
export type CouncilRule = z.infer<typeof CouncilRule>

export const ScoreSheet = Head.extend({
  judged: judgedBy.schema,
  zeroParts: z.int().nullable(),
  zeroOf: z.int().nullable(),
  groups: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      nameEn: z.string(),
      passMin: z.number().nullable(),
      criteria: z.array(z.object({ id: z.int(), name: z.string(), nameEn: z.string(), most: z.number() })),
    }),
  ),
  grades: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      nameEn: z.string(),
      atLeast: z.number(),
      passes: z.boolean(),
    }),
  ),
})
export type ScoreSheet = z.infer<typeof ScoreSheet>

const holding = (today: string) =>
  sql<boolean>`(r.valid_from <= ${today}::date AND (r.valid_to IS NULL OR r.valid_to >= ${today}::date))`

const headColumns = [
  'r.id',
  'r.key',
  'r.name',
  'r.nameEn',
  'r.instrumentId',
  'i.number as instrument',
  'r.article',
  'r.validFrom',
  'r.validTo',
  'r.shipped',
  'r.toCheck',
] as const

/** Whether a council by a rule votes; one that does not needs a score sheet to come to anything. */
export async function votesBy(db: Db, ruleId: number): Promise<boolean> {
  const vote = await db
    .selectFrom('appraisalRuleVote')
    .select('id')
    .where('ruleId', '=', ruleId)
    .limit(1)
    .executeTakeFirst()
  return vote !== undefined
}

/** Rules of councils. @param ids null: all of them */
export async function councilRules(
  db: Db,
  today: string,
  ids: readonly number[] | null,
): Promise<CouncilRule[]> {
  let rows = db
    .selectFrom('appraisalRule as r')
    .innerJoin('legalInstrument as i', 'i.id', 'r.instrumentId')
    .select(headColumns)
    .select(['r.vice', 'r.secretary', 'r.reviewers', 'r.leaderPresent', 'r.reviewersPresent'])
    .select(['r.papersDays', 'r.papersWorking', 'r.legalKey', holding(today).as('holds')])
    .select(sql<CouncilRule['bars']>`r.bars`.as('bars'))
    .orderBy('r.name')
    .orderBy('r.validFrom', 'desc')
  if (ids !== null) rows = rows.where(sql<boolean>`r.id = ANY (${[...ids]}::int[])`)
  const rules = await rows.execute()
  const wanted = rules.map((rule) => rule.id)
  const sizes = await db
    .selectFrom('appraisalRuleSize')
    .selectAll()
    .where(sql<boolean>`rule_id = ANY (${wanted}::int[])`)
    .orderBy('size')
    .execute()
  const votes = await db
    .selectFrom('appraisalRuleVote')
    .selectAll()
    .where(sql<boolean>`rule_id = ANY (${wanted}::int[])`)
    .orderBy('place')
    .execute()
  return rules.map((rule) => ({
    ...rule,
    sizes: sizes.filter((one) => one.ruleId === rule.id).map(({ size, quorum }) => ({ size, quorum })),
    votes: votes
      .filter((one) => one.ruleId === rule.id)
      .map(({ id: _id, ruleId: _of, place: _at, ...vote }) => vote),
  }))
}

/** Sheets of scores. @param ids null: all of them */
export async function scoreSheets(
  db: Db,
  today: string,
  ids: readonly number[] | null,
): Promise<ScoreSheet[]> {
  let rows = db
    .selectFrom('scoreSheet as r')
    .innerJoin('legalInstrument as i', 'i.id', 'r.instrumentId')
    .select(headColumns)
    .select(['r.judged', 'r.zeroParts', 'r.zeroOf', holding(today).as('holds')])
    .orderBy('r.name')
    .orderBy('r.validFrom', 'desc')
  if (ids !== null) rows = rows.where(sql<boolean>`r.id = ANY (${[...ids]}::int[])`)
  const sheets = await rows.execute()
  const wanted = sheets.map((sheet) => sheet.id)
  const groups = await db
    .selectFrom('scoreGroup')
    .selectAll()
    .where(sql<boolean>`sheet_id = ANY (${wanted}::int[])`)
    .orderBy('place')
    .execute()
  const criteria = await db
    .selectFrom('scoreCriterion as c')
    .innerJoin('scoreGroup as g', 'g.id', 'c.groupId')
    .select(['c.id', 'c.groupId', 'c.name', 'c.nameEn', 'c.most'])
    .where(sql<boolean>`g.sheet_id = ANY (${wanted}::int[])`)
    .orderBy('c.place')
    .execute()
  const grades = await db
    .selectFrom('scoreGrade')
    .selectAll()
    .where(sql<boolean>`sheet_id = ANY (${wanted}::int[])`)
    .orderBy('atLeast', 'desc')
    .execute()
  return sheets.map((sheet) => ({
    ...sheet,
    groups: groups
      .filter((one) => one.sheetId === sheet.id)
      .map(({ sheetId: _of, place: _at, ...group }) => ({
        ...group,
        criteria: criteria
          .filter((one) => one.groupId === group.id)
          .map(({ groupId: _group, ...criterion }) => criterion),
      })),
    grades: grades.filter((one) => one.sheetId === sheet.id).map(({ sheetId: _of, ...grade }) => grade),
  }))
}

/** Whoever has to do with councils: what they go by is no secret to those whom they judge. */
export const ruleReaders = [...signedIn, 'council_member'] as const

/** All rules of councils and all sheets of scores. */
export const listAppraisalRules = query({
  name: 'councils.rules',
  summary: words('Quy chế hội đồng, phiếu điểm', 'Rules of councils and score sheets'),
  route: 'GET /appraisal-rules',
  input: z.object({}),
  output: z.object({ rules: z.array(CouncilRule), sheets: z.array(ScoreSheet) }),
  may: ruleReaders,
  async run({ db, today }) {
    return { rules: await councilRules(db, today, null), sheets: await scoreSheets(db, today, null) }
  },
})

const LegalTerms = z.object({
  terms: z.array(z.object({ article: z.string(), vi: z.string(), en: z.string() })),
})

/** One rule, with the rows of the law that say in words who sits and who may not. */
export const showAppraisalRule = query({
  name: 'councils.showRule',
  summary: words('Một quy chế hội đồng', 'One rule of councils'),
  route: 'GET /appraisal-rules/{id}',
  input: z.object({ id: id() }),
  output: CouncilRule.extend({ law: LegalTerms.shape.terms }),
  may: ruleReaders,
  async run({ db, today }, input) {
    const [rule] = await councilRules(db, today, [input.id])
    if (rule === undefined) throw notFound(words('quy chế hội đồng', 'Rule of councils'))
    const law = rule.legalKey === null ? null : await ruleOn(db, rule.legalKey, today)
    return { ...rule, law: LegalTerms.safeParse(law?.value).data?.terms ?? [] }
  },
})

/** One sheet of scores. */
export const showScoreSheet = query({
  name: 'councils.showSheet',
  summary: words('Một mẫu phiếu điểm', 'One score sheet'),
  route: 'GET /score-sheets/{id}',
  input: z.object({ id: id() }),
  output: ScoreSheet,
  may: ruleReaders,
  async run({ db, today }, input) {
    const [sheet] = await scoreSheets(db, today, [input.id])
    if (sheet === undefined) throw notFound(words('mẫu phiếu điểm', 'Score sheet'))
    return sheet
  },
})

/** The version of a rule or a sheet that holds on a day; the one that is named where none of its versions does. */
export async function versionOn(
  db: Db,
  table: 'appraisalRule' | 'scoreSheet',
  named: number,
  day: string,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    SELECT r.id FROM ${sql.table(table)} r JOIN ${sql.table(table)} n ON n.key = r.key
     WHERE n.id = ${named} AND r.valid_from <= ${day}::date AND (r.valid_to IS NULL OR r.valid_to >= ${day}::date)
     ORDER BY r.valid_from DESC LIMIT 1`.execute(db)
  return rows[0]?.id ?? named
}
