import type { OfficialDocument } from '../documents/official/model.ts'
import type { Context } from '../platform/operation.ts'
import { Problem } from '../platform/problem.ts'
import { rehearsalDocument } from './document.ts'
import { askedBy } from './draft.ts'
import { rehearseRules } from './queries.ts'

/**
 * What the draft at an address of the rehearsal would do, as the annex of another document; null for a draft that changes nothing, or names what is
 * not there any more.
 * @param planId the plan on whose applications it is run, unless the address names one
 */
export async function rehearsalAnnex(
  context: Context,
  planId: number,
  address: string,
): Promise<NonNullable<OfficialDocument['appendices']>[number] | null> {
  const { searchParams } = new URL(address, 'http://rehearsal.invalid')
  const input = rehearseRules.input.safeParse(askedBy(searchParams))
  if (!input.success) return null
  const named = Number(searchParams.get('plan'))
  const of = await rehearseRules
    .run({ ...context, planId: named > 0 ? named : planId }, { ...input.data, all: false })
    .catch((error: unknown) => {
      if (error instanceof Problem) return null
      throw error
    })
  if (of === null || of.changes.length === 0) return null
  const { subject, blocks, appendices } = await rehearsalDocument(context.db, of, context.today)
  return {
    label: 'Phụ lục',
    title: subject,
    landscape: true,
    blocks: [...blocks, ...(appendices ?? []).flatMap((one) => one.blocks)],
  }
}
