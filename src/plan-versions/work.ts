import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { applyPastImport } from './past-import.ts'
import { planStates } from './queries.ts'

export const versionWork: RoomWork = {
  kinds: [
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
