import { plainHeading } from '../documents/read/headed-table.ts'
import type { Words } from '../platform/language.ts'

type Named<Key extends string> = {
  readonly keys: readonly Key[]
  readonly names: Readonly<Record<Key, Words>>
}

/**
 * What a cell may say for each key of a closed list: the key, or its name in either language, however it is cased and accented.
 * @param others what sheets say beside that, plain
 */
export function keysByWords<Key extends string>(
  { keys, names }: Named<Key>,
  others: readonly (readonly [said: string, key: Key])[] = [],
): (said: string) => Key | undefined {
  const found = new Map(
    keys.flatMap((key) =>
      [key, names[key].vi, names[key].en].map((said) => [plainHeading(said), key] as const),
    ),
  )
  for (const [said, key] of others) found.set(said, key)
  return (said) => found.get(plainHeading(said))
}

/** The names of a closed list in quotation marks: what a cell may be. */
export const quotedNames = <Key extends string>({ keys, names }: Named<Key>): Words => ({
  vi: keys.map((key) => `“${names[key].vi}”`).join(', '),
  en: keys.map((key) => `“${names[key].en}”`).join(', '),
})
