import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { enterpriseEvidence } from '../enterprises/index.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../imports/index.ts'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { readableBy } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { type AskedField, askedOfTurn } from './asked.ts'
import { storedValue, valueKeepers } from './commands.ts'
import { judgeValues, slotOf, ValueRead, valueColumnKeys, valueColumns, valueTable } from './import-rules.ts'

/* Values of many turns out of a table, which is their proof; an enterprise brings those of its own turns. */

const imports = importOf({
  kind: 'content_values',
  capability: 'contentData',
  at: '/content-value-imports',
  subject: 'content-value-import',
  writers: [...valueKeepers],
  readers: [...officers, 'enterprise'],
})

/** The rows as they would be written now. */
async function judged({ db, actor, today }: Context, rows: readonly (ValueRead | null)[]) {
  const wanted = [...new Set(rows.flatMap((row) => (row === null ? [] : [row.turn])))]
  const found = await db
    .selectFrom('supportTurn as t')
    .innerJoin('supportContent as c', 'c.id', 't.contentId')
    .leftJoin('contentField as d', (join) => join.on(askedOfTurn).on('d.endedOn', 'is', null))
    .selectAll('d')
    .select('t.id as turnId')
    .where('t.id', '=', sql<number>`ANY(${wanted}::int[])`)
    .where('t.state', '<>', 'cancelled')
    .where(readableBy(actor, 't.enterpriseId'))
    .execute()
  const turns = new Map<number, Map<string, AskedField>>()
  for (const { turnId, ...field } of found) {
    const fields = turns.get(turnId) ?? new Map<string, AskedField>()
    if (field.name !== null) fields.set(fold(field.name), field as AskedField)
    turns.set(turnId, fields)
  }
  const values = await db
    .selectFrom('contentValue')
    .select(['turnId', 'fieldId', 'moment', 'item', 'value'])
    .where('turnId', '=', sql<number>`ANY(${[...turns.keys()]}::int[])`)
    .where('state', '<>', 'withdrawn')
    .execute()
  return judgeValues(rows, {
    turns,
    standing: new Map(values.map((one) => [slotOf(one.turnId, one.fieldId, one, fold), one.value])),
    ...{ fold, today },
  })
}

const incoming = judgedRows(imports, {
  ...{ table: valueTable, keys: valueColumnKeys, row: ValueRead, label: 'field', judged },
  kept: (row) => row,
  outcomes: ['new', 'same'],
})

/** Reads a table of values and keeps what each row would do: a new one, one that stands already, or an error with its cell. */
export const checkValues = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng số liệu theo nội dung', 'Check a table of figures by content'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const { ignored, ...found } = await incoming.read(context, input)
    return { ...found, enterpriseId: context.actor.enterpriseId, reading: { ignored } }
  },
  async kept(context, input, { enterpriseId = null }) {
    if (enterpriseId !== null) await enterpriseEvidence(context, enterpriseId, input.fileId, null)
  },
})

/** Enters the values that a check of a table showed, with the table as their proof; another person confirms them. */
export const applyValues = imports.apply({
  summary: words('Nhập bảng số liệu theo nội dung', 'Import a table of figures by content'),
  async moved(context, found) {
    // Two tables at once must not enter one value twice.
    await sql`LOCK TABLE content_value IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return incoming.moved(context, found.id)
  },
  async write(context, found) {
    const { db, today } = context
    const added = (await incoming.again(context, found.id)).flatMap(({ row, now }) => {
      if (now?.outcome !== 'new' || now.field === null) return []
      const { turn: turnId, field: _field, item = null, ...said } = row
      return [
        {
          ...{ ...said, ...storedValue(now.field, said.value), item, turnId, fieldId: now.field.id },
          ...{ importId: found.id, enteredOn: today },
        },
      ]
    })
    for (let at = 0; at < added.length; at += 500)
      await db
        .insertInto('contentValue')
        .values(added.slice(at, at + 500))
        .execute()
  },
})

/** One import: what its check found, and whether it was written. */
export const showValueImport = imports.show({
  summary: words('Một lần nhập số liệu theo nội dung', 'One import of figures by content'),
  /** Headings that a value has no place for. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(valueColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showValueImportRows = imports.rows({
  name: 'showImportRows',
  summary: words(
    'Các dòng của một lần nhập số liệu theo nội dung',
    'The rows of an import of figures by content',
  ),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showValuesToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập số liệu theo nội dung',
    'The rows in error of an import of figures by content',
  ),
  columns: valueColumns,
  keys: valueColumnKeys,
})
