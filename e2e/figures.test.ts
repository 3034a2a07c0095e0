import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, pdf, send } from './program.ts'

/* A plan comes in as a document and the next one goes out as a draft; an enterprise's productivity; duties with their days. */

const { program, browser, page, go, text } = await openDesk()
const territory = async () =>
  String(
    await page
      .locator('select[name="territoryId"] option', { hasText: 'Tỉnh Sóc Trăng' })
      .getAttribute('value'),
  )

test('a signed plan is pasted, read beside its text, and its mistakes come to light', async () => {
  const signed = await readFile('data/plans/plan-181.md', 'utf8')
  // Another number, and one sum of the appendix wrong by a million.
  const wrong = signed.replaceAll('181 /KH-UBND', '182 /KH-UBND').replace('>2.662<', '>2.663<')
  await go('/plan-drafts/new')
  await inspect(page, 'plan-intake')
  await send(page, '/plan-drafts/new', { text: wrong })
  const shown = await text()
  expect(shown).toContain('2.663')
  expect(shown).toContain('2.662')
  await inspect(page, 'plan-review')
})

test('an indicator of the plan’s own is entered with evidence by one person and confirmed by another', async () => {
  await go('/indicator-catalogue')
  await inspect(page, 'indicators-catalogue')
  await go('/indicator-catalogue/new?way=entered')
  await inspect(page, 'indicators-new')
  const agency = await page.locator('select[name="agencyId"] option').nth(1).getAttribute('value')
  await send(page, '/indicator-catalogue/new', {
    name: 'Phóng sự truyền hình',
    nameEn: 'Television broadcasts',
    unit: 'phóng sự',
    unitEn: 'broadcasts',
    source: 'Kế hoạch mẫu, mục III.1',
    agencyId: agency ?? '',
    measure: 'sum',
  })
  const at = new URL(page.url()).pathname
  await go(`${at}/values/new`)
  await send(page, `${at}/values/new`, { year: '2025', value: '6', fileId: pdf('danh-sach-phong-su') })
  expect(await text()).toContain('Chờ xác nhận')
  expect(await page.locator('form[action$="/confirmation"]').count()).toBe(0)
  expect(await text()).toContain('việc này do người khác làm')
  const second = await anotherPerson(browser, program, 'coordinator', 'Lê Văn Xác Nhận')
  await second.goto(program.url + at)
  await second.locator('form[action$="/confirmation"] button').click()
  expect(await second.locator('main').innerText()).toContain('Đã xác nhận')
  await inspect(second, 'indicator-values')

  // a table of values: a wrong cell is named, the right ones are entered and confirmed by the other person
  await go('/indicator-values/import')
  await inspect(page, 'indicator-values-import')
  await send(page, '/indicator-values/import', {
    text: 'Chỉ số;Đơn vị tính;2023;2024\nPhóng sự truyền hình;phóng sự;4;năm',
  })
  expect(await text()).toContain('Ô D2 (“năm”)')
  await inspect(page, 'indicator-values-checked')
  const entered = new URL(page.url()).pathname
  await page.locator(`form[action="${entered}"] button`).click()
  expect(await text()).toContain('Đã nhập 1 số')
  await second.goto(program.url + entered)
  await second.locator('form[action$="/confirmation"] button').click()
  expect(await second.locator('main').innerText()).toContain('1 số đã xác nhận')
  await second.context().close()
})

test('a quantity of the budget table is followed by an indicator that an agency enters', async () => {
  await go('/plan')
  expect(await text()).toContain('Chọn cách đếm')
  await go('/plan/quantities')
  await inspect(page, 'plan-quantities')
  await page.locator('main table a', { hasText: 'III.2' }).click()
  await inspect(page, 'plan-quantity')
  await page.locator('a', { hasText: 'Cơ quan nhập kèm minh chứng' }).click()
  await inspect(page, 'plan-quantity-indicator')
  const agency = await page.locator('select[name="agencyId"] option').nth(1).getAttribute('value')
  await send(page, '/indicator-catalogue/new', { name: 'Lượt dự tập huấn quốc tế', agencyId: agency ?? '' })
  expect(await text()).not.toContain('III.2')
  await go('/plan')
  expect(await text()).toContain('Lượt dự tập huấn quốc tế')
  await go('/dashboard')
  expect(await text()).toContain('Lượt dự tập huấn quốc tế')
})

test('the plan for 2026-2030 is drafted with the calculation behind each figure', async () => {
  await go('/plan/next')
  await inspect(page, 'plan-next')
  await go('/plans')
  await inspect(page, 'plans')
  await go('/plan/versions')
  await inspect(page, 'plan-versions')
})

test('an enterprise sees its productivity and what its own practice lacks', async () => {
  await go('/enterprises/new')
  await send(page, '/enterprises/new', {
    taxCode: '2200108445',
    name: 'Công ty Cổ phần Thủy sản Mẫu',
    address: '1 Lê Duẩn',
    adminUnitId: String(await page.locator('select[name="adminUnitId"] option').nth(1).getAttribute('value')),
    sectorGroup: 'production',
  })
  const at = new URL(page.url()).pathname
  for (const [year, revenue, profit] of [
    ['2023', '10 tỷ', '600 triệu'],
    ['2024', '11,5 tỷ', '900 triệu'],
  ] as const) {
    await go(`${at}/productivity/new`)
    if (year === '2023') await inspect(page, 'accounts-form')
    await send(page, `${at}/productivity/new`, {
      year,
      netRevenue: revenue,
      labour: '30',
      labourCost: '1,8 tỷ',
      depreciation: '400 triệu',
      productionTaxes: '100 triệu',
      interest: '100 triệu',
      profit,
      fixedAssets: '4 tỷ',
    })
  }
  const shown = await text()
  expect(shown).toContain('3.300')
  expect(shown).toContain('110')
  await inspect(page, 'productivity')
  expect(await page.locator('main svg').count()).toBeGreaterThan(1)
  // A third year by import: the row that is wrong is named and left out, the other goes in.
  await go(`${at}/productivity/import`)
  await inspect(page, 'accounts-import')
  await send(page, `${at}/productivity/import`, {
    text: [
      ['Năm', 'Doanh thu thuần (triệu đồng)', 'Số lao động', 'Chi phí trung gian (triệu đồng)'],
      ['2025', '12.000', '31', '8.100'],
      ['2022', 'chín tỷ', '29', '6.000'],
    ]
      .map((row) => row.join('\t'))
      .join('\n'),
  })
  expect(await text()).toContain('chín tỷ')
  await inspect(page, 'accounts-import-checked')
  await send(page, new URL(page.url()).pathname, {})
  expect(await text()).toContain('1 dòng mới')
  await go(`${at}/productivity`)
  expect(await text()).toContain('3.900')
  await go(`${at}/assessment`)
  await inspect(page, 'assessment-form')
  await send(page, `${at}/assessment`, {}, 'refused')
  const keys = await page
    .locator('main input[type="radio"][value="1"]')
    .evaluateAll((inputs) => inputs.map((input) => input.getAttribute('name') ?? ''))
  await send(page, `${at}/assessment`, Object.fromEntries(keys.map((key) => [key, '1'])))
  expect(await text()).toContain('25%')
  await inspect(page, 'assessment')
  await go('/productivity')
  await inspect(page, 'productivity-list')
  await go('/productivity/effect')
  await inspect(page, 'productivity-effect')
})

test('duties have their working days, days off and calendar', async () => {
  await go('/duties')
  await inspect(page, 'duties-dated')
  await go('/calendar?year=2026')
  await inspect(page, 'calendar')
  await go('/duties/new')
  await inspect(page, 'duty-request')
  await go('/duties/calendar')
  await inspect(page, 'duty-feed')
})

test('series are pasted from a spreadsheet, and a study of them says what it found', async () => {
  await go('/series')
  await inspect(page, 'series')
  await go('/series/paste')
  await inspect(page, 'series-paste')
  await send(page, '/series/paste', {
    territoryId: await territory(),
    text: [
      ['Chỉ tiêu', '2015', '2016', '2017', '2018', '2019', '2020'],
      ['GRDP theo giá so sánh', '25.000,5', '26.400', '28.100', '30.050', '32.000', '32.900'],
      ['Vốn tích lũy theo giá so sánh', '60.000', '63.500', '67.000', '71.200', '75.900', '80.100'],
      ['Lao động có việc làm', '640', '642', '645', '646', '640', '632'],
      ['Tỷ trọng thu nhập của lao động', '0,55', '0,55', '0,54', '0,54', '0,53', '0,53'],
    ]
      .map((row) => row.join('\t'))
      .join('\n'),
    status: 'official',
    source: 'Số dùng để thử',
  })
  await inspect(page, 'series-preview')
  await send(page, new URL(page.url()).pathname, {})
  await go('/studies/new')
  await inspect(page, 'study-form')
  await send(page, '/studies', { territoryId: await territory() })
  const found = await text()
  expect(found).toMatch(/TFP/)
  expect(await page.locator('main svg').count()).toBeGreaterThan(1)
  await inspect(page, 'study')
  await go('/studies')
  await inspect(page, 'studies')
})

/** Figures by type of asset, qualification and sector, one value a row. They are made up to try the program. */
function partsAndSectors(): string {
  const grows: readonly (readonly [string, string, number, number])[] = [
    ['Vốn đầu tư theo giá so sánh: nhà ở và công trình xây dựng', 'Tổng số', 5_500, 1.06],
    ['Vốn đầu tư theo giá so sánh: máy móc, thiết bị', 'Tổng số', 2_200, 1.11],
    ['Lao động có việc làm: không có trình độ chuyên môn kỹ thuật', 'Tổng số', 540, 0.99],
    ['Lao động có việc làm: đại học trở lên', 'Tổng số', 60, 1.05],
    ['Thu nhập bình quân tháng: không có trình độ chuyên môn kỹ thuật', 'Tổng số', 4_200, 1.06],
    ['Thu nhập bình quân tháng: đại học trở lên', 'Tổng số', 8_200, 1.05],
    ...(
      [
        ['Nông, lâm nghiệp và thủy sản', 11_000, 1.03, 24_000, 400],
        ['Công nghiệp và xây dựng', 5_500, 1.1, 16_000, 100],
        ['Dịch vụ', 8_500, 1.06, 20_000, 140],
      ] as const
    ).flatMap(([sector, output, growth, capital, persons]) => [
      ['GRDP theo giá so sánh', sector, output, growth] as const,
      ['Vốn tích lũy theo giá so sánh', sector, capital, growth + 0.01] as const,
      ['Lao động có việc làm', sector, persons, growth - 0.05] as const,
    ]),
  ]
  const lines = grows.flatMap(([measure, sector, first, growth]) =>
    [0, 1, 2, 3, 4, 5].map((t) => [measure, sector, 2015 + t, Math.round(first * growth ** t)].join('\t')),
  )
  return ['Chỉ tiêu\tNgành\tNăm\tGiá trị', ...lines].join('\n')
}

test('a long table of parts and sectors goes in, and a study divides its growth by them', async () => {
  await go('/series/paste')
  const territoryId = await territory()
  await send(page, '/series/paste', {
    territoryId,
    text: partsAndSectors(),
    status: 'official',
    source: 'Số dùng để thử',
  })
  await inspect(page, 'series-long-preview')
  await send(page, new URL(page.url()).pathname, {})
  await go('/studies/new')
  await send(page, '/studies', {
    territoryId,
    method: 'tornqvist',
    capital: 'services',
    labour: 'quality',
    sectors: 'main',
  })
  const found = await text()
  for (const words of [
    'Loại tài sản và chất lượng lao động',
    'TFP theo ngành',
    'Dịch chuyển cơ cấu lao động',
  ])
    expect(found).toContain(words)
  expect(await page.locator('main svg').count()).toBeGreaterThan(4)
  await inspect(page, 'study-parts-sectors')
  for (const format of ['docx', 'xlsx', 'pdf']) {
    const file = await page.request.get(`${page.url()}/document?format=${format}`)
    expect(file.status(), format).toBe(200)
    expect((await file.body()).length, format).toBeGreaterThan(10_000)
  }
})
