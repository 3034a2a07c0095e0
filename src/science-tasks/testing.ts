import { planId } from '../support/testing.ts'
import type { Someone, TestSystem } from '../testing/system.ts'
import { isCouncilPart, recordOf } from './councils.ts'
import type { StepRow } from './kind-queries.ts'
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

/** What a council concluded of a task at a step, as if it had sat; nothing where none sits, or it has. */
export async function concluded(
  { system: { db } }: TestSystem,
  taskId: number,
  step: StepRow,
  {
    on,
    passes = true,
    vote = 'passed',
  }: { readonly on: string; readonly passes?: boolean; readonly vote?: string },
): Promise<void> {
  const { part, appraisalRuleId: ruleId, scoreSheetId: sheetId } = step
  if (ruleId === null || !isCouncilPart(part)) return
  const record = recordOf(part)
  const there = await db
    .selectFrom('appraisal')
    .select('id')
    .where('record', '=', record)
    .where('recordId', '=', taskId)
    .executeTakeFirst()
  if (there !== undefined) return
  const council = await db
    .insertInto('council')
    .values({
      ...{ name: 'Hội đồng thử', ruleId, sheetId, state: 'sitting' as const, begunOn: on },
      ...{ number: 'QĐ-HĐ', decidedOn: on },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const appraisal = await db
    .insertInto('appraisal')
    .values({
      ...{ record, recordId: taskId, way: 'council' as const, title: 'x', titleEn: 'x', requested: 0n },
      ...{
        begunOn: on,
        ruleId,
        sheetId,
        councilId: council.id,
        state: 'concluded' as const,
        concludedOn: on,
      },
      ...{ sessionOn: on, conclusion: 'Kết luận', passes },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const titles =
    part === 'review' || part === 'cost'
      ? await db
          .selectFrom('scienceTaskContent')
          .select('title')
          .where('taskId', '=', taskId)
          .orderBy('id')
          .execute()
      : [{ title: 'x' }]
  const contents: { contentId: number; counts: never[]; outcome: string; passes: boolean }[] = []
  for (const [at, { title }] of titles.entries()) {
    const { id } = await db
      .insertInto('appraisalContent')
      .values({ appraisalId: appraisal.id, place: at + 1, title, titleEn: title, requested: 0n })
      .returning('id')
      .executeTakeFirstOrThrow()
    contents.push({ contentId: id, counts: [], outcome: vote, passes })
  }
  await db
    .updateTable('appraisal')
    .set({ outcome: JSON.stringify({ contents, allowed: '0' }) })
    .where('id', '=', appraisal.id)
    .execute()
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
    await concluded(test, id, step, { on: '2025-02-03' })
    await (step.part === 'approval' ? leader : officer).run(takeStep, {
      ...{ id, version: task.version, stepId: step.id, happenedOn: '2025-02-03', actedBy: 'x', passed: true },
      ...{ papers: step.papers.map((paper) => paper.id), documentNumber: `HĐ-${id}` },
      ...(step.part === 'approval' ? { approvedMoney: '400 triệu' } : {}),
      ...(step.part === 'contract' ? { endsOn: '2026-01-31' } : {}),
    })
    if (step.part === 'contract') return id
  }
}
