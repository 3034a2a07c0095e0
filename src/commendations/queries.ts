import { sql } from 'kysely'
import { z } from 'zod'
import { OpinionRound, roundsOf } from '../opinions/index.ts'
import { ofPlans, payingLines, plansInput, plansWanted } from '../plan/index.ts'
import { type Actor, holds, officers, signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { readableFile } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { DocumentRow, documentsOf } from '../templates/index.ts'
import { noCall } from './call-commands.ts'
import { RuleRow, rulesOn } from './catalogue.ts'
import { heardOfList } from './councils.ts'
import {
  callFields,
  callStates,
  forwardFields,
  listFields,
  listStates,
  nominationFields,
  nominationStates,
  submissionFields,
} from './fields.ts'
import { noList } from './list-commands.ts'
import { noNomination } from './nomination-commands.ts'
import { listReadable, listReaders, listRecord, nominationReadable, readers } from './sight.ts'

const File = z.object({ id: z.int(), name: z.string() }).nullable()
const fileOf = (actor: Actor, column: string) =>
  sql<z.infer<typeof File>>`(SELECT jsonb_build_object('id', file.id, 'name', file.name) FROM file
    WHERE file.id = ${sql.ref(column)} AND ${readableFile(actor)})`

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
    .select([...callFields.select('c'), 'c.state', 'c.openedOn', 'c.version'])
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
  summary: words('Các đợt đề nghị khen thưởng', 'Calls for nominations'),
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

/* Nominations. */

const NominationRow = z.object({
  id: z.int(),
  callId: z.int(),
  call: z.string(),
  plan: z.string(),
  ...nominationFields.row,
  enterpriseId: z.int().nullable(),
  enterprise: z.string().nullable(),
  agencyId: z.int().nullable(),
  byEnterpriseId: z.int().nullable(),
  /** Who nominates. */
  nominator: z.string(),
  state: nominationStates.schema,
  enteredOn: z.iso.date(),
  movedOn: z.iso.date(),
  listId: z.int().nullable(),
  list: z.string().nullable(),
  decisionNumber: z.string().nullable(),
  decidedOn: z.iso.date().nullable(),
  version: z.int(),
})
export type NominationRow = z.infer<typeof NominationRow>

const nominationRows = (db: Db, actor: Actor) =>
  db
    .selectFrom('nomination as n')
    .innerJoin('commendationCall as c', 'c.id', 'n.callId')
    .innerJoin('plan as p', 'p.id', 'c.planId')
    .leftJoin('agency as a', 'a.id', 'n.agencyId')
    .leftJoin('enterprise as b', 'b.id', 'n.byEnterpriseId')
    .leftJoin('enterprise as e', 'e.id', 'n.enterpriseId')
    .leftJoin('commendationList as l', 'l.id', 'n.listId')
    .select(['n.id', 'n.callId', 'c.title as call', 'p.number as plan', ...nominationFields.select('n')])
    .select(['n.enterpriseId', 'e.name as enterprise', 'n.agencyId', 'n.byEnterpriseId', 'n.state'])
    .select(sql<string>`coalesce(a.name, b.name)`.as('nominator'))
    .select(['n.enteredOn', 'n.movedOn', 'n.listId', 'l.title as list', 'n.version'])
    .select(
      sql<string | null>`CASE WHEN n.state = 'commended' THEN l.decision_number END`.as('decisionNumber'),
    )
    .select(sql<string | null>`CASE WHEN n.state = 'commended' THEN l.decided_on END`.as('decidedOn'))
    .where(nominationReadable(actor))

/** Nominations, the latest first: whoever nominates sees its own. */
export const listNominations = query({
  name: 'nominations.list',
  summary: words('Các đề nghị khen thưởng', 'Nominations for commendation'),
  route: 'GET /nominations',
  input: z.object({
    ...listInput(['movedOn', 'name']),
    state: optionalChoice(nominationStates.keys),
    kind: optionalChoice(['group', 'person']),
    callId: optionalId(),
    listId: optionalId(),
    ...plansInput,
  }),
  output: listOutput(NominationRow),
  may: [...signedIn],
  run({ db, planId, actor }, input) {
    let rows = nominationRows(db, actor).where(ofPlans('c.planId', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('n.state', '=', input.state)
    if (input.kind !== undefined) rows = rows.where('n.kind', '=', input.kind)
    if (input.callId !== undefined) rows = rows.where('n.callId', '=', input.callId)
    if (input.listId !== undefined) rows = rows.where('n.listId', '=', input.listId)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('n.search', 'like', pattern)
    return pageOf(
      rows,
      input,
      { movedOn: byDay('n.movedOn', (row) => row.movedOn), name: byText('n.name', (row) => row.name) },
      'n.id',
    )
  },
})

/** One nomination with its papers, rounds and certificate. */
export const showNomination = query({
  name: 'nominations.show',
  summary: words('Một đề nghị khen thưởng', 'One nomination'),
  route: 'GET /nominations/{id}',
  input: z.object({ id: id() }),
  output: NominationRow.extend({
    consentedOn: z.iso.date().nullable(),
    reason: z.string().nullable(),
    papers: z.array(
      z.object({
        id: z.int(),
        ruleId: z.int().nullable(),
        paper: z.string().nullable(),
        paperEn: z.string().nullable(),
        addedOn: z.iso.date(),
        file: File,
      }),
    ),
    rounds: z.array(
      z.object({
        number: z.int(),
        submittedOn: z.iso.date(),
        outcome: z.enum(['complete', 'returned']).nullable(),
        checkedOn: z.iso.date().nullable(),
        missing: z.string().nullable(),
      }),
    ),
    rules: z.array(RuleRow),
    documents: z.array(DocumentRow),
  }),
  may: [...readers],
  async run({ db, actor, today }, input) {
    const row = await nominationRows(db, actor)
      .select(['n.consentedOn', 'n.reason'])
      .where('n.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noNomination()
    // the certificate is a file of the enterprise, where it is of one
    const own =
      actor.userId === null ||
      holds(actor, officers) ||
      (row.enterpriseId !== null && actor.enterpriseIds.includes(row.enterpriseId))
    const papers = await db
      .selectFrom('nominationPaper as y')
      .leftJoin('commendationRule as r', 'r.id', 'y.ruleId')
      .select(['y.id', 'y.ruleId', 'r.text as paper', 'r.textEn as paperEn', 'y.addedOn'])
      .select(fileOf(actor, 'y.fileId').as('file'))
      .where('y.nominationId', '=', row.id)
      .orderBy('y.id')
      .execute()
    const rounds = await db
      .selectFrom('nominationRound')
      .select(['number', 'submittedOn', 'outcome', 'checkedOn', 'missing'])
      .where('nominationId', '=', row.id)
      .orderBy('number')
      .execute()
    return {
      ...{ ...row, papers, rounds, rules: await rulesOn(db, today) },
      documents: own ? await documentsOf(db, `nomination:${row.id}`) : [],
    }
  },
})
export type ShownNomination = z.infer<typeof showNomination.output>

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
  summary: words('Các danh sách đề nghị khen thưởng', 'Lists of nominees'),
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
