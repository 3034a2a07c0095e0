import { z } from 'zod'
import { problemWords } from '../documents/read/headed-table.ts'
import { problemsOf, RowsToMend, typedCells } from '../documents/write/rows-to-mend.ts'
import { id, optionalChoice } from '../platform/fields.ts'
import type { Words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { type Context, type Query, query } from '../platform/operation.ts'
import {
  type Declared,
  type ImportOutcome,
  type KeptImport,
  type KeptRow,
  keptImport,
  outcomes,
  Pair,
  routesOf,
} from './kept-import.ts'

/** What a capability shows of an import besides its counts. */
export interface ShowDeclaration<S extends z.ZodRawShape> {
  summary: Words
  shape: S
  of: (context: Context, found: KeptImport) => Promise<z.input<z.ZodObject<S>>>
}

/** One import: how its table was read, what it would do, whether it was written. @param declaration.shape what this kind says besides */
export function showQuery<S extends z.ZodRawShape>(of: Declared, declaration: ShowDeclaration<S>) {
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
    name: `${of.capability}.showImport`,
    summary: declaration.summary,
    ...routesOf(of, 'GET', '/{id}'),
    input: z.object({ id: id() }),
    output: output.extend(declaration.shape) as z.ZodObject<typeof output.shape & S>,
    may: of.readers,
    async run(context, input) {
      const found = await keptImport(context, of.kind, input.id)
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
}

/** What a capability shows of the rows of an import. */
export interface RowsDeclaration<
  O extends readonly [ImportOutcome, ...ImportOutcome[]],
  S extends z.ZodRawShape,
> {
  name: string
  summary: Words
  path?: 'rows' | 'cells'
  sort?: 'line' | 'place'
  outcomes: O
  shape: S
  of: (context: Context, rows: readonly KeptRow[]) => Promise<z.input<z.ZodObject<S>>[]>
}

/** The rows of an import in the order of its table. @param declaration.of a page of kept rows as the list gives them */
export function rowsQuery<
  const O extends readonly [ImportOutcome, ...ImportOutcome[]],
  S extends z.ZodRawShape,
>(of: Declared, declaration: RowsDeclaration<O, S>) {
  const { sort = 'line' } = declaration
  const row = z.object({ id: z.int(), outcome: z.enum(declaration.outcomes) })
  const Row = row.extend(declaration.shape) as z.ZodObject<typeof row.shape & S>
  return query({
    name: `${of.capability}.${declaration.name}`,
    summary: declaration.summary,
    ...routesOf(of, 'GET', `/{id}/${declaration.path ?? 'rows'}`),
    input: z.object({
      ...listInput([sort]),
      id: id(),
      outcome: optionalChoice(declaration.outcomes),
    }),
    output: listOutput(Row),
    may: of.readers,
    async run(context, input) {
      await keptImport(context, of.kind, input.id)
      let rows = context.db
        .selectFrom('importRow as r')
        .select(['r.line as id', 'r.outcome', 'r.label', 'r.data', 'r.problems'])
        .where('r.kind', '=', of.kind)
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
}

/** The columns whose cells a capability's rows in error are mended by. */
export interface MendDeclaration<Column extends string> {
  summary: Words
  columns: Readonly<Record<Column, Words>>
  keys: readonly Column[]
}

/** The rows of an import that were left out, as they were typed, with the reasons: the sheet to mend. */
export function mendQuery<Column extends string>(
  of: Declared,
  declaration: MendDeclaration<Column>,
): Query<z.ZodObject<{ id: ReturnType<typeof id> }>, typeof RowsToMend> {
  const Problems = problemsOf(declaration.keys)
  return query({
    name: `${of.capability}.showRowsToMend`,
    summary: declaration.summary,
    ...routesOf(of, 'GET', '/{id}/errors'),
    input: z.object({ id: id() }),
    output: RowsToMend,
    may: of.readers,
    async run(context, input) {
      const { headings } = await keptImport(context, of.kind, input.id)
      const rows = await context.db
        .selectFrom('importRow')
        .select(['cells', 'problems'])
        .where('kind', '=', of.kind)
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
}
