import { createInflateRaw } from 'node:zlib'
import type { Budget } from './budget.ts'

/** A file within a ZIP archive, as the archive's directory has it. */
interface PackedFile {
  readonly method: number
  readonly packedSize: number
  readonly size: number
  readonly offset: number
}

export interface Archive {
  readonly names: readonly string[]
  /** Unpacked bytes of all files together, as the directory says; `parts` gives no more of a file than that. */
  readonly size: number
  /** The content of a file, unpacked while it is read and taken from the budget; nothing of a file that is not there. */
  parts(name: string): AsyncGenerator<Uint8Array>
}

/**
 * Reads the directory of a ZIP archive (PKWARE APPNOTE 6.3, without ZIP64, which no office file of a size we take needs).
 * @throws RangeError, also from `parts`: no such archive, or one that says other sizes than it has
 */
export function openArchive(bytes: Uint8Array, budget: Budget): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  while (view.getUint32(end, true) !== 0x06054b50) end -= 1
  const files = new Map<string, PackedFile>()
  let [at, size] = [view.getUint32(end + 16, true), 0]
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new RangeError('No ZIP directory')
    const nameLength = view.getUint16(at + 28, true)
    const file = {
      method: view.getUint16(at + 10, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    }
    size += file.size
    files.set(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)), file)
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return {
    names: [...files.keys()],
    size,
    async *parts(name) {
      const file = files.get(name)
      if (file === undefined) return
      const start =
        file.offset + 30 + view.getUint16(file.offset + 26, true) + view.getUint16(file.offset + 28, true)
      const packed = bytes.subarray(start, start + file.packedSize)
      let length = 0
      for await (const part of file.method === 0 ? [packed] : inflated(packed)) {
        length += part.length
        if (length > file.size) throw new RangeError('More than the directory says')
        budget.spend('bytes', part.length)
        yield part
      }
    },
  }
}

/** @throws Error of zlib for what was not deflated */
async function* inflated(packed: Uint8Array): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 })
  inflate.end(packed)
  yield* inflate
}
