import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { setAssetLife } from './asset-lives.ts'
import { applyImport } from './import/import.ts'

export const seriesWork: RoomWork = {
  kinds: [
    {
      kind: 'series.checkAssetLife',
      label: words(
        'Đối chiếu khấu hao, tuổi thọ tài sản với nguồn',
        'Hold depreciation and lives of assets against their source',
      ),
      counted: words('loại tài sản', 'types of asset'),
      record: 'series_part',
      states: [],
      by: setAssetLife,
      whose: 'office',
      address: '/series/asset-lives',
      rows: ({ today }) => ({
        from: sql`series_part p WHERE p.kind = 'asset' AND p.to_check`,
        id: sql`p.ord`,
        since: sql`${today}::date`,
        subject: sql`p.name`,
        subjectEn: sql`p.name_en`,
        group: {
          key: sql`'assets'`,
          label: sql`'Danh mục loại tài sản'`,
          labelEn: sql`'Catalogue of types of asset'`,
        },
      }),
    },
    stagedImports({
      kind: 'series',
      by: applyImport,
      label: words('Ghi bảng số liệu thống kê đã kiểm tra', 'Write a checked table of statistics'),
      address: '/series/imports/{id}',
    }),
  ],
  records: [],
}
