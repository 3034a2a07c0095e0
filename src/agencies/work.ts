import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { applyAgencies } from './import.ts'

export const agencyWork: RoomWork = {
  kinds: [
    stagedImports({
      kind: 'agencies',
      by: applyAgencies,
      label: words('Ghi danh sách cơ quan đã kiểm tra', 'Write a checked list of agencies'),
      address: '/agencies/imports/{id}',
    }),
  ],
  records: [],
}
