import { z } from 'zod'
import type { Db } from '../../../platform/database.ts'

/** A photograph of a visit. */
export const Photograph = z.object({
  id: z.int(),
  file: z.object({ id: z.int(), name: z.string() }),
  caption: z.string().nullable(),
  place: z.string().nullable(),
  takenAt: z.iso.datetime(),
  takenBy: z.string().nullable(),
})

/** The photographs of a visit in the order in which they were taken; those that were taken out are left out. */
export async function photographsOf(db: Db, visitId: number): Promise<z.infer<typeof Photograph>[]> {
  const rows = await db
    .selectFrom('visitPhotograph as g')
    .innerJoin('file as f', 'f.id', 'g.fileId')
    .leftJoin('account as a', 'a.id', 'g.takenBy')
    .select(['g.id', 'g.fileId', 'f.name', 'g.caption', 'g.place', 'g.takenAt', 'a.name as takenBy'])
    .where('g.visitId', '=', visitId)
    .where('g.removedOn', 'is', null)
    .orderBy('g.takenAt')
    .orderBy('g.id')
    .execute()
  return rows.map(({ fileId, name, takenAt, ...row }) => ({
    ...row,
    file: { id: fileId, name },
    takenAt: takenAt.toISOString(),
  }))
}
