import { beforeAll, expect, test } from 'vitest'
import { accepted, appraised } from '../../applications/testing.ts'
import { consent, introduce } from '../../introductions/index.ts'
import { listNotices } from '../../notices/index.ts'
import { execute } from '../../platform/execute.ts'
import type { System } from '../../platform/system.ts'
import { problemOf } from '../../testing/problem.ts'
import { type Someone, testSystem } from '../../testing/system.ts'
import { allocate, makeEnterprise, takeSteps } from '../testing.ts'
import { askAboutTurns, beginFollowUpLetter, tellOfFollowUps } from './ask.ts'
import {
  addQuestion,
  editMoment,
  editQuestion,
  endQuestion,
  listMoments,
  listQuestions,
} from './catalogues.ts'
import { answerByLink, answerFollowUp, enterAnswer, nameSilent } from './commands.ts'
import { applyAnswers, checkAnswers, showAnswerImportRows } from './import.ts'
import { listFollowUps, showFollowUp, showFollowUpLink, sumFollowUps } from './queries.ts'

/* A turn that is done: asked about then and after 6 and 12 months, answered or named. */

const nscl = await testSystem()
const { system } = nscl
let officer: Someone

beforeAll(async () => {
  officer = await nscl.as('coordinator')
  await allocate(system, 2025, 1_000_000_000n)
})

const on = (day: string): System => ({ ...system, now: () => new Date(`${day}T02:00:00Z`) })
const at = (day: string) => ({ db: system.db, now: on(day).now(), today: day })

async function done(finishedOn: string) {
  const enterpriseId = await makeEnterprise(system)
  const turnId = await accepted(officer, await appraised(nscl, officer, enterpriseId))
  await takeSteps(nscl, officer, turnId, [
    ['contracted', '2025-02-10'],
    ['in_progress', '2025-02-20'],
    ['accepted', '2025-03-01'],
    ['finished', finishedOn],
  ])
  return { enterpriseId, turnId }
}
const asked = async (turnId: number) => (await officer.run(listFollowUps, { turnId, limit: 10 })).rows
const questions = async () =>
  new Map((await officer.run(listQuestions, { limit: 100 })).rows.map((row) => [row.name, row]))
/** The answers to the questions that the program comes with. */
async function answers(score: number, kept?: number) {
  const of = await questions()
  const byName = (name: string) => String(of.get(name)?.id)
  return {
    [byName('Mức hài lòng với việc được hỗ trợ')]: String(score),
    [byName('Kết quả, thay đổi ở doanh nghiệp')]: 'Giảm lỗi',
    ...(kept === undefined ? {} : { [byName('Kết quả hỗ trợ còn được duy trì không')]: String(kept) }),
  }
}

test('the account is asked when the turn is done, and again half a year and a year later; what became of it is asked then', async () => {
  const { enterpriseId, turnId } = await done('2025-03-10')
  const own = await nscl.as('enterprise', { enterpriseId })
  await askAboutTurns(on('2025-03-11'))
  await askAboutTurns(on('2025-03-12'))
  const [first] = await asked(turnId)
  expect(await asked(turnId)).toHaveLength(1)
  expect((await own.run(listNotices, { limit: 3 })).rows[0]?.href).toBe(`/support/follow-ups/${first?.id}`)
  await tellOfFollowUps(at('2025-04-05'))
  await tellOfFollowUps(at('2025-04-06'))
  const told = (await own.run(listNotices, { limit: 9 })).rows.map(({ kind }) => kind)
  expect(told.filter((kind) => kind === 'support.followUpDue')).toHaveLength(1)
  await own.run(answerFollowUp, { id: first?.id, version: 1, answers: await answers(5) })
  expect(await own.run(showFollowUp, { id: first?.id })).toMatchObject({
    ...{ state: 'answered', score: 5, kept: null, answeredBy: 'account', said: 'Giảm lỗi' },
  })
  await askAboutTurns(on('2025-09-11'))
  const half = (await asked(turnId)).find(({ moment }) => moment === 'Sau 6 tháng')
  const untold = await problemOf(
    own.run(answerFollowUp, { id: half?.id, version: 1, answers: await answers(4) }),
  )
  const kept = (await questions()).get('Kết quả hỗ trợ còn được duy trì không')?.id
  expect(untold.fields.map(({ field }) => field)).toEqual([`answers.${kept}`])
  await own.run(answerFollowUp, { id: half?.id, version: 1, answers: await answers(4, 2) })
  await askAboutTurns(on('2026-03-11'))
  expect((await asked(turnId)).map(({ moment }) => moment).toSorted()).toEqual([
    ...['Khi lượt hỗ trợ hoàn thành', 'Sau 12 tháng', 'Sau 6 tháng'],
  ])
  const stranger = await nscl.as('enterprise', { enterpriseId: await makeEnterprise(system) })
  expect((await problemOf(stranger.run(showFollowUp, { id: first?.id }))).status).toBe(404)
  const sums = (await officer.run(sumFollowUps, { limit: 10 })).rows
  expect(sums).toMatchObject([
    { year: 2025, asked: 1, answered: 1, silent: 0, score: 5, kept: 0, partly: 0 },
    { asked: 1, answered: 1, score: 4, partly: 1 },
    { asked: 1, answered: 0, score: null },
  ])
})

test('without an account a letter bears a personal link that answers once; who is silent past the day is named, and may still answer', async () => {
  const { enterpriseId, turnId } = await done('2025-03-15')
  await system.db
    .updateTable('enterprise')
    .set({ email: 'dn@example.vn' })
    .where('id', '=', enterpriseId)
    .execute()
  await askAboutTurns(on('2025-03-16'))
  const [row] = await asked(turnId)
  const letters = () =>
    system.db
      .selectFrom('noticeDelivery')
      .select(['address', 'occasion'])
      .where('letter', '=', 'support.followUpLink')
      .where('recordId', '=', row?.id ?? 0)
      .orderBy('id')
      .execute()
  await tellOfFollowUps(at('2025-04-10'))
  await tellOfFollowUps(at('2025-04-11'))
  expect(await letters()).toEqual([
    { address: 'dn@example.vn', occasion: 'asked' },
    { address: 'dn@example.vn', occasion: 'reminded' },
  ])
  const program = await nscl.as('system')
  const { letter } = await program.run(beginFollowUpLetter, { id: row?.id })
  const nobody = await nscl.as('public')
  const token = letter?.token ?? ''
  expect(await nobody.run(showFollowUpLink, { token })).toMatchObject({ state: 'asked' })
  const none = nobody.run(answerByLink, { token: 'nscl_none', answers: await answers(3) })
  expect((await problemOf(none)).status).toBe(404)
  const early = execute(
    on('2025-04-01'),
    nameSilent,
    officer.actor,
    { id: row?.id, version: 1, reason: 'x' },
    { via: 'page' },
  )
  expect((await problemOf(early)).code).toBe('support.notSilent')
  await officer.run(nameSilent, { id: row?.id, version: 1, reason: 'Gọi ba lần không nghe' })
  expect(await officer.run(showFollowUp, { id: row?.id })).toMatchObject({ state: 'silent' })
  await nobody.run(answerByLink, { token, answers: await answers(3) })
  const again = nobody.run(answerByLink, { token, answers: await answers(1) })
  expect((await problemOf(again)).code).toBe('support.answered')
  expect(await officer.run(showFollowUp, { id: row?.id })).toMatchObject({
    ...{ state: 'answered', answeredBy: 'link', score: 3, remark: null },
  })
  const fileId = await nscl.evidence()
  await officer.run(enterAnswer, {
    ...{ id: row?.id, version: 3, answeredOn: '2025-04-20', fileId, answers: await answers(2) },
  })
  expect(await officer.run(showFollowUp, { id: row?.id })).toMatchObject({
    ...{ answeredBy: 'paper', score: 2, answeredOn: '2025-04-20', file: { id: fileId } },
  })
})

test('questions and times are rows: what was answered or asked keeps its kind and its months, a question that ended is asked no more', async () => {
  const { turnId } = await done('2025-05-10')
  await officer.run(addQuestion, {
    ...{ name: 'Có giới thiệu cho doanh nghiệp khác không', nameEn: 'Would you recommend it' },
    ...{ kind: 'yes_no', askedAt: 'end', beginsOn: '2025-05-12' },
  })
  const scale = (await questions()).get('Mức hài lòng với việc được hỗ trợ')
  const other = await problemOf(
    officer.run(editQuestion, {
      ...{ id: scale?.id, version: scale?.version, name: scale?.name, nameEn: scale?.nameEn },
      ...{ kind: 'text', askedAt: 'always' },
    }),
  )
  expect(other.fields.map(({ field }) => field)).toEqual(['kind'])
  const [moment] = (await officer.run(listMoments, { limit: 10 })).rows
  const moved = await problemOf(
    officer.run(editMoment, {
      ...{ id: moment?.id, version: moment?.version, name: 'Khi xong', nameEn: 'When done' },
      ...{ months: 1, answerDays: 30 },
    }),
  )
  expect(moved.fields.map(({ field }) => field)).toEqual(['months'])
  await askAboutTurns(on('2025-05-11'))
  const [row] = await asked(turnId)
  expect((await officer.run(showFollowUp, { id: row?.id })).questions).toHaveLength(2)
  const added = (await questions()).get('Có giới thiệu cho doanh nghiệp khác không')
  await officer.run(endQuestion, { id: added?.id, reason: 'Thử' })
})

test('a table of answers comes in by turn, months and question, and stands as the proof', async () => {
  const { turnId } = await done('2025-06-10')
  await askAboutTurns(on('2025-06-11'))
  const head = 'Lượt số,Sau bao nhiêu tháng,Câu hỏi,Trả lời,Ngày doanh nghiệp trả lời'
  const { id, added, refused } = await officer.run(checkAnswers, {
    text: [
      head,
      `${turnId},0,Mức hài lòng với việc được hỗ trợ,4,20/06/2025`,
      `${turnId},0,"Kết quả, thay đổi ở doanh nghiệp",Đã áp dụng,20/06/2025`,
      `${turnId},0,Có giới thiệu cho doanh nghiệp khác không,Có,20/06/2025`,
      `${turnId},12,Mức hài lòng với việc được hỗ trợ,4,20/06/2025`,
    ].join('\n'),
  })
  expect({ added, refused }).toEqual({ added: 3, refused: 1 })
  expect(
    (await officer.run(showAnswerImportRows, { id, limit: 10 })).rows.map(({ outcome }) => outcome),
  ).toEqual(['new', 'new', 'new', 'error'])
  await officer.run(applyAnswers, { id })
  const [row] = await asked(turnId)
  expect(row).toMatchObject({ state: 'answered', answeredBy: 'table', score: 4, said: 'Đã áp dụng' })
})

test('an association knows of its members that they answered, and reads what those said that it brought, while they consent', async () => {
  const { enterpriseId, turnId } = await done('2025-07-10')
  await askAboutTurns(on('2025-07-11'))
  const [row] = await asked(turnId)
  const own = await nscl.as('enterprise', { enterpriseId })
  const added = (await questions()).get('Có giới thiệu cho doanh nghiệp khác không')?.id
  await own.run(answerFollowUp, {
    ...{ id: row?.id, version: 1, answers: { ...(await answers(4)), [String(added)]: '1' } },
  })
  const { id: agencyId } = await system.db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'association')
    .where('validTo', 'is', null)
    .executeTakeFirstOrThrow()
  const association = await nscl.as('association', { agencyId })
  await system.db
    .insertInto('associationMember')
    .values({ agencyId, enterpriseId, tie: 'member', since: '2025-01-01' })
    .execute()
  const shown = () => association.run(showFollowUp, { id: row?.id })
  expect(await shown()).toMatchObject({ state: 'answered', heard: false, score: null, said: null })
  expect((await shown()).questions.every(({ value, said }) => value === null && said === null)).toBe(true)
  expect((await association.run(listFollowUps, { turnId })).rows).toMatchObject([{ score: null, said: null }])
  expect((await association.run(sumFollowUps, {})).rows).toEqual([])
  const taxCode = '0101243150'
  await system.db.updateTable('enterprise').set({ taxCode }).where('id', '=', enterpriseId).execute()
  const brought = await association.run(introduce, { taxCode })
  await own.run(consent, brought)
  expect(await shown()).toMatchObject({ heard: true, score: 4, said: 'Giảm lỗi' })
  expect((await association.run(sumFollowUps, {})).rows).toMatchObject([{ answered: 1, score: 4 }])
})
