import { z } from 'zod'
import type { RankCriterion } from '../applications/index.ts'
import { ceilingUnits, limitWords, type NormRow, normSizes } from '../norms/index.ts'
import {
  listedTexts,
  optionalChoice,
  optionalDong,
  optionalId,
  optionalPercent,
  optionalWhole,
} from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { FieldProblem } from '../platform/problem.ts'
import type { RuleChange } from './rules.ts'

/* A draft rule as it is asked for in an address, and in words. */

/** What may be changed. What is left out stays as it is in force. */
export const draftInput = {
  /** Codes of the plan's criteria in their new order; one that is not named counts no more. */
  order: listedTexts(50),
  /** A norm: for this content (any if left out), instead of this norm (beside those in force if left out). */
  contentId: optionalId(),
  replaces: optionalId(),
  /** Percent of the whole cost. */
  share: optionalPercent(),
  ceiling: optionalDong(1n),
  ceilingUnit: optionalChoice(ceilingUnits.keys),
  sizeClass: optionalChoice(normSizes.keys),
  /** Own money of at least so many percent of the whole cost. */
  ownShare: optionalPercent(),
  /** At least so many full years between founding and filing. */
  age: optionalWhole(1, 100, 'years'),
  /** At most so many supports of one enterprise in a year. */
  perYear: optionalWhole(1, 100),
}
const Draft = z.object(draftInput)
export type Draft = z.output<typeof Draft>

/** What a draft may name: the criteria of the plan, the norms in force, the contents. */
export interface Named {
  readonly criteria: readonly RankCriterion[]
  readonly norms: readonly Pick<NormRow, 'id' | 'name' | 'nameEn' | 'instrument' | 'article'>[]
  readonly contents: readonly { readonly id: number; readonly name: string; readonly nameEn: string }[]
}

/** What is wrong in a draft, by field. */
export function draftProblems(draft: Draft, { criteria, norms, contents }: Named): FieldProblem[] {
  const strange = draft.order.filter((code) => !criteria.some((criterion) => criterion.code === code))
  const twice = draft.order.some((code, index) => draft.order.indexOf(code) !== index)
  const hasLimit = draft.share !== undefined || draft.ceiling !== undefined
  const hasNorm = draft.contentId ?? draft.replaces ?? draft.sizeClass
  return [
    ...(strange.length === 0
      ? []
      : [
          {
            field: 'order',
            words: words(
              `Kế hoạch không có tiêu chí ${strange.join(', ')}.`,
              `The plan has no criterion ${strange.join(', ')}.`,
            ),
          },
        ]),
    ...(twice
      ? [{ field: 'order', words: words('Mỗi tiêu chí chỉ ghi một lần.', 'Each criterion is named once.') }]
      : []),
    ...(draft.ceiling !== undefined && draft.ceilingUnit === undefined
      ? [
          {
            field: 'ceilingUnit',
            words: words('Mức tối đa tính cho một đơn vị nào?', 'One of what is the ceiling of?'),
          },
        ]
      : []),
    ...(draft.ceilingUnit !== undefined && draft.ceiling === undefined
      ? [
          {
            field: 'ceiling',
            words: words('Xin ghi mức tối đa, hoặc bỏ đơn vị.', 'Please give the ceiling, or no unit.'),
          },
        ]
      : []),
    ...(hasNorm !== undefined && !hasLimit
      ? [
          {
            field: 'share',
            words: words('Xin ghi tỷ lệ hoặc mức tối đa.', 'Please give the share or the ceiling.'),
          },
        ]
      : []),
    ...(draft.replaces !== undefined && !norms.some(({ id }) => id === draft.replaces)
      ? [{ field: 'replaces', words: words('Không có định mức này.', 'There is no such norm.') }]
      : []),
    ...(draft.contentId !== undefined && !contents.some(({ id }) => id === draft.contentId)
      ? [{ field: 'contentId', words: words('Không có nội dung này.', 'There is no such content.') }]
      : []),
  ]
}

/** A change with what it says and what it changes. */
export interface ToldChange {
  readonly change: RuleChange
  /** The rule as the draft has it. */
  readonly words: Words
  /** The article that it would change; null: it is new. */
  readonly article: Words | null
}

/** The changes of a draft that holds, each in words. @param orderArticle the section of the plan on the order of priority */
export function changesOf(draft: Draft, named: Named, orderArticle: Words): ToldChange[] {
  const percent = (value: number, language: 'vi' | 'en') => formatNumber(value, language)
  const { order, share = null, ceiling = null, ceilingUnit = null, sizeClass = null, contentId } = draft
  const told: ToldChange[] = []
  if (order.length > 0) {
    const dropped = named.criteria.filter(({ code }) => !order.includes(code)).map(({ code }) => code)
    told.push({
      change: { kind: 'order', codes: order },
      words: words(
        `Thứ tự tiêu chí: ${order.join(', ')}${dropped.length === 0 ? '' : `; không xét ${dropped.join(', ')}`}`,
        `Order of the criteria: ${order.join(', ')}${dropped.length === 0 ? '' : `; ${dropped.join(', ')} count no more`}`,
      ),
      article: orderArticle,
    })
  }
  if (share !== null || ceiling !== null) {
    const old = named.norms.find(({ id }) => id === draft.replaces)
    const content = named.contents.find(({ id }) => id === contentId)
    const limit = limitWords({
      kind: share === null ? 'fixed' : 'share',
      share,
      ceiling,
      ceilingUnit,
      mostTimes: null,
      perYears: null,
    })
    const whom =
      sizeClass === null
        ? words('', '')
        : words(` (${normSizes.names[sizeClass].vi})`, ` (${normSizes.names[sizeClass].en})`)
    const name = words(
      `Định mức ${content === undefined ? 'mọi nội dung' : `“${content.name}”`}${whom.vi}`,
      `Norm of ${content === undefined ? 'any content' : `“${content.nameEn}”`}${whom.en}`,
    )
    told.push({
      change: {
        kind: 'norm',
        contentId: contentId ?? null,
        replaces: draft.replaces ?? null,
        norm: {
          id: 0,
          name: name.vi,
          nameEn: name.en,
          instrument: '',
          article: '',
          contentId: contentId ?? null,
          kind: share === null ? 'fixed' : 'share',
          share,
          ceiling,
          ceilingUnit,
          sizeClass,
          sectorGroup: null,
          occasion: null,
          mostTimes: null,
          perYears: null,
          condition: null,
          whenOver: 'stopped',
        },
      },
      words: words(`${name.vi}: ${limit.vi}`, `${name.en}: ${limit.en}`),
      article:
        old === undefined
          ? null
          : words(`${old.article}, ${old.instrument}`, `${old.article}, ${old.instrument}`),
    })
  }
  if (draft.ownShare !== undefined)
    told.push({
      change: { kind: 'ownShare', percent: draft.ownShare },
      words: words(
        `Vốn tự có ít nhất ${percent(draft.ownShare, 'vi')}% toàn bộ chi phí`,
        `Own money of at least ${percent(draft.ownShare, 'en')}% of the whole cost`,
      ),
      article: null,
    })
  if (draft.age !== undefined)
    told.push({
      change: { kind: 'age', years: draft.age },
      words: words(
        `Thành lập ít nhất ${draft.age} năm khi nộp hồ sơ`,
        `Founded at least ${draft.age} years before the filing`,
      ),
      article: null,
    })
  if (draft.perYear !== undefined)
    told.push({
      change: { kind: 'perYear', most: draft.perYear },
      words: words(
        `Mỗi doanh nghiệp tối đa ${draft.perYear} lượt hỗ trợ một năm`,
        `At most ${draft.perYear} supports of one enterprise a year`,
      ),
      article: null,
    })
  return told
}

/** The draft of an address: what is left empty is not asked. */
export const askedBy = (params: URLSearchParams): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...params].filter(([name, value]) => value !== '' && name !== 'plan' && name !== 'export'),
  )
