import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { approveCorrection, closeYear, proposeCorrection, showYears } from '../budget/closings.ts'
import { allocate, commitDirectly, withdrawAllocation } from '../budget/index.ts'
import { pay } from '../budget/testing.ts'
import { readDocumentFile } from '../documents/read/apart.ts'
import { takeOutgoingNumber } from '../outgoing/commands.ts'
import { registeredNumber } from '../outgoing/index.ts'
import { verifyAudit } from '../platform/audit.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { approveYearEnd, proposeYearEnd } from './carry.ts'
import { showLeft, showYearEnd } from './carry-queries.ts'
import { draftYearEndLetter } from './letters.ts'
import { agreeSettlement, drawUpSettlement, enterTreasury, returnSettlement } from './settlement.ts'
import { settlementFile } from './settlement-document.ts'
import { draftSettlementLetter } from './settlement-letters.ts'
import { listSettlements, showSettlement, showYear } from './settlement-queries.ts'
import { applyStatement, checkStatement, showStatementRows } from './treasury-import.ts'

/* Fiscal year 2025 to its closing: lines II.1 and III.1 of Plan 181, settled to the đồng, reconciled, agreed, closed. */

const nscl = await testSystem()
const { db } = nscl.system
let coordinator: Someone
let finance: Someone
let leader: Someone
let fileId: number
const source = 'provincial_st'

beforeAll(async () => {
  coordinator = await nscl.as('coordinator')
  finance = await nscl.as('finance')
  leader = await nscl.as('leader')
  fileId = await nscl.evidence()
  for (const [line, amount] of [
    ['II.1', 30_000_000n],
    ['III.1', 120_000_000n],
  ] as const)
    await finance.run(allocate, {
      ...{
        line,
        source,
        year: 2025,
        amount,
        documentNumber: `${line}/QĐ`,
        documentDate: '2025-01-15',
        fileId,
      },
    })
  const { commitmentId } = await coordinator.run(commitDirectly, {
    ...{ line: 'III.1', source, year: 2025, amount: 100_000_000n, purpose: 'Đào tạo chuyên gia' },
    ...{ documentNumber: '3/HĐ', documentDate: '2025-06-01', fileId },
  })
  await pay(finance, coordinator, { id: commitmentId, amount: 40_000_000n, fileId, on: '2025-09-01' })
})

async function textOf(of: number) {
  const { sha256, name } = await db
    .selectFrom('file')
    .select(['sha256', 'name'])
    .where('id', '=', of)
    .executeTakeFirstOrThrow()
  return (await readDocumentFile(name, Buffer.from(await nscl.system.files.read(sha256)))).text
}

const bars = async () => (await coordinator.run(showYear, { year: 2025 })).bars.map(({ bar }) => bar)
const statement = { documentNumber: '7/BBĐC', documentDate: '2026-02-09' }
const closing = { year: 2025, documentNumber: '9/BB', closedOn: '2026-02-25' }
const paper = { minutesNumber: '1/BBQT', minutesDate: '2026-02-20' }

test('the year says what bars its settlement; it is neither drawn up nor closed before', async () => {
  expect(await bars()).toEqual(['committed', 'free', 'unreconciled'])
  const early = await problemOf(finance.run(drawUpSettlement, { year: 2025 }))
  expect(early.code).toBe('yearEnd.barred')
  expect(early.words.vi).toContain('60.000.000 đồng đã cam kết')
  expect((await problemOf(finance.run(closeYear, { ...closing, fileId }))).code).toBe('yearEnd.leftOver')
})

test('carried over and cancelled, reconciled: what differs from the Treasury is explained', async () => {
  const { rows, grounds } = await coordinator.run(showLeft, { year: 2025 })
  const contract = grounds.find(({ needs }) => needs === 'committed_by')?.id
  const decide = async (kind: 'carry' | 'cancel') => {
    const lines = rows
      .filter(({ commitmentId }) => (commitmentId !== null) === (kind === 'carry'))
      .map(({ line, amount, commitmentId }) =>
        kind === 'carry'
          ? { line, source, amount, commitment: commitmentId, ground: contract }
          : { line, source, amount },
      )
    const { id } = await coordinator.run(proposeYearEnd, { kind, year: 2025, reason: 'Cuối năm', lines })
    const head = { id, give: true, issuedOn: '2026-02-05', signer: 'Trần Văn Lãnh' }
    const report = await coordinator.run(draftYearEndLetter, { ...head, document: 'proposal' })
    const draft = await coordinator.run(draftYearEndLetter, { ...head, document: 'decision' })
    for (const [made, told] of [
      [report, 'BÁO CÁO'],
      [draft, 'QUYẾT ĐỊNH'],
    ] as const) {
      const text = await textOf(made.fileId)
      expect(text).toContain(told)
      expect(text).toContain(
        kind === 'carry' ? 'chuyển nguồn kinh phí năm 2025 sang năm 2026' : 'hủy dự toán',
      )
      expect(text).toContain(kind === 'carry' ? '60.000.000' : '50.000.000')
      expect(text).toContain('Mẫu chưa đối chiếu')
      expect(text).not.toMatch(/[{}]/)
    }
    const { drafted, documents } = await coordinator.run(showYearEnd, { id })
    expect(documents).toHaveLength(2)
    expect(drafted).toEqual({ number: `${kind === 'carry' ? '01' : '02'}/QĐ-SKHCN`, on: '2026-02-05' })
    // as typed: the number alone is of the register, and stands as the register calls it
    const documentNumber = kind === 'carry' ? '1' : drafted?.number
    await leader.run(approveYearEnd, { id, documentNumber, documentDate: '2026-02-05', fileId })
    expect(await coordinator.run(showYearEnd, { id })).toMatchObject({ documentNumber: drafted?.number })
    expect(
      (await problemOf(coordinator.run(draftYearEndLetter, { ...head, document: 'proposal' }))).code,
    ).toBe('yearEnd.settled')
  }
  await decide('carry')
  await decide('cancel')
  expect(await bars()).toEqual(['unreconciled'])
  const figures = [
    { line: 'II.1', source, given: 30_000_000n, paid: 0n, advanced: 0n, leftOver: 30_000_000n },
    { line: 'III.1', source, given: 120_000_000n, paid: 39_000_000n, advanced: 0n, leftOver: 81_000_000n },
  ]
  const wrong = await problemOf(
    finance.run(enterTreasury, { year: 2025, ...statement, figures: [{ ...figures[0], line: 'V' }] }),
  )
  expect(wrong.fields.map(({ field }) => field)).toEqual(['figures.0.line'])
  await finance.run(enterTreasury, { year: 2025, ...statement, figures })
  expect(await bars()).toEqual(['unexplained'])
  // the statement as a table: what stands already is the same, what differs is replaced, what has no entry is named
  const heads = [
    'Mục',
    'Nguồn',
    'Dự toán được sử dụng',
    'Đã chi',
    'Tạm ứng chưa thanh toán',
    'Dự toán còn lại',
  ]
  const text = [
    [...heads, 'Giải trình chỗ lệch'],
    ['II.1', '', '30.000.000', '0', '0', '30.000.000', ''],
    ['III.1', source, '120.000.000', '39.000.000', '0', '81.000.000', 'Kho bạc ghi chi ngày 02/02'],
    ['V', '', '1', '0', '0', '1', ''],
  ]
  const table = { year: 2025, ...statement, text: text.map((cells) => cells.join('\t')).join('\n') }
  const checked = await finance.run(checkStatement, table)
  expect(checked).toMatchObject({ added: 0, changed: 1, unchanged: 1, refused: 1 })
  expect((await finance.run(showStatementRows, { id: checked.id })).rows).toMatchObject([
    { outcome: 'same' },
    { outcome: 'changed' },
    { outcome: 'error', problems: [{ column: 'line' }] },
  ])
  expect((await problemOf(leader.run(checkStatement, table))).status).toBe(403)
  await finance.run(applyStatement, { id: checked.id })
  expect(await bars()).toEqual([])
  const year = await coordinator.run(showYear, { year: 2025 })
  expect(year.lines[1]).toMatchObject({
    ...{
      line: 'III.1',
      allocated: 120_000_000n,
      paid: 40_000_000n,
      carriedOut: 60_000_000n,
      cancelled: 20_000_000n,
    },
    left: 0n,
  })
  expect(year.tasks).toMatchObject([
    { documentNumber: '3/HĐ', committed: 100_000_000n, paid: 40_000_000n, carriedOut: 60_000_000n },
  ])
  expect((await problemOf(finance.run(closeYear, { ...closing, fileId }))).code).toBe('yearEnd.notSettled')
})

test('one draws the settlement up, another agrees with the minutes; figures that moved meanwhile are told', async () => {
  const { id } = await finance.run(drawUpSettlement, { year: 2025, note: 'Đúng số liệu' })
  expect((await problemOf(coordinator.run(drawUpSettlement, { year: 2025 }))).code).toBe(
    'yearEnd.settledAlready',
  )
  expect((await problemOf(finance.run(agreeSettlement, { id, ...paper, fileId }))).code).toBe(
    'controls.samePerson',
  )
  await finance.run(allocate, {
    ...{
      line: 'II.2',
      source,
      year: 2025,
      amount: 5n,
      documentNumber: 'sau',
      documentDate: '2025-12-01',
      fileId,
    },
  })
  expect((await problemOf(leader.run(agreeSettlement, { id, ...paper, fileId }))).code).toBe('yearEnd.barred')
  await finance.run(withdrawAllocation, {
    ...{
      line: 'II.2',
      source,
      year: 2025,
      amount: 5n,
      documentNumber: 'sau',
      documentDate: '2025-12-02',
      fileId,
    },
    note: 'Ghi nhầm',
  })
  await finance.run(enterTreasury, {
    ...{ year: 2025, ...statement },
    figures: [{ line: 'II.2', source, given: 0n, paid: 0n, advanced: 0n, leftOver: 0n }],
  })
  expect((await problemOf(leader.run(agreeSettlement, { id, ...paper, fileId }))).code).toBe(
    'yearEnd.figuresMoved',
  )
  await leader.run(returnSettlement, { id, reason: 'Số liệu đã đổi' })
  const again = await finance.run(drawUpSettlement, { year: 2025 })
  const head = { id: again.id, give: true, issuedOn: '2026-02-20' }
  const { fileId: made } = await finance.run(draftSettlementLetter, { ...head, document: 'minutes' })
  const text = await textOf(made)
  for (const told of ['BIÊN BẢN', 'ít hơn 1.000.000 đồng', '3/HĐ', 'Mẫu chưa đối chiếu'])
    expect(text).toContain(told)
  expect(text).not.toMatch(/[{}]/)
  const { fileId: report } = await finance.run(draftSettlementLetter, { ...head, document: 'report' })
  expect(await textOf(report)).toContain('Quyết toán kinh phí năm 2025')
  expect((await problemOf(leader.run(draftSettlementLetter, { ...head, document: 'report' }))).status).toBe(
    403,
  )
  expect((await coordinator.run(showSettlement, { id: again.id })).drafted).toEqual({
    ...{ number: '01/BB-SKHCN', on: '2026-02-20' },
  })
  // a number that the register gave to another paper is refused, and one of its own is entered there
  await coordinator.run(takeOutgoingNumber, {
    ...{ kind: 'minutes', issuedOn: '2026-02-21', subject: 'Biên bản họp' },
  })
  const agreed = (minutesNumber: string) =>
    leader.run(agreeSettlement, { ...paper, id: again.id, minutesNumber, fileId })
  for (const taken of ['02/BB-SKHCN', '2'])
    expect((await problemOf(agreed(taken))).fields[0]?.field).toBe('minutesNumber')
  await agreed('5')
  const shown = await coordinator.run(showSettlement, { id: again.id })
  expect(shown).toMatchObject({ state: 'agreed', minutesNumber: '05/BB-SKHCN', closed: false })
  expect(await registeredNumber(db, 'minutes', '05/BB-SKHCN', paper.minutesDate)).toMatchObject({
    record: `year_settlement:${again.id}`,
  })
  expect(shown.lines.reduce((sum, { paid }) => sum + paid, 0n)).toBe(40_000_000n)
  const { rows } = await coordinator.run(listSettlements, { year: 2025 })
  expect(rows.map(({ state }) => state).toSorted()).toEqual(['agreed', 'returned'])
  const file = await coordinator.run(settlementFile, { id: again.id, format: 'docx' })
  expect(Buffer.from(file.base64, 'base64').length).toBeGreaterThan(5_000)
})

test('then the year is closed: nobody writes into it, but one booking by an approved correction', async () => {
  await finance.run(closeYear, { ...closing, fileId })
  expect((await coordinator.run(showYear, { year: 2025 })).closed).toMatchObject({ documentNumber: '9/BB' })
  expect((await coordinator.run(showYears, {})).open).toEqual([2026])
  const late = () =>
    finance.run(allocate, {
      ...{
        line: 'II.2',
        source,
        year: 2025,
        amount: 7n,
        documentNumber: 'KL',
        documentDate: '2025-12-01',
        fileId,
      },
    })
  expect((await problemOf(late())).code).toBe('budget.yearClosed')
  const { id } = await finance.run(proposeCorrection, { year: 2025, reason: 'Kết luận kiểm toán' })
  await leader.run(approveCorrection, { id })
  await late()
  expect((await problemOf(late())).code).toBe('budget.yearClosed')
  const settled = (await coordinator.run(listSettlements, { state: 'agreed' })).rows[0]?.id
  expect((await problemOf(leader.run(returnSettlement, { id: settled, reason: 'x' }))).status).toBe(409)
})

test('a settlement stays as it is, and the trail verifies', async () => {
  const edit = sql`UPDATE year_settlement SET note = 'x' WHERE state = 'agreed'`.execute(db)
  await expect(edit).rejects.toMatchObject({ constraint: 'append_only' })
  const { findings } = await verifyAudit(db, nscl.system.auditKey)
  expect(findings.filter(({ where }) => !where.startsWith('file '))).toEqual([])
})
