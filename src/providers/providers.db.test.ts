import { beforeAll, expect, test } from 'vitest'
import { accepted, appraised } from '../applications/testing.ts'
import { listNotices } from '../notices/index.ts'
import { showCertificate } from '../support/certificate-queries.ts'
import { chooseProvider, recordCertificate } from '../support/index.ts'
import { allocate, makeEnterprise, takeSteps } from '../support/testing.ts'
import { showTurn } from '../support/turn-queries.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import {
  addLicence,
  confirmProvider,
  endLicence,
  endProvider,
  recordProvider,
  setProviderRule,
  suspendProvider,
} from './commands.ts'
import { licenceCorrection, providerCorrection } from './correction.tsx'
import { applyProviders, checkProviders, showProviderImportRows } from './import.ts'
import { tellOfLicences } from './notices.ts'
import { providerChoices } from './pick.ts'
import { listProviders, listPublicProviders, showProvider } from './queries.ts'
import { rateProvider } from './rating.ts'

/* From the entry on the register to the rating by the enterprise that was helped. */

const nscl = await testSystem()
const { db } = nscl.system
let officer: Someone
let other: Someone
let fileId: number

beforeAll(async () => {
  officer = await nscl.as('coordinator')
  other = await nscl.as('coordinator')
  fileId = await nscl.evidence()
  await allocate(nscl.system, 2025, 3_000_000_000n)
})

let number = 0
const said = (more: object = {}) => ({
  ...{ form: 'organisation', name: `Đơn vị ${++number}`, consultant: true },
  ...more,
})
const licence = (more: object = {}) => ({
  ...{ kind: 'designation', number: `${++number}/QĐ`, issuer: 'Bộ A', scope: 'ISO 22000' },
  ...{ issuedOn: '2020-01-01', expiresOn: '2099-12-31', fileId, ...more },
})
async function confirmed(more: object = {}) {
  const { id, version } = await officer.run(recordProvider, said(more))
  return other.run(confirmProvider, { id, version })
}
const fieldsOf = async (done: Promise<unknown>) => (await problemOf(done)).fields.map(({ field }) => field)

test('who enters one does not confirm it; another does; it is suspended and ended with a reason, and nothing follows', async () => {
  const { id, version, state } = await officer.run(recordProvider, said())
  expect(state).toBe('proposed')
  expect((await problemOf(officer.run(confirmProvider, { id, version }))).code).toBe('controls.samePerson')
  const one = await other.run(confirmProvider, { id, version })
  expect(one.state).toBe('confirmed')
  expect(await fieldsOf(officer.run(suspendProvider, { id, version: one.version }))).toEqual(['reason'])
  const two = await officer.run(suspendProvider, { id, version: one.version, reason: 'Bị đình chỉ' })
  expect((await officer.run(providerChoices, { role: 'consultant' })).map((row) => row.id)).not.toContain(id)
  const three = await officer.run(endProvider, { id, version: two.version, reason: 'Giải thể' })
  expect((await problemOf(other.run(confirmProvider, { id, version: three.version }))).code).toBe(
    'providers.elsewhere',
  )
  expect(await officer.run(showProvider, { id })).toMatchObject({ state: 'ended', reason: 'Giải thể' })
})

test('a tax code has its check digit and stands once; some kind of work is said', async () => {
  expect(await fieldsOf(officer.run(recordProvider, said({ taxCode: '0100109107' })))).toEqual(['taxCode'])
  await officer.run(recordProvider, said({ taxCode: '0100109106' }))
  expect((await problemOf(officer.run(recordProvider, said({ taxCode: '0100 109 106' })))).code).toBe(
    'providers.twice',
  )
  expect(await fieldsOf(officer.run(recordProvider, said({ consultant: false })))).toEqual(['consultant'])
})

test('an expired licence is said where it is picked, and stops only where the house has decided so', async () => {
  const { id } = await confirmed()
  const { licenceId } = await officer.run(addLicence, { id, ...licence({ expiresOn: '2020-06-30' }) })
  const turnId = await turn()
  const find = async (day?: string) =>
    (await officer.run(providerChoices, { role: 'consultant', day })).find((row) => row.id === id)
  expect((await find())?.expired).toBe('2020-06-30')
  // on the day of what is entered it still held
  expect((await find('2020-06-30'))?.expired).toBeNull()
  const pick = async () =>
    officer.run(chooseProvider, {
      ...{ id: turnId, version: (await officer.run(showTurn, { id: turnId })).version, providerId: id },
    })
  await pick()
  await officer.run(setProviderRule, { expiredStops: true, leastRatings: 2, reason: 'Quyết định nội bộ' })
  expect(await fieldsOf(pick())).toEqual(['providerId'])
  await officer.run(endLicence, { id: licenceId, endedOn: '2020-07-01', reason: 'Thay bằng số mới' })
  await officer.run(addLicence, { id, ...licence() })
  expect((await find())?.expired).toBeNull()
  await pick()
})

async function turn(enterpriseId?: number) {
  const application = await appraised(nscl, officer, enterpriseId ?? (await makeEnterprise(nscl.system)))
  return accepted(officer, application)
}

test('a certificate picks its body from the register; what it says stays, and the work stands on the page of the body', async () => {
  const body = await confirmed({ name: 'QUACERT', consultant: false, certifier: true })
  const adviser = await confirmed()
  const turnId = await turn()
  await takeSteps(nscl, officer, turnId, [
    ['contracted', '2025-02-10'],
    ['in_progress', '2025-02-20'],
  ])
  const certificate = {
    ...{ turnId, kind: 'food_safety', standard: 'TCVN ISO 22000:2018', number: 'FSMS 1' },
    ...{ issuedOn: '2025-06-10', fileId: await nscl.evidence('chung-nhan.pdf') },
  }
  expect(await fieldsOf(officer.run(recordCertificate, certificate))).toEqual(['providerId'])
  expect(await fieldsOf(officer.run(recordCertificate, { ...certificate, providerId: adviser.id }))).toEqual([
    'providerId',
  ])
  const { id } = await officer.run(recordCertificate, { ...certificate, providerId: body.id })
  expect(await officer.run(showCertificate, { id })).toMatchObject({ body: 'QUACERT', providerId: body.id })
  expect((await officer.run(showProvider, { id: body.id })).work).toMatchObject([{ kind: 'certificate', id }])
})

test('the enterprise of an accepted turn rates who helped, once, with words; the mean stands from the least number on', async () => {
  const { id: providerId } = await confirmed()
  for (const [at, score] of [4, 5].entries()) {
    const enterpriseId = await makeEnterprise(nscl.system)
    const owner = await nscl.as('enterprise', { enterpriseId })
    const turnId = await turn(enterpriseId)
    const { version } = await officer.run(showTurn, { id: turnId })
    await officer.run(chooseProvider, { id: turnId, version, providerId })
    const rating = { turnId, score, words: 'Hướng dẫn kỹ' }
    expect((await problemOf(owner.run(rateProvider, rating))).code).toBe('providers.notYet')
    await takeSteps(nscl, officer, turnId, [
      ['contracted', '2025-02-10'],
      ['in_progress', '2025-02-20'],
      ['accepted', '2025-06-01'],
    ])
    const stranger = await nscl.as('enterprise', { enterpriseId: await makeEnterprise(nscl.system) })
    expect((await problemOf(stranger.run(rateProvider, rating))).status).toBe(404)
    expect(await fieldsOf(owner.run(rateProvider, { turnId, score: 6, words: '' }))).toEqual([
      'score',
      'words',
    ])
    await owner.run(rateProvider, rating)
    expect((await problemOf(owner.run(rateProvider, rating))).code).toBe('providers.rated')
    expect(await officer.run(showProvider, { id: providerId })).toMatchObject(
      at === 0 ? { ratings: 1, mean: null } : { ratings: 2, mean: 4.5 },
    )
  }
})

test('the public sees the confirmed ones; telephone and experts only of those who agreed', async () => {
  const contact = { phone: '0299 3821 234', email: 'a@example.vn', contactName: 'Bà B' }
  await confirmed({ name: 'Kín A', ...contact })
  await confirmed({ name: 'Mở A', ...contact, contactPublic: true })
  await confirmed({ name: 'Kín chuyên gia', form: 'person' })
  await officer.run(recordProvider, said({ name: 'Kín chưa xác nhận' }))
  const anyone = await nscl.as('public')
  const closed = await anyone.run(listPublicProviders, { q: 'kín' })
  expect(closed.rows).toMatchObject([{ name: 'Kín A', phone: null, email: null }])
  expect((await anyone.run(listPublicProviders, { q: 'mở a' })).rows).toMatchObject([
    { name: 'Mở A', phone: '0299 3821 234' },
  ])
  expect(JSON.stringify((await anyone.run(listPublicProviders, { limit: 100 })).rows)).not.toContain('Bà B')
  expect((await problemOf(anyone.run(listProviders, {}))).status).toBe(401)
})

test('the office is told 90, 60 and 30 days before a licence ends, once each', async () => {
  const { id } = await confirmed({ name: 'Sắp hết' })
  await officer.run(addLicence, { id, ...licence({ expiresOn: '2031-04-01' }) })
  const told = async () =>
    (await officer.run(listNotices, { limit: 100 })).rows.filter(({ subject }) =>
      subject.vi.includes('giấy phép của đơn vị hỗ trợ'),
    ).length
  const on = (today: string) => tellOfLicences({ db, now: new Date(`${today}T03:00:00Z`), today })
  const before = await told()
  for (const day of [
    '2031-01-01',
    '2031-01-02',
    '2031-01-03',
    '2031-02-01',
    '2031-03-05',
    '2031-03-06',
    '2031-04-02',
  ])
    await on(day)
  expect((await told()) - before).toBe(3)
})

test('who entered one puts it right; a licence gets its scan; its days stay in order', async () => {
  const { id } = await officer.run(recordProvider, said({ name: 'Sai tên' }))
  await officer.run(providerCorrection.correct, { id, ...said({ name: 'Đúng tên', trainer: true }) })
  expect((await officer.run(showProvider, { id })).name).toBe('Đúng tên')
  const { licenceId } = await officer.run(addLicence, { id, ...licence({ number: '9/GP' }) })
  expect(
    await fieldsOf(
      officer.run(licenceCorrection.correct, { id: licenceId, ...licence({ expiresOn: '2019-01-01' }) }),
    ),
  ).toEqual(['expiresOn'])
  await officer.run(licenceCorrection.correct, { id: licenceId, ...licence({ number: '10/GP' }) })
  expect((await officer.run(showProvider, { id })).licences).toMatchObject([{ number: '10/GP' }])
})

test('a table comes in as proposed, is confirmed by another person than who brought it, and read again changes nothing', async () => {
  const head =
    'Tên tổ chức, chuyên gia hỗ trợ|Là tổ chức hay chuyên gia|Loại việc|Mã số thuế|Loại giấy phép, chỉ định|Số giấy phép, chỉ định|Cơ quan cấp giấy phép, chỉ định|Phạm vi được phép, chỉ định|Ngày cấp giấy phép'
  const check = () =>
    officer.run(checkProviders, {
      text: [
        head,
        'Trung tâm T|Tổ chức|Tư vấn; Đào tạo|2200108445|Chỉ định|7/QĐ|Bộ A|Thử nghiệm|01/02/2024',
        'Trung tâm S|Tổ chức|Hát|||||||',
      ]
        .join('\n')
        .replaceAll('|', '\t'),
    })
  const { id } = await check()
  const rows = async (of: number) =>
    (await officer.run(showProviderImportRows, { id: of, limit: 10 })).rows.map(({ outcome }) => outcome)
  expect(await rows(id)).toEqual(['new', 'error'])
  await officer.run(applyProviders, { id })
  const [found] = (await officer.run(listProviders, { q: '2200108445' })).rows
  expect(found).toMatchObject({
    name: 'Trung tâm T',
    consultant: true,
    trainer: true,
    certifier: false,
    state: 'proposed',
  })
  const providerId = found?.id ?? 0
  expect((await officer.run(showProvider, { id: providerId })).licences).toMatchObject([
    { number: '7/QĐ', file: null },
  ])
  expect((await problemOf(officer.run(confirmProvider, { id: providerId, version: 1 }))).code).toBe(
    'controls.samePerson',
  )
  await other.run(confirmProvider, { id: providerId, version: 1 })
  expect(await rows((await check()).id)).toEqual(['same', 'error'])
})
