import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { RoomWork, WorkKind, WorkRows } from '../platform/work.ts'
import { reviewStudy, submitStudy } from './commands.ts'
import { publishStudy } from './publish.ts'
import { type StudyState, studyStates } from './rules.ts'

const inState = (state: StudyState, since: ReturnType<typeof sql>): WorkRows => ({
  from: sql`tfp_study s WHERE s.state = ${state}`,
  id: sql`s.id`,
  since: localDay(since),
  personId: sql`s.author`,
  apartFrom: sql`s.author`,
  subject: sql`s.title`,
})

const common = { record: 'tfp_study', address: '/studies/{id}' } as const

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'studies.submit',
    label: words('Trình thẩm tra tính toán TFP', 'Submit a TFP study for review'),
    states: ['draft'],
    by: submitStudy,
    whose: 'person',
    rows: () => inState('draft', sql`s.created_at`),
  },
  {
    ...common,
    kind: 'studies.mend',
    label: words('Sửa tính toán TFP bị trả lại', 'Mend a returned TFP study'),
    states: ['returned'],
    by: submitStudy,
    whose: 'person',
    rows: () => inState('returned', sql`coalesce(s.reviewed_at, s.submitted_at, s.created_at)`),
  },
  {
    ...common,
    kind: 'studies.review',
    label: words('Thẩm tra tính toán TFP', 'Review a TFP study'),
    states: ['submitted'],
    by: reviewStudy,
    whose: 'office',
    // Held by the study itself, whatever an installation relaxes.
    apart: { control: 'study' },
    rows: () => inState('submitted', sql`coalesce(s.submitted_at, s.created_at)`),
  },
  {
    ...common,
    kind: 'studies.publish',
    label: words('Công bố tính toán TFP', 'Publish a TFP study'),
    states: ['reviewed'],
    by: publishStudy,
    whose: 'office',
    rows: () => inState('reviewed', sql`coalesce(s.reviewed_at, s.created_at)`),
  },
]

export const studyWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'tfp_study',
      table: 'tfp_study',
      states: studyStates.keys,
      settled: {
        published: words('Đã công bố.', 'Published.'),
        withdrawn: words('Đã rút.', 'Withdrawn.'),
      },
    },
  ],
}
