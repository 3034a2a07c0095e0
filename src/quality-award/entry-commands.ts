import { z } from 'zod'
import { lockEnterprise } from '../enterprises/index.ts'
import type { Grant } from '../platform/actor.ts'
import { choice, flag, id, longText, optionalId, optionalLongText } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { criteriaOf } from './catalogue.ts'
import { acted, assessmentFields, entryFields } from './fields.ts'
import { noRound } from './rounds.ts'
import { type EntryState, entryStates, goldMayReturn, pointsFault, type Unmet, unmet } from './rules.ts'

/* An entry from the enterprise's side: entered in a round, assessed by itself, submitted, completed, withdrawn; and the coordinator's check. */

explainConstraint('award_entry_once', () =>
  conflict(
    'awards.enteredTwice',
    words('Đã có hồ sơ dự giải này trong kỳ.', 'This has entered the round already.'),
    'productId',
  ),
)

explainConstraint('award_entry_product_id_fkey', () =>
  conflict(
    'awards.productEntered',
    words(
      'Sản phẩm này đã dự giải nên được giữ lại.',
      'This product has entered for the award, so it is kept.',
    ),
  ),
)

export const Changed = z.object({ id: z.int(), state: entryStates.schema, version: z.int() })
/** Who keeps entries: the enterprise its own, the office those of every one. */
export const entryKeepers = ['coordinator', 'enterprise'] as const satisfies readonly Grant[]
export const ofEntry = ({ id }: { readonly id: number }) => `award_entry:${id}`
export const noEntry = () => notFound(words('hồ sơ dự giải', 'Entry for the award'))

/** The round of an entry with the rules of its year. */
export const roundRules = ({ db }: Pick<Context, 'db'>, roundId: number) =>
  db
    .selectFrom('awardRound as r')
    .innerJoin('awardRule as y', 'y.id', 'r.ruleId')
    .select(['r.id', 'r.planId', 'r.year', 'r.opensOn', 'r.closesOn', 'r.state', 'r.ruleId'])
    .select(['y.entrant', 'y.opinionBy', 'y.operatingMonths', 'y.marketMonths', 'y.goldWaitYears'])
    .select(['y.goldPoints', 'y.silverPoints', 'y.mostPoints'])
    .where('r.id', '=', roundId)
    .executeTakeFirst()
export type RoundRules = NonNullable<Awaited<ReturnType<typeof roundRules>>>

/** An entry under lock, with the rules of its round, where the actor may act for its enterprise. */
export async function lockEntry(
  context: Context,
  { id: entryId, version }: { readonly id: number; readonly version: number },
  from: readonly EntryState[],
) {
  const { db, actor } = context
  const row = await db
    .selectFrom('awardEntry')
    .selectAll()
    .where('id', '=', entryId)
    .forUpdate()
    .executeTakeFirst()
  const own = row !== undefined && actor.enterpriseIds.includes(row.enterpriseId)
  if (row === undefined || (actor.userId !== null && actor.grants.has('enterprise') && !own)) throw noEntry()
  if (row.version !== version) throw staleRecord()
  if (!from.includes(row.state)) {
    const is = entryStates.wordsOf(row.state)
    throw conflict('awards.elsewhere', words(`Hồ sơ này: ${is.vi}.`, `This entry: ${is.en}.`))
  }
  const round = await roundRules(context, row.roundId)
  if (round === undefined) throw noRound()
  return { row, round }
}

/** Whether a round takes entries on a day. */
export const takesEntries = (
  { state, opensOn, closesOn }: Pick<RoundRules, 'state' | 'opensOn' | 'closesOn'>,
  today: string,
): boolean => state === 'open' && opensOn <= today && today <= closesOn

interface Entering {
  readonly roundId: number
  readonly operatingSince: string
  readonly productId?: number | undefined
  readonly marketedSince?: string | undefined
}
const asked = (field: Unmet['field'], said?: ReturnType<typeof words>): Rule<Entering> => ({
  of: ['roundId', 'operatingSince', 'productId', 'marketedSince'],
  ...(said === undefined ? {} : { asks: { [field]: said } }),
  judge: async (input, context) => {
    const round = await roundRules(context, input.roundId)
    if (round === undefined) return null
    return unmet(round, input, context.today).find((one) => one.field === field) ?? null
  },
})
const byRules = words('theo quy định của năm', 'by the rules of the year')

/** @throws Problem 422 where the product is none of the enterprise's, 409 where its gold is too recent */
export async function heldToEnterprise(
  { db }: Context,
  round: RoundRules,
  of: { readonly enterpriseId: number; readonly productId: number | undefined },
): Promise<void> {
  if (of.productId !== undefined) {
    const product = await db
      .selectFrom('product')
      .select('id')
      .where('id', '=', of.productId)
      .where('enterpriseId', '=', of.enterpriseId)
      .executeTakeFirst()
    if (product === undefined)
      throw invalidField(
        'productId',
        words('Doanh nghiệp không có sản phẩm này.', 'The enterprise has no such product.'),
      )
  }
  const golds = await db
    .selectFrom('awardEntry as x')
    .innerJoin('awardRound as r', 'r.id', 'x.roundId')
    .select('r.year')
    .where('x.enterpriseId', '=', of.enterpriseId)
    .where('x.state', '=', 'won')
    .where('x.prize', '=', 'gold')
    .execute()
  const recent = golds.find(({ year }) => !goldMayReturn(year, round.year, round.goldWaitYears))
  if (recent !== undefined)
    throw conflict(
      'awards.goldTooRecent',
      words(
        `Doanh nghiệp đạt Giải Vàng năm ${recent.year}: dự lại từ năm ${recent.year + (round.goldWaitYears ?? 0)}.`,
        `The enterprise won gold in ${recent.year}: it may enter again from ${recent.year + (round.goldWaitYears ?? 0)}.`,
      ),
    )
}

/** Enters an enterprise, or its product, in a round; a draft until it is submitted. */
export const enter = command({
  name: 'awards.enter',
  summary: words('Lập hồ sơ dự giải chất lượng quốc gia', 'Enter for the quality award'),
  route: 'POST /award-entries',
  input: z.object({ roundId: id(), enterpriseId: id(), productId: optionalId(), ...entryFields.input }),
  output: Changed,
  may: [...entryKeepers],
  rules: [asked('productId', byRules), asked('operatingSince'), asked('marketedSince', byRules)],
  subject: (_input, output) => ofEntry(output),
  async run(context, { roundId, enterpriseId, productId, ...input }) {
    const { db, today } = context
    await lockEnterprise(context, enterpriseId)
    const round = await roundRules(context, roundId)
    if (round === undefined) throw noRound()
    if (!takesEntries(round, today))
      throw conflict(
        'awards.roundClosed',
        words('Kỳ giải không nhận hồ sơ hôm nay.', 'The round takes no entries today.'),
      )
    await heldToEnterprise(context, round, { enterpriseId, productId })
    const row = await db
      .insertInto('awardEntry')
      .values({
        ...entryFields.values(input),
        ...{ roundId, enterpriseId, productId: productId ?? null, enteredOn: today, movedOn: today },
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
    return { ...row, state: 'draft' as const }
  },
})

/** What an act changes beside the state, its day and the version. */
type Moved = Partial<Awaited<ReturnType<typeof lockEntry>>['row']>

export async function move(
  { db, today }: Context,
  row: { readonly id: number; readonly version: number },
  state: EntryState,
  { reason = null, ...set }: Omit<Moved, 'importKind' | 'search' | 'id'> = {},
) {
  const version = row.version + 1
  await db
    .updateTable('awardEntry')
    .set({ ...set, reason, state, movedOn: today, version })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, state, version }
}

const writing = ['draft', 'returned'] as const

/** Says how the enterprise meets a criterion; said again it takes the place of what was said before. */
export const assess = command({
  name: 'awards.assess',
  summary: words('Tự đánh giá theo tiêu chí', 'Assess an entry by a criterion'),
  route: 'PUT /award-entries/{id}/assessments',
  input: z.object({ ...acted, criterionId: id(), ...assessmentFields.input }),
  output: Changed,
  may: [...entryKeepers],
  rules: [
    {
      of: ['criterionId', 'points'],
      asks: { points: words('khi tiêu chí có điểm', 'where the criterion has points') },
      judge: async ({ criterionId, points }, { db }) => {
        const criterion = await db
          .selectFrom('awardCriterion')
          .select('points')
          .where('id', '=', criterionId)
          .executeTakeFirst()
        const fault = criterion === undefined ? null : pointsFault(points, criterion.points)
        return fault === null ? null : { field: 'points', words: fault }
      },
    },
  ],
  subject: ofEntry,
  async run(context, { id: entryId, version, criterionId, ...input }) {
    const { db, today } = context
    const { row, round } = await lockEntry(context, { id: entryId, version }, writing)
    if (!(await criteriaOf(db, round.ruleId)).some((one) => one.id === criterionId))
      throw invalidField(
        'criterionId',
        words('Quy định của năm không có tiêu chí này.', 'The rules of the year have no such criterion.'),
      )
    if (input.fileId !== undefined) await evidence(context, input.fileId)
    const said = { ...assessmentFields.values(input), assessedOn: today }
    await db
      .insertInto('awardAssessment')
      .values({ ...said, entryId, criterionId })
      .onConflict((there) => there.columns(['entryId', 'criterionId']).doUpdateSet(said))
      .execute()
    return move(context, row, row.state, { reason: row.reason })
  },
})

/** Submits an entry that is assessed by every criterion; one that was returned comes back after the last day too. */
export const submitEntry = command({
  name: 'awards.submit',
  summary: words('Gửi hồ sơ dự giải', 'Submit an entry for the award'),
  route: 'POST /award-entries/{id}/submission',
  input: z.object({
    ...acted,
    /** The enterprise declares that it keeps the law. */
    declares: flag(),
  }),
  output: Changed,
  may: [...entryKeepers],
  rules: [
    {
      of: ['declares'],
      judge: ({ declares }) =>
        declares
          ? null
          : {
              field: 'declares',
              words: words(
                'Doanh nghiệp phải cam kết chấp hành pháp luật.',
                'The enterprise must declare that it keeps the law.',
              ),
            },
    },
  ],
  subject: ofEntry,
  async run(context, input) {
    const { db, today } = context
    const { row, round } = await lockEntry(context, input, writing)
    if (row.state === 'draft' && !takesEntries(round, today))
      throw conflict(
        'awards.roundClosed',
        words('Kỳ giải không nhận hồ sơ hôm nay.', 'The round takes no entries today.'),
      )
    const lacking = unmet(
      round,
      {
        productId: row.productId ?? undefined,
        operatingSince: row.operatingSince,
        marketedSince: row.marketedSince ?? undefined,
      },
      row.enteredOn,
    )
    const [first] = lacking
    if (first !== undefined) throw conflict('awards.unmet', first.words)
    const said = await db
      .selectFrom('awardAssessment')
      .select('criterionId')
      .where('entryId', '=', row.id)
      .execute()
    const missing = (await criteriaOf(db, round.ruleId)).filter(
      (one) => !said.some(({ criterionId }) => criterionId === one.id),
    )
    if (missing.length > 0)
      throw conflict(
        'awards.notAssessed',
        words(
          `Chưa tự đánh giá: ${missing.map(({ name }) => name).join('; ')}.`,
          `Not assessed yet: ${missing.map(({ nameEn }) => nameEn).join('; ')}.`,
        ),
      )
    return move(context, row, 'submitted', { declaredOn: today })
  },
})

export const checkOutcomes = states({
  checked: words('Đủ hồ sơ, đủ điều kiện', 'Complete and by the criteria'),
  returned: words('Trả lại để bổ sung', 'Returned for completion'),
})

/** Checks an entry: complete and by the conditions, or returned with what is missing. */
export const checkEntry = command({
  name: 'awards.check',
  summary: words('Kiểm tra hồ sơ dự giải', 'Check an entry for the award'),
  route: 'POST /award-entries/{id}/check',
  input: z.object({ ...acted, outcome: choice(checkOutcomes.keys), missing: optionalLongText(2000) }),
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
  subject: ofEntry,
  async run(context, { outcome, missing, ...of }) {
    const { row } = await lockEntry(context, of, ['submitted'])
    return move(context, row, outcome, { reason: outcome === 'returned' ? (missing ?? null) : null })
  },
})

/** Withdraws an entry that has no outcome yet. */
export const withdrawEntry = command({
  name: 'awards.withdraw',
  summary: words('Rút hồ sơ dự giải', 'Withdraw an entry for the award'),
  route: 'POST /award-entries/{id}/withdrawal',
  input: z.object({ ...acted, reason: longText(2000) }),
  output: Changed,
  may: [...entryKeepers],
  subject: ofEntry,
  async run(context, { reason, ...of }) {
    const { row } = await lockEntry(context, of, [...writing, 'submitted', 'checked', 'opined', 'sent'])
    return move(context, row, 'withdrawn', { reason })
  },
})
