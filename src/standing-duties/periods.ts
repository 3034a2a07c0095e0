import { sql } from 'kysely'
import { z } from 'zod'
import { dueDates } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import { id, optionalWhole, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command, query } from '../platform/operation.ts'
import { invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { askInStep, isStanding } from './ask.ts'
import { periodFields } from './fields.ts'

/* How often standing duties ask, where the plan or a document says otherwise than the half-year. */

const Changed = z.object({ id: z.int(), asked: z.int(), dropped: z.int() })
const noPeriod = () => notFound(words('kỳ báo cáo này', 'Reporting period'))

/** The standing duties of a plan, each once, in the plan's order. */
const standingOf = ({ db }: Pick<Context, 'db'>) =>
  db
    .selectFrom('duty as d')
    .innerJoin('plan as p', 'p.id', 'd.planId')
    .select(['d.planId', 'd.code', 'p.number as plan'])
    .select(sql<string>`min(d.text)`.as('text'))
    .select(sql<string>`min(d.text_en)`.as('textEn'))
    .where('p.state', '<>', 'draft')
    .where(isStanding('d'))
    .groupBy(['d.planId', 'd.code', 'p.number', 'p.startsOn'])
    .orderBy('p.startsOn', 'desc')
    .orderBy('d.planId', 'desc')
    .orderBy(sql`min(d.ord)`)

/** Sets how often a plan's standing duties ask, or one of them; the reports that are not due yet follow. */
export const setPeriod = command({
  name: 'standing.setPeriod',
  summary: words('Đặt kỳ báo cáo nhiệm vụ thường xuyên', 'Set the period of standing duties'),
  route: 'PUT /standing-periods',
  /** `version`: of the setting that is changed; left out for a first one. */
  input: z.object({ version: optionalWhole(1), ...periodFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['planId', 'code'],
      judge: async ({ planId, code }, context) => {
        const duties = await standingOf(context).where('d.planId', '=', planId).execute()
        return duties.length > 0 && (code === undefined || duties.some((duty) => duty.code === code))
          ? null
          : {
              field: code === undefined ? 'planId' : 'code',
              words: words(
                'Kế hoạch không có nhiệm vụ thường xuyên này.',
                'The plan has no such standing duty.',
              ),
            }
      },
    },
    {
      of: ['recurrence', 'dueMonth', 'dueDay'],
      judge: ({ recurrence, dueMonth = null, dueDay = null }) =>
        // a day that no month has would never be due
        dueDay !== null &&
        dueDates({ recurrence, dueMonth, dueDay, dueYear: null, dueBefore: false }, 2025, 2025).every(
          ({ on }) => Number(on.slice(8)) < dueDay,
        )
          ? { field: 'dueDay', words: words('Tháng này không có ngày đó.', 'The month has no such day.') }
          : null,
    },
  ],
  subject: (_input, output) => `standing_period:${output.id}`,
  async run(context, { version, ...input }) {
    const { db, today } = context
    const values = periodFields.values(input)
    const known = await db
      .selectFrom('standingPeriod')
      .select(['id', 'version'])
      .where('planId', '=', values.planId)
      .where(sql<boolean>`code IS NOT DISTINCT FROM ${values.code}`)
      .forUpdate()
      .executeTakeFirst()
    if (known !== undefined && version !== known.version) {
      if (version !== undefined) throw staleRecord()
      // the plan is what is asked for: with the duty left empty, it is the whole plan's period that is set
      throw invalidField(
        values.code === null ? 'planId' : 'code',
        words('Đã đặt kỳ báo cáo; xin sửa kỳ đã đặt.', 'Its period is set already; edit that one.'),
      )
    }
    const row =
      known === undefined
        ? await db.insertInto('standingPeriod').values(values).returning('id').executeTakeFirstOrThrow()
        : await db
            .updateTable('standingPeriod')
            .set({ ...values, version: known.version + 1 })
            .where('id', '=', known.id)
            .returning('id')
            .executeTakeFirstOrThrow()
    return { id: row.id, ...(await askInStep(db, today)) }
  },
})

/** Takes a setting back: what stands above it holds again, the plan's period or the half-year. */
export const dropPeriod = command({
  name: 'standing.dropPeriod',
  summary: words('Bỏ kỳ báo cáo đã đặt', 'Take back a period that was set'),
  route: 'POST /standing-periods/{id}/removal',
  input: z.object({ id: id(), version: whole(1), reason: text(500) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `standing_period:${id}`,
  async run({ db, today }, { id: periodId, version }) {
    const gone = await db
      .deleteFrom('standingPeriod')
      .where('id', '=', periodId)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw noPeriod()
    return { id: periodId, ...(await askInStep(db, today)) }
  },
})

const Period = z.object({
  id: z.int(),
  ...periodFields.row,
  planId: z.int(),
  plan: z.string(),
  version: z.int(),
})
export type PeriodRow = z.infer<typeof Period>

/** What is set, and the standing duties that it can be set for. */
export const showPeriods = query({
  name: 'standing.periods',
  summary: words('Kỳ báo cáo nhiệm vụ thường xuyên', 'Periods of standing duties'),
  route: 'GET /standing-periods',
  input: z.object({}),
  output: z.object({
    periods: z.array(Period),
    duties: z.array(
      z.object({
        planId: z.int(),
        plan: z.string(),
        code: z.string(),
        text: z.string(),
        textEn: z.string(),
      }),
    ),
  }),
  may: staff,
  async run(context) {
    const periods = await context.db
      .selectFrom('standingPeriod as s')
      .innerJoin('plan as p', 'p.id', 's.planId')
      .select(['s.id', 's.planId', 'p.number as plan', ...periodFields.select('s'), 's.version'])
      .orderBy('p.startsOn', 'desc')
      .orderBy(sql`s.code NULLS FIRST`)
      .execute()
    return { periods, duties: await standingOf(context).execute() }
  },
})
