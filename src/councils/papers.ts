import type { Db } from '../platform/database.ts'
import type { GivenSheet } from './results.ts'
import { councilRules, scoreSheets } from './rule-queries.ts'

/* What lies before a council: rule, sheet, contents, lines of the estimate, and the sheets that are in. */

/** What an appraisal by a council goes by. */
export async function papersOf(
  db: Db,
  today: string,
  appraisal: { readonly id: number; readonly ruleId: number | null; readonly sheetId: number | null },
) {
  const [rule = null] = appraisal.ruleId === null ? [] : await councilRules(db, today, [appraisal.ruleId])
  const [sheet = null] = appraisal.sheetId === null ? [] : await scoreSheets(db, today, [appraisal.sheetId])
  const contents = await db
    .selectFrom('appraisalContent')
    .select(['id', 'title', 'titleEn', 'requested'])
    .where('appraisalId', '=', appraisal.id)
    .orderBy('place')
    .execute()
  const costs = await db
    .selectFrom('appraisalCost as k')
    .innerJoin('appraisalContent as c', 'c.id', 'k.contentId')
    .select(['k.id', 'k.contentId', 'k.title', 'k.unit', 'k.quantity', 'k.unitCost', 'k.allowed'])
    .select(['k.cutReason', 'k.overReason', 'k.norm', 'k.normEn'])
    .where('c.appraisalId', '=', appraisal.id)
    .orderBy('c.place')
    .orderBy('k.id')
    .execute()
  return { rule, sheet, contents, costs }
}

/** The sheets that are in, by their number. */
export async function sheetsIn(db: Db, opinionIds: readonly number[]): Promise<Map<number, GivenSheet>> {
  const wanted = [...opinionIds, 0]
  const scores = await db.selectFrom('appraisalScore').selectAll().where('opinionId', 'in', wanted).execute()
  const ballots = await db
    .selectFrom('appraisalBallot')
    .selectAll()
    .where('opinionId', 'in', wanted)
    .execute()
  return new Map(
    opinionIds.map((id) => [
      id,
      {
        scores: new Map(
          scores.flatMap((one) =>
            one.opinionId === id ? [[one.criterionId, Number(one.points)] as const] : [],
          ),
        ),
        votes: new Map(
          ballots.flatMap((one) => (one.opinionId === id ? [[one.contentId, one.vote] as const] : [])),
        ),
      },
    ]),
  )
}
