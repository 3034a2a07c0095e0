import { optionalText } from '../platform/fields.ts'
import type { StudyMethod } from '../tfp/index.ts'

/** `optionalText` bound for the title; proposed from territory and years where left empty. */
export const titleInput = () => optionalText(200)

/** How a title tells studies of one territory and period apart: by the method, where it is not that of the statistics. */
const titleMethods: Readonly<Record<StudyMethod, string>> = {
  official: '',
  tornqvist: ', Törnqvist',
  regression: ', hồi quy',
}

/** The title proposed: `TFP Tỉnh Bến Tre, 2011–2023, hồi quy`. @param sector none for the whole economy */
export function proposedTitle(
  territory: string,
  sector: string | null,
  { from, to, method }: { readonly from: number; readonly to: number; readonly method: StudyMethod },
): string {
  const years = from === to ? String(to) : `${from}–${to}`
  return `TFP ${territory}${sector === null ? '' : `, ${sector}`}, ${years}${titleMethods[method]}`
}

/** The title, numbered where others have it already: `… (2)`. */
export function distinctTitle(title: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const each = number === 1 ? title : `${title} (${number})`
    if (!taken.includes(each)) return each
  }
}
