import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { findPlan, insertPlan, PlanDocument } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import {
  choice,
  day,
  id,
  longText,
  optionalId,
  optionalText,
  optionalWhole,
  text,
  year,
} from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { inOrder, notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, invalidField, notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { pastFields } from './past-fields.ts'
import {
  computedWords,
  isTakenOver,
  notYear,
  pastIndicators,
  planRuns,
  retractPastFact,
  takenOverWords,
  takenOverYears,
  writePast,
  yearsToEnter,
  zeroWords,
} from './past-recording.ts'
import { earlierBounds, earlierDocument } from './rules.ts'

const EarlierTarget = z.object({
  indicator: text(60),
  bound: choice(earlierBounds.keys),
  /** Left out: the plan has no such target, or it is not known. */
  number: optionalWhole(0),
})

/** Enters an earlier plan of which little more than its name is known, so that results of its years have their place. */
export const recordEarlier = command({
  name: 'plans.recordEarlier',
  summary: words('Ghi kế hoạch cũ đã được thay thế', 'Enter an earlier plan that was replaced'),
  route: 'POST /plans/earlier',
  input: z.object({
    number: text(60),
    issuedOn: day(),
    issuer: text(200),
    /** The province that it is of; left out, that of the plan that names it, else of the one in force. */
    province: optionalText(100),
    title: text(1000),
    titleEn: optionalText(1000),
    firstYear: year(),
    lastYear: year(),
    targets: z.array(EarlierTarget).max(50).default([]),
    fileId: optionalId(),
  }),
  output: z.object({ planId: z.int() }),
  may: ['coordinator'],
  rules: [
    notAhead('issuedOn'),
    inOrder(
      'firstYear',
      'lastYear',
      words('Năm cuối phải không trước năm đầu.', 'The last year must not come before the first.'),
    ),
    {
      of: ['province', 'number'],
      check: ({ province, number }, { db }) => provinceOf(db, { province, number }),
    },
    {
      of: ['targets'],
      judge: async ({ targets }, { db }) => {
        const keys = (await db.selectFrom('indicator').select('key').execute()).map((row) => row.key)
        return targets.flatMap((target, place) =>
          keys.includes(target.indicator)
            ? []
            : [
                {
                  field: `targets.${place}.indicator`,
                  words: words(
                    `Danh mục không có chỉ số ${target.indicator}.`,
                    `The catalogue has no indicator ${target.indicator}.`,
                  ),
                },
              ],
        )
      },
    },
  ],
  subject: (_input, output) => `plan:${output.planId}`,
  async run(context, input) {
    const { db } = context
    const file = input.fileId === undefined ? null : await evidence(context, input.fileId)
    const { naming, base } = await known(db, input.number)
    const province = await provinceOf(db, input)
    const targets = input.targets.flatMap(({ number, ...target }) =>
      number === undefined ? [] : [{ ...target, number }],
    )
    const indicators = await db.selectFrom('indicator').select(['key', 'name', 'nameEn']).execute()
    const document = earlierDocument({
      ...input,
      issuer: input.issuer === base?.issuer.vi ? base.issuer : { vi: input.issuer, en: input.issuer },
      province,
      title: { vi: input.title, en: input.titleEn ?? input.title },
      targets,
      parents: Object.fromEntries((base?.targets ?? []).map((target) => [target.indicator, target.parent])),
      names: Object.fromEntries(indicators.map((row) => [row.key, { vi: row.name, en: row.nameEn }])),
    })
    const said =
      (naming === null ? undefined : base?.replaces?.vi) ??
      `Kế hoạch số ${input.number} ngày ${formatDate(input.issuedOn)} của ${input.issuer}: ${input.title}`
    const planId = await insertPlan(
      db,
      document,
      {
        file: file?.name ?? (naming === null ? input.number : `Dẫn trong Kế hoạch ${base?.number}`),
        sha256: file?.sha256 ?? createHash('sha256').update(said).digest('hex'),
        text: said,
      },
      'replaced',
    )
    await db
      .updateTable('plan')
      .set({ replacedBy: naming, fileId: file?.id ?? null })
      .where('id', '=', planId)
      .execute()
    return { planId }
  },
})

/**
 * What is known of an earlier plan: the plan that names it as replaced, else the one in force, as it is taken to be of the same province;
 * nothing while there is no plan.
 */
async function known(
  db: Db,
  number: string,
): Promise<{ readonly naming: number | null; readonly base: PlanDocument | null }> {
  const plans = await db.selectFrom('plan').select(['id', 'replaces', 'document']).execute()
  const naming = plans.find((plan) => plan.replaces === number)
  if (naming !== undefined) return { naming: naming.id, base: PlanDocument.parse(naming.document) }
  const inForce = await findPlan({ db, planId: null })
  const own = plans.find(({ id: planId }) => planId === inForce?.id)
  return { naming: null, base: own === undefined ? null : PlanDocument.parse(own.document) }
}

const noProvince = words(
  'Xin ghi tên tỉnh, thành phố như danh mục đơn vị hành chính.',
  'Please give the province as the catalogue of places names it.',
)

/** The province as the catalogue of places, or a plan, writes it; those that are merged now too. Undefined: there is none of this name. */
async function provinceCalled(db: Db, said: string): Promise<string | undefined> {
  const { rows } = await sql<{ province: string }>`
    SELECT province FROM place WHERE level = 'province' AND fold(province) = ${fold(said)}
     UNION SELECT province FROM plan WHERE fold(province) = ${fold(said)} LIMIT 1`.execute(db)
  return rows[0]?.province
}

/** The province that an earlier plan is of. @throws Problem 422 on `province` for one that is not there, or where no plan tells */
async function provinceOf(
  db: Db,
  { province, number }: { readonly province?: string | undefined; readonly number: string },
): Promise<string> {
  const found =
    province === undefined ? (await known(db, number)).base?.province : await provinceCalled(db, province)
  if (found === undefined) throw invalidField('province', noProvince)
  return found
}

/** Records the result of a year in which the programme ran without this program, with its evidence; it counts once. */
export const recordPast = command({
  name: 'results.recordPast',
  summary: words('Ghi kết quả năm trước của kế hoạch cũ', 'Record a result of a past year'),
  route: 'POST /plans/{id}/results',
  input: z.object({ id: id(), indicator: text(60), ...pastFields.input }),
  output: z.object({ resultId: z.int() }),
  may: ['coordinator'],
  rules: [
    { of: ['id', 'year'], check: (input, context) => planEntered(context, input) },
    { of: ['indicator'], check: ({ indicator }, { db }) => enteredIndicator(db, indicator) },
    { of: ['id', 'year', 'indicator'], check: (input, context) => notTakenOver(context, input) },
    notAhead('paperOn'),
    {
      of: ['quantity', 'paperNumber'],
      judge: ({ quantity, paperNumber }) =>
        quantity === 0 && paperNumber === undefined ? { field: 'quantity', words: zeroWords } : null,
    },
    { of: ['contentId'], check: ({ contentId }, { db }) => refuseUnknownContent(db, contentId) },
  ],
  subject: (_input, output) => `past_result:${output.resultId}`,
  async run(context, input) {
    const { db } = context
    const plan = await planEntered(context, input)
    const indicator = await enteredIndicator(db, input.indicator)
    await notTakenOver(context, input)
    const file = await evidence(context, input.fileId)
    const { id: _plan, indicator: _indicator, ...result } = input
    return { resultId: await writePast(db, plan.id, indicator, { ...result, fileId: file.id }) }
  },
})

/** The plan, of which results of the year may be entered. @throws Problem 404, 409 while it runs, 422 for another year */
export async function planEntered({ db, today }: Context, input: { id: number; year: number }) {
  const { plan, years } = await yearsToEnter(db, input.id, today)
  if (plan.state !== 'replaced' && years.length === 0) throw planRuns()
  if (!years.includes(input.year)) throw invalidField('year', notYear(years))
  return plan
}

/** @throws Problem 422 for none, and for one that follows from others */
async function enteredIndicator(db: Db, wanted: string) {
  const indicator = (await pastIndicators(db)).find(({ key }) => key === wanted)
  if (indicator === undefined) {
    throw invalidField('indicator', words('Không có chỉ tiêu này.', 'There is no such indicator.'))
  }
  if (indicator.way === 'computed') throw invalidField('indicator', computedWords)
  return indicator
}

/** @throws Problem 422 for a year whose records were taken over one by one */
export async function notTakenOver(context: Context, input: { id: number; year: number; indicator: string }) {
  const indicator = await enteredIndicator(context.db, input.indicator)
  if (isTakenOver(await takenOverYears(context.db, input.id), indicator, input.year))
    throw invalidField('year', takenOverWords)
}

export async function refuseUnknownContent(db: Db, contentId: number | undefined): Promise<void> {
  if (contentId === undefined) return
  const known = await db
    .selectFrom('supportContent')
    .select('id')
    .where('id', '=', contentId)
    .executeTakeFirst()
  if (known === undefined) {
    throw invalidField(
      'contentId',
      words('Không có nội dung hỗ trợ này.', 'There is no such content of support.'),
    )
  }
}

/** Takes a wrongly recorded past result back: it stays with the reason, and counts no more. */
export const retractPast = command({
  name: 'results.retractPast',
  summary: words('Rút kết quả năm trước ghi sai', 'Take back a past result'),
  route: 'POST /past-results/{id}/retraction',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: z.object({ planId: z.int() }),
  may: ['coordinator'],
  subject: (input) => `past_result:${input.id}`,
  async run({ db, today }, input) {
    const row = await db
      .selectFrom('pastResult')
      .select(['planId', 'retractedOn'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('kết quả', 'Past result'))
    if (row.retractedOn !== null) {
      throw conflict(
        'results.retracted',
        words('Kết quả này đã được rút.', 'This result has been retracted.'),
      )
    }
    await db
      .updateTable('pastResult')
      .set({ retractedOn: today, retraction: input.reason })
      .where('id', '=', input.id)
      .execute()
    await retractPastFact(db, input.id, input.reason)
    return { planId: row.planId }
  },
})
