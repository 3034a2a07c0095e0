import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showTaskKind } from './kind-queries.ts'
import { kindStates, taskStates } from './lists.ts'
import { showTask } from './task-queries.ts'

/** The records of the room that people talk on. */
export const scienceTaskThreads: readonly ThreadKind[] = [
  {
    record: 'science-task',
    table: 'science_task',
    label: words('Nhiệm vụ khoa học và công nghệ', 'S&T tasks'),
    subjects: ['science-task'],
    show: showTask,
    readers: [...officers, 'task_host', 'task_leader', 'expert'],
    address: '/science-tasks/{id}',
    states: taskStates.wordsOf,
    about: (id) => sql`
      SELECT t.title AS vi, t.title AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM science_task t WHERE t.id = ${id}`,
  },
  {
    record: 'task-kind',
    table: 'task_kind',
    label: words('Loại nhiệm vụ KH&CN', 'Kinds of S&T task'),
    subjects: ['task-kind'],
    show: showTaskKind,
    readers: officers,
    address: '/task-kinds/{id}',
    states: kindStates.wordsOf,
    about: (id) => sql`
      SELECT k.name AS vi, k.name_en AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM task_kind k WHERE k.id = ${id}`,
  },
]
