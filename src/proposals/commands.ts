import { z } from 'zod'
import { askInput, askRules, awaited, closeRound, openRound } from '../opinions/index.ts'
import type { Db } from '../platform/database.ts'
import { choice, day, id, longText, optionalLongText, text, whole } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { clauseFields, proposalFields } from './fields.ts'
import { open, settled } from './rules.ts'

/* A proposal of policy on its way: drawn up by clauses, sent to agencies for opinions, submitted, settled by a document of the authority. */

explainConstraint('policy_proposal_plan_id_fkey', () =>
  invalidField('planId', words('Không có kế hoạch này.', 'There is no such plan.')),
)

const Changed = z.object({ id: z.int(), version: z.int() })
export const noProposal = () => notFound(words('đề xuất chính sách', 'Proposal of policy'))
const record = 'policy_proposal'
const subject = ({ id }: { readonly id: number }) => `${record}:${id}`

/** Begins a proposal of policy. */
export const createProposal = command({
  name: 'proposals.create',
  summary: words('Soạn đề xuất chính sách', 'Draw up a proposal of policy'),
  route: 'POST /policy-proposals',
  input: z.object(proposalFields.input),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => subject(output),
  async run({ db, today }, input) {
    return db
      .insertInto('policyProposal')
      .values({ ...proposalFields.values(input), begunOn: today })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

async function lockProposal(db: Db, proposalId: number, version?: number) {
  const row = await db
    .selectFrom('policyProposal')
    .selectAll()
    .where('id', '=', proposalId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noProposal()
  if (version !== undefined && row.version !== version) throw staleRecord()
  return row
}

/** A proposal that may still be changed: until it is submitted. What opinions were asked on stays as it was asked. */
async function lockOpen(db: Db, proposalId: number, version?: number) {
  const row = await lockProposal(db, proposalId, version)
  if (!open.includes(row.state))
    throw conflict(
      'proposals.notOpen',
      words(
        'Đề xuất đã trình nên không sửa được.',
        'The proposal was submitted, so it is not changed any more.',
      ),
    )
  return row
}

const touch = (db: Db, row: { readonly id: number; readonly version: number }, set: object = {}) =>
  db
    .updateTable('policyProposal')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()

/** Corrects a proposal that was not submitted. */
export const editProposal = command({
  name: 'proposals.edit',
  summary: words('Sửa đề xuất chính sách', 'Edit a proposal of policy'),
  route: 'PUT /policy-proposals/{id}',
  input: z.object({ id: id(), version: whole(1), ...proposalFields.input }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run({ db }, { id: proposalId, version, ...input }) {
    return touch(db, await lockOpen(db, proposalId, version), proposalFields.values(input))
  },
})

/** Adds a clause at the end. */
export const addClause = command({
  name: 'proposals.addClause',
  summary: words('Thêm khoản, mục vào đề xuất', 'Add a clause to a proposal'),
  route: 'POST /policy-proposals/{id}/clauses',
  input: z.object({ id: id(), ...clauseFields.input }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run({ db }, { id: proposalId, ...input }) {
    const proposal = await lockOpen(db, proposalId)
    const { last } = await db
      .selectFrom('policyClause')
      .select((eb) => eb.fn.max<number | null>('ord').as('last'))
      .where('proposalId', '=', proposalId)
      .executeTakeFirstOrThrow()
    await db
      .insertInto('policyClause')
      .values({ proposalId, ord: (last ?? 0) + 1, ...clauseFields.values(input) })
      .execute()
    return touch(db, proposal)
  },
})

/** Writes a clause anew, such as after an opinion was taken up. */
export const editClause = command({
  name: 'proposals.editClause',
  summary: words('Sửa khoản, mục của đề xuất', 'Edit a clause of a proposal'),
  route: 'PUT /policy-proposals/{id}/clauses/{clause}',
  input: z.object({ id: id(), clause: id(), version: whole(1), ...clauseFields.input }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run({ db }, { id: proposalId, clause, version, ...input }) {
    const proposal = await lockOpen(db, proposalId, version)
    const found = await db
      .updateTable('policyClause')
      .set(clauseFields.values(input))
      .where('id', '=', clause)
      .where('proposalId', '=', proposalId)
      .returning('id')
      .executeTakeFirst()
    if (found === undefined) throw notFound(words('khoản, mục này', 'Clause'))
    return touch(db, proposal)
  },
})

/** Takes a clause out. */
export const removeClause = command({
  name: 'proposals.removeClause',
  summary: words('Bỏ khoản, mục khỏi đề xuất', 'Take a clause out of a proposal'),
  route: 'DELETE /policy-proposals/{id}/clauses/{clause}',
  input: z.object({ id: id(), clause: id() }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run({ db }, { id: proposalId, clause }) {
    const proposal = await lockOpen(db, proposalId)
    const gone = await db
      .deleteFrom('policyClause')
      .where('id', '=', clause)
      .where('proposalId', '=', proposalId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('khoản, mục này', 'Clause'))
    return touch(db, proposal)
  },
})

/** Sends the proposal, as it stands, to agencies for their opinions by a day. */
export const askOpinions = command({
  name: 'proposals.ask',
  summary: words('Gửi xin ý kiến các cơ quan', 'Ask agencies for their opinions'),
  route: 'POST /policy-proposals/{id}/rounds',
  input: z.object({ id: id(), version: whole(1), ...askInput }),
  output: Changed.extend({ round: z.int() }),
  may: ['coordinator'],
  rules: askRules,
  subject,
  async run(context, { id: proposalId, version, dueOn, agencyIds }) {
    const { db } = context
    const proposal = await lockOpen(db, proposalId, version)
    const clauses = await db
      .selectFrom('policyClause')
      .select(['label', 'text'])
      .where('proposalId', '=', proposalId)
      .orderBy('ord')
      .execute()
    const round = await openRound(context, {
      ...{ record, recordId: proposalId, title: proposal.title, explanation: proposal.grounds },
      ...{ dueOn, clauses, agencyIds },
    })
    return { ...(await touch(db, proposal, { state: 'asked' })), round }
  },
})

/** Submits the proposal to the authority, once each agency has answered or its day is over and each opinion is settled. */
export const submitProposal = command({
  name: 'proposals.submit',
  summary: words('Trình đề xuất chính sách', 'Submit a proposal of policy'),
  route: 'POST /policy-proposals/{id}/submission',
  input: z.object({ id: id(), version: whole(1), submission: text(100), submittedOn: day() }),
  output: Changed,
  may: ['coordinator'],
  rules: [notAhead('submittedOn')],
  subject,
  async run(context, { id: proposalId, version, submission, submittedOn }) {
    const { db, today } = context
    const proposal = await lockOpen(db, proposalId, version)
    if (proposal.state === 'draft')
      throw conflict(
        'proposals.notAsked',
        words('Chưa xin ý kiến các cơ quan.', 'Agencies were not asked for their opinions yet.'),
      )
    if (await awaited(db, record, proposalId, today))
      throw conflict(
        'proposals.awaited',
        words(
          'Còn cơ quan chưa cho ý kiến và chưa hết hạn.',
          'An agency has not answered and its day is not over.',
        ),
      )
    await closeRound(context, record, proposalId)
    return touch(db, proposal, {
      ...{ state: 'submitted', submission, submittedOn, number: null, reason: null },
    })
  },
})

/**
 * Records what the authority said: the number of its document, and the reason where it was not adopted whole. One that it returned is open to be
 * changed, asked about and submitted again.
 */
export const settleProposal = command({
  name: 'proposals.settle',
  summary: words('Ghi kết quả đề xuất', 'Record what came of a proposal'),
  route: 'POST /policy-proposals/{id}/outcome',
  input: z.object({
    id: id(),
    version: whole(1),
    outcome: choice(settled),
    number: text(100),
    settledOn: day(),
    reason: optionalLongText(8000),
  }),
  output: Changed,
  may: ['coordinator', 'leader'],
  needs: [
    {
      field: 'reason',
      of: ['outcome'],
      when: ({ outcome }) => outcome !== 'taken_up',
      said: words('khi không được chấp thuận toàn bộ', 'where it is not adopted whole'),
      words: words('Xin ghi lý do.', 'Please give the reason.'),
    },
  ],
  rules: [notAhead('settledOn')],
  subject,
  async run({ db }, { id: proposalId, version, outcome, number, settledOn, reason }) {
    const proposal = await lockProposal(db, proposalId, version)
    if (proposal.state !== 'submitted')
      throw conflict(
        'proposals.notSubmitted',
        words('Đề xuất chưa được trình.', 'The proposal was not submitted.'),
      )
    const returned = outcome === 'returned'
    return touch(db, proposal, {
      ...{ state: outcome, number, settledOn: returned ? null : settledOn, reason: reason ?? null },
    })
  },
})

/** Gives a proposal up before it is settled. */
export const dropProposal = command({
  name: 'proposals.drop',
  summary: words('Thôi đề xuất chính sách', 'Give a proposal of policy up'),
  route: 'POST /policy-proposals/{id}/dropping',
  input: z.object({ id: id(), version: whole(1), reason: longText(4000) }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run(context, { id: proposalId, version, reason }) {
    const { db, today } = context
    const proposal = await lockProposal(db, proposalId, version)
    if (proposal.state !== 'submitted' && !open.includes(proposal.state))
      throw conflict('proposals.settled', words('Đề xuất đã có kết quả.', 'The proposal is settled already.'))
    await closeRound(context, record, proposalId, 'dropped')
    return touch(db, proposal, { state: 'dropped', settledOn: today, reason })
  },
})
