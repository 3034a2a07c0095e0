import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../../plan/index.ts'
import { officers } from '../../platform/actor.ts'
import { dongOut, flag, id } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { byAmount, listInput, listOutput, pageOf, searchPatterns } from '../../platform/list.ts'
import { localDay } from '../../platform/local-day.ts'
import { query } from '../../platform/operation.ts'
import { fold } from '../../platform/text.ts'
import { noUnrecovered } from './commands.ts'
import { unrecoveredFields, unrecoveredStates } from './fields.ts'

const EndedEarly = z.object({
  id: z.int(),
  commitmentId: z.int(),
  enterprise: z.string(),
  content: z.string(),
  contentEn: z.string(),
  plan: z.string(),
  /** Paid and not paid back; of that what is being recovered, what is said not to be, and what is open. */
  paid: dongOut(),
  recovering: dongOut(),
  said: dongOut(),
  open: dongOut(),
})
export type EndedEarly = z.infer<typeof EndedEarly>

/** Turns that were ended early with money of theirs paid. */
export const listEndedEarly = query({
  name: 'support.endedEarly',
  summary: words('Lượt đã hủy có kinh phí đã chi', 'Turns ended early with money paid'),
  route: 'GET /support-ended-early',
  input: z.object({
    ...listInput(['open', 'enterprise']),
    /** Those alone of which something is neither recovered nor said not to be. */
    unsettled: flag(),
    ...plansInput,
  }),
  output: listOutput(EndedEarly),
  may: officers,
  run({ db, planId }, input) {
    let rows = db
      .selectFrom('supportUnsettled as u')
      .innerJoin('supportTurn as t', 't.id', 'u.id')
      .innerJoin('plan as p', 'p.id', 't.planId')
      .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
      .innerJoin('supportContent as c', 'c.id', 't.contentId')
      .select([
        't.id',
        't.commitmentId',
        'e.name as enterprise',
        'c.name as content',
        'c.nameEn as contentEn',
      ])
      .select(['p.number as plan', 'u.paid', 'u.recovering', 'u.said', 'u.open'])
      .where(ofPlans('t.planId', plansWanted(planId, input.plan)))
      .$narrowType<{ commitmentId: number; paid: bigint; recovering: bigint; said: bigint; open: bigint }>()
    if (input.unsettled) rows = rows.where('u.open', '>', 0n)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`e.search LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        open: { ...byAmount('u.open', (row) => row.open), direction: 'desc' },
        enterprise: { column: 'e.name', value: (row) => row.enterprise },
      },
      't.id',
    )
  },
})

const Unrecovered = z.object({
  id: z.int(),
  ...unrecoveredFields.row,
  turnId: z.int(),
  enterprise: z.string(),
  state: unrecoveredStates.schema,
  enteredOn: z.iso.date(),
  settledOn: z.iso.date().nullable(),
  remark: z.string().nullable(),
  version: z.int(),
  file: z.object({ id: z.int(), name: z.string() }),
})

/** Why paid money is not recovered, with its document. */
export const showUnrecovered = query({
  name: 'support.showUnrecovered',
  summary: words('Một lý do không thu hồi', 'A reason for no recovery'),
  route: 'GET /support-unrecovered/{id}',
  input: z.object({ id: id() }),
  output: Unrecovered,
  may: officers,
  async run({ db }, input) {
    const row = await db
      .selectFrom('supportUnrecovered as u')
      .innerJoin('enterprise as e', 'e.id', 'u.enterpriseId')
      .innerJoin('file as f', 'f.id', 'u.fileId')
      .select(['u.id', ...unrecoveredFields.select('u'), 'u.turnId', 'e.name as enterprise', 'u.state'])
      .select(['u.settledOn', 'u.remark', 'u.version', 'f.name as fileName'])
      .select(localDay('u.entered_at').as('enteredOn'))
      .where('u.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noUnrecovered()
    const { fileName, ...reason } = row
    return { ...reason, file: { id: row.fileId, name: fileName } }
  },
})
export type ShownUnrecovered = z.infer<typeof showUnrecovered.output>

/** What became of the money that was paid on a turn which was ended early; null where none was. */
export const moneyOfEnded = query({
  name: 'support.moneyOfEnded',
  summary: words('Kinh phí đã chi của một lượt đã hủy', 'The money paid on a turn ended early'),
  route: 'GET /support/{id}/ended-early',
  input: z.object({ id: id() }),
  output: z
    .object({
      commitmentId: z.int(),
      paid: dongOut(),
      recovering: dongOut(),
      said: dongOut(),
      open: dongOut(),
      reasons: z.array(z.object({ id: z.int(), state: unrecoveredStates.schema, amount: dongOut() })),
    })
    .nullable(),
  may: officers,
  async run({ db }, input) {
    const row = await db
      .selectFrom('supportUnsettled')
      .select(['commitmentId', 'paid', 'recovering', 'said', 'open'])
      .where('id', '=', input.id)
      .$narrowType<{ commitmentId: number; paid: bigint; recovering: bigint; said: bigint; open: bigint }>()
      .executeTakeFirst()
    if (row === undefined) return null
    const reasons = await db
      .selectFrom('supportUnrecovered')
      .select(['id', 'state', 'amount'])
      .where('turnId', '=', input.id)
      .orderBy('id')
      .execute()
    return { ...row, reasons }
  },
})
