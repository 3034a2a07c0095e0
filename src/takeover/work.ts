import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { holds } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { RoomWork } from '../platform/work.ts'
import { batchStates } from './batch-states.ts'
import { proposeTakeover, takenOverApart } from './batches.ts'
import { approveTakeover } from './import.ts'
import { steps } from './steps.ts'

export const takeoverWork: RoomWork = {
  kinds: [
    stagedImports({
      kind: 'takeover',
      by: proposeTakeover,
      label: words('Trình duyệt bảng số liệu cũ đã kiểm tra', 'Propose a checked sheet of old data'),
      address: '/takeover/imports/{id}',
      unless: sql`EXISTS (SELECT FROM takeover_batch b WHERE b.id = i.id)`,
    }),
    {
      kind: 'takeover.approve',
      label: words('Duyệt lô tiếp nhận số liệu cũ', 'Approve a batch of old data'),
      record: 'takeover',
      states: ['proposed'],
      by: approveTakeover,
      whose: 'office',
      apart: takenOverApart,
      address: '/takeover/imports/{id}',
      // Each step names who approves it.
      rows: ({ actor }) => ({
        from: sql`takeover_batch b LEFT JOIN file f ON f.id = b.file_id WHERE b.state = 'proposed'
          AND b.step = ANY (${steps.filter(({ approvedBy }) => holds(actor, approvedBy)).map(({ key }) => key)}::text[])`,
        id: sql`b.id`,
        since: localDay('b.proposed_at'),
        subject: sql`f.name || ': ' || b.note`,
      }),
    },
  ],
  records: [
    {
      record: 'takeover',
      table: 'takeover_batch',
      states: batchStates.keys,
      settled: {
        returned: words(
          'Người trình sửa bảng rồi trình lô mới.',
          'Who proposed it mends the sheet and proposes a new batch.',
        ),
        approved: words('Đã ghi.', 'Written.'),
        undone: words('Đã hoàn tác.', 'Undone.'),
      },
    },
  ],
}
