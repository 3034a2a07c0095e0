import { createTaskKind, useTaskKind } from '../science-tasks/index.ts'
import { opening, type Scenario } from './scenario.ts'

/** The office copies the flow of provincial tasks for its province: one copy is in force, the next version is being written. */
export function writeTaskKinds(scenario: Scenario): void {
  const { plan, story, system, as } = scenario
  const officer = as('coordinator')
  story.on(opening(scenario, plan.firstYear, '02-12'), async () => {
    const from = await system.db
      .selectFrom('taskKind')
      .select(['id', 'instrumentId'])
      .where('key', '=', 'science-2022')
      .executeTakeFirstOrThrow()
    const head = {
      ...{
        name: 'Nhiệm vụ cấp tỉnh theo quy trình của tỉnh (mẫu)',
        nameEn: 'Provincial task by its own flow (sample)',
      },
      ...{ nature: 'science', instrumentId: from.instrumentId, article: 'Điều 39 khoản 3 (mẫu)' },
      ...{ settledBy: 'whole', graded: true, ways: ['selection', 'direct'], ends: ['graded', 'stopped'] },
    }
    const first = await story.run(officer, createTaskKind, {
      ...{ ...head, fromId: from.id, validFrom: `${plan.firstYear}-01-01` },
    })
    await story.run(officer, useTaskKind, first)
    await story.run(officer, createTaskKind, {
      ...{ ...head, fromId: first.id, nextVersion: true, validFrom: `${plan.lastYear + 1}-01-01` },
    })
  })
}
