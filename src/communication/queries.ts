import { sql } from 'kysely'
import { z } from 'zod'
import { agenciesToEnterFor } from '../agencies/index.ts'
import { activePlan, ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalId, optionalText, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { readableOfAgency } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { noCommunication } from './commands.ts'
import { communicationFields } from './fields.ts'
import { communicationStates, origins } from './rules.ts'

const Communication = z.object({
  id: z.int(),
  ...communicationFields.row,
  planId: z.int(),
  plan: z.string(),
  agencyId: z.int(),
  agency: z.string(),
  agencyEn: z.string(),
  channelId: z.int(),
  channel: z.string(),
  channelEn: z.string(),
  unit: z.string(),
  unitEn: z.string(),
  lineId: z.int().nullable(),
  line: z.string().nullable(),
  state: communicationStates.schema,
  hasProof: z.boolean(),
})
export type Communication = z.infer<typeof Communication>

const communicationRows = (db: Db) =>
  db
    .selectFrom('communication as c')
    .innerJoin('communicationChannel as k', 'k.id', 'c.channelId')
    .innerJoin('agency as a', 'a.id', 'c.agencyId')
    .innerJoin('plan as p', 'p.id', 'c.planId')
    .leftJoin('budgetLine as l', 'l.id', 'c.lineId')
    .select(['c.id', ...communicationFields.select('c'), 'c.planId', 'p.number as plan'])
    .select(['c.agencyId', 'a.name as agency', 'a.nameEn as agencyEn'])
    .select(['c.channelId', 'k.name as channel', 'k.nameEn as channelEn', 'k.unit', 'k.unitEn'])
    .select(['c.lineId', 'c.state'])
    .select([
      sql<string | null>`l.code || '. ' || l.title`.as('line'),
      sql<boolean>`c.file_id IS NOT NULL`.as('hasProof'),
    ])

const filters = {
  state: optionalChoice(communicationStates.keys),
  origin: optionalChoice(origins.keys),
  channelId: optionalId(),
  agencyId: optionalId(),
  campaign: optionalText(200),
  year: optionalYear(),
  ...plansInput,
}

/** What was communicated, by whom, on which channel; the press log among it. */
export const listCommunication = query({
  name: 'communication.list',
  summary: words('Hoạt động truyền thông', 'Communication'),
  route: 'GET /communication',
  input: z.object({ ...listInput(['heldOn', 'state']), ...filters }),
  output: listOutput(Communication),
  may: staff,
  async run({ db, actor, planId }, input) {
    let rows = communicationRows(db)
      .where(readableOfAgency(actor, 'c.agencyId'))
      .where(ofPlans('c.planId', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('c.state', '=', input.state)
    if (input.origin !== undefined) rows = rows.where('c.origin', '=', input.origin)
    if (input.channelId !== undefined) rows = rows.where('c.channelId', '=', input.channelId)
    if (input.agencyId !== undefined) rows = rows.where('c.agencyId', '=', input.agencyId)
    if (input.campaign !== undefined)
      rows = rows.where(sql<boolean>`fold(c.campaign) = ${fold(input.campaign)}`)
    if (input.year !== undefined)
      rows = rows
        .where('c.heldOn', '>=', `${input.year}-01-01`)
        .where('c.heldOn', '<=', `${input.year}-12-31`)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('c.search', 'like', pattern)
    return pageOf(
      rows,
      input,
      {
        heldOn: { column: 'c.heldOn', value: (row) => row.heldOn, direction: 'desc' },
        state: { column: 'c.state', value: (row) => row.state },
      },
      'c.id',
    )
  },
})

/** One of them, with its proof. */
export const showCommunication = query({
  name: 'communication.show',
  summary: words('Một hoạt động truyền thông', 'One communication'),
  route: 'GET /communication/{id}',
  input: z.object({ id: id() }),
  output: Communication.extend({
    file: z.object({ id: z.int(), name: z.string() }).nullable(),
    remark: z.string().nullable(),
    reason: z.string().nullable(),
    enteredOn: z.iso.date(),
    confirmedOn: z.iso.date().nullable(),
    withdrawnOn: z.iso.date().nullable(),
    version: z.int(),
  }),
  may: staff,
  async run({ db, actor }, { id: recordId }) {
    const row = await communicationRows(db)
      .leftJoin('file as f', 'f.id', 'c.fileId')
      .select(['c.remark', 'c.reason', 'c.enteredOn', 'c.confirmedOn', 'c.withdrawnOn', 'c.version'])
      .select(['f.id as fileId', 'f.name as fileName'])
      .where('c.id', '=', recordId)
      .where(readableOfAgency(actor, 'c.agencyId'))
      .executeTakeFirst()
    if (row === undefined) throw noCommunication()
    const { fileId, fileName, ...said } = row
    return { ...said, file: fileId === null || fileName === null ? null : { id: fileId, name: fileName } }
  },
})

const Sum = z.object({
  channelId: z.int(),
  channel: z.string(),
  channelEn: z.string(),
  unit: z.string(),
  unitEn: z.string(),
  acts: z.int(),
  number: z.int(),
  /** Of those that say it. */
  reach: z.int(),
  withReach: z.int(),
  cost: dongOut(),
})

/** What is confirmed of a year, added up by channel; of all agencies, or of one campaign. */
export const sumCommunication = query({
  name: 'communication.sums',
  summary: words('Truyền thông theo kênh', 'Communication by channel'),
  route: 'GET /communication-sums',
  input: z.object({
    year: optionalYear(),
    campaign: optionalText(200),
    origin: optionalChoice(origins.keys),
  }),
  output: z.object({ year: z.int().nullable(), sums: z.array(Sum), campaigns: z.array(z.string()) }),
  may: staff,
  async run({ db, actor, planId }, { year, campaign, origin }) {
    const plan = await activePlan({ db, planId })
    const within = sql`c.plan_id = ${plan.id} AND c.state = 'confirmed' AND ${readableOfAgency(actor, 'c.agencyId')}
      AND (${year ?? null}::int IS NULL OR extract(year FROM c.held_on) = ${year ?? null}::int)
      AND (${origin ?? null}::text IS NULL OR c.origin = ${origin ?? null}::text)`
    const { rows: sums } = await sql<z.infer<typeof Sum>>`
      SELECT k.id AS channel_id, k.name AS channel, k.name_en AS channel_en, k.unit, k.unit_en, count(*)::int AS acts,
             sum(c.number)::int AS number, coalesce(sum(c.reach), 0)::int AS reach, count(c.reach)::int AS with_reach,
             coalesce(sum(c.cost), 0)::bigint AS cost
        FROM communication c JOIN communication_channel k ON k.id = c.channel_id
       WHERE ${within} AND (${campaign ?? null}::text IS NULL OR fold(c.campaign) = fold(${campaign ?? null}::text))
       GROUP BY k.id ORDER BY k.name, k.id`.execute(db)
    const { rows: named } = await sql<{ campaign: string }>`
      SELECT min(c.campaign) AS campaign FROM communication c WHERE ${within} AND c.campaign IS NOT NULL
       GROUP BY fold(c.campaign) ORDER BY 1 LIMIT 200`.execute(db)
    return { year: year ?? null, sums, campaigns: named.map(({ campaign: name }) => name) }
  },
})

const Choice = z.object({ id: z.int(), name: z.string(), nameEn: z.string() })

/** What a form chooses among: channels in use, agencies for whom the account enters, lines of the plan that have no others below them. */
export const communicationChoices = query({
  name: 'communication.choices',
  summary: words('Lựa chọn để ghi hoạt động truyền thông', 'Choices for entering communication'),
  route: 'GET /communication-choices',
  input: z.object({}),
  output: z.object({
    channels: z.array(Choice),
    agencies: z.array(Choice),
    lines: z.array(Choice.extend({ code: z.string() })),
  }),
  may: staff,
  async run({ db, actor, planId, today }) {
    const plan = await activePlan({ db, planId })
    const channels = await db
      .selectFrom('communicationChannel')
      .select(['id', 'name', 'nameEn'])
      .where('endedOn', 'is', null)
      .orderBy('name')
      .execute()
    const agencies = await agenciesToEnterFor({ db, actor, today })
    const lines = await db
      .selectFrom('budgetLine as l')
      .select(['l.id', 'l.code', 'l.title as name', 'l.titleEn as nameEn'])
      .where('l.planId', '=', plan.id)
      .where(sql<boolean>`NOT EXISTS (SELECT FROM budget_line b WHERE b.parent_id = l.id)`)
      .orderBy('l.ord')
      .orderBy('l.id')
      .execute()
    return { channels, agencies, lines }
  },
})
