import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { madeUpPlan } from '../src/testing/made-up-plan.ts'
import { anotherPerson, inspect, openDesk, pdf, send } from './program.ts'

/*
 * Targets of every kind from the text of a plan to the dashboard: counted from records by a rule of the officer's, computed from other
 * figures, from a series' growth or a published study, entered with evidence and confirmed by another person, a target that an agency
 * answers for, and the quantity of a budget line.
 */

const { program, browser, page } = await openDesk()
let second: Page
let agency: Page

const go = async (path: string, by: Page = page) => {
  const response = await by.goto(program.url + path)
  expect(response?.status(), path).toBeLessThan(400)
}
const main = (by: Page = page) => by.locator('main').innerText()

beforeAll(async () => {
  second = await anotherPerson(browser, program, 'coordinator', 'Lê Thị Xác Nhận')
})

/** What the indicators are called; the words by which a plan's sentence is known to be of each. */
const indicators = {
  counted: ['Hội nghị năng suất xanh', 'Green productivity conferences', 'hội nghị', 'conferences'],
  stock: ['Sản phẩm chủ lực', 'Key products', 'sản phẩm', 'products'],
  traced: ['Sản phẩm chủ lực có mã', 'Key products with a code', 'sản phẩm', 'products'],
  computed: ['Tỷ lệ sản phẩm chủ lực truy xuất được', 'Share of key products traced', '%', '%'],
  entered: ['Phóng sự truyền hình', 'Television features', 'phóng sự', 'features'],
  share: ['Đóng góp của TFP vào tăng trưởng', 'Contribution of TFP to growth', '%', '%'],
  level: ['Năng suất lao động', 'Labour productivity', 'triệu đồng/người', 'million đồng a person'],
  growth: ['Tốc độ tăng năng suất lao động', 'Growth of labour productivity', '%/năm', '% a year'],
  own: ['Lượt tư vấn tại cơ sở', 'Consultations on site', 'lượt', 'consultations'],
} as const
type Kind = keyof typeof indicators
const phrases: Partial<Record<Kind, string>> = {
  counted: 'hội nghị năng suất xanh',
  computed: 'sản phẩm chủ lực truy xuất',
  entered: 'phóng sự truyền hình',
  share: 'đóng góp của TFP',
  growth: 'năng suất lao động tăng',
  own: 'tư vấn tại cơ sở',
}
/** The kinds that the plan has a target of in its text. */
const targeted = ['counted', 'computed', 'entered', 'share', 'growth', 'own'] as const
const keys = new Map<Kind, string>()

/** Adds an indicator on its page. */
async function add(kind: Kind, way: string, rule: Record<string, string>, ticked: string[] = []) {
  const [name, nameEn, unit, unitEn] = indicators[kind]
  await go(`/indicator-catalogue/new?way=${way}`)
  for (const field of ticked) await page.check(field)
  const own = phrases[kind]
  const known: Record<string, string> = own === undefined ? {} : { phrases: own }
  await send(page, '/indicator-catalogue/new', {
    ...{ name, nameEn, unit, unitEn, source: 'Kế hoạch 405/KH-UBND, mục I.2' },
    ...{ ...known, ...rule },
  })
  keys.set(kind, new URL(page.url()).pathname.split('/').at(-1) ?? '')
}

/** Enters a value of a year with its evidence; another person confirms it. */
async function value(kind: Kind, year: string, number: string, by: Page = page): Promise<void> {
  const key = keys.get(kind)
  await go(`/indicator-catalogue/${key}/values/new`, by)
  await send(by, `/indicator-catalogue/${key}/values/new`, {
    ...{ year, value: number, fileId: pdf('so-lieu') },
  })
  await go(`/indicator-catalogue/${key}`, second)
  await second.getByRole('button', { name: 'Xác nhận' }).first().click()
  await second.waitForLoadState('networkidle')
  expect(await main(second)).toContain('Đã xác nhận')
}

test('each kind is added on its page, with the words by which a plan names it', async () => {
  await go('/indicator-catalogue/new?way=entered')
  const agencyId =
    (await page
      .locator('select[name="agencyId"] option', { hasText: 'Sở Khoa học và Công nghệ' })
      .first()
      .getAttribute('value')) ?? ''
  await add('counted', 'counted', { measure: 'count' }, ['[name="kinds"][value="conference.held"]'])
  await inspect(page, 'targets-counted')
  await add('stock', 'entered', { agencyId, measure: 'last' })
  await add('traced', 'entered', { agencyId, measure: 'last' })
  await add('computed', 'computed', {
    ...{ operation: 'ratio', first: keys.get('traced') ?? '', second: keys.get('stock') ?? '' },
  })
  await inspect(page, 'targets-computed')
  await add('entered', 'entered', { agencyId, measure: 'sum' })
  await add('share', 'computed', { operation: 'study', studyFigure: 'tfpShare' })
  await add('level', 'entered', { agencyId, measure: 'last' })
  await add('growth', 'computed', { operation: 'growth', first: keys.get('level') ?? '' })
  await add('own', 'entered', { agencyId, measure: 'sum' })
  agency = await anotherPerson(browser, program, 'agency', 'Trần Văn Cơ Quan', agencyId)
})

const appendix = `
PHỤ LỤC
DỰ TOÁN KINH PHÍ
Đơn vị tính: triệu đồng
STT\tNội dung\tSố lượng\tTổng\t2025
1\tTham quan, học tập kinh nghiệm ngoài tỉnh\t03 đoàn\t90\t90
Tổng cộng\t\t\t90\t90
`

test('the plan’s sentences become targets of these, and the plan is accepted', async () => {
  await go('/plan-drafts/new')
  const sentences = [
    'Tổ chức 02 hội nghị năng suất xanh.',
    'Ít nhất 30% sản phẩm chủ lực truy xuất được nguồn gốc.',
    'Phát sóng 10 phóng sự truyền hình.',
    'Tỷ trọng đóng góp của TFP vào tăng trưởng kinh tế đạt ít nhất 45%.',
    'Năng suất lao động tăng ít nhất 7%/năm.',
    'Thực hiện 20 lượt tư vấn tại cơ sở.',
  ]
  await send(page, '/plan-drafts/new', {
    text: madeUpPlan(405, sentences.join('\n- '), 'Hằng năm lập dự toán theo quy định.', appendix),
  })
  const { pathname } = new URL(page.url())
  for (const kind of targeted)
    expect(await page.locator('#p-targets').innerText()).toContain(indicators[kind][0])
  await inspect(page, 'targets-draft')
  await go(`${pathname}/accept`)
  await send(page, `${pathname}/accept`, {})
  await go('/plan?plan=2')
  await inspect(page, 'targets-plan')
})

test('the quantity of a budget line becomes a target that an agency answers for', async () => {
  await go('/plan')
  await page.getByRole('link', { name: 'Chọn cách đếm' }).click()
  await page.waitForLoadState('networkidle')
  await page
    .locator('main tr', { hasText: 'Tham quan, học tập kinh nghiệm' })
    .getByRole('link')
    .first()
    .click()
  await page.waitForLoadState('networkidle')
  await page.getByRole('link', { name: 'Cơ quan nhập kèm minh chứng' }).click()
  await page.waitForLoadState('networkidle')
  const agencyId =
    (await page
      .locator('select[name="agencyId"] option', { hasText: 'Sở Khoa học và Công nghệ' })
      .first()
      .getAttribute('value')) ?? ''
  await send(page, '/indicator-catalogue/new', { agencyId, nameEn: 'Study visits outside the province' })
  await go('/plan')
  expect(await main()).toContain('03')
  expect(await main()).toContain('Tham quan, học tập kinh nghiệm ngoài tỉnh')
  await inspect(page, 'targets-of-a-line')
})

test('a record, a share, a confirmed value and one of the agency itself stand on the dashboard, in both languages', async () => {
  await go('/training/new')
  await send(page, '/training/new', {
    ...{ kind: 'conference', title: 'Hội nghị năng suất xanh', heldOn: '12/06/2025', place: 'Sóc Trăng' },
    ...{ participants: '80', fileId: pdf('hoi-nghi') },
  })
  await value('stock', '2025', '40')
  await value('traced', '2025', '14')
  await value('entered', '2025', '4')
  await value('own', '2025', '9', agency)
  await value('level', '2024', '108')
  await value('level', '2025', '115,56')
  await go('/dashboard')
  const shown = (await main()).replace(/\s+/g, ' ')
  for (const kind of targeted) expect(shown).toContain(indicators[kind][0])
  expect(shown).toMatch(/35[^/]*\/ ít nhất 30 %/)
  // 115,56 after 108; no study of the year is published, and nothing is made up for it.
  expect(shown).toMatch(/Tốc độ tăng năng suất lao động 7[^/]*\/ ít nhất 7 %\/năm/)
  expect(shown).toMatch(/Đóng góp của TFP vào tăng trưởng –[^/]*\/ ít nhất 45 % Chưa có số liệu/)
  expect(shown).toMatch(/ngoài tỉnh –[^/]*\/ 03 đoàn/)
  await inspect(page, 'targets-dashboard')
  await go('/plan')
  await inspect(page, 'targets-plan-results')
  for (const path of [
    '/dashboard',
    '/plan',
    `/indicator-catalogue/${keys.get('computed')}`,
    '/indicator-values',
  ]) {
    await go(`${path}?lang=en`)
    const english = await main()
    if (path !== '/indicator-values') expect(english, path).toContain(indicators.computed[1])
    await inspect(page, `targets-english-${path.split('/').filter(Boolean).join('-')}`)
  }
})
