import { wholeNumber } from '../platform/numbers.ts'
import type { FormValues } from '../platform/page.ts'
import { slug } from '../platform/text.ts'
import { LawTerms } from './rules.ts'

/*
 * The terms of a procedure as rows of a form and back: `value.terms.3.article`, … An empty row is none, so a row is taken out by
 * emptying it; the rows that are left close up before they are judged, so that what is wrong is told at the row that is shown.
 */

const cells = ['article', 'vi', 'en', 'count', 'unit'] as const
/** Rows that stand empty below those that are there. */
const spare = 3

const cellName = (row: number, cell: (typeof cells)[number]) => `value.terms.${row}.${cell}`
const typed = (values: FormValues, name: string): string => {
  const value = values[name]
  return ((Array.isArray(value) ? value.at(-1) : value) ?? '').trim()
}

/** The rows that were typed, empty ones left out. */
function rowsOf(values: FormValues): Record<(typeof cells)[number], string>[] {
  const places = Object.keys(values).flatMap((name) => {
    const place = /^value\.terms\.(\d{1,4})\./.exec(name)?.[1]
    return place === undefined ? [] : [Number(place)]
  })
  return [...new Set(places)]
    .sort((a, b) => a - b)
    .map((place) => ({
      article: typed(values, cellName(place, 'article')),
      vi: typed(values, cellName(place, 'vi')),
      en: typed(values, cellName(place, 'en')),
      count: typed(values, cellName(place, 'count')),
      unit: typed(values, cellName(place, 'unit')),
    }))
    .filter((row) => Object.values(row).some((text) => text !== ''))
}

/** The value that the rows make; what cannot be read goes on as it was typed, for the command to say so. */
export function termsOfForm(values: FormValues): unknown {
  return {
    terms: rowsOf(values).map(({ article, vi, en, count, unit }) => ({
      article,
      vi,
      en,
      count: count === '' ? null : (wholeNumber(count) ?? count),
      unit: unit === '' ? null : unit,
    })),
  }
}

/** The fields that show a value; empty for another shape. */
export function formOfTerms(value: unknown): Record<string, string> {
  const parsed = LawTerms.safeParse(value)
  if (!parsed.success) return {}
  return Object.fromEntries(
    parsed.data.terms.flatMap((term, row) =>
      cells.map((cell) => [cellName(row, cell), String(term[cell] ?? '')]),
    ),
  )
}

/** What was typed with its empty rows closed up, as it was judged. */
export function closedUp(values: FormValues): FormValues {
  const others = Object.entries(values).filter(([name]) => !name.startsWith('value.terms.'))
  const rows = rowsOf(values).flatMap((row, place) => cells.map((cell) => [cellName(place, cell), row[cell]]))
  return Object.fromEntries([...others, ...rows])
}

/** How many rows a form shows: those that are there, and some to fill in. */
export const rowsShown = (values: FormValues): number => rowsOf(values).length + spare

/**
 * The key of a new rule of terms, by its name in English: `Papers of a task` → `terms.papersOfATask`, with a number behind it where
 * another rule has that key.
 */
export function termsKey(nameEn: string, taken: readonly string[]): string {
  const key =
    `terms.${slug(nameEn).replace(/-(.)/g, (_all, letter: string) => letter.toUpperCase()) || 'rule'}`.slice(
      0,
      70,
    )
  let [free, number] = [key, 2]
  while (taken.includes(free)) free = `${key}${number++}`
  return free
}
