import { z } from 'zod'
import { choice, id, longText, optionalId, optionalLongText, several, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import { rulesOn } from './catalogue.ts'
import { checkOutcomes, type NominationState } from './fields.ts'
import { callForNominations } from './nomination-commands.ts'
import { Changed, lock, lockOwn, move } from './nomination-lock.ts'
import { criteriaUnmet, papersMissing, said } from './rules.ts'
import { nominators } from './sight.ts'

/* The way of a nomination: its papers, submitted, checked, returned with what is missing, withdrawn. */

explainConstraint('nomination_paper_once', () =>
  conflict('nominations.paperTwice', words('Tệp này đã có.', 'This file is there already.'), 'fileId'),
)

const subject = ({ id }: { readonly id: number }) => `nomination:${id}`
const writing: readonly NominationState[] = ['draft', 'returned']

/** Adds a paper to a nomination that is with whoever nominates. */
export const addPaper = command({
  name: 'nominations.addPaper',
  summary: words('Nộp giấy tờ của đề nghị khen thưởng', 'Add a paper to a nomination'),
  route: 'POST /nominations/{id}/papers',
  input: z.object({
    id: id(),
    version: whole(1),
    /** Which of the papers asked for it is; left out: something beside. */
    ruleId: optionalId(),
    fileId: id(),
  }),
  output: Changed,
  may: [...nominators],
  rules: [
    {
      of: ['ruleId'],
      judge: async ({ ruleId }, { db, today }) =>
        ruleId === undefined ||
        (await rulesOn(db, today)).some(({ id: asked, part }) => asked === ruleId && part === 'paper')
          ? null
          : {
              field: 'ruleId',
              words: words('Không có loại giấy tờ này.', 'There is no such paper.'),
            },
    },
  ],
  subject,
  async run(context, { id: nominationId, version, ruleId, fileId }) {
    const row = await lockOwn(context, nominationId, version, writing)
    const file = await evidence(context, fileId)
    await context.db
      .insertInto('nominationPaper')
      .values({ nominationId, ruleId: ruleId ?? null, fileId: file.id, addedOn: context.today })
      .execute()
    await context.db
      .updateTable('nomination')
      .set({ version: version + 1 })
      .where('id', '=', nominationId)
      .execute()
    return { id: nominationId, state: row.state, version: version + 1 }
  },
})

/** Takes a paper back out. */
export const removePaper = command({
  name: 'nominations.removePaper',
  summary: words('Bỏ giấy tờ của đề nghị khen thưởng', 'Take a paper out of a nomination'),
  route: 'DELETE /nominations/{id}/papers/{paper}',
  input: z.object({ id: id(), paper: id(), version: whole(1) }),
  output: Changed,
  may: [...nominators],
  subject,
  async run(context, { id: nominationId, paper, version }) {
    const row = await lockOwn(context, nominationId, version, writing)
    const gone = await context.db
      .deleteFrom('nominationPaper')
      .where('id', '=', paper)
      .where('nominationId', '=', nominationId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('giấy tờ này', 'Paper'))
    await context.db
      .updateTable('nomination')
      .set({ version: version + 1 })
      .where('id', '=', nominationId)
      .execute()
    return { id: nominationId, state: row.state, version: version + 1 }
  },
})

/** Submits a nomination once its papers are there; one that was returned goes round again. */
export const submitNomination = command({
  name: 'nominations.submit',
  summary: words('Gửi đề nghị khen thưởng', 'Submit a nomination'),
  route: 'POST /nominations/{id}/submission',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: [...nominators],
  subject,
  async run(context, { id: nominationId, version }) {
    const { db, today } = context
    const row = await lockOwn(context, nominationId, version, writing)
    // what is returned may come back after the last day of the call
    if (row.state === 'draft') await callForNominations(context, row.callId)
    const papers = await db
      .selectFrom('nominationPaper')
      .select('ruleId')
      .where('nominationId', '=', nominationId)
      .execute()
    const missing = papersMissing(
      await rulesOn(db, today),
      papers.map(({ ruleId }) => ruleId),
    )
    if (missing.length > 0) {
      const { vi, en } = said(missing)
      throw conflict('nominations.papersMissing', words(`Còn thiếu: ${vi}`, `Missing: ${en}`))
    }
    const { last } = await db
      .selectFrom('nominationRound')
      .select((eb) => eb.fn.max<number | null>('number').as('last'))
      .where('nominationId', '=', nominationId)
      .executeTakeFirstOrThrow()
    await db
      .insertInto('nominationRound')
      .values({ nominationId, number: (last ?? 0) + 1, submittedOn: today })
      .execute()
    return move(context, row, 'submitted', null)
  },
})

/** Checks a nomination: complete and by the criteria, or returned with what is missing. */
export const checkNomination = command({
  name: 'nominations.check',
  summary: words('Kiểm tra đề nghị khen thưởng', 'Check a nomination'),
  route: 'POST /nominations/{id}/check',
  input: z.object({
    id: id(),
    version: whole(1),
    outcome: choice(checkOutcomes.keys),
    /** The criteria that are met. */
    met: several(id()),
    missing: optionalLongText(2000),
  }),
  output: Changed,
  may: ['coordinator'],
  needs: [
    {
      field: 'missing',
      of: ['outcome'],
      when: ({ outcome }) => outcome === 'returned',
      said: words('khi trả lại', 'where it is returned'),
      words: words('Xin ghi điều còn thiếu.', 'Please say what is missing.'),
    },
  ],
  rules: [
    {
      of: ['outcome', 'met'],
      asks: { met: words('khi đủ điều kiện', 'where it is complete') },
      judge: async ({ outcome, met }, { db, today }) => {
        if (outcome !== 'complete') return null
        const unmet = criteriaUnmet(await rulesOn(db, today), met)
        if (unmet.length === 0) return null
        const { vi, en } = said(unmet)
        return { field: 'met', words: words(`Chưa xác nhận: ${vi}`, `Not confirmed: ${en}`) }
      },
    },
  ],
  subject,
  async run(context, { id: nominationId, version, outcome, met, missing }) {
    const { db, today } = context
    const row = await lock(context, nominationId, version, ['submitted'])
    await db
      .updateTable('nominationRound')
      .set({ outcome, checkedOn: today, met: [...met], missing: missing ?? null })
      .where('nominationId', '=', nominationId)
      .where('outcome', 'is', null)
      .execute()
    return move(context, row, outcome, outcome === 'returned' ? (missing ?? null) : null)
  },
})

/** Withdraws a nomination that is on no list yet. */
export const withdrawNomination = command({
  name: 'nominations.withdraw',
  summary: words('Rút đề nghị khen thưởng', 'Withdraw a nomination'),
  route: 'POST /nominations/{id}/withdrawal',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: [...nominators],
  subject,
  async run(context, { id: nominationId, version, reason }) {
    const row = await lockOwn(context, nominationId, version, ['draft', 'submitted', 'returned', 'complete'])
    await context.db
      .updateTable('nominationRound')
      .set({ outcome: 'returned', checkedOn: context.today, missing: reason })
      .where('nominationId', '=', nominationId)
      .where('outcome', 'is', null)
      .execute()
    return move(context, row, 'withdrawn', reason)
  },
})
