import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { type ProofKind, proofKinds } from './proof-kinds.ts'
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
  /** `size`: follows from the size class; `coordinator`: recorded or confirmed; `enterprise`: declared, not yet confirmed; `proof`: proven. */
  by: z.enum(['size', 'coordinator', 'enterprise', 'proof']).nullable(),
  note: z.string().nullable(),
  file: FileShape.nullable(),
  recordedOn: z.iso.date().nullable(),
  /** 0 when nothing is recorded. */
  version: z.int(),
  /** The year whose figures gave a criterion by size. */
  sizeYear: z.int().nullable(),
  /** The criterion of an earlier plan that the answer was given to, where this one succeeds it; its own answer goes before. */
  from: z.object({ code: z.string(), text: z.string(), plan: z.string() }).nullable(),
  /** The proof by which it is met, where a rule says so: only a confirmed one counts, and without one it is not known. */
  proof: z
    .object({
      kind: proofKinds.schema,
      source: z.string(),
      /** The proof that answers it; null: there is none yet. */
      proofId: z.int().nullable(),
      /** One waits for an officer. */
      waits: z.boolean(),
    })
    .nullable(),
})
export type CriterionRow = z.infer<typeof CriterionRow>

/**
 * How an enterprise stands to each criterion of a plan, in the plan's order: by its own answer, else by the answer to the criterion of
 * an earlier plan that it succeeds; one with a rule by what is proven. @param day on which lists and measures must be in force */
export async function criteriaOf(
  db: Db,
  enterpriseId: number,
  planId: number,
  day: string,
): Promise<CriterionRow[]> {
  const size = await sizeOn(db, enterpriseId, 9999)
  const proofs = await proofsOf(db, enterpriseId, planId, day)
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
        return { ...row, ...known, ...unanswered, proof: null }
      }
      const proof = proofs.get(row.criterionId)
      if (proof !== undefined && (proof.proofId !== null || row.met !== false || confirmed !== true))
        return {
          ...{ ...row, met: proof.met, by: proof.proofId === null ? null : 'proof', sizeYear: null },
          ...{ ...unanswered, note: proof.note, file: proof.file, recordedOn: proof.decidedOn },
          proof: { kind: proof.kind, source: proof.source, proofId: proof.proofId, waits: proof.waits },
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
        proof:
          proof === undefined
            ? null
            : { kind: proof.kind, source: proof.source, proofId: null, waits: proof.waits },
      }
    },
  )
}

/** A criterion that nobody answers by hand. */
const unanswered = { note: null, file: null, recordedOn: null, version: 0, from: null }

interface Proven {
  readonly criterionId: number
  readonly kind: ProofKind
  readonly source: string
  readonly proofId: number | null
  readonly met: boolean | null
  readonly note: string | null
  readonly file: z.infer<typeof FileShape> | null
  readonly decidedOn: string | null
  readonly waits: boolean
}

/** The criteria of a plan that a rule lets be met by a proof, each with the one that answers it on a day. */
async function proofsOf(
  db: Db,
  enterpriseId: number,
  planId: number,
  day: string,
): Promise<ReadonlyMap<number, Proven>> {
  const { rows } = await sql<Proven>`
    SELECT c.id AS criterion_id, r.kind, r.source, a.proof_id, a.met, p.note, p.decided_on,
           CASE WHEN f.id IS NOT NULL THEN jsonb_build_object('id', f.id, 'name', f.name) END AS file,
           EXISTS (SELECT FROM enterprise_proof w WHERE w.enterprise_id = ${enterpriseId} AND w.kind = r.kind AND w.state = 'proposed') AS waits
      FROM criterion c
     CROSS JOIN LATERAL criterion_rule_on(c.id, ${day}) r
      LEFT JOIN LATERAL criterion_proof_on(c.id, ${enterpriseId}, ${day}) a ON true
      LEFT JOIN enterprise_proof p ON p.id = a.proof_id
      LEFT JOIN file f ON f.id = p.file_id
     WHERE c.plan_id = ${planId}`.execute(db)
  return new Map(rows.map((row) => [row.criterionId, row]))
}
