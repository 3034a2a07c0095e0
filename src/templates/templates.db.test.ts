import { beforeAll, expect, test } from 'vitest'
import { fileApplication } from '../applications/index.ts'
import { ownFiling } from '../applications/testing.ts'
import { writeOfficialDocx } from '../documents/official/docx.ts'
import { readDocumentFile, readTemplateFile } from '../documents/read/apart.ts'
import { listNotices } from '../notices/index.ts'
import { addDays, today } from '../platform/dates.ts'
import { storeUpload } from '../platform/files.ts'
import { makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { templateFaults } from './check.ts'
import { dropTemplate, uploadTemplate, useTemplate } from './commands.ts'
import { listedFields, templateKinds } from './kinds.ts'
import {
  downloadTemplate,
  listTemplateFields,
  listTemplateKinds,
  listTemplates,
  showTemplate,
  tryTemplate,
} from './queries.ts'
import { shippedTemplate } from './shipped.ts'
import { fillDocument, keepDocument, usedOn } from './use.ts'

const house = await testSystem()
const { system, as } = house
const on = today(system.now())
let officer: Someone
let colleague: Someone
let applicationId: number
const kind = 'letter-accepted'

beforeAll(async () => {
  officer = await as('coordinator')
  colleague = await as('coordinator')
  const enterpriseId = await makeEnterprise(system)
  const owner = await as('enterprise', { enterpriseId })
  const filed = await owner.run(fileApplication, await ownFiling(house, enterpriseId))
  applicationId = filed.id
})

async function word(...texts: string[]) {
  const bytes = await writeOfficialDocx({
    ...{ issuer: '{co_quan}', number: '{so}', symbol: 'TB', place: '{dia_danh}', date: null },
    ...{ kind: 'THÔNG BÁO', subject: 'Thử', recipients: ['{doanh_nghiep}'] },
    blocks: texts.map((text) => ({ type: 'paragraph', text }) as const),
    signature: { authority: ['{quyen_han_ky}'], name: '{nguoi_ky}' },
  })
  const file = await storeUpload(system.db, system.files, {
    ...{ name: 'mau.docx', bytes, uploadedBy: null, enterpriseId: null },
  })
  return file.id
}
const upload = async (...texts: string[]) => {
  const { id } = await officer.run(uploadTemplate, { kind, fileId: await word(...texts) })
  return officer.run(showTemplate, { id })
}
const textOf = async (file: { base64: string }) =>
  (await readDocumentFile('thu.docx', Buffer.from(file.base64, 'base64'))).text

test('each shipped template names only fields that its kind has', async () => {
  expect(templateKinds.size).toBeGreaterThan(3)
  for (const of of templateKinds.values()) {
    const content = await readTemplateFile(await shippedTemplate(of))
    expect([of.key, templateFaults(content, listedFields(of))]).toEqual([of.key, []])
    expect(content.marks.map(({ name }) => name)).toContain('ngay_thang_nam')
  }
})

test('a version is uploaded by one and taken into use by another, from a day; until then the shipped one is', async () => {
  const of = templateKinds.get(kind)
  if (of === undefined) throw new Error('no kind')
  const template = await upload('Bản mới gửi {doanh_nghiep}')
  expect(template).toMatchObject({ state: 'uploaded', faults: [], number: 1 })
  const { id, version } = template
  expect((await problemOf(officer.run(useTemplate, { id, version, usedFrom: on }))).code).toBe(
    'controls.samePerson',
  )
  expect(
    (await problemOf(colleague.run(useTemplate, { id, version, usedFrom: addDays(on, -1) }))).status,
  ).toBe(422)
  await colleague.run(useTemplate, { id, version, usedFrom: addDays(on, 1) })
  expect((await officer.run(showTemplate, { id })).state).toBe('ahead')
  const context = { db: system.db, files: system.files }
  expect((await usedOn(context, of, on)).id).toBeNull()
  expect((await usedOn(context, of, addDays(on, 1))).id).toBe(id)

  const next = await upload('Bản sau {doanh_nghiep}')
  await colleague.run(useTemplate, { id: next.id, version: next.version, usedFrom: on })
  expect((await usedOn(context, of, on)).id).toBe(next.id)
  expect((await officer.run(listTemplateKinds, {})).find(({ key }) => key === kind)?.inUse?.id).toBe(next.id)
  expect((await colleague.run(listNotices, {})).rows.map(({ kind: told }) => told)).toContain(
    'templates.toUse',
  )
  expect((await problemOf(officer.run(dropTemplate, { id: next.id, version: 2 }))).code).toBe(
    'templates.settled',
  )
})

test('wrong marks are named where they stand, and keep a version out of use', async () => {
  const template = await upload('Kính gửi {doanh_ngiep}')
  expect(template.state).toBe('faulty')
  expect(template.faults).toMatchObject([
    {
      what: { vi: 'Không có trường {doanh_ngiep}; có phải {doanh_nghiep}?' },
      around: 'Kính gửi {doanh_ngiep}',
    },
  ])
  const { id, version } = template
  expect((await problemOf(colleague.run(useTemplate, { id, version, usedFrom: on }))).code).toBe(
    'templates.faulty',
  )
  const tried = problemOf(officer.run(tryTemplate, { kind, record: 999_999, templateId: id }))
  expect((await tried).status).toBe(404)
  await officer.run(dropTemplate, { id, version })
  expect((await officer.run(listTemplates, { state: 'dropped' })).rows.map((row) => row.id)).toEqual([id])
  expect((await officer.run(listTemplates, { q: 'thông báo được' })).rows.length).toBeGreaterThan(1)
})

test('a template is tried on a real record, and its fields show what they hold', async () => {
  const fields = await officer.run(listTemplateFields, { kind, record: applicationId })
  const value = (name: string) => fields.fields.find((field) => field.name === name)?.value
  expect(value('so_ho_so')).toBe(String(applicationId))
  expect(value('doanh_nghiep')).not.toBe('')
  const made = await officer.run(tryTemplate, { kind, record: applicationId })
  expect(await textOf(made)).toContain(value('doanh_nghiep') ?? '?')
  expect(await textOf(await officer.run(downloadTemplate, { kind, shipped: 'on' }))).toContain(
    '{doanh_nghiep}',
  )
})

test('no Word file, or one of a kind that there is not, is refused', async () => {
  const file = await storeUpload(system.db, system.files, {
    ...{ name: 'a.csv', bytes: Buffer.from('a;b\n'), uploadedBy: null, enterpriseId: null },
  })
  expect((await problemOf(officer.run(uploadTemplate, { kind, fileId: file.id }))).status).toBe(422)
  expect((await problemOf(officer.run(uploadTemplate, { kind: 'khong-co', fileId: file.id }))).status).toBe(
    422,
  )
})

test('a document keeps the version that it was made of, and its enterprise may open it', async () => {
  const of = templateKinds.get(kind)
  if (of === undefined) throw new Error('no kind')
  const enterpriseId = await makeEnterprise(system)
  const values = await of.read(
    { ...system, now: system.now(), today: on, actor: officer.actor } as never,
    applicationId,
  )
  const filled = await fillDocument({ db: system.db, files: system.files }, of, on, values)
  const { documentId } = await keepDocument({ db: system.db, files: system.files, today: on }, filled, {
    ...{ record: `application:${applicationId}`, title: 'Thông báo thử', enterpriseId },
  })
  const row = await system.db.selectFrom('madeDocument').selectAll().executeTakeFirstOrThrow()
  expect(row).toMatchObject({ id: documentId, record: `application:${applicationId}`, enterpriseId })
  expect(row.templateId).toBe((await usedOn({ db: system.db, files: system.files }, of, on)).id)
})
