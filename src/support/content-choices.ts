import { words } from '../platform/language.ts'
import type { Rule } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import type { Choice } from '../ui/index.ts'
import { listContents } from './queries.ts'
import { contentKinds } from './rules.ts'

/** The contents of support as choices, grouped by kind. @param all also those that ended, for filters */
export async function contentChoices(request: PageRequest, all: boolean): Promise<Choice[]> {
  const { t } = request
  const contents = await request.execute(listContents, {})
  return contents
    .filter(({ active }) => all || active)
    .map(({ id, name, nameEn, kind }) => ({
      value: id,
      label: t(name, nameEn),
      group: t(contentKinds.names[kind]),
    }))
}

/** Rule: the content is one that is supported. */
export const activeContent: Rule<{ contentId: number }> = {
  of: ['contentId'],
  judge: async ({ contentId }, { db }) => {
    const content = await db
      .selectFrom('supportContent')
      .select('active')
      .where('id', '=', contentId)
      .executeTakeFirst()
    if (content?.active === true) return null
    return {
      field: 'contentId',
      words: words('Xin chọn một nội dung đang được hỗ trợ.', 'Please choose a content that is supported.'),
    }
  },
}
