import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { contentFields } from './content-fields.ts'

/** The support that an enterprise was given for a content under a plan; cancelled turns are none. */
export async function earlierTurns(
  db: Db,
  r: { planId: number; enterpriseId: number; contentId: number; exceptApplicationId: number },
): Promise<{ turnId: number; year: number }[]> {
  return db
    .selectFrom('supportTurn')
    .select(['id as turnId', 'year'])
    .where('planId', '=', r.planId)
    .where('enterpriseId', '=', r.enterpriseId)
    .where('contentId', '=', r.contentId)
    .where('applicationId', '<>', r.exceptApplicationId)
    .where('state', '<>', 'cancelled')
    .orderBy('id')
    .execute()
}

/** What enterprises can be supported for, with the provision behind each; open to everyone. */
export const listContents = query({
  name: 'support.contents',
  summary: words('Danh mục nội dung hỗ trợ', 'Catalogue of contents of support'),
  route: 'GET /support/contents',
  input: z.object({}),
  output: z.array(
    z.object({
      id: z.int(),
      ...contentFields.row,
      standards: z.array(z.string()),
      active: z.boolean(),
    }),
  ),
  may: ['public'],
  async run({ db }) {
    return db
      .selectFrom('supportContent as c')
      .select(['c.id', ...contentFields.select('c'), 'c.standards', 'c.active'])
      .orderBy('ord')
      .orderBy('id')
      .execute()
  },
})
