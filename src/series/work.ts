import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { applyImport } from './import/import.ts'

export const seriesWork: RoomWork = {
  kinds: [
    stagedImports({
      kind: 'series',
      by: applyImport,
      label: words('Ghi bảng số liệu thống kê đã kiểm tra', 'Write a checked table of statistics'),
      address: '/series/imports/{id}',
    }),
  ],
  records: [],
}
