import { type Words, words } from '../../platform/language.ts'
import { type FieldProblem, invalidField, type Problem } from '../../platform/problem.ts'
import type { StudyPart } from '../../series/index.ts'
import type { StoredResult, StudyData } from '../result.ts'
import type { Choices } from '../rules.ts'

/* What is chosen about capital by type of asset and about quality of labour. */

/** The names of a study's assets and groups by key. */
export function partNames({ parts = [] }: Pick<StudyData, 'parts'>): Readonly<Record<string, Words>> {
  return Object.fromEntries(parts.map(({ key, name }) => [key, name]))
}

/** The result with its assets and groups in the order of the catalogue, which `partNames` keeps; it is stored in that of their keys. */
export function inOrder(result: StoredResult, names: Readonly<Record<string, Words>>): StoredResult {
  const keys = Object.keys(names)
  const order = <Item extends { readonly key: string }>(items: readonly Item[]) =>
    items.toSorted((one, other) => keys.indexOf(one.key) - keys.indexOf(other.key))
  const { services, labour } = result
  return {
    ...result,
    ...(services === undefined ? {} : { services: { ...services, assets: order(services.assets) } }),
    ...(labour === undefined ? {} : { labour: { ...labour, groups: order(labour.groups) } }),
  }
}

/** Why a study by parts cannot be made of these series: there are none. Null where nothing is missing. */
export function missingPart(
  { capital, labour }: Pick<Choices, 'capital' | 'labour'>,
  parts: readonly StudyPart[] = [],
): Problem | null {
  const has = (kind: StudyPart['kind']) => parts.some((part) => part.kind === kind)
  if (capital === 'services' && !has('asset')) {
    return invalidField('capital', {
      vi: 'Chưa có vốn hoặc đầu tư theo giá so sánh chia theo loại tài sản, cùng năm gốc với GRDP; xin nhập ở Chuỗi số liệu hoặc chọn cách khác.',
      en: 'There is no capital or investment at constant prices by type of asset, of the base year of GRDP; enter it under Data series or choose another way.',
    })
  }
  if (labour === 'quality' && !has('skill')) {
    return invalidField('labour', {
      vi: 'Chưa có số lao động cùng thu nhập bình quân tháng theo trình độ chuyên môn kỹ thuật; xin nhập ở Chuỗi số liệu hoặc chọn cách khác.',
      en: 'There are no workers with their average monthly earnings by qualification; enter them under Data series or choose another way.',
    })
  }
  return null
}

/** Depreciation or service life of an asset that the catalogue does not have. */
export function unknownAssets(
  { assetDeltas = {}, assetLives = {} }: Choices,
  assets: readonly { readonly key: string }[],
): FieldProblem[] {
  const known = new Set(assets.map(({ key }) => key))
  const wrong = (record: string, keys: readonly string[]) =>
    keys
      .filter((key) => !known.has(key))
      .map((key) => ({
        field: `${record}.${key}`,
        words: words(
          `Không có loại tài sản này; có: ${[...known].join(', ')}.`,
          `There is no such type of asset; there are: ${[...known].join(', ')}.`,
        ),
      }))
  return [...wrong('assetDeltas', Object.keys(assetDeltas)), ...wrong('assetLives', Object.keys(assetLives))]
}

/** What was decided for the assets of the data: what was typed, else what the catalogue says. Nothing without assets. */
export function decidedParts(
  { capital, profile, assetDeltas = {}, assetLives = {}, returnPercent }: Choices,
  { parts = [] }: Pick<StudyData, 'parts'>,
): Pick<Choices, 'assetDeltas' | 'assetLives' | 'returnPercent'> {
  if (capital !== 'services')
    return { assetDeltas: undefined, assetLives: undefined, returnPercent: undefined }
  const assets = parts.filter(({ kind }) => kind === 'asset')
  const deltas = assets.map(({ key, depreciation }) => [
    key,
    assetDeltas[key] ?? (depreciation === null ? undefined : percent(depreciation)),
  ])
  const lives = assets.map(({ key, serviceLife }) => [key, assetLives[key] ?? serviceLife ?? undefined])
  return {
    assetDeltas: profile === 'geometric' ? Object.fromEntries(deltas) : undefined,
    assetLives: profile === 'geometric' ? undefined : Object.fromEntries(lives),
    returnPercent,
  }
}

/** 0.126 → 12.6, without the binary tail. */
export const percent = (share: number): number => Number((100 * share).toPrecision(12))

const records = ['assetDeltas', 'assetLives'] as const

/** A form's `assetDeltas.machinery` as `{ assetDeltas: { machinery } }`, which the commands take. */
export function nestedParts<Value>(values: Readonly<Record<string, Value>>): Record<string, unknown> {
  const nested: Record<string, unknown> = {}
  const inside = new Map<string, Record<string, Value>>()
  for (const [name, value] of Object.entries(values)) {
    const [record = '', key] = name.split('.')
    if (key === undefined || !records.some((each) => each === record)) nested[name] = value
    else inside.set(record, { ...inside.get(record), [key]: value })
  }
  return { ...nested, ...Object.fromEntries(inside) }
}

/** Stored choices as the form's fields hold them: the inverse of `nestedParts`, decimals with a comma. */
export function flatChoices(choices: Readonly<Record<string, unknown>>): Record<string, string> {
  const shown = (value: unknown) =>
    typeof value === 'number' ? String(value).replace('.', ',') : String(value)
  const flat = Object.entries(choices).flatMap(([name, value]) => {
    if (value === undefined) return []
    if (typeof value !== 'object' || value === null) return [[name, shown(value)]]
    return Object.entries(value).map(([key, each]) => [`${name}.${key}`, shown(each)])
  })
  return Object.fromEntries(flat)
}
