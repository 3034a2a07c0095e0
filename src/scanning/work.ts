import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import { uploadFile } from '../platform/uploads.ts'
import type { RoomWork } from '../platform/work.ts'
import { rescanFiles, toldDays } from './queries.ts'

export const scanningWork: RoomWork = {
  kinds: [
    {
      kind: 'files.replace',
      label: words('Thay tệp nhiễm mã độc', 'Replace an infected file'),
      record: 'file_scan',
      states: ['infected'],
      by: uploadFile,
      whose: 'person',
      address: '/files/{id}',
      rows: ({ today }) => ({
        from: sql`file_scan s JOIN file f ON f.sha256 = s.sha256
          WHERE s.state = 'infected' AND s.scanned_at > ${today}::date - ${toldDays}::int`,
        id: sql`f.id`,
        since: localDay('s.scanned_at'),
        personId: sql`f.uploaded_by`,
        subject: sql`f.name`,
      }),
    },
    {
      kind: 'files.scan',
      label: words('Xem vì sao tệp chưa quét được', 'See why files could not be scanned'),
      counted: words('tệp', 'files'),
      record: 'file_scan',
      states: ['waiting'],
      by: rescanFiles,
      whose: 'office',
      charged: false,
      address: '/scanner',
      rows: ({ today }) => ({
        from: sql`file_scan s JOIN file f ON f.sha256 = s.sha256 WHERE s.state = 'waiting' AND s.fault IS NOT NULL`,
        id: sql`f.id`,
        since: sql`least(${localDay('f.uploaded_at')}, ${today}::date)`,
        subject: sql`f.name`,
        group: {
          key: sql`'waiting'`,
          label: sql`'Bộ quét không trả lời'`,
          labelEn: sql`'The scanner does not answer'`,
        },
      }),
    },
  ],
  records: [
    {
      record: 'file_scan',
      table: 'file_scan',
      states: ['waiting', 'clean', 'infected', 'made'],
      settled: {
        clean: words('Sạch.', 'Clean.'),
        made: words('Do chương trình tạo.', 'Made by the program.'),
      },
    },
  ],
}
