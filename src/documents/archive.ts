import { zipSync } from 'fflate'

/**
 * Packs files into a ZIP archive whose bytes depend on names, order and contents alone, never on the clock or the time
 * zone: reports are sealed by their SHA-256.
 *
 * @param files path within the archive → content, packed in the order given
 */
export function packArchive(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  // The first moment a ZIP archive can hold. It keeps local time, so the moment is made where the archive is.
  return zipSync({ ...files }, { mtime: new Date(1980, 0, 1), level: 6 })
}
