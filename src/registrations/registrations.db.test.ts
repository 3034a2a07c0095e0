import { expect, test } from 'vitest'
import { listEnterprises, taxCheckDigit } from '../enterprises/index.ts'
import { createApp } from '../start/app.tsx'
import { makeEnterprise } from '../support/testing.ts'
import { browserOn } from '../testing/browser.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import { askConfirmationAgain } from './again.ts'
import { answerInvitation, confirmEmail, fileRegistration } from './file.ts'
import { beginMail, noteMail, registrationMail } from './mail.ts'
import { addRegistrationPaper, keepRegistrationFile, removeRegistrationPaper } from './papers.ts'
import { ownRegistration, showRegistration } from './queries.ts'
import { acceptRegistration, enterRegistration, inviteEnterprise, refuseRegistration } from './settle.ts'

const { system, as } = await testSystem()
const stranger = await as('public')
const officer = await as('coordinator')
const program = await as('system')
const unit = await system.db
  .selectFrom('adminUnit')
  .select('id')
  .where('validTo', 'is', null)
  .executeTakeFirstOrThrow()
const password = 'bảy con trâu gặm cỏ'

let made = 0
/** A tax code whose check digit fits. */
function taxCode(): string {
  for (;;) {
    made += 1
    const nine = String(310_000_000 + made)
    const digit = taxCheckDigit(nine)
    if (digit !== null) return `${nine}${digit}`
  }
}
const registration = (change: Readonly<Record<string, unknown>> = {}) => ({
  ...{ taxCode: taxCode(), name: 'Công ty Gạo Thơm', address: 'Ấp 3', adminUnitId: unit.id },
  ...{ sectorGroup: 'production', person: 'Lê Thị Đăng', position: 'Giám đốc', phone: '0912 345 678' },
  email: `dn${made}@example.vn`,
  ...change,
})
const versionOf = async (id: number) => (await officer.run(showRegistration, { id })).version
const accept = async (id: number, more: object = {}) =>
  officer.run(acceptRegistration, {
    id,
    version: await versionOf(id),
    evidence: 'Đã xem giấy ủy quyền',
    ...more,
  })

test('an enterprise that signed up is in the register once an officer has confirmed who speaks for it, and then signs in', async () => {
  const filing = registration()
  const { id, token } = await stranger.run(fileRegistration, filing)
  expect(await stranger.run(ownRegistration, { token })).toMatchObject({ state: 'filed', enters: false })
  const register = async () => (await officer.run(listEnterprises, { q: filing.taxCode })).rows
  expect(await register()).toEqual([])
  expect(
    (await problemOf(stranger.run(enterRegistration, { token, password, repeat: password }))).status,
  ).toBe(409)
  const { enterpriseId } = await accept(id)
  expect(await register()).toMatchObject([{ id: enterpriseId, name: filing.name }])
  expect(await stranger.run(ownRegistration, { token })).toMatchObject({ state: 'accepted', enters: true })
  expect(
    (await problemOf(stranger.run(enterRegistration, { token, password: 'mật khẩu', repeat: 'x' }))).status,
  ).toBe(422)
  await stranger.run(enterRegistration, { token, password, repeat: password })
  expect(
    (await problemOf(stranger.run(enterRegistration, { token, password, repeat: password }))).status,
  ).toBe(409)
  const browser = browserOn(createApp(system), system)
  const response = await browser.post('/sign-in', { email: filing.email, password })
  expect([response.status, response.location]).toEqual([303, '/'])
})

test('nobody learns from the answer whether the tax code is in the register or the address has an account', async () => {
  const known = await system.db
    .selectFrom('enterprise')
    .select('taxCode')
    .where('id', '=', await makeEnterprise(system))
    .executeTakeFirst()
  const valid = taxCode()
  await system.db
    .updateTable('enterprise')
    .set({ taxCode: valid })
    .where('taxCode', '=', known?.taxCode ?? '')
    .execute()
  const { actor } = await as('finance')
  const answers = await Promise.all([
    stranger.run(fileRegistration, registration()),
    stranger.run(fileRegistration, registration({ taxCode: valid })),
    stranger.run(fileRegistration, registration({ email: `${actor.userId}@example.vn` })),
  ])
  for (const answer of answers) expect(Object.keys(answer).sort()).toEqual(['id', 'token'])
  const seen = await Promise.all(answers.map(({ token }) => stranger.run(ownRegistration, { token })))
  expect(new Set(seen.map((own) => Object.keys(own).sort().join())).size).toBe(1)
  expect(seen.map(({ state }) => state)).toEqual(['filed', 'filed', 'filed'])
  // The officer sees both, and cannot give an officer's account an enterprise.
  const [, ofKnown, ofOfficer] = answers
  expect((await officer.run(showRegistration, { id: ofKnown?.id ?? 0 })).known).toMatchObject({ owners: [] })
  expect((await problemOf(accept(ofOfficer?.id ?? 0))).code).toBe('registrations.otherAccount')
})

test('a second person of an enterprise in the register becomes an owner too, and the first is told', async () => {
  const code = taxCode()
  const first = await stranger.run(fileRegistration, registration({ taxCode: code }))
  const { enterpriseId } = await accept(first.id)
  const second = await stranger.run(fileRegistration, registration({ taxCode: code, person: 'Phạm Văn Hai' }))
  expect((await accept(second.id)).enterpriseId).toBe(enterpriseId)
  const notices = await system.db
    .selectFrom('notice as n')
    .innerJoin('accountRole as r', 'r.accountId', 'n.accountId')
    .select('n.kind')
    .where('r.enterpriseId', '=', enterpriseId)
    .execute()
  expect(notices.map(({ kind }) => kind)).toContain('registrations.otherOwner')
})

test('one person speaks for two enterprises with one account', async () => {
  const email = 'hai-doanh-nghiep@example.vn'
  const one = await stranger.run(fileRegistration, registration({ email }))
  await accept(one.id)
  const other = await stranger.run(fileRegistration, registration({ email }))
  const { enterpriseId } = await accept(other.id)
  expect(await stranger.run(ownRegistration, { token: other.token })).toMatchObject({
    state: 'accepted',
    enters: false,
  })
  const roles = await system.db
    .selectFrom('accountRole as r')
    .innerJoin('account as a', 'a.id', 'r.accountId')
    .select('r.enterpriseId')
    .where('a.email', '=', email)
    .execute()
  expect(roles.map((role) => role.enterpriseId)).toContain(enterpriseId)
  expect(roles).toHaveLength(2)
})

test('a refusal bears its reason, and whoever registered reads it', async () => {
  const { id, token } = await stranger.run(fileRegistration, registration())
  expect((await problemOf(officer.run(refuseRegistration, { id, version: 1 }))).fields).toMatchObject([
    { field: 'reason' },
  ])
  await officer.run(refuseRegistration, { id, version: 1, reason: 'Không liên lạc được' })
  expect(await stranger.run(ownRegistration, { token })).toMatchObject({
    state: 'refused',
    reason: 'Không liên lạc được',
  })
  expect((await problemOf(accept(id))).code).toBe('registrations.settled')
})

test('where a confirmation was mailed it is opened first, and the password is chosen by the mailed link alone', async () => {
  const { id, token } = await stranger.run(fileRegistration, registration())
  const { token: mailed } = await program.run(beginMail, { id })
  await program.run(noteMail, { id })
  expect((await problemOf(accept(id))).code).toBe('registrations.unconfirmed')
  expect((await problemOf(stranger.run(confirmEmail, { token }))).status).toBe(409)
  expect(await stranger.run(ownRegistration, { token: mailed })).toMatchObject({ confirms: true })
  await stranger.run(confirmEmail, { token: mailed })
  await accept(id)
  expect(await stranger.run(ownRegistration, { token })).toMatchObject({ state: 'accepted', enters: false })
  expect(await stranger.run(ownRegistration, { token: mailed })).toMatchObject({ enters: true })
  await stranger.run(enterRegistration, { token: mailed, password, repeat: password })
})

test('a personal link ends, and one that is made up opens nothing', async () => {
  const { id, token } = await stranger.run(fileRegistration, registration())
  await system.db
    .updateTable('registration')
    .set({ linkUntil: new Date('2020-01-01') })
    .where('id', '=', id)
    .execute()
  for (const one of [token, 'nscl_x', 'x'.repeat(200)])
    expect((await problemOf(stranger.run(ownRegistration, { token: one }))).status, one).toBe(404)
})

test('an association invites; what the enterprise answers opens no record to it, and it reads no registration', async () => {
  const agency = await system.db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'association')
    .where('validTo', 'is', null)
    .executeTakeFirstOrThrow()
  const association = await as('association', { agencyId: agency.id })
  for (const consents of [true, false]) {
    const filing = registration()
    const { taxCode: code, name, email } = filing
    const { id, token } = await association.run(inviteEnterprise, { taxCode: code, name, email })
    expect(await stranger.run(ownRegistration, { token })).toMatchObject({
      state: 'invited',
      association: expect.any(String),
    })
    const answered = await stranger.run(answerInvitation, { ...filing, token, consents })
    expect((await problemOf(stranger.run(ownRegistration, { token }))).status).toBe(404)
    expect(await stranger.run(ownRegistration, { token: answered.token })).toMatchObject({ state: 'filed' })
    const { enterpriseId } = await accept(id)
    const ties = await system.db
      .selectFrom('associationMember')
      .select('tie')
      .where('enterpriseId', '=', enterpriseId)
      .execute()
    expect(ties).toEqual([])
    expect((await problemOf(association.run(showRegistration, { id }))).status).toBe(403)
  }
})

test('no more than three wait for one tax code or mailbox, and the words are the same for both', async () => {
  const code = taxCode()
  for (let n = 0; n < 3; n += 1)
    await stranger.run(fileRegistration, registration({ taxCode: code, email: `nhieu${n}@example.vn` }))
  const byCode = await problemOf(
    stranger.run(fileRegistration, registration({ taxCode: code, email: 'khac@example.vn' })),
  )
  for (let n = 0; n < 3; n += 1)
    await stranger.run(fileRegistration, registration({ email: 'hop-thu@example.vn' }))
  const byMail = await problemOf(
    stranger.run(fileRegistration, registration({ email: 'hop-thu@example.vn' })),
  )
  expect([byCode.status, byCode.words]).toEqual([429, byMail.words])
})

test('one address has twenty tries an hour, by the page and by REST together', async () => {
  const app = createApp(system)
  const incoming = {
    incoming: { socket: { remoteAddress: '203.0.113.9', remotePort: 1, remoteFamily: 'IPv4' } },
  }
  const statuses: number[] = []
  for (let n = 0; n < 22; n += 1) {
    const response = await app.request(
      '/api/v1/registrations',
      {
        method: 'POST',
        body: JSON.stringify(registration()),
        headers: { 'content-type': 'application/json' },
      },
      incoming,
    )
    statuses.push(response.status)
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(20)
  expect(statuses.slice(20)).toEqual([429, 429])
})

test('a tax code whose check digit is wrong is refused where it is typed', async () => {
  const { fields } = await problemOf(
    stranger.run(fileRegistration, registration({ taxCode: '0310000001', adminUnitId: 999_999, email: 'x' })),
  )
  expect(fields.map(({ field }) => field).sort()).toEqual(['adminUnitId', 'email', 'taxCode'])
})

test('a mail names the enterprise and bears its link; what stands in braces in a name is no field', () => {
  const mail = registrationMail(
    { state: 'refused', name: 'Công ty {reason}', email: 'a@example.vn', reason: 'thiếu giấy' },
    'https://nscl.example.vn/register/x',
  )
  expect(mail.text).toContain('Công ty {reason}')
  expect(mail.text).toContain('thiếu giấy')
  expect(mail.text.endsWith('/register/x')).toBe(true)
})

const pdf = (name: string) => ({
  name: `${name}.pdf`,
  bytes: new TextEncoder().encode(`%PDF-1.4 ${name}\n%%EOF`),
})

test('whoever registers sends papers by the link; the officer sees them beside what he confirms, a stranger sends none', async () => {
  const { id, token } = await stranger.run(fileRegistration, registration())
  const other = await stranger.run(fileRegistration, registration())
  const file = await stranger.run(keepRegistrationFile, { token, ...pdf('bo-nhiem') })
  // kept, and not said which paper it is: nobody is shown it
  expect((await officer.run(showRegistration, { id })).papers).toEqual([])
  const asOther = { token: other.token, kind: 'business', fileId: file.id }
  expect((await problemOf(stranger.run(addRegistrationPaper, asOther))).fields[0]?.field).toBe('fileId')
  await stranger.run(addRegistrationPaper, { token, kind: 'appointment', fileId: file.id })
  expect((await officer.run(showRegistration, { id })).papers).toMatchObject([
    { kind: 'appointment', name: 'bo-nhiem.pdf', fileId: file.id },
  ])
  const own = await stranger.run(ownRegistration, { token })
  expect(own).toMatchObject({ takesPapers: true, papers: [{ name: 'bo-nhiem.pdf' }] })
  await stranger.run(removeRegistrationPaper, { token, paper: own.papers[0]?.id ?? 0 })
  expect((await officer.run(showRegistration, { id })).papers).toEqual([])
  expect((await problemOf(stranger.run(keepRegistrationFile, { token: 'x', ...pdf('la') }))).status).toBe(404)
})

test('five files at most, what is no document is refused, and nothing is taken once it is settled', async () => {
  const { id, token } = await stranger.run(fileRegistration, registration())
  const bad = { token, name: 'a.exe', bytes: new Uint8Array([77, 90, 0, 1, 2, 3]) }
  expect((await problemOf(stranger.run(keepRegistrationFile, bad))).status).toBe(422)
  for (let n = 0; n < 5; n += 1) {
    const file = await stranger.run(keepRegistrationFile, { token, ...pdf(`giay-${n}`) })
    await stranger.run(addRegistrationPaper, { token, kind: 'other', fileId: file.id })
  }
  expect((await problemOf(stranger.run(keepRegistrationFile, { token, ...pdf('sau') }))).code).toBe(
    'registrations.enoughPapers',
  )
  await accept(id)
  const { papers } = await officer.run(showRegistration, { id })
  expect(papers).toHaveLength(5)
  const late = { token, paper: papers[0]?.id ?? 0 }
  expect((await problemOf(stranger.run(removeRegistrationPaper, late))).code).toBe(
    'registrations.papersClosed',
  )
})

test('a paper is sent by the page with its file, by REST too', async () => {
  const { id, token } = await stranger.run(fileRegistration, registration())
  const app = createApp(system)
  const browser = browserOn(app, system)
  const shown = await browser.get(`/register/${token}`)
  const form = shown.forms.find(({ action }) => action.endsWith('/papers'))
  const sent = await browser.post(`/register/${token}/papers`, {
    ...{ ...form?.values, kind: 'business' },
    fileId: new File([pdf('dkkd').bytes], 'dkkd.pdf', { type: 'application/pdf' }),
  })
  expect(sent.status).toBe(303)
  const rest = new FormData()
  rest.set('file', new File([pdf('uy-quyen').bytes], 'uy-quyen.pdf'))
  const kept = await app.request(`/api/v1/registration-links/${token}/files`, { method: 'POST', body: rest })
  const { id: fileId } = (await kept.json()) as { id: number }
  await stranger.run(addRegistrationPaper, { token, kind: 'appointment', fileId })
  expect((await officer.run(showRegistration, { id })).papers.map(({ name }) => name)).toEqual([
    'dkkd.pdf',
    'uy-quyen.pdf',
  ])
})

test('the confirmation is sent again when an hour has passed, and the link before it ends', async () => {
  const { id, token } = await stranger.run(fileRegistration, registration())
  await program.run(beginMail, { id })
  await program.run(noteMail, { id })
  expect((await problemOf(stranger.run(askConfirmationAgain, { token }))).code).toBe('registrations.tooEarly')
  const hourAgo = new Date(system.now().getTime() - 3_700_000)
  await system.db.updateTable('registration').set({ mailSentAt: hourAgo }).where('id', '=', id).execute()
  await stranger.run(askConfirmationAgain, { token })
  // one is on its way
  expect((await problemOf(stranger.run(askConfirmationAgain, { token }))).code).toBe(
    'registrations.noMailAgain',
  )
  const { token: mailed } = await program.run(beginMail, { id })
  await program.run(noteMail, { id })
  await stranger.run(confirmEmail, { token: mailed })
  expect((await problemOf(stranger.run(askConfirmationAgain, { token }))).code).toBe(
    'registrations.noMailAgain',
  )
})
