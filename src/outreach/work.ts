import { type RawBuilder, sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind, WorkRows } from '../platform/work.ts'
import { confirmOutreach, outreachWay, recordOutreach, sendOutreach } from './commands.ts'
import { applyOutreach } from './import.ts'
import {
  confirmIntegration,
  integrationWay,
  recordIntegration,
  sendIntegration,
} from './integration/commands.ts'
import { applyIntegrations } from './integration/import.ts'
import { outreachStates } from './rules.ts'

const rowsOf =
  (table: 'outreach' | 'integration', subject: RawBuilder<unknown>) =>
  (state: string): WorkRows => ({
    from: sql`${sql.table(table)} o WHERE o.state = ${sql.lit(state)}`,
    id: sql`o.id`,
    since: state === 'draft' ? sql`o.entered_on` : sql`o.sent_on`,
    agencyId: sql`o.agency_id`,
    planId: sql`o.plan_id`,
    subject,
  })
const activities = rowsOf('outreach', sql`o.title`)
const integrated = rowsOf('integration', sql`o.programme`)

const activity = { record: 'outreach', address: '/outreach/{id}' } as const
const money = { record: 'integration', address: '/integrations/{id}' } as const

const kinds: readonly WorkKind[] = [
  {
    ...activity,
    kind: 'outreach.confirm',
    label: words('Xem xét việc của cơ quan, hội', 'Look at outreach'),
    states: ['sent'],
    by: confirmOutreach,
    whose: 'office',
    apart: outreachWay.apart,
    rows: () => activities('sent'),
  },
  {
    ...activity,
    kind: 'outreach.send',
    label: words('Ghi đủ và gửi việc đã làm', 'Complete and send outreach'),
    states: ['draft'],
    by: sendOutreach,
    whose: 'agency',
    charged: false,
    rows: () => activities('draft'),
  },
  {
    ...activity,
    kind: 'outreach.mend',
    label: words('Sửa việc bị trả lại rồi gửi lại', 'Mend returned outreach'),
    states: ['returned'],
    by: recordOutreach,
    whose: 'agency',
    rows: () => activities('returned'),
  },
  {
    ...money,
    kind: 'integrations.confirm',
    label: words('Xem xét khoản lồng ghép', 'Look at integrated money'),
    states: ['sent'],
    by: confirmIntegration,
    whose: 'office',
    apart: integrationWay.apart,
    rows: () => integrated('sent'),
  },
  {
    ...money,
    kind: 'integrations.send',
    label: words('Ghi đủ và gửi khoản lồng ghép', 'Complete and send integrated money'),
    states: ['draft'],
    by: sendIntegration,
    whose: 'agency',
    charged: false,
    rows: () => integrated('draft'),
  },
  {
    ...money,
    kind: 'integrations.mend',
    label: words('Sửa khoản lồng ghép bị trả lại', 'Mend returned integrated money'),
    states: ['returned'],
    by: recordIntegration,
    whose: 'agency',
    rows: () => integrated('returned'),
  },
  stagedImports({
    kind: 'outreach',
    by: applyOutreach,
    label: words('Ghi bảng việc vận động đã kiểm tra', 'Write a checked table of outreach'),
    address: '/outreach/imports/{id}',
  }),
  stagedImports({
    kind: 'integration',
    by: applyIntegrations,
    label: words('Ghi bảng khoản lồng ghép đã kiểm tra', 'Write a checked table of integrated money'),
    address: '/integrations/imports/{id}',
  }),
]

const settled = {
  confirmed: words('Đã xác nhận, được tính.', 'Confirmed and counted.'),
  withdrawn: words('Đã rút, có lý do.', 'Withdrawn, with the reason.'),
}

export const outreachWork: RoomWork = {
  kinds,
  records: [
    { record: 'outreach', table: 'outreach', states: outreachStates.keys, settled },
    { record: 'integration', table: 'integration', states: outreachStates.keys, settled },
  ],
}
