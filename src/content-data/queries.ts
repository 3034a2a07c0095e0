import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { readableBy } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { contentKinds } from '../support/index.ts'
import { fieldsOfTurn, turnOf } from './asked.ts'
import { noTurn, noValue } from './commands.ts'
import { contentValueFields } from './fields.ts'
import { askedAt, fieldTypes, moments, valueStates } from './rules.ts'

/** What of its field says how a value is shown. */
const fieldShape = {
  field: z.string(),
  fieldEn: z.string(),
  type: fieldTypes.schema,
  unit: z.string().nullable(),
  unitEn: z.string().nullable(),
  options: z.string().nullable(),
  optionsEn: z.string().nullable(),
}

const Value = z.object({
  id: z.int(),
  ...contentValueFields.row,
  ...fieldShape,
  fieldId: z.int(),
  amount: z.number().nullable(),
  perItem: z.string().nullable(),
  perItemEn: z.string().nullable(),
  turnId: z.int(),
  year: z.int(),
  enterpriseId: z.int(),
  enterprise: z.string(),
  content: z.string(),
  contentEn: z.string(),
  plan: z.string(),
  planId: z.int(),
  state: valueStates.schema,
})
export type ContentValue = z.infer<typeof Value>

const valueRows = (db: Db) =>
  db
    .selectFrom('contentValue as v')
    .innerJoin('contentField as d', 'd.id', 'v.fieldId')
    .innerJoin('supportTurn as t', 't.id', 'v.turnId')
    .innerJoin('supportContent as c', 'c.id', 't.contentId')
    .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .innerJoin('plan as p', 'p.id', 't.planId')
    .select(['v.id', ...contentValueFields.select('v'), 'v.fieldId', 'v.amount', 'v.turnId', 'v.state'])
    .select(['d.name as field', 'd.nameEn as fieldEn', 'd.unit', 'd.unitEn', 'd.options', 'd.optionsEn'])
    .select(['d.type', 'd.perItem', 'd.perItemEn'])
    .select([
      't.year',
      't.enterpriseId',
      'e.name as enterprise',
      'c.name as content',
      'c.nameEn as contentEn',
    ])
    .select(['p.number as plan', 't.planId'])

/** The values of all turns that the account reads: an officer's of every enterprise, an enterprise's own. The latest first. */
export const listValues = query({
  name: 'contentData.list',
  summary: words('Số liệu theo nội dung của lượt hỗ trợ', 'Figures by content of support turns'),
  route: 'GET /content-values',
  input: z.object({
    ...listInput(['measuredOn', 'enterprise', 'state']),
    state: optionalChoice(valueStates.keys),
    moment: optionalChoice(moments.keys),
    kind: optionalChoice(contentKinds.keys),
    fieldId: optionalId(),
    turnId: optionalId(),
    enterpriseId: optionalId(),
    year: optionalYear(),
    ...plansInput,
  }),
  output: listOutput(Value),
  may: signedIn,
  async run({ db, actor, planId }, input) {
    let rows = valueRows(db)
      .where(ofPlans('t.planId', plansWanted(planId, input.plan)))
      .where(readableBy(actor, 't.enterpriseId'))
    if (input.state !== undefined) rows = rows.where('v.state', '=', input.state)
    if (input.moment !== undefined) rows = rows.where('v.moment', '=', input.moment)
    if (input.kind !== undefined) rows = rows.where('c.kind', '=', input.kind)
    if (input.fieldId !== undefined) rows = rows.where('v.fieldId', '=', input.fieldId)
    if (input.turnId !== undefined) rows = rows.where('v.turnId', '=', input.turnId)
    if (input.enterpriseId !== undefined) rows = rows.where('t.enterpriseId', '=', input.enterpriseId)
    if (input.year !== undefined) rows = rows.where('t.year', '=', input.year)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`(v.search LIKE ${pattern} OR fold(e.name || ' ' || d.name) LIKE ${pattern})`,
      )
    return pageOf(
      rows,
      input,
      {
        measuredOn: { column: 'v.measuredOn', value: (row) => row.measuredOn, direction: 'desc' },
        enterprise: { column: 'e.name', value: (row) => row.enterprise },
        state: { column: 'v.state', value: (row) => row.state },
      },
      'v.id',
    )
  },
})

/** One value, with its proof and the basis of its field. */
export const showValue = query({
  name: 'contentData.show',
  summary: words('Một số liệu theo nội dung', 'One figure by content'),
  route: 'GET /content-values/{id}',
  input: z.object({ id: id() }),
  output: Value.extend({
    file: z.object({ id: z.int(), name: z.string() }).nullable(),
    importId: z.int().nullable(),
    source: z.string(),
    remark: z.string().nullable(),
    reason: z.string().nullable(),
    enteredOn: z.iso.date(),
    confirmedOn: z.iso.date().nullable(),
    withdrawnOn: z.iso.date().nullable(),
    version: z.int(),
  }),
  may: signedIn,
  async run({ db, actor }, { id: valueId }) {
    const row = await valueRows(db)
      .leftJoin('file as f', 'f.id', 'v.fileId')
      .select(['v.importId', 'v.remark', 'v.reason', 'v.enteredOn', 'v.confirmedOn', 'v.withdrawnOn'])
      .select(['v.version', 'd.source', 'f.id as proofId', 'f.name as proofName'])
      .where('v.id', '=', valueId)
      .where(readableBy(actor, 't.enterpriseId'))
      .executeTakeFirst()
    if (row === undefined) throw noValue()
    const { proofId, proofName, ...said } = row
    return {
      ...said,
      file: proofId === null || proofName === null ? null : { id: proofId, name: proofName },
    }
  },
})

const Asked = z.object({
  ...fieldShape,
  id: z.int(),
  askedAt: askedAt.schema,
  perItem: z.string().nullable(),
  perItemEn: z.string().nullable(),
  required: z.boolean(),
  endedOn: z.iso.date().nullable(),
})
export type Asked = z.infer<typeof Asked>

/** What is asked of one turn, for its page and the form that enters a value. */
export const askedOf = query({
  name: 'contentData.asked',
  summary: words('Số liệu mà một lượt hỗ trợ phải có', 'The figures that are asked of a turn'),
  route: 'GET /support/{id}/content-fields',
  input: z.object({ id: id() }),
  output: z.object({
    turnId: z.int(),
    enterprise: z.string(),
    content: z.string(),
    contentEn: z.string(),
    fields: z.array(Asked),
  }),
  may: signedIn,
  async run({ db, actor }, { id: turnId }) {
    const turn = await turnOf(db, turnId).where(readableBy(actor, 't.enterpriseId')).executeTakeFirst()
    if (turn === undefined) throw noTurn()
    const fields = await fieldsOfTurn(db, turnId)
    return {
      ...{ turnId, enterprise: turn.enterprise, content: turn.content, contentEn: turn.contentEn },
      fields: fields.map(({ name: field, nameEn: fieldEn, type, askedAt: at, ...of }) => ({
        ...{
          id: of.id,
          field,
          fieldEn,
          type: fieldTypes.schema.parse(type),
          askedAt: askedAt.schema.parse(at),
        },
        ...{ unit: of.unit, unitEn: of.unitEn, options: of.options, optionsEn: of.optionsEn },
        ...{ perItem: of.perItem, perItemEn: of.perItemEn, required: of.required, endedOn: of.endedOn },
      })),
    }
  },
})
