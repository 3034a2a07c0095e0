import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { applyPlaces } from './import/import.ts'

export const placeWork: RoomWork = {
  kinds: [
    stagedImports({
      kind: 'places',
      by: applyPlaces,
      label: words(
        'Ghi danh sách đơn vị hành chính đã kiểm tra',
        'Write a checked list of administrative units',
      ),
      address: '/places/imports/{id}',
    }),
  ],
  records: [],
}
