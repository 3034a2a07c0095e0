import { describe, expect, it } from 'vitest'
import { aside, counted, readUnderHead, wrong } from './testing.ts'

/* The reported cases about tables: R2, R7, R8 and R21, each as it was reported and with others of its kind. */

const million = 1_000_000

describe('R2: years that belong to one of two sources', () => {
  const appendix = (...rows: string[]) =>
    readUnderHead(
      'I. MỤC TIÊU',
      '- Hỗ trợ 4 doanh nghiệp.',
      'Phụ lục',
      'Đơn vị tính: triệu đồng',
      '',
      ...rows,
    )

  it.each([
    [
      'as reported',
      [
        'TT|Nội dung|Tổng|Nguồn: NSNN|Nguồn: DN|Phân kỳ NSNN: 2026|2027',
        '1|Hỗ trợ|8|4|4|2|2',
        '|Tổng cộng|8|4|4|2|2',
      ],
      'stateBudget',
    ],
    [
      'sources by their names, a Markdown table',
      [
        '| TT | Nội dung | Tổng kinh phí | Ngân sách tỉnh | Doanh nghiệp đối ứng | Phân kỳ ngân sách tỉnh: 2026 | 2027 |',
        '|--|--|--|--|--|--|--|',
        '| 1 | Hỗ trợ | 8 | 4 | 4 | 2 | 2 |',
        '| | Tổng cộng | 8 | 4 | 4 | 2 | 2 |',
      ],
      'provincialBudget',
    ],
    [
      'two rows of heads',
      [
        'TT\tNội dung\tTổng kinh phí\tTrong đó\t\tNgân sách nhà nước chia theo năm\t',
        '\t\t\tNgân sách\tDoanh nghiệp\tNăm 2026\tNăm 2027',
        '1\tHỗ trợ\t8\t4\t4\t2\t2',
        '\tCộng\t8\t4\t4\t2\t2',
      ],
      'stateBudget',
    ],
  ])('makes no finding: %s', (_how, rows, source) => {
    const plan = appendix(...rows)
    expect(plan.budget).toMatchObject({
      total: 8 * million,
      byYear: { 2026: 2 * million, 2027: 2 * million },
      bySource: { [source]: 4 * million, enterprise: 4 * million },
    })
    expect(wrong(plan)).toEqual([])
  })
})

describe('R7: a table of targets', () => {
  it.each([
    [
      'as reported',
      [
        'TT|Chỉ tiêu|Đơn vị tính|Mục tiêu đến năm 2030',
        '1|Số doanh nghiệp được hỗ trợ|Doanh nghiệp|60',
        '2|Tỷ lệ truy xuất|%|≥ 30',
      ],
      [
        ['=', 60, 'Doanh nghiệp'],
        ['>=', 30, '%'],
      ],
      [],
    ],
    [
      'with what has been reached, a group and a column that no field takes',
      [
        '| STT | Nội dung chỉ tiêu | ĐVT | Hiện trạng 2025 | 2026 | 2030 | Cơ quan theo dõi |',
        '|--|--|--|--|--|--|--|',
        '| I | Nhóm chỉ tiêu năng suất | | | | | |',
        '| 1 | Tốc độ tăng NSLĐ | %/năm | 5,1 | 6 | 7-7,5 | Sở Tài chính |',
      ],
      [
        ['=', 6, '%/năm'],
        ['-', 7, '%/năm'],
      ],
      ['Sở Tài chính'],
    ],
    [
      'of money',
      [
        'TT\tMục tiêu\tĐơn vị\tNăm 2028\tNăm 2030',
        '1\tNăng suất lao động\ttriệu đồng/người\t180\t220',
        '2\tGiá trị hợp đồng tư vấn\ttỷ đồng\t3\t5',
      ],
      [
        ['=', 180, 'triệu đồng/người'],
        ['=', 220, 'triệu đồng/người'],
        ['=', 3, 'tỷ đồng'],
        ['=', 5, 'tỷ đồng'],
      ],
      [],
    ],
  ])('is no budget: %s', (_how, rows, objectives, unplaced) => {
    const plan = readUnderHead('I. MỤC TIÊU', '', ...rows)
    expect([plan.budget, counted(plan), aside(plan)]).toEqual([null, objectives, unplaced])
  })
})

describe('R8: a table of work', () => {
  it.each([
    [
      [
        'TT|Nhiệm vụ|Đơn vị chủ trì|Đơn vị phối hợp|Sản phẩm|Thời gian',
        '1|A|Sở Y tế|Sở Tài chính|Báo cáo|6/2026',
      ],
      [['Sở Y tế', 'Sở Tài chính', 'Báo cáo', [[null, 6, 2026]]]],
    ],
    [
      [
        'TT|Nhiệm vụ|Đơn vị chủ trì|Đơn vị phối hợp|Sản phẩm|Thời gian',
        '1|A|Sở Y tế|Các sở|Lớp|2027',
        '2|B|UBND xã|Sở Y tế|Tài liệu|2026 - 2027',
      ],
      [
        ['Sở Y tế', 'Các sở', 'Lớp', [[null, null, 2027]]],
        ['UBND xã', 'Sở Y tế', 'Tài liệu', [[null, null, 2027]]],
      ],
    ],
    [
      [
        '| TT | Nội dung công việc | Cơ quan thực hiện | Cơ quan phối hợp | Thời hạn hoàn thành | Kết quả |',
        '|--|--|--|--|--|--|',
        '| I | Tuyên truyền | | | | |',
        '| 1 | Họp | Sở Y tế | - | 15/12 hằng năm | Biên bản |',
        '| 2 | Khảo sát | Sở Nội vụ | UBND các xã | Tháng 3 - 6/2027 | Báo cáo |',
        '| 3 | Lập dự toán | Sở Tài chính | | 30/6/2026; 30/6/2027 | Dự toán |',
      ],
      [
        ['Sở Y tế', undefined, 'Biên bản', [[15, 12, null]]],
        ['Sở Nội vụ', 'UBND các xã', 'Báo cáo', [[null, 6, 2027]]],
        [
          'Sở Tài chính',
          undefined,
          'Dự toán',
          [
            [30, 6, 2026],
            [30, 6, 2027],
          ],
        ],
      ],
    ],
  ])('has dates, helpers and products: %j', (rows, wanted) => {
    const plan = readUnderHead('I. MỤC TIÊU', '- Hỗ trợ 4 doanh nghiệp.', '', ...rows)
    expect(
      plan.duties.map(({ agency, helpers, product, due }) => [
        agency,
        helpers,
        product,
        due.map(({ day, month, year }) => [day, month, year]),
      ]),
    ).toEqual(wanted)
    expect(aside(plan)).toEqual([])
  })
})

describe('R21: a table of sources', () => {
  it.each([
    ['as reported', ['Nguồn|2026 (triệu đồng)', 'Ngân sách tỉnh|100', 'Doanh nghiệp|50', 'Tổng|150']],
    [
      'the unit under it',
      [
        '| Nguồn vốn | Năm 2026 | Tổng cộng |',
        '|--|--|--|',
        '| Ngân sách tỉnh | 100 | 100 |',
        '| Doanh nghiệp | 50 | 50 |',
        '| Tổng cộng | 150 | 150 |',
        '',
        'Đơn vị: triệu đồng',
      ],
    ],
    [
      'with numbers before the sources',
      [
        'Đơn vị tính: tỷ đồng',
        'TT\tNguồn kinh phí\tTổng\t2026',
        '1\tNgân sách tỉnh\t0,1\t0,1',
        '2\tDoanh nghiệp\t0,05\t0,05',
        '\tTổng cộng\t0,15\t0,15',
      ],
    ],
  ])('is two sources and a total: %s', (_how, rows) => {
    const plan = readUnderHead('IV. KINH PHÍ', '', ...rows)
    expect(plan.funding.map(({ source, amount, isTotal }) => [source, amount, isTotal])).toEqual([
      ['provincialBudget', 100 * million, false],
      ['enterprise', 50 * million, false],
      [null, 150 * million, true],
    ])
    expect(plan.budget?.bySource).toEqual({ provincialBudget: 100 * million, enterprise: 50 * million })
    expect([wrong(plan), aside(plan)]).toEqual([[], []])
  })
})

describe('the quantity of a line', () => {
  it.each([
    ['03 đoàn', 3, 'đoàn'],
    ['05 gian hàng trưng bày', 5, 'gian hàng trưng bày'],
    ['18 lượt doanh nghiệp', 18, 'lượt doanh nghiệp'],
    ['2', 2, null],
    ['2 mỗi năm', 2, null],
    ['4 trong 2 năm', 4, null],
    ['03 bộ tài liệu', 3, 'bộ tài liệu'],
  ])('counts in the words behind its number, whether they are known or not: %s', (cell, number, unit) => {
    const plan = readUnderHead(
      'I. MỤC TIÊU',
      '- Hỗ trợ 4 doanh nghiệp.',
      'Phụ lục',
      'Đơn vị tính: triệu đồng',
      '',
      'TT|Nội dung|Số lượng|Tổng|2026',
      `1|Tham quan, học tập|${cell}|9|9`,
      '|Tổng cộng||9|9',
    )
    const [first] = plan.budget?.lines[0]?.quantity ?? []
    expect([first?.min, first?.unit ?? null]).toEqual([number, unit])
  })
})
