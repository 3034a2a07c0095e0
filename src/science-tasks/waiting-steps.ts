import { sql } from 'kysely'

/* The steps of tasks that somebody has to enter, in SQL: what the work of the office and that of a host are read from. */

/** `FROM` and `WHERE` of tasks `t` with the step `n` that comes next. */
export const nextSteps = (today: string) =>
  // the papers for acceptance are due after the end of the contract: until then nothing but what repeats waits
  sql`science_task t JOIN task_kind_step n ON n.id = t.next_step_id
    WHERE t.state IN ('preparing', 'approved', 'running', 'accepted')
      AND (t.state <> 'running' OR t.ends_on IS NULL OR t.ends_on <= ${today}::date + 30)`

/** `FROM` and `WHERE` of steps `r` that repeat and are due next of running tasks, from 30 days before their day. */
export const repeatedSteps = (today: string) =>
  sql`(SELECT t.id, t.plan_id, t.title, s.name, s.name_en, s.part, t.ends_on,
      (t.contract_on + make_interval(months => s.every_months * (1 + (SELECT count(*)::int FROM science_task_step e
        WHERE e.task_id = t.id AND e.step_id = s.id AND e.struck_on IS NULL))))::date AS due
      FROM science_task t JOIN task_kind_step s ON s.kind_id = t.kind_id AND s.repeats AND s.every_months IS NOT NULL
     WHERE t.state = 'running') r WHERE r.due <= r.ends_on AND r.due <= ${today}::date + 30`
