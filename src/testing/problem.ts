import { Problem } from '../platform/problem.ts'

/** The problem that an attempt ends in. @throws Error when it succeeds; what else it throws */
export async function problemOf(attempt: Promise<unknown>): Promise<Problem> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof Problem) return error
  throw error ?? new Error('It was not refused')
}
