import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'
import { Zip, type ZipInputFile, zipSync } from 'fflate'
import { utf8 } from '../text.ts'

/** A file's content as texts, one behind the other, or as bytes, in as many parts as they come. */
export type TextParts =
  | Iterable<readonly string[] | Uint8Array>
  | AsyncIterable<readonly string[] | Uint8Array>

/** The first moment a ZIP archive can hold. It keeps local time, so the moment is made where the archive is. */
const firstMoment = () => new Date(1980, 0, 1)

/**
 * Packs files into a ZIP archive whose bytes depend on names, order and contents alone, never on the clock, the time
 * zone or the machine: reports are sealed by their SHA-256.
 *
 * @param files path within the archive → content, packed in the order given
 */
export function packArchive(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipSync({ ...files }, { mtime: firstMoment(), level: 6 })
}

/**
 * Packs files into a ZIP archive while they are being made: no file and no archive stands in memory whole. Compressed
 * quickly and by another thread, so that the program answers others meanwhile.
 *
 * @param files path within the archive and the parts of its content, packed in the order given
 */
export async function* streamArchive(
  files: Iterable<readonly [string, TextParts]> | AsyncIterable<readonly [string, TextParts]>,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error
    ready.push(bytes)
  })
  for await (const [filename, parts] of files) {
    const file: ZipInputFile = { filename, size: 0, crc: 0, compression: 8, mtime: firstMoment() }
    zip.add(file)
    const deflate = createDeflateRaw({ level: 1, chunkSize: 128 * 1024 })
    const packing = pipeline(Readable.from(measured(parts, file)), deflate)
    // Reading `deflate` below tells of a fault too; this promise must not be one nobody hears.
    packing.catch(() => undefined)
    for await (const bytes of deflate) {
      file.ondata?.(null, bytes, false)
      yield* ready.splice(0)
    }
    await packing
    file.ondata?.(null, new Uint8Array(), true)
  }
  zip.end()
  yield* ready
}

/** The parts as bytes; their length and checksum are kept for the archive's directory. */
async function* measured(parts: TextParts, file: ZipInputFile) {
  for await (const part of parts) {
    const bytes = part instanceof Uint8Array ? part : utf8(part)
    file.size += bytes.length
    file.crc = crc32(bytes, file.crc)
    yield bytes
  }
}
