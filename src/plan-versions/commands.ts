import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { activePlan, factKinds, insertPlan, PlanDocument, recordFact, retractFact } from '../plan/index.ts'
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
  whole,
  year,
} from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, invalidField, notFound } from '../platform/problem.ts'
import { knownPlan, otherPlans } from './queries.ts'
import { earlierBounds, earlierDocument, pastYears } from './rules.ts'

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
    title: text(1000),
    titleEn: optionalText(1000),
    firstYear: year(),
    lastYear: year(),
    targets: z.array(EarlierTarget).max(50).default([]),
    fileId: optionalId(),
  }),
  output: z.object({ planId: z.int() }),
  may: ['coordinator'],
  subject: (_input, output) => `plan:${output.planId}`,
  async run(context, input) {
    const { db, today } = context
    if (input.issuedOn > today) {
      throw invalidField('issuedOn', { vi: 'Ngày này chưa đến.', en: 'This day has not come yet.' })
    }
    if (input.lastYear < input.firstYear) {
      throw invalidField('lastYear', {
        vi: 'Năm cuối phải không trước năm đầu.',
        en: 'The last year must not come before the first.',
      })
    }
    const file = input.fileId === undefined ? null : await evidence(context, input.fileId)
    const plans = await db.selectFrom('plan').select(['id', 'replaces', 'document']).execute()
    const naming = plans.find((plan) => plan.replaces === input.number)
    const namedBy = naming === undefined ? null : PlanDocument.parse(naming.document)
    const base = namedBy ?? (await documentInForce(db))
    const targets = input.targets.flatMap(({ number, ...target }) =>
      number === undefined ? [] : [{ ...target, number }],
    )
    const indicators = await db.selectFrom('indicator').select(['key', 'name', 'nameEn']).execute()
    for (const [place, target] of input.targets.entries()) {
      if (indicators.some((row) => row.key === target.indicator)) continue
      throw invalidField(`targets.${place}.indicator`, {
        vi: `Danh mục không có chỉ số ${target.indicator}.`,
        en: `The catalogue has no indicator ${target.indicator}.`,
      })
    }
    const document = earlierDocument({
      ...input,
      issuer: input.issuer === base.issuer.vi ? base.issuer : { vi: input.issuer, en: input.issuer },
      province: base.province,
      title: { vi: input.title, en: input.titleEn ?? input.title },
      targets,
      parents: Object.fromEntries(base.targets.map((target) => [target.indicator, target.parent])),
      names: Object.fromEntries(indicators.map((row) => [row.key, { vi: row.name, en: row.nameEn }])),
    })
    const words =
      namedBy?.replaces?.vi ??
      `Kế hoạch số ${input.number} ngày ${formatDate(input.issuedOn)} của ${input.issuer}: ${input.title}`
    const planId = await insertPlan(
      db,
      document,
      {
        file: file?.name ?? (namedBy === null ? input.number : `Dẫn trong Kế hoạch ${namedBy.number}`),
        sha256: file?.sha256 ?? createHash('sha256').update(words).digest('hex'),
        text: words,
      },
      'replaced',
    )
    await db
      .updateTable('plan')
      .set({ replacedBy: naming?.id ?? null, fileId: file?.id ?? null })
      .where('id', '=', planId)
      .execute()
    return { planId }
  },
})

/** The document of the plan in force: an earlier plan that no plan names is taken to be of the same province. */
async function documentInForce(db: Db): Promise<PlanDocument> {
  const { id: planId } = await activePlan({ db, planId: null })
  const { document } = await db
    .selectFrom('plan')
    .select('document')
    .where('id', '=', planId)
    .executeTakeFirstOrThrow()
  return PlanDocument.parse(document)
}

/** Records the result of a year in which the programme ran without this program, with its evidence; it counts once. */
export const recordPast = command({
  name: 'results.recordPast',
  summary: words('Ghi kết quả năm trước của kế hoạch cũ', 'Record a result of a past year'),
  route: 'POST /plans/{id}/results',
  input: z.object({
    id: id(),
    year: year(),
    indicator: text(60),
    quantity: whole(1, 1_000_000),
    label: text(300),
    fileId: id(),
  }),
  output: z.object({ resultId: z.int() }),
  may: ['coordinator'],
  subject: (_input, output) => `past_result:${output.resultId}`,
  async run(context, input) {
    const { db, today } = context
    const plan = await knownPlan(db, input.id)
    if (plan.state !== 'replaced') {
      throw conflict('results.planRuns', {
        vi: 'Kế hoạch này đang thực hiện: kết quả được đếm từ hồ sơ (hội nghị, lượt hỗ trợ, chứng nhận), không nhập số.',
        en: 'This plan runs: its results are counted from records (events, support turns, certificates), not entered.',
      })
    }
    const years = pastYears(plan, await otherPlans(db, plan.id), Number(today.slice(0, 4)))
    if (!years.includes(input.year)) {
      throw invalidField('year', {
        vi: `Chỉ ghi được kết quả các năm ${years.join(', ') || '(không còn năm nào)'}; năm khác thuộc kế hoạch khác hoặc chưa hết.`,
        en: `Only ${years.join(', ') || 'no year'} can be recorded; other years belong to another plan or have not ended.`,
      })
    }
    const indicator = await db
      .selectFrom('indicator')
      .select(['id', 'factKinds', 'way'])
      .select(
        sql<boolean>`way = 'counted' AND cardinality(standards || contents || industries || sizes) = 0`.as(
          'counted',
        ),
      )
      .where('key', '=', input.indicator)
      .executeTakeFirst()
    if (indicator === undefined) {
      throw invalidField('indicator', words('Không có chỉ tiêu này.', 'There is no such indicator.'))
    }
    if (indicator.way === 'computed') {
      throw invalidField(
        'indicator',
        words(
          'Chỉ số này được tính từ số khác; xin ghi các số đó.',
          'This indicator is computed from others; please record those.',
        ),
      )
    }
    const file = await evidence(context, input.fileId)
    const { id: _plan, indicator: _indicator, ...result } = input
    const { id: resultId } = await db
      .insertInto('pastResult')
      .values({ ...result, planId: plan.id, indicatorId: indicator.id })
      .returning('id')
      .executeTakeFirstOrThrow()
    await recordFact(db, {
      planId: plan.id,
      // An old report's figure of an indicator that chooses among records counts for that indicator alone.
      kind: indicator.counted ? z.enum(factKinds).parse(indicator.factKinds[0]) : 'value.entered',
      year: input.year,
      occurredOn: `${input.year}-12-31`,
      quantity: input.quantity,
      subject: indicator.counted ? `past_result:${resultId}` : `indicator:${indicator.id}`,
      recordType: 'past_result',
      recordId: resultId,
      label: input.label,
      fileId: file.id,
    })
    return { resultId }
  },
})

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
    const fact = await db
      .selectFrom('fact')
      .select('kind')
      .where('recordType', '=', 'past_result')
      .where('recordId', '=', input.id)
      .executeTakeFirstOrThrow()
    await db
      .updateTable('pastResult')
      .set({ retractedOn: today, retraction: input.reason })
      .where('id', '=', input.id)
      .execute()
    await retractFact(db, {
      kind: z.enum(factKinds).parse(fact.kind),
      recordType: 'past_result',
      recordId: input.id,
      reason: input.reason,
    })
    return { planId: row.planId }
  },
})
