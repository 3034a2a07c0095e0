import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { forgetAdminUnits } from '../agencies/index.ts'
import { fileApplication } from '../applications/index.ts'
import { filing } from '../applications/testing.ts'
import { addNorm } from '../norms/index.ts'
import { sendNotices } from '../notices/index.ts'
import { readConfig } from '../platform/config.ts'
import { addDays, today } from '../platform/dates.ts'
import { uploadFile } from '../platform/uploads.ts'
import { contentId, makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { mailServer, textOfMail } from '../testing/smtp.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { addByLink, answerNone, noneByLink } from './answers.ts'
import { addNeed, correctNeed, takeUpNeed, withdrawNeed } from './commands.ts'
import { applyNeeds, checkNeeds, showNeedImport, showNeedImportRows } from './import.ts'
import { mailLinks } from './link-letters.ts'
import { tellOfSurveys } from './notices.ts'
import { listNeeds, showNeed } from './queries.ts'
import { needResults } from './results.ts'
import { reopenNeed, settleNeed } from './settle.ts'
import { listAsked, showLink, showSurvey } from './survey-queries.ts'
import { endSurvey, giveLinks, openSurvey } from './surveys.ts'

const nscl = await testSystem()
const { system, as } = nscl
let officer: Someone
let planId: number

beforeAll(async () => {
  officer = await as('coordinator')
  const plan = await system.db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
  planId = plan.id
})

const survey = (change: object = {}) => ({
  ...{ title: 'Nhu cầu năm 2026', year: 2026, planId, opensOn: '2000-01-01', closesOn: '2099-12-31' },
  ...{ kinds: ['training', 'system', 'certification'], enterprises: 'none', agencyIds: [] },
  ...change,
})
const need = (change: object = {}) => ({
  ...{ kind: 'system', text: 'Áp dụng 5S, Kaizen cho phân xưởng', quantity: 1, year: 2026 },
  ...change,
})
/** An enterprise with an account, and one more enterprise. */
async function owner() {
  const enterpriseId = await makeEnterprise(system)
  return { enterpriseId, someone: await as('enterprise', { enterpriseId }) }
}

test('an enterprise that is asked answers by a need; who is not asked, and what the survey does not ask for, is refused', async () => {
  const { enterpriseId, someone } = await owner()
  const other = await owner()
  const { id: surveyId } = await officer.run(openSurvey, survey({ enterprises: 'accounts' }))
  expect(await officer.run(showSurvey, { id: surveyId })).toMatchObject({
    state: 'open',
    counts: { asked: 2, answered: 0, open: 2 },
  })
  expect(await someone.run(showSurvey, { id: surveyId })).toMatchObject({
    counts: null,
    own: [{ enterpriseId, state: 'asked' }],
  })
  const refused = await problemOf(someone.run(addNeed, need({ surveyId, kind: 'digital' })))
  expect(refused.fields).toMatchObject([{ field: 'kind' }])
  const { id } = await someone.run(addNeed, need({ surveyId }))
  expect(await someone.run(showNeed, { id })).toMatchObject({
    enterpriseId,
    state: 'new',
    survey: 'Nhu cầu năm 2026',
  })
  // Another enterprise sees neither the need nor that it was told of.
  expect((await problemOf(other.someone.run(showNeed, { id }))).status).toBe(404)
  expect((await other.someone.run(listNeeds, {})).rows).toEqual([])
  expect((await problemOf(someone.run(answerNone, { id: surveyId }))).code).toBe('needs.given')
  await other.someone.run(answerNone, { id: surveyId, note: 'Chưa có kế hoạch đầu tư' })
  const { rows } = await officer.run(listAsked, { id: surveyId })
  expect(rows.map(({ state }) => state).sort()).toEqual(['answered', 'none'])
})

test('a personal link answers for its enterprise alone, without an account, and ends with its survey', async () => {
  const enterpriseId = await makeEnterprise(system)
  const nobody = await as('public')
  const { id: surveyId } = await officer.run(
    openSurvey,
    survey({ title: 'Bằng liên kết', enterprises: 'all' }),
  )
  const { links } = await officer.run(giveLinks, { id: surveyId })
  const mine = links.find((link) => link.enterpriseId === enterpriseId)
  const token = mine?.token ?? ''
  expect(await nobody.run(showLink, { token })).toMatchObject({ state: 'asked', needs: [] })
  await nobody.run(addByLink, { token, ...need({ kind: 'training', quantity: 12 }) })
  expect(await nobody.run(showLink, { token })).toMatchObject({
    state: 'answered',
    needs: [{ kind: 'training' }],
  })
  expect((await problemOf(nobody.run(noneByLink, { token }))).code).toBe('needs.given')
  expect(
    (await problemOf(nobody.run(addByLink, { token: 'nscl_made-up-token-of-nobody', ...need() }))).status,
  ).toBe(404)
  // A new link ends the one before.
  const again = await problemOf(officer.run(giveLinks, { id: surveyId, enterpriseId }))
  expect(again.code).toBe('needs.noLinks')
  const { version } = await officer.run(showSurvey, { id: surveyId })
  await officer.run(endSurvey, { id: surveyId, version, reason: 'Đủ số liệu' })
  expect((await problemOf(nobody.run(addByLink, { token, ...need() }))).status).toBe(404)
  expect((await problemOf(officer.run(giveLinks, { id: surveyId }))).code).toBe('needs.surveyClosed')
  // The trail and the database keep the hash alone.
  const { rows } = await sql<{ found: boolean }>`
    SELECT EXISTS (SELECT FROM audit WHERE input::text LIKE ${`%${token}%`}) AS found`.execute(system.db)
  expect(rows).toEqual([{ found: false }])
})

test('a survey asks the enterprises of a plan’s territory, of a commune or of a sector alone', async () => {
  const { province } = await system.db
    .selectFrom('plan')
    .select('province')
    .where('id', '=', planId)
    .executeTakeFirstOrThrow()
  const here = await system.db
    .selectFrom('adminUnit')
    .select('id')
    .where('province', '=', province)
    .executeTakeFirstOrThrow()
  const elsewhere = await system.db
    .insertInto('adminUnit')
    .values({ key: 'xa-thu', name: 'Xã Thử', nameEn: 'Thử commune', province: 'Lào Cai', source: 'test' })
    .returning('id')
    .executeTakeFirstOrThrow()
  forgetAdminUnits()
  const asked = async (change: object) => {
    const { id } = await officer.run(openSurvey, survey({ enterprises: 'all', ...change }))
    const rows = await system.db
      .selectFrom('needAsked')
      .select('enterpriseId')
      .where('surveyId', '=', id)
      .execute()
    return rows.map(({ enterpriseId }) => enterpriseId)
  }
  const near = await makeEnterprise(system)
  const far = await makeEnterprise(system)
  const move = (id: number, to: { id: number }) =>
    system.db.updateTable('enterprise').set({ adminUnitId: to.id }).where('id', '=', id).execute()
  await move(near, here)
  await move(far, elsewhere)
  const within = await asked({ planTerritory: true })
  expect(within).toContain(near)
  expect(within).not.toContain(far)
  expect(await asked({ unitId: elsewhere.id })).toEqual([far])
  await system.db
    .updateTable('enterprise')
    .set({ sectorGroup: 'trade_services' })
    .where('id', '=', far)
    .execute()
  const services = await asked({ sectorGroup: 'trade_services' })
  expect(services).toContain(far)
  expect(services).not.toContain(near)
  expect(await asked({ sectorGroup: 'trade_services', enterprises: 'none' })).toEqual([])
})

test('personal links are mailed by the outbox, each made when its letter leaves, and told again before the survey closes', async () => {
  const server = await mailServer()
  const { mail } = readConfig({ SMTP_URL: server.url, MAIL_FROM: 'nscl <nscl@example.vn>' })
  const mailing = (days = 0) => ({
    ...system,
    config: { ...system.config, mail },
    now: () => new Date(system.now().getTime() + days * 86_400_000),
  })
  const reached = await makeEnterprise(system)
  await makeEnterprise(system)
  await system.db.updateTable('enterprise').set({ email: null }).where('id', '<>', reached).execute()
  await system.db
    .updateTable('enterprise')
    .set({ email: 'giam.doc@co-so.example' })
    .where('id', '=', reached)
    .execute()
  const on = today(system.now())
  const { id: surveyId } = await officer.run(
    openSurvey,
    survey({ title: 'Khảo sát qua thư', enterprises: 'all', opensOn: on, closesOn: addDays(on, 20) }),
  )
  const { queued, withoutAddress } = await officer.run(mailLinks, { id: surveyId })
  expect(queued).toBe(1)
  expect(withoutAddress).toBeGreaterThan(0)
  expect((await officer.run(mailLinks, { id: surveyId })).queued).toBe(0)
  await sendNotices(mailing())
  const letters = () => server.mails.filter((mail) => mail.includes('To: giam.doc@co-so.example'))
  expect(letters()).toHaveLength(1)
  const tokenIn = (text: string) => /needs\/answer\/(nscl_[\w-]+)/.exec(text)?.[1] ?? ''
  const first = tokenIn(textOfMail(letters()[0] ?? ''))
  const nobody = await as('public')
  expect(await nobody.run(showLink, { token: first })).toMatchObject({ title: 'Khảo sát qua thư' })
  const { rows } = await officer.run(listAsked, { id: surveyId })
  expect(rows.find((row) => row.enterpriseId === reached)).toMatchObject({ link: true, letter: 'sent' })
  // Seven days later, thirteen before it closes.
  const later = { db: system.db, now: mailing(7).now(), today: addDays(on, 7) }
  await tellOfSurveys(later)
  await tellOfSurveys(later)
  await sendNotices(mailing(7))
  expect(letters()).toHaveLength(2)
  const second = tokenIn(textOfMail(letters()[1] ?? ''))
  expect((await problemOf(nobody.run(showLink, { token: first }))).status).toBe(404)
  await nobody.run(noneByLink, { token: second })
  // Who has answered is not written to, though a letter was queued.
  const again = await problemOf(officer.run(mailLinks, { id: surveyId, enterpriseId: reached }))
  expect(again.code).toBe('needs.noLetters')
  await server.close()
})

test('an association brings the needs of its members alone, as a form and as a table', async () => {
  const member = await makeEnterprise(system)
  const stranger = await makeEnterprise(system)
  const agencies = await system.db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'association')
    .where('validTo', 'is', null)
    .orderBy('id')
    .limit(2)
    .execute()
  const [agencyId = 0, elsewhere = 0] = agencies.map((row) => row.id)
  const association = await as('association', { agencyId })
  await system.db
    .insertInto('associationMember')
    .values({ agencyId, enterpriseId: member, tie: 'member', since: '2024-01-01' })
    .execute()
  const { id: surveyId } = await officer.run(openSurvey, survey({ title: 'Hội', agencyIds: [agencyId] }))
  const { id } = await association.run(addNeed, need({ surveyId, enterpriseId: member }))
  expect(await officer.run(showNeed, { id })).toMatchObject({ enterpriseId: member, broughtById: agencyId })
  expect(
    (await problemOf(association.run(addNeed, need({ surveyId, enterpriseId: stranger })))).fields,
  ).toMatchObject([{ field: 'enterpriseId' }])
  expect(await association.run(showSurvey, { id: surveyId })).toMatchObject({
    own: [{ agencyId, state: 'answered' }],
  })
  const codes = await system.db
    .selectFrom('enterprise')
    .select(['id', 'taxCode'])
    .where('id', 'in', [member, stranger])
    .execute()
  const codeOf = (enterpriseId: number) => codes.find((row) => row.id === enterpriseId)?.taxCode ?? ''
  const table = [
    'Mã số thuế;Loại nhu cầu;Nội dung;Số lượng;Năm cần',
    `${codeOf(member)};Đào tạo, tập huấn;Tập huấn truy xuất nguồn gốc;20;2026`,
    `${codeOf(stranger)};Được chứng nhận;ISO 9001;1;2026`,
    `;Đào tạo, tập huấn;Lớp chung cho hội viên;40;2026`,
    `${codeOf(member)};Áp dụng hệ thống quản lý, công cụ;Áp dụng 5S, Kaizen cho phân xưởng;1;2026`,
    `${codeOf(member)};Được chứng nhận;;1;2026`,
    `${codeOf(member)};Chuyển đổi số, sản xuất thông minh;Phần mềm quản lý kho;1;2026`,
  ].join('\n')
  const file = await association.run(uploadFile, {
    name: 'nhu-cau.csv',
    bytes: new TextEncoder().encode(table),
  })
  const checked = await association.run(checkNeeds, { fileId: file.id, surveyId })
  expect(checked).toMatchObject({ added: 2, unchanged: 1, refused: 3 })
  const { rows } = await association.run(showNeedImportRows, { id: checked.id })
  expect(rows.map(({ outcome }) => outcome)).toEqual(['new', 'error', 'new', 'same', 'error', 'error'])
  // A kind that the survey does not ask for is told before anything is written.
  expect(rows.at(-1)?.problems).toMatchObject([
    { column: 'kind', words: { vi: 'Đợt khảo sát không hỏi loại này.' } },
  ])
  // What one association stages is nobody else's to read or to write.
  const another = await as('association', { agencyId: elsewhere })
  const staged = { id: checked.id }
  for (const refused of [
    problemOf(another.run(showNeedImport, staged)),
    problemOf(another.run(showNeedImportRows, staged)),
    problemOf(another.run(applyNeeds, staged)),
  ])
    expect((await refused).status).toBe(404)
  await association.run(applyNeeds, { id: checked.id })
  expect((await association.run(listNeeds, { surveyId })).rows).toHaveLength(3)
})

test('no need is left without an outcome: taken up, then an application of the enterprise, a course, or the reason why not', async () => {
  const { enterpriseId, someone } = await owner()
  const { id } = await someone.run(addNeed, need())
  const shown = await someone.run(showNeed, { id })
  await someone.run(correctNeed, { ...need({ quantity: 2 }), id, version: shown.version })
  expect((await problemOf(someone.run(takeUpNeed, { id }))).status).toBe(403)
  await officer.run(takeUpNeed, { id })
  const { version } = await someone.run(showNeed, { id })
  expect((await problemOf(someone.run(correctNeed, { ...need(), id, version }))).code).toBe('needs.taken')
  for (const [outcome, field] of [
    ['supported', 'applicationId'],
    ['course', 'eventId'],
    ['declined', 'reason'],
    ['unanswered', 'reason'],
  ] as const)
    expect((await problemOf(officer.run(settleNeed, { id, outcome }))).fields).toMatchObject([{ field }])
  const { id: elsewhere } = await officer.run(
    fileApplication,
    await filing(nscl, await makeEnterprise(system)),
  )
  expect(
    (await problemOf(officer.run(settleNeed, { id, outcome: 'supported', applicationId: elsewhere }))).fields,
  ).toMatchObject([{ field: 'applicationId' }])
  const { id: applicationId } = await officer.run(fileApplication, await filing(nscl, enterpriseId))
  await officer.run(settleNeed, { id, outcome: 'supported', applicationId })
  expect(await someone.run(showNeed, { id })).toMatchObject({ state: 'supported', applicationId })
  expect((await problemOf(someone.run(withdrawNeed, { id, reason: 'Không cần nữa' }))).code).toBe(
    'needs.settled',
  )
  await officer.run(reopenNeed, { id, why: 'Hồ sơ bị rút' })
  await officer.run(settleNeed, { id, outcome: 'declined', reason: 'Không thuộc đối tượng' })
  const told = await system.db
    .selectFrom('notice')
    .select('kind')
    .where('href', '=', `/needs/${id}`)
    .where('accountId', '=', someone.actor.userId ?? '')
    .execute()
  expect(told.map(({ kind }) => kind)).toEqual(['needs.settled', 'needs.settled'])
})

test('the summary counts needs once and costs them by the norms in force, never by a guess', async () => {
  const food = await contentId(system, 'food-safety')
  const instrument = await system.db
    .selectFrom('legalInstrument')
    .select('id')
    .where('number', '=', '11/2023/NQ-HĐND')
    .executeTakeFirstOrThrow()
  await officer.run(addNorm, {
    ...{
      instrumentId: instrument.id,
      article: 'Điều 4',
      name: 'Chứng nhận sản phẩm',
      kind: 'fixed',
      contentId: food,
    },
    ...{ ceiling: '20 triệu', ceilingUnit: 'product', whenOver: 'stopped', validFrom: '01/01/2024' },
  })
  const { id: surveyId } = await officer.run(openSurvey, survey({ title: 'Tổng hợp' }))
  const one = await owner()
  await one.someone.run(
    addNeed,
    need({ surveyId, kind: 'certification', contentId: food, quantity: 3, amount: '90 triệu' }),
  )
  await one.someone.run(addNeed, need({ surveyId, kind: 'training', text: 'Tập huấn' }))
  const { rows } = await officer.run(needResults, { by: 'content', surveyId })
  expect(rows).toHaveLength(2)
  expect(rows.find(({ key }) => key === String(food))).toMatchObject({
    ...{ needs: 1, enterprises: 1, quantity: 3, amount: 90_000_000n, normCost: 60_000_000n, withoutNorm: 0 },
  })
  expect(rows.find(({ key }) => key === null)).toMatchObject({ needs: 1, normCost: null, withoutNorm: 1 })
  for (const by of ['kind', 'sector', 'place', 'year'] as const) {
    const sums = (await officer.run(needResults, { by, surveyId })).rows
    expect(
      sums.reduce((sum, row) => sum + row.needs, 0),
      by,
    ).toBe(2)
  }
})

test('who is asked is told once, and reminded 14 and 3 days before a survey closes, but not who has answered', async () => {
  const { someone } = await owner()
  await officer.run(openSurvey, {
    ...survey({ title: 'Nhắc', enterprises: 'accounts', opensOn: '2025-01-02', closesOn: '2025-02-28' }),
  })
  const at = (day: string) => ({ db: system.db, now: new Date(`${day}T03:00:00Z`), today: day })
  for (const day of [
    '2025-02-03',
    '2025-02-04',
    '2025-02-14',
    '2025-02-15',
    '2025-02-25',
    '2025-02-28',
    '2025-03-01',
  ])
    await tellOfSurveys(at(day))
  const told = async () =>
    (
      await system.db
        .selectFrom('notice')
        .select(['kind', 'occurrence'])
        .where('kind', 'in', ['needs.asked', 'needs.reminded'])
        .where('accountId', '=', someone.actor.userId ?? '')
        .orderBy('occurrence')
        .execute()
    ).map(({ kind, occurrence }) => [kind, occurrence])
  expect(await told()).toEqual([
    ['needs.asked', '2025-02-03'],
    ['needs.reminded', '2025-02-14'],
    ['needs.reminded', '2025-02-25'],
  ])
})
