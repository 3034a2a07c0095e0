import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { recordEarlier, recordPast } from '../plan-versions/commands.ts'
import { listCertificates, showCertificate } from '../support/certificate-queries.ts'
import { withdrawCertificate } from '../support/index.ts'
import { planId, result } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { countPersons, listPersons, showPerson } from '../training/person-queries.ts'
import { listEvents, showEvent } from '../training/queries.ts'
import { undoTakeover } from './batches.ts'
import { checkTakeover, showTakeoverRows } from './import.ts'
import { past, sheet, type Two, takeOver } from './testing.ts'

/* Certificates, conferences and courses of past years out of sheets: each counts once, beside what old reports have said. */

const { system, as, evidence } = await testSystem()
let coordinator: Someone
let two: Two
let plan: number
let earlier: number

const certificates = sheet(
  'Số hồ sơ;Mã số thuế;Loại chứng nhận;Tiêu chuẩn;Sản phẩm;Tổ chức chứng nhận;Số chứng nhận;Ngày cấp;Ngày hết hạn',
  'HS-01;2200000018;Hệ thống quản lý an toàn thực phẩm;ISO 22000:2018;;QUACERT;ATTP-1;30/09/2025;29/09/2028',
  'HS-01;2200000018;product_tcvn;TCVN 5107:2018;Nước mắm;QUACERT;SP-1;01/10/2025;',
  'HS-02;2200000025;food_safety;ISO 22000:2018;;QUACERT;ATTP-2;30/10/2025;',
)
const courses = sheet(
  'Mã lớp;Loại sự kiện;Tên sự kiện;Ngày bắt đầu;Ngày kết thúc;Nơi tổ chức;Số người tham dự;Số chuyên gia được đào tạo',
  'L-1;Khóa đào tạo;Công cụ 5S;10/03/2025;12/03/2025;Sóc Trăng;40;',
  'L-2;Đào tạo chuyên gia;Chuyên gia năng suất;10/04/2025;20/04/2025;Sóc Trăng;20;12',
)

beforeAll(async () => {
  coordinator = await as('coordinator')
  two = { taker: coordinator, approver: await as('leader') }
  plan = await planId(system)
  for (const step of ['enterprises', 'applications', 'turns'] as const)
    await takeOver(two, step, plan, past[step])
  earlier = (
    await coordinator.run(recordEarlier, {
      number: '125/KH-UBND',
      issuedOn: '13/8/2021',
      issuer: 'Ủy ban nhân dân tỉnh Sóc Trăng',
      title: 'Thực hiện Chương trình quốc gia giai đoạn 2021 - 2025',
      firstYear: '2021',
      lastYear: '2025',
      targets: [{ indicator: 'courses', bound: 'atLeast', number: '5' }],
    })
  ).planId
})

async function remarks(step: string, planId: number, text: string) {
  const { id } = await coordinator.run(checkTakeover, { step, planId, text })
  const { rows } = await coordinator.run(showTakeoverRows, { id })
  return rows.map(({ outcome, problems }) => [
    outcome,
    ...problems.map(({ cell, words }) => `${cell}: ${words.vi}`),
  ])
}

describe('certificates', () => {
  let batch: number

  test('a product counts at once, a system when its turn is finished; an enterprise does not get the sheet', async () => {
    const before = {
      turns: await result(system, 'certifiedTurns'),
      products: await result(system, 'certifiedProducts'),
    }
    batch = await takeOver(two, 'certificates', plan, certificates)
    expect(await result(system, 'certifiedTurns')).toBe(before.turns + 1)
    expect(await result(system, 'certifiedProducts')).toBe(before.products + 1)
    const { rows } = await coordinator.run(listCertificates, {})
    const first = rows.find(({ number }) => number === 'ATTP-1')
    expect(first).toMatchObject({
      issuedOn: '2025-09-30',
      expiresOn: '2028-09-29',
      validity: 'valid',
      counted: true,
    })
    const own = await as('enterprise', { enterpriseId: first?.enterpriseId })
    const seen = await own.run(showCertificate, { id: first?.id })
    expect(seen.takenOver).toMatchObject({ batchId: batch, file: null })
    const files = await system.db
      .selectFrom('enterpriseFile')
      .select('fileId')
      .where('fileId', '=', seen.file.id)
      .execute()
    expect(files).toEqual([])
  })

  test('what a row names wrongly is said with its cell; one that is there stays', async () => {
    const [heads = '', first = '', product = ''] = certificates.split('\n')
    expect(
      await remarks(
        'certificates',
        plan,
        sheet(
          heads,
          first,
          first.replace('HS-01;2200000018', 'HS-02;2200000025'),
          first.replace('ATTP-1', 'ATTP-9').replace('29/09/2028', '29/09/2024'),
          product.replace('Nước mắm', '').replace('SP-1', 'SP-9'),
          first.replace('HS-01;2200000018', 'HS-03;2200000032').replace('ATTP-1', 'ATTP-8'),
        ),
      ),
    ).toEqual([
      ['same', expect.stringContaining('G2: Chứng nhận này đã có')],
      ['error', expect.stringContaining('G3: Chứng nhận này đã có ở dòng 2')],
      ['error', expect.stringContaining('I4: Ngày hết hạn không được trước ngày cấp')],
      ['error', expect.stringContaining('E5: Xin điền mục này')],
      ['error', expect.stringContaining('A6: Hồ sơ này chưa tiếp nhận lượt hỗ trợ')],
    ])
  })

  test('a turn with a certificate holds its batch; a certificate withdrawn here holds its own; undone, none counts', async () => {
    const { rows } = await coordinator.run(listCertificates, {})
    const id = rows.find(({ number }) => number === 'ATTP-2')?.id
    await coordinator.run(withdrawCertificate, { id, withdrawnOn: '2025-12-01', reason: 'Tổ chức thu hồi' })
    const held = await problemOf(two.approver.run(undoTakeover, { id: batch, reason: 'Thử' }))
    expect(held.words.vi).toContain('ATTP-2: đã được xử lý tiếp sau khi tiếp nhận')
    await system.db
      .updateTable('certificate')
      .set({ withdrawnOn: null, withdrawal: null })
      .where('id', '=', id ?? 0)
      .execute()
    const before = await result(system, 'certifiedProducts')
    await two.approver.run(undoTakeover, { id: batch, reason: 'Sai' })
    expect(await result(system, 'certifiedProducts')).toBe(before - 1)
    expect((await coordinator.run(listCertificates, {})).total).toBe(0)
    const products = await system.db.selectFrom('product').select('id').execute()
    expect(products).toEqual([])
    await takeOver(two, 'certificates', plan, certificates)
  })
})

describe('conferences and courses', () => {
  test('each counts for its year with its people, and bears its mark', async () => {
    const before = await result(system, 'experts')
    const batch = await takeOver(two, 'courses', plan, courses)
    expect(await result(system, 'experts')).toBe(before + 12)
    const { rows } = await coordinator.run(listEvents, { kind: 'course' })
    const shown = await coordinator.run(showEvent, { id: rows[0]?.id })
    expect(shown).toMatchObject({ participants: 40, takenOver: { batchId: batch, number: 'L-1', line: 2 } })
    await two.approver.run(undoTakeover, { id: batch, reason: 'Sai' })
    expect(await result(system, 'experts')).toBe(before)
    await takeOver(two, 'courses', plan, courses)
  })

  test('what a row names wrongly is said with its cell', async () => {
    const [heads = '', first = '', experts = ''] = courses.split('\n')
    expect(
      await remarks(
        'courses',
        plan,
        sheet(
          heads,
          first,
          first
            .replace('L-1', 'L-5')
            .replace('5S', '5S lần hai')
            .replace('10/03/2025', '10/03/2022')
            .replace('12/03/2025', '12/03/2022'),
          experts.replace('L-2', 'L-6').replace('Chuyên gia năng suất', 'Lớp khác').replace(';12', ';30'),
          first.replace('L-1', 'L-7').replace('Khóa đào tạo', 'Họp mặt').replace('5S', 'gì đó'),
        ),
      ),
    ).toEqual([
      ['same', expect.stringContaining('A2: Sự kiện này đã có')],
      ['error', expect.stringContaining('D3:')],
      ['error', expect.stringContaining('H4: Nhiều hơn số người tham dự')],
      ['error', expect.stringContaining('B5: Xin ghi một trong')],
    ])
  })

  test('a year that an old report has counted is not counted twice, from either side', async () => {
    const report = {
      id: earlier,
      indicator: 'courses',
      label: 'Ba khóa',
      fileId: await evidence('bao-cao-2022.pdf'),
    }
    await coordinator.run(recordPast, { ...report, year: '2022', quantity: '3' })
    const old = sheet(
      'Mã lớp;Loại sự kiện;Tên sự kiện;Ngày bắt đầu;Nơi tổ chức;Số người tham dự',
      'C-1;Khóa đào tạo;Lớp 2022;10/03/2022;Sóc Trăng;30',
      'C-2;Khóa đào tạo;Lớp 2023;10/03/2023;Sóc Trăng;30',
    )
    expect(await remarks('courses', earlier, old)).toEqual([
      [
        'new',
        'B2: Kết quả năm 2022 đã có theo báo cáo cũ (3), nên dòng này được tiếp nhận mà không tính thêm.',
      ],
      ['new'],
    ])
    await takeOver(two, 'courses', earlier, old)
    const { rows: counted } = await sql<{ year: number; result: number }>`
      SELECT y AS year, indicator_result(${earlier}, i.id, y, y)::int AS result
        FROM indicator i, generate_series(2022, 2023) AS y WHERE i.key = 'courses' ORDER BY y`.execute(
      system.db,
    )
    expect(counted).toEqual([
      { year: 2022, result: 3 },
      { year: 2023, result: 1 },
    ])
    const refused = await problemOf(coordinator.run(recordPast, { ...report, year: '2023', quantity: '1' }))
    expect(refused.fields.map(({ field, words }) => [field, words.vi])).toEqual([
      ['year', expect.stringContaining('bản ghi tiếp nhận')],
    ])
  })
})

describe('persons who were trained', () => {
  const heads =
    'Mã lớp;Họ và tên;Mã số thuế;Nơi công tác;Điện thoại;Thư điện tử;Kết quả học tập;Số chứng nhận học tập'
  const persons = sheet(
    heads,
    'L-1;Trần Thị Học;2200000018;;0299 3821 234;hoc@vidu.vn;;',
    'L-1;Lê Văn Viên;;Sở Công Thương;;;Được cấp chứng nhận học tập;15/CN',
    'L-2;Phạm Thị Chuyên;2200000025;;;;Chuyên gia;16/CG',
  )
  let batch: number

  test('each is linked to the course by number and to the enterprise by tax code, and bears the mark', async () => {
    batch = await takeOver(two, 'persons', plan, persons)
    const { rows } = await coordinator.run(listPersons, { sort: 'name' })
    expect(
      rows.map(({ name, outcome, enterprise, event }) => [name, outcome, enterprise?.name, event.title]),
    ).toEqual([
      ['Lê Văn Viên', 'certified', undefined, 'Công cụ 5S'],
      ['Phạm Thị Chuyên', 'expert', 'Công ty Hai', 'Chuyên gia năng suất'],
      ['Trần Thị Học', 'attended', 'Công ty Một', 'Công cụ 5S'],
    ])
    const shown = await coordinator.run(showPerson, { id: rows[0]?.id })
    expect(shown.takenOver).toMatchObject({ batchId: batch, number: '15/CN', line: 3, undone: false })
    expect(shown.takenOver?.file).not.toBeNull()
    expect(await coordinator.run(countPersons, { id: rows[0]?.event.id })).toEqual({
      persons: 2,
      certified: 1,
      experts: 0,
    })
    expect((await coordinator.run(listPersons, { takenOver: 'yes', outcome: 'expert' })).total).toBe(1)
    expect((await coordinator.run(listPersons, { takenOver: 'no' })).total).toBe(0)
  })

  test('no more than took part, no expert of a course without experts, nobody twice: said with the cell', async () => {
    const many = Array.from({ length: 13 }, (_, at) => `L-2;Chuyên gia ${at + 1};;Viện;;;Chuyên gia;`)
    expect(
      await remarks(
        'persons',
        plan,
        sheet(
          heads,
          'L-1;Trần Thị Học;2200000018;;0299 3821 234;hoc@vidu.vn;;',
          'L-1;Ngô Thị Mới;;Viện;;;;',
          'L-1;NGÔ THỊ MỚI;;viện;;;;',
          'L-1;Vũ Văn Lạ;2200000057;;;;;',
          'L-9;Vũ Văn Lạ;;Viện;;;;',
          'L-1;Vũ Văn Lạ;;Viện;;;Giỏi;',
          'L-1;Vũ Văn Lạ;;Viện;;;Chuyên gia;',
          ...many,
        ),
      ),
    ).toEqual([
      ['same', expect.stringContaining('B2: Người này đã có')],
      ['new'],
      ['error', expect.stringContaining('B4: Người này đã có ở dòng 3')],
      ['error', expect.stringContaining('C5:')],
      ['error', expect.stringContaining('A6: Kế hoạch này chưa tiếp nhận lớp nào')],
      ['error', expect.stringContaining('G7: Xin ghi một trong')],
      ['error', expect.stringContaining('G8: Lớp này chỉ đào tạo 0 chuyên gia')],
      ...many.slice(0, 11).map(() => ['new']),
      ...many.slice(11).map(() => ['error', expect.stringContaining('Lớp này chỉ đào tạo 12 chuyên gia')]),
    ])
  })

  test('a course whose list is on record is not undone; the list is, whole', async () => {
    const { rows } = await coordinator.run(listEvents, { kind: 'course', year: 2025 })
    const course = (await coordinator.run(showEvent, { id: rows[0]?.id })).takenOver?.batchId
    const held = await problemOf(two.approver.run(undoTakeover, { id: course, reason: 'Thử' }))
    expect(held.words.vi).toContain('Công cụ 5S: 2 người được đào tạo')
    await two.approver.run(undoTakeover, { id: batch, reason: 'Sai danh sách' })
    expect((await coordinator.run(listPersons, {})).total).toBe(0)
    await two.approver.run(undoTakeover, { id: course, reason: 'Sai sổ' })
  })

  test('an association and an enterprise do not read them', async () => {
    const { id: enterpriseId } = await system.db
      .selectFrom('enterprise')
      .select('id')
      .executeTakeFirstOrThrow()
    for (const someone of [await as('association'), await as('enterprise', { enterpriseId })])
      expect((await problemOf(someone.run(listPersons, {}))).status).toBe(403)
  })
})
