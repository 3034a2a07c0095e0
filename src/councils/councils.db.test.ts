import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { inviteOutsider } from '../accounts/roles.ts'
import { appraiseApplication, checkApplication } from '../applications/commands.ts'
import { decideApplication } from '../applications/decide.ts'
import { fileApplication } from '../applications/file.ts'
import { showApplication } from '../applications/queries.ts'
import { ownFiling, versionOf } from '../applications/testing.ts'
import { approveCall, sendCall } from '../calls/approve.ts'
import { createCall } from '../calls/commands.ts'
import { addCallContent } from '../calls/contents.ts'
import { showCall } from '../calls/queries.ts'
import { listNotices } from '../notices/index.ts'
import { addDays, today, yearOf } from '../platform/dates.ts'
import { execute } from '../platform/execute.ts'
import { actorOfAccount } from '../platform/session.ts'
import { rooms } from '../portal/rooms.ts'
import { contentId, makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { listWork } from '../work/index.ts'
import { concludeAppraisal } from './conclude.ts'
import { addCost, removeCost } from './costs.ts'
import { addCouncilMember, appointCouncil, createCouncil, endCouncil, takeBack } from './council-commands.ts'
import { listCouncils, showCouncil } from './council-queries.ts'
import { councilMinutes } from './minutes.ts'
import { listAppraisals, showAppraisal } from './queries.ts'
import { addAppraisalRule, addScoreSheet, endAppraisalRule } from './rule-commands.ts'
import { listAppraisalRules, showAppraisalRule, showScoreSheet } from './rule-queries.ts'
import { giveSheet } from './sheets.ts'
import { declareInterest, putBefore } from './sittings.ts'

const house = await testSystem()
const { system, as } = house
const on = today(system.now())
let officer: Someone
let leader: Someone
let ruleId: number
let sheetId: number
let callId: number
let content: number

/** What a query answers as a command takes it: what is null is left out. */
const withoutNulls = (row: object) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))

/** Somebody as the program knows them at their next request. */
async function anew(accountId: string): Promise<Someone> {
  const actor = await actorOfAccount(system.db, accountId, on)
  if (actor === null) throw new Error('no account')
  return {
    actor: { ...actor, mustChangePassword: false, proof: 'session' },
    run: (operation, input) =>
      execute(system, operation as never, { ...actor, mustChangePassword: false, proof: 'session' }, input, {
        via: 'page',
      }),
  } as Someone
}

beforeAll(async () => {
  officer = await as('coordinator')
  leader = await as('leader')
  content = await contentId(system, 'food-safety')
  const { rules, sheets } = await officer.run(listAppraisalRules, {})
  const innovation = rules.find(({ key }) => key === 'innovation')
  const b8 = sheets.find(({ key }) => key === 'task-b8')
  if (innovation === undefined || b8 === undefined)
    throw new Error('rules of data/ are missing')
    // a province's own copy: three members
  ;({ id: ruleId } = await officer.run(addAppraisalRule, {
    ...{
      fromId: innovation.id,
      name: 'Hội đồng ba người',
      nameEn: 'A council of three',
      instrumentId: innovation.instrumentId,
    },
    ...{ article: 'Điều 1', validFrom: addDays(on, -10), secretary: true, leaderPresent: true, reviewers: 0 },
    ...{ sizes: [{ size: 3, quorum: 2 }], votes: innovation.votes.map(withoutNulls), bars: innovation.bars },
  }))
  ;({ id: sheetId } = await officer.run(addScoreSheet, {
    ...{
      fromId: b8.id,
      name: 'Phiếu của tỉnh',
      nameEn: 'A sheet of the province',
      instrumentId: b8.instrumentId,
    },
    ...{ article: 'Điều 2', validFrom: addDays(on, -10), judged: 'mean', zeroParts: 1, zeroOf: 3 },
    groups: b8.groups.map(({ name, nameEn, passMin }) => ({
      name,
      nameEn,
      ...(passMin === null ? {} : { passMin }),
    })),
    criteria: b8.groups.flatMap(({ criteria }, at) =>
      criteria.map(({ name, nameEn, most }) => ({ group: at + 1, name, nameEn, most })),
    ),
    grades: b8.grades.map(({ id: _id, ...grade }) => grade),
  }))
  const plan = await system.db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
  const { id } = await officer.run(createCall, {
    ...{
      planId: plan.id,
      year: yearOf(on),
      title: 'Hội đồng thẩm định',
      opensOn: on,
      closesOn: addDays(on, 9),
    },
    ...{ appraisedBy: 'council', appraisalRuleId: ruleId, scoreSheetId: sheetId },
  })
  await officer.run(addCallContent, { id, contentId: content })
  const version = async () => (await officer.run(showCall, { id })).version
  await officer.run(sendCall, { id, version: await version() })
  await leader.run(approveCall, { id, version: await version(), number: '7/TB', decidedOn: on })
  callId = id
})

async function checked() {
  const enterpriseId = await makeEnterprise(system)
  const { id } = await officer.run(fileApplication, { ...(await ownFiling(house, enterpriseId)), callId })
  await officer.run(checkApplication, { id, version: await versionOf(officer, id), outcome: 'checked' })
  return { id, enterpriseId }
}

let counted = 0
/** A council of an officer, an expert from outside and a member on paper. */
async function appointed(employerTaxCode?: string) {
  const { id } = await officer.run(createCouncil, { name: `Hội đồng ${++counted}`, ruleId, sheetId })
  const inside = await as('finance')
  const { email } = await system.db
    .selectFrom('account')
    .select('email')
    .where('id', '=', inside.actor.userId ?? '')
    .executeTakeFirstOrThrow()
  const outside = `chuyen-gia-${counted}@example.vn`
  const member = (post: string, personName: string, more: object = {}) =>
    officer.run(addCouncilMember, { id, post, personName, consent: true, ...more })
  await member('chair', 'Lê Chủ Tịch', { email })
  await member('secretary', 'Phạm Thư Ký', { employerTaxCode })
  await member('member', 'Võ Chuyên Gia', { email: outside })
  const invited = await officer.run(inviteOutsider, {
    ...{ name: 'Võ Chuyên Gia', email: outside, role: 'council_member', record: 'council', recordId: id },
    ...{ toDay: addDays(on, 90), reason: 'Ủy viên hội đồng' },
  })
  await officer.run(appointCouncil, {
    ...{ id, version: (await officer.run(showCouncil, { id })).version, number: '5/QĐ', decidedOn: on },
  })
  return { id, chair: inside, expert: await anew(invited.id) }
}

const put = async (council: number, recordId: number) =>
  (await officer.run(putBefore, { id: council, record: 'application', recordId })).id
const show = (who: Someone, id: number) => who.run(showAppraisal, { id })
const seatOf = async (id: number, name: string) =>
  (await show(officer, id)).seats.find((seat) => seat.name === name)?.id ?? 0
const declare = async (who: Someone, id: number, name: string, declared = 'none', text?: string) =>
  who.run(declareInterest, { id, seat: await seatOf(id, name), declared, text })

/** What a sheet says. */
async function sheet(id: number, given: readonly number[], vote = 'passed', remark = 'Đồng ý') {
  const shown = await show(officer, id)
  const criteria = shown.sheet?.groups.flatMap((group) => group.criteria) ?? []
  return {
    points: criteria.map((criterion, at) => ({ criterionId: criterion.id, points: given[at] ?? 0 })),
    votes: shown.contents.map((one) => ({ contentId: one.id, vote })),
    remark,
  }
}
const give = async (who: Someone, id: number, name: string, given: readonly number[], more: object = {}) =>
  who.run(giveSheet, { id, seat: await seatOf(id, name), ...(await sheet(id, given)), ...more })
const cost = async (id: number, allowed?: bigint, cutReason?: string) => {
  const shown = await show(officer, id)
  return officer.run(addCost, {
    ...{ id, contentId: shown.contents[0]?.id, title: 'Tư vấn', quantity: 1, unitCost: shown.requested },
    ...{ allowed, cutReason },
  })
}
const conclude = async (
  id: number,
  names: readonly string[],
  conclusion = 'Đề nghị hỗ trợ',
  earlyReason?: string,
) => {
  const { version, seats } = await show(officer, id)
  const present = seats.filter(({ name }) => names.includes(name)).map((seat) => seat.id)
  return officer.run(concludeAppraisal, { id, version, sessionOn: on, present, conclusion, earlyReason })
}
const code = async (act: Promise<unknown>) => (await problemOf(act)).code
const all = ['Lê Chủ Tịch', 'Phạm Thư Ký', 'Võ Chuyên Gia']

test('rules and sheets are rows: what came with the program is copied, a version in use stays', async () => {
  const { rules, sheets } = await officer.run(listAppraisalRules, {})
  expect(
    rules
      .filter(({ shipped }) => shipped)
      .map(({ key }) => key)
      .toSorted(),
  ).toEqual([...['innovation', 'task-acceptance', 'task-defining', 'task-selection']])
  expect(sheets.filter(({ shipped }) => shipped)).toHaveLength(3)
  const shipped = rules.find(({ key }) => key === 'innovation')
  const rule = await officer.run(showAppraisalRule, { id: shipped?.id })
  expect(rule.law.map(({ article }) => article)).toContain('Điều 12 khoản 3 điểm c')
  const entry = {
    name: 'x',
    nameEn: 'x',
    instrumentId: rule.instrumentId,
    article: 'x',
    validFrom: addDays(on, 5),
  }
  const next = {
    ...entry,
    ...{ reviewers: 0, sizes: [{ size: 3, quorum: 3 }], votes: rule.votes.map(withoutNulls) },
  }
  expect(await code(officer.run(addAppraisalRule, { ...next, fromId: rule.id, nextVersion: true }))).toBe(
    'councils.shipped',
  )
  const { id } = await officer.run(addAppraisalRule, { ...next, fromId: ruleId, nextVersion: true })
  const [own, later] = [
    await officer.run(showAppraisalRule, { id: ruleId }),
    await officer.run(showAppraisalRule, { id }),
  ]
  expect([own.validTo, later.key, later.sizes]).toEqual([addDays(on, 4), own.key, [{ size: 3, quorum: 3 }]])
  expect(own.sizes).toEqual([{ size: 3, quorum: 2 }])
  await officer.run(endAppraisalRule, { kind: 'rules', id, validTo: addDays(on, 30) })
  expect((await officer.run(showScoreSheet, { id: sheetId })).groups[1]?.passMin).toBe(40)
})

test('a council is appointed as its rule says, and takes what waits for it', async () => {
  const { id } = await officer.run(createCouncil, { name: 'Thiếu người', ruleId, sheetId })
  await officer.run(addCouncilMember, { id, post: 'chair', personName: 'Một', consent: true })
  const { version } = await officer.run(showCouncil, { id })
  const appoint = officer.run(appointCouncil, { id, version, number: '1', decidedOn: on })
  expect((await problemOf(appoint)).words.vi).toContain('Hội đồng có 1 người')
  const refused = await problemOf(officer.run(addCouncilMember, { id, post: 'member', personName: 'Hai' }))
  expect(refused.fields.map(({ field }) => field)).toEqual(['consent'])
  const council = await appointed()
  const { id: application } = await checked()
  expect(
    (await officer.run(showCouncil, { id: council.id })).waiting.map(({ recordId }) => recordId),
  ).toContain(application)
  const other = await officer.run(createCouncil, { name: 'Khác', ruleId, sheetId })
  expect(await code(put(other.id, application))).toBe('councils.notSitting')
  const appraisal = await put(council.id, application)
  expect(await code(put(council.id, application))).toBe('councils.appraisedAlready')
  expect((await council.expert.run(listNotices, {})).rows[0]?.subject.vi).toContain('Mời thẩm định')
  const waits = (await council.expert.run(listWork, { kind: 'councils.sheet' })).rows
  expect(waits.map(({ href }) => href)).toEqual([`/appraisals/${appraisal}`])
  expect((await council.expert.run(listCouncils, {})).rows.map((row) => row.id)).toEqual([council.id])
  expect((await council.expert.run(listAppraisals, {})).rows.map((row) => row.id)).toEqual([appraisal])
  expect((await council.expert.run(showApplication, { id: application })).id).toBe(application)
  const stranger = (await appointed()).expert
  expect((await problemOf(show(stranger, appraisal))).status).toBe(404)
  expect((await problemOf(stranger.run(showApplication, { id: application }))).status).toBe(404)
})

test('a whole appraisal: declared, scored blind, cut line by line, concluded with minutes; then appraised and decided by others', async () => {
  const council = await appointed()
  const { id: application } = await checked()
  const id = await put(council.id, application)
  expect(await code(give(council.chair, id, 'Lê Chủ Tịch', [15, 45, 30]))).toBe('councils.undeclared')
  await declare(council.chair, id, 'Lê Chủ Tịch')
  await declare(council.expert, id, 'Võ Chuyên Gia')
  await declare(officer, id, 'Phạm Thư Ký')
  expect((await problemOf(declare(officer, id, 'Lê Chủ Tịch'))).status).toBe(403)
  const tooMuch = await problemOf(give(council.chair, id, 'Lê Chủ Tịch', [16, 45, 30]))
  expect(tooMuch.fields.map(({ field }) => field)).toEqual(['points.0.points'])
  await give(council.chair, id, 'Lê Chủ Tịch', [15, 45, 30])
  expect((await show(council.expert, id)).seats.map(({ opinion }) => opinion)).toEqual([null, null, null])
  expect((await show(officer, id)).result).toBeNull()
  await give(council.expert, id, 'Võ Chuyên Gia', [10, 40, 25])
  expect((await show(council.expert, id)).result?.total).toMatchObject({ mean: 82.5, least: 75, most: 90 })
  expect((await show(officer, id)).blind).toBe(true)
  const scan = await house.evidence('phieu-giay.pdf')
  const noScan = await problemOf(give(officer, id, 'Phạm Thư Ký', [12, 41, 30]))
  expect(noScan.fields.map(({ field }) => field)).toEqual(['fileId'])
  await give(officer, id, 'Phạm Thư Ký', [12, 41, 30], { fileId: scan })
  const shown = await show(officer, id)
  expect(shown.blind).toBe(false)
  expect(shown.seats.find(({ name }) => name === 'Phạm Thư Ký')).toMatchObject({
    onPaper: true,
    opinion: { fileId: scan },
  })
  expect(await code(conclude(id, all))).toBe('councils.costs')
  const wrong = await problemOf(cost(id, 50_000_000n))
  expect(wrong.fields.map(({ field }) => field)).toEqual(['cutReason'])
  await cost(id, 50_000_000n, 'Đơn giá cao hơn báo giá')
  await officer.run(removeCost, { id, cost: (await show(officer, id)).costs[0]?.id })
  await cost(id, 60_000_000n, 'Đơn giá cao hơn báo giá')
  const few = await problemOf(conclude(id, ['Phạm Thư Ký', 'Võ Chuyên Gia']))
  expect(few.fields[0]?.words.vi).toContain('Chủ tịch')
  const appraise = async (amount: bigint) =>
    officer.run(appraiseApplication, {
      ...{ id: application, version: await versionOf(officer, application), amount, note: 'Theo hội đồng' },
    })
  expect(await code(appraise(60_000_000n))).toBe('applications.notConcluded')
  // its rule says for how many days the papers are out before it meets: earlier is said why
  const papersFor = async (papersDays: number | null) =>
    system.db.updateTable('appraisalRule').set({ papersDays }).where('id', '=', ruleId).execute()
  await papersFor(3)
  expect((await show(officer, id)).meetsFrom).toBe(addDays(on, 3))
  expect((await problemOf(conclude(id, all))).fields.map(({ field }) => field)).toEqual(['earlyReason'])
  expect((await conclude(id, all, 'Đề nghị hỗ trợ', 'Cả hội đồng đồng ý họp sớm')).passes).toBe(true)
  await papersFor(null)
  expect((await show(officer, id)).earlyReason).toBe('Cả hội đồng đồng ý họp sớm')
  expect((await problemOf(appraise(61_000_000n))).fields.map(({ field }) => field)).toEqual(['amount'])
  await appraise(60_000_000n)
  const minutes = await council.expert.run(councilMinutes, { id, format: 'docx' })
  expect(minutes.name).toMatch(/^bien-ban-/)
  const decide = async (who: Someone) =>
    who.run(decideApplication, {
      ...{
        id: application,
        version: await versionOf(officer, application),
        outcome: 'refuse',
        reason: 'x',
        decidedOn: on,
      },
    })
  await system.db
    .insertInto('accountRole')
    .values({
      accountId: council.chair.actor.userId ?? '',
      role: 'leader',
      agencyId: leader.actor.agencyId,
      reason: 'Kiêm nhiệm',
      setAt: system.now(),
    })
    .execute()
  expect(await code(decide(await anew(council.chair.actor.userId ?? '')))).toBe('controls.samePerson')
  expect((await decide(leader)).state).toBe('refused')
  const { version } = await officer.run(showCouncil, { id: council.id })
  await officer.run(endCouncil, { id: council.id, version })
  const ended = await actorOfAccount(system.db, council.expert.actor.userId ?? '', on)
  expect(ended?.grants.has('council_member') ?? false).toBe(false)
})

describe('a conflict of interest keeps a member out', () => {
  test('who works for the enterprise is found by the register, who declares is kept out, and neither reads a score', async () => {
    const { id: application, enterpriseId } = await checked()
    const { taxCode } = await system.db
      .selectFrom('enterprise')
      .select('taxCode')
      .where('id', '=', enterpriseId)
      .executeTakeFirstOrThrow()
    const council = await appointed(taxCode)
    const id = await put(council.id, application)
    expect((await show(officer, id)).seats.map(({ keptOut }) => keptOut)).toEqual([null, 'staff', null])
    expect(await code(give(officer, id, 'Phạm Thư Ký', [1, 1, 1]))).toBe('councils.keptOut')
    const why = await problemOf(declare(council.expert, id, 'Võ Chuyên Gia', 'family'))
    expect(why.fields.map(({ field }) => field)).toEqual(['text'])
    await declare(council.expert, id, 'Võ Chuyên Gia', 'family', 'Em ruột giám đốc')
    expect((await problemOf(council.expert.run(showApplication, { id: application }))).status).toBe(404)
    await declare(council.chair, id, 'Lê Chủ Tịch')
    await give(council.chair, id, 'Lê Chủ Tịch', [15, 45, 30])
    const seen = await show(council.expert, id)
    expect([seen.blind, seen.result, seen.seats.map(({ opinion }) => opinion)]).toEqual([
      true,
      null,
      [null, null, null],
    ])
    await cost(id)
    expect((await problemOf(conclude(id, all))).fields[0]?.words.vi).toContain('Có mặt 1 trên 3')
    await officer.run(takeBack, { id, reason: 'Không đủ người' })
    expect((await show(officer, id)).state).toBe('set_aside')
  })

  test('who acts for the enterprise by an account is found too', async () => {
    const { id: application, enterpriseId } = await checked()
    const council = await appointed()
    await system.db
      .insertInto('accountRole')
      .values({
        accountId: council.expert.actor.userId ?? '',
        role: 'enterprise',
        enterpriseId,
        reason: 'x',
        setAt: system.now(),
      })
      .execute()
    const id = await put(council.id, application)
    expect((await show(officer, id)).seats.map(({ keptOut }) => keptOut)).toEqual([null, null, 'own'])
  })
})

test('what a council does not pass is refused, and accepted by nobody', async () => {
  const council = await appointed()
  const { id: application } = await checked()
  const id = await put(council.id, application)
  const scan = await house.evidence('phieu.pdf')
  for (const [who, name] of [
    [council.chair, 'Lê Chủ Tịch'],
    [council.expert, 'Võ Chuyên Gia'],
    [officer, 'Phạm Thư Ký'],
  ] as const) {
    await declare(who, id, name)
    await give(who, id, name, [15, 39, 35], who === officer ? { fileId: scan } : {})
  }
  await cost(id)
  expect((await conclude(id, all, 'Tính khả thi thấp')).passes).toBe(false)
  const { actions, appraisedBy } = await officer.run(showApplication, { id: application })
  expect([appraisedBy.failed, actions.includes('appraise'), actions.includes('refuse')]).toEqual([
    true,
    false,
    true,
  ])
  const waits = (await leader.run(listWork, { kind: 'applications.refuse' })).rows
  expect(waits.map(({ href }) => href)).toContain(`/applications/${application}`)
})

/** The seconds of a time of day, which can read like a score. */
const secondsOfClock = /(?<=[T ]\d\d:\d\d):\d\d\.\d+/g

test('nobody’s scores are readable before his own are in: no query, no export, no file, no trail answers them', async () => {
  const council = await appointed()
  const { id: application } = await checked()
  const id = await put(council.id, application)
  const scan = await house.evidence('phieu-kin.pdf')
  for (const [who, name] of [
    [council.chair, 'Lê Chủ Tịch'],
    [council.expert, 'Võ Chuyên Gia'],
    [officer, 'Phạm Thư Ký'],
  ] as const)
    await declare(who, id, name)
  const remark = 'nhận xét kín 7391'
  await give(council.chair, id, 'Lê Chủ Tịch', [13.37, 44.44, 31.13], { remark })
  await give(officer, id, 'Phạm Thư Ký', [13.37, 44.44, 31.13], { remark, fileId: scan })
  const auditor = await as('auditor', { admin: true })
  const readers = [council.expert, officer, leader, auditor, await as('coordinator', { admin: true })]
  let asked = 0
  for (const room of rooms)
    for (const operation of room.operations) {
      if (operation.kind !== 'query') continue
      for (const reader of readers) {
        const input = {
          id,
          appraisalId: id,
          record: 'appraisal',
          recordId: id,
          limit: 200,
          format: 'docx',
          q: '7391',
        }
        const answer = await execute(system, operation as never, reader.actor, input, { via: 'page' }).catch(
          () => null,
        )
        if (answer === null) continue
        asked += 1
        const said = JSON.stringify(answer, (_key, value) =>
          typeof value === 'bigint' ? String(value) : value,
        ).replaceAll(secondsOfClock, '')
        expect(said.includes('7391') && said.includes('nhận xét kín'), `${operation.name}`).toBe(false)
        for (const points of ['13.37', '44.44', '31.13', '88.94'])
          expect(said.includes(points), `${operation.name}: ${points}`).toBe(false)
      }
    }
  expect(asked).toBeGreaterThan(150)
  const { rows } = await sql<{ said: string }>`SELECT coalesce(input::text, '') AS said FROM audit
    UNION ALL SELECT coalesce(after::text, '') FROM change WHERE table_name LIKE 'appraisal%'`.execute(
    system.db,
  )
  for (const { said } of rows) expect(said.includes('nhận xét kín') || said.includes('44.44')).toBe(false)
  const blind = async (reader: Someone) => {
    const { rows: found } = await sql<{
      blind: boolean
    }>`SELECT is_blind_file(${scan}, ${reader.actor.userId}) AS blind`.execute(system.db)
    return found[0]?.blind
  }
  expect([await blind(leader), await blind(council.expert), await blind(officer)]).toEqual([
    true,
    true,
    false,
  ])
  await give(council.expert, id, 'Võ Chuyên Gia', [15, 45, 30])
  for (const reader of readers)
    expect(
      JSON.stringify((await show(reader, id)).seats, (_k, v) => (typeof v === 'bigint' ? String(v) : v)),
    ).toContain(remark)
})
