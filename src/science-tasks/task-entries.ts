import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'

export const EntryRow = z.object({
  id: z.int(),
  stepId: z.int(),
  step: z.string(),
  stepEn: z.string(),
  article: z.string(),
  happenedOn: z.iso.date(),
  dueOn: z.iso.date().nullable(),
  passed: z.boolean(),
  actedBy: z.string(),
  documentNumber: z.string().nullable(),
  note: z.string().nullable(),
  fileId: z.int().nullable(),
  fileName: z.string().nullable(),
  papers: z.array(z.object({ name: z.string(), nameEn: z.string() })),
  struckOn: z.iso.date().nullable(),
  struckReason: z.string().nullable(),
})
export type EntryRow = z.infer<typeof EntryRow>

export async function entriesOf(db: Db, taskId: number): Promise<EntryRow[]> {
  const entries = await db
    .selectFrom('scienceTaskStep as e')
    .innerJoin('taskKindStep as s', 's.id', 'e.stepId')
    .leftJoin('file as f', 'f.id', 'e.fileId')
    .select([
      'e.id',
      'e.stepId',
      's.name as step',
      's.nameEn as stepEn',
      's.article',
      'e.happenedOn',
      'e.dueOn',
    ])
    .select(['e.passed', 'e.actedBy', 'e.documentNumber', 'e.note', 'e.fileId', 'f.name as fileName'])
    .select(['e.struckOn', 'e.struckReason'])
    .where('e.taskId', '=', taskId)
    .orderBy('e.id')
    .execute()
  const papers = await db
    .selectFrom('scienceTaskPaper as g')
    .innerJoin('taskKindPaper as p', 'p.id', 'g.paperId')
    .select(['g.entryId', 'p.name', 'p.nameEn'])
    .where(sql<boolean>`g.entry_id = ANY (${entries.map((one) => one.id)}::int[])`)
    .orderBy('p.place')
    .execute()
  return entries.map((entry) => ({
    ...entry,
    papers: papers.flatMap(({ entryId, ...paper }) => (entryId === entry.id ? [paper] : [])),
  }))
}
