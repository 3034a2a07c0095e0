import { sql } from 'kysely'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { endMatter, matterKind } from '../platform/matters.ts'
import { retractEvent } from './commands.ts'
import { showEvent } from './queries.ts'

/** Participants are invited to the course or conference that they attend. */
matterKind({
  record: 'training_event',
  table: 'training_event',
  label: words('Lớp, hội nghị', 'Courses and conferences'),
  roles: ['participant'],
  address: '/training/{id}',
  show: showEvent,
  about: { vi: sql`m.title`, en: sql`m.title` },
  open: sql<boolean>`m.retracted_on IS NULL`,
})

follow(retractEvent, (context, { id }) => endMatter(context, 'training_event', id))
