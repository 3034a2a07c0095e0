import { z } from 'zod'
import { signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, whole, year } from '../platform/fields.ts'
import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { criterionFields, entrants, ruleFields } from './rule-fields.ts'
import { opinionGivers } from './rules.ts'

/* The rules of the award by years, as rows with their source: those of data/catalogues.json, and what an office adds. */

explainConstraint('award_rule_one_a_year', () =>
  conflict(
    'awards.rulesTwice',
    words('Năm này đã có quy định xét giải.', 'There are rules for this year already.'),
    'firstYear',
  ),
)
explainConstraint('award_criterion_once', () =>
  conflict('awards.criterionTwice', words('Tiêu chí này đã có.', 'This criterion is there already.'), 'name'),
)

/** Rules as data/catalogues.json has them. */
export const AwardRuleData = z.object({
  key: z.string().min(1),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  firstYear: z.int(),
  lastYear: z.int().nullable(),
  entrant: entrants.schema,
  opinionBy: opinionGivers.schema,
  operatingMonths: z.int().nullable(),
  marketMonths: z.int().nullable(),
  goldWaitYears: z.int().nullable(),
  goldPoints: z.int().nullable(),
  silverPoints: z.int().nullable(),
  mostPoints: z.int().nullable(),
  source: z.string().min(1),
  article: z.string().nullable(),
  toCheck: z.boolean(),
  criteria: z.array(
    z.object({
      key: z.string().min(1),
      name: z.string().min(1),
      nameEn: z.string().min(1),
      points: z.int().nullable(),
    }),
  ),
})

/** Adds the rules that are not there yet: what an office has ended or added stays, and whose years it has taken are left out. */
export async function updateAwardRules(
  db: Db,
  data: readonly z.infer<typeof AwardRuleData>[],
): Promise<void> {
  for (const { criteria, ...rule } of data) {
    const added = await db
      .insertInto('awardRule')
      .values(rule)
      .onConflict((there) => there.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (added === undefined || criteria.length === 0) continue
    await db
      .insertInto('awardCriterion')
      .values(criteria.map((one, at) => ({ ...one, ruleId: added.id, ord: at + 1 })))
      .execute()
  }
}

const Changed = z.object({ id: z.int(), version: z.int() })
const subject = ({ id }: { readonly id: number }) => `award_rule:${id}`
const noRule = () => notFound(words('quy định xét giải', 'Rules of the award'))

/** Adds rules for the rounds of some years, with their source. */
export const addRules = command({
  name: 'awards.addRules',
  summary: words('Thêm quy định xét giải', 'Add rules of the award'),
  route: 'POST /award-rules',
  input: z.object(ruleFields.input),
  output: Changed,
  may: ['coordinator'],
  rules: [
    inOrder(
      'firstYear',
      'lastYear',
      words('Không thể hết trước khi bắt đầu.', 'It cannot end before it begins.'),
    ),
  ],
  subject: (_input, output) => subject(output),
  run: ({ db }, input) =>
    db
      .insertInto('awardRule')
      .values(ruleFields.values(input))
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow(),
})

/** Adds a criterion to rules by which nobody has entered yet. */
export const addCriterion = command({
  name: 'awards.addCriterion',
  summary: words('Thêm tiêu chí xét giải', 'Add a criterion of the award'),
  route: 'POST /award-rules/{id}/criteria',
  input: z.object({ id: id(), version: whole(1), ...criterionFields.input }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run({ db }, { id: ruleId, version, ...input }) {
    const rule = await db
      .selectFrom('awardRule')
      .select(['version'])
      .where('id', '=', ruleId)
      .forUpdate()
      .executeTakeFirst()
    if (rule === undefined) throw noRule()
    if (rule.version !== version) throw staleRecord()
    const entered = await db
      .selectFrom('awardEntry as x')
      .innerJoin('awardRound as r', 'r.id', 'x.roundId')
      .select('x.id')
      .where('r.ruleId', '=', ruleId)
      .limit(1)
      .executeTakeFirst()
    if (entered !== undefined)
      throw conflict(
        'awards.entered',
        words(
          'Đã có hồ sơ dự giải theo quy định này: tiêu chí được giữ nguyên.',
          'Somebody entered by these rules: their criteria stay.',
        ),
      )
    const { last } = await db
      .selectFrom('awardCriterion')
      .select((eb) => eb.fn.max<number | null>('ord').as('last'))
      .where('ruleId', '=', ruleId)
      .executeTakeFirstOrThrow()
    await db
      .insertInto('awardCriterion')
      .values({ ...criterionFields.values(input), ruleId, ord: (last ?? 0) + 1 })
      .execute()
    await db
      .updateTable('awardRule')
      .set({ version: version + 1 })
      .where('id', '=', ruleId)
      .execute()
    return { id: ruleId, version: version + 1 }
  },
})

/** Says for which round rules hold last. */
export const endRules = command({
  name: 'awards.endRules',
  summary: words('Thôi dùng quy định xét giải', 'End rules of the award'),
  route: 'POST /award-rules/{id}/end',
  input: z.object({ id: id(), version: whole(1), lastYear: year() }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run({ db }, { id: ruleId, version, lastYear }) {
    const rule = await db
      .selectFrom('awardRule as y')
      .select(['y.version', 'y.firstYear'])
      .select((eb) =>
        eb
          .selectFrom('awardRound as r')
          .select((of) => of.fn.max<number | null>('r.year').as('last'))
          .whereRef('r.ruleId', '=', 'y.id')
          .as('lastRound'),
      )
      .where('y.id', '=', ruleId)
      .forUpdate()
      .executeTakeFirst()
    if (rule === undefined) throw noRule()
    if (rule.version !== version) throw staleRecord()
    if (lastYear < Math.max(rule.firstYear, rule.lastRound ?? 0))
      throw invalidField(
        'lastYear',
        words(
          'Không thể trước năm bắt đầu, trước kỳ giải đã mở theo quy định này.',
          'Not before the first year, nor before a round that was opened by these rules.',
        ),
      )
    await db
      .updateTable('awardRule')
      .set({ lastYear, version: version + 1 })
      .where('id', '=', ruleId)
      .execute()
    return { id: ruleId, version: version + 1 }
  },
})

export const Criterion = z.object({
  id: z.int(),
  name: z.string(),
  nameEn: z.string(),
  points: z.int().nullable(),
})

export const criteriaOf = (db: Db, ruleId: number) =>
  db
    .selectFrom('awardCriterion')
    .select(['id', 'name', 'nameEn', 'points'])
    .where('ruleId', '=', ruleId)
    .orderBy('ord')
    .execute()

const Rules = z.object({
  id: z.int(),
  ...ruleFields.row,
  toCheck: z.boolean(),
  version: z.int(),
  criteria: z.array(Criterion),
})
export type Rules = z.infer<typeof Rules>

/** The rules of all years, the latest first. */
export const listRules = query({
  name: 'awards.rules',
  summary: words('Quy định xét giải theo năm', 'Rules of the award by years'),
  route: 'GET /award-rules',
  input: z.object({}),
  output: z.array(Rules),
  may: signedIn,
  async run({ db }) {
    const rules = await db
      .selectFrom('awardRule as y')
      .select(['y.id', ...ruleFields.select('y'), 'y.toCheck', 'y.version'])
      .orderBy('y.firstYear', 'desc')
      .execute()
    const found: Rules[] = []
    for (const rule of rules) found.push({ ...rule, criteria: await criteriaOf(db, rule.id) })
    return found
  },
})
