import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { type RoomWork, type WorkKind, workInState } from '../platform/work.ts'
import { agreeToExample } from './examples.ts'
import { publishEntry, publishedApart, sendEntry } from './publish.ts'
import { entryStates, exampleStates } from './rules.ts'

const common = { record: 'guide_entry', address: '/guide/entries/{id}', whose: 'office' } as const

const inState = workInState('guide_entry', { planId: false, subjectEn: 'title_en' })

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'guide.finish',
    label: words('Hoàn thiện mục hướng dẫn', 'Finish an entry of the guide'),
    states: ['draft'],
    by: sendEntry,
    rows: () => inState('draft', 'begun_on'),
  },
  {
    ...common,
    kind: 'guide.mend',
    label: words('Sửa mục hướng dẫn được trả lại', 'Mend a returned entry of the guide'),
    states: ['returned'],
    by: sendEntry,
    rows: () => inState('returned', 'sent_on'),
  },
  {
    ...common,
    kind: 'guide.publish',
    label: words('Công bố mục hướng dẫn', 'Publish an entry of the guide'),
    states: ['sent'],
    by: publishEntry,
    apart: publishedApart,
    rows: () => inState('sent', 'sent_on'),
  },
  {
    kind: 'guide.consent',
    label: words('Trả lời đề nghị làm ví dụ', 'Answer whether to be an example'),
    record: 'guide_example',
    address: '/guide/examples/{id}',
    whose: 'enterprise',
    states: ['asked'],
    by: agreeToExample,
    rows: () => ({
      from: sql`guide_example x JOIN guide_entry g ON g.id = x.entry_id WHERE x.state = 'asked'`,
      id: sql`x.id`,
      since: sql`x.asked_on`,
      enterpriseId: sql`x.enterprise_id`,
      subject: sql`g.title`,
      subjectEn: sql`g.title_en`,
    }),
  },
]

export const guideWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'guide_entry',
      table: 'guide_entry',
      states: entryStates.keys,
      settled: {
        published: words('Đã công bố, mọi người đọc được.', 'Published, everybody reads it.'),
        withdrawn: words('Đã gỡ, có lý do.', 'Taken down, with the reason.'),
      },
    },
    {
      record: 'guide_example',
      table: 'guide_example',
      states: exampleStates.keys,
      settled: {
        agreed: words('Doanh nghiệp đã đồng ý.', 'The enterprise has agreed.'),
        declined: words('Doanh nghiệp không đồng ý.', 'The enterprise has declined.'),
        withdrawn: words('Doanh nghiệp đã rút đồng ý.', 'The enterprise has taken its consent back.'),
      },
    },
  ],
}
