import {
  checkSums,
  criterionColumns,
  PlanDocument,
  type PlanSource,
  planColumns,
  sourceColumns,
  targetColumns,
} from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, type FieldProblem, invalidField, notFound, Problem } from '../platform/problem.ts'
import { amendBudget } from './amend-budget.ts'
import { amendDuties } from './amend-duties.ts'
import { changedColumns } from './changed-columns.ts'

export interface Amendment {
  readonly planId: number
  /** The whole plan as it reads from now on. */
  readonly document: PlanDocument
  readonly reason: string
  /** The instrument that amends: "Quyết định số 12/QĐ-UBND"; null for the mending of a misread text. */
  readonly amendedBy: string | null
  readonly amendedOn: string | null
  /** The signed text; null leaves the one that is there. */
  readonly source: PlanSource | null
  readonly fileId: number | null
}

/**
 * Makes a new version of a plan inside the caller's transaction. The version that stood is kept whole. Targets, criteria,
 * duties and budget lines are matched by their keys, so that each keeps its row and what rests on it follows: results,
 * enterprises' criteria, money. Nothing that something rests on is lost.
 * @throws Problem 404 no such plan; 422 a sum does not hold, an indicator or agency is not in the catalogue; 409 with the
 * paths of the draft: a line, year or criterion that is in use is gone, an estimate is lowered below what is allocated, a
 * year with results or applications falls out of the period, or the plan is a draft
 */
export async function amendPlan(context: Context, amendment: Amendment): Promise<void> {
  const { db } = context
  const { document, planId } = amendment
  const plan = await db
    .selectFrom('plan')
    .select(['state', 'version', 'document', 'sourceFile', 'sourceSha256', 'sourceText', 'fileId'])
    .select(['amendedBy', 'amendedOn'])
    .where('id', '=', planId)
    .forUpdate()
    .executeTakeFirst()
  if (plan === undefined) throw notFound(words('kế hoạch', 'Plan'))
  if (plan.state !== 'active' && plan.state !== 'replaced') {
    throw conflict('plan.draft', {
      vi: 'Kế hoạch này chưa có hiệu lực nên chưa có gì để điều chỉnh.',
      en: 'This plan is not in force yet; there is nothing to amend.',
    })
  }
  const { state, ...was } = plan
  checkSums(document)
  const before = PlanDocument.parse(plan.document)
  const refusals = [
    ...(await periodRefusals(db, planId, before, document)),
    ...(await criterionRefusals(db, planId, document)),
  ]
  await db
    .insertInto('planVersion')
    .values({ ...was, planId, document: JSON.stringify(plan.document), reason: amendment.reason })
    .execute()
  await db
    .updateTable('plan')
    .set({
      ...planColumns(document),
      ...(amendment.source === null ? {} : sourceColumns(amendment.source)),
      version: plan.version + 1,
      amendedBy: amendment.amendedBy,
      amendedOn: amendment.amendedOn,
      fileId: amendment.fileId ?? plan.fileId,
    })
    .where('id', '=', planId)
    .execute()
  refusals.push(...(await amendBudget(db, planId, document, before)))
  if (refusals.length > 0) throw refused(refusals)
  await amendTargets(db, planId, document)
  await amendCriteria(db, planId, document)
  await amendDuties(db, planId, document, amendment.amendedOn)
}

function refused(fields: readonly FieldProblem[]): Problem {
  const words: Words = {
    vi: 'Chưa điều chỉnh được: có phần bị bỏ hoặc giảm mà hồ sơ hay kinh phí đang dựa vào; xin xem từng mục.',
    en: 'Not amended: something that records or money rest on is gone or lowered; see each entry.',
  }
  return new Problem('plan.restsOn', 409, words, fields)
}

const yearOf = (day: string) => Number(day.slice(0, 4))

/** A year that leaves the plan's period must hold no result and no application: they would count for nothing. */
async function periodRefusals(
  db: Db,
  planId: number,
  before: PlanDocument,
  after: PlanDocument,
): Promise<FieldProblem[]> {
  const [first, last] = [yearOf(after.startsOn), yearOf(after.endsOn)]
  const left: number[] = []
  for (let year = yearOf(before.startsOn); year <= yearOf(before.endsOn); year++)
    if (year < first || year > last) left.push(year)
  if (left.length === 0) return []
  const facts = await db
    .selectFrom('fact')
    .select('year')
    .distinct()
    .where('planId', '=', planId)
    .where('year', 'in', left)
    .where('retractedAt', 'is', null)
    .execute()
  const applications = await db
    .selectFrom('application')
    .select('year')
    .distinct()
    .where('planId', '=', planId)
    .where('year', 'in', left)
    .execute()
  const used = [...new Set([...facts, ...applications].map((row) => row.year))].sort()
  return used.map((year) => ({
    field: year < first ? 'startsOn' : 'endsOn',
    words: words(
      `Năm ${year} đã có kết quả hoặc hồ sơ đăng ký nên phải nằm trong giai đoạn của kế hoạch.`,
      `${year} has results or applications and must stay within the plan's period.`,
    ),
  }))
}

/** A criterion stays while an enterprise is recorded under it or an application was ranked by it. */
async function criterionRefusals(db: Db, planId: number, document: PlanDocument): Promise<FieldProblem[]> {
  const kept = new Set(document.criteria.map((criterion) => criterion.code))
  const rows = await db
    .selectFrom('criterion as c')
    .leftJoin('enterpriseCriterion as e', 'e.criterionId', 'c.id')
    .select((eb) => [
      'c.id',
      'c.code',
      'c.text',
      'c.textEn',
      eb.fn.count<bigint>('e.enterpriseId').as('enterprises'),
    ])
    .where('c.planId', '=', planId)
    .groupBy('c.id')
    .orderBy('c.ord')
    .execute()
  const gone = rows.filter((row) => !kept.has(row.code))
  if (gone.length === 0) return []
  const reasons = await db
    .selectFrom('application')
    .select('appraisalReason as reason')
    .where('planId', '=', planId)
    .where('appraisalReason', 'is not', null)
    .execute()
  const ranked = reasons.map(({ reason }) => codesNamed(reason))
  return gone.flatMap((row) => {
    const applications = ranked.filter((codes) => codes.has(row.code)).length
    if (Number(row.enterprises) + applications === 0) return []
    return [
      {
        field: 'criteria',
        words: words(
          `Tiêu chí ${row.code}) "${row.text}" đang được dùng: ${row.enterprises} doanh nghiệp được ghi theo tiêu chí này, ${applications} hồ sơ đã xếp thứ tự theo tiêu chí này.`,
          `Criterion ${row.code}) "${row.textEn}" is in use: ${row.enterprises} enterprises are recorded under it, ${applications} applications were ranked by it.`,
        ),
      },
    ]
  })
}

/** The codes in the words that an application's rank was given with: "Đạt tiêu chí a, b; xếp trên hồ sơ số 3 vì tiêu chí b." */
function codesNamed(reason: unknown): Set<string> {
  const words = typeof reason === 'object' && reason !== null && 'vi' in reason ? String(reason.vi) : ''
  const named = words.matchAll(/tiêu chí ([^;.]+)/g)
  return new Set([...named].flatMap(([, codes = '']) => codes.split(', ').map((code) => code.trim())))
}

async function amendTargets(db: Db, planId: number, document: PlanDocument): Promise<void> {
  const indicators = await db.selectFrom('indicator').select(['id', 'key']).execute()
  const indicatorIds = new Map(indicators.map((row) => [row.key, row.id]))
  const rows = await db.selectFrom('target').selectAll().where('planId', '=', planId).execute()
  const kept = new Map<string, number>()
  for (const [place, target] of document.targets.entries()) {
    const indicatorId = indicatorIds.get(target.indicator)
    if (indicatorId === undefined) {
      throw invalidField(`targets.${place}.indicator`, {
        vi: `Danh mục không có chỉ số ${target.indicator}.`,
        en: `The catalogue has no indicator ${target.indicator}.`,
      })
    }
    const parentId = target.parent === null ? null : kept.get(target.parent)
    if (parentId === undefined) {
      throw invalidField(`targets.${place}.parent`, {
        vi: 'Chỉ tiêu "trong đó" phải đứng sau chỉ tiêu mà nó là một phần.',
        en: 'A part must come after the target that it is a part of.',
      })
    }
    const wanted = {
      ...targetColumns(target, place),
      parentId,
      firstYear: yearOf(document.startsOn),
      lastYear: yearOf(document.endsOn),
    }
    const row = rows.find((each) => each.indicatorId === indicatorId)
    if (row === undefined) {
      const added = await db
        .insertInto('target')
        .values({ ...wanted, planId, indicatorId })
        .returning('id')
        .executeTakeFirstOrThrow()
      kept.set(target.indicator, added.id)
      continue
    }
    kept.set(target.indicator, row.id)
    const changes = changedColumns(row, wanted)
    if (changes !== null) await db.updateTable('target').set(changes).where('id', '=', row.id).execute()
  }
  // What was counted for a target that is gone stays recorded; nothing refers to the target's row.
  const ids = new Set(kept.values())
  const gone = rows.filter((row) => !ids.has(row.id)).map((row) => row.id)
  if (gone.length === 0) return
  await db.updateTable('target').set({ parentId: null }).where('id', 'in', gone).execute()
  await db.deleteFrom('target').where('id', 'in', gone).execute()
}

async function amendCriteria(db: Db, planId: number, document: PlanDocument): Promise<void> {
  const rows = await db.selectFrom('criterion').selectAll().where('planId', '=', planId).execute()
  for (const [place, criterion] of document.criteria.entries()) {
    const wanted = criterionColumns(criterion, place)
    const row = rows.find((each) => each.code === criterion.code)
    if (row === undefined) {
      await db
        .insertInto('criterion')
        .values({ ...wanted, planId })
        .execute()
      continue
    }
    const changes = changedColumns(row, wanted)
    if (changes !== null) await db.updateTable('criterion').set(changes).where('id', '=', row.id).execute()
  }
  const codes = new Set(document.criteria.map((criterion) => criterion.code))
  const gone = rows.filter((row) => !codes.has(row.code)).map((row) => row.id)
  if (gone.length > 0) await db.deleteFrom('criterion').where('id', 'in', gone).execute()
}
