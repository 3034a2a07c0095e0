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
