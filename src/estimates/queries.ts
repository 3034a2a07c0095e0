import { sql } from 'kysely'
import { z } from 'zod'
import { isAboveNorm, limitWords, verdictOn } from '../norms/index.ts'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byAmount, byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { basisOf, normName } from './basis.ts'
import { noEstimate, noLine } from './commands.ts'
import { EstimateLine, estimateLines, linesOf, RoundContent } from './content.ts'
import { isShort } from './cut-rules.ts'
import { unsettledCuts } from './cuts.ts'
import { estimateFields } from './fields.ts'
import { estimateStates, sumOf, sumsBy, throughRounds } from './rules.ts'

const EstimateRow = z.object({
  id: z.int(),
  ...estimateFields.row,
  planId: z.int(),
  /** The number of its plan. */
  plan: z.string(),
  state: estimateStates.schema,
  begunOn: z.string(),
  sentOn: z.string().nullable(),
  settledOn: z.string().nullable(),
  submissionNumber: z.string().nullable(),
  submittedOn: z.string().nullable(),
  /** The decision that allocates it. */
  decisionId: z.int().nullable(),
  lines: z.int(),
  amount: dongOut(),
  /** What the finance office agreed to; null until it does. */
  agreed: dongOut().nullable(),
  version: z.int(),
})
export type EstimateRow = z.infer<typeof EstimateRow>

const estimateRows = (db: Db) =>
  db
    .selectFrom('estimate as e')
    .innerJoin('plan as p', 'p.id', 'e.planId')
    .innerJoinLateral(
      sql<{
        lines: number
        amount: bigint
        agreed: bigint | null
      }>`(SELECT count(*)::int AS lines, coalesce(sum(l.amount), 0)::bigint AS amount, sum(l.agreed)::bigint AS agreed
        FROM estimate_line l WHERE l.estimate_id = e.id)`.as('s'),
      (join) => join.onTrue(),
    )
    .select(['e.id', ...estimateFields.select('e'), 'e.planId', 'p.number as plan', 'e.state', 'e.begunOn'])
    .select([
      'e.sentOn',
      'e.settledOn',
      'e.version',
      'e.submissionNumber',
      'e.submittedOn',
      'e.decisionId',
      's.lines',
      's.amount',
      's.agreed',
    ])

/** Estimates of every plan, or of those asked for, the latest year first. */
export const listEstimates = query({
  name: 'estimates.list',
  summary: words('Danh sách dự toán năm', 'List of estimates'),
  route: 'GET /estimates',
  input: z.object({
    ...listInput(['year', 'title', 'state', 'begunOn', 'sentOn', 'lines', 'amount']),
    state: optionalChoice(estimateStates.keys),
    year: optionalYear(),
    ...plansInput,
  }),
  output: listOutput(EstimateRow),
  may: officers,
  async run({ db, planId }, input) {
    let rows = estimateRows(db).where(ofPlans('e.planId', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('e.state', '=', input.state)
    if (input.year !== undefined) rows = rows.where('e.year', '=', input.year)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(e.title) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        year: { column: 'e.year', value: (row) => row.year, direction: 'desc' },
        title: { column: 'e.title', value: (row) => row.title },
        state: { column: 'e.state', value: (row) => row.state },
        begunOn: byDay('e.begunOn', (row) => row.begunOn),
        sentOn: byDay('e.sentOn', (row) => row.sentOn),
        lines: { column: 's.lines', value: (row) => row.lines, direction: 'desc' },
        amount: byAmount('s.amount', (row) => row.amount),
      },
      'e.id',
    )
  },
})

const Round = z.object({
  place: z.int(),
  sentOn: z.string(),
  outcome: z.enum(['returned', 'agreed']).nullable(),
  remarks: z.string().nullable(),
  settledOn: z.string().nullable(),
  amount: dongOut(),
  lines: z.int(),
})

/** How a line stands against the norm that it goes by. */
const Verdict = z.object({
  lineId: z.int(),
  outcome: z.enum(['within', 'over', 'unknown']),
  /** What the norm allows, as a sentence. */
  limit: z.object({ vi: z.string(), en: z.string() }),
  most: dongOut().nullable(),
  /** Whether it needs the consent of whoever appraises. */
  above: z.boolean(),
})

/** What the finance office said of the lines in the last round. */
async function saidOf(db: Db, estimateId: number) {
  const rows = await db
    .selectFrom('estimateAppraisal as a')
    .innerJoin('estimateRound as r', 'r.id', 'a.roundId')
    .select(['a.lineId', 'a.amount', 'a.comment'])
    .where('r.estimateId', '=', estimateId)
    .orderBy('r.place')
    .execute()
  return new Map(rows.map(({ lineId, ...said }) => [lineId, said]))
}

const storedRounds = (db: Db, estimateId: number) =>
  db
    .selectFrom('estimateRound')
    .select(['place', 'sentOn', 'outcome', 'remarks', 'settledOn', 'content'])
    .where('estimateId', '=', estimateId)
    .orderBy('place')
    .execute()

type StoredRound = Awaited<ReturnType<typeof storedRounds>>[number]

function roundOf({ content, outcome, ...round }: StoredRound): z.input<typeof Round> {
  const { lines } = RoundContent.parse(content)
  return {
    ...round,
    outcome: Round.shape.outcome.parse(outcome),
    amount: sumOf(lines).amount,
    lines: lines.length,
  }
}

/** One estimate whole: lines, norms, sums against the plan's estimate, rounds with the finance office. */
export const showEstimate = query({
  name: 'estimates.show',
  summary: words('Một dự toán năm', 'One estimate of a year'),
  route: 'GET /estimates/{id}',
  input: z.object({ id: id() }),
  output: z.object({
    ...EstimateRow.shape,
    /** Each with what the finance office said of it in the last round. */
    estimateLines: z.array(
      EstimateLine.extend({ appraised: dongOut().nullable(), comment: z.string().nullable() }),
    ),
    /** The number of the decision that allocates it. */
    decision: z.string().nullable(),
    /** Lines that were cut without a word of what becomes of them. */
    cutsOpen: z.int(),
    cuts: z.int(),
    verdicts: z.array(Verdict),
    bySource: z.array(z.object({ source: z.string(), sourceEn: z.string(), amount: dongOut() })),
    /** By budget line and source, with what the plan has for the year (null: nothing). */
    byLine: z.array(
      z.object({
        line: z.string().nullable(),
        source: z.string(),
        sourceEn: z.string(),
        amount: dongOut(),
        planned: dongOut().nullable(),
      }),
    ),
    counterpart: dongOut(),
    rounds: z.array(Round),
  }),
  may: officers,
  async run({ db }, { id: estimateId }) {
    const row = await estimateRows(db).where('e.id', '=', estimateId).executeTakeFirst()
    if (row === undefined) throw noEstimate()
    const stored = await linesOf(db, estimateId)
    const said = await saidOf(db, estimateId)
    const lines = stored.map((line) => ({
      ...line,
      appraised: said.get(line.id)?.amount ?? null,
      comment: said.get(line.id)?.comment ?? null,
    }))
    const cuts = stored.filter(isShort)
    const decision =
      row.decisionId === null
        ? undefined
        : await db
            .selectFrom('allocationDecision')
            .select('documentNumber')
            .where('id', '=', row.decisionId)
            .executeTakeFirst()
    const basis = await basisOf(db, row)
    const places = Map.groupBy(lines, ({ lineId, sourceId }) => `${lineId}/${sourceId}`)
    return {
      ...row,
      estimateLines: lines,
      decision: decision?.documentNumber ?? null,
      cuts: cuts.length,
      cutsOpen: await unsettledCuts(db, estimateId),
      verdicts: lines.flatMap((line) => {
        const verdict = verdictOn(line, basis.norms)
        if (verdict === null) return []
        const { outcome, most, norm } = verdict
        return [
          { lineId: line.id, outcome, most, limit: limitWords(norm), above: isAboveNorm(line, basis.norms) },
        ]
      }),
      bySource: [...sumsBy(lines, ({ sourceId }) => sourceId)].map(([sourceId, amount]) => {
        const own = lines.find((line) => line.sourceId === sourceId)
        return { source: own?.source ?? '', sourceEn: own?.sourceEn ?? '', amount }
      }),
      byLine: [...places.values()].flatMap((own) => {
        const [first] = own
        if (first === undefined) return []
        const { lineId, line, source, sourceEn, sourceId } = first
        const planned = lineId === null ? null : basis.planned(lineId, sourceId)
        return [{ line, source, sourceEn, amount: sumOf(own).amount, planned }]
      }),
      counterpart: sumOf(lines).counterpart,
      rounds: (await storedRounds(db, estimateId)).map(roundOf).reverse(),
    }
  },
})

/** The rounds of an estimate side by side, line by line, with how it stands now. */
export const compareEstimate = query({
  name: 'estimates.rounds',
  summary: words('So sánh các vòng của dự toán', 'The rounds of an estimate side by side'),
  route: 'GET /estimates/{id}/rounds',
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    title: z.string(),
    rounds: z.array(Round),
    /** What each line had in each round and has now; null where it had no such line. */
    lines: z.array(
      z.object({
        id: z.int(),
        title: z.string(),
        amounts: z.array(dongOut().nullable()),
        now: dongOut().nullable(),
      }),
    ),
    now: dongOut(),
  }),
  may: officers,
  async run({ db }, { id: estimateId }) {
    const row = await estimateRows(db).where('e.id', '=', estimateId).executeTakeFirst()
    if (row === undefined) throw noEstimate()
    const rounds = await storedRounds(db, estimateId)
    const contents = rounds.map(({ content }) => RoundContent.parse(content).lines)
    return {
      id: row.id,
      title: row.title,
      rounds: rounds.map(roundOf),
      lines: throughRounds([...contents, await linesOf(db, estimateId)]).map((line) => ({
        id: line.id,
        title: line.title,
        amounts: line.amounts.slice(0, -1),
        now: line.amounts.at(-1) ?? null,
      })),
      now: row.amount,
    }
  },
})

/** One line, by its number alone. */
export const showEstimateLine = query({
  name: 'estimates.showLine',
  summary: words('Một dòng của dự toán năm', 'One line of an estimate'),
  route: 'GET /estimate-lines/{id}',
  input: z.object({ id: id() }),
  output: z.object({
    ...EstimateLine.shape,
    estimateId: z.int(),
    estimate: z.string(),
    state: estimateStates.schema,
    /** Of the estimate, for an act on the line. */
    version: z.int(),
  }),
  may: officers,
  async run({ db }, { id: lineId }) {
    const line = await estimateLines(db).where('e.id', '=', lineId).executeTakeFirst()
    if (line === undefined) throw noLine()
    const of = await db
      .selectFrom('estimate')
      .select(['title as estimate', 'state', 'version'])
      .where('id', '=', line.estimateId)
      .executeTakeFirstOrThrow()
    return { ...line, ...of, state: estimateStates.schema.parse(of.state) }
  },
})

const Choice = z.object({ id: z.int(), name: z.string(), nameEn: z.string() })

/** What the forms of lines offer. */
export const estimateChoices = query({
  name: 'estimates.choices',
  summary: words('Danh mục cho dòng dự toán', 'What a line of an estimate may name'),
  route: 'GET /estimates/{id}/choices',
  input: z.object({ id: id() }),
  output: z.object({
    /** Those that money stands on in the year, with what the plan has for it under the source of its estimate. */
    lines: z.array(Choice.extend({ code: z.string(), planned: dongOut().nullable() })),
    sources: z.array(Choice),
    norms: z.array(
      Choice.extend({
        /** As it is typed into the grid. */
        full: z.string(),
        limit: z.object({ vi: z.string(), en: z.string() }),
      }),
    ),
    sourceId: z.int().nullable(),
  }),
  may: ['coordinator', 'auditor'],
  async run({ db }, { id: estimateId }) {
    const row = await db
      .selectFrom('estimate')
      .select(['planId', 'year'])
      .where('id', '=', estimateId)
      .executeTakeFirst()
    if (row === undefined) throw noEstimate()
    const basis = await basisOf(db, row)
    const { sourceId } = basis
    return {
      lines: basis.lines
        .filter(({ group, hasYear }) => !group && hasYear)
        .map(({ id: lineId, code, title, titleEn }) => ({
          ...{ id: lineId, code, name: title, nameEn: titleEn },
          planned: sourceId === null ? null : basis.planned(lineId, sourceId),
        })),
      sources: basis.sources
        .filter(({ own }) => !own)
        .map(({ id: source, name, nameEn }) => ({ id: source, name, nameEn })),
      norms: basis.norms.map((norm) => ({
        ...{ id: norm.id, name: norm.name, nameEn: norm.nameEn, full: normName(norm) },
        limit: limitWords(norm),
      })),
      sourceId,
    }
  },
})
