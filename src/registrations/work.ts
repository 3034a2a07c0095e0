import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { RoomWork } from '../platform/work.ts'
import { registrationStates } from './fields.ts'
import { acceptRegistration } from './settle.ts'

export const registrationWork: RoomWork = {
  kinds: [
    {
      kind: 'registrations.accept',
      label: words(
        'Xác nhận ai đại diện cho doanh nghiệp đăng ký',
        'Confirm who speaks for an enterprise that signed up',
      ),
      counted: words('đăng ký', 'registrations'),
      record: 'registration',
      states: ['filed'],
      by: acceptRegistration,
      whose: 'office',
      address: '/registrations/{id}',
      // Whoever was sent a confirmation has to open it first.
      rows: () => ({
        from: sql`registration r WHERE r.state = 'filed' AND (r.mail_sent_at IS NULL OR r.email_confirmed_at IS NOT NULL)`,
        id: sql`r.id`,
        since: localDay(sql`coalesce(r.email_confirmed_at, r.filed_at)`),
        subject: sql`r.name || ' (' || r.tax_code || ')'`,
        subjectEn: sql`r.name || ' (' || r.tax_code || ')'`,
      }),
    },
  ],
  records: [
    {
      record: 'registration',
      table: 'registration',
      states: registrationStates.keys,
      settled: {
        invited: words(
          'Chờ doanh nghiệp trả lời; doanh nghiệp chưa có tài khoản.',
          'Waits for the enterprise, which has no account yet.',
        ),
        accepted: words('Đã xác nhận.', 'Confirmed.'),
        refused: words('Không chấp nhận.', 'Not accepted.'),
      },
    },
  ],
}
