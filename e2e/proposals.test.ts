import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, send } from './program.ts'

/* A proposal of policy is drawn up, an agency is asked and answers clause by clause, its opinion is settled, and the proposal is submitted and adopted in part. */

const { program, browser, page: officer, go, text } = await openDesk({ sample: 12 })
let proposal = ''
let agencyId = ''

test('a proposal is drawn up by clauses and sent to an agency', async () => {
  await go('/policy-proposals')
  await inspect(officer, 'proposals')
  await go('/policy-proposals/new?rehearsal=/rehearsals?age=3')
  await inspect(officer, 'proposal-new')
  await send(officer, '/policy-proposals/new', { title: 'Thêm điều kiện', grounds: 'Thực tế thực hiện' })
  proposal = new URL(officer.url()).pathname
  await go(`${proposal}/clauses/new`)
  await send(officer, `${proposal}/clauses/new`, { label: 'Điều kiện', text: 'Hoạt động từ 3 năm.' })
  await go(`${proposal}/rounds/new`)
  await inspect(officer, 'proposal-round-new')
  const first = officer.locator('input[name="agencyIds"]').first()
  agencyId = (await first.getAttribute('value')) ?? ''
  await first.check()
  await send(officer, `${proposal}/rounds/new`, {})
  expect(await text()).toContain('Xin ý kiến lần 1')
})

test('the agency answers on a clause; the office says what becomes of it, submits, and records the outcome', async () => {
  const agency = await anotherPerson(browser, program, 'agency', 'Lê Thị Sở', agencyId)
  await agency.goto(`${program.url}/opinions`)
  await agency.getByRole('link', { name: 'Thêm điều kiện' }).first().click()
  await agency.waitForURL(/\/opinions\/\d+$/)
  const at = new URL(agency.url()).pathname
  await agency.goto(`${program.url}${at}/opinions/new`)
  await agency.locator('select[name="clauseId"]').selectOption({ label: 'Điều kiện' })
  await send(agency, `${at}/opinions/new`, { text: 'Chỉ nên 2 năm.' })
  await inspect(agency, 'opinion-asked')
  await send(agency, `${at}/answer`, { stance: 'with_changes', number: '12/SCT' })
  await go(at)
  await officer.getByRole('link', { name: 'Ghi tiếp thu, giải trình' }).click()
  await officer.waitForURL(/settling$/)
  await inspect(officer, 'opinion-settling')
  await send(officer, new URL(officer.url()).pathname, {
    outcome: 'partly',
    reason: 'Ghi 2 năm với hợp tác xã',
  })
  await go(proposal)
  await send(officer, `${proposal}/submission`, { submission: '15/TTr-SKHCN' })
  await inspect(officer, 'proposal-submitted')
  const { headers } = await officer.request
    .get(`${program.url}${proposal}/document.pdf`)
    .then((answer) => ({ headers: answer.headers() }))
  expect(headers['content-type']).toBe('application/pdf')
  await send(officer, `${proposal}/outcome`, {
    outcome: 'partly',
    number: '9/QĐ-UBND',
    reason: 'Chỉ năm 2026',
  })
  await inspect(officer, 'proposal-settled')
  expect(await text()).toContain('9/QĐ-UBND')
})
