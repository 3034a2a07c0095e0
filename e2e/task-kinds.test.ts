import { expect, test } from 'vitest'
import { inspect, openDesk, send } from './program.ts'

/* The flow of provincial tasks is copied for the province, a step is changed, and the copy is put in force. */

const { page: officer, go, text } = await openDesk()

test('a kind of task is copied, a step edited, and put in force', async () => {
  await go('/task-kinds')
  await inspect(officer, 'task-kinds')
  await officer.getByRole('link', { name: /Nhiệm vụ khoa học và công nghệ cấp tỉnh/ }).click()
  await inspect(officer, 'task-kind-shipped')
  expect(await text()).toContain('chưa tìm thấy')
  const from = new URL(officer.url()).pathname.split('/').at(-1)
  await go(`/task-kinds/new?from=${from}`)
  await inspect(officer, 'task-kind-copy')
  await send(officer, '/task-kinds/new', {
    name: 'Nhiệm vụ theo quy trình thử',
    validFrom: '01/01/2026',
    validTo: '',
  })
  const copy = new URL(officer.url()).pathname
  await inspect(officer, 'task-kind-draft')
  await officer.locator(`a[href^="${copy}/steps/"][href$="/edit"]`).first().click()
  await inspect(officer, 'task-kind-step')
  await send(officer, new URL(officer.url()).pathname, { term: '9', termUnit: 'working_days' })
  expect(await text()).toContain('9 ngày làm việc')
  await go(copy)
  await officer.getByRole('button', { name: 'Đưa vào áp dụng' }).click()
  await officer.waitForLoadState('networkidle')
  expect(await text()).toContain('Có hiệu lực')
})
