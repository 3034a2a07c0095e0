import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../../plan/index.ts'
import { type Actor, signedIn } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { id, optionalChoice, optionalId } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../../platform/list.ts'
import { localDay } from '../../platform/local-day.ts'
import { query } from '../../platform/operation.ts'
import { readableBy } from '../../platform/sight.ts'
import { fold } from '../../platform/text.ts'
import { noChange } from './commands.ts'
import { changeFields, changeStates } from './fields.ts'

const Change = z.object({
  id: z.int(),
  ...changeFields.row,
  turnId: z.int(),
  enterpriseId: z.int(),
  enterprise: z.string(),
  content: z.string(),
  contentEn: z.string(),
  plan: z.string(),
  state: changeStates.schema,
  askedOn: z.iso.date(),
  /** What held before it came into force. */
  dueBefore: z.iso.date().nullable(),
  scopeBefore: z.string().nullable(),
  documentNumber: z.string().nullable(),
  decidedOn: z.iso.date().nullable(),
  remark: z.string().nullable(),
  version: z.int(),
})
export type Change = z.infer<typeof Change>

/** Its index is on the same. */
const askedOn = localDay('c.asked_at')

const changeRows = (db: Db, actor: Actor) =>
  db
    .selectFrom('supportChange as c')
    .innerJoin('supportTurn as t', 't.id', 'c.turnId')
    .innerJoin('plan as p', 'p.id', 't.planId')
    .innerJoin('enterprise as e', 'e.id', 'c.enterpriseId')
    .innerJoin('supportContent as s', 's.id', 't.contentId')
    .where(readableBy(actor, 'c.enterpriseId'))
    .select(['c.id', ...changeFields.select('c'), 'c.turnId', 'c.enterpriseId', 'e.name as enterprise'])
    .select(['s.name as content', 's.nameEn as contentEn', 'p.number as plan', 'c.state', 'c.dueBefore'])
    .select(['c.scopeBefore', 'c.documentNumber', 'c.decidedOn', 'c.remark', 'c.version'])
    .select(askedOn.as('askedOn'))

/** Changes of turns that were asked for, the latest first. An enterprise sees its own. */
export const listChanges = query({
  name: 'support.changes',
  summary: words('Các đề nghị thay đổi lượt hỗ trợ', 'Changes of support turns'),
  route: 'GET /support-changes',
  input: z.object({
    ...listInput(['askedOn', 'enterprise']),
    state: optionalChoice(changeStates.keys),
    turnId: optionalId(),
    ...plansInput,
  }),
  output: listOutput(Change),
  may: signedIn,
  async run({ db, actor, planId }, input) {
    let rows = changeRows(db, actor).where(ofPlans('t.planId', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('c.state', '=', input.state)
    if (input.turnId !== undefined) rows = rows.where('c.turnId', '=', input.turnId)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`e.search LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        askedOn: { column: askedOn, value: (row) => row.askedOn, direction: 'desc' },
        enterprise: { column: 'e.name', value: (row) => row.enterprise },
      },
      'c.id',
    )
  },
})

/** One change that was asked for, and how it was decided. */
export const showChange = query({
  name: 'support.showChange',
  summary: words('Một đề nghị thay đổi lượt hỗ trợ', 'One change of a support turn'),
  route: 'GET /support-changes/{id}',
  input: z.object({ id: id() }),
  output: Change.extend({ file: z.object({ id: z.int(), name: z.string() }).nullable() }),
  may: signedIn,
  async run({ db, actor }, input) {
    const row = await changeRows(db, actor)
      .leftJoin('file as f', 'f.id', 'c.fileId')
      .select('f.name as fileName')
      .where('c.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noChange()
    const { fileName, ...change } = row
    return { ...change, file: row.fileId === null ? null : { id: row.fileId, name: fileName ?? '' } }
  },
})
export type ShownChange = z.infer<typeof showChange.output>
