import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import type { Context } from '../platform/operation.ts'
import { type ApplicationValues, applicationFields } from './fields.ts'

/* Each filing of an application is a round: what it said stays, so that an officer sees what changed since the return. */

const FiledFile = z.object({ id: z.int(), name: z.string() }).nullable()

/** What one filing said. `same`: nothing differs from the filing before it; null for the first. */
export const Filing = z.object({
  round: z.int(),
  filedAt: z.iso.datetime(),
  content: z.string(),
  contentEn: z.string(),
  ...applicationFields.row,
  file: FiledFile,
  same: z.boolean().nullable(),
  /** What was asked for when it was returned, and on which day; null for one that was not. */
  returnedNote: z.string().nullable(),
  returnedOn: z.iso.date().nullable(),
})
export type Filing = z.output<typeof Filing>

/** Keeps what a filing says. @param again a filing anew, after a return; else what is said replaces what its round said */
export async function keepFiling(
  db: Db,
  applicationId: number,
  said: ApplicationValues,
  { again, filedAt }: { readonly again: boolean; readonly filedAt: Date | string },
): Promise<void> {
  const latest = (await roundOf(db, applicationId)) ?? 0
  if (latest > 0 && !again) {
    await db
      .updateTable('applicationFiling')
      .set(said)
      .where('applicationId', '=', applicationId)
      .where('round', '=', latest)
      .execute()
    return
  }
  await db
    .insertInto('applicationFiling')
    .values({ applicationId, round: latest + 1, filedAt, ...said })
    .execute()
}

/** Keeps what was asked for with the filing that is returned. */
export async function keepReturn(
  { db, today }: Pick<Context, 'db' | 'today'>,
  applicationId: number,
  note: string | null,
): Promise<void> {
  const round = await roundOf(db, applicationId)
  await db
    .updateTable('applicationFiling')
    .set({ returnedNote: note, returnedOn: today })
    .where('applicationId', '=', applicationId)
    .where('round', '=', round)
    .execute()
}

async function roundOf(db: Db, applicationId: number): Promise<number | null> {
  const { round } = await db
    .selectFrom('applicationFiling')
    .select((eb) => eb.fn.max('round').as('round'))
    .where('applicationId', '=', applicationId)
    .executeTakeFirstOrThrow()
  return round
}

/** The filings of an application, the first one first. */
export async function filingsOf(db: Db, applicationId: number): Promise<z.input<typeof Filing>[]> {
  const rows = await db
    .selectFrom('applicationFiling as r')
    .innerJoin('supportContent as c', 'c.id', 'r.contentId')
    .leftJoin('file as f', 'f.id', 'r.fileId')
    .select([
      'r.round',
      'r.filedAt',
      'r.contentId',
      'c.name as content',
      'c.nameEn as contentEn',
      ...applicationFields.select('r'),
      'f.id as fileId',
      'f.name as fileName',
      'f.sha256',
      'r.returnedNote',
      'r.returnedOn',
    ])
    .where('r.applicationId', '=', applicationId)
    .orderBy('r.round')
    .execute()
  return rows.map(({ contentId, fileId, fileName, sha256, filedAt, ...row }, place) => {
    const before = rows[place - 1]
    const same =
      before === undefined
        ? null
        : before.contentId === contentId &&
          applicationFields.besides().every((key) => before[key] === row[key]) &&
          before.sha256 === sha256
    const file = fileId === null ? null : { id: fileId, name: fileName ?? '' }
    return { ...row, filedAt: filedAt.toISOString(), file, same }
  })
}
