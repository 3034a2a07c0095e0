import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, pdf, send } from './program.ts'

/*
 * An improvement project: begun at a desk, measured before on a phone, started, measured after, finished; a lecturer of the register is picked, and another
 * person enters the verdict. And what comes of support after its end: a certificate is audited and suspended, and whoever scans its label on a phone sees that.
 */

const { program, browser, page, go, text } = await openDesk({ sample: 20 })

let project = ''
const phone = () => page.setViewportSize({ width: 390, height: 844 })
const desk = () => page.setViewportSize({ width: 1280, height: 900 })

test('a project of the sample shows its measures as chart and table, and the catalogue says which way is better', async () => {
  await go('/improvements?state=evaluated&plan=all')
  await inspect(page, 'improvements')
  await page.locator('main table tbody a[href^="/improvements/"]').first().click()
  expect(await text()).toContain('Kết quả đánh giá')
  await inspect(page, 'improvement-evaluated')
  await phone()
  expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
  expect(await page.evaluate('document.documentElement.scrollHeight < 8000')).toBe(true)
  await desk()
  await go('/improvement-measures')
  expect(await text()).toContain('Thấp hơn là tốt hơn')
  await inspect(page, 'improvement-measures')
  await go('/productivity/effect')
  expect(await text()).toContain('Dự án cải tiến đã đánh giá')
})

test('a project is begun, its measure is chosen and measured before on a phone; only then it starts', async () => {
  await go('/enterprises')
  const maker =
    (await page.locator('main table tbody a[href^="/enterprises/"]').first().getAttribute('href')) ?? ''
  const form = `/improvements/new?enterpriseId=${maker.split('/')[2]}`
  await go(form)
  await inspect(page, 'improvement-new')
  const dates = { startsOn: '01/02/2026', endsOn: '30/06/2026' }
  await send(
    page,
    '/improvements/new',
    {
      title: 'Giảm lỗi đóng gói',
      problem: 'Nhiều sản phẩm lỗi',
      method: '5S',
      ...dates,
      endsOn: '01/01/2026',
    },
    'refused',
  )
  expect(await page.locator('[name="title"]').inputValue()).toBe('Giảm lỗi đóng gói')
  await send(page, '/improvements/new', { endsOn: dates.endsOn })
  project = new URL(page.url()).pathname
  await phone()
  const defects = await page
    .locator('[name="measureId"] option', { hasText: 'Tỷ lệ sản phẩm lỗi' })
    .getAttribute('value')
  await send(page, `${project}/measures`, { measureId: defects ?? '', target: '2' })
  await go(`${project}?do=value`)
  await inspect(page, 'improvement-value')
  await send(page, `${project}/values`, {
    ...{ value: '4,5', measuredOn: '02/02/2026', how: 'Đếm 200 sản phẩm', fileId: pdf('bien-ban-do') },
  })
  await go(`${project}?do=start`)
  await send(page, `${project}/start`, { startedOn: '02/02/2026' })
  expect(await text()).toContain('các chỉ số được giữ nguyên')
})

test('measured after and finished; whoever entered the values is not offered the verdict, another person enters it', async () => {
  await go(`${project}?do=value`)
  await send(page, `${project}/values`, {
    ...{ phase: 'after', value: '1,8', measuredOn: '20/06/2026', how: 'Đếm 200 sản phẩm' },
    fileId: pdf('bien-ban-do-sau'),
  })
  await go(`${project}?do=finish`)
  await send(page, `${project}/finish`, { finishedOn: '25/06/2026' })
  await go(`${project}?do=assign`)
  const lecturer = await page
    .locator('[name="personId"] option', { hasText: 'Giảng viên 01' })
    .getAttribute('value')
  await send(page, `${project}/evaluator`, { personId: lecturer ?? '' })
  await go(`${project}?do=evaluate`)
  expect(await text()).toContain('Bạn đã ghi giá trị đo của dự án này')
  await desk()
  const other = await anotherPerson(browser, program, 'coordinator', 'Trần Văn Xét')
  await other.goto(`${program.url}${project}?do=evaluate`)
  await inspect(other, 'improvement-evaluate')
  await send(other, `${project}/evaluation`, {
    ...{ verdict: 'effective', conclusion: 'Ít lỗi hơn', keep: 'Bảng theo dõi từng ca' },
    ...{ evaluatedOn: '01/07/2026', fileId: pdf('phieu-danh-gia') },
  })
  await go(project)
  expect(await text()).toContain('−60%')
  expect(await text()).toContain('Bảng theo dõi từng ca')
  await inspect(page, 'improvement')
})

test('a certificate gets an audit, its labels are printed; suspended, whoever scans its code on a phone sees that', async () => {
  await go('/certificates?validity=valid&plan=all')
  await page.locator('main table tbody a[href^="/certificates/"]').first().click()
  const certificate = new URL(page.url()).pathname
  await inspect(page, 'certificate')
  const code = (await page.locator('#qr a').getAttribute('href')) ?? ''
  expect(code).toMatch(/^\/verify\/[0-9A-F]{12}$/)
  await go(`${certificate}/audits/new`)
  await inspect(page, 'certificate-audit')
  await send(page, `${certificate}/audits/new`, { plannedOn: '01/06/2030' })
  expect(await text()).toContain('Đánh giá giám sát')
  await go(`${certificate}/labels`)
  expect(await page.locator('main li svg').count()).toBe(24)
  await inspect(page, 'certificate-labels')
  await go('/certificates/counting')
  await inspect(page, 'certificate-counting')
  await go(`${certificate}/suspension`)
  await send(page, `${certificate}/suspension`, {
    ...{ documentNumber: '9/TB', reason: 'Chưa khắc phục', fileId: pdf('thong-bao') },
  })
  const phoneOnly = await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 } })
  const visitor = await phoneOnly.newPage()
  await visitor.goto(`${program.url}${code}`)
  expect(await visitor.locator('main').innerText()).toContain('Đang bị đình chỉ')
  expect(await visitor.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
  await inspect(visitor, 'certificate-public')
  await phoneOnly.close()
})
