import { sql } from 'kysely'
import { z } from 'zod'
import { type EarlierAct, holdPersonsApart } from '../controls/index.ts'
import { activePlan, recordFact, retractFact } from '../plan/index.ts'
import { type Actor, actsFor, type Grant, staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import {
  id,
  longText,
  optionalChoice,
  optionalId,
  optionalText,
  optionalYear,
  text,
} from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type Context, command, query } from '../platform/operation.ts'
import { conflict, explainConstraint, forbidden, invalidField, notFound } from '../platform/problem.ts'
import { valueFields } from './fields.ts'
import { valueStates } from './rules.ts'
import { amountProblem, yearProblem } from './value-rules.ts'

/*
 * A value of an indicator that an agency answers for: entered with its evidence, confirmed by another person, then a fact like any
 * other. An estimate ("ước thực hiện") is kept beside the results and never becomes a fact.
 */

explainConstraint('indicator_value_once', () =>
  conflict(
    'indicatorValues.once',
    words(
      'Năm này đã có số đang chờ hoặc đã xác nhận; xin trả lại hoặc rút số đó trước.',
      'This year has a value that waits or is confirmed; return or withdraw that one first.',
    ),
    'year',
  ),
)

export const mayEnter: readonly Grant[] = staff.filter((grant) => grant !== 'auditor')

/** The agency that answers for an indicator enters its values; the coordinator enters for any. */
export const mayEnterFor = (actor: Actor, agencyId: number): boolean =>
  actor.grants.has('coordinator') || actsFor(actor, agencyId)

/** @throws Problem 403 for another agency than the one that answers for the indicator */
export function requireAgency(actor: Actor, agencyId: number): void {
  if (mayEnterFor(actor, agencyId)) return
  throw forbidden(
    words(
      'Chỉ cơ quan được giao chỉ số này hoặc cơ quan điều hành nhập, rút số.',
      'Only the agency that answers for this indicator, or the coordinator, enters and withdraws its values.',
    ),
  )
}

/** Enters the value of a year with its evidence; another person confirms it. */
export const enterValue = command({
  name: 'indicators.enterValue',
  summary: words('Nhập số của một chỉ số', "Enter an indicator's value"),
  route: 'POST /indicator-values',
  input: z.object({ key: text(100), ...valueFields.input }),
  output: z.object({ id: z.int(), key: z.string() }),
  may: mayEnter,
  rules: [
    { of: ['key'], check: ({ key }, { db }) => enteredIndicator(db, key) },
    {
      of: ['year', 'estimate'],
      judge: async (input, context) =>
        yearProblem(input, await activePlan(context), Number(context.today.slice(0, 4))),
    },
    {
      of: ['key', 'value'],
      judge: async ({ key, value }, { db }) => {
        const wrong = amountProblem(value, (await enteredIndicator(db, key)).unit)
        return wrong === null ? null : { field: 'value', words: wrong }
      },
    },
    notAhead('paperOn'),
  ],
  subject: (_input, output) => `indicator_value:${output.id}`,
  async run(context, input) {
    const { db, actor, now } = context
    const plan = await activePlan(context)
    const { agencyId, ...indicator } = await enteredIndicator(db, input.key)
    requireAgency(actor, agencyId)
    const file = await evidence(context, input.fileId)
    return db
      .insertInto('indicatorValue')
      .values({
        ...valueFields.values(input),
        planId: plan.id,
        indicatorId: indicator.id,
        agencyId,
        fileId: file.id,
        enteredBy: actor.userId ?? actor.name,
        enteredAt: now,
      })
      .returning(['id', sql<string>`${input.key}`.as('key')])
      .executeTakeFirstOrThrow()
  },
})

/** Who entered a value does not confirm it. */
export const valueEntered = {
  table: 'indicatorValue',
  by: 'enteredBy',
  at: 'enteredAt',
  did: words('Bạn đã nhập số này', 'You entered this value'),
} satisfies EarlierAct

/** Confirms a value that another person entered. A result becomes a fact; an estimate stays beside the results. */
export const confirmValue = command({
  name: 'indicators.confirmValue',
  summary: words('Xác nhận số của một chỉ số', "Confirm an indicator's value"),
  route: 'POST /indicator-values/{id}/confirmation',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), key: z.string() }),
  may: mayEnter,
  subject: (input) => `indicator_value:${input.id}`,
  async run(context, input) {
    const row = await lockedValue(context, input.id, 'entered')
    await confirm(context, [row])
    return { id: row.id, key: row.key }
  },
})

/** Confirms the values of an imported table that still wait, all or none. */
export const confirmImportedValues = command({
  name: 'indicators.confirmImportedValues',
  summary: words('Xác nhận các số đã nhập từ một bảng', 'Confirm the values of an imported table'),
  route: 'POST /indicator-value-imports/{id}/confirmation',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), confirmed: z.int() }),
  may: mayEnter,
  subject: (input) => `indicator-value-import:${input.id}`,
  async run(context, input) {
    const waiting = await lockable(context.db)
      .where('v.importId', '=', input.id)
      .where('v.state', '=', 'entered')
      .orderBy('v.id')
      .execute()
    if (waiting.length === 0)
      throw conflict(
        'indicatorValues.noneWaits',
        words('Bảng này không có số nào chờ xác nhận.', 'No value of this table waits to be confirmed.'),
      )
    await confirm(context, waiting)
    return { id: input.id, confirmed: waiting.length }
  },
})

/**
 * Confirms values that are locked and wait; each result becomes a fact.
 * @throws Problem 403 for another agency's value, 409 for whoever entered one
 */
async function confirm(context: Context, rows: readonly LockedValue[]): Promise<void> {
  const { db, actor, now, today } = context
  for (const { agencyId } of rows) requireAgency(actor, agencyId)
  // The values of one table were entered at one moment.
  const entries = new Map(rows.map((row) => [`${row.enteredBy}/${row.enteredAt.getTime()}`, row]))
  for (const { enteredBy: account, enteredAt: at } of entries.values())
    await holdPersonsApart(context, 'value', { account, at }, valueEntered.did)
  await db
    .updateTable('indicatorValue')
    .set({ state: 'confirmed', confirmedBy: actor.userId ?? actor.name, confirmedAt: now })
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .execute()
  for (const row of rows) {
    if (row.estimate) continue
    const shown = `${formatNumber(row.value, 'vi')} ${row.unit}`
    await recordFact(db, {
      planId: row.planId,
      kind: 'value.entered',
      year: row.year,
      occurredOn: `${row.year}-12-31` > today ? today : `${row.year}-12-31`,
      quantity: row.value,
      subject: `indicator:${row.indicatorId}`,
      recordType: 'indicator_value',
      recordId: row.id,
      label: `${row.name}, ${row.year}: ${shown}`,
      fileId: row.fileId,
    })
  }
}

/** Returns a value that waits, or withdraws a confirmed one, with the reason; it stays on record and counts no more. */
export const withdrawValue = command({
  name: 'indicators.withdrawValue',
  summary: words('Trả lại hoặc rút số của một chỉ số', "Return or withdraw an indicator's value"),
  route: 'POST /indicator-values/{id}/withdrawal',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: z.object({ id: z.int(), key: z.string() }),
  may: mayEnter,
  subject: (input) => `indicator_value:${input.id}`,
  async run(context, input) {
    const { db, actor } = context
    const row = await lockedValue(context, input.id, 'entered', 'confirmed')
    requireAgency(actor, row.agencyId)
    const state = row.state === 'entered' ? 'returned' : 'withdrawn'
    await db
      .updateTable('indicatorValue')
      .set({ state, reason: input.reason })
      .where('id', '=', row.id)
      .execute()
    if (row.state === 'confirmed' && !row.estimate)
      await retractFact(db, {
        kind: 'value.entered',
        recordType: 'indicator_value',
        recordId: row.id,
        reason: input.reason,
      })
    return { id: row.id, key: row.key }
  },
})

const lockable = (db: Db) =>
  db
    .selectFrom('indicatorValue as v')
    .innerJoin('indicator as i', 'i.id', 'v.indicatorId')
    .selectAll('v')
    .select(['i.key', 'i.name', 'i.unit'])
    .forUpdate('v')
type LockedValue = Awaited<ReturnType<ReturnType<typeof lockable>['execute']>>[number]

async function lockedValue({ db }: Context, valueId: number, ...wanted: readonly string[]) {
  const row = await lockable(db).where('v.id', '=', valueId).executeTakeFirst()
  if (row === undefined) throw notFound(words('số đã nhập', 'Entered value'))
  if (!wanted.includes(row.state)) {
    const { vi, en } = valueStates.wordsOf(row.state)
    throw conflict(
      'indicatorValues.state',
      words(`Số này đang ở tình trạng “${vi}”.`, `The value is in state “${en}”.`),
    )
  }
  return row
}

const Row = z.object({
  id: z.int(),
  plan: z.string(),
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  unitEn: z.string(),
  year: z.int(),
  value: z.number(),
  estimate: z.boolean(),
  agency: z.string(),
  agencyEn: z.string(),
  paperNumber: z.string().nullable(),
  paperOn: z.iso.date().nullable(),
  note: z.string().nullable(),
  state: valueStates.schema,
  enteredBy: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  reason: z.string().nullable(),
  file: z.object({ id: z.int(), name: z.string() }),
})
export type ValueRow = z.infer<typeof Row>

function valuesOf(db: Db) {
  const person = (column: 'v.enteredBy' | 'v.confirmedBy') =>
    sql<string | null>`(SELECT name FROM account u WHERE u.id = ${sql.ref(column)})`
  return db
    .selectFrom('indicatorValue as v')
    .innerJoin('indicator as i', 'i.id', 'v.indicatorId')
    .innerJoin('plan as p', 'p.id', 'v.planId')
    .innerJoin('agency as a', 'a.id', 'v.agencyId')
    .innerJoin('file as f', 'f.id', 'v.fileId')
    .select([
      'v.id',
      'p.number as plan',
      'i.key',
      'i.name',
      'i.nameEn',
      'i.unit',
      'i.unitEn',
      'v.year',
      'v.value',
    ])
    .select([
      'v.estimate',
      'a.name as agency',
      'a.nameEn as agencyEn',
      'v.paperNumber',
      'v.paperOn',
      'v.note',
      'v.state',
      'v.reason',
    ])
    .select(['f.id as fileId', 'f.name as fileName', person('v.enteredBy').as('enteredBy')])
    .select(person('v.confirmedBy').as('confirmedBy'))
}

const shownValue = ({
  fileId,
  fileName,
  ...row
}: Awaited<ReturnType<ReturnType<typeof valuesOf>['execute']>>[number]) => ({
  ...row,
  file: { id: fileId, name: fileName },
})

/** One value, with its evidence. */
export const showValue = query({
  name: 'indicators.value',
  summary: words('Một số đã nhập', 'One entered value'),
  route: 'GET /indicator-values/{id}',
  input: z.object({ id: id() }),
  output: Row,
  may: staff,
  async run({ db }, input) {
    const row = await valuesOf(db).where('v.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw notFound(words('số đã nhập', 'Entered value'))
    return shownValue(row)
  },
})

/** The values entered under the plans, newest year first. */
export const listValues = query({
  name: 'indicators.values',
  summary: words('Số các cơ quan nhập', 'Values entered by agencies'),
  route: 'GET /indicator-values',
  input: z.object({
    ...listInput(['year']),
    id: optionalId(),
    key: optionalText(100),
    year: optionalYear(),
    state: optionalChoice(valueStates.keys),
  }),
  output: listOutput(Row),
  may: staff,
  async run({ db }, input) {
    let rows = valuesOf(db)
    if (input.id !== undefined) rows = rows.where('v.id', '=', input.id)
    if (input.key !== undefined) rows = rows.where('i.key', '=', input.key)
    if (input.year !== undefined) rows = rows.where('v.year', '=', input.year)
    if (input.state !== undefined) rows = rows.where('v.state', '=', input.state)
    const page = await pageOf(
      rows,
      input,
      { year: { column: 'v.year', value: (row) => row.year, direction: 'desc' } },
      'v.id',
    )
    return {
      ...page,
      rows: page.rows.map(shownValue),
    }
  },
})

/** An indicator that an agency enters. @throws Problem 404 for none, 422 for one that is counted or computed */
async function enteredIndicator(db: Db, key: string) {
  const indicator = await db
    .selectFrom('indicator')
    .select(['id', 'way', 'agencyId', 'unit'])
    .where('key', '=', key)
    .executeTakeFirst()
  if (indicator === undefined) throw notFound(words('chỉ số', 'Indicator'))
  const { id: indicatorId, agencyId, unit } = indicator
  if (indicator.way === 'entered' && agencyId !== null) return { id: indicatorId, agencyId, unit }
  throw invalidField(
    'key',
    words(
      'Chỉ số này được đếm hoặc tính, không nhập số.',
      'This indicator is counted or computed, not entered.',
    ),
  )
}
