import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { id, optionalText, year } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'

import { type Context, command } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { keyOf, seriesById, writers } from './entry.ts'
import { numbersOf, type StoredSeries } from './observations.ts'
import { lockTerritory, seriesByWord, writeRevisions } from './revisions.ts'
import { methods, rebase, SeriesError, type SeriesKey, seriesWord, splice } from './rules.ts'

const Derived = z.object({ id: z.int(), years: z.array(z.int()), ratio: z.number() })

/** Turns what a calculation refuses into a problem of the field. */
function calculated<T>(field: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof SeriesError) throw invalidField(field, error.words)
    throw error
  }
}

/**
 * Fills the years of a series before its first from an older series of the same thing (another edition or price base),
 * linked in the overlap; see `splice`. Written as revisions with method `splice`; values that are there stay.
 */
export const spliceSeries = command({
  name: 'series.splice',
  summary: words('Nối chuỗi cũ vào chuỗi mới', 'Link an older series to a newer'),
  route: 'POST /series/{id}/splices',
  input: z.object({
    /** The newer series, which is filled. */
    id: id(),
    /** The older series. */
    oldId: id(),
    overlapFrom: year(),
    overlapTo: year(),
    reason: optionalText(500),
  }),
  output: Derived,
  may: writers,
  rules: [
    {
      of: ['overlapFrom', 'overlapTo'],
      judge: ({ overlapFrom, overlapTo }) =>
        overlapTo < overlapFrom || overlapTo - overlapFrom > 30
          ? {
              field: 'overlapTo',
              words: words(
                'Năm gối đầu cuối không được trước năm đầu.',
                'The overlap must not end before it begins.',
              ),
            }
          : null,
    },
    { of: ['id', 'oldId'], check: (input, context) => pairOf(context.db, input) },
    {
      of: ['id', 'oldId', 'overlapFrom', 'overlapTo'],
      check: async (input, { db }) => {
        const long = input.overlapTo - input.overlapFrom
        if (long >= 0 && long <= 30) await spliced(db, input)
      },
    },
  ],
  subject: (input) => `series:${input.id}`,
  async run(context, input) {
    const { territoryId } = await seriesById(context.db, input.id)
    await lockTerritory(context.db, territoryId)
    const { newer, from, added, ratio, source } = await spliced(context.db, input)
    await write(context, newer.territoryId, keyOf(newer), added, {
      from,
      source,
      method: 'splice',
      reason: input.reason,
    })
    return { id: newer.id, years: added.map(([of]) => of), ratio }
  },
})

/** The newer series and the older one that fills it. @throws Problem 422 when they are not of the same thing */
async function pairOf(db: Db, input: { id: number; oldId: number }) {
  const newer = await seriesById(db, input.id)
  const old = await seriesById(db, input.oldId)
  const same =
    old.id !== newer.id &&
    old.territoryId === newer.territoryId &&
    old.measureKey === newer.measureKey &&
    old.sectorKey === newer.sectorKey
  if (!same) {
    throw invalidField('oldId', {
      vi: 'Chuỗi cũ phải là chuỗi khác của cùng địa bàn, chỉ tiêu và ngành.',
      en: 'The older series must be another one of the same territory, measure and sector.',
    })
  }
  return { newer, old }
}

/** What the older series gives the newer one. @throws Problem 422 when they do not meet, or there is nothing to fill */
async function spliced(db: Db, input: { id: number; oldId: number; overlapFrom: number; overlapTo: number }) {
  const { newer, old } = await pairOf(db, input)
  const there = await seriesByWord(db, newer.territoryId, { measures: [newer.measureKey] })
  const from = there.get(seriesWord(keyOf(old)))
  const into = there.get(seriesWord(keyOf(newer)))
  const overlap = Array.from(
    { length: input.overlapTo - input.overlapFrom + 1 },
    (_, place) => input.overlapFrom + place,
  )
  const { values, ratio } = calculated('overlapFrom', () => splice(numbersOf(from), numbersOf(into), overlap))
  const source = `tính từ chuỗi ${describe(keyOf(old))}, nối tại ${overlap.join(', ')}, hệ số ${formatNumber(ratio, 'vi', 9)}`
  const added = [...values].filter(([of]) => (into?.values.get(of)?.value ?? null) === null)
  if (added.length === 0) throw invalidField('oldId', nothing)
  return { newer, from, added, ratio, source }
}

/**
 * Makes the series at the prices of another year from one at constant prices and the one at current prices of that year; see
 * `rebase`. Written with method `rebase` into the series of that base year; only years that it lacks are filled.
 */
export const rebaseSeries = command({
  name: 'series.rebase',
  summary: words('Đổi năm gốc giá so sánh', 'Move a series to another price base'),
  route: 'POST /series/{id}/rebases',
  input: z.object({ id: id(), toYear: year(), reason: optionalText(500) }),
  output: Derived,
  may: writers,
  rules: [{ of: ['id', 'toYear'], check: (input, { db }) => rebased(db, input) }],
  subject: (input) => `series:${input.id}`,
  async run(context, input) {
    const { territoryId } = await seriesById(context.db, input.id)
    await lockTerritory(context.db, territoryId)
    const { row, key, target, from, added, ratio, source } = await rebased(context.db, input)
    await write(context, row.territoryId, target, added, {
      from,
      source,
      method: 'rebase',
      reason: input.reason,
    })
    const after = await seriesByWord(context.db, row.territoryId, {
      measures: [key.measure],
      edition: key.edition,
    })
    return { id: after.get(seriesWord(target))?.id ?? row.id, years: added.map(([of]) => of), ratio }
  },
})

/** The series at the prices of another year. @throws Problem 422 for a series or a year that cannot be, or when there is nothing to fill */
async function rebased(db: Db, input: { id: number; toYear: number }) {
  const row = await seriesById(db, input.id)
  const key = keyOf(row)
  const prices = /^(grdp|investment)_constant(_|$)/.test(key.measure)
    ? key.measure.replace('_constant', '_current')
    : undefined
  if (key.baseYear === null || prices === undefined) {
    throw invalidField('toYear', {
      vi: 'Chỉ đổi gốc được chuỗi GRDP hoặc đầu tư theo giá so sánh.',
      en: 'Only GRDP or investment at constant prices can be rebased.',
    })
  }
  if (key.baseYear === input.toYear) {
    throw invalidField('toYear', {
      vi: `Chuỗi đã theo giá năm ${input.toYear}.`,
      en: `The series is at prices of ${input.toYear} already.`,
    })
  }
  const there = await seriesByWord(db, row.territoryId, {
    measures: [key.measure, prices],
    edition: key.edition,
  })
  const from = there.get(seriesWord(key))
  const current = there.get(seriesWord({ ...key, measure: prices, baseYear: null }))
  const target = { ...key, baseYear: input.toYear }
  const { values, ratio } = calculated('toYear', () =>
    rebase(numbersOf(from), numbersOf(current), input.toYear),
  )
  const into = there.get(seriesWord(target))
  const added = [...values].filter(([of]) => (into?.values.get(of)?.value ?? null) === null)
  if (added.length === 0) throw invalidField('toYear', nothing)
  const source = `tính từ chuỗi ${describe(key)}, chuyển sang giá năm ${input.toYear} theo chỉ số giảm phát năm ${input.toYear}, hệ số ${formatNumber(ratio, 'vi', 9)}`
  return { row, key, target, from, added, ratio, source }
}

const nothing: Words = words(
  'Không có năm nào cần tính thêm: chuỗi đích đã có giá trị ở mọi năm.',
  'There is no year to fill: the target has a value in each.',
)

function describe(key: SeriesKey): string {
  const prices = key.baseYear === null ? '' : ` giá năm ${key.baseYear}`
  return `${key.measure}/${key.sector}${prices}${key.edition === '' ? '' : ` (${key.edition})`}`
}

async function write(
  context: Context,
  territoryId: number,
  key: SeriesKey,
  values: readonly (readonly [number, number])[],
  how: {
    readonly from: StoredSeries | undefined
    readonly source: string
    readonly method: 'splice' | 'rebase'
    readonly reason: string | undefined
  },
): Promise<void> {
  await writeRevisions(
    context,
    territoryId,
    values.map(([of, value]) => ({
      key,
      year: of,
      value: Number(value.toPrecision(15)),
      // No more final than what it was computed from.
      status: how.from?.values.get(of)?.status ?? 'estimate',
      source: how.source,
      publishedOn: null,
      method: how.method,
      reason: how.reason ?? methods.names[how.method].vi,
    })),
  )
}
