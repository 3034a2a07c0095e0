import { planId } from '../support/testing.ts'
import type { Someone, TestSystem } from '../testing/system.ts'
import { takeStep } from './steps.ts'
import { proposeTask } from './task-commands.ts'
import { addTaskContent } from './task-parts.ts'
import { showTask } from './task-queries.ts'

/** The source that the province's own money comes from. */
export async function provinceSource({ system }: TestSystem): Promise<number> {
  const { id } = await system.db
    .selectFrom('fundingSource')
    .select('id')
    .where('key', '=', 'provincial_st')
    .executeTakeFirstOrThrow()
  return id
}

/** A task of line IV by the flow of 2022 whose contract is signed, with two contents of 200 million each. @returns its id */
export async function runningTask(test: TestSystem, officer: Someone, leader: Someone): Promise<number> {
  const { system } = test
  const plan = await planId(system)
  const sourceId = await provinceSource(test)
  const line = await system.db
    .selectFrom('budgetLine')
    .select('id')
    .where('planId', '=', plan)
    .where('code', '=', 'IV')
    .executeTakeFirstOrThrow()
  const kind = await system.db
    .selectFrom('taskKind')
    .select('id')
    .where('key', '=', 'science-2022')
    .executeTakeFirstOrThrow()
  const { id } = await officer.run(proposeTask, {
    ...{ title: 'Nhiệm vụ hỗ trợ', planId: plan, lineId: line.id, year: 2025, kindId: kind.id },
    ...{ way: 'direct', months: 12, origin: 'office', goal: 'Mục tiêu', hostName: 'Trung tâm' },
    leaderName: `Chủ nhiệm ${Math.random()}`,
  })
  for (const title of ['Áp dụng hệ thống', 'Chứng nhận sản phẩm'])
    await officer.run(addTaskContent, { id, title, output: 'x', money: [{ sourceId, amount: '200 triệu' }] })
  for (;;) {
    const task = await officer.run(showTask, { id })
    const step = task.steps.find(({ id: one, name }) => name === task.next && task.open.includes(one))
    if (step === undefined) throw new Error('Nothing comes next')
    await (step.part === 'approval' ? leader : officer).run(takeStep, {
      ...{ id, version: task.version, stepId: step.id, happenedOn: '2025-02-03', actedBy: 'x', passed: true },
      ...{ papers: step.papers.map((paper) => paper.id), documentNumber: `HĐ-${id}` },
      ...(step.part === 'approval' ? { approvedMoney: '400 triệu' } : {}),
      ...(step.part === 'contract' ? { endsOn: '2026-01-31' } : {}),
    })
    if (step.part === 'contract') return id
  }
}
