import { sql } from 'kysely'
import { z } from 'zod'
import { addWorkingDays, periodEnd, readHolidays } from '../calendar/index.ts'
import { activePlan, planFor } from '../plan/index.ts'
import type { Grant } from '../platform/actor.ts'
import { yearOf } from '../platform/dates.ts'
import { id, optionalId, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command, query } from '../platform/operation.ts'
import { conflict, invalidField, notFound } from '../platform/problem.ts'
import { requestFields, termFields } from './fields.ts'

/** Those who may ask an agency for work outside the plan's own days. */
export const dutyAskers: readonly Grant[] = ['coordinator', 'leader']

/** One or several: what a form's check boxes send. */
const ids = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(id()).min(1).max(200),
)

/** The duties of the plan under which work may be asked for, and the agencies that carry them today. */
export const requestableDuties = query({
  name: 'duties.requestable',
  summary: words('Nhiệm vụ có yêu cầu đột xuất', 'Duties that may be asked for'),
  route: 'GET /requestable-duties',
  /** Left out: the plan to work in. */
  input: z.object({ planId: optionalId() }),
  output: z.array(
    z.object({ code: z.string(), text: z.string(), textEn: z.string(), agencyIds: z.array(z.int()) }),
  ),
  may: ['coordinator', 'leader', 'auditor'],
  async run(context, input) {
    const plan = await activePlan({ ...context, planId: input.planId ?? context.planId })
    return context.db
      .selectFrom('duty')
      .select([
        'code',
        sql<string>`min(text)`.as('text'),
        sql<string>`min(text_en)`.as('textEn'),
        sql<number[]>`array_agg(DISTINCT agency_on(agency_id, ${context.today}::date))`.as('agencyIds'),
      ])
      .where('planId', '=', plan.id)
      .where('onRequest', '=', true)
      .groupBy('code')
      .orderBy(sql`min(ord)`)
      .execute()
  },
})

interface Wish {
  readonly dueOn?: string | undefined
  readonly within?: number | undefined
  readonly counted: z.output<typeof termFields.input.counted>
}

/** The day that a request names, or the end of the period that it counts from today (Civil Code, art. 147 and 148.5). */
async function dueDay({ db, today }: Context, { dueOn, within, counted }: Wish): Promise<string> {
  if (dueOn !== undefined) return dueOn
  const holidays = await readHolidays(db)
  const days = within ?? 0
  return counted === 'working' ? addWorkingDays(today, days, holidays) : periodEnd(today, days, holidays)
}

/** The agencies asked, in the order named. @throws Problem 422 when one is not there, or has ended */
async function livingAgencies({ db, today }: Context, agencyIds: readonly number[]) {
  const wanted = [...new Set(agencyIds)]
  const agencies = await db
    .selectFrom('agency')
    .select(['id', 'name', 'nameEn'])
    .where('id', 'in', wanted)
    .where((or) => or.or([or('validTo', 'is', null), or('validTo', '>=', today)]))
    .execute()
  if (agencies.length !== wanted.length) {
    throw invalidField(
      'agencyIds',
      words('Chỉ chọn cơ quan đang hoạt động.', 'Choose agencies that are in being.'),
    )
  }
  return agencies.toSorted((one, other) => wanted.indexOf(one.id) - wanted.indexOf(other.id))
}

/** The duty behind the request for each agency that carries it today; null when the request stands by itself. */
async function dutiesBehind(
  { db, today }: Context,
  planId: number,
  code: string | undefined,
  agencies: readonly { id: number; name: string; nameEn: string }[],
): Promise<ReadonlyMap<number, number>> {
  if (code === undefined) return new Map()
  const duties = await db
    .selectFrom('duty')
    .select(['id', sql<number>`agency_on(agency_id, ${today}::date)`.as('carrier')])
    .where('planId', '=', planId)
    .where('code', '=', code)
    .where('onRequest', '=', true)
    .orderBy('id', 'desc')
    .execute()
  if (duties.length === 0) {
    throw invalidField('code', {
      vi: 'Kế hoạch không có nhiệm vụ đột xuất ở mục này.',
      en: 'The plan has no duty on request in this section.',
    })
  }
  const behind = new Map(duties.map((duty) => [duty.carrier, duty.id]))
  const without = agencies.filter((agency) => !behind.has(agency.id))
  if (without.length > 0) {
    throw invalidField('agencyIds', {
      vi: `Kế hoạch không giao nhiệm vụ ${code} cho: ${without.map((agency) => agency.name).join(', ')}.`,
      en: `The plan does not give duty ${code} to: ${without.map((agency) => agency.nameEn).join(', ')}.`,
    })
  }
  return behind
}

/**
 * Asks agencies for a piece of work ("đột xuất"): out of a duty of the plan that may be asked for, or under its own title.
 * It becomes dated work like any other: shown, reminded of, completed. The day is named, or counted from today in
 * calendar or working days.
 */
export const requestDuty = command({
  name: 'duties.request',
  summary: words('Yêu cầu công việc đột xuất', 'Ask agencies for work'),
  route: 'POST /duties',
  input: z.object({
    ...requestFields.input,
    agencyIds: ids,
    ...termFields.input,
  }),
  output: z.object({ ids: z.array(z.int()), dueOn: z.iso.date() }),
  may: dutyAskers,
  needs: [
    {
      field: 'dueOn',
      of: ['within'],
      when: ({ within }) => within === undefined,
      said: words('khi không ghi số ngày', 'without a number of days'),
      words: words('Xin ghi ngày phải xong, hoặc số ngày.', 'Give the day it is due, or a number of days.'),
    },
  ],
  rules: [
    {
      of: ['dueOn', 'within'],
      judge: ({ dueOn, within }) =>
        dueOn !== undefined && within !== undefined
          ? {
              field: 'dueOn',
              words: {
                vi: 'Xin ghi ngày phải xong, hoặc số ngày; không ghi cả hai.',
                en: 'Give the day it is due, or a number of days; not both.',
              },
            }
          : null,
    },
    { of: ['agencyIds'], check: ({ agencyIds }, context) => livingAgencies(context, agencyIds) },
    {
      of: ['code', 'agencyIds', 'planId'],
      check: async ({ code, agencyIds, planId }, context) => {
        const plan = await planFor(context, { named: planId, day: context.today })
        await dutiesBehind(context, plan.id, code, await livingAgencies(context, agencyIds))
      },
    },
    {
      of: ['dueOn'],
      judge: ({ dueOn }, { today }) =>
        dueOn !== undefined && dueOn < today
          ? { field: 'dueOn', words: words('Ngày này đã qua.', 'This day has gone by.') }
          : null,
    },
  ],
  subject: (_input, output) => (output.ids[0] === undefined ? null : `duty_item:${output.ids[0]}`),
  async run(context, input) {
    const { db, actor, today } = context
    const plan = await planFor(context, { named: input.planId, day: today })
    const agencies = await livingAgencies(context, input.agencyIds)
    const dueOn = await dueDay(context, input)
    const behind = await dutiesBehind(context, plan.id, input.code, agencies)
    const rows = await db
      .insertInto('dutyItem')
      .values(
        agencies.map(({ id: agencyId }) => {
          const dutyId = behind.get(agencyId) ?? null
          return {
            dutyId,
            planId: dutyId === null ? plan.id : null,
            agencyId,
            year: yearOf(dueOn),
            dueOn,
            dueBefore: false,
            title: input.title,
            detail: input.detail ?? null,
            requestedBy: actor.name,
            requestedOn: today,
          }
        }),
      )
      .returning('id')
      .execute()
    return { ids: rows.map((row) => row.id), dueOn }
  },
})

/** Takes back a request that is still open. The audit keeps it, with the reason. */
export const withdrawDuty = command({
  name: 'duties.withdraw',
  summary: words('Rút yêu cầu công việc đột xuất', 'Take a request for work back'),
  route: 'POST /duties/{id}/withdraw',
  input: z.object({ id: id(), reason: text(500) }),
  output: z.object({ id: z.int() }),
  may: dutyAskers,
  subject: (input) => `duty_item:${input.id}`,
  async run({ db }, input) {
    const item = await db
      .selectFrom('dutyItem')
      .select(['requestedBy', 'doneOn'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (item === undefined) throw notFound(words('công việc', 'Work item'))
    if (item.requestedBy === null || item.doneOn !== null) {
      throw conflict(
        'duties.notOpenRequest',
        words('Chỉ rút được yêu cầu đột xuất chưa hoàn thành.', 'Only an open request can be withdrawn.'),
      )
    }
    await db.deleteFrom('dutyItem').where('id', '=', input.id).execute()
    return { id: input.id }
  },
})
