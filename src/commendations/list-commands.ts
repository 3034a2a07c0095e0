import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import { appraisersOf, setAside } from '../councils/index.ts'
import { askInput, askRules, awaited, closeRound, openRound } from '../opinions/index.ts'
import { decisionNumberOf } from '../outgoing/index.ts'
import type { Grant } from '../platform/actor.ts'
import { id, longText, optionalLongText, several, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { noCall } from './call-commands.ts'
import { calledNominee, heardOfList, nomineesOf } from './councils.ts'
import {
  decisionFields,
  forwardFields,
  type ListState,
  listFields,
  listStates,
  submissionFields,
} from './fields.ts'
import { votedOut } from './rules.ts'
import { listRecord } from './sight.ts'

/*
 * A list of nominees: opinions and a council on it, submitted to the department of home affairs, returned or forwarded by it, and the decision
 * on each of them by somebody who neither checked nor appraised.
 */

const Changed = z.object({ id: z.int(), state: listStates.schema, version: z.int() })
const subject = ({ id }: { readonly id: number }) => `${listRecord}:${id}`
export const noList = () => notFound(words('danh sách đề nghị khen thưởng', 'List of nominees'))
const deciding: readonly Grant[] = ['leader', 'home_affairs']

const checkersOf = (listId: RawBuilder<unknown>) => sql`
  SELECT a.user_id AS account, a.at FROM audit a JOIN nomination n ON a.subject = 'nomination:' || n.id
    WHERE a.command = 'nominations.check' AND n.list_id = ${listId}
  UNION ALL ${appraisersOf(listRecord)(listId)}`

/** Whoever checked a nomination, appraised the list or submitted it does not decide. */
export const decidedApart = {
  control: 'commendation',
  record: listRecord,
  commands: ['commendations.createList', 'commendations.submitList'],
  others: checkersOf,
  did: words(
    'Bạn đã kiểm tra, thẩm định hoặc trình danh sách này',
    'You checked, appraised or submitted this list',
  ),
} satisfies Apart

/** Puts nominations that are complete on a list. */
export const createList = command({
  name: 'commendations.createList',
  summary: words('Lập danh sách đề nghị khen thưởng', 'Make a list of nominees'),
  route: 'POST /commendation-lists',
  input: z.object({ callId: id(), ...listFields.input, nominations: several(id()) }),
  output: Changed,
  may: ['coordinator'],
  subject: (_input, output) => subject(output),
  async run({ db, today }, { callId, nominations, ...input }) {
    const call = await db
      .selectFrom('commendationCall')
      .select('planId')
      .where('id', '=', callId)
      .executeTakeFirst()
    if (call === undefined) throw noCall()
    const list = await db
      .insertInto('commendationList')
      .values({ ...listFields.values(input), callId, planId: call.planId, begunOn: today, movedOn: today })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
    const put =
      nominations.length === 0
        ? []
        : await db
            .updateTable('nomination')
            .set(({ eb }) => ({
              state: 'listed',
              listId: list.id,
              movedOn: today,
              version: eb('version', '+', 1),
            }))
            .where('id', 'in', nominations)
            .where('callId', '=', callId)
            .where('state', '=', 'complete')
            .returning('id')
            .execute()
    if (put.length === 0 || put.length !== new Set(nominations).size)
      throw invalidField(
        'nominations',
        words('Xin chọn đề nghị đủ hồ sơ của đợt này.', 'Choose complete nominations of this call.'),
      )
    return { ...list, state: 'draft' as const }
  },
})

async function lock({ db }: Context, listId: number, version: number, from: readonly ListState[]) {
  const row = await db
    .selectFrom('commendationList')
    .selectAll()
    .where('id', '=', listId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noList()
  if (row.version !== version) throw staleRecord()
  if (!from.some((state) => state === row.state)) {
    const is = listStates.wordsOf(row.state)
    throw conflict('commendations.listState', words(`Danh sách này: ${is.vi}.`, `This list: ${is.en}.`))
  }
  return row
}

async function move<S extends ListState>(
  { db, today }: Context,
  row: { readonly id: number; readonly version: number; readonly state: ListState; readonly movedOn: string },
  set: { readonly state: S } & Readonly<Record<string, unknown>>,
) {
  const version = row.version + 1
  await db
    .updateTable('commendationList')
    .set({ ...set, movedOn: set.state === row.state ? row.movedOn : today, version })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, state: set.state, version }
}

async function settle(
  { db, today }: Context,
  ids: readonly number[],
  state: 'complete' | 'commended' | 'refused',
  reason: string | null,
): Promise<void> {
  if (ids.length === 0) return
  await db
    .updateTable('nomination')
    .set(({ eb }) => ({
      ...{ state, reason, movedOn: today, version: eb('version', '+', 1) },
      ...(state === 'complete' ? { listId: null } : {}),
    }))
    .where('id', 'in', ids)
    .execute()
}

/** Asks agencies for their opinions on those of a list. */
export const askListOpinions = command({
  name: 'commendations.ask',
  summary: words('Xin ý kiến về danh sách đề nghị', 'Ask for opinions on a list of nominees'),
  route: 'POST /commendation-lists/{id}/rounds',
  input: z.object({ id: id(), version: whole(1), ...askInput }),
  output: Changed,
  may: ['coordinator'],
  rules: askRules,
  subject,
  async run(context, { id: listId, version, dueOn, agencyIds }) {
    const row = await lock(context, listId, version, ['draft'])
    const nominees = await nomineesOf(context.db, listId)
    await openRound(context, {
      ...{ record: listRecord, recordId: listId, title: row.title, dueOn, agencyIds },
      clauses: nominees.map((one) => ({ label: calledNominee(one), text: one.achievement })),
    })
    return move(context, row, { state: 'draft' as const })
  },
})

/** Whom the council of a list did not pass. @throws Problem 409 while it has not concluded where one sits */
async function notPassed({ db }: Context, listId: number, callId: number) {
  const nominees = await nomineesOf(db, listId)
  const { appraisalRuleId } = await db
    .selectFrom('commendationCall')
    .select('appraisalRuleId')
    .where('id', '=', callId)
    .executeTakeFirstOrThrow()
  if (appraisalRuleId === null) return []
  const heard = await heardOfList(db, listId)
  if (heard === null)
    throw conflict(
      'commendations.noCouncil',
      words('Danh sách này phải qua hội đồng.', 'A council must consider this list first.'),
    )
  if (heard.state !== 'concluded' || heard.passes === null)
    throw conflict(
      'commendations.councilSits',
      words('Hội đồng chưa kết luận về danh sách này.', 'The council has not concluded on this list yet.'),
    )
  return votedOut(nominees, { passes: heard.passes, contents: heard.contents })
}

/** Submits a list to the department of home affairs: after opinions and council, without those that did not pass. */
export const submitList = command({
  name: 'commendations.submitList',
  summary: words('Trình danh sách đến cơ quan nội vụ', 'Submit a list to the department of home affairs'),
  route: 'POST /commendation-lists/{id}/submission',
  input: z.object({ id: id(), version: whole(1), ...submissionFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [notAhead('submittedOn')],
  subject,
  async run(context, { id: listId, version, submission, submittedOn, submissionFileId }) {
    const { db, today } = context
    const row = await lock(context, listId, version, ['draft', 'returned'])
    if (await awaited(db, listRecord, listId, today))
      throw conflict(
        'commendations.awaited',
        words(
          'Còn cơ quan chưa cho ý kiến và chưa hết hạn.',
          'An agency has not answered and its day is not over.',
        ),
      )
    const out = await notPassed(context, listId, row.callId)
    const standing = (await nomineesOf(db, listId)).filter(({ state }) => state === 'listed')
    const leaves = out.filter(({ state }) => state === 'listed').map((one) => one.id)
    if (standing.length === leaves.length)
      throw conflict(
        'commendations.nobodyLeft',
        words('Danh sách không còn ai để trình.', 'Nobody is left on the list to submit.'),
      )
    await closeRound(context, listRecord, listId)
    await settle(context, leaves, 'refused', 'Hội đồng không thông qua.')
    const file = submissionFileId === undefined ? null : await evidence(context, submissionFileId)
    return move(context, row, {
      ...{ state: 'submitted' as const, submission, submittedOn, remark: null },
      submissionFileId: file?.id ?? row.submissionFileId,
    })
  },
})

/** The department of home affairs returns a list with what is missing. */
export const returnList = command({
  name: 'commendations.returnList',
  summary: words('Trả lại danh sách đề nghị', 'Return a list of nominees'),
  route: 'POST /commendation-lists/{id}/return',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: ['home_affairs'],
  subject,
  async run(context, { id: listId, version, reason }) {
    const row = await lock(context, listId, version, ['submitted'])
    return move(context, row, { state: 'returned' as const, remark: reason })
  },
})

/** The department of home affairs submits a list to the People's Committee. */
export const forwardList = command({
  name: 'commendations.forwardList',
  summary: words('Cơ quan nội vụ trình UBND tỉnh', "Forward a list to the People's Committee"),
  route: 'POST /commendation-lists/{id}/forwarding',
  input: z.object({ id: id(), version: whole(1), ...forwardFields.input }),
  output: Changed,
  may: ['home_affairs'],
  rules: [notAhead('forwardedOn')],
  subject,
  async run(context, { id: listId, version, ...input }) {
    const row = await lock(context, listId, version, ['submitted'])
    if (row.submittedOn !== null && input.forwardedOn < row.submittedOn)
      throw invalidField(
        'forwardedOn',
        words('Không thể trước ngày trình danh sách.', 'Not before the list was submitted.'),
      )
    return move(context, row, { ...input, state: 'forwarded' as const })
  },
})

/** Records the decision on a list: who is commended, and why the others are not. Not by whoever checked, appraised or submitted it. */
export const decideList = command({
  name: 'commendations.decide',
  summary: words('Ghi quyết định khen thưởng', 'Record the decision to commend'),
  route: 'POST /commendation-lists/{id}/decision',
  input: z.object({
    id: id(),
    version: whole(1),
    commended: several(id()),
    ...decisionFields.input,
    /** Why the others are not commended. */
    reason: optionalLongText(2000),
  }),
  output: Changed.extend({ decisionNumber: z.string(), nominations: z.array(z.int()) }),
  may: [...deciding],
  rules: [
    notAhead('decidedOn'),
    {
      of: ['id', 'commended', 'reason'],
      asks: { reason: words('khi có người không được khen', 'where somebody is not commended') },
      judge: async ({ id: listId, commended, reason }, { db }) => {
        const left = (await nomineesOf(db, listId)).filter(
          ({ id: nominee, state }) => state === 'listed' && !commended.includes(nominee),
        )
        return left.length > 0 && reason === undefined
          ? {
              field: 'reason',
              words: words(
                'Xin nêu lý do với người không được khen.',
                'Say why the others are not commended.',
              ),
            }
          : null
      },
    },
  ],
  subject,
  async run(
    context,
    { id: listId, version, commended, decisionNumber: typed, decidedOn, decisionFileId, reason },
  ) {
    const { db } = context
    const row = await lock(context, listId, version, ['forwarded'])
    await holdApart(context, decidedApart, listId)
    if (row.forwardedOn !== null && decidedOn < row.forwardedOn)
      throw invalidField('decidedOn', words('Không thể trước ngày trình.', 'Not before it was submitted.'))
    const nominees = (await nomineesOf(db, listId)).filter(({ state }) => state === 'listed')
    const chosen = nominees.filter((one) => commended.includes(one.id)).map((one) => one.id)
    if (chosen.length !== new Set(commended).size)
      throw invalidField('commended', words('Xin chọn người trong danh sách.', 'Choose from the list.'))
    await evidence(context, decisionFileId)
    const decisionNumber = await decisionNumberOf(db, {
      ...{ decisionNumber: typed, decidedOn, committee: true, record: subject({ id: listId }) },
      subject: `Khen thưởng: ${row.title}`.slice(0, 200),
    })
    await settle(context, chosen, 'commended', null)
    const others = nominees.filter((one) => !chosen.includes(one.id)).map((one) => one.id)
    await settle(context, others, 'refused', reason ?? null)
    const decision = { decisionNumber, decidedOn, decisionFileId }
    const moved = await move(context, row, { ...decision, state: 'decided' as const })
    return { ...moved, decisionNumber, nominations: nominees.map((one) => one.id) }
  },
})

/** Gives a list up: those on it wait for another one. */
export const dropList = command({
  name: 'commendations.dropList',
  summary: words('Thôi danh sách đề nghị', 'Drop a list of nominees'),
  route: 'POST /commendation-lists/{id}/dropping',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run(context, { id: listId, version, reason }) {
    const row = await lock(context, listId, version, ['draft', 'returned'])
    const nominees = await nomineesOf(context.db, listId)
    await closeRound(context, listRecord, listId, 'dropped')
    await setAside(context, listRecord, listId, reason)
    const standing = nominees.filter(({ state }) => state === 'listed').map((one) => one.id)
    await settle(context, standing, 'complete', null)
    return move(context, row, { state: 'dropped' as const, reason })
  },
})

/** Says which commitment of the budget pays for those of a list. */
export const tieMoney = command({
  name: 'commendations.tieMoney',
  summary: words('Gắn cam kết chi khen thưởng', 'Tie the commitment that pays for commendation'),
  route: 'POST /commendation-lists/{id}/commitment',
  input: z.object({ id: id(), version: whole(1), commitmentId: id() }),
  output: Changed,
  may: ['coordinator', 'finance'],
  rules: [
    {
      of: ['id', 'commitmentId'],
      judge: async ({ id: listId, commitmentId }, { db }) => {
        const row = await db
          .selectFrom('commitment as m')
          .innerJoin('commendationCall as c', 'c.lineId', 'm.lineId')
          .innerJoin('commendationList as l', 'l.callId', 'c.id')
          .select('m.id')
          .where('m.id', '=', commitmentId)
          .where('l.id', '=', listId)
          .executeTakeFirst()
        return row === undefined
          ? {
              field: 'commitmentId',
              words: words(
                'Cam kết này không thuộc mục dự toán của đợt đề nghị.',
                'This commitment is not of the line that the call names.',
              ),
            }
          : null
      },
    },
  ],
  subject,
  async run(context, { id: listId, version, commitmentId }) {
    const row = await lock(context, listId, version, [
      'draft',
      'submitted',
      'returned',
      'forwarded',
      'decided',
    ])
    return move(context, row, { state: row.state, commitmentId })
  },
})
