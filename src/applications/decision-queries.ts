import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byAmount, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { SignedPaperRow, signedPaperOf } from '../signatures/index.ts'
import { decisionStates } from './close-decision.ts'
import { noDecision } from './decision-document.ts'
import { decisionOutcomes } from './decision-rows.ts'

const DecisionRow = z.object({
  id: z.int(),
  /** With its symbol: 05/QĐ-SKHCN. */
  number: z.string(),
  decidedOn: z.iso.date(),
  issuer: z.string(),
  state: decisionStates.schema,
  accepted: z.int(),
  refused: z.int(),
  amount: dongOut(),
  /** Applications whose letter is still to be made. */
  lettersDue: z.int(),
})
export type DecisionRow = z.infer<typeof DecisionRow>

/** The text by which a decision (`d`, its number `n`) is found. */
export const decisionText = sql`fold('quyet dinh decision ' || n.number || '/' || n.symbol || ' ' || coalesce(
  (SELECT string_agg(i.enterprise || ' ' || i.tax_code, ' ') FROM application_decision_item i WHERE i.decision_id = d.id), ''))`

const decisions = (db: Db) =>
  db
    .selectFrom('applicationDecision as d')
    .innerJoin('outgoingNumber as n', 'n.id', 'd.numberId')
    .innerJoinLateral(
      sql<{ accepted: number; refused: number; amount: bigint; lettersDue: number }>`(
        SELECT count(*) FILTER (WHERE i.outcome = 'accept')::int AS accepted, count(*) FILTER (WHERE i.outcome = 'refuse')::int AS refused,
               coalesce(sum(i.amount), 0)::bigint AS amount, count(*) FILTER (WHERE a.letter_due)::int AS letters_due
          FROM application_decision_item i JOIN application a ON a.id = i.application_id WHERE i.decision_id = d.id)`.as(
        's',
      ),
      (join) => join.onTrue(),
    )
    .select(['d.id', 'd.decidedOn', 'n.issuer', 's.accepted', 's.refused', 's.amount', 's.lettersDue'])
    .select('d.number')
    .select(
      sql<'issued' | 'closed'>`CASE WHEN d.closed_on IS NULL THEN 'issued' ELSE 'closed' END`.as('state'),
    )

/** Decisions on several applications, the last one first. */
export const listDecisions = query({
  name: 'applications.decisions',
  summary: words('Các quyết định cho nhiều hồ sơ', 'Decisions on several applications'),
  route: 'GET /application-decisions',
  input: z.object({
    ...listInput(['decidedOn', 'amount']),
    year: optionalYear(),
    state: optionalChoice(decisionStates.keys),
  }),
  output: listOutput(DecisionRow),
  may: officers,
  async run({ db }, input) {
    let rows = decisions(db)
    if (input.year !== undefined) rows = rows.where('n.year', '=', input.year)
    if (input.state !== undefined)
      rows = rows.where('d.closedOn', input.state === 'issued' ? 'is' : 'is not', null)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`${decisionText} LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        decidedOn: { column: 'd.decidedOn', value: (row) => row.decidedOn, direction: 'desc' },
        amount: byAmount('s.amount', (row) => row.amount),
      },
      'd.id',
    )
  },
})

/** One decision with its list. */
export const showDecision = query({
  name: 'applications.decision',
  summary: words('Quyết định cho nhiều hồ sơ', 'A decision on several applications'),
  route: 'GET /application-decisions/{id}',
  input: z.object({ id: id() }),
  output: DecisionRow.extend({
    signer: z.string().nullable(),
    version: z.int(),
    closedOn: z.iso.date().nullable(),
    /** The scan or signed PDF that came back last. */
    paper: SignedPaperRow.nullable(),
    items: z.array(
      z.object({
        id: z.int(),
        place: z.int(),
        outcome: decisionOutcomes.schema,
        /** As they were called on its day. */
        enterprise: z.string(),
        taxCode: z.string(),
        content: z.string(),
        requested: dongOut(),
        amount: dongOut().nullable(),
        reason: z.string(),
        letterDue: z.boolean(),
      }),
    ),
  }),
  may: officers,
  async run({ db }, { id: decisionId }) {
    const row = await decisions(db)
      .select(['d.signer', 'd.version', 'd.closedOn'])
      .where('d.id', '=', decisionId)
      .executeTakeFirst()
    if (row === undefined) throw noDecision()
    const items = await db
      .selectFrom('applicationDecisionItem as i')
      .innerJoin('application as a', 'a.id', 'i.applicationId')
      .select(['a.id', 'i.place', 'i.outcome', 'i.enterprise', 'i.taxCode', 'i.content', 'i.requested'])
      .select(['i.amount', 'i.reason', 'a.letterDue'])
      .where('i.decisionId', '=', decisionId)
      .orderBy('i.place')
      .execute()
    const paper = await signedPaperOf(db, `application_decision:${decisionId}`)
    return { ...row, items, paper }
  },
})

/** The decision on several applications that an application was last decided by; null where it was decided alone. */
export async function decisionOf(
  db: Db,
  applicationId: number,
): Promise<{ id: number; number: string } | null> {
  const row = await db
    .selectFrom('applicationDecisionItem as i')
    .innerJoin('applicationDecision as d', 'd.id', 'i.decisionId')
    .innerJoin('application as a', 'a.id', 'i.applicationId')
    .select(['d.id', 'd.number'])
    .where('i.applicationId', '=', applicationId)
    // one that was taken up again and decided anew bears another
    .whereRef('a.decisionNumber', '=', 'd.number')
    .whereRef('a.decidedOn', '=', 'd.decidedOn')
    .orderBy('d.id', 'desc')
    .executeTakeFirst()
  return row ?? null
}
