import { sql } from 'kysely'
import { z } from 'zod'
import { OpinionRound, roundsOf } from '../opinions/index.ts'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { type Actor, officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice } from '../platform/fields.ts'
import { File, fileOf } from '../platform/file-of.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { heardOfList } from './councils.ts'
import {
  forwardFields,
  listFields,
  listStates,
  nominationFields,
  nominationStates,
  submissionFields,
} from './fields.ts'
import { noList } from './list-commands.ts'
import { listReadable, listReaders, listRecord } from './sight.ts'

/* Lists of nominees. */

const { submissionFileId: _submission, ...submissionRow } = submissionFields.row
const ListRow = z.object({
  id: z.int(),
  callId: z.int(),
  call: z.string(),
  planId: z.int(),
  plan: z.string(),
  ...listFields.row,
  state: listStates.schema,
  begunOn: z.iso.date(),
  ...submissionRow,
  ...forwardFields.row,
  decisionNumber: z.string().nullable(),
  decidedOn: z.iso.date().nullable(),
  nominees: z.int(),
  commended: z.int(),
  version: z.int(),
})
export type ListRow = z.infer<typeof ListRow>

const listRows = (db: Db, actor: Actor) =>
  db
    .selectFrom('commendationList as l')
    .innerJoin('commendationCall as c', 'c.id', 'l.callId')
    .innerJoin('plan as p', 'p.id', 'l.planId')
    .select(['l.id', 'l.callId', 'c.title as call', 'l.planId', 'p.number as plan', 'l.title', 'l.state'])
    .select(['l.begunOn', 'l.submission', 'l.submittedOn', 'l.forwardNumber', 'l.forwardedOn'])
    .select(['l.decisionNumber', 'l.decidedOn', 'l.version'])
    .select(sql<number>`(SELECT count(*)::int FROM nomination n WHERE n.list_id = l.id)`.as('nominees'))
    .select(
      sql<number>`(SELECT count(*)::int FROM nomination n WHERE n.list_id = l.id AND n.state = 'commended')`.as(
        'commended',
      ),
    )
    .where(listReadable(actor))

/** Lists of nominees, the latest first. */
export const listLists = query({
  name: 'commendations.lists',
  summary: words('Các danh sách đề nghị khen thưởng', 'All lists of nominees'),
  route: 'GET /commendation-lists',
  input: z.object({
    ...listInput(['begunOn', 'title']),
    state: optionalChoice(listStates.keys),
    ...plansInput,
  }),
  output: listOutput(ListRow),
  may: officers,
  run({ db, planId, actor }, input) {
    let rows = listRows(db, actor).where(ofPlans('l.planId', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('l.state', '=', input.state)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(l.title || ' ' || coalesce(l.decision_number, '')) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      { begunOn: byDay('l.begunOn', (row) => row.begunOn), title: byText('l.title', (row) => row.title) },
      'l.id',
    )
  },
})

/** One list with those on it, the opinions, what its council concluded, and the money. */
export const showList = query({
  name: 'commendations.list',
  summary: words('Một danh sách đề nghị khen thưởng', 'One list of nominees'),
  route: 'GET /commendation-lists/{id}',
  input: z.object({ id: id() }),
  output: ListRow.extend({
    form: z.string(),
    formEn: z.string(),
    byCouncil: z.boolean(),
    lineId: z.int().nullable(),
    line: z.string().nullable(),
    commitmentId: z.int().nullable(),
    commitment: z.string().nullable(),
    /** Commitments of the line that may pay for it. */
    commitments: z.array(z.object({ id: z.int(), label: z.string() })),
    remark: z.string().nullable(),
    reason: z.string().nullable(),
    submissionFile: File,
    decisionFile: File,
    appraisal: z.object({ id: z.int(), concluded: z.boolean() }).nullable(),
    rounds: z.array(OpinionRound),
    members: z.array(
      z.object({
        id: z.int(),
        kind: nominationFields.row.kind,
        name: z.string(),
        workplace: z.string().nullable(),
        state: nominationStates.schema,
        reason: z.string().nullable(),
        certified: z.boolean(),
      }),
    ),
  }),
  may: [...listReaders],
  async run({ db, actor, today }, input) {
    const row = await listRows(db, actor)
      .innerJoin('commendationForm as f', 'f.id', 'c.formId')
      .leftJoin('budgetLine as y', 'y.id', 'c.lineId')
      .leftJoin('commitment as m', 'm.id', 'l.commitmentId')
      .select(['f.name as form', 'f.nameEn as formEn', 'c.lineId', 'l.commitmentId', 'l.remark', 'l.reason'])
      .select(['m.documentNumber as commitment'])
      .select(sql<boolean>`c.appraisal_rule_id IS NOT NULL`.as('byCouncil'))
      .select(sql<string | null>`y.code || '. ' || y.title`.as('line'))
      .select([fileOf(actor, 'l.submissionFileId').as('submissionFile')])
      .select([fileOf(actor, 'l.decisionFileId').as('decisionFile')])
      .where('l.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noList()
    const members = await db
      .selectFrom('nomination as n')
      .select(['n.id', 'n.kind', 'n.name', 'n.workplace', 'n.state', 'n.reason'])
      .select(
        sql<boolean>`EXISTS (SELECT FROM made_document d WHERE d.record = 'nomination:' || n.id)`.as(
          'certified',
        ),
      )
      .where('n.listId', '=', row.id)
      .orderBy('n.id')
      .execute()
    const commitments =
      row.lineId === null
        ? []
        : await db
            .selectFrom('commitment')
            .select(['id', sql<string>`document_number || ': ' || left(purpose, 80)`.as('label')])
            .where('lineId', '=', row.lineId)
            .orderBy('id', 'desc')
            .limit(200)
            .execute()
    const heard = await heardOfList(db, row.id)
    return {
      ...{ ...row, members, commitments },
      appraisal: heard === null ? null : { id: heard.id, concluded: heard.state === 'concluded' },
      rounds: await roundsOf(db, listRecord, row.id, today),
    }
  },
})
export type ShownList = z.infer<typeof showList.output>
