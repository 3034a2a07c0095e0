import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { matterKind } from '../platform/matters.ts'
import { showTask } from './task-queries.ts'

/** The host, the leader and the experts of a task are invited to it: they see that one, and nothing else. */
matterKind({
  record: 'science-task',
  table: 'science_task',
  label: words('Nhiệm vụ khoa học và công nghệ', 'S&T tasks'),
  roles: ['task_host', 'task_leader', 'expert'],
  address: '/science-tasks/{id}',
  show: showTask,
  about: { vi: sql`m.title`, en: sql`m.title` },
  files: (id) => sql`SELECT file_id FROM science_task_step WHERE task_id = ${id} AND file_id IS NOT NULL
    UNION ALL SELECT o.file_id FROM own_payment o JOIN science_task_content c ON c.id = o.content_id WHERE c.task_id = ${id}
      AND o.import_id IS NULL -- the scan of a table shows vouchers of other tasks too
    UNION ALL SELECT l.file_id FROM claim_line l JOIN payment_claim p ON p.id = l.claim_id JOIN science_task_content c ON c.id = p.content_id
     WHERE c.task_id = ${id}
    UNION ALL SELECT q.file_id FROM claim_question q JOIN claim_line l ON l.id = q.line_id JOIN payment_claim p ON p.id = l.claim_id
      JOIN science_task_content c ON c.id = p.content_id WHERE c.task_id = ${id} AND q.file_id IS NOT NULL`,
  open: sql<boolean>`m.state NOT IN ('ended', 'dropped')`,
})
