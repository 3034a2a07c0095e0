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
