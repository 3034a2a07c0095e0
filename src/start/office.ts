import type { PageRequest } from '../platform/page.ts'

/** For how long a name is kept without being read again, in milliseconds: it stands on every page and hardly ever changes. */
const freshFor = 60_000
const mostKept = 1000

/** The agency or enterprise that an account acts for, by its name; null for one that acts for none. */
export function officeNames() {
  const kept = new Map<string, { readonly at: number; readonly name: string | null }>()
  return async ({ actor, system: { db }, language }: PageRequest): Promise<string | null> => {
    const { agencyId, enterpriseId } = actor
    if (agencyId === null && enterpriseId === null) return null
    const key = `${language} ${agencyId} ${enterpriseId}`
    const known = kept.get(key)
    if (known !== undefined && Date.now() - known.at < freshFor) return known.name
    const row =
      agencyId === null
        ? await db
            .selectFrom('enterprise')
            .select(['name', 'nameEn'])
            .where('id', '=', enterpriseId)
            .executeTakeFirst()
        : await db
            .selectFrom('agency')
            .select(['name', 'nameEn'])
            .where('id', '=', agencyId)
            .executeTakeFirst()
    const name = (language === 'en' ? row?.nameEn : null) ?? row?.name ?? null
    if (kept.size >= mostKept) kept.clear()
    kept.set(key, { at: Date.now(), name })
    return name
  }
}
