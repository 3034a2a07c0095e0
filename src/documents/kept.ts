import { createHash } from 'node:crypto'
import { isSample } from '../platform/sample.ts'

/*
 * Documents that take long to write and that many may ask for: each is written once for its content, however many ask at once, and
 * kept in memory until the content changes or others have taken its place.
 */

/** Bytes that are kept at most; a study as PDF has some 200,000. */
const most = 48 * 1024 * 1024

interface Kept {
  readonly key: string
  readonly bytes: Promise<Uint8Array>
  size: number
}

/** By what they are of, the one that was asked for longest ago first. */
const shelf = new Map<string, Kept>()

/**
 * The document as it was written before from the same content, else written now; one of earlier content goes.
 * @param of what it is and in which form, such as `study 12 pdf`
 * @param from all that its bytes depend on, in plain data
 */
export function keptDocument(
  of: string,
  from: unknown,
  write: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const key = createHash('sha256')
    .update(
      JSON.stringify([isSample(), from], (_, value) => (typeof value === 'bigint' ? `${value}n` : value)),
    )
    .digest('hex')
  const earlier = shelf.get(of)
  shelf.delete(of)
  const kept: Kept = earlier?.key === key ? earlier : { key, bytes: write(), size: 0 }
  shelf.set(of, kept)
  if (kept !== earlier) {
    kept.bytes.then(
      ({ byteLength }) => {
        kept.size = byteLength
        makeRoom()
      },
      () => {
        if (shelf.get(of) === kept) shelf.delete(of)
      },
    )
  }
  return kept.bytes
}

function makeRoom(): void {
  let size = 0
  for (const kept of shelf.values()) size += kept.size
  for (const [of, kept] of shelf) {
    if (size <= most) return
    size -= kept.size
    shelf.delete(of)
  }
}
