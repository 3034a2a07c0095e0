import { sql } from 'kysely'
import { z } from 'zod'
import { plansOf, setRowOfPlan } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { flag, id, text, whole } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { contentsOf, papersOf } from './queries.ts'
import { isAsked, missingPapers, type Room } from './rules.ts'

/* What an application asks of calls: which one it comes to, and which papers that asks for. */

export interface Asking {
  readonly planId: number
  readonly contentId: number
  readonly year: number
  /** ISO day of the filing. */
  readonly day: string
  /** The seat of the enterprise. */
  readonly unitId: number
}

/** The calls that are open for an application, the first to close on top, each with whether it takes one more. */
async function callsFor(db: Db, asking: Asking): Promise<{ id: number; room: Room }[]> {
  const { planId, contentId, year, day, unitId } = asking
  const calls = await db
    .selectFrom('call as c')
    .select('c.id')
    .where('c.state', '=', 'approved')
    .where('c.planId', '=', planId)
    .where('c.year', '=', year)
    .where('c.opensOn', '<=', day)
    .where('c.closesOn', '>=', day)
    .where((or) => or.or([or('c.unitId', 'is', null), or('c.unitId', '=', unitId)]))
    .where(
      sql<boolean>`EXISTS (SELECT FROM call_content k WHERE k.call_id = c.id AND k.content_id = ${contentId})`,
    )
    // one that names no call stands alone where it can
    .orderBy(sql`c.task_id IS NOT NULL`)
    .orderBy('c.closesOn')
    .orderBy('c.id')
    .execute()
  const contents = await contentsOf(
    db,
    calls.map(({ id }) => id),
  )
  return calls.map(({ id }) => ({
    id,
    room: contents.find((one) => one.callId === id && one.contentId === contentId)?.room ?? 'free',
  }))
}

const isFull = words(
  'Nội dung này của đợt kêu gọi đã hết suất hoặc kinh phí, danh sách chờ đã đủ nên không nhận thêm hồ sơ.',
  'This content of the call is used up and its waiting list is full: no more applications are taken.',
)

/** Whether a call takes one more application for a content. */
export async function roomIn(db: Db, callId: number, contentId: number): Promise<Room> {
  return (await contentsOf(db, [callId])).find((one) => one.contentId === contentId)?.room ?? 'free'
}

/**
 * The call of a filing under lock, so that two filings do not both take the last place; what is wrong when it takes no more.
 * @param contentId what is applied for
 */
export async function takePlace(db: Db, callId: number, contentId: number): Promise<Words | null> {
  await db.selectFrom('call').select('id').where('id', '=', callId).forNoKeyUpdate().execute()
  return (await roomIn(db, callId, contentId)) === 'full' ? isFull : null
}

/** The call that an application comes to; or what is wrong, in words. @param named the call that it names */
export async function callOf(
  db: Db,
  asking: Asking,
  named: number | undefined,
): Promise<{ readonly callId: number | null } | { readonly wrong: Words }> {
  const open = await callsFor(db, asking)
  if (named !== undefined) {
    const call = open.find(({ id }) => id === named)
    if (call?.room === 'full') return { wrong: isFull }
    return call !== undefined
      ? { callId: named }
      : {
          wrong: words(
            'Đợt kêu gọi này không nhận hồ sơ cho nội dung, năm, địa bàn và ngày nộp đã ghi.',
            'This call does not take applications for that content, year, place and day.',
          ),
        }
  }
  const first = open.find(({ room }) => room !== 'full')
  if (first !== undefined) return { callId: first.id }
  // while a call is open for it an application belongs to that call, full as it is
  if (open.length > 0) return { wrong: isFull }
  const rule = await db
    .selectFrom('callRule')
    .select(['required', 'source'])
    .where('planId', '=', asking.planId)
    .executeTakeFirst()
  if (rule?.required !== true) return { callId: null }
  return {
    wrong: words(
      `Chỉ nhận hồ sơ theo đợt kêu gọi (${rule.source}); hiện không có đợt nào nhận nội dung này.`,
      `Applications are taken through calls alone (${rule.source}); no call takes this content now.`,
    ),
  }
}

/** The papers that a call asks of an enterprise for a content, and which of the required ones are not among those given. */
export async function papersFor(
  db: Db,
  of: { readonly callId: number | null; readonly contentId: number; readonly enterpriseId: number },
  given: ReadonlySet<number>,
) {
  if (of.callId === null) return { papers: [], missing: [] }
  const enterprise = await db
    .selectFrom('enterprise')
    .select(['sizeClass', 'legalForm'])
    .where('id', '=', of.enterpriseId)
    .executeTakeFirstOrThrow()
  const papers = await papersOf(db, [of.callId])
  const beneficiary = { contentId: of.contentId, ...enterprise }
  return {
    papers: papers.filter((paper) => isAsked(paper, beneficiary)),
    missing: missingPapers(papers, beneficiary, given),
  }
}

/** Whether applications under each plan come through calls alone, with the document that says so. */
export const listCallRules = query({
  name: 'calls.rules',
  summary: words('Quy định nhận hồ sơ theo đợt', 'Whether applications come through calls alone'),
  route: 'GET /call-rules',
  input: z.object({}),
  output: z.array(
    z.object({
      planId: z.int(),
      plan: z.string(),
      required: z.boolean(),
      source: z.string().nullable(),
      /** 0: nothing was recorded. */
      version: z.int(),
    }),
  ),
  may: staff,
  async run({ db }) {
    const rules = await db.selectFrom('callRule').selectAll().execute()
    return (await plansOf(db, null)).map(({ id: planId, number }) => {
      const rule = rules.find((one) => one.planId === planId)
      return {
        ...{ planId, plan: number, required: rule?.required ?? false },
        ...{ source: rule?.source ?? null, version: rule?.version ?? 0 },
      }
    })
  },
})

/** Records whether applications under a plan come through calls alone. */
export const setCallRule = command({
  name: 'calls.setRule',
  summary: words('Ghi quy định nhận hồ sơ theo đợt', 'Record whether applications come through calls alone'),
  route: 'PUT /plans/{planId}/call-rule',
  input: z.object({ planId: id(), version: whole(), required: flag(), source: text(300) }),
  output: z.object({ planId: z.int(), version: z.int() }),
  may: ['coordinator'],
  subject: ({ planId }) => `plan:${planId}`,
  run: ({ db }, input) => setRowOfPlan(db, 'callRule', input),
})
