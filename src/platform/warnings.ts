import type { Words } from './language.ts'
import type { System } from './system.ts'

/*
 * What an administrator has to hear of and nobody else: a damaged file, a proxy that is not configured, a trail that does not fit
 * its anchor. Kept in memory until the program starts anew, since each comes back as long as its cause lasts; shown on every page of
 * an administrator.
 */

const shown = new WeakMap<object, Map<string, Words>>()
const most = 20

/** Tells the administrators and the log, once for each key. @param key what it is about, such as `file <sha256>` */
export function warnAdministrators(system: Pick<System, 'log'>, key: string, words: Words): void {
  const warnings = shown.get(system.log) ?? new Map<string, Words>()
  shown.set(system.log, warnings)
  if (warnings.has(key) || warnings.size >= most) return
  warnings.set(key, words)
  system.log.warn({ key }, words.en)
}

/** What administrators are told at present, oldest first. */
export function administratorWarnings(system: Pick<System, 'log'>): readonly Words[] {
  return [...(shown.get(system.log)?.values() ?? [])]
}
