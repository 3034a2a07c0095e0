import { sql } from 'kysely'
import { officers, roles } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { obstacleCorrection } from './obstacle-correction.tsx'
import { showObstacle } from './obstacles.ts'
import { showReport } from './queries.ts'
import { reportTitle } from './report-row.ts'
import { reportStates } from './rules.ts'

/** The records of the room that people talk on. */
export const reportThreads: readonly ThreadKind[] = [
  {
    record: 'report',
    table: 'report',
    label: words('Báo cáo', 'Report'),
    subjects: ['report'],
    show: showReport,
    readers: officers,
    address: '/reports/{id}',
    states: reportStates.wordsOf,
    about: (id) => sql`
      SELECT ${reportTitle.vi} AS vi, ${reportTitle.en} AS en, NULL::int AS enterprise_id, NULL::int AS agency_id
        FROM report r WHERE r.id = ${id}`,
  },
  {
    record: 'obstacle',
    table: 'obstacle',
    label: words('Khó khăn, vướng mắc', 'Obstacle'),
    subjects: ['obstacle'],
    show: showObstacle,
    readers: roles,
    address: '/obstacles/{id}',
    corrected: obstacleCorrection.corrected,
    about: (id) => sql`
      SELECT 'Phản ánh ' || o.id || ': ' || left(o.text, 60) AS vi, 'Obstacle ' || o.id || ': ' || left(o.text, 60) AS en,
             o.enterprise_id, o.agency_id FROM obstacle o WHERE o.id = ${id}`,
  },
]
