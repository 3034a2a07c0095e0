import { z } from 'zod'
import { readingInput } from '../imports/index.ts'
import { id } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import type { Context } from '../platform/operation.ts'
import { lockSides, type Place } from './counterpart.ts'
import type { JudgedOwn, OwnRead } from './own-import-rules.ts'

/* What the tables of own money, of turns and of contents of tasks, share: one scan of all vouchers, locks in one order, what is written. */

/** Who declares for enterprises, having their vouchers. */
export const declarers = ['coordinator'] as const

export const scannedInput = { ...readingInput, /** One scan of the vouchers of the table. */ paperId: id() }

/** Headings that own money has no place for, and the scan of the vouchers. */
export const readingShape = { ignored: z.array(z.string()), paperId: z.int() }
export const Reading = z.object(readingShape)

interface Shown<Row> {
  readonly row: Row
  /** What it would do now. */
  readonly now: Pick<JudgedOwn<string>, 'outcome' | 'placeId'> | undefined
}

/** Locks the places of rows one by one in one order, so that two tables at once cannot wait for each other. */
export async function lockPlaces(
  { db }: Pick<Context, 'db'>,
  rows: readonly Pick<Shown<unknown>, 'now'>[],
  placeOf: (placeId: number) => Place,
): Promise<void> {
  const places = [...new Set(rows.flatMap(({ now }) => (now?.placeId == null ? [] : [now.placeId])))]
  for (const placeId of places.toSorted((one, other) => one - other)) await lockSides(db, placeOf(placeId))
}

/** Declares the new ones of the rows of an import, with the scan of its table as their voucher. */
export async function declareRows(
  context: Context,
  found: { readonly id: number; readonly reading: unknown },
  rows: readonly Shown<Pick<OwnRead, 'documentNumber' | 'paidOn' | 'amount' | 'purpose'>>[],
  placeOf: (placeId: number) => Place,
): Promise<void> {
  const { db, actor, now: declaredAt } = context
  const file = await evidence(context, Reading.parse(found.reading).paperId)
  const by = { declaredBy: actor.userId, declaredAt, importId: found.id, fileId: file.id }
  const added = rows.flatMap(({ row: { documentNumber, paidOn, amount, purpose }, now }) =>
    now?.outcome !== 'new' || now.placeId === null
      ? []
      : [{ documentNumber, paidOn, amount, purpose, ...by, ...placeOf(now.placeId) }],
  )
  for (let from = 0; from < added.length; from += 500)
    await db
      .insertInto('ownPayment')
      .values(added.slice(from, from + 500))
      .execute()
}
