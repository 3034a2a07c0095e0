import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageDirectory } from '../platform/config.ts'
import { SeriesCatalogue } from './catalogue.ts'
import { labelsOf } from './labels.ts'
import type { MeasurePart } from './measure-components.ts'

/** The catalogue that every installation starts with, and its names as tables are read by. */
export const catalogue = SeriesCatalogue.parse(
  JSON.parse(readFileSync(join(packageDirectory, 'data', 'series-catalogue.json'), 'utf8')),
)

/** Every measure of the catalogue that is a part of another. */
export const measureParts: readonly MeasurePart[] = catalogue.measures.flatMap(
  ({ key, partOf, partKind, part }) => {
    const found = catalogue.parts.find((one) => one.key === part)
    if (partOf === undefined || partKind === undefined || found === undefined) return []
    const name = { vi: found.name, en: found.nameEn }
    return [{ measure: key, whole: partOf, kind: partKind, part: found.key, name }]
  },
)

export const labels = labelsOf(
  catalogue.measures.map((one) => ({
    ...one,
    part: measureParts.find(({ measure }) => measure === one.key) ?? null,
  })),
  catalogue.sectors,
  catalogue.parts.map((one) => ({ ...one, name: { vi: one.name, en: one.nameEn } })),
)
