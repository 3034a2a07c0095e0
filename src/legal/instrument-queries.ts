import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { fold } from '../platform/text.ts'
import { instrumentFields } from './instrument-fields.ts'
import { RuleRow, ruleRows } from './rule-rows.ts'

/** Whether an instrument was held against its original. */
export const instrumentStates = states({
  toCheck: { vi: 'Cần đối chiếu', en: 'To be verified', tone: 'warning' },
  checked: words('Đã đối chiếu', 'Verified'),
})

export const InstrumentRow = z.object({
  id: z.int(),
  ...instrumentFields.row,
  toCheck: z.boolean(),
})
export type InstrumentRow = z.infer<typeof InstrumentRow>

export const instrumentRows = (db: Db) =>
  db.selectFrom('legalInstrument as i').select(InstrumentRow.keyof().options)

/** What the search and the list look an instrument up by. */
export const instrumentText = sql`fold(i.number || ' ' || i.title || ' ' || i.title_en)`

/** The legal instruments, the latest before others; open to everyone. */
export const listInstruments = query({
  name: 'legal.listInstruments',
  summary: words('Danh sách văn bản', 'List of legal instruments'),
  route: 'GET /legal/instruments',
  input: z.object({
    ...listInput(['issuedOn', 'number', 'validFrom', 'validTo', 'issuer', 'title']),
    state: optionalChoice(instrumentStates.keys),
  }),
  output: listOutput(InstrumentRow),
  may: ['public'],
  async run({ db }, input) {
    let rows = instrumentRows(db)
    if (input.state !== undefined) rows = rows.where('i.toCheck', '=', input.state === 'toCheck')
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`${instrumentText} LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        issuedOn: { ...byDay('i.issuedOn', (row) => row.issuedOn), direction: 'desc' },
        number: byText('i.number', (row) => row.number),
        validFrom: byDay('i.validFrom', (row) => row.validFrom),
        validTo: byDay('i.validTo', (row) => row.validTo),
        issuer: byText('i.issuer', (row) => row.issuer),
        title: byText('i.title', (row) => row.title),
      },
      'i.id',
    )
  },
})

/** One instrument, with the rules that rest on it. */
export const showInstrument = query({
  name: 'legal.showInstrument',
  summary: words('Một văn bản', 'One legal instrument'),
  route: 'GET /legal/instruments/{id}',
  input: z.object({ id: id() }),
  output: InstrumentRow.extend({ rules: z.array(RuleRow) }),
  may: ['public'],
  async run({ db, today }, input) {
    const row = await instrumentRows(db).where('i.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw notFound(words('văn bản', 'Instrument'))
    const rules = await ruleRows(db, today).where('r.instrumentId', '=', input.id).execute()
    return { ...row, rules }
  },
})
