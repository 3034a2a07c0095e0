import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, send } from './program.ts'

/* Needs: a survey is opened, answered by a personal link on a phone, taken up and settled; what came of it is summed. */

const { program, browser, page: coordinator, go, text } = await openDesk({ sample: 12 })
let survey = ''

test('a survey asks, and gives an enterprise without an account a link of its own', async () => {
  await go('/needs/surveys/new')
  await inspect(coordinator, 'need-survey-new')
  await send(coordinator, '/needs/surveys/new', {
    title: 'Khảo sát nhu cầu năm sau',
    opensOn: '2020-01-01',
    closesOn: '2099-12-31',
    enterprises: 'all',
    planTerritory: true,
    sectorGroup: 'production',
  })
  survey = new URL(coordinator.url()).pathname
  expect(await text()).toContain('Chưa trả lời')
  await inspect(coordinator, 'need-survey')
  await coordinator.getByRole('button', { name: 'Cấp liên kết riêng' }).click()
  await coordinator.waitForLoadState('networkidle')
  const link = (await coordinator.locator('main code').first().innerText()).trim()
  const phone = await (
    await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 } })
  ).newPage()
  const address = new URL(link).pathname
  await phone.goto(program.url + address)
  await inspect(phone, 'need-link')
  await send(phone, address, { kind: 'training', text: 'Tập huấn 5S cho 12 tổ trưởng', quantity: '12' })
  expect(await phone.locator('main').innerText()).toContain('Tập huấn 5S cho 12 tổ trưởng')
  await phone.context().close()
})

test('the need is work until it has its outcome, and stands in the summary', async () => {
  await go('/needs?state=new&q=12+to+truong')
  await coordinator.locator('main table a[href^="/needs/"]').first().click()
  await inspect(coordinator, 'need')
  await coordinator.getByRole('button', { name: 'Tiếp nhận nhu cầu' }).click()
  await coordinator.waitForLoadState('networkidle')
  const at = `${new URL(coordinator.url()).pathname}/outcome`
  await send(coordinator, at, { outcome: 'declined' }, 'refused')
  await send(coordinator, at, { outcome: 'declined', reason: 'Không thuộc đối tượng' })
  expect(await text()).toContain('Không thuộc đối tượng')
  await go(`/needs/results?surveyId=${survey.split('/').pop()}&by=kind`)
  expect(await text()).toContain('Đào tạo, tập huấn')
  await inspect(coordinator, 'need-results')
  await go(`${survey}/asked?state=answered`)
  expect(await coordinator.locator('main table tbody tr').count()).toBe(1)
})

test('an agency tells of a need of its sector, and a leader reads all of it', async () => {
  const leader = await anotherPerson(browser, program, 'leader', 'Trần Văn Lãnh')
  await go('/needs/new')
  await inspect(coordinator, 'need-new')
  await send(coordinator, '/needs/new', { kind: 'digital', text: 'Số hóa quản lý của cả ngành' })
  const address = new URL(coordinator.url()).pathname
  await leader.goto(program.url + address)
  expect(await leader.locator('main').innerText()).toContain('Số hóa quản lý của cả ngành')
  expect(await leader.locator('main form[action$="/outcome"]').count()).toBe(0)
})
