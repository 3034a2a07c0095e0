import { type Words, words } from '../platform/language.ts'

/*
 * What a text of the old plan becomes in the new one. Only patterns that cannot mean anything else are replaced, and each
 * replacement is named, so that whoever drafts sees what was done to the words.
 */

/** One replacement: what, by what, in either language, and the words for it. */
interface Replacement {
  readonly vi: readonly (readonly [RegExp, string])[]
  readonly en: readonly (readonly [RegExp, string])[]
  readonly note: Words
}

export interface Renaming {
  readonly from: Words
  readonly to: Words
}

export interface Changes {
  readonly old: { readonly firstYear: number; readonly lastYear: number }
  readonly next: { readonly firstYear: number; readonly lastYear: number }
  /** The old and new place when the plan passes to another: `tỉnh Bến Tre` → `tỉnh Vĩnh Long`. */
  readonly place: Renaming | null
  /** Names of agencies without their place: `Sở Nông nghiệp và Phát triển nông thôn` → `Sở Nông nghiệp và Môi trường`. */
  readonly agencies: readonly Renaming[]
  /** Whether the district level has ended. */
  readonly noDistricts: boolean
}

export interface Rewritten {
  readonly words: Words
  readonly notes: readonly Words[]
}

const escaped = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gu')

/** Makes the function that carries a text of the old plan over to the new one. */
export function rewriter(changes: Changes): (words: Words) => Rewritten {
  const replacements = [
    ...periodReplacements(changes),
    ...(changes.noDistricts ? [districts] : []),
    ...[...changes.agencies]
      .sort((one, other) => other.from.vi.length - one.from.vi.length)
      .map(agencyReplacement),
    ...placeReplacements(changes.place),
  ]
  return (words) => {
    let { vi, en } = words
    const notes: Words[] = []
    for (const replacement of replacements) {
      const before = vi + en
      for (const [pattern, by] of replacement.vi) vi = vi.replace(pattern, by)
      for (const [pattern, by] of replacement.en) en = en.replace(pattern, by)
      if (vi + en !== before) notes.push(replacement.note)
    }
    return { words: { vi, en }, notes }
  }
}

function periodReplacements({ old, next }: Changes): Replacement[] {
  const period = (first: number, last: number) => `${first}\\s*[-–]\\s*${last}`
  return [
    {
      // a plan for the period that is being drafted is now this plan: the one to prepare is the next
      vi: [
        [new RegExp(`(Kế hoạch giai đoạn )${period(next.firstYear, next.lastYear)}`, 'gu'), '$1tiếp theo'],
      ],
      en: [
        [
          new RegExp(`the Plan for ${period(next.firstYear, next.lastYear)}`, 'gu'),
          'the plan for the next period',
        ],
      ],
      note: words(
        `"Kế hoạch giai đoạn ${next.firstYear} - ${next.lastYear}" đổi thành "Kế hoạch giai đoạn tiếp theo" vì kế hoạch đó chính là dự thảo này.`,
        `"The Plan for ${next.firstYear}-${next.lastYear}" became "the plan for the next period": that plan is this draft.`,
      ),
    },
    {
      vi: [
        [
          new RegExp(`${period(old.firstYear, old.lastYear)}(, định hướng đến năm ${next.lastYear})?`, 'gu'),
          `${next.firstYear} - ${next.lastYear}`,
        ],
      ],
      en: [
        [
          new RegExp(`${period(old.firstYear, old.lastYear)}(, with orientation to ${next.lastYear})?`, 'gu'),
          `${next.firstYear}-${next.lastYear}`,
        ],
      ],
      note: words(
        `Giai đoạn ${old.firstYear} - ${old.lastYear} đổi thành ${next.firstYear} - ${next.lastYear}.`,
        `The period ${old.firstYear}-${old.lastYear} became ${next.firstYear}-${next.lastYear}.`,
      ),
    },
  ]
}

const districts: Replacement = {
  vi: [[/(UBND|Ủy ban nhân dân) các huyện, thị xã, thành phố/gu, '$1 các xã, phường']],
  en: [
    [
      /People's Committees of (the )?districts, towns and (the )?(city|cities)/gu,
      "People's Committees of communes and wards",
    ],
  ],
  note: words(
    'UBND các huyện, thị xã, thành phố đổi thành UBND các xã, phường: cấp huyện kết thúc từ 01/7/2025. Cần đối chiếu.',
    "People's Committees of districts became those of communes and wards: the district level ended on 1 July 2025. To be checked.",
  ),
}

function agencyReplacement({ from, to }: Renaming): Replacement {
  // "Department of X" as it stands in a list of departments: "X"
  const core = (name: string) => name.replace(/^Department of /, '')
  return {
    vi: [[escaped(from.vi), to.vi]],
    en: [[escaped(core(from.en)), core(to.en)]],
    note: words(
      `"${from.vi}" đổi thành "${to.vi}" theo sắp xếp năm 2025.`,
      `"${from.en}" became "${to.en}" in the reorganisation of 2025.`,
    ),
  }
}

function placeReplacements(place: Renaming | null): Replacement[] {
  if (place === null) return []
  const note: Words = words(
    `Địa danh "${place.from.vi}" (tỉnh) đổi thành "${place.to.vi}".`,
    `The place ${place.from.en} became ${place.to.en}.`,
  )
  const kind = (name: string) => (name.startsWith('thành phố ') ? 'thành phố' : 'tỉnh')
  const full: Replacement = {
    vi: [[escaped(place.from.vi), place.to.vi]],
    en: [[escaped(place.from.en), place.to.en]],
    note,
  }
  if (kind(place.from.vi) === kind(place.to.vi)) return [full]
  // "cấp tỉnh" names a level of government, which a city under the central Government has too
  return [
    {
      ...full,
      vi: [...full.vi, [/(?<!cấp |các |ngoài |\p{L})tỉnh(?!\p{L})/gu, kind(place.to.vi)]],
      en: [
        ...full.en,
        [/(?<!\p{L})(the|The) province(?!\p{L})/gu, '$1 city'],
        [/provincial (People's Committee|budget|Business Association)/gu, 'city $1'],
      ],
    },
  ]
}

/** Several notes as one reason. */
export function joined(notes: readonly Words[]): Words {
  return { vi: notes.map((note) => note.vi).join(' '), en: notes.map((note) => note.en).join(' ') }
}

/** Names in a list, each once: two departments that became one are named once. */
export function eachOnce(words: Words): Words {
  const once = (text: string, separator: string) => {
    const end = text.endsWith('.') ? '.' : ''
    const parts = text.slice(0, text.length - end.length).split(separator)
    return [...new Set(parts)].join(separator) + end
  }
  return { vi: once(words.vi, ', '), en: once(words.en, '; ') }
}

/** `UBND thành phố Cần Thơ` → `thành phố Cần Thơ`: the place that a people's committee governs. */
export function placeOf(issuer: Words): Words {
  return {
    vi: issuer.vi.replace(/^(Ủy ban nhân dân|UBND)\s+/u, ''),
    en: issuer.en.replace(/^People's Committee of\s+/u, ''),
  }
}

/** `thành phố Cần Thơ` → `Cần Thơ`. */
export function provinceOf(place: string): string {
  return place.replace(/^(tỉnh|thành phố)\s+/u, '')
}
