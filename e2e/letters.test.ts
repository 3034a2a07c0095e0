import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { certify, signedPdf } from '../src/documents/signature/testing.ts'
import { anotherPerson, inspect, openDesk, send } from './program.ts'

/* An officer edits the template of a letter; another person takes it into use. */

const { program, browser, page: officer, go, text } = await openDesk({ sample: 12 })
let leader: Page

test('a template is downloaded, uploaded with a wrong name, which is named, mended, and taken into use by another', async () => {
  await go('/templates')
  await inspect(officer, 'templates')
  await go('/templates/versions')
  await inspect(officer, 'template-versions')
  await officer.locator('main tbody a[href^="/templates/"]').last().click()
  await go('/templates/kinds/letter-returned')
  await inspect(officer, 'template-kind')
  expect(await text()).toContain('{doanh_nghiep}')
  await go('/templates/versions?state=faulty')
  await officer.locator('main tbody a[href^="/templates/"]').first().click()
  await officer.waitForLoadState('networkidle')
  await inspect(officer, 'template-faulty')
  expect(await text()).toContain('{ten_doanh_nghiep}')
  const downloading = officer.waitForEvent('download')
  await officer.goto(`${program.url}/templates/kinds/letter-returned`)
  await officer.getByRole('link', { name: 'Tải mẫu có sẵn' }).click()
  const file = await (await downloading).path()
  await go('/templates/kinds/letter-returned/new')
  await inspect(officer, 'template-new')
  await officer.locator('input[type="file"]').setInputFiles(file)
  await officer.getByRole('button', { name: 'Tải lên và kiểm tra' }).click()
  await officer.waitForLoadState('networkidle')
  const version = new URL(officer.url()).pathname
  leader = await anotherPerson(browser, program, 'leader', 'Trần Văn Lãnh')
  await leader.goto(program.url + version)
  await inspect(leader, 'template-use')
  await leader.locator('#act form button[type="submit"]').last().click()
  await leader.waitForLoadState('networkidle')
  expect(await leader.locator('main').innerText()).toContain('Đang dùng')
})

test('letters on five applications are previewed, made and sent; the page of each has its letter to download', async () => {
  await go('/applications?state=accepted')
  const boxes = officer.locator('main tbody input[name="ids"]')
  const count = Math.min(5, await boxes.count())
  expect(count).toBeGreaterThan(0)
  for (let at = 0; at < count; at += 1) await boxes.nth(at).check()
  await officer.getByRole('button', { name: 'Tạo, gửi thư báo' }).click()
  await officer.waitForLoadState('networkidle')
  await inspect(officer, 'letters-preview')
  const application = await officer
    .locator('#rows tbody a[href^="/applications/"]')
    .first()
    .getAttribute('href')
  // those of the sample have theirs: one is made anew on its own page
  await go(`${application}?do=letter`)
  await inspect(officer, 'letter-form')
  await send(officer, `${application}/letters`, {
    ...{ number: '12', issuedOn: dayNow(), signer: 'Lê Văn Ký' },
  })
  await inspect(officer, 'letter-made')
  const downloading = officer.waitForEvent('download')
  await officer.locator('#letters a').first().click()
  expect((await downloading).suggestedFilename()).toMatch(/\.docx$/)
})

/** An application that the officer files, checks and appraises. @returns its number */
async function appraised(enterprise: string, at: number): Promise<string> {
  await go(`/applications/new?enterpriseId=${enterprise}`)
  const choices = officer.locator('select[name="contentId"] option:not([value=""])')
  const content = await choices.nth(at % (await choices.count())).getAttribute('value')
  await officer.locator('select[name="contentId"]').selectOption(content)
  await send(officer, '/applications/new', {
    ...{ description: 'Áp dụng 5S', requested: '20 triệu', ownFunds: '20 triệu' },
  })
  const application = new URL(officer.url()).pathname
  await go(`${application}?do=check`)
  await send(officer, `${application}/check`, { outcome: 'checked' })
  await go(application)
  await send(officer, `${application}/appraisal`, { amount: '15 triệu', note: 'Đủ điều kiện' })
  return application.split('/').at(-1) ?? ''
}

const read = (page: Page) => page.locator('main').innerText()

test('five applications are decided by the leader with one number, the letters go out, and the signed file closes it', async () => {
  await go('/enterprises')
  const enterprises = await officer
    .locator('main tbody a[href^="/enterprises/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')?.split('/').at(-1) ?? ''))
  const ids: string[] = []
  for (const [at, enterprise] of [...new Set(enterprises)].slice(0, 5).entries())
    ids.push(await appraised(enterprise, at + 5))
  await leader.goto(`${program.url}/applications/decisions/new?${ids.map((id) => `ids=${id}`).join('&')}`)
  await inspect(leader, 'decision-new')
  await leader.locator('[name="reason"]').fill('Đủ điều kiện, trong dự toán')
  await leader.locator('[name="signer"]').fill('Trần Văn Lãnh')
  await leader.locator('select[name="items.4.outcome"]').selectOption('refuse')
  await leader.locator('[name="items.4.reason"]').fill('Trùng nội dung đã hỗ trợ')
  await leader.getByRole('button', { name: 'Thử, chưa ghi' }).click()
  await leader.waitForLoadState('networkidle')
  // what cannot be supported says why, and is refused
  const against = leader.locator('select[aria-invalid="true"]')
  for (const name of await against.evaluateAll((all) => all.map((one) => one.getAttribute('name'))))
    await leader.locator(`select[name="${name}"]`).selectOption('refuse')
  await inspect(leader, 'decision-trial')
  await send(leader, '/applications/decisions/new', {})
  const decision = new URL(leader.url()).pathname
  expect(decision).toMatch(/^\/applications\/decisions\/\d+$/)
  await inspect(leader, 'decision')
  const downloading = leader.waitForEvent('download')
  await leader.getByRole('link', { name: 'PDF', exact: true }).click()
  await (await downloading).saveAs('e2e/output/decision.pdf')

  await go(decision)
  await officer.getByRole('link', { name: /thư báo/ }).click()
  await send(officer, '/applications/many/letters', { give: true, issuedOn: dayNow(), signer: 'Lê Văn Ký' })
  expect(await text()).toContain('Đã làm 5 trên 5 dòng.')
  await go('/outgoing-numbers')
  await inspect(officer, 'outgoing-numbers')
  await officer.locator('main tbody a[href^="/outgoing-numbers/"]').first().click()
  await officer.waitForLoadState('networkidle')
  await officer.goto(`${officer.url()}?do=cancel#act`)
  await inspect(officer, 'outgoing-number')

  const root = await certify('CA thử', { authority: true })
  const signed = await signedPdf('Quyet dinh', await certify('Trần Văn Lãnh', { by: root }), {
    at: new Date(),
  })
  const spoilt = signed.slice()
  spoilt[20] = (spoilt[20] ?? 0) ^ 1
  const file = (bytes: Uint8Array) => ({
    ...{ name: 'quyet-dinh-ky.pdf', mimeType: 'application/pdf', buffer: Buffer.from(bytes) },
  })
  await go(decision)
  await send(officer, `${decision}/signed-paper`, { fileId: file(spoilt) }, 'refused')
  await inspect(officer, 'decision-spoilt')
  await send(officer, `${decision}/signed-paper`, { fileId: file(signed) })
  await inspect(officer, 'decision-closed')
  const closed = await read(officer)
  expect(closed).toContain('Trần Văn Lãnh')
  expect(closed).toContain('chưa nạp tổ chức chứng thực nào')
  await go('/signature-roots/new')
  await inspect(officer, 'signature-root-new')
  await send(officer, '/signature-roots/new', { pem: root.pem, source: 'Trang thử' })
  await inspect(officer, 'signature-root')
  await go(`${decision}?do=close`)
  await send(officer, `${decision}/signed-paper`, { fileId: file(signed) })
  expect(await text()).toContain('Chứng thư của tổ chức được tin')
  await inspect(officer, 'decision-trusted')
})

test('another number is given to a decision in force by somebody else than who recorded it, with the reason', async () => {
  await go('/applications/decisions')
  await officer.locator('main tbody a[href^="/applications/decisions/"]').first().click()
  await officer.waitForLoadState('networkidle')
  const decision = new URL(officer.url()).pathname
  const before = await officer.locator('h1').innerText()
  await leader.goto(`${program.url}${decision}`)
  expect(await leader.locator(`a[href="${decision}/correction"]`).count()).toBe(0)
  await officer.locator(`a[href="${decision}/correction"]`).click()
  await inspect(officer, 'decision-correction')
  await send(officer, `${decision}/correction`, { number: '', reason: 'Văn thư cấp nhầm số' })
  await inspect(officer, 'decision-corrected')
  expect(await officer.locator('h1').innerText()).not.toBe(before)
  await go('/outgoing-numbers/symbols')
  await inspect(officer, 'document-symbols')
  await go('/outgoing-numbers/symbols/estimate')
  await inspect(officer, 'document-symbol')
})

const dayNow = () =>
  new Date().toLocaleDateString('vi-VN', {
    ...{ timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' },
  })
