import { beforeAll, expect, test } from 'vitest'
import { readDocumentFile } from '../documents/read/apart.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { documentsIn, draftTaskDocument, taskDocuments } from './documents.ts'
import { stepParts, taskStates } from './lists.ts'
import { showTask } from './task-queries.ts'
import { runningTask } from './testing.ts'

const house = await testSystem()
const { system, as } = house
let officer: Someone
let leader: Someone
let id: number

beforeAll(async () => {
  officer = await as('coordinator')
  leader = await as('leader')
  id = await runningTask(house, officer, leader)
})

const make = async (document: string, more: Record<string, unknown> = {}) => {
  const { version } = await officer.run(showTask, { id })
  return officer.run(draftTaskDocument, { id, version, document, ...more })
}
async function textOf(fileId: number) {
  const { sha256, name } = await system.db
    .selectFrom('file')
    .select(['sha256', 'name'])
    .where('id', '=', fileId)
    .executeTakeFirstOrThrow()
  return (await readDocumentFile(name, Buffer.from(await system.files.read(sha256)))).text
}

test('the contract of a task tells its contents and money in two annexes, and says that its layout was not compared', async () => {
  const { fileId } = await make('contract', { give: true, issuedOn: '2025-02-03', signer: 'Nguyễn Văn A' })
  const text = await textOf(fileId)
  for (const told of [
    'Phụ lục I',
    'Phụ lục II',
    'Áp dụng hệ thống',
    'Chứng nhận sản phẩm',
    '200.000.000',
    '400.000.000',
    'Bốn trăm triệu đồng',
    'Nguyễn Văn A',
    'Mẫu chưa đối chiếu',
  ])
    expect(text).toContain(told)
  expect(text).not.toMatch(/[{}]/)
  const { documents } = await officer.run(showTask, { id })
  expect(documents[0]).toMatchObject({ file: { id: fileId }, cancelled: null })
  const number = await system.db
    .selectFrom('outgoingNumber')
    .select(['kind', 'record'])
    .where('record', '=', `science-task:${id}`)
    .execute()
  expect(number).toEqual([{ kind: 'contract', record: `science-task:${id}` }])
})

test('a notice tells the steps that were taken, in their order', async () => {
  const text = await textOf((await make('notice')).fileId)
  const { entries } = await officer.run(showTask, { id })
  const places = entries.map(({ step }) => text.indexOf(step))
  expect(Math.min(...places)).toBeGreaterThan(-1)
})

test('what the task is not at is refused, minutes take no number, the leader makes none', async () => {
  const early = await problemOf(make('recognition'))
  expect(early).toMatchObject({ status: 409, code: 'scienceTasks.noDocument' })
  const numbered = await problemOf(make('liquidation', { give: true, issuedOn: '2025-02-03' }))
  expect(numbered.fields[0]?.field).toBe('give')
  const { version } = await officer.run(showTask, { id })
  expect((await problemOf(leader.run(draftTaskDocument, { id, version, document: 'notice' }))).status).toBe(
    403,
  )
})

test('each step has its paper: plain, filled with what is known, and marked as not compared', async () => {
  const { title, contractNumber } = await officer.run(showTask, { id })
  for (const document of ['report', 'checking', 'change', 'settlement', 'visit', 'acceptance', 'ending']) {
    const text = await textOf((await make(document)).fileId)
    expect(text, document).toContain(title)
    expect(text, document).toContain(contractNumber ?? '?')
    expect(text, document).toContain('Mẫu chưa đối chiếu')
    expect(text, document).not.toMatch(/[{}]/)
  }
  // each step of the shipped kinds whose paper is not made by others has one
  const parts = new Set<string>(taskDocuments.keys)
  const elsewhere = {
    sifting: 'notice',
    publishing: 'notice',
    telling: 'notice',
    dossier: 'proposal',
    completion: 'proposal',
  }
  const others = { ...elsewhere, evaluation: 'report', other: 'notice' } as Readonly<Record<string, string>>
  expect(stepParts.keys.filter((part) => !parts.has(others[part] ?? part))).toEqual([])
})

test('there is a document for each state of a task', () => {
  for (const state of taskStates.keys) expect(documentsIn(state)).not.toEqual([])
})
