import type { PageRequest } from '../platform/page.ts'
import { pickable } from '../providers/index.ts'

/** Who on the register can issue a certificate: certification bodies, laboratories, inspection bodies, each once. */
export async function certifiers(request: PageRequest) {
  const found = await Promise.all(
    (['certifier', 'laboratory', 'inspection'] as const).map((role) => pickable(request, role)),
  )
  return [...new Map(found.flat().map((each) => [each.value, each])).values()]
}
