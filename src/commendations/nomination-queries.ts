import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { type Actor, holds, officers, signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId } from '../platform/fields.ts'
import { File, fileOf } from '../platform/file-of.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { DocumentRow, documentsOf } from '../templates/index.ts'
import { RuleRow, rulesOn } from './catalogue.ts'
import { nominationFields, nominationStates } from './fields.ts'
import { noNomination } from './nomination-lock.ts'
import { nominationReadable, readers } from './sight.ts'

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
  summary: words('Các đề nghị khen thưởng', 'All nominations for commendation'),
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
