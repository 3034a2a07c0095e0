import { fold } from '../../platform/text.ts'

/* Whose duty a plan's heading names, by the catalogue of agencies. */

/** An agency of the catalogue as far as matching needs it. `kind` and the days are not needed, but help to tell namesakes. */
export interface KnownAgency {
  readonly key: string
  readonly name: string
  readonly kind?: string
  readonly validFrom?: string | null
  readonly validTo?: string | null
}

export interface NamedAgencies {
  /** Keys of the catalogue, in the order of the words and, within a collective name, of the catalogue. */
  readonly keys: string[]
  /** Words without accents that no agency was found for. */
  readonly missing: string[]
}

const shortForms: readonly (readonly [RegExp, string])[] = [
  [/\buy ban nhan dan\b/g, 'ubnd'],
  [/\bkh ?(?:&|va) ?cn\b|\bkhcn\b/g, 'khoa hoc va cong nghe'],
  [/\bkh ?(?:&|va) ?dt\b|\bkhdt\b/g, 'ke hoach va dau tu'],
  [/\bnn ?(?:&|va) ?ptnt\b/g, 'nong nghiep va phat trien nong thon'],
  [/\bnn ?(?:&|va) ?mt\b/g, 'nong nghiep va moi truong'],
  [/\blmhtx\b/g, 'lien minh hop tac xa'],
  [/\bhhdn\b/g, 'hiep hoi doanh nghiep'],
]

/** The province whose People's Committee the catalogue has on the day; null for none or several. */
export function provinceOfCatalogue(catalogue: readonly KnownAgency[], day: string): string | null {
  const names = catalogue
    .filter((agency) => livesOn(agency, day) && (agency.kind ?? 'leader') === 'leader')
    .flatMap(({ name }) => /^(?:Ủy|Uỷ) ban nhân dân (?:tỉnh|thành phố) (.+)$/u.exec(name)?.[1] ?? [])
  return names.length === 1 ? (names[0] ?? null) : null
}

/** Whether an agency existed on a day; without one every agency did. */
function livesOn({ validFrom, validTo }: KnownAgency, day: string): boolean {
  return day === '' || ((validFrom ?? '') <= day && ((validTo ?? null) === null || (validTo ?? '') >= day))
}

function plain(name: string): string {
  let words = fold(name)
  for (const [short, long] of shortForms) words = words.replace(short, long)
  return words
    .replace(/[^a-z0-9&,;]+/g, ' ')
    .replace(/^\s*(?:giao|de nghi|yeu cau) /, '')
    .trim()
}

/** Words before which "và" joins two agencies; "Kế hoạch và Đầu tư" stays one name. */
const joint =
  / va (?=(?:cac )?(?:so|cuc|chi cuc|ubnd|lien minh|hoi|hiep hoi|lien hiep|bao|dai|ban|truong|vien|trung tam|doanh nghiep)\b)/

/**
 * Makes the finder for one plan.
 * @param catalogue all agencies; those that did not exist on `day` are not looked at
 * @param plan.taking the names that the plan lists as taking part: "các Sở, ban, ngành" means the Sở among them
 * @param plan.charged the headings of duties: an agency with a heading of its own is not meant by a collective name
 */
export function agencyFinder(
  catalogue: readonly KnownAgency[],
  plan: {
    readonly province: string
    readonly day: string
    readonly taking: readonly string[]
    readonly charged: readonly string[]
  },
): (name: string) => NamedAgencies {
  const { day } = plan
  const living = catalogue.filter((agency) => livesOn(agency, day))
  const province = plain(plan.province)
  const leaders = living.map(({ name }) => plain(name)).filter((name) => name.startsWith('ubnd '))
  const suffix =
    ['tinh', 'thanh pho']
      .map((kind) => `${kind} ${province}`)
      .find((end) => leaders.includes(`ubnd ${end}`)) ?? `tinh ${province}`
  const kindOfProvince = suffix.split(` ${province}`)[0] ?? 'tinh'
  const bare = (name: string) => {
    for (const end of [suffix, kindOfProvince])
      if (name.endsWith(` ${end}`)) return name.slice(0, -end.length - 1)
    return name
  }
  const byName = new Map<string, string>()
  for (const { key, name } of living)
    if (plain(name).endsWith(` ${suffix}`)) byName.set(bare(plain(name)), key)
  for (const { key, name } of living) if (!byName.has(plain(name))) byName.set(plain(name), key)
  const one = (name: string) => byName.get(name) ?? byName.get(bare(name))

  const charged = new Set(plan.charged.map((name) => one(plain(name))).filter((key) => key !== undefined))
  const ofProvince = living.filter(({ name }) => plain(name).endsWith(` ${suffix}`))
  const taking = plan.taking.map((name) => one(plain(name))).filter((key) => key !== undefined)
  const departments = () => {
    const isDepartment = (key: string) =>
      plain(living.find((agency) => agency.key === key)?.name ?? '').startsWith('so ')
    const all = taking.some(isDepartment) ? taking : ofProvince.map(({ key }) => key)
    return all.filter((key) => isDepartment(key) && !charged.has(key))
  }
  // Districts of the catalogue are those of its own provinces: a plan of another one names none of them.
  const localities = (kinds: string) =>
    (leaders.includes(`ubnd ${suffix}`) ? living : [])
      .filter(({ kind, name }) => kind !== 'leader' && new RegExp(`^ubnd (?:${kinds}) `).test(plain(name)))
      .filter(({ name }) => plain(name) !== `ubnd ${suffix}`)
      .map(({ key }) => key)
  const associations = () =>
    ofProvince.filter(({ name }) => /^(?:hoi|hiep hoi) /.test(plain(name))).map(({ key }) => key)

  const collectives: readonly (readonly [RegExp, () => string[]])[] = [
    [
      /\b(?:cac )?so,? (?:(?:ban|co quan|don vi),? ?)?(?:va )?(?:ban |don vi |co quan )?nganh(?: tinh| thanh pho)?(?: co lien quan| lien quan)?\b/,
      departments,
    ],
    [/\bcac so\b(?: lien quan)?(?! [a-z])/, departments],
    [
      /\bubnd (?:cac )?(?:quan|huyen|thi xa|thanh pho)(?:(?:,| va)? (?:quan|huyen|thi xa|thanh pho))*(?: thuoc tinh)?(?=$|[,;]| va )/,
      () => localities('quan|huyen|thi xa|thanh pho'),
    ],
    [
      /\bubnd (?:cac )?(?:xa|phuong|dac khu|thi tran)(?:(?:,| va)? (?:xa|phuong|dac khu|thi tran))*(?=$|[,;]| va )/,
      () => localities('xa|phuong|dac khu|thi tran'),
    ],
    [/\bcac (?:hoi|hiep hoi)\b(?=$|[,;])/, associations],
  ]

  return (given) => {
    const name = eachOfKind(given, (words) => one(plain(words)) !== undefined)
    const whole = one(plain(name))
    if (whole !== undefined) return { keys: [whole], missing: [] }
    const found: { at: number; keys: string[] }[] = []
    let rest = plain(name)
    for (const [pattern, members] of collectives) {
      const match = pattern.exec(rest)
      if (match === null) continue
      const keys = members()
      if (keys.length === 0) continue
      found.push({ at: match.index, keys })
      rest =
        rest.slice(0, match.index) + match[0].replace(/./g, ';') + rest.slice(match.index + match[0].length)
    }
    const named = keysOf(rest, one)
    found.push(...named.found)
    const keys = found.sort((first, second) => first.at - second.at).flatMap((each) => each.keys)
    return { keys: [...new Set(keys)], missing: named.missing }
  }
}

/** The agencies of a list by their names, each with its place, and the words that no agency was found for. */
function keysOf(
  rest: string,
  one: (name: string) => string | undefined,
): { found: { at: number; keys: string[] }[]; missing: string[] } {
  const missing: string[] = []
  const found: { at: number; keys: string[] }[] = []
  let at = 0
  for (const piece of piecesOf(rest, (words) => one(words) !== undefined)) {
    const words = bareOf(piece)
    const key = one(words)
    if (words !== '' && words !== 'va' && words !== 'cac') {
      if (key !== undefined) found.push({ at, keys: [key] })
      else {
        for (const part of words.split(joint)) {
          const each = one(part)
          if (each !== undefined) found.push({ at, keys: [each] })
          else missing.push(part)
        }
      }
    }
    at += piece.length + 1
  }
  return { found, missing }
}

/**
 * "Các Sở: Công Thương, Y tế và Nội vụ" with its kind before every name. An "và" parts two names only where both are known,
 * for it stands within names too ("Nông nghiệp và Môi trường").
 */
function eachOfKind(list: string, isAgency: (words: string) => boolean): string {
  const match =
    /^(?:giao |đề nghị )?(?:các )?(sở|cục|chi cục|ban|hội) ?: ?(.+)$/iu.exec(list) ??
    /^(?:[Gg]iao |[Đđ]ề nghị )?[Cc]ác ([Ss]ở|[Cc]ục|[Cc]hi cục) (?=\p{Lu})(.+)$/u.exec(list)
  const [, kind, names] = match ?? []
  if (kind === undefined || names === undefined) return list
  const hasKind = (words: string) =>
    /^(?:sở|cục|chi cục|ban|hội|ubnd|ủy ban|uỷ ban|công an|liên minh|hiệp hội|bộ)(?!\p{L})/iu.test(words)
  const withKind = (words: string) => (hasKind(words) ? words : `${kind} ${words}`)
  return names
    .split(/[,;] ?(?:và )?/)
    .flatMap((words) => {
      const at = words.lastIndexOf(' và ')
      const [one, other] = [words.slice(0, at), words.slice(at + 4)]
      const isTwo =
        at !== -1 &&
        !isAgency(withKind(words)) &&
        (hasKind(other) || (isAgency(withKind(one)) && isAgency(withKind(other))))
      return isTwo ? [withKind(one), withKind(other)] : [withKind(words)]
    })
    .join('; ')
}

function bareOf(piece: string): string {
  return piece.replace(/^ ?va /, '').trim()
}

/** A list at its commas and semicolons, but an agency whose own name holds commas stays whole ("Sở Văn hóa, Thể thao và Du lịch"). */
function piecesOf(list: string, isAgency: (words: string) => boolean): string[] {
  return list.split(';').flatMap((between) => {
    const parts = between.split(',')
    const pieces: string[] = []
    for (let place = 0; place < parts.length; ) {
      const most = Math.min(4, parts.length - place)
      const length =
        [4, 3, 2].find(
          (count) => count <= most && isAgency(bareOf(parts.slice(place, place + count).join(','))),
        ) ?? 1
      pieces.push(parts.slice(place, place + length).join(','))
      place += length
    }
    return pieces
  })
}
