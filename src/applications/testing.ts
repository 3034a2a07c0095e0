import { approveCall, sendCall } from '../calls/approve.ts'
import { createCall } from '../calls/commands.ts'
import { addCallContent } from '../calls/contents.ts'
import { showCall } from '../calls/queries.ts'
import { today, yearOf } from '../platform/dates.ts'
import type { System } from '../platform/system.ts'
import { contentId, planId } from '../support/testing.ts'
import type { Someone, TestSystem } from '../testing/system.ts'
import { appraiseApplication, checkApplication } from './commands.ts'
import { decideApplication } from './decide.ts'
import { fileApplication } from './file.ts'
import { showApplication } from './queries.ts'

/** What a form for a food safety system in 2025 sends; anything may be replaced. */
export async function filing(test: TestSystem, enterpriseId: number, change: Record<string, unknown> = {}) {
  return {
    enterpriseId,
    contentId: await contentId(test.system, 'food-safety'),
    year: '2025',
    description: 'Áp dụng TCVN ISO 22000:2018',
    requested: '90 triệu',
    ownFunds: '30.000.000',
    filedOn: '06/01/2025',
    lateReason: 'Hồ sơ giấy nhận trong năm, nhập sau',
    ...change,
  }
}

/** What an enterprise's own form sends: for the year that runs, filed today. */
export async function ownFiling(
  test: TestSystem,
  enterpriseId: number,
  change: Record<string, unknown> = {},
) {
  const { filedOn: _on, lateReason: _late, ...body } = await filing(test, enterpriseId)
  return { ...body, year: String(yearOf(today(test.system.now()))), ...change }
}

/** The application's version as a form would carry it. */
export async function versionOf(someone: Someone, id: number): Promise<number> {
  return (await someone.run(showApplication, { id })).version
}

/** Files, checks and appraises. @returns the application's id */
export async function appraised(
  test: TestSystem,
  coordinator: Someone,
  enterpriseId: number,
  change: Record<string, unknown> = {},
): Promise<number> {
  const { id } = await coordinator.run(fileApplication, await filing(test, enterpriseId, change))
  // Whoever checks and appraises does not decide: the caller may.
  const officer = await test.as('coordinator')
  await officer.run(checkApplication, {
    id,
    version: await versionOf(coordinator, id),
    outcome: 'checked',
  })
  const { requested } = await coordinator.run(showApplication, { id })
  await officer.run(appraiseApplication, {
    id,
    version: await versionOf(coordinator, id),
    amount: requested,
    note: 'Đề xuất hỗ trợ',
  })
  return id
}

/** Accepts an appraised application. @returns the turn's id */
export async function accepted(someone: Someone, id: number, decidedOn = '2025-02-01'): Promise<number> {
  const { turnId } = await someone.run(decideApplication, {
    id,
    version: await versionOf(someone, id),
    outcome: 'accept',
    reason: 'Đủ điều kiện',
    decisionNumber: `QĐ-${id}`,
    decidedOn,
  })
  if (turnId === null) throw new Error('no turn')
  return turnId
}

/** An open call of 2025 for food safety systems that feeds a content of a task. @returns its id */
export async function callFeeding(
  { system, officer, leader }: { system: System; officer: Someone; leader: Someone },
  taskId: number,
  taskContentId: number,
): Promise<number> {
  const days = { year: 2025, opensOn: '2025-01-01', closesOn: '2025-12-31' }
  const asked = { ...days, planId: await planId(system), title: 'Chọn doanh nghiệp', taskId }
  const { id } = await officer.run(createCall, asked)
  const versionNow = async () => (await officer.run(showCall, { id })).version
  await officer.run(addCallContent, {
    ...{ id, contentId: await contentId(system, 'food-safety'), taskContentId },
  })
  await officer.run(sendCall, { id, version: await versionNow() }).catch(async (error: unknown) => {
    // a call is sent before its last day; this one is of a past year
    if ((error as { code?: string }).code !== 'calls.over') throw error
    await system.db
      .updateTable('call')
      .set({ state: 'sent', sentOn: '2025-01-01' })
      .where('id', '=', id)
      .execute()
  })
  await leader.run(approveCall, {
    ...{ id, version: await versionNow(), number: `${id}/TB`, decidedOn: '2025-01-01' },
  })
  return id
}
