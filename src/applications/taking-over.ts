import type { Db } from '../platform/database.ts'
import { type ApplicationValues, applicationFields } from './fields.ts'
import { keepFiling } from './filings.ts'
import type { ApplicationState } from './states.ts'

/* An application of past years as its sheet has it: what was decided then is recorded and not judged again. */

/** The states that a sheet may give an application. What is half done is filed, and goes on from there. */
export const takenOverStates = [
  'filed',
  'waiting',
  'accepted',
  'refused',
  'withdrawn',
] as const satisfies readonly ApplicationState[]

export interface PastApplication extends Readonly<Omit<ApplicationValues, 'fileId'>> {
  readonly planId: number
  readonly enterpriseId: number
  readonly filedOn: string
  readonly state: (typeof takenOverStates)[number]
  /** What was decided, in đồng. */
  readonly amount: bigint | null
  readonly decisionNumber: string | null
  readonly decidedOn: string | null
  readonly decisionReason: string | null
}

/** Writes it with its one filing, inside the caller's command. @returns its id */
export async function takeOverApplication(
  db: Db,
  { amount, ...application }: PastApplication,
): Promise<number> {
  const filedAt = `${application.filedOn}T00:00:00+07:00`
  const { id } = await db
    .insertInto('application')
    .values({ ...application, appraisedAmount: amount, filedAt })
    .returning('id')
    .executeTakeFirstOrThrow()
  const said = applicationFields.values({
    ...application,
    ownFundsSource: application.ownFundsSource ?? undefined,
    otherSupport: application.otherSupport ?? undefined,
    otherSupportFrom: application.otherSupportFrom ?? undefined,
  })
  await keepFiling(db, id, said, { again: false, filedAt })
  return id
}
