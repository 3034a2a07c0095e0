import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { approveCall, sendCall } from '../calls/approve.ts'
import { createCall } from '../calls/commands.ts'
import { addCallContent } from '../calls/contents.ts'
import { openCalls, showCall } from '../calls/queries.ts'
import { giveOpinion } from '../councils/opinions.ts'
import { showAppraisal } from '../councils/queries.ts'
import { listNotices } from '../notices/index.ts'
import { addDays, today, yearOf } from '../platform/dates.ts'
import { contentId, makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { listWork } from '../work/index.ts'
import { appraiseApplication, checkApplication } from './commands.ts'
import { decideApplication } from './decide.ts'
import { fileApplication } from './file.ts'
import { answerObjection, objectToDecision } from './objections.ts'
import { showApplication } from './queries.ts'
import { ownFiling, versionOf } from './testing.ts'

const house = await testSystem()
const { system, as } = house
const on = today(system.now())
let checker: Someone
let one: Someone
let other: Someone
let leader: Someone
let callId: number

beforeAll(async () => {
  checker = await as('coordinator')
  one = await as('coordinator')
  other = await as('coordinator')
  leader = await as('leader')
  const plan = await system.db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
  const { id } = await checker.run(createCall, {
    ...{ planId: plan.id, year: yearOf(on), title: 'Hai người thẩm định', opensOn: on },
    ...{ closesOn: addDays(on, 20), appraisedBy: 'pair' },
  })
  await checker.run(addCallContent, { id, contentId: await contentId(system, 'food-safety') })
  const version = async () => (await checker.run(showCall, { id })).version
  await checker.run(sendCall, { id, version: await version() })
  await leader.run(approveCall, { id, version: await version(), number: '9/TB', decidedOn: on })
  callId = id
})

/** A checked application to the call. */
async function checked() {
  const enterpriseId = await makeEnterprise(system)
  const { id } = await checker.run(fileApplication, { ...(await ownFiling(house, enterpriseId)), callId })
  await checker.run(checkApplication, { id, version: await versionOf(checker, id), outcome: 'checked' })
  const { appraisedBy } = await checker.run(showApplication, { id })
  return { id, enterpriseId, appraisal: appraisedBy.appraisalId ?? 0 }
}
const show = (who: Someone, id: number) => who.run(showAppraisal, { id })
const appraise = async (id: number, amount: bigint) =>
  checker.run(appraiseApplication, {
    id,
    version: await versionOf(checker, id),
    amount,
    note: 'Theo hai ý kiến',
  })
const decide = async (who: Someone, id: number, outcome = 'refuse') =>
  who.run(decideApplication, {
    ...{ id, version: await versionOf(who, id), outcome, reason: 'Lý do', decidedOn: on },
  })

test('a call says who appraises, for everybody to read', async () => {
  expect(await (await as('public')).run(openCalls, {})).toMatchObject([
    { appraisedBy: 'pair', appraisalRule: null },
  ])
})

test('two officers appraise apart: the second reads the first only after his own, the difference is shown, the amount lies between', async () => {
  const { id, appraisal } = await checked()
  const refused = async (act: Promise<unknown>) => (await problemOf(act)).code
  expect(await refused(appraise(id, 90_000_000n))).toBe('applications.notConcluded')
  expect(await refused(decide(leader, id))).toBe('applications.notConcluded')
  await one.run(giveOpinion, { id: appraisal, amount: '80 triệu', remark: 'Dự toán hợp lý' })
  expect(await refused(one.run(giveOpinion, { id: appraisal, amount: 1n, remark: 'x' }))).toBe(
    'councils.givenAlready',
  )
  expect((await show(one, appraisal)).seats[0]?.opinion?.amount).toBe(80_000_000n)
  for (const reader of [other, checker, leader, await as('auditor'), await as('finance')]) {
    const shown = await show(reader, appraisal)
    expect(shown.seats).toMatchObject([{ given: true, opinion: null }])
    expect(shown.difference).toBeNull()
  }
  expect(await refused(appraise(id, 80_000_000n))).toBe('applications.notConcluded')
  const { state } = await other.run(giveOpinion, {
    id: appraisal,
    amount: '60 triệu',
    remark: 'Giảm chi tư vấn',
  })
  expect(state).toBe('concluded')
  const shown = await show(leader, appraisal)
  expect(shown.seats.map(({ opinion }) => opinion?.remark)).toEqual(['Dự toán hợp lý', 'Giảm chi tư vấn'])
  expect(shown.difference).toBe(20_000_000n)
  expect((await problemOf(appraise(id, 81_000_000n))).fields.map(({ field }) => field)).toEqual(['amount'])
  expect((await problemOf(appraise(id, 59_000_000n))).fields.map(({ field }) => field)).toEqual(['amount'])
  await appraise(id, 70_000_000n)
  const decides = async (who: Someone) =>
    (await who.run(listWork, { kind: 'applications.decide' })).rows.some((row) => row.href.endsWith(`/${id}`))
  expect(await Promise.all([leader, one, other].map(decides))).toEqual([true, false, false])
  expect(await refused(decide(one, id))).toBe('controls.samePerson')
  expect(await refused(decide(other, id))).toBe('controls.samePerson')
  expect((await decide(leader, id)).state).toBe('refused')
  const notices = await checker.run(listNotices, {})
  expect(notices.rows.map(({ subject }) => subject.vi).join()).toContain('Đã thẩm định')
})

test('what was said stands in no trail: neither in the command nor in the changes', async () => {
  const { appraisal } = await checked()
  await one.run(giveOpinion, { id: appraisal, amount: 12_345_678n, remark: 'không ai đọc được' })
  const { rows } = await sql<{ said: string }>`
    SELECT coalesce(input::text, '') AS said FROM audit WHERE subject = ${`appraisal:${appraisal}`}
    UNION ALL SELECT coalesce(after::text, '') FROM change WHERE table_name LIKE 'appraisal%'`.execute(
    system.db,
  )
  expect(rows.length).toBeGreaterThan(1)
  for (const { said } of rows) {
    expect(said).not.toContain('12345678')
    expect(said).not.toContain('không ai đọc được')
  }
})

test('an enterprise reads who appraises, not what was said; work asks for a second opinion of somebody else', async () => {
  const { id, enterpriseId, appraisal } = await checked()
  const owner = await as('enterprise', { enterpriseId })
  await one.run(giveOpinion, { id: appraisal, amount: 1_000_000n, remark: 'Ít' })
  expect((await owner.run(showApplication, { id })).appraisedBy).toEqual({
    ...{ way: 'pair', appraisalId: null, concluded: false, failed: false, least: null, most: null },
  })
  expect((await problemOf(show(owner, appraisal))).status).toBe(403)
  const waits = async (who: Someone, kind: string) =>
    (await who.run(listWork, { kind })).rows.some((row) => row.href.endsWith(`/${appraisal}`))
  expect(await waits(other, 'councils.opinion')).toBe(true)
  expect(await waits(one, 'councils.opinion')).toBe(false)
})

test('an upheld objection is appraised anew, a returned application too', async () => {
  const { id, enterpriseId, appraisal } = await checked()
  for (const who of [one, other])
    await who.run(giveOpinion, { id: appraisal, amount: 5_000_000n, remark: 'Đủ' })
  await appraise(id, 5_000_000n)
  await decide(leader, id)
  const owner = await as('enterprise', { enterpriseId })
  await owner.run(objectToDecision, { id, text: 'Xin xét lại' })
  const answerer = await as('leader')
  await answerer.run(answerObjection, {
    ...{ id, version: await versionOf(checker, id), outcome: 'upheld', answer: 'Xét lại' },
  })
  expect((await show(leader, appraisal)).state).toBe('set_aside')
  const anew = (await checker.run(showApplication, { id })).appraisedBy
  expect(anew.concluded).toBe(false)
  expect(anew.appraisalId).not.toBe(appraisal)
  await checker.run(checkApplication, {
    ...{ id, version: await versionOf(checker, id), outcome: 'returned', note: 'Thiếu báo giá' },
  })
  expect((await checker.run(showApplication, { id })).appraisedBy.appraisalId).toBeNull()
})

test('a call by a council names its rule, and a sheet where the rule has no votes', async () => {
  const rules = await system.db.selectFrom('appraisalRule').select(['id', 'key']).execute()
  const id = (key: string) => rules.find((rule) => rule.key === key)?.id
  const plan = await system.db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
  const wrong = async (given: object) =>
    (
      await problemOf(
        checker.run(createCall, {
          ...{
            planId: plan.id,
            year: yearOf(on),
            title: 'x',
            opensOn: on,
            closesOn: on,
            appraisedBy: 'council',
          },
          ...given,
        }),
      )
    ).fields.map(({ field }) => field)
  expect(await wrong({})).toEqual(['appraisalRuleId'])
  expect(await wrong({ appraisalRuleId: id('task-selection') })).toEqual(['scoreSheetId'])
})
