import { z } from 'zod'
import { type Words, words } from '../../platform/language.ts'

/* What a study by sectors keeps beside its data and its result. Studies made before there were sectors have neither. */

const WordsShape = z.object({ vi: z.string(), en: z.string() })
const number = z.number()
const some = z.number().nullable()
const year = z.int()

/** The figures by sector, sealed with the study's data. */
export const SectorsData = z.object({
  level: z.enum(['main', 'sections']),
  sectors: z
    .array(
      z.object({
        key: z.string(),
        name: WordsShape,
        rows: z
          .array(
            z.object({
              year,
              y: number,
              l: number,
              va: number.optional(),
              k: number.optional(),
              i: number.optional(),
              laborShare: number.optional(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly(),
  /** The whole as published for itself, without taxes on products. */
  total: z
    .array(z.object({ year, y: number.optional(), l: number.optional(), k: number.optional() }))
    .readonly(),
  used: z
    .array(
      z.object({
        measure: z.string(),
        label: WordsShape,
        unit: WordsShape,
        sources: z.array(z.string()).readonly(),
        preliminaryYears: z.array(year).readonly(),
        summedYears: z.array(year).readonly(),
        seriesIds: z.array(z.int()).readonly(),
      }),
    )
    .readonly(),
  warnings: z.array(WordsShape).readonly(),
})
export type SectorsData = z.infer<typeof SectorsData>

/** What the sectors of each level are called, after "theo" and "by". */
export const levelNames: Readonly<Record<SectorsData['level'], Words>> = {
  main: words('3 khu vực kinh tế', 'the three sectors of the economy'),
  sections: words('ngành cấp 1 (VSIC)', 'sections of VSIC'),
}

const Rates = z.object({
  gY: number,
  gK: number,
  gL: number,
  gTFP: number,
  beta: number,
  weight: number,
  contribution: number,
})
const Total = z.object({
  gY: number,
  gK: number,
  gL: number,
  beta: number,
  gTFP: number,
  fromSectors: number,
  reallocation: z.object({ capital: number, labour: number, output: number }),
  whole: some,
  other: some,
})
const parts = { within: number, between: number, interaction: number }
const Shift = z.object({
  from: year,
  to: year,
  before: number,
  after: number,
  growth: number,
  ...parts,
  sectors: z.array(z.object({ key: z.string(), ...parts })).readonly(),
})

/** The result of `accountSectors` of src/tfp as it is stored. */
export const SectorsShape = z.object({
  method: z.enum(['official', 'tornqvist']),
  sectors: z
    .array(
      z.object({
        key: z.string(),
        name: WordsShape,
        rows: z
          .array(z.object({ year, y: number, l: number, va: some, k: some, laborShare: some }))
          .readonly(),
        years: z.array(Rates.extend({ year })).readonly(),
        mean: Rates.nullable(),
      }),
    )
    .readonly(),
  growth: z
    .object({
      capital: z.enum(['stock', 'investment']),
      weights: z.enum(['current', 'constant']),
      from: year,
      to: year,
      years: z.array(Total.extend({ year })).readonly(),
      mean: Total,
    })
    .nullable(),
  shiftShare: z.object({ years: z.array(Shift).readonly(), period: Shift }),
  warnings: z.array(z.object({ code: z.string(), words: WordsShape, year: year.optional() })).readonly(),
})
export type StoredSectors = z.infer<typeof SectorsShape>
