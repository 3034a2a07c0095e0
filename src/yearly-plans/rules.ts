import { states } from '../platform/states.ts'

/* The plan of one year without a database: its states, its sums, its place in the plan's targets, what changed between two versions. */

/** Where a yearly plan stands. */
export const yearlyPlanStates = states({
  draft: { vi: 'Đang lập', en: 'Being drawn up', tone: 'info' },
  sent: { vi: 'Đã trình', en: 'Sent for approval', tone: 'warning' },
  returned: { vi: 'Trả lại để sửa', en: 'Returned to be mended', tone: 'warning' },
  approved: { vi: 'Đã phê duyệt', en: 'Approved by the leader', tone: 'success' },
})
export type YearlyPlanState = (typeof yearlyPlanStates.keys)[number]

/** Whether its lines may be changed. */
export const isOpen = (state: string): boolean => state === 'draft' || state === 'returned'

/** Amounts of a line, in đồng. */
interface Money {
  readonly amount: bigint
  readonly counterpart: bigint | null
}

/** What lines cost this programme, and what others pay beside, in đồng. */
export const sumOf = (lines: readonly Money[]) => ({
  amount: lines.reduce((all, line) => all + line.amount, 0n),
  counterpart: lines.reduce((all, line) => all + (line.counterpart ?? 0n), 0n),
})

/** What a line brings to which target. */
interface Brings {
  readonly targetId: number | null
  readonly targetQuantity: number | null
}

/** How much the lines bring to each target that one of them names. */
export function broughtTo(lines: readonly Brings[]): ReadonlyMap<number, number> {
  const sums = new Map<number, number>()
  for (const { targetId, targetQuantity } of lines)
    if (targetId !== null && targetQuantity !== null)
      sums.set(targetId, (sums.get(targetId) ?? 0) + targetQuantity)
  return sums
}

/** A line as versions are compared by it. */
export type ComparedLine = Readonly<Record<string, string | null>>

export interface LineChange {
  readonly id: number
  readonly title: string
  readonly kind: 'added' | 'removed' | 'changed'
  readonly fields: { readonly field: string; readonly before: string | null; readonly after: string | null }[]
}

/**
 * What changed from one version to another, line by line; a line is the same by its number. Added and changed ones in the order of the
 * later version, then those that were taken out.
 */
export function compareLines(
  before: ReadonlyMap<number, ComparedLine>,
  after: ReadonlyMap<number, ComparedLine>,
): LineChange[] {
  const changes: LineChange[] = []
  for (const [id, line] of after) {
    const earlier = before.get(id)
    const title = line.title ?? ''
    if (earlier === undefined) {
      changes.push({ id, title, kind: 'added', fields: fieldsOf(null, line) })
      continue
    }
    const fields = fieldsOf(earlier, line).filter((one) => one.before !== one.after)
    if (fields.length > 0) changes.push({ id, title, kind: 'changed', fields })
  }
  for (const [id, line] of before)
    if (!after.has(id))
      changes.push({ id, title: line.title ?? '', kind: 'removed', fields: fieldsOf(line, null) })
  return changes
}

function fieldsOf(before: ComparedLine | null, after: ComparedLine | null): LineChange['fields'] {
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...keys].flatMap((field) => {
    const [was, is] = [before?.[field] ?? null, after?.[field] ?? null]
    return was === null && is === null ? [] : [{ field, before: was, after: is }]
  })
}
