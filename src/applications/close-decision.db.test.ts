import { beforeAll, expect, test } from 'vitest'
import { certify, type Holder, signedPdf } from '../documents/signature/testing.ts'
import { storeUpload } from '../platform/files.ts'
import { addSignatureRoot } from '../signatures/index.ts'
import { listSignatureRoots, removeSignatureRoot } from '../signatures/roots.ts'
import { makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { closeDecision } from './close-decision.ts'
import { decideTogether } from './decide-together.ts'
import { listDecisions, showDecision } from './decision-queries.ts'
import { appraised, versionOf } from './testing.ts'

const house = await testSystem()
const { system, as } = house
let officer: Someone
let decision: number
let root: Holder
let signer: Holder

beforeAll(async () => {
  officer = await as('coordinator')
  const leader = await as('leader')
  const id = await appraised(house, officer, await makeEnterprise(system))
  const done = await leader.run(decideTogether, {
    items: [{ id, version: await versionOf(officer, id), outcome: 'refuse', reason: 'Trùng' }],
    decidedOn: '2025-02-01',
  })
  decision = done.id
  root = await certify('CA thử', { authority: true })
  signer = await certify('Lê Văn Ký', { by: root })
})

async function upload(bytes: Uint8Array, name = 'ky.pdf') {
  const file = await storeUpload(system.db, system.files, {
    ...{ name, bytes, uploadedBy: officer.actor.userId, enterpriseId: null },
  })
  return file.id
}
const close = async (bytes: Uint8Array) => {
  const { version } = await officer.run(showDecision, { id: decision })
  return officer.run(closeDecision, { id: decision, version, fileId: await upload(bytes) })
}

test('a decision waits for its signed paper; a scan closes it, and says that it has no digital signature', async () => {
  expect((await officer.run(listDecisions, { state: 'issued' })).rows).toHaveLength(1)
  await close(Buffer.from('%PDF-1.4\n% scan\n%%EOF\n'))
  const shown = await officer.run(showDecision, { id: decision })
  expect(shown).toMatchObject({ state: 'closed', paper: { signatures: [] } })
})

test('a changed byte is refused; what was signed is taken with its signer, and the chain is not checked without a root', async () => {
  const pdf = await signedPdf('Quyet dinh', signer)
  const other = pdf.slice()
  other[30] = (other[30] ?? 0) ^ 1
  expect((await problemOf(close(other))).fields[0]).toMatchObject({
    field: 'fileId',
    words: { vi: expect.stringContaining('bị sửa sau khi ký') },
  })
  const added = Buffer.concat([pdf, Buffer.from('9 0 obj << >> endobj\n')])
  expect((await problemOf(close(added))).fields[0]?.words.vi).toContain('thêm nội dung')
  await close(pdf)
  const { paper } = await officer.run(showDecision, { id: decision })
  expect(paper?.signatures).toMatchObject([{ signer: 'Lê Văn Ký', issuer: 'CA thử', chain: 'unchecked' }])
})

test('an administrator loads the authority: then the certificate is trusted; what was found before stays as it was found', async () => {
  expect((await problemOf(officer.run(addSignatureRoot, { pem: root.pem, source: 'Thử' }))).status).toBe(403)
  const admin = await as('coordinator', { admin: true })
  expect(
    (await problemOf(admin.run(addSignatureRoot, { pem: signer.pem, source: 'Thử' }))).fields[0]?.field,
  ).toBe('pem')
  expect(
    (await problemOf(admin.run(addSignatureRoot, { pem: 'không phải', source: 'Thử' }))).fields[0]?.field,
  ).toBe('pem')
  const { id } = await admin.run(addSignatureRoot, { pem: root.pem, source: 'Thử' })
  expect(
    (await problemOf(admin.run(addSignatureRoot, { pem: root.pem, source: 'Thử' }))).fields[0]?.field,
  ).toBe('pem')
  await close(await signedPdf('Quyet dinh hai', signer))
  const chains = async () =>
    (await officer.run(showDecision, { id: decision })).paper?.signatures.map(({ chain }) => chain)
  expect(await chains()).toEqual(['trusted'])
  await close(
    await signedPdf(
      'Quyet dinh ba',
      await certify('Người lạ', { by: await certify('CA lạ', { authority: true }) }),
    ),
  )
  expect(await chains()).toEqual(['unknown'])
  await admin.run(removeSignatureRoot, { id, reason: 'Hết hợp tác' })
  expect((await admin.run(listSignatureRoots, { state: 'removed' })).rows).toMatchObject([
    { removeReason: 'Hết hợp tác' },
  ])
  expect(await chains()).toEqual(['unknown'])
})
