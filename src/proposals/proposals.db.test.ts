import { beforeAll, expect, test } from 'vitest'
import { readDocx } from '../documents/read/docx.ts'
import { listNotices } from '../notices/index.ts'
import { addOpinion, answerRequest, settleOpinion } from '../opinions/commands.ts'
import { compareRounds, listRequests, showRequest } from '../opinions/queries.ts'
import { addDays, today } from '../platform/dates.ts'
import { planId } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import {
  addClause,
  askOpinions,
  createProposal,
  dropProposal,
  editClause,
  settleProposal,
  submitProposal,
} from './commands.ts'
import { proposalFile, showProposal } from './queries.ts'

const house = await testSystem()
const { system, as } = house
const on = today(system.now())
let officer: Someone
let finance: Someone
let financeId: number
let otherId: number

beforeAll(async () => {
  officer = await as('coordinator')
  const agencies = await system.db
    .selectFrom('agency')
    .select(['id', 'kind'])
    .where('validTo', 'is', null)
    .orderBy('id')
    .execute()
  financeId = agencies.find(({ kind }) => kind === 'finance')?.id ?? 0
  otherId = agencies.find(({ kind, id }) => kind === 'agency' && id !== financeId)?.id ?? 0
  finance = await as('finance', { agencyId: financeId })
})

const versionOf = async (id: number) => (await officer.run(showProposal, { id })).version

async function drawnUp() {
  const { id } = await officer.run(createProposal, {
    ...{ planId: await planId(system), title: 'Nâng mức hỗ trợ', grounds: 'Mức cũ thấp' },
    rehearsal: 'https://nscl.example.vn/rehearsals?order=a,b',
  })
  await officer.run(addClause, { id, label: 'Mức hỗ trợ', text: 'Tối đa 80 %' })
  await officer.run(addClause, { id, label: 'Hiệu lực', text: 'Từ ngày ký' })
  return id
}
async function asked(agencyIds: readonly number[], dueOn = addDays(on, 10)) {
  const id = await drawnUp()
  await officer.run(askOpinions, { id, version: await versionOf(id), dueOn, agencyIds })
  return id
}

test('a proposal keeps the address of its rehearsal, and takes no other address', async () => {
  const id = await drawnUp()
  expect((await officer.run(showProposal, { id })).rehearsal).toBe('/rehearsals?order=a,b')
  const wrong = await problemOf(
    officer.run(createProposal, {
      ...{ planId: await planId(system), title: 'x', grounds: 'x', rehearsal: '/applications' },
    }),
  )
  expect(wrong.fields.map(({ field }) => field)).toEqual(['rehearsal'])
})

test('agencies are asked by a day, answer clause by clause; each opinion is settled before the proposal is submitted', async () => {
  const id = await asked([financeId, otherId])
  const { rounds } = await officer.run(showProposal, { id })
  const request = rounds[0]?.requests.find(({ agencyId }) => agencyId === financeId)
  const requestId = request?.id ?? 0
  expect(
    (await finance.run(listNotices, {})).rows.some(({ href }) => href === `/opinions/${requestId}`),
  ).toBe(true)
  expect((await finance.run(listRequests, {})).rows.map(({ agencyId }) => agencyId)).toEqual([financeId])
  const strange = rounds[0]?.requests.find(({ agencyId }) => agencyId === otherId)?.id ?? 0
  expect((await problemOf(finance.run(showRequest, { id: strange }))).status).toBe(404)
  expect(
    (await problemOf(finance.run(answerRequest, { id: strange, version: 1, stance: 'agrees' }))).status,
  ).toBe(404)
  const { clauses } = await finance.run(showRequest, { id: requestId })
  // what was asked stays as it was asked
  const own = await officer.run(showProposal, { id })
  await officer.run(editClause, {
    ...{
      id,
      clause: own.clauses[0]?.id ?? 0,
      version: own.version,
      label: 'Mức hỗ trợ',
      text: 'Tối đa 70 %',
    },
  })
  expect((await finance.run(showRequest, { id: requestId })).clauses).toEqual(clauses)
  await finance.run(addOpinion, { id: requestId, clauseId: clauses[0]?.id, text: 'Chỉ 50 %' })
  const { version } = await finance.run(showRequest, { id: requestId })
  await finance.run(answerRequest, { id: requestId, version, stance: 'with_changes', number: '12/STC' })
  expect((await problemOf(finance.run(addOpinion, { id: requestId, text: 'nữa' }))).code).toBe(
    'opinions.answered',
  )
  const submitting = async () =>
    officer.run(submitProposal, { id, version: await versionOf(id), submission: '1/TTr', submittedOn: on })
  expect((await problemOf(submitting())).code).toBe('proposals.awaited')
  await officer.run(answerRequest, { id: strange, version: 1, stance: 'agrees', number: 'giấy' })
  expect((await problemOf(submitting())).code).toBe('opinions.unsettled')
  const [opinion] = (await officer.run(showRequest, { id: requestId })).opinions
  const settling = { id: requestId, opinion: opinion?.id ?? 0, version: 1 }
  expect(
    (await problemOf(officer.run(settleOpinion, { ...settling, outcome: 'not_taken' }))).fields[0]?.field,
  ).toBe('reason')
  await officer.run(settleOpinion, { ...settling, outcome: 'partly', reason: 'Mức 70 %' })
  await submitting()
  const file = await officer.run(proposalFile, { id, format: 'docx' })
  expect(Buffer.from(file.base64, 'base64').length).toBeGreaterThan(2000)
  const leader = await as('leader')
  const none = await problemOf(
    leader.run(settleProposal, {
      ...{ id, version: await versionOf(id), outcome: 'refused', number: '9/CV', settledOn: on },
    }),
  )
  expect(none.fields.map(({ field }) => field)).toEqual(['reason'])
  await leader.run(settleProposal, {
    ...{ id, version: await versionOf(id), outcome: 'taken_up', number: '9/NQ-HĐND', settledOn: on },
  })
  expect(await officer.run(showProposal, { id })).toMatchObject({ state: 'taken_up', number: '9/NQ-HĐND' })
  const told = (await finance.run(listNotices, {})).rows.filter(
    ({ href }) => href === `/opinions/${requestId}`,
  )
  expect(told.map(({ kind }) => kind).toSorted()).toEqual(['opinions.asked', 'opinions.closed'])
  expect((await finance.run(showRequest, { id: requestId })).explanation).toBe('Mức cũ thấp')
})

test('what the authority returns is improved, asked about again and submitted again; the rounds stay', async () => {
  const id = await asked([financeId])
  const request = (await officer.run(showProposal, { id })).rounds[0]?.requests[0]
  await finance.run(answerRequest, { id: request?.id ?? 0, version: 1, stance: 'agrees' })
  const submit = async (submission: string) =>
    officer.run(submitProposal, { id, version: await versionOf(id), submission, submittedOn: on })
  await submit('3/TTr')
  const returning = { outcome: 'returned' as const, number: '4/VP', settledOn: on, reason: 'Thiếu nguồn' }
  await officer.run(settleProposal, { id, version: await versionOf(id), ...returning })
  const returned = await officer.run(showProposal, { id })
  expect(returned).toMatchObject({
    state: 'returned',
    number: '4/VP',
    reason: 'Thiếu nguồn',
    settledOn: null,
  })
  await officer.run(editClause, {
    ...{
      id,
      clause: returned.clauses[0]?.id ?? 0,
      version: returned.version,
      label: 'Mức',
      text: 'Tối đa 60 %',
    },
  })
  const again = { id, version: await versionOf(id), dueOn: on, agencyIds: [otherId] }
  expect((await officer.run(askOpinions, again)).round).toBe(2)
  const second = (await officer.run(showProposal, { id })).rounds[0]?.requests[0]
  const asks = await officer.run(showRequest, { id: second?.id ?? 0 })
  expect(asks.clauses[0]?.text).toBe('Tối đa 60 %')
  await officer.run(answerRequest, { id: asks.id, version: 1, stance: 'agrees' })
  await submit('5/TTr')
  expect(await officer.run(showProposal, { id })).toMatchObject({
    ...{ state: 'submitted', submission: '5/TTr', number: null, reason: null },
    rounds: [
      { number: 2, closedOn: on },
      { number: 1, closedOn: on },
    ],
  })
  // side by side: how the clause read in each round
  const compared = await officer.run(compareRounds, { record: 'policy_proposal', recordId: id })
  expect(compared.rounds.map(({ number, clauses }) => [number, clauses[0]?.text])).toEqual([
    [1, returned.clauses[0]?.text],
    [2, 'Tối đa 60 %'],
  ])
})

test('the letter carries the rehearsal as an annex, and none where its address changes nothing', async () => {
  const { id } = await officer.run(createProposal, {
    ...{ planId: await planId(system), title: 'Đổi điều kiện', grounds: 'x', rehearsal: '/rehearsals?age=3' },
  })
  const textOf = async (proposalId: number) => {
    const { base64 } = await officer.run(proposalFile, { id: proposalId, format: 'docx' })
    return readDocx(Buffer.from(base64, 'base64'))
  }
  expect(await textOf(id)).toContain('Tác động của dự thảo')
  expect(await textOf(await drawnUp())).not.toContain('Tác động của dự thảo')
})

test('who does not answer in time keeps nobody waiting, and stands as such', async () => {
  const id = await asked([financeId], on)
  await system.db
    .updateTable('opinionRound')
    .set({ askedOn: addDays(on, -9), dueOn: addDays(on, -1) })
    .where('recordId', '=', id)
    .execute()
  expect((await officer.run(showProposal, { id })).rounds[0]?.requests[0]?.late).toBe(true)
  await officer.run(submitProposal, {
    id,
    version: await versionOf(id),
    submission: '2/TTr',
    submittedOn: on,
  })
  expect((await officer.run(showProposal, { id })).rounds[0]?.requests[0]?.state).toBe('missing')
})

test('a second round is asked once the first is closed; one that is given up closes its round', async () => {
  const id = await asked([financeId])
  const twice = { id, version: await versionOf(id), dueOn: addDays(on, 5), agencyIds: [otherId] }
  expect((await problemOf(officer.run(askOpinions, twice))).code).toBe('opinions.open')
  expect((await problemOf(officer.run(askOpinions, { ...twice, agencyIds: [] }))).fields[0]?.field).toBe(
    'agencyIds',
  )
  await officer.run(dropProposal, { id, version: await versionOf(id), reason: 'Gộp vào đề xuất khác' })
  const dropped = await officer.run(showProposal, { id })
  expect(dropped).toMatchObject({ state: 'dropped', reason: 'Gộp vào đề xuất khác' })
  expect(dropped.rounds[0]?.closedOn).toBe(on)
})
