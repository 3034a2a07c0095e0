import { beforeAll, expect, test } from 'vitest'
import { fileApplication } from '../applications/file.ts'
import { showApplication } from '../applications/queries.ts'
import { ownFiling } from '../applications/testing.ts'
import { showEnterprise, taxCheckDigit } from '../enterprises/index.ts'
import { addNeed } from '../needs/index.ts'
import { listNotices } from '../notices/index.ts'
import { today } from '../platform/dates.ts'
import { answerInvitation } from '../registrations/file.ts'
import { acceptRegistration, inviteAgain, inviteEnterprise } from '../registrations/settle.ts'
import { makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { consent, introduce, recordConsent, refuseIntroduction, withdrawConsent } from './commands.ts'
import { applyIntroductions, checkIntroductions } from './import.ts'
import { listIntroductions, showIntroduction } from './queries.ts'

const house = await testSystem()
const { system, as } = house
const on = today(system.now())
let officer: Someone
let association: Someone
let other: Someone

let made = 0
/** A tax code whose check digit fits. */
function taxCode(): string {
  for (;;) {
    made += 1
    const nine = String(320_000_000 + made)
    const digit = taxCheckDigit(nine)
    if (digit !== null) return `${nine}${digit}`
  }
}

beforeAll(async () => {
  officer = await as('coordinator')
  const agencies = await system.db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'association')
    .where('validTo', 'is', null)
    .orderBy('id')
    .execute()
  association = await as('association', { agencyId: agencies[0]?.id ?? 0 })
  other = await as('association', { agencyId: agencies[1]?.id ?? 0 })
})

/** An enterprise of the register with its owner, introduced by the association. */
async function introduced() {
  const enterpriseId = await makeEnterprise(system)
  const code = taxCode()
  await system.db.updateTable('enterprise').set({ taxCode: code }).where('id', '=', enterpriseId).execute()
  const owner = await as('enterprise', { enterpriseId })
  const { id, version } = await association.run(introduce, { taxCode: code })
  return { enterpriseId, code, owner, id, version }
}

test('an enterprise of the register is asked, consents by its account, and is then followed without amounts, papers or persons', async () => {
  const { enterpriseId, owner, id, version, code } = await introduced()
  expect((await problemOf(association.run(introduce, { taxCode: code }))).fields[0]?.field).toBe('taxCode')
  expect((await problemOf(association.run(introduce, { taxCode: taxCode() }))).fields[0]?.field).toBe(
    'taxCode',
  )
  expect((await owner.run(listNotices, {})).rows.map(({ href }) => href)).toContain(`/introductions/${id}`)
  expect((await problemOf(association.run(consent, { id, version }))).status).toBe(403)
  expect(await association.run(showIntroduction, { id })).toMatchObject({ needs: null, ofApplications: [] })
  await owner.run(consent, { id, version })
  const application = await owner.run(fileApplication, await ownFiling(house, enterpriseId))
  const seen = await association.run(showIntroduction, { id })
  expect(seen).toMatchObject({
    ...{ state: 'consented', consentedOn: on, consentWay: 'account', consentBy: null },
    ofApplications: [{ number: application.id, state: 'filed' }],
  })
  expect((await owner.run(showIntroduction, { id })).consentBy).toBe(owner.actor.name)
  expect(JSON.stringify(seen)).not.toMatch(/amount|requested|description|phone|email|address|representative/i)
  const told = (await association.run(listNotices, {})).rows.map(({ kind }) => kind)
  expect(told).toEqual(expect.arrayContaining(['introductions.answered', 'introductions.step']))
})

test('following opens nothing else: neither records nor applications of the enterprise, nor anything to another association', async () => {
  const { enterpriseId, owner, id, version } = await introduced()
  await owner.run(consent, { id, version })
  const application = await owner.run(fileApplication, await ownFiling(house, enterpriseId))
  expect((await problemOf(association.run(showApplication, { id: application.id }))).status).toBe(404)
  const enterprise = await association.run(showEnterprise, { id: enterpriseId })
  expect(enterprise).toMatchObject({ phone: null, email: null, representative: null })
  expect((await problemOf(other.run(showIntroduction, { id }))).status).toBe(404)
  expect((await other.run(listIntroductions, {})).rows.map((row) => row.id)).not.toContain(id)
  const stranger = await as('enterprise', { enterpriseId: await makeEnterprise(system) })
  expect((await problemOf(stranger.run(showIntroduction, { id }))).status).toBe(404)
  expect((await problemOf(stranger.run(withdrawConsent, { id, version: version + 1 }))).status).toBe(404)
  const need = { kind: 'system' as const, text: 'Áp dụng 5S', year: Number(on.slice(0, 4)), enterpriseId }
  expect((await problemOf(other.run(addNeed, need))).status).toBe(422)
  await association.run(addNeed, need)
  expect((await association.run(showIntroduction, { id })).needs).toBe(1)
})

test('consent that came on paper names who gave it and the paper; once it is withdrawn nothing is seen', async () => {
  const { owner, id, version } = await introduced()
  await officer.run(recordConsent, {
    ...{ id, version, consentBy: 'Lê Thị Chủ', consentedOn: on, paper: 'Giấy đồng ý 01' },
  })
  expect(await officer.run(showIntroduction, { id })).toMatchObject({
    ...{ consentBy: 'Lê Thị Chủ', consentWay: 'paper', paper: 'Giấy đồng ý 01' },
  })
  await owner.run(withdrawConsent, { id, version: version + 1, reason: 'Tự làm' })
  expect(await association.run(showIntroduction, { id })).toMatchObject({
    ...{ state: 'withdrawn', needs: null, applications: null, ofApplications: [], reason: null },
  })
  expect((await problemOf(owner.run(consent, { id, version: version + 2 }))).code).toBe(
    'introductions.settled',
  )
  expect((await problemOf(owner.run(refuseIntroduction, { id, version: version + 2 }))).status).toBe(409)
})

test('one that is not in the register is invited; its answer is its consent, by whom and when, or its refusal', async () => {
  const stranger = await as('public')
  const { id: adminUnitId } = await system.db
    .selectFrom('adminUnit')
    .select('id')
    .where('validTo', 'is', null)
    .executeTakeFirstOrThrow()
  for (const consents of [true, false]) {
    const code = taxCode()
    const invited = { taxCode: code, name: 'Cơ sở Mời', email: `moi${made}@example.vn` }
    const { id: registration } = await association.run(inviteEnterprise, invited)
    const { token } = await association.run(inviteAgain, { id: registration })
    expect((await problemOf(other.run(inviteAgain, { id: registration }))).status).toBe(404)
    await stranger.run(answerInvitation, {
      ...{ ...invited, token, consents, address: 'Ấp 1', adminUnitId, sectorGroup: 'production' },
      ...{ person: 'Phạm Văn Đáp', position: 'Chủ cơ sở' },
    })
    const version = 3
    await officer.run(acceptRegistration, { id: registration, version, evidence: 'Đã gọi' })
    const row = (await association.run(listIntroductions, { q: code })).rows[0]
    expect(row).toMatchObject({
      ...{ registration: 'accepted', inRegister: true, state: consents ? 'consented' : 'refused' },
      turns: consents ? 0 : null,
    })
    const shown = await officer.run(showIntroduction, { id: row?.id ?? 0 })
    expect([shown.consentBy, shown.consentWay]).toEqual(consents ? ['Phạm Văn Đáp', 'link'] : [null, null])
  }
})

test('a sheet asks those of the register and invites the others, once', async () => {
  const { code: there } = await introduced()
  const enterpriseId = await makeEnterprise(system)
  const known = taxCode()
  await system.db.updateTable('enterprise').set({ taxCode: known }).where('id', '=', enterpriseId).execute()
  const fresh = taxCode()
  const table = [
    'Mã số thuế;Tên doanh nghiệp;Thư điện tử',
    `${there};Đã giới thiệu;`,
    `${known};Trong danh bạ;`,
    `${fresh};Cơ sở mới;moi@example.vn`,
    `${taxCode()};Thiếu thư;`,
  ].join('\n')
  const { id, ...counts } = await association.run(checkIntroductions, { text: table })
  expect(counts).toMatchObject({ added: 1, changed: 1, unchanged: 1, refused: 1 })
  await association.run(applyIntroductions, { id })
  const states = await Promise.all(
    [known, fresh].map(async (q) => (await association.run(listIntroductions, { q })).rows[0]?.registration),
  )
  expect(states).toEqual([null, 'invited'])
})
