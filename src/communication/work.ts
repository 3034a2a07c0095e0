import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind, WorkRows } from '../platform/work.ts'
import { confirmCommunication, enteredApart, recordCommunication } from './commands.ts'
import { applyCommunication } from './import.ts'
import { communicationStates } from './rules.ts'

const common = { record: 'communication', address: '/communication/{id}' } as const

const rowsWhere = (state: string, proof: boolean | null): WorkRows => ({
  from: sql`communication c WHERE c.state = ${sql.lit(state)} AND ${
    proof === null ? sql`true` : proof ? sql`c.file_id IS NOT NULL` : sql`c.file_id IS NULL`
  }`,
  id: sql`c.id`,
  since: sql`c.entered_on`,
  agencyId: sql`c.agency_id`,
  planId: sql`c.plan_id`,
  subject: sql`c.title`,
})

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'communication.confirm',
    label: words('Xác nhận hoạt động truyền thông', 'Confirm communication'),
    states: ['entered'],
    by: confirmCommunication,
    whose: 'office',
    apart: enteredApart,
    rows: () => rowsWhere('entered', true),
  },
  {
    ...common,
    kind: 'communication.prove',
    label: words('Bổ sung minh chứng truyền thông', 'Add the proof of communication'),
    states: [],
    by: recordCommunication,
    whose: 'agency',
    charged: false,
    rows: () => rowsWhere('entered', false),
  },
  {
    ...common,
    kind: 'communication.mend',
    label: words('Sửa hoạt động truyền thông bị trả lại', 'Mend returned communication'),
    states: ['returned'],
    by: recordCommunication,
    whose: 'agency',
    rows: () => rowsWhere('returned', null),
  },
  stagedImports({
    kind: 'communication',
    by: applyCommunication,
    label: words('Ghi bảng hoạt động truyền thông đã kiểm tra', 'Write a checked table of communication'),
    address: '/communication/imports/{id}',
  }),
]

export const communicationWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'communication',
      table: 'communication',
      states: communicationStates.keys,
      settled: {
        confirmed: words('Đã xác nhận, được tính.', 'Confirmed and counted.'),
        withdrawn: words('Đã rút, có lý do.', 'Withdrawn, with the reason.'),
      },
    },
  ],
}
