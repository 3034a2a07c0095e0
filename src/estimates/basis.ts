import { gridOf } from '../budget/index.ts'
import { normsOfYear, type YearNorm } from '../norms/index.ts'
import type { Db } from '../platform/database.ts'
import { slug } from '../platform/text.ts'
import type { BasisLine, BasisSource, LineBasis } from './rules.ts'

/** All that the lines of an estimate may name, with what the plan has for the year on each budget line. */
export interface Basis extends LineBasis {
  readonly lines: (BasisLine & { readonly title: string; readonly titleEn: string })[]
  readonly sources: (BasisSource & { readonly key: string; readonly name: string; readonly nameEn: string })[]
  readonly norms: YearNorm[]
  /** What the plan estimates on a line under a source, with what decisions shifted; null where it says nothing. */
  readonly planned: (lineId: number, sourceId: number) => bigint | null
  /** The source that the plan's estimate is of, else the first that can be allocated. */
  readonly sourceId: number | null
}

/** @param of.planId a plan that is there */
export async function basisOf(
  db: Db,
  of: { readonly planId: number; readonly year: number },
): Promise<Basis> {
  const { planId, year } = of
  const plan = await db
    .selectFrom('plan')
    .select(['province', 'budgetSource'])
    .where('id', '=', planId)
    .executeTakeFirstOrThrow()
  const grid = await gridOf(db, planId, year)
  const sources = grid.sources.map(({ id, key, name, nameEn, own }) => ({ id, key, name, nameEn, own }))
  const usable = sources.filter(({ own }) => !own)
  return {
    year,
    lines: grid.lines.map(({ id, code, title, titleEn, group, hasYear }) => ({
      ...{ id, code, title, titleEn, group, hasYear },
    })),
    sources,
    norms: await normsOfYear(db, year, plan.province),
    planned: (lineId, sourceId) => {
      const line = grid.lines.find(({ id }) => id === lineId)
      const source = grid.sources.find(({ id }) => id === sourceId)
      return line === undefined || source === undefined ? null : grid.cell(line, source).estimate
    },
    sourceId: (usable.find(({ key }) => key === plan.budgetSource) ?? usable[0])?.id ?? null,
  }
}

/** What a norm is called where it is typed: `Thù lao (Chủ tịch), 11/2023/NQ-HĐND, Điều 4`. */
export const normName = ({ name, role, instrument, article }: YearNorm) =>
  `${name}${role === null ? '' : ` (${role})`}, ${instrument}, ${article}`

/** A record by what people type for it: any of its names, without accents and case. */
const named = <R extends { readonly id: number }>(
  list: readonly R[],
  namesOf: (one: R) => readonly string[],
) => {
  const byName = new Map<string, number>()
  for (const one of list)
    for (const name of namesOf(one)) if (!byName.has(slug(name))) byName.set(slug(name), one.id)
  return (typed: string) => byName.get(slug(typed)) ?? null
}

/** How lines, sources and norms are found by what is typed for them. */
export function finders({ lines, sources, norms }: Basis) {
  return {
    line: named(lines, ({ code, title }) => [code, `${code}. ${title}`, `${code} · ${title}`, title]),
    source: named(sources, ({ key, name, nameEn }) => [key, name, nameEn]),
    norm: named(norms, (norm) => [
      normName(norm),
      norm.role === null ? norm.name : `${norm.name} (${norm.role})`,
    ]),
  }
}
