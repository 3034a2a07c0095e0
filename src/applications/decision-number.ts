import { decisionNumberOf } from '../outgoing/index.ts'
import type { Db } from '../platform/database.ts'

/** The number that the decision on one application bears. */
export const applicationDecisionNumber = (
  db: Db,
  {
    id,
    ...of
  }: {
    readonly id: number
    readonly decisionNumber?: string | undefined
    readonly decidedOn: string
    readonly committee: boolean
  },
): Promise<string> =>
  decisionNumberOf(db, {
    ...{ decisionNumber: of.decisionNumber, decidedOn: of.decidedOn, committee: of.committee },
    ...{ subject: `Kết quả xét hồ sơ số ${id}`, record: `application:${id}` },
  })
