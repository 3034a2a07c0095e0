import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { packageDirectory } from '../platform/config.ts'

/** data/maps/NN.json: the outlines of a province's communes, ready to be drawn (scripts/map-outlines.ts makes them). */
const Outlines = z.object({
  source: z.string(),
  width: z.int(),
  height: z.int(),
  /** Where islands far from the coast are drawn apart: x, y, width, height. */
  frames: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
  /** Code of the commune and its path. */
  communes: z.array(z.tuple([z.string(), z.string()])),
})
export type Outlines = z.infer<typeof Outlines>

const kept = new Map<string, Promise<Outlines | null>>()

/**
 * The outlines of a province's communes, read when its map is first asked for.
 * @param code two digits, of the provinces since 1 July 2025
 * @returns null where there are none
 */
export function outlinesOf(code: string): Promise<Outlines | null> {
  if (!/^\d\d$/.test(code)) return Promise.resolve(null)
  const found = kept.get(code) ?? read(code)
  kept.set(code, found)
  return found
}

async function read(code: string): Promise<Outlines | null> {
  try {
    return Outlines.parse(
      JSON.parse(await readFile(join(packageDirectory, 'data', 'maps', `${code}.json`), 'utf8')),
    )
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    kept.delete(code)
    throw error
  }
}
