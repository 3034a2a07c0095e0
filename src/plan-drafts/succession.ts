import { sql } from 'kysely'
import { likeness } from '../plan-versions/index.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { conflict, invalidField } from '../platform/problem.ts'

/** A criterion as far as it is told which other continues it. */
export interface CriterionText {
  readonly code: string
  readonly text: string
}

/** As much of its words a criterion must share with the one that it is proposed to continue. */
const alike = 0.5
/** What the same letter before both adds: it decides between texts that are about as like. */
const sameCode = 0.1

/**
 * For each criterion of a new plan the place of the earlier one that it most likely continues; null where none is half alike. The
 * most alike pair first, each earlier criterion once. A proposal: an officer decides.
 */
export function proposeSuccession(
  later: readonly CriterionText[],
  earlier: readonly CriterionText[],
): (number | null)[] {
  const pairs = later
    .flatMap((one, place) =>
      earlier.map((other, from) => {
        const like = likeness(one.text, other.text)
        return { place, from, like, score: like + (one.code === other.code ? sameCode : 0) }
      }),
    )
    .filter(({ like }) => like >= alike)
    .sort((one, other) => other.score - one.score || one.place - other.place || one.from - other.from)
  const found = new Map<number, number>()
  for (const { place, from } of pairs) {
    if (!found.has(place) && ![...found.values()].includes(from)) found.set(place, from)
  }
  return later.map((_criterion, place) => found.get(place) ?? null)
}

/** That a criterion of the new plan, by its place, goes on from a criterion of an earlier one. */
export interface Succession {
  readonly criterion: number
  readonly predecessorId: number
}

/**
 * Puts a plan in the place of others, and its criteria behind theirs: answers and their evidence stay where they were given, and are
 * found from the new criterion.
 * @param next.replaces plans in force whose place it takes
 * @param next.succeeds by places in `next.criteria`; each predecessor is a criterion of a plan in `replaces`
 * @throws Problem 409 when one of them is not in force; 422 when a criterion is of another plan, or meets itself by size
 */
export async function succeed(
  db: Db,
  next: {
    readonly planId: number
    readonly replaces: readonly number[]
    readonly criteria: readonly { readonly code: string; readonly bySize?: boolean | undefined }[]
    readonly succeeds: readonly Succession[]
  },
): Promise<void> {
  if (next.replaces.length === 0) {
    if (next.succeeds.length > 0) throw notOfReplaced()
    return
  }
  const { numUpdatedRows } = await db
    .updateTable('plan')
    .set({ state: 'replaced', replacedBy: next.planId })
    .where('id', 'in', next.replaces)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (Number(numUpdatedRows) !== new Set(next.replaces).size) {
    throw conflict(
      'drafts.replacedNotInForce',
      words('Kế hoạch được thay thế không còn hiệu lực.', 'The plan to be replaced is not in force.'),
      'replacesPlanId',
    )
  }
  const own = await db
    .selectFrom('criterion')
    .select(['id', 'code'])
    .where('planId', '=', next.planId)
    .execute()
  for (const { criterion, predecessorId } of next.succeeds) {
    const named = next.criteria[criterion]
    const id = own.find(({ code }) => code === named?.code)?.id
    const predecessor = await db
      .selectFrom('criterion')
      .select('bySize')
      .where('id', '=', predecessorId)
      .where('planId', 'in', next.replaces)
      .executeTakeFirst()
    if (id === undefined || predecessor === undefined) throw notOfReplaced()
    if (named?.bySize === true || predecessor.bySize) {
      throw invalidField(
        'succeeds',
        words(
          'Tiêu chí theo quy mô được xác định từ số liệu năm, không nối tiếp.',
          'A criterion by size follows from the yearly figures; it continues none.',
        ),
      )
    }
    // With the one before come all that it continues itself; of two ways to one ancestor the shorter.
    await sql`INSERT INTO criterion_succession (criterion_id, predecessor_id, distance)
      SELECT ${id}, answered_id, distance + 1 FROM criterion_line WHERE criterion_id = ${predecessorId}
      ON CONFLICT (criterion_id, predecessor_id)
      DO UPDATE SET distance = least(criterion_succession.distance, excluded.distance)`.execute(db)
  }
}

const notOfReplaced = () =>
  invalidField(
    'succeeds',
    words(
      'Chỉ nối tiếp tiêu chí của kế hoạch được thay thế.',
      'Only a criterion of a plan that is replaced can be continued.',
    ),
  )
