import { describe, expect, it } from 'vitest'
import { Problem } from '../platform/problem.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import {
  addObstacleField,
  editObstacleField,
  endObstacleField,
  listObstacleFields,
} from './obstacle-catalogue.ts'
import { acceptAnswer, chargeObstacle, reopenObstacle, withdrawObstacle } from './obstacle-charge.ts'
import { groupObstacles } from './obstacle-groups.tsx'
import { applyObstacles, checkObstacles, showObstacleImportRows } from './obstacle-import.ts'
import { answerByCommittee, passObstacle } from './obstacle-passing.ts'
import { listObstacles, reportObstacle, resolveObstacle, showObstacle } from './obstacles.ts'

const test = await testSystem()
const { db } = test.system
const unit = await db.selectFrom('adminUnit').select('id').executeTakeFirstOrThrow()
const enterprise = async (taxCode: string, name: string) =>
  (
    await db
      .insertInto('enterprise')
      .values({
        taxCode,
        name,
        address: 'Sóc Trăng',
        adminUnitId: unit.id,
        sectorGroup: 'production',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id
const one = await enterprise('2200108445', 'Công ty Một')
const other = await enterprise('0100109106', 'Công ty Hai')
const agency = await db
  .selectFrom('agency')
  .select(['id', 'name'])
  .where('key', '=', 'sct-st')
  .executeTakeFirstOrThrow()

const coordinator = await test.as('coordinator')
const first = await test.as('enterprise', { enterpriseId: one })
const second = await test.as('enterprise', { enterpriseId: other })
const officer = await test.as('agency', { agencyId: agency.id })
const input = { text: 'Thiếu tổ chức chứng nhận ở địa phương', proposal: 'Mời thêm tổ chức chứng nhận' }
const statusOf = (work: Promise<unknown>) =>
  work.then(() => 200).catch((error: unknown) => (error instanceof Problem ? error.status : error))

describe('obstacles', () => {
  it('are reported by agencies, associations, enterprises and the coordinator for themselves', async () => {
    const { id } = await first.run(reportObstacle, { ...input, enterpriseId: other })
    expect(await coordinator.run(showObstacle, { id })).toMatchObject({
      reporter: 'Công ty Một',
      resolvedOn: null,
      agencyId: null,
    })
    const byAgency = await officer.run(reportObstacle, { ...input, reportedOn: '01/02/2025' })
    expect(await officer.run(showObstacle, { id: byAgency.id })).toMatchObject({
      reporter: agency.name,
      reportedOn: '2025-02-01',
    })
    const onBehalf = await coordinator.run(reportObstacle, { ...input, enterpriseId: other })
    expect(await second.run(showObstacle, { id: onBehalf.id })).toMatchObject({ reporter: 'Công ty Hai' })
  })

  it('are refused from auditors, leaders and the public, and with a day that cannot be', async () => {
    for (const role of ['auditor', 'leader'] as const)
      expect(await statusOf((await test.as(role)).run(reportObstacle, input))).toBe(403)
    expect(await statusOf((await test.as('public')).run(reportObstacle, input))).toBe(401)
    expect(await statusOf(officer.run(reportObstacle, { ...input, reportedOn: '2199-01-01' }))).toBe(422)
    expect(await statusOf(officer.run(reportObstacle, { ...input, reportedOn: '2001-01-01' }))).toBe(422)
  })

  it('of another enterprise are not there for an enterprise', async () => {
    const { rows } = await first.run(listObstacles, {})
    expect(rows.map((row) => row.reporter)).toEqual(['Công ty Một'])
    expect(await statusOf(second.run(showObstacle, { id: rows[0]?.id }))).toBe(404)
  })

  it('are of a reporter that there is: another is told at its field', async () => {
    for (const of of [{ enterpriseId: 999_999 }, { agencyId: 999_999 }]) {
      const problem = await problemOf(coordinator.run(reportObstacle, { ...input, ...of }))
      expect([problem.status, problem.fields[0]?.field]).toEqual([422, Object.keys(of)[0]])
    }
  })

  it('are filtered by state, source, year and words without accents', async () => {
    const count = async (filter: object) => (await coordinator.run(listObstacles, filter)).rows.length
    expect(await count({})).toBe(3)
    expect(await count({ from: 'enterprise' })).toBe(2)
    expect(await count({ year: 2025 })).toBe(1)
    expect(await count({ q: 'to chuc CHUNG nhan' })).toBe(3)
    expect(await count({ q: 'không có chữ này' })).toBe(0)
    expect(await count({ state: 'resolved' })).toBe(0)
  })

  it('are resolved once, by the coordinator, not before they were reported', async () => {
    const { id } = await officer.run(reportObstacle, { ...input, reportedOn: '2025-03-10' })
    const resolution = { id, resolution: 'Đã mời ba tổ chức.', resolvedOn: '2025-03-20' }
    expect(await statusOf(officer.run(resolveObstacle, resolution))).toBe(403)
    expect(
      await statusOf(coordinator.run(resolveObstacle, { ...resolution, resolvedOn: '2025-03-09' })),
    ).toBe(422)
    expect(await statusOf(coordinator.run(resolveObstacle, { ...resolution, resolution: '' }))).toBe(422)
    await coordinator.run(resolveObstacle, resolution)
    expect(await statusOf(coordinator.run(resolveObstacle, resolution))).toBe(409)
    expect(await officer.run(showObstacle, { id })).toMatchObject({
      resolution: 'Đã mời ba tổ chức.',
      resolvedOn: '2025-03-20',
    })
    expect(await statusOf(coordinator.run(resolveObstacle, { ...resolution, id: 999_999 }))).toBe(404)
  })
})

describe('an obstacle in charge of an agency', () => {
  it('is answered by that agency, taken or asked again by who reported it, each answer kept', async () => {
    const { id } = await first.run(reportObstacle, input)
    const { rows: fields } = await coordinator.run(listObstacleFields, {})
    const past = { id, chargeId: agency.id, dueOn: '2020-01-01' }
    expect((await problemOf(coordinator.run(chargeObstacle, past))).fields).toMatchObject([
      { field: 'dueOn' },
    ])
    await coordinator.run(chargeObstacle, {
      id,
      fieldId: fields[0]?.id,
      chargeId: agency.id,
      dueOn: '2100-01-01',
    })
    expect(await statusOf(first.run(acceptAnswer, { id }))).toBe(409)
    const stranger = await test.as('agency')
    const answer = {
      id,
      resolution: 'Đã mời',
      resolvedOn: (await officer.run(showObstacle, { id })).reportedOn,
    }
    expect(await statusOf(stranger.run(resolveObstacle, answer))).toBe(403)
    await officer.run(resolveObstacle, answer)
    expect(await statusOf(second.run(acceptAnswer, { id }))).toBe(404)
    await first.run(reopenObstacle, { id, reason: 'Chưa thấy tổ chức nào' })
    expect(await first.run(showObstacle, { id })).toMatchObject({
      state: 'open',
      resolvedOn: null,
      answers: [{ resolution: 'Đã mời', reason: 'Chưa thấy tổ chức nào' }],
    })
    await officer.run(resolveObstacle, { ...answer, resolution: 'Ba tổ chức đã đến' })
    await first.run(acceptAnswer, { id })
    expect(await first.run(showObstacle, { id })).toMatchObject({ state: 'accepted', charge: agency.name })
    expect(await statusOf(first.run(reopenObstacle, { id, reason: 'x' }))).toBe(409)
    const found = (filter: object) => coordinator.run(listObstacles, filter)
    expect((await found({ state: 'accepted', fieldId: fields[0]?.id })).rows.map((row) => row.id)).toEqual([
      id,
    ])
    expect((await found({ late: 'late' })).rows).toEqual([])
    expect(await coordinator.run(groupObstacles, {})).toContainEqual({
      ...{ fieldId: fields[0]?.id, field: fields[0]?.name, fieldEn: fields[0]?.nameEn },
      ...{ open: 0, late: 0, resolved: 0, accepted: 1 },
    })
    expect(await second.run(groupObstacles, {})).toMatchObject([{ fieldId: null, open: 1 }])
  })

  it('that was reported wrongly is withdrawn while it has no answer, and is nobody’s work', async () => {
    const { id } = await second.run(reportObstacle, input)
    expect(await statusOf(first.run(withdrawObstacle, { id, reason: 'x' }))).toBe(404)
    await second.run(withdrawObstacle, { id, reason: 'Đã tự giải quyết' })
    expect(await second.run(showObstacle, { id })).toMatchObject({
      state: 'withdrawn',
      withdrawal: 'Đã tự giải quyết',
    })
    const day = (await second.run(showObstacle, { id })).reportedOn
    expect(await statusOf(coordinator.run(resolveObstacle, { id, resolution: 'x', resolvedOn: day }))).toBe(
      409,
    )
    expect((await coordinator.run(listObstacles, { state: 'open' })).rows.map((row) => row.id)).not.toContain(
      id,
    )
  })
})

describe('an obstacle for the People’s Committee', () => {
  it('goes there by a document, waits for no other answer, and the document that comes back answers it', async () => {
    const { id } = await first.run(reportObstacle, input)
    const day = (await first.run(showObstacle, { id })).reportedOn
    const passing = { id, passedNumber: '15/SKHCN', passedOn: day, passedFileId: await test.evidence() }
    const answer = { id, answerNumber: '9/UBND-KT', answeredOn: day, answerFileId: await test.evidence() }
    expect(await statusOf(officer.run(passObstacle, passing))).toBe(403)
    expect(await statusOf(coordinator.run(answerByCommittee, { ...answer, resolution: 'x' }))).toBe(409)
    await coordinator.run(passObstacle, passing)
    expect(await statusOf(coordinator.run(passObstacle, passing))).toBe(409)
    expect(await statusOf(coordinator.run(resolveObstacle, { id, resolution: 'x', resolvedOn: day }))).toBe(
      409,
    )
    expect((await coordinator.run(listObstacles, { passed: 'waits' })).rows.map((row) => row.id)).toEqual([
      id,
    ])
    const early = { ...answer, answeredOn: '2020-01-01', resolution: 'Sớm' }
    expect((await problemOf(coordinator.run(answerByCommittee, early))).fields).toMatchObject([
      { field: 'answeredOn' },
    ])
    await coordinator.run(answerByCommittee, { ...answer, resolution: 'Đã bố trí kinh phí' })
    expect(await first.run(showObstacle, { id })).toMatchObject({
      ...{ state: 'resolved', resolution: 'Đã bố trí kinh phí', resolvedOn: day, waits: false },
      passings: [
        { passedNumber: '15/SKHCN', answerNumber: '9/UBND-KT', answerFile: { id: answer.answerFileId } },
      ],
    })
    await first.run(acceptAnswer, { id })
  })
})

describe('obstacles by a table, and their fields', () => {
  it('come in once; a row that names nobody, nothing or a day to come is told', async () => {
    const text = [
      'Khó khăn, vướng mắc và nguyên nhân|Đề xuất, kiến nghị|Ngày phản ánh|Mã số thuế của doanh nghiệp|Cơ quan, hội phản ánh',
      'Thiếu vốn đối ứng|Xem lại mức hỗ trợ|01/03/2025|2200108445|',
      `Thiếu cán bộ|Bổ sung|02/03/2025||${agency.name}`,
      'Sai mã|x|02/03/2025|9999999999|',
      'Ngày chưa đến|x|01/01/2099||',
    ]
      .join('\n')
      .replaceAll('|', '\t')
    const found = await coordinator.run(checkObstacles, { text })
    const outcomes = async (importId: number) =>
      (await coordinator.run(showObstacleImportRows, { id: importId })).rows.map(({ outcome }) => outcome)
    expect(await outcomes(found.id)).toEqual(['new', 'new', 'error', 'error'])
    await coordinator.run(applyObstacles, { id: found.id })
    expect(
      (await coordinator.run(listObstacles, { q: 'Thiếu vốn đối ứng' })).rows.map(({ reporter }) => reporter),
    ).toEqual(['Công ty Một'])
    expect(await outcomes((await coordinator.run(checkObstacles, { text })).id)).toEqual([
      ...['same', 'same'],
      ...['error', 'error'],
    ])
  })

  it('a field is renamed and ended by who keeps the catalogue', async () => {
    const added = await coordinator.run(addObstacleField, { name: 'Đất đai', nameEn: 'Land' })
    await coordinator.run(editObstacleField, {
      ...added,
      name: 'Đất đai, mặt bằng',
      nameEn: 'Land, premises',
    })
    expect(
      await statusOf(coordinator.run(editObstacleField, { ...added, name: 'Khác', nameEn: 'Other' })),
    ).toBe(409)
    await coordinator.run(endObstacleField, { id: added.id, reason: 'Gộp' })
    expect(await statusOf(coordinator.run(endObstacleField, { id: added.id, reason: 'Gộp' }))).toBe(404)
    expect((await coordinator.run(listObstacleFields, { q: 'mặt bằng' })).rows).toMatchObject([
      { id: added.id, name: 'Đất đai, mặt bằng' },
    ])
  })
})
