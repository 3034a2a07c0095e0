import { beforeAll, expect, test } from 'vitest'
import { createApp } from '../start/app.tsx'
import { allocate, makeEnterprise } from '../support/testing.ts'
import { browserOn, letIn, type Shown, type ShownForm, testPassword } from '../testing/browser.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { appraiseApplication, checkApplication } from './commands.ts'
import { fileApplication } from './file.ts'
import { checkApplications, returnApplications, waitApplications } from './many-pages.tsx'
import { showApplication } from './queries.ts'
import { appraised, filing, versionOf } from './testing.ts'

let nscl: TestSystem
let coordinator: Someone
let leader: Someone

beforeAll(async () => {
  nscl = await testSystem()
  coordinator = await nscl.as('coordinator')
  leader = await nscl.as('leader')
  await allocate(nscl.system, 2025, 200_000_000n)
})

const filed = async (change: Record<string, unknown> = {}) =>
  (await coordinator.run(fileApplication, await filing(nscl, await makeEnterprise(nscl.system), change))).id
const stateOf = async (id: number) => (await coordinator.run(showApplication, { id })).state
const count = async (table: 'audit' | 'notice' | 'change') =>
  Number(
    (
      await nscl.system.db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )
const outcomes = ({ rows }: { rows: readonly { outcome: string }[] }) => rows.map(({ outcome }) => outcome)

test('a preview says of each application what would become of it, with the reason where nothing would, and writes nothing', async () => {
  const [one, two] = [await filed(), await filed()]
  await coordinator.run(checkApplication, { id: two, version: 1, outcome: 'checked' })
  const before = [await count('audit'), await count('change'), await count('notice')]
  const found = await coordinator.run(checkApplications, { ids: [one, two, 999_999], preview: true })
  expect(outcomes(found)).toEqual(['possible', 'left', 'left'])
  expect(found).toMatchObject({ done: 0, left: 2 })
  expect(found.rows[1]?.reason?.vi).toContain('nên không thể')
  expect(found.rows[2]?.reason?.vi).toBe('Không tìm thấy dòng này.')
  expect([await count('audit'), await count('change'), await count('notice')]).toEqual(before)
  expect(await stateOf(one)).toBe('filed')
})

test('each of several applications is checked by an act of its own, and sent twice nothing is done twice', async () => {
  const ids = [await filed(), await filed(), await filed()]
  const before = await count('audit')
  const first = await coordinator.run(checkApplications, { ids, note: 'Đủ' }, 'nhiều-1')
  expect(first).toMatchObject({ done: 3, left: 0 })
  expect(await count('audit')).toBe(before + 3)
  expect(await coordinator.run(checkApplications, { ids, note: 'Đủ' }, 'nhiều-1')).toEqual(first)
  expect(await count('audit')).toBe(before + 3)
  await expect(coordinator.run(checkApplications, { ids, note: 'Khác' }, 'nhiều-1')).rejects.toMatchObject({
    code: 'submission.changed',
  })
})

test('a sending that broke off is finished by the second one, which does the rest alone', async () => {
  const [one, two] = [await filed(), await filed()]
  const ids = [one, two]
  const { createHash } = await import('node:crypto')
  const own = createHash('sha256').update(`đứt/${one}`).digest('hex')
  // What the first sending had come to: its first row is done, its answer was never written.
  await coordinator.run(checkApplication, { id: one, version: 1, outcome: 'checked' }, own)
  const again = await coordinator.run(checkApplications, { ids }, 'đứt')
  expect(outcomes(again)).toEqual(['done', 'done'])
  expect([await versionOf(coordinator, one), await versionOf(coordinator, two)]).toEqual([2, 2])
})

test('what somebody changed after the preview is left as it is', async () => {
  const [one, two] = [await filed(), await filed()]
  const preview = await coordinator.run(checkApplications, { ids: [one, two], preview: true })
  await coordinator.run(checkApplication, { id: one, version: 1, outcome: 'returned', note: 'Thiếu' })
  const done = await coordinator.run(checkApplications, {
    ids: [one, two],
    versions: preview.rows.map(({ version }) => version),
  })
  expect(outcomes(done)).toEqual(['left', 'done'])
  expect(await stateOf(one)).toBe('returned')
})

test('several applications wait for money; whoever checked one of them leaves it to another', async () => {
  const other = await appraised(nscl, coordinator, await makeEnterprise(nscl.system))
  const own = await filed()
  const officer = await nscl.as('coordinator')
  await officer.run(checkApplication, { id: own, version: 1, outcome: 'checked' })
  await officer.run(appraiseApplication, { id: own, version: 2, amount: '1 triệu', note: 'Đủ' })
  const sent = { ids: [own, other], reason: 'Hết kinh phí', decidedOn: '2025-02-01' }
  const preview = await officer.run(waitApplications, { ...sent, preview: true })
  expect(outcomes(preview)).toEqual(['left', 'possible'])
  expect(preview.rows[0]?.reason?.vi).toContain('Bạn đã kiểm tra')
  expect(outcomes(await leader.run(waitApplications, sent))).toEqual(['done', 'done'])
  expect(await stateOf(other)).toBe('waiting')
})

test('who may not check one application checks none of several, and the reason of a return is asked for', async () => {
  await expect(leader.run(checkApplications, { ids: [1], preview: true })).rejects.toMatchObject({
    status: 403,
  })
  await expect(coordinator.run(checkApplications, { ids: [] })).rejects.toMatchObject({ status: 422 })
  const id = await filed()
  const preview = await coordinator.run(returnApplications, { ids: [id], preview: true })
  expect(preview.rows[0]).toMatchObject({ outcome: 'left', fields: ['note'] })
})

/** What a browser sends of a form, several values of a name together. */
function valuesOf({ fields }: ShownForm, change: Readonly<Record<string, string>> = {}) {
  const kept = fields.filter(
    ({ name, type, value }) => !(name in change) && !(type === 'file') && value !== '',
  )
  const grouped = Map.groupBy(kept, ({ name }) => name)
  return {
    ...Object.fromEntries([...grouped].map(([name, of]) => [name, of.map(({ value }) => value)])),
    ...change,
  }
}
const formOf = ({ forms }: Shown, action: string) => {
  const form = forms.find((one) => one.action === action)
  if (form === undefined) throw new Error(`No form to ${action}`)
  return form
}

test('without a script: rows are ticked in the list, each is previewed, those that can be are done, and the form sent twice does it once', async () => {
  const [one, two, gone] = [await filed(), await filed(), await filed()]
  await coordinator.run(checkApplication, { id: gone, version: 1, outcome: 'checked' })
  const email = await letIn(nscl.system, coordinator.actor.userId ?? '')
  const browser = browserOn(createApp(nscl.system), nscl.system)
  await browser.post('/sign-in', { email, password: testPassword })
  const list = await browser.get('/applications')
  expect(list.text).toContain('formaction="/applications/many/check"')
  expect(list.text).toMatch(new RegExp(`<input[^>]*name="ids" value="${one}"[^>]*form="many"`))
  const address = '/applications/many/check'
  const preview = await browser.get(`${address}?${[one, two, gone].map((id) => `ids=${id}`).join('&')}`)
  expect(preview.text.match(/Làm được/g)).toHaveLength(2)
  expect(preview.text.match(/Để nguyên/g)).toHaveLength(1)
  const sent = valuesOf(formOf(preview, address), { note: 'Đủ' })
  const before = await count('audit')
  const done = await browser.post(address, sent)
  expect(done.text).toContain('Đã làm 2 trên 2 dòng.')
  expect([await stateOf(one), await stateOf(two)]).toEqual(['checked', 'checked'])
  expect(await count('audit')).toBe(before + 2)
  expect((await browser.post(address, sent)).text).toContain('Đã làm 2 trên 2 dòng.')
  expect(await count('audit')).toBe(before + 2)
})

test('without a script: all that the filter finds are returned with one reason, which is asked for before the rows are tried', async () => {
  const enterprise = await makeEnterprise(nscl.system, 'a', 'Công ty chỉ có ở đây')
  const { id } = await coordinator.run(fileApplication, await filing(nscl, enterprise))
  const other = await nscl.as('coordinator')
  const browser = browserOn(createApp(nscl.system), nscl.system)
  await browser.post('/sign-in', {
    email: await letIn(nscl.system, other.actor.userId ?? ''),
    password: testPassword,
  })
  const address = '/applications/many/return'
  const list = encodeURIComponent('?q=chỉ có ở đây&state=filed')
  const asked = await browser.get(`${address}?all=on&list=${list}`)
  const wrong = await browser.post(address, valuesOf(formOf(asked, address), { note: '' }))
  expect(wrong.text).toContain('Để nguyên')
  const preview = await browser.post(address, valuesOf(formOf(wrong, address), { note: 'Thiếu hợp đồng' }))
  expect(preview.text).toContain('Trả lại 1 hồ sơ')
  const done = await browser.post(address, valuesOf(formOf(preview, address)))
  expect(done.text).toContain('Đã làm 1 trên 1 dòng.')
  expect(await stateOf(id)).toBe('returned')
  expect((await browser.get(address)).text).toContain('Chưa chọn dòng nào.')
})
