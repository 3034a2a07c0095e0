import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { applyEntries } from './import.ts'

export const keyProductWork: RoomWork = {
  kinds: [
    stagedImports({
      kind: 'key_products',
      by: applyEntries,
      label: words('Ghi phụ lục sản phẩm chủ lực đã kiểm tra', 'Write a checked appendix of key products'),
      address: '/key-products/imports/{id}',
    }),
  ],
  records: [],
}
