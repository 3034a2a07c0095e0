import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor } from './actor.ts'
import { readableFile } from './sight.ts'

export const File = z.object({ id: z.int(), name: z.string() }).nullable()
/** The file in a column, for whoever may open it. */
export const fileOf = (actor: Actor, column: string) =>
  sql<z.infer<typeof File>>`(SELECT jsonb_build_object('id', file.id, 'name', file.name) FROM file
    WHERE file.id = ${sql.ref(column)} AND ${readableFile(actor)})`
