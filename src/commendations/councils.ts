import { type RawBuilder, sql } from 'kysely'
import { appraisedKind, type Handed } from '../councils/index.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { listRecord } from './sight.ts'

/* A list of nominees goes through the councils of the program, as applications and tasks do: each nominee is a content that is voted on. */

/** Those on a list, in the order in which a council votes on them. */
export const nomineesOf = (db: Db, listId: number) =>
  db
    .selectFrom('nomination')
    .select(['id', 'kind', 'name', 'workplace', 'enterpriseId', 'state', 'achievement', 'version'])
    .where('listId', '=', listId)
    .orderBy('id')
    .execute()

/** A nominee as letters and councils call them. */
export const calledNominee = (of: { readonly name: string; readonly workplace: string | null }): string =>
  of.workplace === null ? of.name : `${of.name}, ${of.workplace}`

async function handed(db: Db, listId: number): Promise<Handed | null> {
  const list = await db
    .selectFrom('commendationList as l')
    .innerJoin('commendationCall as c', 'c.id', 'l.callId')
    .select(['l.title', 'l.state', 'c.appraisalRuleId', 'c.scoreSheetId'])
    .where('l.id', '=', listId)
    .executeTakeFirst()
  if (list === undefined) return null
  const nominees = await nomineesOf(db, listId)
  return {
    ...{ title: list.title, titleEn: list.title, requested: 0n },
    contents: nominees.map((one) => ({
      ...{ title: calledNominee(one), titleEn: calledNominee(one), requested: 0n },
    })),
    enterpriseIds: [...new Set(nominees.flatMap(({ enterpriseId }) => enterpriseId ?? []))],
    ...{ way: 'council', ruleId: list.appraisalRuleId, sheetId: list.scoreSheetId },
    ready: list.state === 'draft' && list.appraisalRuleId !== null,
  }
}

appraisedKind({
  record: listRecord,
  label: words('Danh sách đề nghị khen thưởng', 'Lists of nominees'),
  address: '/commendation-lists/{id}',
  handed,
  files: (ids: RawBuilder<unknown>) =>
    sql`SELECT p.file_id FROM nomination_paper p JOIN nomination n ON n.id = p.nomination_id WHERE n.list_id IN (${ids})`,
  waiting: sql`SELECT l.id, l.moved_on AS since, l.title, l.title AS title_en, NULL::integer AS enterprise_id, l.plan_id,
      c.appraisal_rule_id AS rule_id
    FROM commendation_list l JOIN commendation_call c ON c.id = l.call_id
   WHERE l.state = 'draft' AND c.appraisal_rule_id IS NOT NULL
     AND NOT EXISTS (SELECT FROM appraisal y WHERE y.record = ${sql.lit(listRecord)} AND y.record_id = l.id AND y.state <> 'set_aside')`,
})

/** What a council concluded on a list; null where it is before none. */
export async function heardOfList(db: Db, listId: number) {
  const { rows } = await sql<{
    id: number
    state: 'open' | 'concluded'
    passes: boolean | null
    contents: boolean[]
  }>`
    SELECT y.id, y.state, y.passes, coalesce((SELECT jsonb_agg(coalesce(v.passes, y.passes, false) ORDER BY c.place)
        FROM appraisal_content c LEFT JOIN jsonb_to_recordset(coalesce(y.outcome -> 'contents', '[]'))
          AS v("contentId" integer, passes boolean) ON v."contentId" = c.id
       WHERE c.appraisal_id = y.id), '[]') AS contents
      FROM appraisal y WHERE y.record = ${listRecord} AND y.record_id = ${listId} AND y.state <> 'set_aside'`.execute(
    db,
  )
  return rows[0] ?? null
}
