import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, payingLines, plansInput, plansWanted } from '../plan/index.ts'
import { type Actor, holds, officers, signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice } from '../platform/fields.ts'
import { File, fileOf } from '../platform/file-of.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { noCall } from './call-commands.ts'
import { RuleRow, rulesOn } from './catalogue.ts'
import { callFields, callStates, listStates } from './fields.ts'
import { listReadable } from './sight.ts'

/* Calls for nominations. */

const { fileId: _call, ...callRow } = callFields.row
export const CallRow = z.object({
  id: z.int(),
  planId: z.int(),
  plan: z.string(),
  form: z.string(),
  formEn: z.string(),
  line: z.string().nullable(),
  ...callRow,
  state: callStates.schema,
  openedOn: z.iso.date().nullable(),
  /** Nominations that were submitted. */
  nominated: z.int(),
  commended: z.int(),
  version: z.int(),
})
export type CallRow = z.infer<typeof CallRow>

/** What is being drawn up is the office's alone. */
const callRows = (db: Db, actor: Actor) => {
  const rows = db
    .selectFrom('commendationCall as c')
    .innerJoin('plan as p', 'p.id', 'c.planId')
    .innerJoin('commendationForm as f', 'f.id', 'c.formId')
    .leftJoin('budgetLine as l', 'l.id', 'c.lineId')
    .select(['c.id', 'c.planId', 'p.number as plan', 'f.name as form', 'f.nameEn as formEn'])
    .select([
      ...callFields.select('c').filter((column) => column !== 'c.fileId'),
      'c.state',
      'c.openedOn',
      'c.version',
    ])
    .select(sql<string | null>`l.code || '. ' || l.title`.as('line'))
    .select(
      sql<number>`(SELECT count(*)::int FROM nomination n WHERE n.call_id = c.id AND n.state NOT IN ('draft', 'withdrawn'))`.as(
        'nominated',
      ),
    )
    .select(
      sql<number>`(SELECT count(*)::int FROM nomination n WHERE n.call_id = c.id AND n.state = 'commended')`.as(
        'commended',
      ),
    )
  return actor.userId === null || holds(actor, officers) ? rows : rows.where('c.state', '<>', 'draft')
}

/** Calls for nominations, the one that closes last first. */
export const listCalls = query({
  name: 'commendations.calls',
  summary: words('Các đợt đề nghị khen thưởng', 'All calls for nominations'),
  route: 'GET /commendation-calls',
  input: z.object({
    ...listInput(['closesOn', 'title']),
    state: optionalChoice(callStates.keys),
    ...plansInput,
  }),
  output: listOutput(CallRow),
  may: signedIn,
  run({ db, planId, actor }, input) {
    let rows = callRows(db, actor).where(ofPlans('c.planId', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('c.state', '=', input.state)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(c.title) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      { closesOn: byDay('c.closesOn', (row) => row.closesOn), title: byText('c.title', (row) => row.title) },
      'c.id',
    )
  },
})

/** One call for nominations, with what nominations in it are held against. */
export const showCall = query({
  name: 'commendations.call',
  summary: words('Một đợt đề nghị khen thưởng', 'One call for nominations'),
  route: 'GET /commendation-calls/{id}',
  input: z.object({ id: id() }),
  output: CallRow.extend({
    formId: z.int(),
    lineId: z.int().nullable(),
    appraisalRuleId: z.int().nullable(),
    scoreSheetId: z.int().nullable(),
    appraisalRule: z.string().nullable(),
    begunOn: z.iso.date(),
    reason: z.string().nullable(),
    file: File,
    rules: z.array(RuleRow),
    /** Nominations that are complete and on no list. */
    complete: z.int(),
    lists: z.array(z.object({ id: z.int(), title: z.string(), state: listStates.schema })),
  }),
  may: signedIn,
  async run({ db, actor, today }, input) {
    const row = await callRows(db, actor)
      .leftJoin('appraisalRule as r', 'r.id', 'c.appraisalRuleId')
      .select(['c.formId', 'c.lineId', 'c.appraisalRuleId', 'c.scoreSheetId', 'r.name as appraisalRule'])
      .select(['c.begunOn', 'c.reason', fileOf(actor, 'c.fileId').as('file')])
      .select(
        sql<number>`(SELECT count(*)::int FROM nomination n WHERE n.call_id = c.id AND n.state = 'complete')`.as(
          'complete',
        ),
      )
      .where('c.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noCall()
    const lists = await db
      .selectFrom('commendationList as l')
      .select(['l.id', 'l.title', 'l.state'])
      .where('l.callId', '=', row.id)
      .where(listReadable(actor))
      .orderBy('l.id')
      .execute()
    return { ...row, rules: await rulesOn(db, today), lists }
  },
})
export type ShownCall = z.infer<typeof showCall.output>

/** What a call chooses among: its form, the line that pays. */
export const callChoices = query({
  name: 'commendations.choices',
  summary: words('Hình thức khen thưởng, mục dự toán để chọn', 'Forms and lines to choose from'),
  route: 'GET /commendation-choices',
  input: z.object({}),
  output: z.object({
    forms: z.array(z.object({ id: z.int(), name: z.string(), nameEn: z.string() })),
    lines: z.array(z.object({ id: z.int(), plan: z.string(), name: z.string(), nameEn: z.string() })),
  }),
  may: officers,
  async run({ db, today }) {
    const forms = await db
      .selectFrom('commendationForm')
      .select(['id', 'name', 'nameEn'])
      .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>=', today)]))
      .orderBy('name')
      .execute()
    return { forms, lines: await payingLines(db) }
  },
})
