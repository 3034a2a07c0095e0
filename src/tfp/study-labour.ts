import { at, mean, sum } from './arrays.ts'
import type { GrowthMethod, GrowthYear } from './growth.ts'
import { qualityAdjusted } from './labour.ts'
import type { SeriesRow } from './table.ts'
import { TfpError, type Warning, warning } from './warnings.ts'

/** Workers of one qualification over the years of a study. */
export interface GroupAccount {
  readonly key: string
  readonly persons: readonly number[]
  readonly pay: readonly number[]
  /** Its part of all pay (0 to 1). */
  readonly share: readonly number[]
}

/** What persons (or hours) and their quality add: rates as in the account, contributions in percentage points. */
export interface LabourSplit {
  readonly gPersons: number
  readonly gQuality: number
  readonly points: { readonly persons: number; readonly quality: number }
}

export interface LabourQuality {
  readonly groups: readonly GroupAccount[]
  /** Labour by pay over plain labour, first year = 1. */
  readonly quality: readonly number[]
  readonly years: readonly (LabourSplit & { readonly year: number })[]
  /** Arithmetic mean of the averaged years. */
  readonly mean: LabourSplit
}

/**
 * Quality of labour of each year, first = 1, from the groups of the rows: `qualityAdjusted` (Törnqvist by shares of pay over
 * the plain sum; Jorgenson, Gollop and Fraumeni 1987; OECD, Measuring Productivity, 2001, ch. 4).
 * Throws TfpError where a year lacks a group that another has, or nobody is paid.
 */
export function labourGroups(
  rows: readonly SeriesRow[],
  warnings: Warning[],
): Pick<LabourQuality, 'groups' | 'quality'> {
  const keys = [...new Set(rows.flatMap(({ groups }) => Object.keys(groups ?? {})))].sort()
  if (keys.length === 0) throw missing()
  const column = (key: string, what: 'persons' | 'pay') =>
    rows.map(({ year, groups }) => {
      const value = groups?.[key]?.[what]
      if (value === undefined || !(value >= 0)) throw missing(key, year)
      return value
    })
  const found = keys.map((key) => ({ key, persons: column(key, 'persons'), pay: column(key, 'pay') }))
  const { quality } = qualityAdjusted(
    found.map(({ key, persons, pay }) => ({ name: key, hours: persons, pay })),
  )
  const years = rows.map((_, t) => t)
  const bills = years.map((t) => sum(found.map(({ persons, pay }) => at(persons, t) * at(pay, t))))
  const covered = years.map(
    (t) => sum(found.map(({ persons }) => at(persons, t))) / (rows[t]?.l ?? Number.NaN),
  )
  const uncovered = rows.filter((_, t) => Math.abs(at(covered, t) / at(covered, 0) - 1) > 0.03)
  if (uncovered.length > 0) warnings.push(coverage(uncovered.map(({ year }) => year)))
  return {
    groups: found.map((group) => ({
      ...group,
      share: years.map((t) => (at(group.persons, t) * at(group.pay, t)) / at(bills, t)),
    })),
    quality: [...quality],
  }
}

function missing(key?: string, year?: number): TfpError {
  if (key === undefined) {
    return new TfpError('group.missing', {
      vi: 'Chưa có số lao động và thu nhập bình quân theo trình độ của các năm.',
      en: 'There are no workers and earnings by qualification.',
    })
  }
  return new TfpError('group.missing', {
    vi: `Nhóm lao động ${key} năm ${year} thiếu số người hoặc thu nhập bình quân.`,
    en: `The group ${key} lacks its persons or earnings in ${year}.`,
  })
}

function coverage(years: readonly number[]): Warning {
  const list = years.join(', ')
  return warning('labour.coverage', {
    vi: `Tổng lao động theo trình độ thay đổi khác với lao động có việc làm quá 3% ở các năm ${list}; kiểm tra phạm vi hai nguồn số liệu.`,
    en: `Workers by qualification move apart from all employed by more than 3% in ${list}; check the coverage of both sources.`,
  })
}

/**
 * Labour's growth and points of each year split into persons (or hours) and quality; the parts sum to the account's.
 */
export function splitLabour(
  rows: readonly SeriesRow[],
  { groups, quality }: Pick<LabourQuality, 'groups' | 'quality'>,
  years: readonly GrowthYear[],
  method: GrowthMethod,
  averaged: { readonly from: number; readonly to: number },
): LabourQuality {
  const plain = rows.map(({ l }) => l)
  const split = years.map(({ year, beta, gL }) => {
    const t = rows.findIndex((row) => row.year === year)
    const persons = Math.log(at(plain, t) / at(plain, t - 1))
    const better = Math.log(at(quality, t) / at(quality, t - 1))
    const factor = rateFactor(gL, persons + better)
    const rate = (log: number) => (method === 'official' ? 100 * Math.expm1(log) : 100 * log)
    return {
      year,
      gPersons: rate(persons),
      gQuality: rate(better),
      points: { persons: beta * factor * persons, quality: beta * factor * better },
    }
  })
  const inside = split.filter(({ year }) => year >= averaged.from && year <= averaged.to)
  const average = (of: (each: LabourSplit) => number) => mean(inside.map(of))
  return {
    groups,
    quality,
    years: split,
    mean: {
      gPersons: average(({ gPersons }) => gPersons),
      gQuality: average(({ gQuality }) => gQuality),
      points: {
        persons: average(({ points }) => points.persons),
        quality: average(({ points }) => points.quality),
      },
    },
  }
}

/** What one unit of logarithm counts in a rate: 100, a little more for a rate in percent, so that parts sum to the rate. */
export function rateFactor(rate: number, log: number): number {
  return Math.abs(log) < 1e-12 ? 100 : rate / log
}
