import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { inspect, openDesk, pdf, send } from './program.ts'

/* A visit with photographs on a phone: taken without a network, kept through the page being closed, sent once, without what the camera wrote. */

const { browser, context, page: officer, program, go, text } = await openDesk({ sample: 12 })
const phone = { locale: 'vi-VN', viewport: { width: 390, height: 844 }, isMobile: true }

/** A photograph as a camera gives it: large, with its place in it. */
async function photograph(page: Page, width: number, height: number): Promise<Buffer> {
  const plain = await page.evaluate<string>(`(() => {
    const canvas = document.createElement('canvas')
    canvas.width = ${width}
    canvas.height = ${height}
    canvas.getContext('2d').fillRect(0, 0, ${width / 2}, ${height / 2})
    return canvas.toDataURL('image/jpeg').split(',')[1]
  })()`)
  const bytes = Buffer.from(plain, 'base64')
  const told = Buffer.from('Exif\0\0GPS 9.60, 105.97 May anh cua Nguyen Van A')
  const head = Buffer.from([0xff, 0xe1, 0, told.length + 2])
  return Buffer.concat([bytes.subarray(0, 2), head, told, bytes.subarray(2)])
}

test('a visit is photographed without a network and each photograph comes once', async () => {
  await go('/visits/checklists/new')
  await send(officer, '/visits/checklists/new', { name: 'Bảng kiểm 5S', items: 'Lưu đủ hồ sơ\nÁp dụng thật' })
  await go('/support?state=in_progress')
  await officer.locator('tbody a').first().click()
  const turn = new URL(officer.url()).pathname
  await go(`${turn}/visits/new`)
  await officer.locator('select[name="checklistId"]').selectOption({ label: 'Bảng kiểm 5S' })
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
  await inspect(officer, 'visit-new')
  await send(officer, `${turn}/visits/new`, { plannedOn: today, reason: 'Theo phản ánh' })
  const visit = new URL(officer.url()).pathname
  const photographs = `${visit}/photographs`

  const one = await browser.newContext({ ...phone, storageState: await context.storageState() })
  const opened = async () => {
    const page = await one.newPage()
    await page.goto(program.url + photographs)
    return page
  }
  const take = async (page: Page, caption: string, buffer: Buffer) => {
    await page
      .locator('input[name="fileId"]')
      .setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer })
    await page.locator('input[name="caption"]').fill(caption)
    await page.getByRole('button', { name: 'Ghi ảnh' }).click()
  }
  const list = (page: Page) => page.locator('[data-photographs]').innerText()
  const first = await opened()
  const camera = await photograph(first, 3200, 2400)
  expect(camera.includes('GPS')).toBe(true)
  // without a network the phone keeps it, and it outlives the page
  await one.setOffline(true)
  await take(first, 'Kho nguyên liệu', camera)
  await expect.poll(() => list(first)).toContain('Chờ gửi: 1')
  await first.close()
  await one.setOffline(false)
  const again = await opened()
  await expect.poll(() => list(again), { timeout: 30_000 }).toContain('Đã ghi ảnh: Kho nguyên liệu')
  // the answer is lost on its way: the same photograph goes again and stands once
  let lost = 0
  await again.route(`**${photographs}`, async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.continue()
    lost += 1
    await route.fetch()
    await route.abort()
  })
  await take(again, 'Dây chuyền', camera)
  await expect.poll(() => list(again), { timeout: 30_000 }).toContain('Đã ghi ảnh: Dây chuyền')
  expect(lost).toBe(1)
  await again.reload()
  await inspect(again, 'visit-photographs')
  const files = await again.evaluate<string[]>(
    "[...document.querySelectorAll('#photographs img')].map((one) => one.getAttribute('src'))",
  )
  expect(files).toHaveLength(2)
  for (const file of files) {
    const bytes = await (await again.request.get(program.url + file)).body()
    expect([bytes.includes('GPS'), bytes.includes('Nguyen')]).toEqual([false, false])
  }
  const size = await again.evaluate<number[]>(`fetch('${files[0]}')
    .then((answer) => answer.blob())
    .then(createImageBitmap)
    .then(({ width, height }) => [width, height])`)
  expect(size).toEqual([1600, 1200])

  // without JavaScript it is an ordinary form, and the server removes the same
  const plain = await browser.newContext({
    ...phone,
    javaScriptEnabled: false,
    storageState: await context.storageState(),
  })
  const bare = await plain.newPage()
  await bare.goto(program.url + photographs)
  await take(bare, 'Không JavaScript', camera)
  expect(await bare.locator('#photographs img').count()).toBe(3)
  const src = await bare.locator('img[alt="Không JavaScript"]').getAttribute('src')
  expect((await (await bare.request.get(program.url + src)).body()).includes('GPS')).toBe(false)

  await go(`${visit}?do=record#act`)
  await inspect(officer, 'visit-record')
  await officer.locator('input[name="answers.1"][value="no"]').check()
  await officer.locator('input[name="answers.2"][value="yes"]').check()
  await send(officer, `${visit}/result`, {
    ...{ conclusion: 'Còn thiếu hồ sơ', 'notes.1': 'Thiếu biên bản', fileId: pdf('bien-ban') },
  })
  await send(officer, `${visit}/findings`, {
    content: 'Thiếu hồ sơ',
    remedy: 'Bổ sung hồ sơ',
    dueOn: '2030-01-31',
  })
  expect(await text()).toContain('Chờ doanh nghiệp khắc phục')
  await inspect(officer, 'visit')
  await officer.locator('#findings a').first().click()
  await inspect(officer, 'visit-finding')
  await go('/visits/plans')
  await officer.locator('tbody a').first().click()
  expect(await text()).toContain('Bốc lại ra đúng danh sách này')
  await inspect(officer, 'visit-plan')
  await go('/visits')
  await inspect(officer, 'visits')

  // what else is of the turn: a change that is asked for, its place on the board, its days
  await go(`${turn}/changes/new`)
  await inspect(officer, 'turn-change-new')
  await send(officer, `${turn}/changes/new`, { dueOn: '31/12/2030', reason: 'Vụ mùa kéo dài' })
  expect(await text()).toContain('Bạn đã đề nghị thay đổi này')
  await inspect(officer, 'turn-change')
  for (const [path, name] of [
    ['/support/board', 'turn-board'],
    ['/support/calendar?month=2030-01', 'turn-calendar'],
    ['/support/changes', 'turn-changes'],
    ['/support/ended-early', 'turns-ended-early'],
    [turn, 'turn'],
  ] as const) {
    await go(path)
    await inspect(officer, name)
  }
})
