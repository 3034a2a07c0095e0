import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, pdf, send } from './program.ts'

/*
 * The National Quality Award: a round is opened at a desk, an enterprise is entered and assessed by each criterion on a phone, the entry is checked; another
 * person records the opinion of the local council and the outcome.
 */

const { program, browser, page, go, text } = await openDesk({ sample: 12 })
let entry = ''
let enterprise = ''
const phone = () => page.setViewportSize({ width: 390, height: 844 })
const desk = () => page.setViewportSize({ width: 1280, height: 900 })

test('a round is opened; its rules name their source', async () => {
  await go('/award-entries?plan=all&state=won')
  await inspect(page, 'award-entries')
  await page.locator('main table tbody a[href^="/award-entries/"]').first().click()
  await page.waitForURL(/\/award-entries\/\d+$/)
  await inspect(page, 'award-won')
  await go('/award-rules')
  expect(await text()).toContain('Nghị định số 37/2026/NĐ-CP')
  await inspect(page, 'award-rules')
  await go('/award-rounds/new')
  const planId = await page.locator('select[name="planId"] option').nth(1).getAttribute('value')
  await send(page, '/award-rounds/new', {
    ...{ planId: planId ?? '', year: '2024', documentNumber: '15/KH-SKHCN', closesOn: '31/12/2099' },
  })
  await inspect(page, 'award-round')
})

test('on a phone an enterprise is entered, assessed by the seven criteria and submitted', async () => {
  await phone()
  await go('/enterprises')
  const maker =
    (await page.locator('main table tbody a[href^="/enterprises/"]').first().getAttribute('href')) ?? ''
  enterprise = `/enterprises/${maker.split('/')[2]}`
  await go(`/award-entries/new?enterpriseId=${maker.split('/')[2]}`)
  const round = (await page.locator('select[name="roundId"] option').nth(1).getAttribute('value')) ?? ''
  const said = { roundId: round, sector: 'Chế biến', introduction: 'Gạo thơm' }
  await send(page, '/award-entries/new', { ...said, operatingSince: '01/01/2010' })
  entry = new URL(page.url()).pathname
  await send(page, `${entry}/submission`, { declares: true }, 'refused')
  const count = await page.locator('#assessment a', { hasText: 'Tự đánh giá' }).count()
  expect(count).toBe(7)
  for (let at = 0; at < count; at += 1) {
    await go(entry)
    await page.locator('#assessment a', { hasText: 'Tự đánh giá' }).nth(at).click()
    await page.waitForURL(/criterionId=/)
    if (at === 0) await inspect(page, 'award-assess')
    await send(page, `${entry}/assessment`, { points: '80', words: 'Đã áp dụng hệ thống quản lý' })
  }
  await go(entry)
  await send(page, `${entry}/submission`, { declares: true })
  await send(page, `${entry}/check`, { outcome: 'checked' })
  expect(await text()).toContain('Hồ sơ dự giải đã kiểm tra')
  expect(await page.evaluate('document.documentElement.scrollHeight < 8000')).toBe(true)
  await desk()
})

test('whoever checked records neither opinion nor outcome; another person does, and the award stands on the entry', async () => {
  await go(`${entry}?do=opine`)
  expect(await text()).toContain('Bạn đã kiểm tra hồ sơ này')
  const leader = await anotherPerson(browser, program, 'leader', 'Trần Văn Duyệt')
  await leader.goto(`${program.url}${entry}`)
  await inspect(leader, 'award-opinion')
  await send(leader, `${entry}/opinion`, {
    ...{ agrees: true, opinionNumber: '3/BB-HĐST', opinionFileId: pdf('y-kien') },
  })
  await go(entry)
  await send(page, `${entry}/sending`, { sentNumber: '20/SKHCN-TĐC', sentFileId: pdf('gui-bo') })
  await leader.goto(`${program.url}${entry}`)
  await send(leader, `${entry}/outcome`, {
    ...{ prize: 'silver', score: '700', decisionNumber: '99/QĐ-BKHCN', decisionFileId: pdf('quyet-dinh') },
  })
  await go(entry)
  expect(await text()).toContain('Giải Bạc chất lượng quốc gia')
  await inspect(page, 'award-entry')
})

test('a year that no plan has takes a round without one; a product enters it, and the page of the enterprise shows both entries', async () => {
  await go('/award-rounds/new')
  const far = { year: '2099', documentNumber: '1/KH-SKHCN', closesOn: '31/12/2099' }
  await send(page, '/award-rounds/new', { ...far, planId: '' })
  expect(await text()).toContain('2099')
  const round = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await go(`${enterprise}/products`)
  await send(page, `${enterprise}/products`, { name: 'Gạo thơm dự giải' })
  await phone()
  await go(`/award-entries/new?enterpriseId=${enterprise.split('/')[2]}&roundId=${round}`)
  const product = page.locator('select[name="productId"] option', { hasText: 'Gạo thơm dự giải' })
  const said = { roundId: round, sector: 'Chế biến', introduction: 'Gạo thơm', operatingSince: '01/01/2010' }
  await send(page, '/award-entries/new', said, 'refused')
  await send(page, '/award-entries/new', {
    ...{ productId: (await product.getAttribute('value')) ?? '', marketedSince: '01/01/2020' },
  })
  expect(await text()).toContain('Gạo thơm dự giải')
  await go(enterprise)
  const shown = await page.locator('#awards').innerText()
  for (const told of ['2099', 'Gạo thơm dự giải', 'Giải Bạc chất lượng quốc gia'])
    expect(shown).toContain(told)
})
