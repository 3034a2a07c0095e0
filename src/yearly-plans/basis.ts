import { goneNorm, normsOfYear, overNorm, tooLarge, type YearNorm } from '../norms/index.ts'
import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'
import type { FieldProblem } from '../platform/problem.ts'
import type { LineValues } from './fields.ts'

/* What a line of a yearly plan may name, and what it is held to. */

interface Named {
  readonly id: number
  readonly name: string
  readonly nameEn: string
}

/** All that the lines of a plan's year may name. */
export interface Basis {
  /** Lines of the plan's estimate, by their codes, with what it has for the year, đồng. */
  readonly lines: (Named & { readonly code: string; readonly estimate: bigint | null })[]
  readonly contents: (Named & { readonly key: string })[]
  readonly sources: (Named & { readonly key: string })[]
  readonly targets: (Named & { readonly key: string })[]
  readonly agencies: Named[]
  readonly norms: YearNorm[]
  /** The line that pays for support, and the source that the estimate is of; null where the plan names none. */
  readonly supportLineId: number | null
  readonly sourceId: number | null
}

/** @param of.planId a plan that is there */
export async function basisOf(db: Db, of: { planId: number; year: number; today: string }): Promise<Basis> {
  const { planId, year, today } = of
  const plan = await db
    .selectFrom('plan')
    .select(['province', 'supportLine', 'budgetSource'])
    .where('id', '=', planId)
    .executeTakeFirstOrThrow()
  const lines = await db
    .selectFrom('budgetLine as l')
    .leftJoin('budgetLineYear as y', (join) => join.onRef('y.lineId', '=', 'l.id').on('y.year', '=', year))
    .select(['l.id', 'l.code', 'l.title as name', 'l.titleEn as nameEn', 'y.estimate'])
    .where('l.planId', '=', planId)
    .orderBy('l.ord')
    .execute()
  const contents = await db
    .selectFrom('supportContent')
    .select(['id', 'key', 'name', 'nameEn'])
    .orderBy('ord')
    .orderBy('id')
    .execute()
  const sources = await db
    .selectFrom('fundingSource')
    .select(['id', 'key', 'name', 'nameEn'])
    .orderBy('ord')
    .orderBy('id')
    .execute()
  const targets = await db
    .selectFrom('target as t')
    .innerJoin('indicator as i', 'i.id', 't.indicatorId')
    .select(['t.id', 'i.key', 'i.name', 'i.nameEn'])
    .where('t.planId', '=', planId)
    .orderBy('t.ord')
    .execute()
  const agencies = await db
    .selectFrom('agency')
    .select(['id', 'name', 'nameEn'])
    .where((or) => or.or([or('validTo', 'is', null), or('validTo', '>=', today)]))
    .orderBy('name')
    .execute()
  const [first] = sources
  return {
    ...{ lines, contents, sources, targets, agencies },
    norms: await normsOfYear(db, year, plan.province),
    supportLineId: lines.find(({ code }) => code === plan.supportLine)?.id ?? null,
    sourceId: (sources.find(({ key }) => key === plan.budgetSource) ?? first)?.id ?? null,
  }
}

const gone = (field: keyof LineValues, said: Words): FieldProblem => ({ field, words: said })

/** A line as its command takes it: what was left out is undefined, or null where it is on record. */
export type JudgedLine = { readonly [K in keyof LineValues]?: LineValues[K] | undefined } & {
  readonly quantity: number
  readonly unitCost: bigint
}

/** What is wrong with a line: something that is not there, a part that is missing, a norm that it exceeds. */
export function lineProblems(line: JudgedLine, basis: Basis): FieldProblem[] {
  const there = (id: number | null | undefined, list: readonly { readonly id: number }[]) =>
    id == null || list.some((one) => one.id === id)
  const { targetId = null, targetQuantity = null } = line
  return [
    ...(there(line.lineId, basis.lines)
      ? []
      : [gone('lineId', words('Kế hoạch không có mục này.', 'The plan has no such line.'))]),
    ...(there(line.contentId, basis.contents)
      ? []
      : [gone('contentId', words('Không có nội dung này.', 'There is no such content.'))]),
    ...(there(line.sourceId, basis.sources)
      ? []
      : [gone('sourceId', words('Không có nguồn này.', 'There is no such source.'))]),
    ...(there(targetId, basis.targets)
      ? []
      : [gone('targetId', words('Kế hoạch không có chỉ tiêu này.', 'The plan has no such target.'))]),
    ...(there(line.agencyId, basis.agencies)
      ? []
      : [gone('agencyId', words('Cơ quan này không còn hoạt động.', 'This agency is not in being.'))]),
    ...goneNorm(line, basis.norms),
    ...((targetId === null) === (targetQuantity === null)
      ? []
      : [
          targetId === null
            ? gone('targetId', words('Xin chọn chỉ tiêu.', 'Please choose the target.'))
            : gone('targetQuantity', words('Xin ghi góp bao nhiêu.', 'Please say how much of it.')),
        ]),
    ...tooLarge(line),
    ...overNorm(line, basis.norms),
  ]
}
