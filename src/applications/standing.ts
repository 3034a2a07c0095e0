import { z } from 'zod'
import { appraisalWays, type Standing, standingOf } from '../councils/index.ts'
import type { Db } from '../platform/database.ts'
import { dongOut } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { conflict, type FieldProblem } from '../platform/problem.ts'
import type { ApplicationAction } from './states.ts'

/* Who appraises an application, as its call says, and how far that has come: what the officer's own appraisal and the decision go by. */

interface Called {
  readonly id: number
  readonly callId: number | null
}

/** How far the appraisal of an application has come. */
export async function standingOfApplication(db: Db, { id, callId }: Called): Promise<Standing> {
  const call =
    callId === null
      ? undefined
      : await db.selectFrom('call').select('appraisedBy').where('id', '=', callId).executeTakeFirst()
  return standingOf(db, 'application', id, call?.appraisedBy ?? 'officer')
}

/** How it stands in REST. */
export const StandingRow = z.object({
  way: appraisalWays.schema,
  /** The appraisal by two officers or a council; null where none was begun. */
  appraisalId: z.int().nullable(),
  concluded: z.boolean(),
  /** A council concluded that it does not pass. */
  failed: z.boolean(),
  /** Between which amounts it may be proposed; null where nothing is laid down or it is not told. */
  least: dongOut().nullable(),
  most: dongOut().nullable(),
})

/** @param office officers read the amounts, nobody else */
export const standingRow = ({ way, id, concluded, failed, bounds }: Standing, office: boolean) => ({
  ...{ way, appraisalId: office ? id : null, concluded, failed },
  least: office ? (bounds?.least ?? null) : null,
  most: office ? (bounds?.most ?? null) : null,
})

/** Whether an act may come before the appraisal is concluded; one that a council did not pass is only refused. */
export function allows(standing: Standing, action: ApplicationAction): boolean {
  if (action === 'refuse') return standing.concluded
  if (action === 'appraise' || action === 'accept' || action === 'wait')
    return standing.concluded && !standing.failed
  return true
}

/** @throws Problem 409 where the appraisal that the call demands is not concluded, or did not pass */
export function refuseBefore(standing: Standing, action: ApplicationAction): void {
  if (allows(standing, action)) return
  const { vi, en } = appraisalWays.names[standing.way]
  if (standing.failed)
    throw conflict(
      'applications.notPassed',
      words('Hội đồng kết luận không đạt.', 'The council concluded that it does not pass.'),
    )
  throw conflict(
    'applications.notConcluded',
    words(
      `Đợt kêu gọi quy định “${vi}” thẩm định; việc đó chưa kết luận.`,
      `The call says that “${en}” appraises; that is not concluded yet.`,
    ),
  )
}

/** An amount must lie within what two officers or a council proposed. */
export function outsideBounds({ bounds }: Standing, amount: bigint): FieldProblem | null {
  if (bounds === null || (amount >= bounds.least && amount <= bounds.most)) return null
  const of = (language: 'vi' | 'en') => [
    formatDong(bounds.least, language),
    formatDong(bounds.most, language),
  ]
  const [vi, en] = [of('vi'), of('en')]
  return {
    field: 'amount',
    words: words(
      `Việc thẩm định đã kết luận: từ ${vi[0]} đến ${vi[1]} đồng.`,
      `The appraisal concluded: from ${en[0]} to ${en[1]} đồng.`,
    ),
  }
}
