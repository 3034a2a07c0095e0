import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, pdf, send } from './program.ts'

/* Five agencies are asked for a report: three have answered, one is returned, one is late (the sample's); a new one goes its whole way. */

const { program, browser, page: officer, go, text } = await openDesk({ sample: 12 })

test('five agencies were asked: who sent, who is late, and one consolidation', async () => {
  await go('/report-requests')
  await inspect(officer, 'report-requests')
  // Those after it were asked anew for the periods since.
  await go('/report-requests/1')
  await inspect(officer, 'report-request')
  const said = await text()
  for (const state of ['Đã chấp nhận', 'Trả lại để bổ sung', 'Quá hạn']) expect(said).toContain(state)
  await go(`${new URL(officer.url()).pathname}/consolidation`)
  await inspect(officer, 'report-consolidation')
  expect(await text()).toContain('Kỳ trước')
  expect(await text()).toContain('Chưa có trong bản tổng hợp')
})

test('a form is composed, an agency answers with its signed scan, is returned, sends again, is accepted', async () => {
  await go('/report-forms/new')
  await send(officer, '/report-forms/new', { name: 'Báo cáo nhanh' })
  const form = new URL(officer.url()).pathname
  await go(`${form}/questions/new`)
  await inspect(officer, 'report-question')
  const question = { section: 'I. Kết quả', code: '1', kind: 'number', label: 'Số hội nghị', unit: 'cuộc' }
  await send(officer, `${form}/questions/new`, { ...question, minimum: '0', required: true })
  await go(`${form}/questions/new`)
  const file = { section: 'II. Tài liệu', code: '2', kind: 'file', label: 'Phụ lục', required: true }
  await send(officer, `${form}/questions/new`, file)
  await inspect(officer, 'report-form')
  await go(`/report-requests/new?formId=${form.split('/').at(-1)}`)
  await inspect(officer, 'report-request-new')
  const asked = officer.locator('form[action="/report-requests/new"]')
  const health = asked.locator('label', { hasText: 'Sở Y tế' }).locator('input')
  const agencyId = (await health.first().getAttribute('value')) ?? ''
  await health.first().check()
  await send(officer, '/report-requests/new', { title: 'Báo cáo nhanh tháng này' })
  const request = new URL(officer.url()).pathname
  const address =
    (await officer.locator('main a[href^="/report-answers/"]').first().getAttribute('href')) ?? ''
  const agency = await anotherPerson(browser, program, 'agency', 'Lê Thị Sở', agencyId)
  await agency.goto(`${program.url}${address}`)
  await send(agency, `${address}/beginning`, {})
  await inspect(agency, 'report-fill')
  await send(agency, `${address}/edit`, { 'cells.0.value': '3' })
  await agency.goto(`${program.url}${address}?do=attach`)
  await inspect(agency, 'report-attach')
  await send(agency, `${address}/attachments`, { fileId: pdf('phu-luc') })
  expect(await agency.locator('main').innerText()).toContain('phu-luc')
  await agency.goto(`${program.url}${address}?do=sendSigned`)
  await send(agency, `${address}/signed`, { signer: 'Giám đốc Sở', fileId: pdf('ban-ky') })
  await go(`${address}?do=giveBack`)
  await send(officer, `${address}/return`, { remark: 'Xin xem lại số hội nghị' })
  await agency.goto(`${program.url}${address}/edit`)
  await send(agency, `${address}/edit`, { 'cells.0.value': '4' })
  await agency.goto(`${program.url}${address}?do=sendSigned`)
  await send(agency, `${address}/signed`, { signer: 'Giám đốc Sở', fileId: pdf('ban-ky-2') })
  await go(address)
  expect(await text()).toContain('Đã sửa so với lần gửi trước')
  await inspect(officer, 'report-sent-again')
  await send(officer, `${address}/acceptance`, {})
  await go(`${request}/consolidation`)
  expect(await text()).toContain('Sở Y tế')
  expect(await text()).toContain('phu-luc')
})

test('an enterprise without an account answers by its personal link on a phone', async () => {
  await go('/enterprises')
  const taxCode = /\b\d{10}\b/.exec(await text())?.[0] ?? ''
  await go('/report-requests/new')
  await send(officer, '/report-requests/new', { title: 'Hỏi doanh nghiệp bằng liên kết', taxCodes: taxCode })
  const request = new URL(officer.url()).pathname
  await inspect(officer, 'report-links')
  await send(officer, `${request}/links`, {})
  await inspect(officer, 'report-links-given')
  const address = /\/reports\/answer\/[\w-]+/.exec(await text())?.[0] ?? ''
  const phone = await (
    await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 } })
  ).newPage()
  await phone.goto(program.url + address)
  await inspect(phone, 'report-link')
  await send(phone, `${address}/beginning`, {})
  await inspect(phone, 'report-link-fill')
  await send(phone, address, { 'cells.1.value': '3' })
  await send(phone, `${address}/sending`, { signer: 'Giám đốc', fileId: pdf('ban-ky-lien-ket') })
  expect(await phone.locator('main').innerText()).toContain('Đã nhận báo cáo')
  await inspect(phone, 'report-link-sent')
  await phone.context().close()
  await go(request)
  expect(await text()).toContain('Đã gửi, chờ xem xét')
})
