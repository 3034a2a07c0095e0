import { z } from 'zod'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Section } from '../ui/index.ts'

/*
 * The enterprises of an owner. Whoever acts for one has nothing to choose; of several each form and page says which one it is for, by
 * `?enterpriseId=` or a field, and nothing is switched.
 */

const Mine = z.object({ id: z.int(), name: z.string(), taxCode: z.string() })
export type Mine = z.infer<typeof Mine>

/** The enterprises that the account acts for. */
export const listMine = query({
  name: 'enterprises.mine',
  summary: words('Doanh nghiệp của tôi', 'My enterprises'),
  route: 'GET /my-enterprises',
  input: z.object({}),
  output: z.object({ enterprises: z.array(Mine) }),
  may: ['enterprise'],
  async run({ db, actor }) {
    const enterprises = await db
      .selectFrom('enterprise')
      .select(['id', 'name', 'taxCode'])
      .where('id', 'in', actor.enterpriseIds.length === 0 ? [0] : [...actor.enterpriseIds])
      .orderBy('name')
      .orderBy('id')
      .execute()
    return { enterprises }
  },
})

/** The enterprises to choose among; none where there is no choice. */
export async function ownChoices({ actor, execute }: PageRequest): Promise<readonly Mine[]> {
  if (actor.enterpriseIds.length < 2) return []
  return (await execute(listMine, {})).enterprises
}

/** The enterprise that an address names, or the only one; null while an owner of several has named none. */
export function ownNamed({ actor, url }: PageRequest): number | null {
  const named = Number(url.searchParams.get('enterpriseId') ?? '')
  if (actor.enterpriseIds.includes(named)) return named
  return actor.enterpriseIds.length > 1 ? null : actor.enterpriseId
}

/** Asks an owner of several which one this is for. @param at the address that takes `?enterpriseId=`, or bears `{id}` */
export async function OwnChoice({ request, at }: { request: PageRequest; at: string }) {
  const { t, url } = request
  const choices = await ownChoices(request)
  const kept = [...url.searchParams].filter(([name]) => name !== 'enterpriseId')
  const asked = (id: number) => `${at}?${new URLSearchParams([...kept, ['enterpriseId', String(id)]])}`
  return (
    <Section title={t('Cho doanh nghiệp nào?', 'For which enterprise?')} id="enterprise">
      <ul class="grid gap-2">
        {choices.map(({ id, name, taxCode }) => (
          <li>
            <a href={at.includes('{id}') ? at.replace('{id}', String(id)) : asked(id)}>{name}</a>
            <span class="hint"> · {taxCode}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

export const myEnterprise = page({
  route: 'GET /my-enterprise',
  may: ['enterprise'],
  place: {
    group: 'work',
    order: 10,
    main: ['enterprise'],
    label: words('Doanh nghiệp của tôi', 'My enterprise'),
  },
  async run(request) {
    const { actor, t } = request
    if (actor.enterpriseId === null) throw notFound(words('doanh nghiệp', 'Enterprise'))
    const id = ownNamed(request)
    if (id !== null) return { to: `/enterprises/${id}` }
    return {
      title: t('Doanh nghiệp của tôi', 'My enterprises'),
      body: await OwnChoice({ request, at: '/enterprises/{id}' }),
    }
  },
})
