import { z } from 'zod'

/*
 * What one backup holds. The database goes by table, in the text form of COPY, which PostgreSQL keeps readable from one
 * version to the next; its schema is the migrations of the program, so that a restore makes it anew and fills it.
 */

const Content = z.object({ size: z.int(), sha256: z.string() })

export const Manifest = z.object({
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  sample: z.boolean(),
  /** The migrations that the database had, in their order. */
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  tables: z.array(Content.extend({ name: z.string(), columns: z.array(z.string()), rows: z.int() })),
  sequences: z.array(z.object({ name: z.string(), last: z.string().nullable() })),
  /** Stored files by their SHA-256. They lie in the folder `files` that all backups share. */
  files: z.array(Content),
  /** What else the data folder holds (secrets, the audit's anchor), by its path there. */
  folder: z.array(Content.extend({ path: z.string() })),
})
export type Manifest = z.infer<typeof Manifest>

/** The name of a backup's folder: the moment in UTC, so that names sort as they came. */
export function backupName(moment: Date): string {
  return moment
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z')
}

/** Whether a folder's name is a backup's. */
export function isBackupName(name: string): boolean {
  return /^\d{8}T\d{6}Z$/.test(name)
}

/**
 * Which backups may go: all but the newest of each of the last `days` days that have one, and the newest of each of the
 * last `months` months. The newest of all always stays.
 * @param names folder names, in any order
 */
export function outlived(
  names: readonly string[],
  { days, months }: { days: number; months: number },
): string[] {
  const newestFirst = names.filter(isBackupName).toSorted().toReversed()
  const kept = new Set(newestFirst.slice(0, 1))
  const keep = (length: number, most: number) => {
    const seen = new Set<string>()
    for (const name of newestFirst) {
      const period = name.slice(0, length)
      if (seen.has(period)) continue
      if (seen.size === most) break
      seen.add(period)
      kept.add(name)
    }
  }
  keep(8, days)
  keep(6, months)
  return newestFirst.filter((name) => !kept.has(name)).toReversed()
}
