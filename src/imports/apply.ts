import { z } from 'zod'
import { id } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { type Command, type Context, command } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import {
  type Declared,
  ImportCounts,
  type KeptImport,
  keptImport,
  routesOf,
  withoutTimeouts,
} from './kept-import.ts'

/** What a capability says of the writing of what a check showed. */
export interface ApplyDeclaration {
  summary: Words
  /** Locks what will be written; gives how many rows would write over what changed since the check. */
  moved: (context: Context, found: KeptImport) => Promise<number>
  write: (context: Context, found: KeptImport) => Promise<void>
}

/** The command that writes what a check showed, in one transaction; rows in error stay out. */
export function applyCommand(
  of: Declared,
  declaration: ApplyDeclaration,
): Command<z.ZodObject<{ id: ReturnType<typeof id> }>, typeof ImportCounts> {
  const { kind, capability } = of
  return command({
    name: `${capability}.applyImport`,
    summary: declaration.summary,
    ...routesOf(of, 'POST', '/{id}/application'),
    input: z.object({ id: id() }),
    output: ImportCounts,
    may: of.appliers ?? of.writers,
    subject: (input) => `${of.subject}:${input.id}`,
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
}
