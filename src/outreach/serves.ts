import { planFor } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { sentencesOf } from '../standing-duties/index.ts'

/** What is wrong with a sentence that is named: the plan of the day has none such. */
export async function wrongSentence(context: Pick<Context, 'db' | 'planId'>, serves: string, day: string) {
  const plan = await planFor(context, { day })
  return (await sentencesOf(context.db, plan.id)).some(({ key }) => key === serves)
    ? null
    : {
        field: 'serves' as const,
        words: words('Kế hoạch không có nội dung này.', 'The plan has no such sentence.'),
      }
}
