import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'
import { decimalNumber } from '../platform/numbers.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { targetColumns } from './insert.ts'
import { PlanDocument } from './rules.ts'
import { goalNumber, linesOf, uncountedQuantities } from './targets.ts'

/* A quantity of the budget table that no target follows, and how it comes to be followed. */

/** The first number of a cell with the words behind it: `01 lượt` is 1 and `lượt`. Null: there is none. */
export function quantityOf(text: string): { number: number; unit: string } | null {
  const [, typed = '', unit = ''] = /(\d+(?:[.,]\d+)*)\s*([^\d,;]*)/.exec(text) ?? []
  const number = decimalNumber(typed, { point: 'groups', comma: 'decimal' })
  return typed === '' || number === null ? null : { number, unit: unit.trim() }
}

/** A line whose quantity nothing follows yet. */
export interface OpenQuantity {
  readonly lineId: number
  readonly planId: number
  readonly plan: string
  readonly code: string
  readonly title: Words
  /** As the table has it: `01 lượt`. */
  readonly quantity: Words
  readonly number: number
  readonly unit: string
}

/** The quantities that no target follows, of the plans in force. @param lineId of this line alone */
export async function openQuantities(db: Db, lineId?: number): Promise<OpenQuantity[]> {
  let rows = db
    .selectFrom('budgetLine as l')
    .innerJoin('plan as p', 'p.id', 'l.planId')
    .select(['l.id as lineId', 'l.planId', 'l.code', 'p.number', 'p.document'])
    .where('p.state', '=', 'active')
    .where('l.quantity', 'is not', null)
    .orderBy('p.id')
    .orderBy('l.ord')
  if (lineId !== undefined) rows = rows.where('l.id', '=', lineId)
  const plans = new Map<number, PlanDocument>()
  const found: OpenQuantity[] = []
  for (const row of await rows.execute()) {
    const document = plans.get(row.planId) ?? PlanDocument.parse(row.document)
    plans.set(row.planId, document)
    const open = uncountedQuantities(document).find(({ code }) => code === row.code)
    const line = document.budget.lines.find(({ code }) => code === row.code)
    const said = open === undefined ? null : quantityOf(open.quantity.vi)
    if (open === undefined || line === undefined || said === null) continue
    const { lineId: id, planId, code, number: plan } = row
    found.push({
      ...{ lineId: id, planId, plan, code, quantity: open.quantity, ...said },
      title: words(line.vi, line.en),
    })
  }
  return found
}

/**
 * Follows the quantity of a budget line by an indicator from now on: a target of its own, or beside the number of the text where the
 * plan has a target of that indicator already (both are shown until it is decided in writing). The signed text stays as it is.
 * @param number the quantity, where the cell has several
 * @throws Problem 404 for a line without an open quantity; 409 where the indicator already follows a quantity of this table
 */
export async function followQuantity(
  db: Db,
  of: { readonly lineId: number; readonly indicator: string; readonly number?: number | undefined },
): Promise<OpenQuantity> {
  const line = await db
    .selectFrom('budgetLine')
    .select('planId')
    .where('id', '=', of.lineId)
    .executeTakeFirst()
  if (line !== undefined)
    await db.selectFrom('plan').select('id').where('id', '=', line.planId).forUpdate().execute()
  const [open] = await openQuantities(db, of.lineId)
  if (open === undefined)
    throw notFound(words('số lượng chưa có chỉ tiêu theo dõi', 'Quantity without a target'))
  const { startsOn, endsOn, document } = await db
    .selectFrom('plan')
    .select(['startsOn', 'endsOn', 'document'])
    .where('id', '=', open.planId)
    .executeTakeFirstOrThrow()
  const plan = PlanDocument.parse(document)
  const number = of.number ?? open.number
  const there = plan.targets.find(({ indicator }) => indicator === of.indicator)
  if (there !== undefined && linesOf(there).length > 0)
    throw conflict(
      'plan.quantityFollowed',
      words(
        `Chỉ số này đã theo dõi số lượng của mục ${there.lines}; xin lập chỉ số riêng.`,
        `This indicator follows the quantity of line ${there.lines}; please compose another.`,
      ),
      'indicator',
    )
  const targets =
    there === undefined
      ? [...plan.targets, ownTarget(open, of.indicator, number)]
      : plan.targets.map((target) => (target === there ? besideText(target, open.code, number) : target))
  await db
    .updateTable('plan')
    .set({ document: JSON.stringify({ ...plan, targets }) })
    .where('id', '=', open.planId)
    .execute()
  const added = targets.at(-1)
  if (there === undefined && added !== undefined) {
    const { id } = await db
      .selectFrom('indicator')
      .select('id')
      .where('key', '=', of.indicator)
      .executeTakeFirstOrThrow()
    const [firstYear, lastYear] = [startsOn, endsOn].map((day) => Number(day.slice(0, 4)))
    await db
      .insertInto('target')
      .values({
        planId: open.planId,
        indicatorId: id,
        firstYear: firstYear ?? 0,
        lastYear: lastYear ?? 0,
        ...targetColumns(added, targets.length - 1),
      })
      .execute()
  }
  return open
}

type Target = PlanDocument['targets'][number]

const ownTarget = ({ code, title, quantity }: OpenQuantity, indicator: string, number: number): Target => ({
  vi: `${quantity.vi}: ${title.vi}`,
  en: `${quantity.en}: ${title.en}`,
  indicator,
  bound: 'exactly',
  minimum: number,
  maximum: number,
  parent: null,
  article: `PL.${code}`,
  lines: code,
})

const besideText = (target: Target, code: string, number: number): Target => ({
  ...target,
  lines: code,
  ...(goalNumber(target) === number ? {} : { tableNumber: number }),
})
