import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

/** What a task has of improvement projects: with measures chosen, not evaluated yet, evaluated; those that were stopped are left out. */
export async function projectsOfTask(db: Db, taskId: number) {
  const { rows } = await sql<{ measured: number; open: number; evaluated: number }>`
    SELECT count(*) FILTER (WHERE EXISTS (SELECT FROM improvement_choice c WHERE c.project_id = i.id))::int AS measured,
           count(*) FILTER (WHERE i.state <> 'evaluated')::int AS open,
           count(*) FILTER (WHERE i.state = 'evaluated')::int AS evaluated
      FROM improvement_project i WHERE i.task_id = ${taskId} AND i.state <> 'stopped'`.execute(db)
  return rows[0] ?? { measured: 0, open: 0, evaluated: 0 }
}
