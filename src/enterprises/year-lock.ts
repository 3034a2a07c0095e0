import { yearOf } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { invalidField, staleRecord } from '../platform/problem.ts'
import { enterpriseEvidence } from './evidence.ts'
import { lockEnterprise, visibleEnterprise } from './lock.ts'

/** Why an enterprise can have no figures of a year: it has not come, or lies before the enterprise was founded. */
export function yearProblem(year: number, foundedOn: string | null, today: string): Words | null {
  if (year > yearOf(today)) return words('Năm chưa tới nên chưa có số liệu.', 'That year has not come yet.')
  if (foundedOn === null || year >= yearOf(foundedOn)) return null
  return words(
    `Doanh nghiệp thành lập năm ${yearOf(foundedOn)}.`,
    `The enterprise was founded in ${yearOf(foundedOn)}.`,
  )
}

type OfYear = { readonly id: number; readonly year: number }

function ofItsYears({ year }: OfYear, { foundedOn }: { foundedOn: string | null }, today: string): void {
  const wrong = yearProblem(year, foundedOn, today)
  if (wrong !== null) throw invalidField('year', wrong)
}

/** The rule of a form with one year's figures of an enterprise. @throws Problem 404, 422 at `year` */
export const yearRule = {
  of: ['id', 'year'],
  check: async (input: OfYear, context: Context) =>
    ofItsYears(input, await visibleEnterprise(context, input.id), context.today),
} as const

/**
 * The enterprise under lock, before one year of its figures is written with the paper behind it.
 * @throws Problem 404; 409 when the year has been changed since `version` was seen (0: there was none); 422 for a year
 * of which there can be no figures, or for a file that shows nothing of this enterprise
 */
export async function lockYear(
  context: Context,
  table: 'enterpriseYear' | 'enterpriseAccounts',
  input: OfYear & { readonly version: number; readonly fileId?: number | undefined },
) {
  const enterprise = await lockEnterprise(context, input.id)
  ofItsYears(input, enterprise, context.today)
  const before = await context.db
    .selectFrom(table)
    .select(['version', 'fileId'])
    .where('enterpriseId', '=', input.id)
    .where('year', '=', input.year)
    .executeTakeFirst()
  if ((before?.version ?? 0) !== input.version) throw staleRecord()
  await enterpriseEvidence(context, input.id, input.fileId, before?.fileId)
  return enterprise
}
