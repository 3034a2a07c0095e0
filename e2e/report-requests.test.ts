import { expect, test } from 'vitest'
import { inspect, openDesk } from './program.ts'

/* Five agencies are asked for a report: three have answered, one is returned, one is late (the sample's). */

const { page: officer, go, text } = await openDesk({ sample: 12 })

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
