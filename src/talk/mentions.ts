/** Somebody who may be named. */
interface Person {
  readonly id: string
  readonly name: string
}

const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').toLocaleLowerCase('vi')
const partOfWord = /[\p{L}\p{N}\p{M}]/u

/**
 * Whom a text names by `@` and their whole name, in any case; the longest name that fits is meant (`@Lê An Bình` is not Lê An).
 * @param people those who may be named; a name that is none of theirs is text
 * @returns the accounts, and the names that several people bear, which name nobody
 */
export function namedIn(
  text: string,
  people: readonly Person[],
): { readonly ids: string[]; readonly ambiguous: string[] } {
  const body = plain(text)
  const byName = Map.groupBy(people, ({ name }) => plain(name).trim())
  const names = [...byName.keys()]
    .filter((name) => name !== '')
    .sort((one, other) => other.length - one.length)
  const ids = new Set<string>()
  const ambiguous = new Set<string>()
  for (const { index } of body.matchAll(/@/g)) {
    // An e-mail address names nobody.
    if (index > 0 && partOfWord.test(body.charAt(index - 1))) continue
    const rest = body.slice(index + 1)
    const name = names.find((each) => rest.startsWith(each) && !partOfWord.test(rest.charAt(each.length)))
    const meant = name === undefined ? [] : (byName.get(name) ?? [])
    const [first] = meant
    if (first === undefined) continue
    if (meant.length === 1) ids.add(first.id)
    else ambiguous.add(first.name)
  }
  return { ids: [...ids], ambiguous: [...ambiguous] }
}
