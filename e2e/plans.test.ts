import { expect, test } from 'vitest'
import { madeUpPlan } from '../src/testing/made-up-plan.ts'
import { inspect, openDesk, pdf, send } from './program.ts'

/*
 * What a plan may be, in the browser: without lines of a budget, counted targets or participants; with a target of its own; with two numbers
 * for one target; with years of one source alone.
 */

const { page, go, text } = await openDesk()
/** How many plans there are: numbered in their order. */
let plans = 1

/** Reads a pasted text and accepts it; what stays wrong in it is taken with a reason. @returns the plan's number in the program */
async function accepted(of: string, name: string): Promise<string> {
  await go('/plan-drafts/new')
  await send(page, '/plan-drafts/new', { text: of })
  const { pathname } = new URL(page.url())
  await inspect(page, `${name}-draft`)
  await go(`${pathname}/accept`)
  await inspect(page, `${name}-accept`)
  const reasons = await page
    .locator('textarea[name^="settled."]')
    .evaluateAll((areas) => areas.map((area) => area.getAttribute('name') ?? ''))
  await send(
    page,
    `${pathname}/accept`,
    Object.fromEntries(reasons.map((reason) => [reason, 'Văn bản dựng để thử.'])),
  )
  expect(page.url()).not.toContain('/accept')
  plans += 1
  return String(plans)
}

/** The report on 2025 of the plan that is worked in, drafted on its page; what its text says. */
async function report(): Promise<string> {
  await go('/reports/new')
  await send(page, '/reports/new', { year: '2025' })
  expect(page.url()).toMatch(/\/reports\/\d+\/edit$/)
  await go(new URL(page.url()).pathname.replace('/edit', ''))
  return text()
}

const yearly = 'Hằng năm, các cơ quan lập dự toán kinh phí gửi Sở Tài chính theo quy định.'
const words = 'Các sở, ngành đẩy mạnh phong trào năng suất chất lượng.'

test.each([
  ['plain', 401, yearly, 'Kế hoạch không kèm dự toán theo mục'],
  [
    'total',
    402,
    'Tổng kinh phí thực hiện Kế hoạch: 1.500 triệu đồng.',
    'Kế hoạch có tổng kinh phí 1.500 triệu đồng',
  ],
])(
  'a plan without lines, targets or participants (%s) is worked in from its text to its report and the next plan',
  async (name, number, money, said) => {
    const id = await accepted(madeUpPlan(number, words, money), `plan-${name}`)
    await go(`/plan?plan=${id}`)
    expect(await text()).toContain('Văn bản này không có')
    await inspect(page, `plan-${name}`)
    await go('/dashboard')
    await inspect(page, `plan-${name}-dashboard`)
    expect(await text()).toContain('Không có dự toán theo mục')
    await go('/budget')
    expect(await text()).toContain('không có dự toán theo mục')
    await inspect(page, `plan-${name}-budget`)
    const told = await report()
    expect(told).toContain(said)
    expect(told).toContain('Kế hoạch không đặt chỉ tiêu đếm được')
    expect(told).not.toContain('đều đạt')
    await inspect(page, `plan-${name}-report`)
    await go('/plan/next')
    await inspect(page, `plan-${name}-next`)
    await send(page, '/plan/next', {})
    expect(page.url()).toMatch(/\/plan-drafts\/\d+/)
  },
)

test('an indicator of an office’s own says where the report tells of it and in which words', async () => {
  await go('/indicator-catalogue/new?way=entered')
  const agency = await page.locator('select[name="agencyId"] option').nth(1).getAttribute('value')
  const given = {
    ...{ name: 'Phóng sự truyền hình', nameEn: 'Television reports', unit: 'phóng sự', unitEn: 'reports' },
    ...{ source: 'Kế hoạch mẫu', agencyId: agency ?? '', measure: 'sum', reportPart: 'task1' },
  }
  await send(page, '/indicator-catalogue/new', { ...given, reportPhrase: 'phát sóng phóng sự' }, 'refused')
  expect(await text()).toContain('dấu ba chấm ở chỗ con số')
  await send(page, '/indicator-catalogue/new', { reportPhrase: 'phát sóng ... phóng sự' })
  expect(await text()).toContain('phát sóng … phóng sự')
  await inspect(page, 'indicator-in-report')
  await page.getByRole('link', { name: 'Sửa' }).first().click()
  await page.waitForLoadState('networkidle')
  await inspect(page, 'indicator-form')
})

test('two numbers of one target stand everywhere until an officer decides by a paper; then the plan has another version', async () => {
  const table = `

PHỤ LỤC
DỰ TOÁN KINH PHÍ
Đơn vị tính: triệu đồng
STT\tNội dung\tSố lượng\tTổng\t2025
1\tTổ chức hội thảo, hội nghị\t3\t30\t30
Tổng cộng\t\t\t30\t30
`
  const id = await accepted(madeUpPlan(403, 'Tổ chức 02 hội nghị, hội thảo.', yearly, table), 'numbers')
  await go(`/plan?plan=${id}`)
  expect(await text()).toContain('bảng dự toán (mục 1) ghi 3, chưa quyết định')
  const told = await report()
  expect(told).toContain('bảng dự toán (mục 1) ghi 3, chưa quyết định')
  await go('/plan')
  await page.getByRole('link', { name: 'Chọn số theo văn bản' }).click()
  await page.waitForLoadState('networkidle')
  await inspect(page, 'numbers-decision')
  await send(page, new URL(page.url()).pathname, {
    ...{ takes: 'table', paper: 'Công văn 12/UBND-KT', paperOn: '05/03/2025' },
    ...{ reason: 'Ba hội nghị theo ba vùng', fileId: pdf('cong-van') },
  })
  expect(await text()).toContain('lấy số của bảng dự toán, thay số 02 của phần lời')
  await inspect(page, 'numbers-plan')
  await go('/plan/versions')
  expect(await text()).toContain('Công văn 12/UBND-KT')
  await go('/plan/versions/1')
  await inspect(page, 'numbers-version')
})

test('years of one source alone: enterprises’ own money stands beside it, counts as such, and the sums by source hold', async () => {
  const rows = [
    'TT|Nội dung|Tổng|Nguồn: NSNN|Nguồn: DN|Phân kỳ NSNN: 2025',
    '1|Hỗ trợ doanh nghiệp áp dụng hệ thống quản lý|80|50|30|50',
    '2|Tuyên truyền|20|20|0|20',
    '|Tổng cộng|100|70|30|70',
  ].map((row) => `| ${row.split('|').join(' | ')} |`)
  const [head = ''] = rows
  const table = `\nPHỤ LỤC\nDỰ TOÁN KINH PHÍ\nĐơn vị tính: triệu đồng\n\n${[head, head.replace(/[^|]+/g, '---'), ...rows.slice(1)].join('\n')}\n`
  const id = await accepted(madeUpPlan(404, words, 'Chi tiết theo Phụ lục.', table), 'one-source')
  await go(`/plan?plan=${id}`)
  expect(await page.locator('#budget-by-kind').innerText()).toMatch(
    /Đối ứng của doanh nghiệp: 30 \(không tính là ngân sách\)/,
  )
  await inspect(page, 'one-source-plan')
  await go('/budget?year=2025')
  const budget = (await text()).replace(/\s+/g, ' ')
  expect(budget).toMatch(/Ngân sách nhà nước Ngân sách 70 70/)
  expect(budget).toMatch(/Kinh phí của doanh nghiệp Đối ứng của doanh nghiệp không tính là ngân sách 30/)
  expect(budget).toMatch(/Cộng, không kể đối ứng của doanh nghiệp 70 70/)
  await inspect(page, 'one-source-budget')
  const told = await report()
  expect(told).toMatch(
    /Kinh phí của doanh nghiệp \(đối ứng, không tính là ngân sách\): dự toán 30 triệu đồng/,
  )
})
