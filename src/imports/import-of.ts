import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { problemWords } from '../documents/read/headed-table.ts'
import { fileOfTable, type ReadTable } from '../documents/read/table.ts'
import { problemsOf, RowsToMend, typedCells } from '../documents/write/rows-to-mend.ts'
import type { Grant } from '../platform/actor.ts'
import { id, optionalChoice } from '../platform/fields.ts'
import { toJson } from '../platform/json.ts'
import { type Words, words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import {
  type Command,
  type Context,
  command,
  type Need,
  type Query,
  query,
  type Route,
} from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'

/*
 * Every table that comes in goes one way: it is checked into rows (`check`), the rows are kept and shown (`show`, `rows`, `mend`), and
 * what was shown is written (`apply`). A capability says which columns there are, what a row would do and how it is written.
 */

export type ImportKind = 'enterprises' | 'accounts' | 'series' | 'results' | 'takeover'

export const outcomes = ['new', 'update', 'changed', 'same', 'error'] as const
export type ImportOutcome = (typeof outcomes)[number]

const Pair = z.object({ vi: z.string(), en: z.string() })

/** What an import adds, changes, leaves as it is and leaves out, in rows (cells for series). */
const ImportCounts = z.object({
  id: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
})

/** What one row would do. `data` is what `write` finds again; amounts may be bigint. */
export interface StagedRow {
  readonly line: number
  readonly outcome: ImportOutcome
  readonly label: string
  readonly data: object
  readonly problems: readonly object[]
  /** The row as it was typed, for one in error. */
  readonly cells?: readonly unknown[] | null
}

/** What a check found, before it is kept. */
export interface Checked {
  readonly table: ReadTable
  readonly rows: readonly StagedRow[]
  readonly enterpriseId?: number | null
  readonly scope?: object
  readonly reading: object
  readonly headings?: readonly string[]
  /** What was not taken, or not as it stood. */
  readonly notes: readonly Words[]
}

/** An import as it was kept. */
export type KeptImport = Awaited<ReturnType<typeof keptImport>>

/** A kept row; `data` and `problems` as the check gave them. */
export interface KeptRow {
  readonly id: number
  readonly outcome: string
  readonly label: string
  readonly data: unknown
  readonly problems: unknown
}

interface Declared {
  readonly kind: ImportKind
  /** The capability that names its operations: `series` in `series.applyImport`. */
  readonly capability: string
  /** `/series-imports`, below /api/v1. */
  readonly at: `/${string}`
  /** Where the same stood before, and is still answered. */
  readonly former?: `/${string}`
  /** What the audit files it under: `series-import`. */
  readonly subject: string
  readonly writers: readonly Grant[]
  /** Who writes what was shown, where others than who checks; the control that holds them apart is the kind's own. */
  readonly appliers?: readonly Grant[]
  readonly readers: readonly Grant[]
}

/** An enterprise account sees the imports of its own alone. @throws Problem 404 */
async function keptImport({ db, actor }: Context, kind: ImportKind, importId: number) {
  const row = await db
    .selectFrom('import as i')
    .innerJoin('file as f', 'f.id', 'i.fileId')
    .leftJoin('enterprise as e', 'e.id', 'i.enterpriseId')
    .selectAll('i')
    .select(['f.name as fileName', 'e.name as enterpriseName'])
    .where('i.kind', '=', kind)
    .where('i.id', '=', importId)
    .executeTakeFirst()
  if (row === undefined || (actor.enterpriseId !== null && row.enterpriseId !== actor.enterpriseId))
    throw notFound(words('lần nhập', 'Import'))
  return row
}

/** A check and an import of many rows take longer than a statement of a page may. */
const withoutTimeouts = ({ db }: Context) =>
  sql`SELECT set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)`.execute(
    db,
  )

const portion = 2_000

async function keep(context: Context, kind: ImportKind, checked: Checked, text: string | undefined) {
  const { db, actor } = context
  await withoutTimeouts(context)
  const count = (...kinds: ImportOutcome[]) =>
    checked.rows.filter(({ outcome }) => kinds.includes(outcome)).length
  const counts = {
    added: count('new'),
    changed: count('update', 'changed'),
    unchanged: count('same'),
    refused: count('error'),
  }
  const enterpriseId = checked.enterpriseId ?? null
  const created = await db
    .insertInto('import')
    .values({
      kind,
      fileId: await fileOfTable(context, checked.table, text, enterpriseId),
      enterpriseId,
      scope: toJson(checked.scope ?? {}),
      reading: toJson(checked.reading),
      headings: [...(checked.headings ?? [])],
      notes: toJson(checked.notes),
      checkedBy: actor.name,
      ...counts,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (let start = 0; start < checked.rows.length; start += portion) {
    await sql`
      INSERT INTO import_row (kind, import_id, line, outcome, label, data, problems, cells)
      SELECT ${kind}, ${created.id}, r.line, r.outcome, r.label, r.data, r.problems, r.cells
        FROM jsonb_to_recordset(${toJson(checked.rows.slice(start, start + portion))}::jsonb)
          AS r (line int, outcome text, label text, data jsonb, problems jsonb, cells jsonb)`.execute(db)
    await breathe()
  }
  return { id: created.id, ...counts }
}

/** The operations of one kind of import. Names and addresses are its capability's. */
export function importOf({ kind, capability, at, former, subject, writers, appliers, readers }: Declared) {
  const routes = (method: 'GET' | 'POST', path: string): { route: Route; formerRoutes?: Route[] } => ({
    route: `${method} ${at}${path}`,
    ...(former === undefined ? {} : { formerRoutes: [`${method} ${former}${path}`] as Route[] }),
  })
  return {
    /**
     * The command that reads a table and keeps what each of its rows would do. `check` runs before the transaction opens and writes
     * nothing; `kept` may do what belongs to the keeping.
     */
    check<I extends z.ZodRawShape>(declaration: {
      name: string
      summary: Words
      route?: Route
      input: I
      needs?: readonly Need<z.output<z.ZodObject<I>>>[]
      check: (context: Context, input: z.output<z.ZodObject<I>>) => Promise<Checked>
      kept?: (context: Context, input: z.output<z.ZodObject<I>>, checked: Checked) => Promise<void>
    }): Command<z.ZodObject<I>, typeof ImportCounts> {
      return command({
        name: `${capability}.${declaration.name}`,
        summary: declaration.summary,
        ...(declaration.route === undefined ? routes('POST', '') : { route: declaration.route }),
        input: z.object(declaration.input),
        needs: declaration.needs,
        output: ImportCounts,
        may: writers,
        secret: ['text'],
        subject: (_input, output) => `${subject}:${output.id}`,
        prepare: declaration.check,
        async run(context, input, checked: Checked) {
          await declaration.kept?.(context, input, checked)
          return keep(context, kind, checked, 'text' in input ? String(input.text ?? '') : undefined)
        },
      })
    },

    /** The command that writes what a check showed, in one transaction; rows in error stay out. */
    apply(declaration: {
      summary: Words
      /** Locks what will be written; gives how many rows would write over what changed since the check. */
      moved: (context: Context, found: KeptImport) => Promise<number>
      write: (context: Context, found: KeptImport) => Promise<void>
    }): Command<z.ZodObject<{ id: ReturnType<typeof id> }>, typeof ImportCounts> {
      return command({
        name: `${capability}.applyImport`,
        summary: declaration.summary,
        ...routes('POST', '/{id}/application'),
        input: z.object({ id: id() }),
        output: ImportCounts,
        may: appliers ?? writers,
        subject: (input) => `${subject}:${input.id}`,
        async run(context, input) {
          const { db } = context
          await withoutTimeouts(context)
          await db
            .selectFrom('import')
            .select('id')
            .where('kind', '=', kind)
            .where('id', '=', input.id)
            .forUpdate()
            .execute()
          const found = await keptImport(context, kind, input.id)
          if (found.appliedAt !== null) {
            const said = words('Lần nhập này đã được ghi rồi.', 'This import has been written already.')
            throw conflict(`${capability}.importApplied`, said)
          }
          if (found.added + found.changed === 0) {
            const said = words('Không có dòng nào để ghi.', 'There is nothing to write.')
            throw conflict(`${capability}.importEmpty`, said)
          }
          const moved = await declaration.moved(context, found)
          if (moved > 0) {
            throw conflict(`${capability}.importMoved`, {
              vi: `${moved} dòng thuộc số liệu đã thay đổi sau khi kiểm tra. Xin kiểm tra lại rồi ghi.`,
              en: `${moved} rows are of what changed after the check. Please check again, then write.`,
            })
          }
          await declaration.write(context, found)
          await db
            .updateTable('import')
            .set({ appliedAt: new Date() })
            .where('kind', '=', kind)
            .where('id', '=', found.id)
            .execute()
          const { added, changed, unchanged, refused } = found
          return { id: found.id, added, changed, unchanged, refused }
        },
      })
    },

    /** One import: how its table was read, what it would do, whether it was written. @param shape what this kind says besides */
    show<S extends z.ZodRawShape>(declaration: {
      summary: Words
      shape: S
      of: (context: Context, found: KeptImport) => Promise<z.input<z.ZodObject<S>>>
    }) {
      const output = z.object({
        id: z.int(),
        file: z.object({ id: z.int(), name: z.string() }),
        added: z.int(),
        changed: z.int(),
        unchanged: z.int(),
        refused: z.int(),
        /** What was not taken, or not as it stood. */
        notes: z.array(Pair),
        checkedAt: z.string(),
        checkedBy: z.string(),
        appliedAt: z.string().nullable(),
      })
      return query({
        name: `${capability}.showImport`,
        summary: declaration.summary,
        ...routes('GET', '/{id}'),
        input: z.object({ id: id() }),
        output: output.extend(declaration.shape) as z.ZodObject<typeof output.shape & S>,
        may: readers,
        async run(context, input) {
          const found = await keptImport(context, kind, input.id)
          const base: z.input<typeof output> = {
            id: found.id,
            file: { id: found.fileId, name: found.fileName },
            added: found.added,
            changed: found.changed,
            unchanged: found.unchanged,
            refused: found.refused,
            notes: z.array(Pair).parse(found.notes),
            checkedAt: new Date(found.checkedAt).toISOString(),
            checkedBy: found.checkedBy,
            appliedAt: found.appliedAt === null ? null : new Date(found.appliedAt).toISOString(),
          }
          // The two halves of the output together.
          return { ...base, ...(await declaration.of(context, found)) } as z.input<
            z.ZodObject<typeof output.shape & S>
          >
        },
      })
    },

    /** The rows of an import in the order of its table. @param of a page of kept rows as the list gives them */
    rows<const O extends readonly [ImportOutcome, ...ImportOutcome[]], S extends z.ZodRawShape>(declaration: {
      name: string
      summary: Words
      path?: 'rows' | 'cells'
      sort?: 'line' | 'place'
      outcomes: O
      shape: S
      of: (context: Context, rows: readonly KeptRow[]) => Promise<z.input<z.ZodObject<S>>[]>
    }) {
      const { sort = 'line' } = declaration
      const row = z.object({ id: z.int(), outcome: z.enum(declaration.outcomes) })
      const Row = row.extend(declaration.shape) as z.ZodObject<typeof row.shape & S>
      return query({
        name: `${capability}.${declaration.name}`,
        summary: declaration.summary,
        ...routes('GET', `/{id}/${declaration.path ?? 'rows'}`),
        input: z.object({
          ...listInput([sort]),
          id: id(),
          outcome: optionalChoice(declaration.outcomes),
        }),
        output: listOutput(Row),
        may: readers,
        async run(context, input) {
          await keptImport(context, kind, input.id)
          let rows = context.db
            .selectFrom('importRow as r')
            .select(['r.line as id', 'r.outcome', 'r.label', 'r.data', 'r.problems'])
            .where('r.kind', '=', kind)
            .where('r.importId', '=', input.id)
          const asked = outcomes.find((outcome) => outcome === input.outcome)
          if (asked !== undefined) rows = rows.where('r.outcome', '=', asked)
          const page = await pageOf<KeptRow>(
            rows,
            { ...input, sort },
            { [sort]: { column: 'r.line', value: (one) => one.id } },
            'r.line',
          )
          const shown = await declaration.of(context, page.rows)
          return {
            ...page,
            rows: page.rows.map(
              ({ id: line, outcome }, place) =>
                ({
                  id: line,
                  outcome: z.enum(declaration.outcomes).parse(outcome),
                  ...shown[place],
                }) as z.input<typeof Row>,
            ),
          }
        },
      })
    },

    /** The rows of an import that were left out, as they were typed, with the reasons: the sheet to mend. */
    mend<Column extends string>(declaration: {
      summary: Words
      columns: Readonly<Record<Column, Words>>
      keys: readonly Column[]
    }): Query<z.ZodObject<{ id: ReturnType<typeof id> }>, typeof RowsToMend> {
      const Problems = problemsOf(declaration.keys)
      return query({
        name: `${capability}.showRowsToMend`,
        summary: declaration.summary,
        ...routes('GET', '/{id}/errors'),
        input: z.object({ id: id() }),
        output: RowsToMend,
        may: readers,
        async run(context, input) {
          const { headings } = await keptImport(context, kind, input.id)
          const rows = await context.db
            .selectFrom('importRow')
            .select(['cells', 'problems'])
            .where('kind', '=', kind)
            .where('importId', '=', input.id)
            .where('outcome', '=', 'error')
            .orderBy('line')
            .execute()
          return {
            headings,
            rows: rows.map(({ cells, problems }) => ({
              cells: typedCells(cells),
              reasons: Problems.parse(problems).map((problem) =>
                problemWords(declaration.columns[problem.column], problem),
              ),
            })),
          }
        },
      })
    },
  }
}
