import type { PageRequest } from '../platform/page.ts'
import { contentKinds, listContents } from '../support/index.ts'
import type { Choice } from '../ui/index.ts'
import { applicationYears } from './queries.ts'

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

/** The years of the plan to work in as choices, or of the plan that an application is under. */
export async function yearChoices(request: PageRequest, planId?: number): Promise<Choice[]> {
  const { years } = await request.execute(applicationYears, { planId })
  return years.map((year) => ({ value: year, label: String(year) }))
}
