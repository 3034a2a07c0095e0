import { sql } from 'kysely'
import { z } from 'zod'
import { untouched } from '../platform/catalogue.ts'
import type { Db } from '../platform/database.ts'
import { addDays, formatDate } from '../platform/dates.ts'
import { day, fieldProblems, flag, id, longText, optionalDay, text } from '../platform/fields.ts'
import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalid, invalidField, notFound } from '../platform/problem.ts'
import { instrumentFields } from './instrument-fields.ts'
import { isTerms, type LegalData, ruleKeys, shapeOf } from './rules.ts'

explainConstraint('legal_instrument_number', () =>
  conflict(
    'legal.duplicate',
    words('Văn bản có số, ký hiệu này đã được nhập.', 'An instrument of this number is there already.'),
    'number',
  ),
)
const sameStart = () =>
  conflict(
    'legal.ruleExists',
    words(
      'Quy tắc này đã có giá trị bắt đầu từ chính ngày đó.',
      'This rule already has a value that begins on that very day.',
    ),
    'validFrom',
  )
explainConstraint('legal_rule_once', sameStart)

/** Brings the instruments and rules up to data/: adds those that are missing, corrects those that no officer has touched. */
export async function updateLaw(db: Db, law: LegalData): Promise<void> {
  await db
    .insertInto('legalInstrument')
    .values(law.instruments)
    .onConflict((existing) =>
      existing
        .column('number')
        .doUpdateSet((row) => ({
          title: row.ref('excluded.title'),
          titleEn: row.ref('excluded.titleEn'),
          issuer: row.ref('excluded.issuer'),
          issuedOn: row.ref('excluded.issuedOn'),
          validFrom: row.ref('excluded.validFrom'),
          validTo: row.ref('excluded.validTo'),
          note: row.ref('excluded.note'),
          noteEn: row.ref('excluded.noteEn'),
          toCheck: row.ref('excluded.toCheck'),
        }))
        .where(sql<boolean>`(legal_instrument.title, legal_instrument.title_en, legal_instrument.issued_on,
            legal_instrument.valid_from, legal_instrument.valid_to, legal_instrument.note, legal_instrument.note_en,
            legal_instrument.to_check)
          IS DISTINCT FROM (excluded.title, excluded.title_en, excluded.issued_on, excluded.valid_from, excluded.valid_to,
            excluded.note, excluded.note_en, excluded.to_check)`)
        .where(untouched('legal_instrument', sql`legal_instrument.id::text`)),
    )
    .execute()
  const ids = new Map(
    (await db.selectFrom('legalInstrument').select(['id', 'number']).execute()).map((row) => [
      row.number,
      row.id,
    ]),
  )
  for (const { instrument, ...rule } of law.rules) {
    const instrumentId = ids.get(instrument)
    if (instrumentId === undefined)
      throw new Error(`Rule ${rule.key} names ${instrument}, which is not there`)
    shapeOf(rule.key)?.parse(rule.value)
    await db
      .insertInto('legalRule')
      .values({ ...rule, instrumentId, value: JSON.stringify(rule.value) })
      .onConflict((existing) =>
        existing
          .columns(['key', 'validFrom'])
          .doUpdateSet({ toCheck: false })
          // held against its source since, with the value that it had
          .where(
            sql<boolean>`legal_rule.to_check AND NOT excluded.to_check AND legal_rule.value = excluded.value`,
          )
          .where(untouched('legal_rule', sql`legal_rule.id::text`)),
      )
      .execute()
  }
}

const Changed = z.object({ id: z.int() })

const notInOrder = words(
  'Ngày hết hiệu lực phải sau ngày có hiệu lực.',
  'The last day must come after the first.',
)
const validInOrder = inOrder('validFrom', 'validTo', notInOrder)

/** Adds a legal instrument. */
export const addInstrument = command({
  name: 'legal.addInstrument',
  summary: words('Thêm văn bản', 'Add an instrument'),
  route: 'POST /legal/instruments',
  input: z.object(instrumentFields.input),
  output: Changed,
  may: ['coordinator'],
  rules: [validInOrder],
  subject: (_input, output) => `legal_instrument:${output.id}`,
  async run({ db }, input) {
    return db
      .insertInto('legalInstrument')
      .values(instrumentFields.values(input))
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** Corrects an instrument; `checked` says that it was held against the original. */
export const editInstrument = command({
  name: 'legal.editInstrument',
  summary: words('Sửa văn bản', 'Correct a legal instrument'),
  route: 'PUT /legal/instruments/{id}',
  input: z.object({ id: id(), ...instrumentFields.input, checked: flag() }),
  output: Changed,
  may: ['coordinator'],
  rules: [validInOrder],
  subject: (input) => `legal_instrument:${input.id}`,
  async run({ db }, input) {
    const row = await db
      .updateTable('legalInstrument')
      .set({ ...instrumentFields.values(input), toCheck: !input.checked })
      .where('id', '=', input.id)
      .returning('id')
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('văn bản', 'Instrument'))
    return row
  },
})

/**
 * Adds the value that a rule has from a day on. The value that held until then ends on the day before; the values that
 * hold one after the other never overlap, so that a day has one answer.
 */
export const addRule = command({
  name: 'legal.addRule',
  summary: words('Thêm quy tắc hoặc giá trị mới của quy tắc', 'Add a rule, or a new value of a rule'),
  route: 'POST /legal/rules',
  input: z.object({
    instrumentId: id(),
    key: text(80),
    article: text(100),
    name: text(300),
    nameEn: text(300),
    value: z.unknown().meta({ description: 'The shape that the key asks for; amounts in đồng' }),
    validFrom: day(),
    validTo: optionalDay(),
  }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    validInOrder,
    { of: ['key', 'value'], check: ({ key, value }) => checkedValue(key, value) },
    { of: ['instrumentId'], judge: ({ instrumentId }, { db }) => instrumentThere(db, instrumentId) },
    {
      of: ['key', 'validFrom', 'validTo'],
      check: async ({ key, validFrom, validTo }, { db }) => {
        const next = (await valuesOf(db, key)).find((other) => other.validFrom > validFrom)
        beforeNext(validTo, next)
      },
    },
  ],
  subject: (_input, output) => `legal_rule:${output.id}`,
  async run({ db }, input) {
    const value = checkedValue(input.key, input.value)
    // One key, one writer at a time: rows cannot be locked before there are any.
    await sql`SELECT pg_advisory_xact_lock(hashtext(${`legal_rule ${input.key}`}))`.execute(db)
    const others = await valuesOf(db, input.key)
    if (others.some((other) => other.validFrom === input.validFrom)) throw sameStart()
    const next = others.find((other) => other.validFrom > input.validFrom)
    const validTo = input.validTo ?? (next === undefined ? null : addDays(next.validFrom, -1))
    beforeNext(input.validTo, next)
    const before = others.findLast((other) => other.validFrom < input.validFrom)
    if (before !== undefined && (before.validTo === null || before.validTo >= input.validFrom)) {
      await db
        .updateTable('legalRule')
        .set({ validTo: addDays(input.validFrom, -1) })
        .where('id', '=', before.id)
        .execute()
    }
    return db
      .insertInto('legalRule')
      .values({ ...input, value: JSON.stringify(value), validTo })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

async function instrumentThere(db: Db, instrumentId: number) {
  const instrument = await db
    .selectFrom('legalInstrument')
    .select('id')
    .where('id', '=', instrumentId)
    .executeTakeFirst()
  if (instrument !== undefined) return null
  return {
    field: 'instrumentId',
    words: words('Không có văn bản này.', 'There is no such instrument.'),
  }
}

function checkedValue(key: string, value: unknown): unknown {
  const shape = shapeOf(key)
  if (shape === null) {
    throw invalidField('key', {
      vi: `Khóa phải là ${ruleKeys.join(', ')}.`,
      en: `The key must be ${ruleKeys.join(', ')}.`,
    })
  }
  const parsed = shape.safeParse(value, { reportInput: true })
  if (parsed.success) return parsed.data
  throw invalid(
    fieldProblems(parsed.error).map(({ field, words }) => ({
      field: field === '' ? 'value' : `value.${field}`,
      words,
    })),
  )
}

interface Value {
  readonly id: number
  readonly validFrom: string
}

/** The values that a rule has had, the first one first. */
const valuesOf = (db: Db, key: string) =>
  db
    .selectFrom('legalRule')
    .select(['id', 'validFrom', 'validTo'])
    .where('key', '=', key)
    .orderBy('validFrom')
    .execute()

/** @throws Problem 422 when a value would hold on the first day of the next */
function beforeNext(validTo: string | undefined, next: Value | undefined): void {
  if (next === undefined || validTo === undefined || validTo < next.validFrom) return
  throw invalidField('validTo', {
    vi: `Giá trị tiếp theo bắt đầu từ ${formatDate(next.validFrom)}; xin kết thúc trước ngày đó.`,
    en: `The next value begins on ${formatDate(next.validFrom)}; end before that day.`,
  })
}

/** @throws Problem 422 when a value would end before it begins, or on the first day of the next */
function mayEnd(values: readonly Value[], { id: valueId, validTo }: { id: number; validTo: string }): void {
  const place = values.findIndex((row) => row.id === valueId)
  const first = values[place]?.validFrom
  if (first !== undefined && validTo < first) throw invalidField('validTo', notInOrder)
  beforeNext(validTo, values[place + 1])
}

/** Ends a rule on its last day, when nothing replaces it. */
export const endRule = command({
  name: 'legal.endRule',
  summary: words('Kết thúc hiệu lực của quy tắc', 'End a rule'),
  route: 'POST /legal/rules/{id}/end',
  input: z.object({ id: id(), validTo: day() }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'validTo'],
      check: async (input, { db }) => {
        const found = await db
          .selectFrom('legalRule')
          .select('key')
          .where('id', '=', input.id)
          .executeTakeFirst()
        if (found !== undefined) mayEnd(await valuesOf(db, found.key), input)
      },
    },
  ],
  subject: (input) => `legal_rule:${input.id}`,
  async run({ db }, input) {
    const found = await db.selectFrom('legalRule').select('key').where('id', '=', input.id).executeTakeFirst()
    if (found === undefined) throw notFound(words('quy tắc', 'Rule'))
    await sql`SELECT pg_advisory_xact_lock(hashtext(${`legal_rule ${found.key}`}))`.execute(db)
    mayEnd(await valuesOf(db, found.key), input)
    await db.updateTable('legalRule').set({ validTo: input.validTo }).where('id', '=', input.id).execute()
    return { id: input.id }
  },
})

/**
 * Corrects the terms of a procedure as they were entered: article, words, numbers. They are read by people, no decision is reckoned by
 * them, so they are put right in place with a reason; other rules are ended and entered anew.
 */
export const correctTerms = command({
  name: 'legal.correctTerms',
  summary: words('Sửa quy định của một quy tắc', 'Correct the terms of a rule'),
  route: 'PUT /legal/rules/{id}',
  input: z.object({
    id: id(),
    instrumentId: id(),
    article: text(100),
    name: text(300),
    nameEn: text(300),
    value: z.unknown().meta({ description: 'The terms as `legal.addRule` takes them' }),
    checked: flag(),
    reason: longText(2000),
  }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    { of: ['value'], check: ({ value }) => checkedValue('terms.any', value) },
    { of: ['instrumentId'], judge: ({ instrumentId }, { db }) => instrumentThere(db, instrumentId) },
  ],
  subject: (input) => `legal_rule:${input.id}`,
  async run({ db }, { id: ruleId, value, checked, reason: _reason, ...input }) {
    const found = await db
      .selectFrom('legalRule')
      .select('key')
      .where('id', '=', ruleId)
      .forUpdate()
      .executeTakeFirst()
    if (found === undefined || !isTerms(found.key)) throw notFound(words('quy tắc', 'Rule'))
    await db
      .updateTable('legalRule')
      .set({ ...input, value: JSON.stringify(checkedValue(found.key, value)), toCheck: !checked })
      .where('id', '=', ruleId)
      .execute()
    return { id: ruleId }
  },
})

/** Says that a rule that was entered from memory has been held against the original and is right. */
export const confirmRule = command({
  name: 'legal.confirmRule',
  summary: words('Xác nhận đã đối chiếu quy tắc với văn bản gốc', 'Confirm a rule against the original'),
  route: 'POST /legal/rules/{id}/confirm',
  input: z.object({ id: id() }),
  output: Changed,
  may: ['coordinator'],
  subject: (input) => `legal_rule:${input.id}`,
  async run({ db }, input) {
    const row = await db
      .updateTable('legalRule')
      .set({ toCheck: false })
      .where('id', '=', input.id)
      .returning('id')
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('quy tắc', 'Rule'))
    return row
  },
})
