import type { Span } from '../plan-reader/index.ts'
import type { DraftDocument } from './draft.ts'
import { documentOfReading } from './mapping/draft.ts'
import type { Catalogues } from './mapping/tools.ts'
import type { DraftReading } from './review.ts'

const same = (one: Span | undefined, other: Span | undefined) =>
  one !== undefined && other !== undefined && one.start === other.start && one.end === other.end

/**
 * A draft that was read, with what the catalogue of agencies has gained since: a duty whose agencies stand as they were first
 * matched is matched again and gains the new ones. What somebody has edited is kept, and nothing is taken away.
 * @param text the document's text, which the spans of the reading point into
 */
export function withAddedAgencies(
  draft: { document: DraftDocument; reading: DraftReading },
  text: string,
  catalogues: Catalogues,
): { document: DraftDocument; reading: DraftReading } {
  const { document, reading } = draft
  const { first } = reading
  const anew = documentOfReading({ ...reading.plan, text }, catalogues)
  let notes = reading.notes
  const duties = document.duties.map((duty, place) => {
    const at = first.document.duties.findIndex((_duty, index) =>
      same(first.spans[`duties.${index}`], reading.spans[`duties.${place}`]),
    )
    const before = first.document.duties[at]?.agencies
    const now = anew.document.duties[at]?.agencies
    if (before === undefined || now === undefined || before.join() !== duty.agencies.join()) return duty
    if (now.length <= before.length || !before.every((key) => now.includes(key))) return duty
    const path = `duties.${place}.agencies`
    const said = anew.notes.filter((note) => note.path === `duties.${at}.agencies`)
    notes = [
      ...notes.filter((note) => note.path !== path),
      ...said.map(({ words }) => ({ path, words: { vi: words.vi, en: words.en } })),
    ]
    return { ...duty, agencies: now }
  })
  return { document: { ...document, duties }, reading: { ...reading, notes } }
}
