import { expect, it } from 'vitest'
import { activePlan, plansOf } from '../plan/index.ts'
import { testSystem } from '../testing/system.ts'
import { draftReport } from './commands.ts'
import { tellOfReportKinds } from './deadline-notices.ts'
import { kindsDue, toBeginNow } from './deadlines.ts'
import { addReportKind } from './kinds.ts'
import { showReport } from './queries.ts'

const test = await testSystem()
const { db } = test.system
const coordinator = await test.as('coordinator')
const plan = await activePlan({ db, planId: null })
const on = async (today: string) => kindsDue(db, await plansOf(db, [plan.id]), today)

it('a kind that says when it is due asks for its report, by work, on the page and by notice, until it is begun', async () => {
  // The kinds that come with the program name no day: what asks for the report does.
  expect(await on('2025-06-16')).toEqual([])
  const { id: kindId } = await coordinator.run(addReportKind, {
    ...{ name: 'Báo cáo 6 tháng của tỉnh', nameEn: 'Half-year report of the province', period: 'halfYear' },
    ...{ closingDay: '14', issuer: 'department', parts: 'results', source: 'Công văn (mẫu)', dueDays: '6' },
    validFrom: '2025-01-01',
  })
  const due = await on('2025-06-16')
  expect(due.map(({ closesOn, dueOn, part }) => [closesOn, dueOn, part])).toEqual([
    ['2025-06-14', '2025-06-20', 1],
    ['2025-12-14', '2025-12-20', 2],
  ])
  expect(toBeginNow(due, '2025-06-16').map(({ part }) => part)).toEqual([1])
  const notices = async () => {
    const told = await db.selectFrom('notice').select('id').where('kind', '=', 'reports.kindDue').execute()
    return told.length
  }
  const tell = (today: string) => tellOfReportKinds({ db, now: new Date(`${today}T02:00:00Z`), today })
  await tell('2025-06-10')
  expect(await notices()).toBe(0)
  await tell('2025-06-16')
  await tell('2025-06-17')
  expect(await notices()).toBe(1)
  const { id } = await coordinator.run(draftReport, { year: 2025, kindId, part: 1 })
  expect(await coordinator.run(showReport, { id })).toMatchObject({ dueOn: '2025-06-20', dueBefore: false })
  const begun = await on('2025-06-25')
  expect(begun[0]).toMatchObject({ reportId: id, state: 'draft', late: true })
  expect(toBeginNow(begun, '2025-06-25')).toEqual([])
  await tell('2025-06-25')
  expect(await notices()).toBe(2)
})
