import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { createTaskKind, editTaskKind, endTaskKind, removeTaskKind, useTaskKind } from './kind-commands.ts'
import { applySteps, checkSteps } from './kind-import.ts'
import { listKindSteps, listTaskKinds, showTaskKind } from './kind-queries.ts'
import { addKindStep, editKindStep, removeKindStep, setKindChange } from './kind-step-commands.ts'

const { system, as } = await testSystem()
let officer: Someone

beforeAll(async () => {
  officer = await as('coordinator')
})

const shipped = async (key: string) => {
  const { id } = await system.db
    .selectFrom('taskKind')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  return officer.run(showTaskKind, { id })
}
const refused = async (run: Promise<unknown>, status: number) =>
  expect((await problemOf(run)).status).toBe(status)
const head = {
  ...{
    name: 'Nhiệm vụ của tỉnh bên',
    nameEn: 'Task of the next province',
    nature: 'science',
    article: 'Điều 5',
  },
  ...{ validFrom: '2026-01-01', settledBy: 'whole', ways: ['selection'], ends: ['graded'], instrumentId: 1 },
}

describe('the kinds of task that come with the program', () => {
  test('which of them a task goes by follows from the day of its approval', async () => {
    const on = async (holdsOn: string) =>
      (await officer.run(listTaskKinds, { holdsOn })).rows.map(({ key }) => key).sort()
    expect(await on('2024-11-18')).toEqual(['assigned-2022', 'science-2022'])
    expect(await on('2025-09-30')).toEqual(['assigned-2022', 'science-2022'])
    expect(await on('2026-02-01')).toEqual(['assigned-2022', 'innovation-2025', 'science-2025'])
  })

  test('a provincial task goes by the terms of Circular 15/2022, an innovation task by those of Decree 268/2025', async () => {
    const term = (kind: Awaited<ReturnType<typeof shipped>>, part: string) => {
      const step = kind.steps.find((one) => one.part === part)
      return step === undefined ? undefined : [step.term, step.termUnit, step.article]
    }
    const science = await shipped('science-2022')
    expect(term(science, 'sifting')).toEqual([7, 'working_days', 'Điều 9 khoản 1'])
    expect(term(science, 'cost')).toEqual([10, 'working_days', 'Điều 20 khoản 1 đến khoản 3'])
    expect(science).toMatchObject({ graded: true, advanceShare: 50, advanceSettled: 50, mostMonths: null })
    expect(science.changes.find(({ change }) => change === 'longer')).toMatchObject({
      mostTimes: 2,
      mostMonths: 12,
      askMonths: 1,
    })
    const innovation = await shipped('innovation-2025')
    expect(term(innovation, 'review')).toEqual([30, 'days', 'Điều 12 khoản 1 đến khoản 4'])
    expect(innovation).toMatchObject({
      graded: false,
      settledBy: 'content',
      mostMonths: 60,
      advanceShare: null,
    })
    expect(innovation.steps.find(({ part }) => part === 'review')?.scoreSheetId).not.toBeNull()
  })

  test('what no text was found for stays empty and says so', async () => {
    const kind = await shipped('science-2025')
    expect(kind.steps.filter(({ term }) => term !== null).map(({ part }) => part)).toEqual(['registration'])
    expect(kind.missing).toContain('chưa tìm thấy')
    expect(kind.changes).toEqual([])
  })

  test('nothing of them is edited, by no command and no SQL', async () => {
    const kind = await shipped('science-2022')
    await refused(officer.run(editTaskKind, { ...head, id: kind.id, version: kind.version }), 409)
    await refused(officer.run(removeKindStep, { id: kind.id, step: kind.steps[0]?.id }), 409)
    await expect(
      system.db
        .updateTable('taskKindStep')
        .set({ term: 99 })
        .where('kindId', '=', kind.id)
        .where('term', 'is not', null)
        .execute(),
    ).rejects.toThrow()
    await expect(sql`DELETE FROM task_kind_paper`.execute(system.db)).rejects.toThrow()
    await expect(
      system.db.updateTable('taskKind').set({ graded: false }).where('id', '=', kind.id).execute(),
    ).rejects.toThrow()
  })
})

describe('the flow of another province', () => {
  test('is entered only as data: a head, a table of steps, a change; then it is in force', async () => {
    const made = await officer.run(createTaskKind, head)
    const table = [
      'Thứ tự bước\tBước này là\tTên bước\tNgười thực hiện bước\tĐiều, khoản\tThời hạn của bước\tĐơn vị thời hạn\tTính từ bước thứ\tGiấy tờ của bước\tCó thể bỏ qua bước này',
      '10\tĐề xuất nhiệm vụ\tGửi phiếu đề xuất\tTổ chức\tĐiều 6\t\t\t\tPhiếu đề xuất [Mẫu 1]\t',
      '20\tPhê duyệt nhiệm vụ\tChủ tịch phê duyệt\tỦy ban nhân dân\tĐiều 7\t12\tngày làm việc\t10\t\tCó',
      '30\tKý hợp đồng nhiệm vụ\tKý hợp đồng\tSở\tĐiều 8\t5\t\t\t\t',
    ].join('\n')
    const checked = await officer.run(checkSteps, { kindId: made.id, text: table })
    const result = await officer.run(applySteps, { id: checked.id })
    expect(result).toMatchObject({ added: 2, refused: 1 })
    await officer.run(setKindChange, {
      id: made.id,
      change: 'longer',
      allowed: true,
      mostTimes: 1,
      mostMonths: 6,
      article: 'Điều 9',
    })
    const kind = await officer.run(showTaskKind, { id: made.id })
    expect(
      kind.steps.map(({ place, part, term, termFrom, optional }) => [place, part, term, termFrom, optional]),
    ).toEqual([
      [10, 'proposal', null, null, false],
      [20, 'approval', 12, 10, true],
    ])
    expect(kind.steps[0]?.papers).toMatchObject([{ name: 'Phiếu đề xuất', form: 'Mẫu 1', required: true }])
    const used = await officer.run(useTaskKind, { id: kind.id, version: kind.version })
    expect((await officer.run(showTaskKind, { id: used.id })).holds).toBe(true)
    await refused(
      officer.run(addKindStep, {
        id: used.id,
        place: 40,
        part: 'contract',
        name: 'x',
        acts: 'x',
        article: 'x',
      }),
      409,
    )
  })

  test('a copy of a shipped kind has its steps, papers and changes, and a step keeps its English papers when it is edited', async () => {
    const from = await shipped('science-2022')
    const copy = await officer.run(createTaskKind, {
      ...head,
      fromId: from.id,
      name: 'Bản sao',
      nameEn: 'Copy',
    })
    const kind = await officer.run(showTaskKind, { id: copy.id })
    expect(
      kind.steps.map(({ id: _id, papers, ...step }) => [step, papers.map(({ id: _p, ...paper }) => paper)]),
    ).toEqual(
      from.steps.map(({ id: _id, papers, ...step }) => [step, papers.map(({ id: _p, ...paper }) => paper)]),
    )
    expect(kind.changes.length).toBe(from.changes.length)
    const [first] = kind.steps
    if (first === undefined) throw new Error('The copy has no step')
    const edited = await officer.run(editKindStep, {
      ...{ id: copy.id, step: first.id, version: kind.version, place: first.place, part: first.part },
      ...{
        name: first.name,
        acts: first.acts,
        article: 'Điều 3',
        paperLines: 'Phiếu đề xuất nhiệm vụ [Mẫu 7]\nGiấy khác',
      },
    })
    const { rows } = await officer.run(listKindSteps, { id: copy.id, q: first.name })
    expect(rows[0]?.papers).toMatchObject([
      { name: 'Phiếu đề xuất nhiệm vụ', nameEn: 'Proposal sheet', form: 'Mẫu 7' },
      { name: 'Giấy khác', nameEn: 'Giấy khác', form: null },
    ])
    expect(edited.version).toBe(kind.version + 1)
    await officer.run(removeTaskKind, { id: copy.id })
    await refused(officer.run(showTaskKind, { id: copy.id }), 404)
  })

  test('its next version ends the one before on the day before', async () => {
    const first = await officer.run(createTaskKind, { ...head, name: 'Loại A', nameEn: 'Kind A' })
    await officer.run(addKindStep, {
      id: first.id,
      place: 10,
      part: 'approval',
      name: 'Duyệt',
      acts: 'UBND',
      article: 'Điều 1',
    })
    await refused(officer.run(useTaskKind, { id: first.id, version: first.version }), 409)
    await officer.run(useTaskKind, { id: first.id, version: first.version + 1 })
    const next = await officer.run(createTaskKind, {
      ...head,
      ...{ fromId: first.id, nextVersion: true, validFrom: '2026-07-01', name: 'Loại A', nameEn: 'Kind A' },
    })
    await officer.run(useTaskKind, { id: next.id, version: next.version })
    expect(await officer.run(showTaskKind, { id: first.id })).toMatchObject({
      validTo: '2026-06-30',
      steps: [{ name: 'Duyệt' }],
    })
    await officer.run(endTaskKind, { id: next.id, validTo: '2026-12-31' })
    expect(await officer.run(showTaskKind, { id: next.id })).toMatchObject({ validTo: '2026-12-31' })
  })
})
