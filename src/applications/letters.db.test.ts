import { beforeAll, expect, test } from 'vitest'
import { readDocumentFile } from '../documents/read/apart.ts'
import { listNotices } from '../notices/index.ts'
import { addDays, today } from '../platform/dates.ts'
import { draftContract } from '../support/contract.ts'
import { allocate, makeEnterprise } from '../support/testing.ts'
import { showTurn } from '../support/turn-queries.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { checkApplication } from './commands.ts'
import { fileApplication } from './file.ts'
import { issueLetter, issueLetters } from './letter-commands.ts'
import { showApplication } from './queries.ts'
import { accepted, appraised, filing, versionOf } from './testing.ts'

const house = await testSystem()
const { system, as } = house
const on = today(system.now())
let officer: Someone
let owner: Someone
let enterpriseId: number

beforeAll(async () => {
  officer = await as('coordinator')
  await allocate(system, 2025, 1_001_000_000n)
  enterpriseId = await makeEnterprise(system)
  owner = await as('enterprise', { enterpriseId })
})

async function textOf(fileId: number) {
  const { sha256, name } = await system.db
    .selectFrom('file')
    .select(['sha256', 'name'])
    .where('id', '=', fileId)
    .executeTakeFirstOrThrow()
  return (await readDocumentFile(name, await system.files.read(sha256))).text
}

test('an accepted application waits for its letter, which is made, kept, told, and read by its enterprise', async () => {
  const id = await appraised(house, officer, enterpriseId)
  const turnId = await accepted(officer, id)
  const before = await officer.run(showApplication, { id })
  expect(before).toMatchObject({ letterDue: true, letters: [] })
  const input = { id, version: before.version, number: 7, issuedOn: on, signer: 'Lê Văn Ký' }
  expect((await problemOf(owner.run(issueLetter, input))).status).toBe(403)
  expect((await problemOf(officer.run(issueLetter, { ...input, issuedOn: addDays(on, 1) }))).status).toBe(422)
  expect((await problemOf(officer.run(issueLetter, { ...input, version: input.version + 1 }))).status).toBe(
    409,
  )
  const { fileId } = await officer.run(issueLetter, input)
  const text = await textOf(fileId)
  expect(text).toContain('Số: 07/TB-')
  expect(text).toContain('Lê Văn Ký')
  expect(text).not.toMatch(/[{}]/)
  const shown = await owner.run(showApplication, { id })
  expect(shown).toMatchObject({ letterDue: false, letters: [{ file: { id: fileId } }] })
  const { rows } = await owner.run(listNotices, {})
  expect(rows.map(({ kind }) => kind)).toContain('applications.letter')

  const turn = await officer.run(showTurn, { id: turnId })
  const contract = await officer.run(draftContract, { id: turn.id, version: turn.version })
  expect(await textOf(contract.fileId)).toContain('HỢP ĐỒNG')
  expect((await owner.run(showTurn, { id: turn.id })).contracts).toHaveLength(1)
})

test('letters on several are previewed without a file; one that has its letter, or is not decided, is left', async () => {
  const returned = await officer.run(fileApplication, await filing(house, await makeEnterprise(system)))
  await officer.run(checkApplication, {
    ...{ id: returned.id, version: await versionOf(officer, returned.id) },
    ...{ outcome: 'returned', note: 'Thiếu báo giá' },
  })
  const other = await makeEnterprise(system)
  const filed = await officer.run(fileApplication, await filing(house, other))
  const files = async () => (await system.db.selectFrom('madeDocument').select('id').execute()).length
  const had = await files()
  const ids = [returned.id, filed.id]
  const preview = await officer.run(issueLetters, { ids, preview: true })
  expect(preview.rows.map(({ outcome }) => outcome)).toEqual(['possible', 'left'])
  expect(await files()).toBe(had)
  const done = await officer.run(issueLetters, { ids }, 'letters-once')
  expect([done.done, done.left]).toEqual([1, 1])
  expect(await officer.run(issueLetters, { ids }, 'letters-once')).toEqual(done)
  expect(await files()).toBe(had + 1)
  const again = await officer.run(issueLetters, { ids: [returned.id] })
  expect(again.rows[0]?.reason?.vi).toContain('Đã có thư báo')
  const [letter] = (await officer.run(showApplication, { id: returned.id })).letters
  expect(await textOf(letter?.file.id ?? 0)).toContain('Cần bổ sung: Thiếu báo giá')
})
