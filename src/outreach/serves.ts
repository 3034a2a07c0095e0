import { PlanDocument, planFor } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { taskSentences } from '../standing-duties/index.ts'

/* The sentences of a plan that something done may serve: its duties by their codes, its tasks by section and place. */

export interface Sentence {
  readonly key: string
  readonly vi: string
  readonly en: string
}

export async function sentencesOf(db: Db, planId: number): Promise<Sentence[]> {
  const row = await db.selectFrom('plan').select('document').where('id', '=', planId).executeTakeFirst()
  if (row === undefined) return []
  const document = PlanDocument.parse(row.document)
  return [
    ...document.duties.map(({ code, vi, en }) => ({ key: code, vi, en })),
    ...taskSentences(document).map(({ key, words: said }) => ({ key, ...said })),
  ]
}

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
