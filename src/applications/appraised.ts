import { sql } from 'kysely'
import { appraisedKind, beginPair, setAside } from '../councils/index.ts'
import { systemActor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { normsOf, readApplication } from './application-row.ts'
import { checkApplication, withdrawApplication } from './commands.ts'
import { answerObjection } from './objections.ts'

/* Applications are handed in to whoever appraises them, as their call says. */

async function handed(db: Db, applicationId: number) {
  const row = await db
    .selectFrom('application as a')
    .innerJoin('enterprise as e', 'e.id', 'a.enterpriseId')
    .innerJoin('supportContent as c', 'c.id', 'a.contentId')
    .leftJoin('call as k', 'k.id', 'a.callId')
    .select(['a.id', 'a.state', 'a.requested', 'a.enterpriseId', 'e.name', 'c.name as content'])
    .select(['c.nameEn as contentEn', 'k.appraisedBy', 'k.appraisalRuleId', 'k.scoreSheetId'])
    .where('a.id', '=', applicationId)
    .executeTakeFirst()
  if (row === undefined) return null
  const { requested, content, contentEn } = row
  return {
    title: `Hồ sơ ${row.id}, ${row.name}: ${content}`,
    titleEn: `Application ${row.id}, ${row.name}: ${contentEn}`,
    requested,
    contents: [{ title: content, titleEn: contentEn, requested }],
    enterpriseIds: [row.enterpriseId],
    way: row.appraisedBy ?? ('officer' as const),
    ruleId: row.appraisalRuleId,
    sheetId: row.scoreSheetId,
    ready: row.state === 'checked',
  }
}

appraisedKind({
  record: 'application',
  label: words('Hồ sơ', 'Application'),
  address: '/applications/{id}',
  handed,
  files: (ids) => sql`SELECT file_id FROM application WHERE id IN (${ids}) AND file_id IS NOT NULL
    UNION ALL SELECT file_id FROM application_filing WHERE application_id IN (${ids}) AND file_id IS NOT NULL
    UNION ALL SELECT file_id FROM application_paper WHERE application_id IN (${ids})`,
  norms: async (db, applicationId, amount, units) =>
    normsOf(db, await readApplication(db, systemActor, applicationId, false), amount, units),
  waiting: sql`SELECT a.id, a.filed_on AS since, e.name || ': ' || c.name AS title, e.name || ': ' || c.name_en AS title_en,
      a.enterprise_id, a.plan_id, k.appraisal_rule_id AS rule_id
    FROM application a JOIN call k ON k.id = a.call_id JOIN enterprise e ON e.id = a.enterprise_id
    JOIN support_content c ON c.id = a.content_id
   WHERE a.state = 'checked' AND k.appraised_by = 'council'
     AND NOT EXISTS (SELECT FROM appraisal y WHERE y.record = 'application' AND y.record_id = a.id AND y.state <> 'set_aside')`,
})

follow(checkApplication, async (context, { id, outcome, note }) => {
  if (outcome === 'checked') return beginPair(context, 'application', id)
  return setAside(context, 'application', id, note ?? 'Hồ sơ trả lại để bổ sung')
})
follow(withdrawApplication, (context, { id, reason }) => setAside(context, 'application', id, reason))
// judged anew: by others than the opinions that led to the refusal, or by the same, but anew
follow(answerObjection, async (context, { id, outcome }) => {
  if (outcome !== 'upheld') return
  await setAside(context, 'application', id, 'Xét lại sau kiến nghị')
  await beginPair(context, 'application', id)
})
