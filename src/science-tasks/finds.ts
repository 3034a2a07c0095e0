import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { showTaskKind } from './kind-queries.ts'
import { readableTasks, showTask } from './task-queries.ts'

/** What the search finds of the room. */
export const scienceTaskFinds: readonly FindKind[] = [
  {
    kind: 'science-task',
    label: words('Nhiệm vụ khoa học và công nghệ', 'S&T tasks'),
    by: showTask,
    address: '/science-tasks/{id}',
    list: '/science-tasks',
    rows: ({ actor }, sought) => sql`
      SELECT t.id, t.title AS vi, t.title AS en, concat_ws(' · ', t.host_name, t.year) AS note, t.search AS text
        FROM science_task t WHERE ${readableTasks(actor)} AND ${sought(sql`t.search`)}`,
  },
  {
    kind: 'task-kind',
    label: words('Loại nhiệm vụ KH&CN', 'Kinds of S&T task'),
    by: showTaskKind,
    address: '/task-kinds/{id}',
    list: '/task-kinds',
    rows: (_context, sought) => sql`
      SELECT k.id, k.name AS vi, k.name_en AS en, i.number AS note, fold(k.name || ' ' || k.name_en || ' ' || i.number) AS text
        FROM task_kind k JOIN legal_instrument i ON i.id = k.instrument_id
       WHERE ${sought(sql`fold(k.name || ' ' || k.name_en || ' ' || i.number)`)}`,
  },
]
