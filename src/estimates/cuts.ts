import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, dongOut, id, longText, optionalWhole, several, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { Changed, lockEstimate, noEstimate, noLine, touch } from './commands.ts'
import {
  type CutOutcome,
  cutFaults,
  cutOutcomes,
  isShort,
  leftAfter,
  quantityLeft,
  targetLoss,
} from './cut-rules.ts'
import { estimateStates } from './rules.ts'

/* Where the finance office agreed to less: the lines, what of the plan of the year and which needs no longer fit, and what becomes of each. */

const Need = z.object({
  id: z.int(),
  owner: z.string(),
  text: z.string(),
  quantity: z.int(),
  out: z.boolean(),
})
const CutRow = z.object({
  id: z.int(),
  title: z.string(),
  line: z.string().nullable(),
  quantity: z.int(),
  unit: z.string(),
  unitCost: dongOut(),
  amount: dongOut(),
  agreed: dongOut(),
  comment: z.string().nullable(),
  /** How many what was agreed pays for at the cost that was asked. */
  fits: z.int(),
  planLine: z.object({ id: z.int(), title: z.string() }).nullable(),
  target: z.object({ id: z.int(), name: z.string(), nameEn: z.string(), quantity: z.int() }).nullable(),
  needs: z.array(Need),
  cut: z
    .object({ outcome: cutOutcomes.schema, quantity: z.int(), reason: z.string(), recordedOn: z.string() })
    .nullable(),
  /** What the target loses; null while nothing is said, or where there is none. */
  lost: z.int().nullable(),
})
export type CutRow = z.infer<typeof CutRow>

interface Stored extends Omit<CutRow, 'fits' | 'planLine' | 'target' | 'needs' | 'cut' | 'lost'> {
  readonly planLineId: number | null
  readonly planTitle: string | null
  readonly targetId: number | null
  readonly targetQuantity: number | null
  readonly targetName: string | null
  readonly targetNameEn: string | null
  readonly outcome: CutOutcome | null
  readonly left: number | null
  readonly reason: string | null
  readonly recordedOn: string | null
}

/** The lines of an estimate that were cut, with what hangs on them. */
async function cutRows(db: Db, estimateId: number): Promise<CutRow[]> {
  const { rows } = await sql<Stored>`
    SELECT e.id, e.title, l.code || '. ' || l.title AS line, e.quantity, e.unit, e.unit_cost, e.amount, e.agreed,
           (SELECT a.comment FROM estimate_appraisal a JOIN estimate_round r ON r.id = a.round_id
             WHERE a.line_id = e.id AND r.estimate_id = e.estimate_id ORDER BY r.place DESC LIMIT 1) AS comment,
           y.id AS plan_line_id, y.title AS plan_title, y.target_id, y.target_quantity, i.name AS target_name, i.name_en AS target_name_en,
           c.outcome, c.quantity AS left, c.reason, c.recorded_on
      FROM estimate_line e LEFT JOIN budget_line l ON l.id = e.line_id LEFT JOIN yearly_plan_line y ON y.id = e.plan_line_id
      LEFT JOIN target t ON t.id = y.target_id LEFT JOIN indicator i ON i.id = t.indicator_id LEFT JOIN estimate_cut c ON c.line_id = e.id
     WHERE e.estimate_id = ${estimateId} AND e.agreed < e.amount ORDER BY l.ord NULLS LAST, e.id`.execute(db)
  const needs = await needsOf(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => {
    const { planLineId, planTitle, targetId, targetQuantity, targetName, targetNameEn, ...rest } = row
    const { outcome, left, reason, recordedOn, ...line } = rest
    return {
      ...line,
      fits: quantityLeft(line),
      planLine: planLineId === null || planTitle === null ? null : { id: planLineId, title: planTitle },
      target:
        targetId === null || targetQuantity === null
          ? null
          : { id: targetId, name: targetName ?? '', nameEn: targetNameEn ?? '', quantity: targetQuantity },
      needs: needs.filter((need) => need.lineId === line.id).map(({ lineId: _line, ...need }) => need),
      cut:
        outcome === null || left === null || reason === null || recordedOn === null
          ? null
          : { outcome, quantity: left, reason, recordedOn },
      lost: left === null || targetQuantity === null ? null : targetLoss(targetQuantity, line.quantity, left),
    }
  })
}

/** The needs that lines were to meet, through the plan of the year, and whether each is out. */
async function needsOf(db: Db, lineIds: readonly number[]) {
  const { rows } = await sql<{
    lineId: number
    id: number
    owner: string
    text: string
    quantity: number
    out: boolean
  }>`
    SELECT e.id AS line_id, n.id, coalesce(p.name, g.name) AS owner, left(n.text, 300) AS text, n.quantity,
           EXISTS (SELECT FROM estimate_cut c JOIN estimate_cut_need x ON x.cut_id = c.id WHERE c.line_id = e.id AND x.need_id = n.id) AS out
      FROM estimate_line e JOIN yearly_plan_need y ON y.line_id = e.plan_line_id JOIN need n ON n.id = y.need_id
      LEFT JOIN enterprise p ON p.id = n.enterprise_id LEFT JOIN agency g ON g.id = n.agency_id
     WHERE e.id = ANY (${[...lineIds]}::int[]) ORDER BY e.id, n.id`.execute(db)
  return rows
}

const Loss = z.object({ targetId: z.int(), name: z.string(), nameEn: z.string(), lost: z.int() })

/** The lines for which less was agreed than was asked, their plan lines and needs, and what the targets lose. */
export const estimateCuts = query({
  name: 'estimates.cuts',
  summary: words(
    'Dòng dự toán bị giảm và phần không còn đủ kinh phí',
    'What no longer fits into an estimate',
  ),
  route: 'GET /estimates/{id}/cuts',
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    title: z.string(),
    state: estimateStates.schema,
    version: z.int(),
    rows: z.array(CutRow),
    losses: z.array(Loss),
  }),
  may: officers,
  async run({ db }, { id: estimateId }) {
    const row = await db
      .selectFrom('estimate')
      .select(['id', 'title', 'state', 'version'])
      .where('id', '=', estimateId)
      .executeTakeFirst()
    if (row === undefined) throw noEstimate()
    const rows = await cutRows(db, estimateId)
    const losses = new Map<number, z.infer<typeof Loss>>()
    for (const { target, lost } of rows)
      if (target !== null && lost !== null && lost > 0)
        losses.set(target.id, {
          ...{ targetId: target.id, name: target.name, nameEn: target.nameEn },
          lost: (losses.get(target.id)?.lost ?? 0) + lost,
        })
    return { ...row, state: estimateStates.schema.parse(row.state), rows, losses: [...losses.values()] }
  },
})

/** How many lines of an estimate were cut without a word of what becomes of them. */
export async function unsettledCuts(db: Db, estimateId: number): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    SELECT count(*)::int AS open FROM estimate_line e LEFT JOIN estimate_cut c ON c.line_id = e.id
     WHERE e.estimate_id = ${estimateId} AND e.agreed < e.amount AND c.id IS NULL`.execute(db)
  return rows[0]?.open ?? 0
}

/** A line as a cut is of it. @param estimateId where it must be of this estimate */
const cutLine = (db: Db, lineId: number, estimateId?: number) =>
  db
    .selectFrom('estimateLine')
    .select(['id', 'quantity', 'unitCost', 'amount', 'agreed'])
    .where('id', '=', lineId)
    .$if(estimateId !== undefined, (line) => line.where('estimateId', '=', estimateId ?? 0))
    .executeTakeFirst()

/** Says what becomes of a line for which less was agreed, why, and which needs are not met in the year. */
export const settleCut = command({
  name: 'estimates.settleCut',
  summary: words('Ghi phần bỏ, lùi, giảm của một dòng dự toán', 'Say what becomes of a line that was cut'),
  route: 'PUT /estimates/{id}/cuts/{estimateLine}',
  input: z.object({
    id: id(),
    estimateLine: id(),
    version: whole(1),
    outcome: choice(cutOutcomes.keys),
    /** How many are still done, where it is less. */
    quantity: optionalWhole(0, 1_000_000),
    reason: longText(2000),
    /** Needs that are not met in the year; of what is put off or dropped all of them are. */
    needIds: several(id()),
  }),
  output: Changed.extend({ needIds: z.array(z.int()) }),
  may: ['coordinator'],
  rules: [
    {
      of: ['estimateLine', 'outcome', 'quantity'],
      judge: async ({ estimateLine, outcome, quantity }, { db }) => {
        const line = await cutLine(db, estimateLine)
        return line === undefined ? null : cutFaults(line, { outcome, quantity })
      },
    },
    {
      of: ['estimateLine', 'needIds'],
      judge: async ({ estimateLine, needIds }, { db }) => {
        if (needIds.length === 0) return null
        const own = (await needsOf(db, [estimateLine])).map((need) => need.id)
        return needIds.every((needId) => own.includes(needId))
          ? null
          : { field: 'needIds', words: words('Dòng này không có nhu cầu đó.', 'The line has no such need.') }
      },
    },
  ],
  needs: [
    {
      field: 'quantity',
      of: ['outcome'],
      when: ({ outcome }) => outcome === 'less',
      said: words('khi làm ít hơn', 'where less of it is done'),
    },
  ],
  subject: ({ id }) => `estimate:${id}`,
  async run({ db, today }, input) {
    const row = await lockEstimate(db, input.id, input.version)
    if (row.state !== 'agreed')
      throw conflict(
        'estimates.notAgreed',
        words(
          'Chỉ ghi khi dự toán đã thẩm định và chưa trình.',
          'It is said of an estimate that was agreed to and is not submitted yet.',
        ),
      )
    const line = await cutLine(db, input.estimateLine, row.id)
    if (line === undefined || !isShort(line)) throw noLine()
    const { outcome, reason } = input
    const own = (await needsOf(db, [line.id])).map((need) => need.id)
    const out = outcome === 'whole' ? [] : outcome === 'less' ? [...new Set(input.needIds)] : own
    const said = { outcome, reason, recordedOn: today, quantity: leftAfter(line, outcome, input.quantity) }
    const { id: cutId } = await db
      .insertInto('estimateCut')
      .values({ lineId: line.id, ...said })
      .onConflict((is) => is.column('lineId').doUpdateSet(said))
      .returning('id')
      .executeTakeFirstOrThrow()
    await db.deleteFrom('estimateCutNeed').where('cutId', '=', cutId).execute()
    if (out.length > 0)
      await db
        .insertInto('estimateCutNeed')
        .values(out.map((needId) => ({ cutId, needId })))
        .execute()
    return { ...(await touch(db, row)), needIds: out }
  },
})
