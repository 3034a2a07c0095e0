import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Grant } from './actor.ts'
import { editEntry, endEntry, type KeptCatalogue } from './catalogue.ts'
import { id, text, whole } from './fields.ts'
import type { Words } from './language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from './list.ts'
import { command, query, type Rule } from './operation.ts'
import { conflict, explainConstraint } from './problem.ts'
import { columnName, fold } from './text.ts'

/** What `recordFields` gives for the fields of an entry, as far as its commands and its list need it. */
interface EntryFields<I extends z.ZodRawShape, R extends z.ZodRawShape> {
  readonly input: I
  readonly row: R
  readonly values: (input: z.output<z.ZodObject<I>>) => object
  readonly select: (alias: 'k') => readonly string[]
}

const Keyed = { id: id(), version: whole(1) }
type Keyed = typeof Keyed
const Changed = z.object({ id: z.int(), version: z.int() })

/**
 * A catalogue that an office keeps: what adds, edits and ends an entry, and its list. An entry is chosen until it is ended;
 * what has chosen it keeps it.
 * @param of.uses how many records have chosen the entry `k`
 * @param of.rules what an edit must hold to beside its fields
 */
export function keptCatalogue<I extends z.ZodRawShape, R extends z.ZodRawShape>(of: {
  readonly table: KeptCatalogue
  readonly fields: EntryFields<I, R>
  /** What one entry is called in messages. */
  readonly one: Words
  /** Below /api/v1. */
  readonly route: `/${string}`
  /** Who keeps it, and who reads it. */
  readonly may: { readonly keep: readonly Grant[]; readonly read: readonly Grant[] }
  readonly add: { readonly name: string; readonly summary: Words }
  readonly edit: {
    readonly name: string
    readonly summary: Words
    readonly rules?: readonly Rule<z.output<z.ZodObject<I & Keyed>>>[]
  }
  readonly end: { readonly name: string; readonly summary: Words }
  readonly list: { readonly name: string; readonly summary: Words }
  /** What is said where there is one of the name already. */
  readonly twice: { readonly code: string; readonly words: Words }
  readonly uses: RawBuilder<number>
}) {
  const { fields, route, table } = of
  const subject = (entry: { readonly id: number }) => `${columnName(table)}:${entry.id}`
  explainConstraint(`${columnName(table)}_name`, () => conflict(of.twice.code, of.twice.words, 'name'))

  const add = command({
    ...of.add,
    route: `POST ${route}`,
    input: z.object(fields.input),
    output: Changed,
    may: of.may.keep,
    subject: (_input, output) => subject(output),
    run: ({ db }, input) =>
      db
        .insertInto(table as 'expertise')
        .values(fields.values(input) as { name: string; nameEn: string })
        .returning(['id', 'version'])
        .executeTakeFirstOrThrow(),
  })

  const edit = command({
    ...of.edit,
    route: `PUT ${route}/{id}`,
    input: z.object({ ...fields.input, ...Keyed }),
    output: Changed,
    may: of.may.keep,
    subject: (input) => subject(input as Entry),
    run: ({ db }, input) =>
      editEntry(db, table, input as Entry, fields.values(input as z.output<z.ZodObject<I>>)),
  })

  const end = command({
    ...of.end,
    route: `POST ${route}/{id}/end`,
    input: z.object({ id: id(), reason: text(500) }),
    output: z.object({ id: z.int() }),
    may: of.may.keep,
    subject,
    run: ({ db, today }, entry) => endEntry(db, table, entry.id, today, of.one),
  })

  const list = query({
    ...of.list,
    route: `GET ${route}`,
    input: z.object(listInput(['name', 'ended'])),
    output: listOutput(
      z.object({
        ...fields.row,
        id: z.int(),
        endedOn: z.iso.date().nullable(),
        version: z.int(),
        /** How many records have chosen it. */
        uses: z.int(),
      }),
    ),
    may: of.may.read,
    async run({ db }, input) {
      let rows = db
        .selectFrom(`${table as 'expertise'} as k`)
        .select(['k.id', 'k.endedOn', 'k.version'])
        .select(fields.select('k') as readonly ('k.name' | 'k.nameEn')[])
        .select(of.uses.as('uses'))
      for (const pattern of searchPatterns(input.q, fold))
        rows = rows.where(sql<boolean>`fold(k.name || ' ' || k.name_en) LIKE ${pattern}`)
      const page = await pageOf(
        rows,
        input,
        { name: byText('k.name', (row) => row.name), ended: byDay('k.endedOn', (row) => row.endedOn) },
        'k.id',
      )
      return page as never
    },
  })

  return { add, edit, end, list, one: of.one }
}

interface Entry {
  readonly id: number
  readonly version: number
}
