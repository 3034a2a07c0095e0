import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { states } from '../platform/states.ts'
import { fold } from '../platform/text.ts'
import { noNumber } from './commands.ts'
import { numberKinds } from './register.ts'

/** Whether a number of the register counts. */
export const numberStates = states({
  given: { vi: 'Đã cấp', en: 'Given', tone: 'success' },
  cancelled: { vi: 'Đã hủy', en: 'Cancelled', tone: 'error' },
})

const NumberRow = z.object({
  id: z.int(),
  kind: numberKinds.schema,
  year: z.int(),
  issuer: z.string(),
  number: z.int(),
  symbol: z.string(),
  issuedOn: z.iso.date(),
  subject: z.string(),
  /** Typed by an officer; else the register gave it. */
  typed: z.boolean(),
  state: numberStates.schema,
  cancelledOn: z.iso.date().nullable(),
  cancelReason: z.string().nullable(),
  /** As the audit trail files it: `application:7`; null for a document that was written elsewhere. */
  record: z.string().nullable(),
  version: z.int(),
})
export type NumberRow = z.infer<typeof NumberRow>

const numbers = (db: Db) =>
  db
    .selectFrom('outgoingNumber as n')
    .select(['n.id', 'n.kind', 'n.year', 'n.issuer', 'n.number', 'n.symbol', 'n.issuedOn', 'n.subject'])
    .select(['n.typed', 'n.cancelledOn', 'n.cancelReason', 'n.record', 'n.version'])
    .select(
      sql<'given' | 'cancelled'>`CASE WHEN n.cancelled_on IS NULL THEN 'given' ELSE 'cancelled' END`.as(
        'state',
      ),
    )

/** The text by which a number is found. */
export const numberText = sql`fold(n.number || '/' || n.symbol || ' ' || n.subject)`

/** The register of out-going numbers, the last one first. */
export const listOutgoingNumbers = query({
  name: 'outgoing.list',
  summary: words('Sổ số văn bản đi', 'Register of out-going numbers'),
  route: 'GET /outgoing-numbers',
  input: z.object({
    ...listInput(['issuedOn', 'number']),
    kind: optionalChoice(numberKinds.keys),
    year: optionalYear(),
    state: optionalChoice(numberStates.keys),
  }),
  output: listOutput(NumberRow),
  may: officers,
  async run({ db }, input) {
    let rows = numbers(db)
    if (input.kind !== undefined) rows = rows.where('n.kind', '=', input.kind)
    if (input.year !== undefined) rows = rows.where('n.year', '=', input.year)
    if (input.state !== undefined)
      rows = rows.where('n.cancelledOn', input.state === 'given' ? 'is' : 'is not', null)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`${numberText} LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        issuedOn: { column: 'n.issuedOn', value: (row) => row.issuedOn, direction: 'desc' },
        number: { column: 'n.number', value: (row) => row.number, direction: 'desc' },
      },
      'n.id',
    )
  },
})

/** One number of the register. */
export const showOutgoingNumber = query({
  name: 'outgoing.show',
  summary: words('Một số văn bản đi', 'An out-going number'),
  route: 'GET /outgoing-numbers/{id}',
  input: z.object({ id: id() }),
  output: NumberRow,
  may: officers,
  async run({ db }, { id: numberId }) {
    const row = await numbers(db).where('n.id', '=', numberId).executeTakeFirst()
    if (row === undefined) throw noNumber()
    return row
  },
})
