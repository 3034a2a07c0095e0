import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, send } from './program.ts'

/* An entry of the guide is written with its source, published by another person, and found by a stranger on a phone. */

const phone = { width: 390, height: 844 }
const { program, browser, page: officer, go, text } = await openDesk({ sample: 12 })

test('an entry is written, sourced, published by the leader, and found without accents by a stranger', async () => {
  await go('/guide/entries')
  await inspect(officer, 'guide-entries')
  await go('/guide/entries/new')
  await inspect(officer, 'guide-entry-new')
  await officer.locator('select[name="contentId"]').selectOption({ index: 1 })
  await send(officer, '/guide/entries/new', {
    ...{
      title: 'Bảo dưỡng thử',
      titleEn: 'Trial upkeep',
      about: '**Giữ** máy tốt',
      aboutEn: 'Keep machines well',
    },
    ...{ whom: 'Xưởng', whomEn: 'Workshops', steps: '1. Lau\n2. Kiểm tra', stepsEn: '1. Clean\n2. Check' },
  })
  const entry = new URL(officer.url()).pathname
  await go(`${entry}/references/new`)
  await inspect(officer, 'guide-reference-new')
  await send(officer, `${entry}/references/new`, {
    ...{ title: 'Sách thử', publisher: 'Nhà xuất bản thử', address: 'https://example.vn/sach' },
  })
  await inspect(officer, 'guide-entry')
  await officer.getByRole('button', { name: 'Gửi để công bố' }).click()
  await officer.waitForLoadState('networkidle')
  const leader = await anotherPerson(browser, program, 'leader', 'Trần Văn Lãnh')
  await leader.goto(program.url + entry)
  await inspect(leader, 'guide-publication')
  await send(leader, `${entry}/publication`, {})
  expect(await leader.locator('main').innerText()).toContain('Đã công bố')
  const context = await browser.newContext({ locale: 'vi-VN', viewport: phone, javaScriptEnabled: false })
  const stranger = await context.newPage()
  await stranger.goto(`${program.url}/`)
  await stranger.locator('#q-q').fill('bao duong thu')
  await stranger.getByRole('button', { name: 'Tìm trong hướng dẫn' }).click()
  await stranger.locator('main a', { hasText: 'Bảo dưỡng thử' }).first().click()
  expect(await stranger.locator('main').innerText()).toContain('Nhà xuất bản thử')
  const reader = await (await browser.newContext({ locale: 'vi-VN', viewport: phone })).newPage()
  await reader.goto(stranger.url())
  await inspect(reader, 'guide-read')
  await go(entry)
  expect(await text()).toContain('Công bố')
})
