import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../../plan/index.ts'
import { staff } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { id, optionalChoice, optionalId, optionalText, optionalYear } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../../platform/list.ts'
import { query } from '../../platform/operation.ts'
import { readableOfAgency } from '../../platform/sight.ts'
import { fold } from '../../platform/text.ts'
import { namedUnder, sentenceOf, wayShown } from '../queries.ts'
import { outreachStates } from '../rules.ts'
import { integrationWay } from './commands.ts'
import { integrationFields } from './fields.ts'

const Integration = z.object({
  id: z.int(),
  ...integrationFields.row,
  planId: z.int(),
  plan: z.string(),
  agencyId: z.int(),
  agency: z.string(),
  agencyEn: z.string(),
  sourceId: z.int(),
  source: z.string(),
  sourceEn: z.string(),
  lineId: z.int().nullable(),
  line: z.string().nullable(),
  state: outreachStates.schema,
  hasProof: z.boolean(),
  named: z.int(),
  /** The yearly plan beside which it stands. */
  yearlyPlanId: z.int().nullable(),
})
export type Integration = z.infer<typeof Integration>

const integrationRows = (db: Db) =>
  db
    .selectFrom('integration as g')
    .innerJoin('agency as a', 'a.id', 'g.agencyId')
    .innerJoin('plan as p', 'p.id', 'g.planId')
    .innerJoin('fundingSource as s', 's.id', 'g.sourceId')
    .leftJoin('budgetLine as l', 'l.id', 'g.lineId')
    .leftJoin('yearlyPlanBeside as y', 'y.integrationId', 'g.id')
    .select(['g.id', ...integrationFields.select('g'), 'g.planId', 'p.number as plan', 'g.state'])
    .select(['g.agencyId', 'a.name as agency', 'a.nameEn as agencyEn'])
    .select(['g.sourceId', 's.name as source', 's.nameEn as sourceEn', 'g.lineId', 'y.yearlyPlanId'])
    .select([
      sql<string | null>`l.code || '. ' || l.title`.as('line'),
      sql<boolean>`g.file_id IS NOT NULL`.as('hasProof'),
      sql<number>`(SELECT count(*)::int FROM outreach_enterprise e WHERE e.integration_id = g.id)`.as(
        'named',
      ),
    ])

/** Where agencies and associations integrate the programme into their own plans. */
export const listIntegrations = query({
  name: 'integrations.list',
  summary: words('Kinh phí lồng ghép của cơ quan, hội', 'Integrated money of agencies'),
  route: 'GET /integrations',
  input: z.object({
    ...listInput(['year', 'state']),
    state: optionalChoice(outreachStates.keys),
    agencyId: optionalId(),
    sourceId: optionalId(),
    serves: optionalText(40),
    year: optionalYear(),
    ...plansInput,
  }),
  output: listOutput(Integration),
  may: staff,
  async run({ db, actor, planId }, input) {
    let rows = integrationRows(db)
      .where(readableOfAgency(actor, 'g.agencyId'))
      .where(ofPlans('g.planId', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('g.state', '=', input.state)
    if (input.agencyId !== undefined) rows = rows.where('g.agencyId', '=', input.agencyId)
    if (input.serves !== undefined) rows = rows.where('g.serves', '=', input.serves)
    if (input.sourceId !== undefined) rows = rows.where('g.sourceId', '=', input.sourceId)
    if (input.year !== undefined) rows = rows.where('g.year', '=', input.year)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('g.search', 'like', pattern)
    return pageOf(
      rows,
      input,
      {
        year: { column: 'g.year', value: (row) => row.year, direction: 'desc' },
        state: { column: 'g.state', value: (row) => row.state },
      },
      'g.id',
    )
  },
})

/** One of them, with its document and the enterprises in common. */
export const showIntegration = query({
  name: 'integrations.show',
  summary: words('Một khoản lồng ghép', 'One piece of integrated money'),
  route: 'GET /integrations/{id}',
  input: z.object({ id: id() }),
  output: Integration.extend(wayShown),
  may: staff,
  async run({ db, actor }, { id: recordId }) {
    const row = await integrationRows(db)
      .leftJoin('file as f', 'f.id', 'g.fileId')
      .select([
        'g.remark',
        'g.reason',
        'g.enteredOn',
        'g.sentOn',
        'g.confirmedOn',
        'g.withdrawnOn',
        'g.version',
      ])
      .select(['f.id as fileId', 'f.name as fileName'])
      .where('g.id', '=', recordId)
      .where(readableOfAgency(actor, 'g.agencyId'))
      .executeTakeFirst()
    if (row === undefined) throw integrationWay.missing()
    const { fileId, fileName, ...said } = row
    return {
      ...said,
      file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
      sentence: await sentenceOf(db, row.planId, row.serves),
      enterprisesNamed: await namedUnder(db, 'integrationId', recordId),
    }
  },
})
