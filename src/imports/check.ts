import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { fileOfTable, type ReadTable } from '../documents/read/table.ts'
import { toJson } from '../platform/json.ts'
import type { Words } from '../platform/language.ts'
import {
  type Command,
  type Context,
  command,
  type Need,
  type Route,
  type Rule,
} from '../platform/operation.ts'
import {
  type Declared,
  ImportCounts,
  type ImportKind,
  type ImportOutcome,
  routesOf,
  withoutTimeouts,
} from './kept-import.ts'

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

/** What a capability says of the check of its tables. */
export interface CheckDeclaration<I extends z.ZodRawShape> {
  name: string
  summary: Words
  route?: Route
  input: I
  needs?: readonly Need<z.output<z.ZodObject<I>>>[]
  rules?: readonly Rule<z.output<z.ZodObject<I>>>[]
  check: (context: Context, input: z.output<z.ZodObject<I>>) => Promise<Checked>
  kept?: (context: Context, input: z.output<z.ZodObject<I>>, checked: Checked) => Promise<void>
}

/**
 * The command that reads a table and keeps what each of its rows would do. `check` runs before the transaction opens and writes
 * nothing; `kept` may do what belongs to the keeping.
 */
export function checkCommand<I extends z.ZodRawShape>(
  of: Declared,
  declaration: CheckDeclaration<I>,
): Command<z.ZodObject<I>, typeof ImportCounts> {
  return command({
    name: `${of.capability}.${declaration.name}`,
    summary: declaration.summary,
    ...(declaration.route === undefined ? routesOf(of, 'POST', '') : { route: declaration.route }),
    input: z.object(declaration.input),
    needs: declaration.needs,
    rules: declaration.rules,
    output: ImportCounts,
    may: of.writers,
    secret: ['text'],
    subject: (_input, output) => `${of.subject}:${output.id}`,
    prepare: declaration.check,
    async run(context, input, checked: Checked) {
      await declaration.kept?.(context, input, checked)
      return keep(context, of.kind, checked, 'text' in input ? String(input.text ?? '') : undefined)
    },
  })
}
