import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { writeWorkbook } from '../src/documents/write/workbook.ts'
import { anotherPerson, inspect, openDesk, send } from './program.ts'

/* The work of 2024 and 2025 that an office kept in a workbook comes in, sheet by sheet: one person brings it, another approves it. */

const { program, browser, page } = await openDesk()
let leader: Page

const sheets = [
  {
    step: 'enterprises',
    name: 'Doanh nghiệp',
    rows: [
      ['Mã số thuế', 'Tên doanh nghiệp', 'Địa chỉ', 'Địa bàn', 'Lĩnh vực'],
      ['2200000018', 'Công ty Thủy sản Một', 'Số 1', 'Huyện Kế Sách', 'Sản xuất'],
      ['2200000025', 'Công ty Thương mại Hai', 'Số 2', 'Huyện Kế Sách', 'Thương mại'],
    ],
  },
  {
    step: 'applications',
    name: 'Hồ sơ đề nghị',
    rows: [
      [
        ...['Số hồ sơ', 'Mã số thuế', 'Nội dung hỗ trợ', 'Năm', 'Ngày nộp', 'Kinh phí đề nghị (triệu đồng)'],
        ...['Kinh phí của doanh nghiệp (triệu đồng)', 'Tình trạng', 'Kinh phí hỗ trợ (triệu đồng)'],
        ...['Số quyết định', 'Ngày quyết định'],
      ],
      [
        ...['HS-01', '2200000018', 'Hệ thống quản lý an toàn thực phẩm', '2025', '10/02/2025', '60', '40'],
        ...['Được hỗ trợ', '50', '12/QĐ-SKHCN', '20/03/2025'],
      ],
      [
        ...['HS-02', '2200000057', 'Hệ thống quản lý an toàn thực phẩm', '2025', '10/02/2025', '60', '40'],
        ...['Được hỗ trợ', '50', '12/QĐ-SKHCN', '20/03/2025'],
      ],
    ],
  },
  {
    step: 'turns',
    name: 'Lượt hỗ trợ',
    rows: [
      ['Số hồ sơ', 'Mã số thuế', 'Tình trạng', 'Ngày thực hiện', 'Số văn bản'],
      ['HS-01', '2200000018', 'Hoàn thành', '30/10/2025', '05/BBNT'],
    ],
  },
  {
    step: 'allocations',
    name: 'Giao dự toán',
    rows: [
      ['Năm', 'Mục dự toán', 'Nguồn kinh phí', 'Số tiền (triệu đồng)', 'Số văn bản', 'Ngày văn bản'],
      ['2025', 'IV', 'provincial_st', '500', '01/QĐ-UBND', '05/01/2025'],
    ],
  },
  {
    step: 'contracts',
    name: 'Hợp đồng, cam kết chi',
    rows: [
      [
        ...['Số hợp đồng', 'Ngày hợp đồng', 'Năm', 'Mục dự toán', 'Nguồn kinh phí', 'Số tiền (triệu đồng)'],
        ...['Số hồ sơ', 'Mã số thuế'],
      ],
      ['01/HĐ', '01/04/2025', '2025', 'IV', 'provincial_st', '50', 'HS-01', '2200000018'],
    ],
  },
  {
    step: 'payments',
    name: 'Giải ngân',
    rows: [
      ['Số hợp đồng', 'Mã số thuế', 'Số chứng từ', 'Ngày chứng từ', 'Số tiền (triệu đồng)'],
      ['01/HĐ', '2200000018', 'UNC-1', '01/06/2025', '30'],
      ['01/HĐ', '2200000018', 'UNC-2', '01/11/2025', '20'],
    ],
  },
  {
    step: 'certificates',
    name: 'Chứng nhận',
    rows: [
      [
        ...['Số hồ sơ', 'Mã số thuế', 'Loại chứng nhận', 'Tiêu chuẩn', 'Tổ chức chứng nhận'],
        ...['Số chứng nhận', 'Ngày cấp', 'Ngày hết hạn'],
      ],
      [
        ...[
          'HS-01',
          '2200000018',
          'Hệ thống quản lý an toàn thực phẩm',
          'ISO 22000:2018',
          'Tổ chức chứng nhận A',
        ],
        ...['ATTP-1', '30/09/2025', '29/09/2028'],
      ],
    ],
  },
  {
    step: 'courses',
    name: 'Hội nghị, lớp đào tạo',
    rows: [
      ['Mã lớp', 'Loại sự kiện', 'Tên sự kiện', 'Ngày bắt đầu', 'Nơi tổ chức', 'Số người tham dự'],
      ['L-1', 'Khóa đào tạo', 'Công cụ 5S', '10/03/2025', 'Sóc Trăng', '40'],
    ],
  },
  {
    step: 'persons',
    name: 'Người được đào tạo',
    rows: [
      ['Mã lớp', 'Họ và tên', 'Mã số thuế', 'Nơi công tác', 'Kết quả học tập'],
      ['L-1', 'Trần Thị Học', '2200000018', '', 'Đã tham dự'],
      ['L-1', 'Lê Văn Viên', '', 'Sở Công Thương', 'Được cấp chứng nhận học tập'],
    ],
  },
] as const

let workbook: { name: string; mimeType: string; buffer: Buffer }

beforeAll(async () => {
  const bytes = await writeWorkbook(
    sheets.map(({ name, rows: [heads, ...rows] }) => ({
      name,
      columns: heads.map((title) => ({ title, type: 'text' as const })),
      rows,
    })),
  )
  workbook = {
    name: 'so-theo-doi-2025.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(bytes),
  }
  leader = await anotherPerson(browser, program, 'leader', 'Lãnh đạo Ủy ban')
})

const go = async (by: Page, path: string) => {
  const response = await by.goto(program.url + path)
  expect(response?.status(), path).toBeLessThan(400)
}

test('the guided page names the steps, what each needs and its template', async () => {
  await go(page, '/takeover')
  expect(await page.locator('main h2').allInnerTexts()).toEqual(
    sheets.map(({ name }, at) => `${at + 1}. ${name}`),
  )
  await inspect(page, 'takeover-guide')
})

test.each(sheets)(
  'the sheet “$name” is checked, proposed by one person and approved by another',
  async ({ step }) => {
    await go(page, `/takeover/${step}/check`)
    if (step === 'applications') await inspect(page, 'takeover-check')
    await send(page, `/takeover/${step}/check`, { fileId: workbook })
    const at = new URL(page.url()).pathname
    if (step === 'applications') {
      expect(await page.locator('main').innerText()).toContain('B3 (“2200000057”)')
      await inspect(page, 'takeover-preview')
    }
    await page.getByRole('link', { name: 'Trình lô để duyệt' }).click()
    await send(page, `${at}/propose`, { note: 'Sổ theo dõi năm 2025 của Chi cục' })
    await go(leader, at)
    await send(leader, at, {})
    expect(await leader.locator('main').innerText()).toContain('Đã duyệt')
    if (step === 'payments') await inspect(leader, 'takeover-batch')
  },
)

test('the finished turn stands in the list and bears its mark; the history has every batch', async () => {
  await go(page, '/support')
  await page
    .getByRole('link', { name: /Công ty Thủy sản Một/ })
    .first()
    .click()
  await go(page, '/support/1')
  expect(await page.locator('main').innerText()).toContain('50.000.000')
  expect(await page.locator('main').innerText()).toContain('so-theo-doi-2025.xlsx, dòng 2')
  await inspect(page, 'takeover-turn')
  await go(page, '/certificates/1')
  expect(await page.locator('main').innerText()).toContain('so-theo-doi-2025.xlsx, dòng 2')
  await go(page, '/budget/commitments/1')
  expect(await page.locator('main').innerText()).toContain('so-theo-doi-2025.xlsx, dòng 2')
  await inspect(page, 'takeover-commitment')
  await go(page, '/training/1')
  expect(await page.locator('main').innerText()).toContain('L-1.')
  await page.getByRole('link', { name: '2 trên 40 người' }).click()
  await inspect(page, 'takeover-persons')
  await page.getByRole('link', { name: 'Trần Thị Học' }).click()
  expect(await page.locator('main').innerText()).toContain('so-theo-doi-2025.xlsx, dòng 2')
  await go(page, '/enterprises?takenOver=yes')
  await page.getByRole('link', { name: 'Công ty Thủy sản Một' }).click()
  expect(await page.locator('main').innerText()).toContain('so-theo-doi-2025.xlsx, dòng 2')
  await inspect(page, 'takeover-enterprise')
  await go(page, '/enterprises?takenOver=no')
  expect(await page.locator('main').innerText()).not.toContain('Công ty Thủy sản Một')
  await go(page, '/takeover/imports')
  await inspect(page, 'takeover-batches')
  await go(page, '/takeover')
  expect(await page.locator('main').innerText()).toContain('Đã tiếp nhận 2 dòng')
})

test('a batch that others stand on is not undone; the last one is, whole', async () => {
  await go(leader, '/takeover/imports?step=applications')
  await leader.locator('tbody a').first().click()
  await leader.getByRole('link', { name: 'Hoàn tác cả lô' }).click()
  const { pathname } = new URL(leader.url())
  expect(await leader.locator('main').innerText()).toContain('HS-01: 1 lượt hỗ trợ')
  await inspect(leader, 'takeover-undo')
  await send(leader, pathname, { reason: 'Nhập nhầm sổ' }, 'refused')
  await go(leader, '/takeover/imports?step=persons')
  await leader.locator('tbody a').first().click()
  await leader.getByRole('link', { name: 'Hoàn tác cả lô' }).click()
  await send(leader, new URL(leader.url()).pathname, { reason: 'Nhập nhầm sổ' })
  expect(await leader.locator('main').innerText()).toContain('Đã hoàn tác')
})
