import { addDays } from '../platform/dates.ts'
import {
  approveTakeover,
  checkTakeover,
  proposeTakeover,
  returnTakeover,
  undoTakeover,
} from '../takeover/index.ts'
import { sampleMail, sampleName, sampleSerials, sampleTaxCode, trades } from './names.ts'
import { opening, type Scenario } from './scenario.ts'

/** A sheet as pasted rows, cells apart by semicolons. */
const sheetOf = (...rows: readonly (readonly (string | number)[])[]) =>
  rows.map((cells) => cells.join(';')).join('\n')
/** A day as an office writes it. */
const written = (day: string) => day.split('-').reverse().join('/')

/** Of so many enterprises the last comes in with a sheet of past years, where there are enough of them. */
export const takenOverOf = (count: number): number => (count < 8 ? 0 : 1)

/**
 * What the office kept in sheets before it had the program: an enterprise with its application and turn, courses and who was trained.
 * The coordinator brings each sheet, the leader approves it; one is returned and one undone, and one still waits.
 */
export function takeOverSheets(scenario: Scenario): void {
  const { plan, story } = scenario
  const { firstYear, lastYear } = plan
  // The sheets tell of what came before the program, so they come in once the plan's first weeks have passed.
  const past = opening(scenario, firstYear, '02-05')
  story.on(addDays(past, 21), async () => {
    await courses(scenario, past)
    if (takenOverOf(scenario.count) > 0) await enterprise(scenario, past)
  })
  story.on(opening(scenario, lastYear, '11-10'), async () => {
    await bring(scenario, 'courses', coursesSheet(addDays(story.today, -20), ['SO-03']), 'wait')
  })
}

type End = 'approve' | 'return' | 'undo' | 'wait'

/** Checks and proposes a sheet, and settles its batch. */
async function bring({ story, plan, as }: Scenario, step: string, text: string, end: End): Promise<void> {
  const { id } = await story.run(as('coordinator'), checkTakeover, { step, planId: plan.id, text })
  await story.run(as('coordinator'), proposeTakeover, { id, note: 'Sổ theo dõi cũ của phòng (mẫu)' })
  if (end === 'wait') return
  if (end === 'return') {
    const reason = 'Thiếu danh sách ký tên của học viên (mẫu)'
    await story.run(as('leader'), returnTakeover, { id, reason })
    return
  }
  await story.run(as('leader'), approveTakeover, { id })
  if (end === 'undo')
    await story.run(as('leader'), undoTakeover, { id, reason: 'Trình nhầm sổ của năm khác (mẫu)' })
}

const coursesSheet = (heldOn: string, numbers: readonly string[]) =>
  sheetOf(
    [
      'Mã lớp',
      'Loại sự kiện',
      'Tên sự kiện',
      'Ngày bắt đầu',
      'Nơi tổ chức',
      'Số người tham dự',
      'Số chuyên gia được đào tạo',
    ],
    ...numbers.map((number) => [
      number,
      number === 'SO-02' ? 'Đào tạo chuyên gia' : 'Khóa đào tạo',
      `Lớp theo sổ cũ ${number} (mẫu)`,
      written(heldOn),
      'Hội trường mẫu',
      30,
      number === 'SO-02' ? 4 : '',
    ]),
  )

/** Two courses and the lists of who was there. */
async function courses(scenario: Scenario, heldOn: string): Promise<void> {
  await bring(scenario, 'courses', coursesSheet(heldOn, ['SO-01', 'SO-02']), 'approve')
  const { makers, dice } = scenario
  const outcomes = ['Đã tham dự', 'Được cấp chứng nhận học tập', 'Chuyên gia được đào tạo'] as const
  const heads = [
    'Mã lớp',
    'Họ và tên',
    'Nơi công tác',
    'Thư điện tử',
    'Kết quả học tập',
    'Số chứng nhận học tập',
  ]
  const rows = Array.from({ length: 12 }, (_, at) => {
    const expert = at % 3 === 2
    const number = String(at + 1).padStart(2, '0')
    return [
      expert ? 'SO-02' : 'SO-01',
      `Học viên ${number} (mẫu)`,
      makers.length === 0 ? 'Đơn vị mẫu' : dice.pick(makers).name,
      sampleMail(`hoc-vien-${number}`),
      outcomes[at % 3] ?? outcomes[0],
      at % 3 === 0 ? '' : `${number}/CN-MAU`,
    ]
  })
  await bring(scenario, 'persons', sheetOf(heads, ...rows.slice(0, 2)), 'return')
  await bring(scenario, 'persons', sheetOf(heads, ...rows.slice(0, 3)), 'undo')
  await bring(scenario, 'persons', sheetOf(heads, ...rows), 'approve')
}

/** An enterprise that was supported before the program came, with its application and finished turn. */
async function enterprise(scenario: Scenario, past: string): Promise<void> {
  const { system, plan, count, story } = scenario
  const taxCode = sampleTaxCode(sampleSerials(count).at(-1) ?? count)
  const trade = trades[(count - 1) % trades.length] ?? trades[0]
  const unit = await system.db
    .selectFrom('adminUnit')
    .select('name')
    .where('province', '=', plan.province)
    .orderBy('id')
    .executeTakeFirst()
  if (trade === undefined || unit === undefined) return
  const number = String(count).padStart(4, '0')
  await bring(
    scenario,
    'enterprises',
    sheetOf(
      ['Mã số thuế', 'Tên doanh nghiệp', 'Địa chỉ', 'Địa bàn', 'Lĩnh vực', 'Người đại diện', 'Thư điện tử'],
      [
        taxCode,
        sampleName(count, trade),
        `Số ${count}, đường Mẫu`,
        unit.name,
        trade.group === 'production' ? 'Sản xuất' : 'Thương mại',
        `Người đại diện ${number} (mẫu)`,
        sampleMail(`cong-ty-${number}`),
      ],
    ),
    'approve',
  )
  if (plan.supportLine === null) return
  const content = await system.db
    .selectFrom('supportContent')
    .select('name')
    .orderBy('ord')
    .executeTakeFirstOrThrow()
  await bring(
    scenario,
    'applications',
    sheetOf(
      [
        'Số hồ sơ',
        'Mã số thuế',
        'Nội dung hỗ trợ',
        'Năm',
        'Ngày nộp',
        'Kinh phí đề nghị (triệu đồng)',
        'Kinh phí của doanh nghiệp (triệu đồng)',
        'Tình trạng',
        'Kinh phí hỗ trợ (triệu đồng)',
        'Số quyết định',
        'Ngày quyết định',
      ],
      [
        'SO-HS-01',
        taxCode,
        content.name,
        plan.firstYear,
        written(past),
        45,
        30,
        'Được hỗ trợ',
        40,
        'SO-01/QĐ-MAU',
        written(addDays(past, 10)),
      ],
    ),
    'approve',
  )
  await bring(
    scenario,
    'turns',
    sheetOf(
      ['Số hồ sơ', 'Mã số thuế', 'Tình trạng', 'Ngày thực hiện', 'Số văn bản'],
      ['SO-HS-01', taxCode, 'Đang thực hiện', written(addDays(story.today, -3)), 'SO-01/HĐ-MAU'],
    ),
    'approve',
  )
}
