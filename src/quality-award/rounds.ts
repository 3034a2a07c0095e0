import { sql } from 'kysely'
import { z } from 'zod'
import { lineOfPlan, ofPlans, payingLines, plansInput, plansWanted } from '../plan/index.ts'
import { officers, signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice } from '../platform/fields.ts'
import { File, fileOf } from '../platform/file-of.ts'
import { evidence } from '../platform/files.ts'
import { inOrder, notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { command, query, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { acted, reportFields, roundFields, roundStates } from './fields.ts'
import { entrants } from './rule-fields.ts'
import { opinionGivers } from './rules.ts'
import { countWon } from './won.ts'

/* The rounds of the award: one a year, by the rules of its year, ended by the report to the ministry. */

explainConstraint('award_round_once', () =>
  conflict('awards.roundTwice', words('Năm này đã có kỳ giải.', 'There is a round of this year.'), 'year'),
)
explainConstraint('award_round_without_plan', () =>
  conflict('awards.roundTwice', words('Năm này đã có kỳ giải.', 'There is a round of this year.'), 'year'),
)
explainConstraint('award_round_plan_id_fkey', () =>
  invalidField('planId', words('Không có kế hoạch này.', 'There is no such plan.')),
)

const Changed = z.object({ id: z.int(), version: z.int() })
export const ofRound = ({ id }: { readonly id: number }) => `award_round:${id}`
export const noRound = () => notFound(words('kỳ giải', 'Round of the award'))

const ruleOfYear = (db: Db, year: number) =>
  db
    .selectFrom('awardRule')
    .select('id')
    .where('firstYear', '<=', year)
    .where((eb) => eb.or([eb('lastYear', 'is', null), eb('lastYear', '>=', year)]))
    .executeTakeFirst()

const rulesThere: Rule<{ readonly year: number }> = {
  of: ['year'],
  judge: async ({ year }, { db }) =>
    (await ruleOfYear(db, year)) === undefined
      ? {
          field: 'year',
          words: words('Chưa có quy định xét giải của năm này.', 'There are no rules for this year.'),
        }
      : null,
}

/** Plans that were accepted and have a year, the one in force first. */
const plansOfYear = (db: Db, year: number) =>
  db
    .selectFrom('plan')
    .select(['id', 'number'])
    .where('state', '<>', 'draft')
    .where('startsOn', '<=', `${year}-12-31`)
    .where('endsOn', '>=', `${year}-01-01`)
    .orderBy(sql`state = 'active'`, 'desc')
    .orderBy('id', 'desc')
    .execute()

/** A year's facts count in a plan that has the year: which one is said, or that the round stands without a plan. */
const yearOfPlan: Rule<{ readonly year: number; readonly planId?: number | undefined }> = {
  of: ['year', 'planId'],
  asks: { planId: words('khi có kế hoạch của năm đó', 'where a plan has the year') },
  judge: async ({ year, planId }, { db }) => {
    const having = await plansOfYear(db, year)
    if (having.some(({ id: one }) => one === planId)) return null
    const numbers = having.map(({ number }) => number).join(', ')
    if (planId === undefined)
      return having.length === 0
        ? null
        : {
            field: 'planId',
            words: words(`Năm ${year} thuộc kế hoạch ${numbers}.`, `${year} is a year of plan ${numbers}.`),
          }
    return {
      field: 'planId',
      words:
        having.length === 0
          ? words(
              `Kế hoạch này không có năm ${year}, chưa kế hoạch nào có; xin để trống kế hoạch.`,
              `This plan does not have ${year}, and none has it yet; please leave the plan empty.`,
            )
          : words(
              `Kế hoạch này không có năm ${year}; năm ấy thuộc kế hoạch ${numbers}.`,
              `This plan does not have ${year}, which is a year of plan ${numbers}.`,
            ),
    }
  },
}

/** Opens the round of a year by the rules that hold for it. */
export const openRound = command({
  name: 'awards.openRound',
  summary: words('Mở kỳ giải chất lượng quốc gia', 'Open a round of the quality award'),
  route: 'POST /award-rounds',
  input: z.object(roundFields.input),
  output: Changed,
  may: ['coordinator'],
  rules: [
    lineOfPlan,
    rulesThere,
    yearOfPlan,
    inOrder('opensOn', 'closesOn', words('Không thể đóng trước khi mở.', 'It cannot close before it opens.')),
  ],
  subject: (_input, output) => ofRound(output),
  async run(context, input) {
    const { db, today } = context
    if (input.fileId !== undefined) await evidence(context, input.fileId)
    const rule = await ruleOfYear(db, input.year)
    if (rule === undefined) throw notFound(words('quy định xét giải', 'Rules of the award'))
    return db
      .insertInto('awardRound')
      .values({ ...roundFields.values(input), ruleId: rule.id, begunOn: today })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/** Puts a round that was opened without a plan into one that has its year; the prizes that it has given count there. */
export const placeRound = command({
  name: 'awards.placeRound',
  summary: words('Đưa kỳ giải vào kế hoạch', 'Put a round into a plan'),
  route: 'POST /award-rounds/{id}/plan',
  input: z.object({ ...acted, planId: id() }),
  output: Changed,
  may: ['coordinator'],
  subject: ofRound,
  async run({ db }, { id: roundId, version, planId }) {
    const row = await db
      .selectFrom('awardRound')
      .select(['version', 'year', 'planId'])
      .where('id', '=', roundId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw noRound()
    if (row.version !== version) throw staleRecord()
    if (row.planId !== null)
      throw conflict('awards.placed', words('Kỳ giải đã thuộc kế hoạch.', 'The round is of a plan already.'))
    if (!(await plansOfYear(db, row.year)).some(({ id: one }) => one === planId))
      throw invalidField(
        'planId',
        words(`Kế hoạch này không có năm ${row.year}.`, `This plan does not have ${row.year}.`),
      )
    await db
      .updateTable('awardRound')
      .set({ planId, version: version + 1 })
      .where('id', '=', roundId)
      .execute()
    const won = await db
      .selectFrom('awardEntry')
      .select(['id', 'enterpriseId', 'productId', 'decidedOn', 'decisionFileId as fileId'])
      .where('roundId', '=', roundId)
      .where('state', '=', 'won')
      .$narrowType<{ decidedOn: string; fileId: number }>()
      .orderBy('id')
      .execute()
    for (const entry of won) await countWon(db, { planId, year: row.year }, entry)
    return { id: roundId, version: version + 1 }
  },
})

/** Entries that are still under way. */
const underWay = ['draft', 'submitted', 'returned', 'checked', 'opined', 'sent'] as const

/** Ends a round with the year's report to the ministry, once no entry is under way. */
export const endRound = command({
  name: 'awards.endRound',
  summary: words('Báo cáo Bộ, kết thúc kỳ giải', 'Report to the ministry and end a round'),
  route: 'POST /award-rounds/{id}/report',
  input: z.object({ ...acted, ...reportFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [notAhead('reportedOn')],
  subject: ofRound,
  async run(context, { id: roundId, version, ...said }) {
    const { db } = context
    const row = await db
      .selectFrom('awardRound')
      .select(['version', 'state'])
      .where('id', '=', roundId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw noRound()
    if (row.version !== version) throw staleRecord()
    if (row.state === 'ended')
      throw conflict('awards.roundEnded', words('Kỳ giải đã kết thúc.', 'The round has ended.'))
    const open = await db
      .selectFrom('awardEntry')
      .select('id')
      .where('roundId', '=', roundId)
      .where('state', 'in', underWay)
      .limit(1)
      .executeTakeFirst()
    if (open !== undefined)
      throw conflict(
        'awards.underWay',
        words('Còn hồ sơ dự giải chưa có kết quả.', 'There are entries without an outcome.'),
      )
    await evidence(context, said.reportFileId)
    await db
      .updateTable('awardRound')
      .set({ ...said, state: 'ended', version: version + 1 })
      .where('id', '=', roundId)
      .execute()
    return { id: roundId, version: version + 1 }
  },
})

const { fileId: _file, ...roundRow } = roundFields.row
const { reportFileId: _report, ...reportRow } = reportFields.row
const Round = z.object({
  id: z.int(),
  /** Null while no plan has its year. */
  planId: z.int().nullable(),
  plan: z.string().nullable(),
  ...roundRow,
  ...reportRow,
  line: z.string().nullable(),
  ruleId: z.int(),
  rule: z.string(),
  ruleEn: z.string(),
  entrant: entrants.schema,
  opinionBy: opinionGivers.schema,
  marketMonths: z.int().nullable(),
  state: roundStates.schema,
  entered: z.int(),
  gold: z.int(),
  silver: z.int(),
  version: z.int(),
})
export type Round = z.infer<typeof Round>

/** A round without a plan is shown whichever plan is worked in. */
export const ofRoundPlans = (wanted: readonly number[] | null) =>
  sql<boolean>`(r.plan_id IS NULL OR ${ofPlans('r.planId', wanted)})`

const roundRows = (db: Db) =>
  db
    .selectFrom('awardRound as r')
    .leftJoin('plan as p', 'p.id', 'r.planId')
    .innerJoin('awardRule as y', 'y.id', 'r.ruleId')
    .leftJoin('budgetLine as l', 'l.id', 'r.lineId')
    .leftJoin(
      (from) =>
        from
          .selectFrom('awardEntry as x')
          .select('x.roundId')
          .select(
            sql<number>`count(*) FILTER (WHERE x.state NOT IN ('draft', 'withdrawn'))::int`.as('entered'),
          )
          .select(sql<number>`count(*) FILTER (WHERE x.state = 'won' AND x.prize = 'gold')::int`.as('gold'))
          .select(
            sql<number>`count(*) FILTER (WHERE x.state = 'won' AND x.prize = 'silver')::int`.as('silver'),
          )
          .groupBy('x.roundId')
          .as('n'),
      (join) => join.onRef('n.roundId', '=', 'r.id'),
    )
    .select(['r.id', 'r.planId', 'p.number as plan', 'r.year', 'r.documentNumber', 'r.opensOn', 'r.closesOn'])
    .select(['r.reportNumber', 'r.reportedOn', 'r.ruleId', 'y.name as rule', 'y.nameEn as ruleEn'])
    .select(['y.entrant', 'y.opinionBy', 'y.marketMonths', 'r.state', 'r.version'])
    .select(sql<string | null>`l.code || '. ' || l.title`.as('line'))
    .select((eb) => [
      eb.fn.coalesce('n.entered', sql<number>`0`).as('entered'),
      eb.fn.coalesce('n.gold', sql<number>`0`).as('gold'),
      eb.fn.coalesce('n.silver', sql<number>`0`).as('silver'),
    ])

/** Rounds, the latest first. */
export const listRounds = query({
  name: 'awards.rounds',
  summary: words('Các kỳ giải chất lượng quốc gia', 'All rounds of the quality award'),
  route: 'GET /award-rounds',
  input: z.object({ ...listInput(['year']), state: optionalChoice(roundStates.keys), ...plansInput }),
  output: listOutput(Round),
  may: signedIn,
  run({ db, planId }, input) {
    let rows = roundRows(db).where(ofRoundPlans(plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('r.state', '=', input.state)
    return pageOf(
      rows,
      input,
      { year: { column: 'r.year', value: (row) => row.year, direction: 'desc' } },
      'r.id',
    )
  },
})

/** One round with the documents that opened and ended it. */
export const showRound = query({
  name: 'awards.round',
  summary: words('Một kỳ giải chất lượng quốc gia', 'One round of the quality award'),
  route: 'GET /award-rounds/{id}',
  input: z.object({ id: id() }),
  output: Round.extend({
    ...{ lineId: z.int().nullable(), begunOn: z.iso.date(), file: File, reportFile: File },
    /** The plans that have its year. */
    plansOfYear: z.array(z.object({ id: z.int(), number: z.string() })),
  }),
  may: signedIn,
  async run({ db, actor }, input) {
    const row = await roundRows(db)
      .select([
        'r.lineId',
        'r.begunOn',
        fileOf(actor, 'r.fileId').as('file'),
        fileOf(actor, 'r.reportFileId').as('reportFile'),
      ])
      .where('r.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noRound()
    return { ...row, plansOfYear: await plansOfYear(db, row.year) }
  },
})
export type ShownRound = z.infer<typeof showRound.output>

/** The lines that can pay for a round. */
export const roundChoices = query({
  name: 'awards.roundChoices',
  summary: words('Mục dự toán của kỳ giải', 'Lines that can pay for a round of the award'),
  route: 'GET /award-round-choices',
  input: z.object({}),
  output: z.object({
    lines: z.array(z.object({ id: z.int(), plan: z.string(), name: z.string(), nameEn: z.string() })),
  }),
  may: officers,
  run: async ({ db }) => ({ lines: await payingLines(db) }),
})
