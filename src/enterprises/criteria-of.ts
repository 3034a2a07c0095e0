import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { isSme, readExplanation, type SizeClass, type SizeExplanation } from './rules.ts'

/* How an enterprise stands to the criteria of a plan, and its size by the figures of a year. */

/** The size of an enterprise as its figures of `year`, or the last year before it with figures, give it; null without any. */
export async function sizeOn(
  db: Db,
  enterpriseId: number,
  year: number,
): Promise<{ year: number; sizeClass: SizeClass; explanation: SizeExplanation; sme: boolean | null } | null> {
  const row = await db
    .selectFrom('enterpriseYear')
    .select(['year', 'sizeExplanation'])
    .where('enterpriseId', '=', enterpriseId)
    .where('year', '<=', year)
    .orderBy('year', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const explanation = readExplanation(row.sizeExplanation)
  return { year: row.year, sizeClass: explanation.sizeClass, explanation, sme: isSme(explanation) }
}

/** A file by its name. */
export const FileShape = z.object({ id: z.int(), name: z.string() })

export const CriterionRow = z.object({
  criterionId: z.int(),
  code: z.string(),
  text: z.string(),
  textEn: z.string(),
  /** null: nothing is recorded, or the figures do not tell. */
  met: z.boolean().nullable(),
  /** `size`: follows from the size class; `coordinator`: recorded or confirmed; `enterprise`: declared, not yet confirmed. */
  by: z.enum(['size', 'coordinator', 'enterprise']).nullable(),
  note: z.string().nullable(),
  file: FileShape.nullable(),
  recordedOn: z.iso.date().nullable(),
  /** 0 when nothing is recorded. */
  version: z.int(),
  /** The year whose figures gave a criterion by size. */
  sizeYear: z.int().nullable(),
  /** The criterion of an earlier plan that the answer was given to, where this one succeeds it; its own answer goes before. */
  from: z.object({ code: z.string(), text: z.string(), plan: z.string() }).nullable(),
})
export type CriterionRow = z.infer<typeof CriterionRow>

/**
 * How an enterprise stands to each criterion of a plan, in the plan's order: by its own answer, else by the answer to the criterion of
 * an earlier plan that it succeeds. @param year figures up to this year count; all when left out */
export async function criteriaOf(
  db: Db,
  enterpriseId: number,
  planId: number,
  year = 9999,
): Promise<CriterionRow[]> {
  const size = await sizeOn(db, enterpriseId, year)
  const rows = await db
    .selectFrom('criterion as c')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('criterionLine as l')
          .innerJoin('enterpriseCriterion as e', 'e.criterionId', 'l.answeredId')
          .innerJoin('criterion as k', 'k.id', 'l.answeredId')
          .innerJoin('plan as p', 'p.id', 'k.planId')
          .select(['e.met', 'e.confirmed', 'e.note', 'e.recordedOn', 'e.version', 'e.fileId', 'l.distance'])
          .select(['k.code as fromCode', 'k.text as fromText', 'p.number as fromPlan'])
          .whereRef('l.criterionId', '=', 'c.id')
          .where('e.enterpriseId', '=', enterpriseId)
          .orderBy('l.distance')
          .orderBy('e.recordedOn', 'desc')
          .limit(1)
          .as('e'),
      (join) => join.onTrue(),
    )
    .leftJoin('file as f', 'f.id', 'e.fileId')
    .select([
      'c.id as criterionId',
      'c.code',
      'c.bySize',
      'c.text',
      'c.textEn',
      'e.met',
      'e.confirmed',
      'e.note',
      'e.recordedOn',
      'e.version',
      'e.distance',
      'e.fromCode',
      'e.fromText',
      'e.fromPlan',
      'f.id as fileId',
      'f.name as fileName',
    ])
    .where('c.planId', '=', planId)
    .orderBy('c.ord')
    .execute()
  return rows.map(
    ({ bySize, confirmed, fileId, fileName, distance, fromCode, fromText, fromPlan, ...row }) => {
      if (bySize) {
        const known = { met: size?.sme ?? null, by: 'size' as const, sizeYear: size?.year ?? null }
        return { ...row, ...known, note: null, file: null, recordedOn: null, version: 0, from: null }
      }
      const inherited =
        distance !== null && distance > 0 && fromCode !== null && fromText !== null && fromPlan !== null
      return {
        ...row,
        by: confirmed === null ? null : confirmed ? 'coordinator' : 'enterprise',
        file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
        // what is recorded next is the first answer to this criterion itself
        version: inherited ? 0 : (row.version ?? 0),
        sizeYear: null,
        from: inherited ? { code: fromCode, text: fromText, plan: fromPlan } : null,
      }
    },
  )
}
