import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { choice, id, optionalLongText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, forbidden, notFound } from '../platform/problem.ts'
import { Changed, isPersonOf, lockOpenAppraisal, touchAppraisal } from './appraisals.ts'
import { foundInterest, keptOutBy } from './conflicts.ts'
import { lockCouncil } from './council-commands.ts'
import { appraisedKinds } from './kinds.ts'
import { type Ground, grounds } from './rules.ts'

/* A record is put before a council; each member declares whether a conflict of interest keeps him out. */

explainConstraint('appraisal_one', () =>
  conflict(
    'councils.appraisedAlready',
    words('Hồ sơ này đang được thẩm định.', 'This record is being appraised already.'),
  ),
)

/** The enterprises for which accounts act. */
async function enterprisesOf(db: Db, accountIds: readonly string[]) {
  const { rows } = await sql<{ accountId: string; enterpriseId: number }>`
    SELECT r.account_id, r.enterprise_id FROM account_role r
     WHERE r.account_id = ANY (${[...accountIds]}::text[]) AND r.enterprise_id IS NOT NULL AND r.ended_at IS NULL`.execute(
    db,
  )
  return rows
}

/** Puts a record before a council: its contents are handed in, and the register is asked who may not sit. */
export const putBefore = command({
  name: 'councils.putBefore',
  summary: words('Đưa hồ sơ ra hội đồng', 'Put a record before a council'),
  route: 'POST /councils/{id}/appraisals',
  input: z.object({ id: id(), record: z.string().min(1).max(60), recordId: id() }),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => `appraisal:${output.id}`,
  async run({ db, today }, { id: councilId, record, recordId }) {
    const council = await lockCouncil(db, councilId)
    if (council.state !== 'sitting')
      throw conflict('councils.notSitting', words('Hội đồng không làm việc.', 'The council does not sit.'))
    const handed = await appraisedKinds.get(record)?.handed(db, recordId)
    if (handed === undefined || handed === null) throw notFound(words('hồ sơ', 'Application'))
    if (handed.way !== 'council' || !handed.ready)
      throw conflict(
        'councils.notHanded',
        words('Hồ sơ này không chờ hội đồng thẩm định.', 'This record does not wait for a council.'),
      )
    await asDemanded(db, handed, council)
    const { title, titleEn, requested, contents, enterpriseIds } = handed
    const appraisal = await db
      .insertInto('appraisal')
      .values({
        ...{ record, recordId, title, titleEn, requested, councilId },
        way: 'council',
        begunOn: today,
        ruleId: council.ruleId,
        sheetId: council.sheetId,
      })
      .returning(['id', 'version', 'state'])
      .executeTakeFirstOrThrow()
    await db
      .insertInto('appraisalContent')
      .values(contents.map((content, at) => ({ ...content, appraisalId: appraisal.id, place: at + 1 })))
      .execute()
    const members = await db
      .selectFrom('councilMember')
      .select(['id', 'accountId', 'employerId'])
      .where('councilId', '=', councilId)
      .orderBy('id')
      .execute()
    const acting = await enterprisesOf(
      db,
      members.flatMap(({ accountId }) => accountId ?? []),
    )
    await db
      .insertInto('appraisalSeat')
      .values(
        members.map(({ id: memberId, accountId, employerId }, at) => ({
          ...{ appraisalId: appraisal.id, memberId, accountId, place: at + 1 },
          found: foundInterest(
            {
              employerId,
              enterpriseIds: acting
                .filter((one) => one.accountId === accountId)
                .map(({ enterpriseId }) => enterpriseId),
            },
            enterpriseIds,
          ),
        })),
      )
      .execute()
    return appraisal
  },
})

/** A council must be by the rule, and on the sheet, that the call or the kind of task names; by whichever version of them. */
async function asDemanded(
  db: Db,
  handed: { readonly ruleId: number | null; readonly sheetId: number | null },
  council: { readonly ruleId: number; readonly sheetId: number | null },
): Promise<void> {
  const { rows } = await sql<{ same: boolean }>`
    SELECT (SELECT key FROM appraisal_rule WHERE id = ${handed.ruleId}::int) IS NOT DISTINCT FROM
           (SELECT key FROM appraisal_rule WHERE id = ${council.ruleId}::int)
       AND (SELECT key FROM score_sheet WHERE id = ${handed.sheetId}::int) IS NOT DISTINCT FROM
           (SELECT key FROM score_sheet WHERE id = ${council.sheetId}::int) AS same`.execute(db)
  if (rows[0]?.same !== true)
    throw conflict(
      'councils.otherRule',
      words(
        'Hội đồng theo quy chế hoặc phiếu điểm khác với đợt kêu gọi, loại nhiệm vụ đã định.',
        'The council goes by another rule or sheet than the call, or the kind of task, says.',
      ),
    )
}

/** A seat of a council with what is known of its member's interest. */
export async function councilSeats(context: Context, appraisalId: number) {
  const rows = await context.db
    .selectFrom('appraisalSeat as s')
    .innerJoin('appraisal as a', 'a.id', 's.appraisalId')
    .innerJoin('councilMember as m', 'm.id', 's.memberId')
    .innerJoin('appraisalRule as r', 'r.id', 'a.ruleId')
    .leftJoin('appraisalOpinion as o', 'o.seatId', 's.id')
    .select([
      's.id',
      'm.personName',
      'm.post',
      'm.position',
      'm.organisation',
      'm.accountId',
      'm.id as memberId',
    ])
    .select(['s.declared', 's.declaredText', 's.declaredOn', 's.declaredOnPaper', 's.found', 's.present'])
    .select(['o.id as opinionId', 'o.remark', 'o.onPaper', 'o.fileId', 'o.givenAt'])
    .select(sql<Ground[]>`r.bars`.as('bars'))
    .select(isPersonOf(context, 'm.accountId').as('mine'))
    .where('s.appraisalId', '=', appraisalId)
    .orderBy('s.place')
    .execute()
  return rows.map(({ bars, ...seat }) => ({ ...seat, keptOut: keptOutBy(seat, bars) }))
}
export type CouncilSeat = Awaited<ReturnType<typeof councilSeats>>[number]

/**
 * The seat that somebody speaks for: a member for his own; the office for a member without an account, whose word comes on paper.
 * @throws Problem 403 for another's
 */
export function seatFor(
  context: Context,
  seats: readonly CouncilSeat[],
  seatId: number,
): { readonly seat: CouncilSeat; readonly onPaper: boolean } {
  const seat = seats.find((one) => one.id === seatId)
  if (seat === undefined) throw notFound(words('thành viên', 'Member'))
  if (seat.mine) return { seat, onPaper: false }
  if (seat.accountId === null && context.actor.grants.has('coordinator')) return { seat, onPaper: true }
  throw forbidden()
}

/** Says whether a conflict of interest keeps a member out, until his sheet is in. */
export const declareInterest = command({
  name: 'councils.declare',
  summary: words('Khai xung đột lợi ích', 'Declare a conflict of interest'),
  route: 'POST /appraisals/{id}/seats/{seat}/declaration',
  input: z.object({
    id: id(),
    seat: id(),
    declared: choice(['none', ...grounds.keys]),
    text: optionalLongText(1000),
  }),
  output: Changed,
  may: ['coordinator', 'leader', 'finance', 'home_affairs', 'statistics', 'agency', 'council_member'],
  needs: [
    {
      field: 'text',
      of: ['declared'],
      when: ({ declared }) => declared !== 'none',
      said: words('khi có xung đột', 'where there is one'),
      words: words('Xin nêu rõ xung đột lợi ích.', 'Please say what the conflict is.'),
    },
  ],
  subject: (input) => `appraisal:${input.id}`,
  async run(context, { id: appraisalId, seat: seatId, declared, text }) {
    const { db, today } = context
    const appraisal = await lockOpenAppraisal(db, appraisalId)
    const { seat, onPaper } = seatFor(context, await councilSeats(context, appraisalId), seatId)
    if (seat.opinionId !== null)
      throw conflict('councils.sheetIn', words('Phiếu đã nộp.', 'The sheet is in already.'))
    await db
      .updateTable('appraisalSeat')
      .set({
        ...{ declared, declaredOn: today, declaredOnPaper: onPaper },
        declaredText: declared === 'none' ? null : (text ?? null),
      })
      .where('id', '=', seatId)
      .execute()
    return touchAppraisal(db, appraisal)
  },
})
/** Whoever may be a member by an account. */
export const memberGrants = declareInterest.may
