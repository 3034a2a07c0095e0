import type { PageRequest } from '../platform/page.ts'
import { pickable } from '../providers/index.ts'

/**
 * Who on the register can issue a certificate: certification bodies, laboratories, inspection bodies, each once.
 * @param day on which it was issued, where that is known: the licence of then is what counts
 */
export async function certifiers(request: PageRequest, day?: string) {
  const found = await Promise.all(
    (['certifier', 'laboratory', 'inspection'] as const).map((role) => pickable(request, role, day)),
  )
  return [...new Map(found.flat().map((each) => [each.value, each])).values()]
}
