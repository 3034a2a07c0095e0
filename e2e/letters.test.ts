import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, send } from './program.ts'

/* An officer edits the template of a letter; another person takes it into use. */

const { program, browser, page: officer, go, text } = await openDesk({ sample: 12 })

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
  const leader = await anotherPerson(browser, program, 'leader', 'Trần Văn Lãnh')
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
  await send(officer, `${application}/letters`, { number: '12', signer: 'Lê Văn Ký' })
  await inspect(officer, 'letter-made')
  const downloading = officer.waitForEvent('download')
  await officer.locator('#letters a').first().click()
  expect((await downloading).suggestedFilename()).toMatch(/\.docx$/)
})
