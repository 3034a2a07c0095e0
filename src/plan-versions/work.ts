import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { planStates } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { decideNumber, undecidedTargets } from './decide.ts'
import { applyPastImport } from './past-import.ts'

export const versionWork: RoomWork = {
  kinds: [
    {
      kind: 'plans.decideNumber',
      label: words('Quyết định giữa số của phần lời và số của bảng', 'Decide between text and table'),
      record: 'target',
      states: [],
      by: decideNumber,
      whose: 'office',
      address: '/plan/targets/{id}/decision',
      rows: () => ({
        from: undecidedTargets,
        id: sql`t.id`,
        since: sql`p.issued_on`,
        subject: sql`i.name`,
        subjectEn: sql`i.name_en`,
      }),
    },
    stagedImports({
      kind: 'results',
      by: applyPastImport,
      label: words('Ghi bảng kết quả đã kiểm tra', 'Write a checked table of results'),
      address: '/past-result-imports/{id}',
    }),
  ],
  records: [
    {
      record: 'plan',
      table: 'plan',
      states: planStates.keys,
      settled: {
        draft: words(
          'Dự thảo kế hoạch là bản nháp riêng, có việc của nó.',
          'A draft has a record and work of its own.',
        ),
        active: words('Đang thực hiện.', 'In force.'),
        replaced: words('Đã có kế hoạch thay thế.', 'Replaced.'),
      },
    },
  ],
}
