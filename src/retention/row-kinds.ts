import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import type { FileStore } from '../platform/files.ts'
import type { Words } from '../platform/language.ts'
import { namedRecords } from '../talk/index.ts'
import { type Confirmed, type contacts, proposeAll } from './persons.ts'

/** Something that is due: what it is called in a list, and since when it is of no use. */
export interface DueItem {
  readonly label: string
  /** In English, where that differs. */
  readonly labelEn?: string
  /** The page of the record, where it has one. */
  readonly href?: string
  readonly since: Date
}

/** A kind of record that is of no use after a while. */
export interface Kind {
  readonly name: Words
  /** What is removed, and what stays. */
  readonly what: Words
  /** Days after its last use that the program proposes; no legal text states a period for any of them. Null: none is proposed. */
  readonly days: number | null
  /** Whether a confirmed list only proposes erasures, which another person carries out. */
  readonly proposes?: true
  /** Whether it goes by itself when its period is over: the house sets how long, nobody confirms anything. */
  readonly byItself?: true
  /** Items that were of no use before the moment, the oldest first. */
  readonly due: (db: Db, before: Date, limit: number) => Promise<DueItem[]>
  readonly count: (db: Db, before: Date) => Promise<number>
  readonly remove: (at: { db: Db; files: FileStore }, before: Date, by: Confirmed) => Promise<Removed>
}

/** What was removed. @property bytes of files; @property files whose bytes may go from the disk once it is written */
export interface Removed {
  readonly removed: number
  readonly bytes: number
  readonly files: readonly string[]
}

/** A kind of whose rows each is a person. */
export function personsOf(
  of: Of & Pick<typeof contacts, 'person'>,
): Pick<Kind, 'due' | 'count' | 'remove' | 'proposes'> {
  return {
    ...rowsOf(of),
    proposes: true,
    remove: async ({ db }, before, by) => ({
      removed: await proposeAll(db, of, before, by),
      bytes: 0,
      files: [],
    }),
  }
}

interface Of {
  readonly table: string
  /** A condition on the row `r`, with the moment as `before`. */
  readonly where: (before: Date) => ReturnType<typeof sql<boolean>>
  readonly label: ReturnType<typeof sql<string>>
  readonly since: ReturnType<typeof sql<Date>>
}

/** The three statements of a kind whose rows lie in one table. */
export function rowsOf({ table, where, label, since }: Of): Pick<Kind, 'due' | 'count' | 'remove'> {
  const from = sql`FROM ${sql.table(table)} r`
  return {
    async due(db, before, limit) {
      const { rows } = await sql<DueItem>`
        SELECT ${label} AS label, ${since} AS since ${from} WHERE ${where(before)}
         ORDER BY ${since}, 1 LIMIT ${limit}`.execute(db)
      return rows
    },
    async count(db, before) {
      const { rows } = await sql<{
        n: number
      }>`SELECT count(*)::int AS n ${from} WHERE ${where(before)}`.execute(db)
      return rows[0]?.n ?? 0
    },
    async remove({ db }, before) {
      const gone = await sql`DELETE ${from} WHERE ${where(before)}`.execute(db)
      return { removed: Number(gone.numAffectedRows ?? 0n), bytes: 0, files: [] }
    },
  }
}

/** Messages, each called by the record that it was said on. */
export function threadsOf(of: Of): Pick<Kind, 'due' | 'count' | 'remove'> {
  const kind = rowsOf(of)
  return {
    ...kind,
    async due(db, before, limit) {
      const items = await kind.due(db, before, limit)
      const keys = [...new Set(items.map(({ label }) => label))]
      const records = keys.map((key) => {
        const [record = '', recordId = ''] = key.split(' ')
        return { record, recordId: Number(recordId) }
      })
      const named = await namedRecords(db, records)
      return items.map((item) => {
        const record = named[keys.indexOf(item.label)]
        if (record === undefined) return item
        return { ...item, label: record.title.vi, labelEn: record.title.en, href: record.href }
      })
    },
  }
}
