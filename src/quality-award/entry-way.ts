import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import { retractFact } from '../plan/index.ts'
import { id, longText } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField } from '../platform/problem.ts'
import { Changed, lockEntry, move, ofEntry } from './entry-commands.ts'
import { acted, decisionFields, opinionFields, revokedFields, sentFields, supportFields } from './fields.ts'
import { afterOpinion, dueIn, type EntryState, isDue, opinionGivers, prizeFault, type Step } from './rules.ts'
import { countWon } from './won.ts'

/* An entry on the office's side: help given, the opinion, the ministry, the outcome, the proposal of commendation. */

explainConstraint('award_entry_days', () =>
  conflict(
    'awards.daysApart',
    words(
      'Kết quả không thể trước ngày gửi Bộ, ngày có ý kiến; thu hồi không thể trước kết quả.',
      'The outcome is not before the day of sending and of the opinion; nothing is revoked before it is won.',
    ),
  ),
)

/** Whoever checked an entry records neither the opinion on it nor its outcome. */
export const checkedApart = {
  control: 'award',
  record: 'award_entry',
  commands: ['awards.check'],
  did: words('Bạn đã kiểm tra hồ sơ này', 'You checked this entry'),
} satisfies Apart

/** The states in which a step may be due, by one rule of years or another. */
const statesOf = (step: Step): EntryState[] => [...new Set(opinionGivers.keys.map((by) => dueIn[by][step]))]

/** An entry on which a step is due by the rules of its year. */
async function lockFor(context: Context, of: { id: number; version: number }, step: Step) {
  const { row, round } = await lockEntry(context, of, statesOf(step))
  if (!isDue(step, row.state, round.opinionBy))
    throw conflict(
      'awards.notYet',
      round.opinionBy === 'local_council'
        ? words(
            'Theo quy định của năm, hội đồng sơ tuyển cho ý kiến trước khi gửi Bộ.',
            'By the rules of the year the local council speaks before the ministry is written to.',
          )
        : words(
            'Theo quy định của năm, gửi Bộ trước, Ủy ban nhân dân cho ý kiến khi Bộ hỏi.',
            "By the rules of the year the ministry comes first, and the People's Committee speaks when asked.",
          ),
    )
  return { row, round }
}

/** Records help that an enterprise was given for its entry: a support turn, an event, or something done for it alone. */
export const addSupport = command({
  name: 'awards.addSupport',
  summary: words('Ghi hỗ trợ dự giải', 'Record help for an entry'),
  route: 'POST /award-entries/{id}/support',
  input: z.object({ ...acted, ...supportFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    notAhead('givenOn'),
    {
      of: ['turnId', 'eventId'],
      judge: ({ turnId, eventId }) =>
        turnId !== undefined && eventId !== undefined
          ? {
              field: 'eventId',
              words: words('Xin chọn lượt hỗ trợ hoặc sự kiện.', 'Choose a turn or an event.'),
            }
          : null,
    },
    {
      of: ['id', 'turnId'],
      judge: async ({ id: entryId, turnId }, { db }) => {
        if (turnId === undefined) return null
        const turn = await db
          .selectFrom('supportTurn as t')
          .innerJoin('awardEntry as x', 'x.enterpriseId', 't.enterpriseId')
          .select('t.id')
          .where('t.id', '=', turnId)
          .where('x.id', '=', entryId)
          .executeTakeFirst()
        return turn === undefined
          ? {
              field: 'turnId',
              words: words('Doanh nghiệp không có lượt hỗ trợ này.', 'The enterprise has no such turn.'),
            }
          : null
      },
    },
  ],
  subject: ofEntry,
  async run(context, { id: entryId, version, ...input }) {
    const { row } = await lockEntry(context, { id: entryId, version }, [
      ...(['draft', 'submitted', 'returned', 'checked', 'opined', 'sent'] as const),
    ])
    if (input.fileId !== undefined) await evidence(context, input.fileId)
    await context.db
      .insertInto('awardSupport')
      .values({ ...supportFields.values(input), entryId })
      .execute()
    return move(context, row, row.state, { reason: row.reason })
  },
})
explainConstraint('award_support_event_id_fkey', () =>
  invalidField('eventId', words('Không có sự kiện này.', 'There is no such event.')),
)

/** Records the opinion of the local council or the People's Committee, whichever the rules of the year ask. */
export const recordOpinion = command({
  name: 'awards.opine',
  summary: words('Ghi ý kiến của tỉnh về hồ sơ dự giải', "Record the province's opinion on an entry"),
  route: 'POST /award-entries/{id}/opinion',
  input: z.object({ ...acted, ...opinionFields.input }),
  output: Changed,
  may: ['coordinator', 'leader'],
  rules: [notAhead('opinionOn')],
  subject: ofEntry,
  async run(context, { id: entryId, version, ...said }) {
    const { row, round } = await lockFor(context, { id: entryId, version }, 'opine')
    await holdApart(context, checkedApart, row.id)
    await evidence(context, said.opinionFileId)
    const state = afterOpinion(round.opinionBy, said.agrees)
    const reason = state === 'refused' ? `Không đồng ý, văn bản số ${said.opinionNumber}` : null
    return move(context, row, state, { ...said, reason })
  },
})

/** Sends an entry to the ministry by a letter with its number. */
export const sendEntry = command({
  name: 'awards.send',
  summary: words('Gửi hồ sơ dự giải đến Bộ', 'Send an entry to the ministry'),
  route: 'POST /award-entries/{id}/sending',
  input: z.object({ ...acted, ...sentFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [notAhead('sentOn')],
  subject: ofEntry,
  async run(context, { id: entryId, version, ...said }) {
    const { row } = await lockFor(context, { id: entryId, version }, 'send')
    await evidence(context, said.sentFileId)
    return move(context, row, 'sent', said)
  },
})

/** Records the outcome with the ministry's decision; an award is a fact that indicators count. */
export const recordOutcome = command({
  name: 'awards.decide',
  summary: words('Ghi kết quả xét giải', 'Record the outcome of an entry'),
  route: 'POST /award-entries/{id}/outcome',
  input: z.object({ ...acted, ...decisionFields.input }),
  output: Changed,
  may: ['coordinator', 'leader'],
  rules: [
    notAhead('decidedOn'),
    {
      of: ['id', 'prize', 'score'],
      judge: async ({ id: entryId, prize, score }, { db }) => {
        const rule = await db
          .selectFrom('awardEntry as x')
          .innerJoin('awardRound as r', 'r.id', 'x.roundId')
          .innerJoin('awardRule as y', 'y.id', 'r.ruleId')
          .select(['y.goldPoints', 'y.silverPoints', 'y.mostPoints'])
          .where('x.id', '=', entryId)
          .executeTakeFirst()
        const fault = rule === undefined ? null : prizeFault(prize, score, rule)
        return fault === null ? null : { field: 'score', words: fault }
      },
    },
  ],
  subject: ofEntry,
  async run(context, { id: entryId, version, ...said }) {
    const { db } = context
    const { row } = await lockFor(context, { id: entryId, version }, 'decide')
    await holdApart(context, checkedApart, row.id)
    const file = await evidence(context, said.decisionFileId)
    const won = said.prize !== 'none'
    const changed = await move(context, row, won ? 'won' : 'lost', { ...said, score: said.score ?? null })
    if (won) {
      // under lock, so that a round which comes under a plan meanwhile counts it once
      const { planId, year } = await db
        .selectFrom('awardRound')
        .select(['planId', 'year'])
        .where('id', '=', row.roundId)
        .forShare()
        .executeTakeFirstOrThrow()
      if (planId !== null)
        await countWon(db, { planId, year }, { ...row, decidedOn: said.decidedOn, fileId: file.id })
    }
    return changed
  },
})

/** Records that the ministry took an award back: it counts no more. */
export const revokeAward = command({
  name: 'awards.revoke',
  summary: words('Ghi thu hồi giải', 'Record that an award was revoked'),
  route: 'POST /award-entries/{id}/revocation',
  input: z.object({ ...acted, reason: longText(2000), ...revokedFields.input }),
  output: Changed,
  may: ['coordinator', 'leader'],
  rules: [notAhead('revokedOn')],
  subject: ofEntry,
  async run(context, { id: entryId, version, ...said }) {
    const { row } = await lockEntry(context, { id: entryId, version }, ['won'])
    await evidence(context, said.revokedFileId)
    const record = { recordType: 'award_entry', recordId: row.id } as const
    await retractFact(context.db, { kind: 'award.won', ...record, reason: said.reason })
    return move(context, row, 'revoked', said)
  },
})

/** Ties a winner to the nomination by which it is put forward for commendation. */
export const tieNomination = command({
  name: 'awards.commend',
  summary: words('Gắn đề nghị khen thưởng của đơn vị đạt giải', 'Tie the nomination of a winner'),
  route: 'POST /award-entries/{id}/nomination',
  input: z.object({ ...acted, nominationId: id() }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'nominationId'],
      judge: async ({ id: entryId, nominationId }, { db }) => {
        const found = await db
          .selectFrom('nomination as n')
          .innerJoin('awardEntry as x', 'x.enterpriseId', 'n.enterpriseId')
          .select('n.id')
          .where('n.id', '=', nominationId)
          .where('n.state', '<>', 'withdrawn')
          .where('x.id', '=', entryId)
          .executeTakeFirst()
        return found === undefined
          ? {
              field: 'nominationId',
              words: words(
                'Doanh nghiệp không có đề nghị khen thưởng này.',
                'The enterprise has no such nomination.',
              ),
            }
          : null
      },
    },
  ],
  subject: ofEntry,
  async run(context, { id: entryId, version, nominationId }) {
    const { row } = await lockEntry(context, { id: entryId, version }, ['won'])
    return move(context, row, row.state, { nominationId })
  },
})
