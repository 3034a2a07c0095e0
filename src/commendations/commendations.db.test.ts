import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import {
  addCouncilMember,
  appointCouncil,
  concludeAppraisal,
  createCouncil,
  declareInterest,
  giveSheet,
  putBefore,
  showAppraisal,
  showCouncil,
} from '../councils/index.ts'
import { registerEnterprise } from '../enterprises/index.ts'
import { listNotices } from '../notices/index.ts'
import { answerRequest } from '../opinions/index.ts'
import { execute } from '../platform/execute.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { createCall, openCall } from './call-commands.ts'
import { showCall } from './call-queries.ts'
import { addRule, endRule, listRules } from './catalogue.ts'
import { issueCertificates } from './certificates.ts'
import { nominationCorrection } from './correction.tsx'
import { listFile } from './document.ts'
import { applyNominations, checkNominations, showNominationImportRows } from './import.ts'
import {
  askListOpinions,
  createList,
  decideList,
  dropList,
  forwardList,
  returnList,
  submitList,
  tieMoney,
} from './list-commands.ts'
import { showList } from './list-queries.ts'
import { nominate } from './nomination-commands.ts'
import { listNominations, showNomination } from './nomination-queries.ts'
import { addPaper, checkNomination, submitNomination, withdrawNomination } from './nomination-way.ts'

/* Commendation from the call to the certificate. */

const nscl = await testSystem()
const { db } = nscl.system
let officer: Someone
let agency: Someone
let homeAffairs: Someone
let leader: Someone
let enterprise: Someone
let fileId: number
let planId: number
let formId: number
let day: string

beforeAll(async () => {
  officer = await nscl.as('coordinator')
  homeAffairs = await nscl.as('home_affairs')
  leader = await nscl.as('leader')
  fileId = await nscl.evidence()
  planId = (await db.selectFrom('plan').select('id').where('state', '=', 'active').executeTakeFirstOrThrow())
    .id
  formId = (await officer.run(listRules, {})).forms[0]?.id ?? 0
  const own = await db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'agency')
    .where('validTo', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  agency = await nscl.as('agency', { agencyId: own.id })
  const unit = await db.selectFrom('adminUnit').select('id').orderBy('id').limit(1).executeTakeFirstOrThrow()
  const made = await officer.run(registerEnterprise, {
    ...{ taxCode: '0101243150', name: 'Công ty Khen Thưởng', address: 'Số 1 Mẫu', adminUnitId: unit.id },
    ...{ sectorGroup: 'production', legalForm: 'company' },
  })
  enterprise = await nscl.as('enterprise', { enterpriseId: made.id })
  const { rows } = await sql<{
    day: string
  }>`SELECT to_char(now() AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') AS day`.execute(db)
  day = rows[0]?.day ?? ''
})

const call = (more: object = {}) => ({
  ...{ planId, formId, title: 'Khen thưởng năng suất', contents: 'Thành tích nâng cao năng suất' },
  ...{ forGroups: true, forPersons: true, byAgencies: true, byAssociations: false, byEnterprises: true },
  ...{ opensOn: day, closesOn: day },
  ...more,
})
async function opened(more: object = {}): Promise<number> {
  const { id, version } = await officer.run(createCall, call(more))
  await officer.run(openCall, { id, version })
  return id
}
const person = (callId: number, name: string, more: object = {}) => ({
  ...{
    callId,
    kind: 'person',
    name,
    workplace: 'Sở Công Thương',
    achievement: 'Tám sáng kiến',
    consents: true,
  },
  ...more,
})
const fields = async (act: Promise<unknown>) => (await problemOf(act)).fields.map(({ field }) => field)
const code = async (act: Promise<unknown>) => (await problemOf(act)).code

/** A nomination with its papers, submitted. */
async function submitted(who: Someone, input: object): Promise<{ id: number; version: number }> {
  const { id, version } = await who.run(nominate, input)
  const { rules } = await who.run(showNomination, { id })
  let at = version
  for (const rule of rules.filter(({ broughtBy }) => broughtBy === 'nominator')) {
    const owner = who === enterprise ? (enterprise.actor.enterpriseIds[0] ?? 0) : undefined
    const paper = await nscl.evidence('bao-cao.pdf', owner)
    at = (await who.run(addPaper, { id, version: at, ruleId: rule.id, fileId: paper })).version
  }
  return who.run(submitNomination, { id, version: at })
}
async function complete(who: Someone, input: object): Promise<number> {
  const { id, version } = await submitted(who, input)
  const { rules } = await officer.run(showNomination, { id })
  const met = rules.filter(({ part }) => part === 'criterion').map((rule) => rule.id)
  await officer.run(checkNomination, { id, version, outcome: 'complete', met })
  return id
}

test('a nomination goes round until it is complete, is listed, forwarded by home affairs and decided by somebody else', async () => {
  const callId = await opened()
  expect((await agency.run(listNotices, { limit: 5 })).rows[0]?.subject.vi).toContain('Đề nghị khen thưởng')
  expect(await fields(agency.run(nominate, person(callId, 'Nguyễn A', { consents: false })))).toEqual([
    'consents',
  ])
  expect(await fields(agency.run(nominate, person(callId, 'Nguyễn A', { workplace: undefined })))).toEqual([
    'workplace',
  ])
  const draft = await agency.run(nominate, person(callId, 'Trần Thiếu'))
  expect(await code(agency.run(submitNomination, draft))).toBe('nominations.papersMissing')
  expect(await code(agency.run(nominate, person(callId, 'TRẦN  thiếu')))).toBe('nominations.twice')
  await agency.run(withdrawNomination, { ...draft, reason: 'Nhập nhầm' })
  const one = await submitted(agency, person(callId, 'Nguyễn A'))
  expect(await fields(officer.run(checkNomination, { ...one, outcome: 'complete', met: [] }))).toEqual([
    'met',
  ])
  expect(await fields(officer.run(checkNomination, { ...one, outcome: 'returned', met: [] }))).toEqual([
    'missing',
  ])
  const back = await officer.run(checkNomination, {
    ...{ ...one, outcome: 'returned', met: [], missing: 'Thiếu xác nhận' },
  })
  expect((await agency.run(listNotices, { limit: 5 })).rows[0]?.subject.vi).toContain('phải bổ sung')
  const again = await agency.run(submitNomination, { id: one.id, version: back.version })
  const shown = await officer.run(showNomination, { id: one.id })
  expect(shown.rounds.map(({ outcome }) => outcome)).toEqual(['returned', null])
  const met = shown.rules.filter(({ part }) => part === 'criterion').map(({ id }) => id)
  await officer.run(checkNomination, { id: one.id, version: again.version, outcome: 'complete', met })
  const group = await complete(enterprise, {
    ...{ callId, kind: 'group', name: 'Phân xưởng 1', achievement: 'Giảm lỗi 40%' },
  })
  expect((await enterprise.run(listNominations, {})).rows.map(({ id }) => id)).toEqual([group])
  expect((await problemOf(enterprise.run(showNomination, { id: one.id }))).status).toBe(404)

  const list = await officer.run(createList, {
    ...{ callId, title: 'Danh sách 1', nominations: [one.id, group] },
  })
  const { id } = list
  const other = await db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'agency')
    .where('validTo', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const asked = await officer.run(askListOpinions, {
    ...{ id, version: list.version, dueOn: day, agencyIds: [other.id] },
  })
  const submission = { id, submission: '15/TTr', submittedOn: day }
  expect(await code(officer.run(submitList, { ...submission, version: asked.version }))).toBe(
    'commendations.awaited',
  )
  const request = (await officer.run(showList, { id })).rounds[0]?.requests[0]
  await agency.run(answerRequest, { id: request?.id, version: request?.version ?? 1, stance: 'agrees' })
  const sent = await officer.run(submitList, { ...submission, version: asked.version })
  expect((await problemOf(officer.run(forwardList, { id, version: sent.version }))).status).toBe(403)
  const returned = await homeAffairs.run(returnList, { id, version: sent.version, reason: 'Thiếu biên bản' })
  const twice = await officer.run(submitList, { ...submission, version: returned.version })
  const forwarded = await homeAffairs.run(forwardList, {
    ...{ id, version: twice.version, forwardNumber: '20/TTr-SNV', forwardedOn: day },
  })
  const decision = {
    id,
    version: forwarded.version,
    commended: [one.id],
    decidedOn: day,
    decisionFileId: fileId,
  }
  expect(await fields(leader.run(decideList, decision))).toEqual(['reason'])
  const whole = { ...decision, reason: 'Chưa đủ thời gian công tác' }
  // whoever checked does not decide, even as a deputy of the leader
  const deputy = { ...officer.actor, grants: new Set([...officer.actor.grants, 'leader' as const]) }
  expect(await code(execute(nscl.system, decideList, deputy, whole, { via: 'page', once: undefined }))).toBe(
    'controls.samePerson',
  )
  const decided = await leader.run(decideList, whole)
  expect(decided.decisionNumber).toMatch(/^\d+\/QĐ-UBND$/)
  expect((await officer.run(showList, { id })).members.map(({ state }) => state)).toEqual([
    'commended',
    'refused',
  ])
  expect((await agency.run(listNotices, { limit: 5 })).rows[0]?.subject.vi).toContain('Được khen thưởng')
  expect((await officer.run(issueCertificates, { id })).made).toBe(1)
  expect(await code(officer.run(issueCertificates, { id }))).toBe('commendations.certified')
  expect((await officer.run(showNomination, { id: one.id })).documents).toHaveLength(1)
  expect((await officer.run(listFile, { id, format: 'docx' })).name).toMatch(/danh-sach-khen-thuong/)
  expect((await officer.run(showCall, { id: callId })).commended).toBe(1)
})

test('a council votes on each of a list; whom it does not pass is not submitted', async () => {
  const rule = await db
    .selectFrom('appraisalRule')
    .select('id')
    .where('key', '=', 'task-defining')
    .executeTakeFirstOrThrow()
  const callId = await opened({ title: 'Có hội đồng', appraisalRuleId: rule.id })
  const nominees = [
    await complete(agency, person(callId, 'Lê Đạt')),
    await complete(agency, person(callId, 'Lê Trượt')),
  ]
  const list = await officer.run(createList, { callId, title: 'Qua hội đồng', nominations: nominees })
  const submission = { id: list.id, version: list.version, submission: '16/TTr', submittedOn: day }
  expect(await code(officer.run(submitList, submission))).toBe('commendations.noCouncil')
  const { id: councilId } = await officer.run(createCouncil, { name: 'Hội đồng thi đua', ruleId: rule.id })
  for (const [at, post] of [
    'chair',
    'vice',
    'secretary',
    'reviewer',
    'reviewer',
    'member',
    'member',
  ].entries())
    await officer.run(addCouncilMember, {
      id: councilId,
      post,
      personName: `Thành viên ${at}`,
      consent: true,
    })
  const { version } = await officer.run(showCouncil, { id: councilId })
  await officer.run(appointCouncil, { id: councilId, version, number: '5/QĐ', decidedOn: day })
  const { id } = await officer.run(putBefore, {
    ...{ id: councilId, record: 'commendation_list', recordId: list.id },
  })
  expect(await code(officer.run(submitList, submission))).toBe('commendations.councilSits')
  const { seats, contents } = await officer.run(showAppraisal, { id })
  expect(contents.map(({ title }) => title)).toEqual(['Lê Đạt, Sở Công Thương', 'Lê Trượt, Sở Công Thương'])
  for (const seat of seats) {
    await officer.run(declareInterest, { id, seat: seat.id, declared: 'none' })
    await officer.run(giveSheet, {
      ...{ id, seat: seat.id, fileId, points: [], remark: 'Đã xét' },
      votes: contents.map((content, at) => ({ contentId: content.id, vote: at === 0 ? 'do' : 'not' })),
    })
  }
  await officer.run(concludeAppraisal, {
    ...{
      id,
      version: (await officer.run(showAppraisal, { id })).version,
      sessionOn: day,
      sessionPlace: 'Phòng họp',
    },
    ...{ present: seats.map((seat) => seat.id), conclusion: 'Thông qua một người', earlyReason: 'Nhất trí' },
  })
  await officer.run(submitList, submission)
  const shown = await officer.run(showList, { id: list.id })
  expect(shown.members.map(({ state }) => state)).toEqual(['listed', 'refused'])
  expect(shown.appraisal).toEqual({ id, concluded: true })
})

test('a list that is dropped lets its nominations wait for another; money comes of the line that the call names alone', async () => {
  const line = await db
    .selectFrom('budgetLine')
    .select('id')
    .where('planId', '=', planId)
    .where('code', '=', 'I.4')
    .executeTakeFirstOrThrow()
  const callId = await opened({ title: 'Có kinh phí', lineId: line.id })
  const nominee = await complete(agency, person(callId, 'Phạm Chờ'))
  const list = await officer.run(createList, { callId, title: 'Thôi', nominations: [nominee] })
  expect(await fields(officer.run(tieMoney, { ...list, commitmentId: 999_999 }))).toEqual(['commitmentId'])
  await officer.run(dropList, { id: list.id, version: list.version, reason: 'Làm lại' })
  expect((await officer.run(showNomination, { id: nominee })).state).toBe('complete')
})

test('a table of nominees comes in as drafts; who stands is not entered again', async () => {
  const callId = await opened({ title: 'Bằng bảng' })
  const head =
    'Tập thể hay cá nhân|Tên tập thể, họ tên cá nhân|Chức vụ, công việc|Nơi công tác|Tóm tắt thành tích|Mã số thuế doanh nghiệp'
  const text = [
    head,
    'Cá nhân|Võ Bảng|Kỹ sư|Công ty Khen Thưởng|Cải tiến|0101243150',
    'Tập thể|Tổ sản xuất|||Năng suất tăng|',
    'Cá nhân|Võ Sai||||9999999999',
  ]
    .join('\n')
    .replaceAll('|', '\t')
  const check = () => agency.run(checkNominations, { text, callId, consents: true })
  const { id } = await check()
  const outcomes = async (of: number) =>
    (await agency.run(showNominationImportRows, { id: of, limit: 10 })).rows.map(({ outcome }) => outcome)
  expect(await outcomes(id)).toEqual(['new', 'new', 'error'])
  await agency.run(applyNominations, { id })
  const { rows } = await agency.run(listNominations, { callId })
  expect(rows.map(({ name, state }) => [name, state]).toSorted()).toEqual([
    ['Tổ sản xuất', 'draft'],
    ['Võ Bảng', 'draft'],
  ])
  expect(await outcomes((await check()).id)).toEqual(['same', 'same', 'error'])
})

test('criteria and papers are rows: one that ends is asked no more; what was typed wrongly is put right', async () => {
  const callId = await opened({ title: 'Sửa' })
  const { id, version } = await agency.run(nominate, person(callId, 'Hồ Sai'))
  await agency.run(nominationCorrection.correct, {
    ...{ id, name: 'Hồ Đúng', workplace: 'Sở Công Thương', achievement: 'Tám sáng kiến' },
  })
  expect((await agency.run(showNomination, { id })).name).toBe('Hồ Đúng')
  const added = await officer.run(addRule, {
    ...{ part: 'paper', broughtBy: 'nominator', text: 'Bản cam kết.', textEn: 'A commitment.' },
    ...{ source: 'Quy chế của tỉnh', validFrom: '2026-01-01' },
  })
  expect((await problemOf(agency.run(submitNomination, { id, version }))).words.vi).toContain('Bản cam kết')
  expect(
    await fields(
      officer.run(addRule, {
        ...{ part: 'paper', text: 'x', textEn: 'x', source: 'x', validFrom: '2026-01-01' },
      }),
    ),
  ).toEqual(['broughtBy'])
  expect(await fields(officer.run(endRule, { id: added.id, version: 1, validTo: '2025-12-31' }))).toEqual([
    'validTo',
  ])
  await officer.run(endRule, { id: added.id, version: 1, validTo: '2026-01-02' })
  expect((await problemOf(agency.run(submitNomination, { id, version }))).words.vi).not.toContain(
    'Bản cam kết',
  )
})
