import type { PageRequest } from '../platform/page.ts'
import { listEventKinds } from './event-kinds.ts'
import { lotProducts } from './queries.ts'

/** The products that a lot of a turn may be of. */
export async function productChoices(request: PageRequest, turnId: number) {
  const { products } = await request.execute(lotProducts, { id: turnId })
  return products.map(({ id, name, gtin }) => ({
    value: id,
    label: gtin === null ? name : `${name} (GTIN ${gtin})`,
  }))
}

/** The kinds of event in use. */
export async function eventChoices(request: PageRequest) {
  const { rows } = await request.execute(listEventKinds, { limit: 1000 })
  return rows
    .filter(({ endedOn }) => endedOn === null)
    .map(({ id, name, nameEn }) => ({ value: id, label: request.t(name, nameEn) }))
}
