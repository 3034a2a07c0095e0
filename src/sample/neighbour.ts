import { allocate, commitDirectly } from '../budget/index.ts'
import { acceptDraft, readDraft } from '../plan-drafts/index.ts'
import { movableRecords, moveRecords } from '../portal/index.ts'
import { draftReport } from '../reports/index.ts'
import { recordEvent } from '../training/index.ts'
import { payOut, type Scenario } from './scenario.ts'

/*
 * A neighbour's plan beside the province's own, since both are of one province now: entered as it was signed, worked under, moved to, and
 * told of in one report over both.
 */

/**
 * Runs the plan of another province that became part of the same one, where there is such a province. Its period begins earlier, so the
 * province's own plan stays the one that is worked in.
 */
export async function runBeside(scenario: Scenario): Promise<void> {
  const { system, plan, story } = scenario
  const province = await neighbourOf(scenario)
  if (province === null) return
  story.on(`${plan.lastYear}-07-02`, async () => {
    const coordinator = scenario.as('coordinator')
    const { id } = await story.run(coordinator, readDraft, {
      text: signed({
        place: `Tỉnh ${province}`,
        years: [plan.firstYear - 1, plan.lastYear],
        number: '61/KH-UBND',
        issued: `15 tháng 3 năm ${plan.firstYear - 1}`,
        support: 100,
      }),
      label: `Kế hoạch của ${province} (mẫu)`,
    })
    const { version } = await system.db
      .selectFrom('planDraft')
      .select('version')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const { planId } = await story.run(coordinator, acceptDraft, { id, version })
    spend(scenario, planId)
    story.on(`${plan.lastYear}-09-10`, async () => {
      await story.run(coordinator, recordEvent, {
        kind: 'conference',
        title: 'Hội nghị năng suất chất lượng vùng (mẫu)',
        heldOn: `${plan.lastYear}-09-08`,
        place: `Hội trường mẫu, ${province}`,
        participants: 80,
        fileId: await scenario.paper('Danh sách tham dự'),
        planId,
      })
    })
    story.on(`${plan.lastYear}-11-20`, () => move(scenario, 'obstacle', planId))
    story.on(`${plan.lastYear + 1}-01-10`, async () => {
      await story.run(coordinator, draftReport, { year: plan.lastYear, planIds: [plan.id, planId] })
    })
    // After all that happens on the last day: what is moved then is not acted on any more.
    story.on(`${plan.lastYear + 1}-03-02`, async () => {
      story.on(story.today, () => move(scenario, 'application', planId))
    })
  })
}

/** The first of the other provinces that became part of what the plan's province is part of now; null where there is none. */
async function neighbourOf({ system, plan }: Scenario): Promise<string | null> {
  const row = await system.db
    .selectFrom('place as own')
    .innerJoin('placeSuccessor as into', 'into.placeKey', 'own.key')
    .innerJoin('placeSuccessor as beside', 'beside.successorKey', 'into.successorKey')
    .innerJoin('place as other', 'other.key', 'beside.placeKey')
    .innerJoin('place as whole', 'whole.key', 'into.successorKey')
    .select('other.province')
    .where('own.level', '=', 'province')
    .where('own.province', '=', plan.province)
    .whereRef('other.province', '<>', 'own.province')
    .whereRef('other.province', '<>', 'whole.province')
    .orderBy('other.key')
    .executeTakeFirst()
  return row?.province ?? null
}

/** Its money of the last year: allocated, committed for the conference, part of it paid. */
function spend(scenario: Scenario, planId: number): void {
  const { plan, story } = scenario
  const where = { line: 'I', year: plan.lastYear, source: plan.budgetSource }
  story.on(`${plan.lastYear}-07-15`, async () => {
    const document = { documentNumber: `${plan.lastYear}/QĐ-MAU-2`, documentDate: story.today }
    const fileId = await scenario.paper('Quyết định giao dự toán')
    const given = { ...where, ...document, amount: 60_000_000n, fileId }
    await story.run(scenario.as('finance'), allocate, given, planId)
  })
  story.on(`${plan.lastYear}-08-20`, async () => {
    const { commitmentId } = await story.run(
      scenario.as('coordinator'),
      commitDirectly,
      {
        ...where,
        amount: 48_500_000n,
        purpose: 'Tổ chức hội nghị của địa bàn lân cận (mẫu)',
        documentNumber: `I-${plan.lastYear}/HĐ-MAU-2`,
        documentDate: story.today,
        fileId: await scenario.paper('Hợp đồng'),
      },
      planId,
    )
    story.on(`${plan.lastYear}-10-05`, () =>
      payOut(scenario, {
        id: commitmentId,
        kind: 'contractor',
        amount: 30_250_000n,
        documentNumber: `I-${plan.lastYear}-1/UNC-MAU-2`,
        basis: 'contract',
      }),
    )
  })
}

/** Moves the oldest open record of a kind to the neighbour's plan; none where nothing is open. */
async function move(scenario: Scenario, record: 'obstacle' | 'application', planId: number): Promise<void> {
  const { plan, story } = scenario
  const { rows } = await story.run(scenario.as('coordinator'), movableRecords, { record, from: plan.id })
  const [row] = rows
  if (row === undefined) return
  await story.run(scenario.as('coordinator'), moveRecords, {
    ...{ record, ids: [row.id], planId, rules: 'kept' },
    reason: 'Việc thuộc địa bàn của kế hoạch này (mẫu)',
  })
}

interface SignedPlan {
  /** With its kind: `Tỉnh Hậu Giang`. */
  readonly place: string
  /** First and last year. */
  readonly years: readonly [number, number]
  readonly number: string
  /** Its day in words. */
  readonly issued: string
  /** For the support of enterprises in a year, in triệu đồng. */
  readonly support: number
}

/** The plan of a province as it was signed, with a line of conferences and one of support. */
export function signed({ place, years: [first, last], number, issued, support }: SignedPlan): string {
  const province = place.replace(/^(?:Tỉnh|Thành phố) /, '')
  const ofPlace = place.charAt(0).toLocaleLowerCase('vi') + place.slice(1)
  const years = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const row = (each: number) => [each * years.length, ...years.map(() => each)].join(' | ')
  return `ỦY BAN NHÂN DÂN
${place.toLocaleUpperCase('vi')}
Số: ${number}
${province}, ngày ${issued}

KẾ HOẠCH
Nâng cao năng suất, chất lượng sản phẩm, hàng hóa trên địa bàn ${ofPlace} giai đoạn ${first} - ${last} (mẫu)

I. MỤC TIÊU
1. Mục tiêu chung
Nâng cao năng suất, chất lượng sản phẩm, hàng hóa của doanh nghiệp trên địa bàn tỉnh.
2. Mục tiêu cụ thể
- Tổ chức 03 hội nghị, hội thảo.
- Hỗ trợ 10 lượt doanh nghiệp áp dụng hệ thống quản lý, công cụ cải tiến năng suất chất lượng.

II. ĐỐI TƯỢNG ĐƯỢC HỖ TRỢ
Doanh nghiệp hoạt động trên địa bàn tỉnh.

III. NHIỆM VỤ, GIẢI PHÁP
1. Thông tin, tuyên truyền
- Tuyên truyền trên báo, đài.

IV. KINH PHÍ THỰC HIỆN
- Ngân sách tỉnh: ${(60 + support) * years.length} triệu đồng.

Nơi nhận:
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Thị Mẫu

Phụ lục
DỰ TOÁN KINH PHÍ THỰC HIỆN KẾ HOẠCH GIAI ĐOẠN ${first} - ${last}
Đơn vị tính: triệu đồng

| STT | Nội dung | Số lượng | Tổng | ${years.join(' | ')} |
|${' --- |'.repeat(years.length + 4)}
| I | Tổ chức hội nghị, hội thảo | 3 | ${row(60)} |
| II | Hỗ trợ doanh nghiệp áp dụng hệ thống quản lý | 10 lượt doanh nghiệp | ${row(support)} |
|  | Tổng cộng |  | ${row(60 + support)} |
`
}
