import type { PlanDocument as ReadPlan, Span } from '../../plan-reader/index.ts'
import { labelOf, plainOf } from '../../plan-reader/index.ts'
import type { Words } from '../../platform/language.ts'
import type { KnownAgency } from './agency-names.ts'

/* What the parts of the mapping from a reading to a draft share. */

/** What the officer must know of a value that was not simply copied. `path` is its place in the draft. */
export interface Note {
  readonly path: string
  readonly words: Words
}

export interface Catalogues {
  /** `phrases`: words by which a sentence is known to be of it, folded. */
  readonly indicators: readonly {
    readonly key: string
    readonly unit: string
    readonly phrases?: readonly string[]
  }[]
  readonly agencies: readonly KnownAgency[]
  /** Sources of funds by what they are called. */
  readonly sources?: readonly { readonly key: string; readonly name: string }[]
}

/** Vietnamese as written; the English is for the officer to add (until then the Vietnamese stands in for it). */
export function written(vi: string): Words {
  return { vi, en: '' }
}

/** The words at a place of the document, without markup. */
export function quoteAt(read: ReadPlan, span: Span): string {
  return plainOf(read.text, span.start, span.end).text
}

/** The sentence at a place of the document, without markup and without the label before it. */
export function wordsAt(read: ReadPlan, span: Span): string {
  const text = quoteAt(read, span)
  const label = labelOf(text)
  return label === null ? text : text.slice(label.length).trim()
}

/** From the first span to the last. */
export function around(spans: readonly Span[]): Span | undefined {
  if (spans.length === 0) return undefined
  return {
    start: spans.reduce((least, { start }) => Math.min(least, start), Number.POSITIVE_INFINITY),
    end: spans.reduce((most, { end }) => Math.max(most, end), 0),
  }
}

/** The years of the plan itself; null when the document names none. */
export function periodOf(read: ReadPlan): { from: number; to: number; span: Span } | null {
  const main = read.periods.find(({ kind }) => kind === 'main') ?? read.periods[0]
  if (main === undefined) return null
  const years = Object.keys(read.budget?.byYear ?? {}).map(Number)
  const issued = read.date === null ? [] : [Number(read.date.value.slice(0, 4))]
  return { from: main.from ?? Math.min(main.to, ...years, ...issued), to: main.to, span: main.span }
}

/** What the parts of the mapping work with. */
export interface Tools {
  readonly read: ReadPlan
  readonly catalogues: Catalogues
  /** Of the plan; for a commune's that of the catalogue; empty when not known. */
  readonly province: string
  readonly period: { from: number; to: number; span: Span } | null
  readonly at: (path: string, span: Span | undefined | null) => void
  readonly note: (path: string, vi: string, en: string) => void
}

export function shorten(text: string): string {
  return text.length <= 90 ? text : `${text.slice(0, 88).trimEnd()}…`
}
