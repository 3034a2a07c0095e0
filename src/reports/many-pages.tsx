import { words } from '../platform/language.ts'
import { manyCommand } from '../platform/many.ts'
import { manyPages } from '../ui/index.ts'
import { resolutionFields } from './obstacle-fields.ts'
import { listObstacles, readableObstacles, resolveObstacle } from './obstacles.ts'

/** What was done about several obstacles at once: one answer for all of them. */
export const resolveObstacles = manyCommand({
  each: resolveObstacle,
  own: ['id'],
  async rows({ db, actor }, ids) {
    const rows = await db
      .selectFrom('obstacle as o')
      .leftJoin('enterprise as e', 'e.id', 'o.enterpriseId')
      .leftJoin('agency as a', 'a.id', 'o.agencyId')
      .select(['o.id', 'o.text', 'e.name as enterprise', 'a.name as agency', 'a.nameEn as agencyEn'])
      .where('o.id', 'in', [...ids])
      .where(readableObstacles(actor, 'o'))
      .execute()
    return rows.map(({ id, text, enterprise, agency, agencyEn }) => {
      const first = text.length > 100 ? `${text.slice(0, 100).trimEnd()}…` : text
      const by = (of: string | null) => [enterprise ?? of, first].filter((part) => part !== null).join(': ')
      return { id, label: words(by(agency), by(agencyEn)), input: { id } }
    })
  },
  name: 'obstacles.resolveMany',
  summary: words('Ghi kết quả giải quyết nhiều khó khăn, vướng mắc', 'Resolve several obstacles'),
  route: 'POST /obstacle-batches/resolution',
})

export const resolveMany = manyPages({
  command: resolveObstacles,
  title: words('Ghi kết quả giải quyết', 'Resolve'),
  address: '/obstacles/many/resolution',
  list: { label: words('Khó khăn, vướng mắc', 'Obstacles'), href: '/obstacles', query: listObstacles },
  href: (id) => `/obstacles/${id}`,
  fields: (f, { t }) => resolutionFields.form(f as never, t),
  submit: (count, t) => t(`Ghi kết quả cho ${count} việc`, `Resolve ${count}`),
})
