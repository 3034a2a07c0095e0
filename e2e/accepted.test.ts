import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allocateOn, inspect, openDesk, pdf, send } from './program.ts'

/*
 * Documents of other styles from the upload to a plan in force: a decision whose money is estimated each year, a plan of one year without
 * counted targets, several sources by year with a sum that its words contradict. What the review asks is answered on its pages; work begins.
 */

const { page, go, text } = await openDesk({
  init: ['--province', 'Đồng Nai', '--called', 'tỉnh Đồng Nai', '--day', '01/01/2024'],
})
const main = async () => (await text()).replace(/\s+/g, ' ')

/** A document of the reader's as one of Đồng Nai two years earlier would be, so that its work can have begun. */
function documentOf(name: string, province: string, change: (text: string) => string = (text) => text) {
  const text = readFileSync(new URL(`../src/plan-reader/fixtures/styles/${name}`, import.meta.url), 'utf8')
  const own = change(text)
    .replaceAll(province, 'Đồng Nai')
    .replaceAll(province.toUpperCase(), 'ĐỒNG NAI')
    .replace(/(?<!\d)20(?:2[6-9]|30)(?!\d)/g, (year) => String(Number(year) - 2))
  return { name, mimeType: 'text/plain', buffer: Buffer.from(own) }
}

/** Uploads a document and reads what its review says. @returns the draft's address */
async function uploaded(file: ReturnType<typeof documentOf>, name: string): Promise<string> {
  await go('/plan-drafts/new')
  await send(page, '/plan-drafts/new', { fileId: file })
  await inspect(page, `accepted-${name}-draft`)
  return new URL(page.url()).pathname
}

/** Saves a part of the draft; what is wrong in it is told on the page. */
async function save(draft: string): Promise<void> {
  await page.getByRole('button', { name: 'Lưu phần này' }).first().click()
  await page.waitForURL(new RegExp(`${draft}#`))
}

/** Gives the duties that no agency of the catalogue has to the department of science. @returns how many */
async function dutiesGiven(draft: string): Promise<number> {
  await go(`${draft}/edit?part=duties`)
  const open = await page
    .locator('fieldset[id^="f-duties."]:not(:has(input:checked))', { hasText: 'Chưa chọn cơ quan nào.' })
    .evaluateAll((sets) => sets.map(({ id }) => id))
  for (const id of open) {
    const code = page.locator(`[name="${id.replace(/^f-|\.agencies$/g, '')}.code"]`)
    // The empty row below the last one is for a duty to be added.
    if ((await code.inputValue()) === '') continue
    await page
      .locator(`[id="${id}"] label`, { hasText: 'Sở Khoa học và Công nghệ' })
      .first()
      .locator('input')
      .check()
  }
  if (open.length > 0) await save(draft)
  return open.length
}

/** Accepts the draft, and holds that nothing stood in the way. */
async function accept(draft: string, name: string, settled = 0): Promise<void> {
  await go(`${draft}/accept`)
  expect(await page.locator('main [role="alert"]').allInnerTexts()).toEqual([])
  await inspect(page, `accepted-${name}-accept`)
  const reasons = await page
    .locator('textarea[name^="settled."]')
    .evaluateAll((areas) => areas.map((area) => area.getAttribute('name') ?? ''))
  expect(reasons.length).toBe(settled)
  await send(
    page,
    `${draft}/accept`,
    Object.fromEntries(reasons.map((each) => [each, 'Đã đối chiếu bản ký.'])),
  )
  expect(page.url()).not.toContain('/accept')
}

/** The plan as it runs, looked at in both languages. */
async function inForce(id: number, name: string): Promise<string> {
  await go(`/plan?plan=${id}&lang=en`)
  await inspect(page, `accepted-${name}-plan-english`)
  await go(`/plan?plan=${id}&lang=vi`)
  await inspect(page, `accepted-${name}-plan`)
  return main()
}

/** Records a conference under the plan that is worked in. */
async function conferenceHeld(): Promise<void> {
  await go('/training/new')
  await send(page, '/training/new', {
    ...{ kind: 'conference', title: 'Hội nghị phổ biến năng suất', heldOn: '12/06/2025', place: 'Biên Hòa' },
    ...{ participants: '120', fileId: pdf('hoi-nghi') },
  })
}

test('a decision whose money is estimated each year: agencies are added, the rest is accepted, and its targets are counted', async () => {
  const file = documentOf('57-quyet-dinh-trang-luat-bang-chia.txt', 'Lâm Hà Nam', (text) =>
    text.replace('72/2025/QH15 ngày 16/6/2025', '77/2015/QH13 ngày 19/6/2015'),
  )
  const draft = await uploaded(file, '57')
  const unknown = page.locator('#agencies li')
  if ((await unknown.count()) > 0) {
    await unknown.first().getByRole('link', { name: 'Thêm vào danh mục' }).click()
    await page.waitForLoadState('networkidle')
    await inspect(page, 'accepted-57-agency')
  }
  await dutiesGiven(draft)
  await go(`${draft}/edit?part=identity`)
  await page.fill('[name="title.en"]', 'Support to enterprises and cooperatives 2025-2028')
  await save(draft)
  expect(await main()).toContain('Bản thảo chấp nhận được thành kế hoạch.')
  await accept(draft, '57')
  const plan = await inForce(1, '57')
  for (const said of ['1784/QĐ-UBND', 'ít nhất 75', 'Văn bản không kèm dự toán theo mục'])
    expect(plan).toContain(said)
  await go('/duties')
  expect(await main()).toContain('Liên minh Hợp tác xã')
  await inspect(page, 'accepted-57-duties')
  await conferenceHeld()
  await go('/dashboard')
  await inspect(page, 'accepted-57-dashboard')
  expect(await main()).toMatch(/Hội nghị, hội thảo/)
})

test('a plan of one year without counted targets and without beneficiaries is accepted, and says so', async () => {
  const draft = await uploaded(documentOf('64-ke-hoach-nam-khong-kinh-phi.txt', 'Ninh Phước Hải'), '64')
  await dutiesGiven(draft)
  await go(draft)
  const review = await main()
  for (const said of ['Văn bản không nêu đối tượng được hỗ trợ', 'Văn bản không có chỉ tiêu đếm được'])
    expect(review).toContain(said)
  await accept(draft, '64')
  const plan = await inForce(2, '64')
  expect(plan).toContain('1682/KH-UBND')
  expect(plan).toContain('Văn bản không nêu đối tượng được hỗ trợ')
  await conferenceHeld()
  await go('/training')
  expect(await main()).toContain('Hội nghị phổ biến năng suất')
})

test('several sources by year: what its words contradict is taken with a reason, and money is allocated by source', async () => {
  const file = documentOf('59-nguon-nhan-nam.md', 'Vĩnh Trường', (text) =>
    text.replace('chín trăm bốn mươi triệu', 'chín trăm năm mươi triệu'),
  )
  const draft = await uploaded(file, '59')
  expect(await page.locator('#findings').innerText()).toContain('Bằng chữ là')
  await dutiesGiven(draft)
  await accept(draft, '59', 1)
  const plan = await inForce(3, '59')
  for (const said of ['77/KH-UBND', '5.940', 'Đối ứng của doanh nghiệp']) expect(plan).toContain(said)
  await go('/budget/decisions/new?kind=allocation&year=2025&plan=3')
  // The head of the column of the central budget, and the field of line II in it.
  const heads = await page.locator('table thead th').allInnerTexts()
  const column = heads.findIndex((head) => /trung ương/i.test(head))
  const row = page.locator('table tbody tr', { hasText: /^\s*II ·/ })
  const place = await row.locator('td').nth(column).locator('input[type="hidden"]').inputValue()
  await allocateOn(page, {
    ...{ line: 'II', year: '2025', source: place.split('|')[1] ?? '', plan: '3' },
    ...{ amount: '50 triệu', documentDate: '15/06/2025' },
  })
  await go('/budget?year=2025')
  expect(await main()).toContain('50')
  await inspect(page, 'accepted-59-budget')
})

/** Adds an agency to the catalogue; its name is what the draft proposed unless another is given. */
async function agencyAdded(name?: string): Promise<void> {
  await send(page, '/agencies/new', {
    ...(name === undefined ? {} : { name }),
    source: 'Quyết định của Ủy ban nhân dân tỉnh',
  })
}

/** What the review says of agencies that the catalogue does not know. */
const unknownNames = async () =>
  (await page.locator('#agencies li span.break-words').allInnerTexts()).map((name) => name.trim())

test('names of agencies: a new one is added and taken up, one that ended passes its duty on, a namesake of another province is not meant', async () => {
  await go('/agencies/new')
  await agencyAdded('Hội Doanh nhân trẻ tỉnh Bình Phước')
  const file = documentOf('64-ke-hoach-nam-khong-kinh-phi.txt', 'Ninh Phước Hải', (text) =>
    text
      .replaceAll('1682/KH-UBND', '1683/KH-UBND')
      .replace(
        '2. Sở Tài chính: Hướng dẫn sử dụng, thanh quyết toán kinh phí theo quy định.',
        [
          '2. Sở Kế hoạch và Đầu tư: Lồng ghép vốn đầu tư cho truy xuất nguồn gốc.',
          '3. Ban Quản lý các khu công nghiệp: Vận động doanh nghiệp trong khu tham gia.',
          '4. Hội Doanh nhân trẻ: Tuyên truyền tới hội viên.',
        ].join('\n'),
      )
      .replace('3. Các doanh nghiệp, hợp tác xã', '5. Các doanh nghiệp, hợp tác xã'),
  )
  const draft = await uploaded(file, 'agencies')
  const before = await unknownNames()
  expect(before).toContain('Ban Quản lý các khu công nghiệp')
  expect(before).toContain('Hội Doanh nhân trẻ')
  expect(before).not.toContain('Sở Kế hoạch và Đầu tư')
  await page
    .locator('#agencies li', { hasText: 'Ban Quản lý các khu công nghiệp' })
    .getByRole('link', { name: 'Thêm vào danh mục' })
    .click()
  await page.waitForLoadState('networkidle')
  await agencyAdded()
  await go(draft)
  expect(await unknownNames()).not.toContain('Ban Quản lý các khu công nghiệp')
  expect(await unknownNames()).toContain('Hội Doanh nhân trẻ')
  await go('/agencies/new')
  await agencyAdded('Hội Doanh nhân trẻ tỉnh Đồng Nai')
  await go(draft)
  expect(await unknownNames()).not.toContain('Hội Doanh nhân trẻ')
  await inspect(page, 'accepted-agencies-known')
  await dutiesGiven(draft)
  await go(draft)
  await accept(draft, 'agencies')
  const id = Number(new URL(page.url()).searchParams.get('plan') ?? 4)
  await go(`/plan?plan=${id}&lang=vi`)
  expect(await main()).toContain('1683/KH-UBND')
  const duties = ((await page.locator('#duties').textContent()) ?? '').replace(/\s+/g, ' ')
  expect(duties).toContain('Ban Quản lý các khu công nghiệp')
  expect(duties).toContain('Hội Doanh nhân trẻ tỉnh Đồng Nai')
  // The department ended on 28 February 2025: the one that succeeds it carries the duty.
  expect(duties).toMatch(/Sở Kế hoạch và Đầu tư tỉnh Đồng Nai ?→ ?Sở Tài chính/)
  expect(duties).not.toContain('Bình Phước')
  await inspect(page, 'accepted-agencies-plan')
})
