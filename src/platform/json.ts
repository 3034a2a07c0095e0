/** JSON with whole đồng: a bigint is written as a plain integer of any length. */
export function toJson(value: unknown, space?: number): string {
  return (
    JSON.stringify(
      value,
      (_key, item: unknown) => (typeof item === 'bigint' ? rawJson(item.toString()) : item),
      space,
    ) ?? 'null'
  )
}

/** Parses what `toJson` wrote; integers that a double cannot hold come back as bigint, all else as JSON has it. */
export function parseJson(text: string): unknown {
  return JSON.parse(text, ((_key: string, value: unknown, context?: { source?: string }) => {
    const source = context?.source
    if (
      typeof value === 'number' &&
      !Number.isSafeInteger(value) &&
      source !== undefined &&
      /^-?\d+$/.test(source)
    ) {
      return BigInt(source)
    }
    return value
  }) as (key: string, value: unknown) => unknown)
}

// In the language since ES2025 (Node 22); not yet in the ES2024 library types.
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON

/** JSON with the keys of every object in order, so that equal values have equal bytes and one SHA-256. Money stays whole. */
export function canonicalJson(value: unknown): string {
  return toJson(ordered(value))
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
      .map(([key, item]) => [key, ordered(item)]),
  )
}
