import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, send } from './program.ts'

/* A piece of news from its draft to the public home, the feed and a phone: written with a picture, published by another person. */

const { browser, page: officer, program, go, text } = await openDesk({ sample: 12 })
const phone = await (
  await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 }, isMobile: true })
).newPage()
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const written = {
  ...{ title: 'Khai mạc tháng năng suất', titleEn: 'The month of productivity opens' },
  ...{ summary: 'Mười doanh nghiệp cùng bắt đầu.', summaryEn: 'Ten enterprises begin together.' },
  ...{
    body: '## Buổi sáng\n\nCó <script>alert(1)</script> **mười** doanh nghiệp.',
    bodyEn: '## Morning\n\nTen enterprises.',
  },
}

test('news is written, reviewed by another person, and read on a phone, by feed and by mail', async () => {
  await go('/news/articles/new')
  await inspect(officer, 'news-new')
  await send(officer, '/news/articles/new', { ...written, kind: 'video' }, 'refused')
  await send(officer, '/news/articles/new', { kind: 'news' })
  const at = new URL(officer.url()).pathname
  await go(`${at}/pictures/new`)
  await send(officer, `${at}/pictures/new`, {
    ...{ caption: 'Xưởng may', captionEn: 'A workshop', credit: 'Ảnh của Sở' },
    fileId: { name: 'xuong.png', mimeType: 'image/png', buffer: png },
  })
  const mark = await officer.locator('#pictures code').innerText()
  await go(`${at}/edit`)
  await send(officer, `${at}/edit`, { body: `${written.body}\n\n${mark}` })
  await inspect(officer, 'news-article')
  await send(officer, `${at}/sending`, {})
  expect(await text()).toContain('Chờ duyệt đăng')
  const leader = await anotherPerson(browser, program, 'leader', 'Trần Văn Lãnh')
  await leader.goto(program.url + at)
  await send(leader, `${at}/publication`, {})
  expect(await leader.locator('main').innerText()).toContain('Đã đăng')
  await go('/news/articles')
  await inspect(officer, 'news-articles')

  await phone.goto(`${program.url}/progress`)
  await phone.locator('#news a', { hasText: written.title }).click()
  await phone.waitForURL(/\/news\/\d+$/)
  const read = new URL(phone.url()).pathname
  const said = await phone.locator('main').innerText()
  expect(said).toContain('<script>alert(1)</script>')
  expect(await phone.locator('main article script').count()).toBe(0)
  const picture = phone.locator('main article img')
  await picture.scrollIntoViewIfNeeded()
  await expect
    .poll(() => picture.evaluate((shown) => (shown as unknown as { naturalWidth: number }).naturalWidth))
    .toBe(1)
  await inspect(phone, 'news-read')
  const feed = await phone.request.get(`${program.url}/news/feed.xml`)
  expect(feed.headers()['content-type']).toContain('application/rss+xml')
  expect(await feed.text()).toContain(read)
  await phone.goto(`${program.url}/news/subscribe`)
  await inspect(phone, 'news-subscribe')
  await phone.setViewportSize({ width: 390, height: 844 })
  await send(phone, '/news/subscribe', { email: 'ban@example.vn' }, 'refused')
  await send(phone, '/news/subscribe', { email: 'ban@example.vn', consents: true })
  expect(await phone.locator('main').innerText()).toContain('xác nhận')
  await phone.goto(`${program.url}/library?q=5s`)
  await inspect(phone, 'library')
  await go('/communication')
  await inspect(officer, 'communication')
  await go('/communication/sums')
  await inspect(officer, 'communication-sums')
})
