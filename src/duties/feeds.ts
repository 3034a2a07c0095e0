import { sql } from 'kysely'
import { z } from 'zod'
import { readHolidays } from '../calendar/index.ts'
import { actsFor, staff } from '../platform/actor.ts'
import { id, optionalId, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command, query } from '../platform/operation.ts'
import { forbidden, notFound } from '../platform/problem.ts'
import { newToken, tokenHash } from '../platform/tokens.ts'
import { dutyDoers } from './commands.ts'
import { DutyRow, dutyItems, typed } from './queries.ts'

const AgencyOut = z.object({ id: z.int(), name: z.string(), nameEn: z.string() })

async function agencyOf({ db }: Context, agencyId: number) {
  const agency = await db
    .selectFrom('agency')
    .select(['id', 'name', 'nameEn'])
    .where('id', '=', agencyId)
    .executeTakeFirst()
  if (agency === undefined) throw notFound(words('cơ quan', 'Agency'))
  return agency
}

/** The dated work of every plan, but for what is nobody's to do; an agency's, or with null everybody's. */
async function workOf(context: Context, agencyId: number | null): Promise<DutyRow[]> {
  const { db, today } = context
  const holidays = await readHolidays(db)
  let rows = dutyItems(db, today).where('w.aside', 'is', null)
  if (agencyId !== null) rows = rows.where('w.agencyId', '=', agencyId)
  const found = await rows.orderBy('w.dueOn').orderBy('w.id').execute()
  return found.map((row) => typed(row, context, holidays))
}

const Work = z.object({
  /** Null: all agencies. */
  agency: AgencyOut.nullable(),
  items: z.array(DutyRow),
})

/** The work that goes into a calendar: the agency's that is named, else the account's own, else everybody's. */
export const calendarWork = query({
  name: 'calendar.work',
  summary: words('Công việc cho lịch của cơ quan', "Work for an agency's calendar"),
  route: 'GET /calendar-work',
  input: z.object({ agencyId: optionalId() }),
  output: Work,
  may: staff,
  async run(context, input) {
    const agencyId = input.agencyId ?? context.actor.agencyId
    return {
      agency: agencyId === null ? null : await agencyOf(context, agencyId),
      items: await workOf(context, agencyId),
    }
  },
})

/** The same for whoever holds the secret address of an agency's feed. */
export const feedWork = query({
  name: 'calendar.feed',
  summary: words('Lịch đăng ký theo địa chỉ bí mật', 'The calendar behind a secret address'),
  route: 'GET /calendar-feeds/{token}',
  input: z.object({ token: text(200) }),
  output: Work,
  may: ['public'],
  async run(context, input) {
    const feed = await context.db
      .selectFrom('calendarFeed')
      .select('agencyId')
      .where('sha256', '=', tokenHash(input.token))
      .where('revokedAt', 'is', null)
      .executeTakeFirst()
    if (feed === undefined) throw notFound(words('lịch này', 'This calendar'))
    return {
      agency: await agencyOf(context, feed.agencyId),
      items: await workOf(context, feed.agencyId),
    }
  },
})

/** Whether an agency's feed is open, and since when. */
export const showFeed = query({
  name: 'calendar.showFeed',
  summary: words('Địa chỉ đăng ký lịch của cơ quan', "The address of an agency's calendar"),
  route: 'GET /agencies/{agencyId}/calendar-feed',
  input: z.object({ agencyId: id() }),
  output: z.object({
    agency: AgencyOut,
    open: z.object({ createdAt: z.iso.datetime(), createdBy: z.string() }).nullable(),
    /** Whether who asks may open, renew and close it. */
    mine: z.boolean(),
  }),
  may: staff,
  async run(context, input) {
    const agency = await agencyOf(context, input.agencyId)
    const feed = await context.db
      .selectFrom('calendarFeed')
      .select(['createdAt', 'createdBy'])
      .where('agencyId', '=', input.agencyId)
      .where('revokedAt', 'is', null)
      .executeTakeFirst()
    return {
      agency,
      open:
        feed === undefined ? null : { createdAt: feed.createdAt.toISOString(), createdBy: feed.createdBy },
      mine: mayManage(context, input.agencyId),
    }
  },
})

function mayManage({ actor }: Context, agencyId: number): boolean {
  return (
    actor.grants.has('coordinator') ||
    (dutyDoers.some((grant) => actor.grants.has(grant)) && actsFor(actor, agencyId))
  )
}

function checkManage(context: Context, agencyId: number): void {
  if (mayManage(context, agencyId)) return
  throw forbidden({
    vi: 'Chỉ cơ quan đó hoặc cơ quan điều hành quản lý được địa chỉ này.',
    en: 'Only the agency itself, or the coordinator, manages this address.',
  })
}

async function close({ db }: Context, agencyId: number): Promise<bigint> {
  // The agency's row puts two at once in line.
  await db.selectFrom('agency').select('id').where('id', '=', agencyId).forUpdate().execute()
  const { numUpdatedRows } = await db
    .updateTable('calendarFeed')
    .set({ revokedAt: sql`now()` })
    .where('agencyId', '=', agencyId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows
}

/** Opens the secret address of an agency's calendar, or replaces it: the old one then ends. Shown in this answer alone. */
export const openFeed = command({
  name: 'calendar.openFeed',
  summary: words('Tạo địa chỉ đăng ký lịch', 'Make the address of a calendar'),
  route: 'POST /agencies/{agencyId}/calendar-feed',
  input: z.object({ agencyId: id() }),
  output: z.object({ id: z.int(), token: z.string() }),
  may: dutyDoers,
  secret: ['token'],
  subject: (input) => `agency:${input.agencyId}`,
  async run(context, input) {
    await agencyOf(context, input.agencyId)
    checkManage(context, input.agencyId)
    await close(context, input.agencyId)
    const token = newToken()
    const row = await context.db
      .insertInto('calendarFeed')
      .values({
        agencyId: input.agencyId,
        sha256: tokenHash(token),
        createdBy: context.actor.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id: row.id, token }
  },
})

/** Ends the secret address. */
export const closeFeed = command({
  name: 'calendar.closeFeed',
  summary: words('Thu hồi địa chỉ đăng ký lịch', 'Revoke the address of a calendar'),
  route: 'DELETE /agencies/{agencyId}/calendar-feed',
  input: z.object({ agencyId: id() }),
  output: z.object({ agencyId: z.int() }),
  may: dutyDoers,
  subject: (input) => `agency:${input.agencyId}`,
  async run(context, input) {
    checkManage(context, input.agencyId)
    if ((await close(context, input.agencyId)) === 0n)
      throw notFound(words('địa chỉ đang dùng', 'An open address'))
    return { agencyId: input.agencyId }
  },
})
