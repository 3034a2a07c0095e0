import type { Language } from '../platform/language.ts'
import { isSample, sampleWords } from '../platform/sample.ts'
import { escapeXml } from '../ui/index.ts'
import type { Outlines } from './outlines.ts'

/** A commune as it is drawn. */
export interface Drawn {
  /** What a reader is told of it. */
  readonly words: string
  /** Null: there is nothing of the kind. */
  readonly shade: string | null
  /** Where its figure leads; null for no link. */
  readonly href: string | null
}

/**
 * A province by its communes. A commune that nothing is told of is drawn empty; who does not see it reads the table beside.
 * @param communes by code
 */
export function drawMap(
  outlines: Outlines,
  communes: ReadonlyMap<string, Drawn>,
  of: {
    readonly id: string
    readonly title: string
    readonly description: string
    readonly language: Language
  },
): string {
  const { width, height, frames } = outlines
  const shapes = outlines.communes.map(([code, path]) => {
    const drawn = communes.get(code)
    const shape =
      `<path d="${path}" fill="${drawn?.shade ?? '#f4f6f9'}" stroke="#5b6b7c" stroke-width="1" vector-effect="non-scaling-stroke">` +
      `<title>${escapeXml(drawn?.words ?? code)}</title></path>`
    return drawn?.href == null ? shape : `<a href="${escapeXml(drawn.href)}" tabindex="-1">${shape}</a>`
  })
  const boxes = frames.map(
    ([x, y, wide, high]) =>
      `<rect x="${x}" y="${y}" width="${wide}" height="${high}" fill="none" stroke="#5b6b7c" stroke-width="1.5"/>`,
  )
  const mark = isSample()
    ? `<text x="${width / 2}" y="${height + 26}" text-anchor="middle" font-size="22" font-weight="600" fill="#a00000">${sampleWords[of.language]}</text>`
    : ''
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-6 -6 ${width + 12} ${height + (mark === '' ? 12 : 46)}" width="${width}" height="${height}" ` +
    `role="img" aria-labelledby="${of.id}-t ${of.id}-d"><title id="${of.id}-t">${escapeXml(of.title)}</title>` +
    `<desc id="${of.id}-d">${escapeXml(of.description)}</desc>${shapes.join('')}${boxes.join('')}${mark}</svg>`
  )
}
