import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { addLicence, confirmProvider, enteredApart } from './commands.ts'
import { providerStates } from './fields.ts'
import { applyProviders } from './import.ts'
import { rateProvider } from './rating.ts'
import { licenceSteps } from './rules.ts'

const kinds: readonly WorkKind[] = [
  {
    record: 'provider',
    address: '/providers/{id}',
    kind: 'providers.confirm',
    label: words('Xác nhận tổ chức, chuyên gia hỗ trợ', 'Confirm a provider'),
    states: ['proposed'],
    by: confirmProvider,
    whose: 'office',
    apart: enteredApart,
    rows: () => ({
      from: sql`service_provider p WHERE p.state = 'proposed'`,
      id: sql`p.id`,
      since: sql`p.entered_on`,
      subject: sql`p.name`,
    }),
  },
  {
    record: 'provider',
    address: '/providers/{id}',
    kind: 'providers.renew',
    label: words('Cập nhật giấy phép sắp hết, đã hết hạn', 'Renew a licence that ends or has ended'),
    states: [],
    by: addLicence,
    whose: 'office',
    charged: false,
    rows: ({ today }) => ({
      from: sql`service_licence l JOIN service_provider p ON p.id = l.provider_id
        WHERE p.state = 'confirmed' AND l.ended_on IS NULL AND l.expires_on <= ${today}::date + ${Math.max(...licenceSteps)}::int
          AND NOT EXISTS (SELECT FROM service_licence n WHERE n.provider_id = l.provider_id AND n.issuer = l.issuer AND n.kind = l.kind
            AND n.ended_on IS NULL AND n.id <> l.id AND coalesce(n.expires_on > l.expires_on, true))`,
      id: sql`p.id`,
      since: sql`l.expires_on - ${Math.max(...licenceSteps)}::int`,
      due: sql`l.expires_on`,
      subject: sql`p.name || ': ' || l.number`,
    }),
  },
  {
    record: 'support_turn',
    address: '/support/{id}',
    kind: 'providers.rate',
    label: words('Đánh giá đơn vị hỗ trợ của lượt đã nghiệm thu', 'Rate the provider of an accepted turn'),
    states: [],
    by: rateProvider,
    whose: 'enterprise',
    falls: false,
    charged: false,
    rows: () => ({
      from: sql`support_turn t JOIN service_provider p ON p.id = t.provider_id
        WHERE t.state IN ('accepted', 'finished') AND NOT EXISTS (SELECT FROM service_rating r WHERE r.turn_id = t.id)`,
      id: sql`t.id`,
      since: sql`coalesce((SELECT max(s.happened_on) FROM support_step s WHERE s.turn_id = t.id AND s.state = 'accepted'), t.decided_on)`,
      enterpriseId: sql`t.enterprise_id`,
      planId: sql`t.plan_id`,
      subject: sql`p.name`,
    }),
  },
  stagedImports({
    kind: 'provider',
    by: applyProviders,
    label: words('Ghi bảng tổ chức, chuyên gia hỗ trợ đã kiểm tra', 'Write a checked table of providers'),
    address: '/providers/imports/{id}',
  }),
]

export const providerWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'provider',
      table: 'service_provider',
      states: providerStates.keys,
      settled: {
        confirmed: words('Đang trong sổ, có thể chọn.', 'On the register, to be picked.'),
        suspended: words('Tạm ngừng có lý do.', 'Suspended for a reason.'),
        ended: words('Đã ra khỏi sổ có lý do.', 'Off the register for a reason.'),
      },
    },
  ],
}
