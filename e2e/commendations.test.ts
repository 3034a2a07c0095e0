import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, pdf, send } from './program.ts'

/* A call for nominations is published, somebody is nominated with a paper, checked and put on a list, and the list is submitted to home affairs. */

const { program, browser, page: officer, go, text } = await openDesk({ sample: 12 })
let nomination = ''

test('a call is drawn up and published', async () => {
  await go('/commendation-rules')
  await inspect(officer, 'commendation-rules')
  await go('/commendation-calls/new')
  await inspect(officer, 'commendation-call-new')
  const form = (await officer.locator('select[name="formId"] option').nth(1).getAttribute('value')) ?? ''
  await send(officer, '/commendation-calls/new', {
    ...{ formId: form, title: 'Khen thưởng năng suất', contents: 'Thành tích năng suất' },
    closesOn: '31/12/2099',
  })
  const call = new URL(officer.url()).pathname
  await send(officer, `${call}/opening`, {})
  await inspect(officer, 'commendation-call')
})

test('somebody is nominated with the paper that is asked for, and checked', async () => {
  await officer.getByRole('link', { name: 'Ghi đề nghị khen thưởng', exact: true }).first().click()
  await officer.waitForURL(/\/nominations\/new/)
  await inspect(officer, 'nomination-new')
  await send(officer, '/nominations/new', {
    ...{ kind: 'person', name: 'Nguyễn Văn Giỏi', workplace: 'Tổ sản xuất 1' },
    ...{ achievement: 'Tám sáng kiến', consents: true },
  })
  nomination = new URL(officer.url()).pathname
  await send(officer, `${nomination}/submission`, {}, 'refused')
  await go(`${nomination}/papers/new`)
  const paper = (await officer.locator('select[name="ruleId"] option').nth(1).getAttribute('value')) ?? ''
  await send(officer, `${nomination}/papers/new`, { ruleId: paper, fileId: pdf('bao-cao') })
  await send(officer, `${nomination}/submission`, {})
  await inspect(officer, 'nomination-submitted')
  for (const met of await officer.locator('input[name="met"]').all()) await met.check()
  await send(officer, `${nomination}/check`, { outcome: 'complete' })
  expect(await text()).toContain('Đề nghị đủ hồ sơ')
})

test('a list is made of it and submitted; the department of home affairs finds it on its list of work and forwards it', async () => {
  await officer.getByRole('link', { name: 'Khen thưởng năng suất' }).first().click()
  await officer.waitForURL(/\/commendation-calls\/\d+$/)
  await officer.getByRole('link', { name: 'Lập danh sách đề nghị' }).click()
  await officer.waitForURL(/\/commendation-lists\/new/)
  await inspect(officer, 'commendation-list-new')
  await send(officer, '/commendation-lists/new', { title: 'Danh sách đợt một' })
  const list = new URL(officer.url()).pathname
  await send(officer, `${list}/submission`, { submission: '15/TTr-SKHCN' })
  await inspect(officer, 'commendation-list')
  const homeAffairs = await anotherPerson(browser, program, 'home_affairs', 'Trần Thị Nội Vụ')
  await homeAffairs.goto(`${program.url}/work`)
  await homeAffairs.getByRole('link', { name: 'Danh sách đợt một' }).first().click()
  await homeAffairs.waitForURL(/\/commendation-lists\/\d+/)
  await send(homeAffairs, `${list}/forwarding`, { forwardNumber: '20/TTr-SNV' })
  await inspect(homeAffairs, 'commendation-list-forwarded')
  await go('/nominations')
  await inspect(officer, 'nominations')
  const { headers } = await officer.request
    .get(`${program.url}${list}/document.pdf`)
    .then((answer) => ({ headers: answer.headers() }))
  expect(headers['content-type']).toBe('application/pdf')
})
