import { sql } from 'kysely'
import { z } from 'zod'
import { instrumentAndProvince } from '../legal/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { day, id, longText, whole } from '../platform/fields.ts'
import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, type FieldProblem, notFound, staleRecord } from '../platform/problem.ts'
import { type NormValues, normFields } from './fields.ts'

const twice = () =>
  conflict(
    'norms.twice',
    words(
      'Mức chi này của cùng điều khoản, cùng đối tượng và cùng ngày áp dụng đã được nhập.',
      'This norm, of the same article, for the same case and from the same day, is there already.',
    ),
    'name',
  )
explainConstraint('norm_once', twice)

type Said = Pick<NormValues, 'kind' | 'share' | 'ceiling' | 'ceilingUnit' | 'mostTimes' | 'perYears'>

const missing = (field: keyof Said, vi: string, en: string): FieldProblem => ({ field, words: words(vi, en) })

const noShare = words('Xin ghi tỷ lệ tối đa.', 'Please give the highest share.')
const noCeiling = words('Xin ghi mức tối đa.', 'Please give the ceiling.')

/** What the parts of a norm do not agree on; empty for one that can be held against a case. */
export function shapeProblems(norm: { readonly [K in keyof Said]?: Said[K] | undefined }): FieldProblem[] {
  const { kind, share = null, ceiling = null, ceilingUnit = null, mostTimes = null, perYears = null } = norm
  return [
    ...(kind === 'share' && share === null ? [{ field: 'share', words: noShare }] : []),
    ...(kind === 'fixed' && ceiling === null ? [{ field: 'ceiling', words: noCeiling }] : []),
    ...(ceiling !== null && ceilingUnit === null
      ? [missing('ceilingUnit', 'Mức tối đa tính cho một đơn vị nào?', 'One of what is the ceiling of?')]
      : []),
    ...(ceiling === null && ceilingUnit !== null
      ? [missing('ceiling', 'Xin ghi mức tối đa, hoặc bỏ đơn vị.', 'Please give the ceiling, or no unit.')]
      : []),
    ...(perYears !== null && mostTimes === null
      ? [missing('mostTimes', 'Xin ghi số lần tối đa.', 'Please give the most times.')]
      : []),
  ]
}

/** The same, as the form marks its fields. */
const asked = [
  {
    field: 'share',
    of: ['kind'],
    when: ({ kind }: { kind: string }) => kind === 'share',
    said: words('khi là tỷ lệ', 'for a share'),
    words: noShare,
  },
  {
    field: 'ceiling',
    of: ['kind'],
    when: ({ kind }: { kind: string }) => kind === 'fixed',
    said: words('khi là mức tiền cố định', 'for a fixed amount'),
    words: noCeiling,
  },
] as const

type ShapeInput = { readonly [K in keyof Said]?: Said[K] | undefined }
const shape: Rule<ShapeInput> = {
  of: ['kind', 'share', 'ceiling', 'ceilingUnit', 'mostTimes', 'perYears'],
  judge: (input) => shapeProblems(input),
}
const validInOrder = inOrder(
  'validFrom',
  'validTo',
  words('Ngày cuối cùng phải sau ngày đầu.', 'The last day must come after the first.'),
)

/** A content that is named must be there. */
const named: Rule<{ readonly contentId?: number | undefined }> = {
  of: ['contentId'],
  judge: async ({ contentId }, { db }) => {
    if (contentId === undefined) return null
    const content = await db
      .selectFrom('supportContent')
      .select('id')
      .where('id', '=', contentId)
      .executeTakeFirst()
    if (content !== undefined) return null
    return { field: 'contentId', words: words('Không có nội dung này.', 'There is no such content.') }
  },
}

const Changed = z.object({ id: z.int() })

/** Columns as an input gives them; without an English name the Vietnamese stands in. */
export const columnsOf = (input: z.output<z.ZodObject<typeof normFields.input>>) =>
  normFields.values({ ...input, nameEn: input.nameEn ?? input.name })

/** Enters a norm of an instrument. It holds from its first day on for what is filed then and later. */
export const addNorm = command({
  name: 'norms.add',
  summary: words('Thêm định mức chi', 'Add a spending norm'),
  route: 'POST /norms',
  input: z.object(normFields.input),
  output: Changed,
  may: ['coordinator'],
  needs: asked,
  rules: [shape, validInOrder, instrumentAndProvince, named],
  subject: (_input, output) => `norm:${output.id}`,
  async run({ db }, input) {
    return db.insertInto('norm').values(columnsOf(input)).returning('id').executeTakeFirstOrThrow()
  },
})

/** The norms by which an application was appraised: they are ended and followed by new ones, never changed. */
export async function usedNorms(db: Db, normId: number | null = null): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    SELECT DISTINCT u.norm_id AS id FROM application_norm u WHERE ${normId}::int IS NULL OR u.norm_id = ${normId}`.execute(
    db,
  )
  return new Set(rows.map(({ id: used }) => used))
}

/** Corrects a norm that was entered wrongly, until an application was appraised by it. */
export const correctNorm = command({
  name: 'norms.correct',
  summary: words('Sửa định mức chi', 'Correct a spending norm'),
  route: 'PUT /norms/{id}',
  input: z.object({ id: id(), version: whole(1), ...normFields.input }),
  output: Changed,
  may: ['coordinator'],
  needs: asked,
  rules: [shape, validInOrder, instrumentAndProvince, named],
  subject: ({ id }) => `norm:${id}`,
  async run({ db }, { id: normId, version, ...input }) {
    const norm = await lockNorm(db, normId)
    if (norm.version !== version) throw staleRecord()
    if ((await usedNorms(db, normId)).has(normId)) {
      throw conflict(
        'norms.used',
        words(
          'Đã có hồ sơ được thẩm định theo mức này. Xin kết thúc mức này và nhập mức mới.',
          'An application was appraised by it. Please end it and enter a new one.',
        ),
      )
    }
    await db
      .updateTable('norm')
      .set({ ...columnsOf(input), toCheck: false, version: version + 1 })
      .where('id', '=', normId)
      .execute()
    return { id: normId }
  },
})

/** Ends a norm with a day; what was filed until then keeps it. */
export const endNorm = command({
  name: 'norms.end',
  summary: words('Kết thúc định mức chi', 'End a spending norm'),
  route: 'POST /norms/{id}/end',
  input: z.object({ id: id(), validTo: day(), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'validTo'],
      judge: async ({ id: normId, validTo }, { db }) => {
        const norm = await db
          .selectFrom('norm')
          .select('validFrom')
          .where('id', '=', normId)
          .executeTakeFirst()
        if (norm === undefined || validTo >= norm.validFrom) return null
        return {
          field: 'validTo',
          words: words(
            `Mức này áp dụng từ ngày ${formatDate(norm.validFrom)}.`,
            `It holds from ${formatDate(norm.validFrom)} on.`,
          ),
        }
      },
    },
  ],
  subject: ({ id }) => `norm:${id}`,
  async run({ db }, { id: normId, validTo }) {
    const norm = await lockNorm(db, normId)
    await db
      .updateTable('norm')
      .set({ validTo, version: norm.version + 1 })
      .where('id', '=', normId)
      .execute()
    return { id: normId }
  },
})

/** Says that a norm was held against its instrument. */
export const confirmNorm = command({
  name: 'norms.confirm',
  summary: words('Xác nhận đã đối chiếu định mức chi', 'Confirm that a norm was held against its instrument'),
  route: 'POST /norms/{id}/confirmation',
  input: z.object({ id: id() }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `norm:${id}`,
  async run({ db }, { id: normId }) {
    const norm = await lockNorm(db, normId)
    await db
      .updateTable('norm')
      .set({ toCheck: false, version: norm.version + 1 })
      .where('id', '=', normId)
      .execute()
    return { id: normId }
  },
})

async function lockNorm(db: Db, normId: number) {
  const norm = await db.selectFrom('norm').selectAll().where('id', '=', normId).forUpdate().executeTakeFirst()
  if (norm === undefined) throw notFound(words('định mức chi', 'Spending norm'))
  return norm
}
