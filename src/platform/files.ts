import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync, type ReadStream } from 'node:fs'
import { open, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { fileTypeFromBuffer } from 'file-type'
import type { Actor } from './actor.ts'
import type { Db } from './database.ts'
import { decodePlainText } from './encoding.ts'
import { makeFolder } from './folders.ts'
import { words } from './language.ts'
import { noteDiskFull } from './outage.ts'
import { withoutMetadata } from './photographs.ts'
import { conflict, errorCode, notFound, Problem } from './problem.ts'
import { holdToQuota } from './quota.ts'
import { ownFile } from './sight.ts'
import { nfc } from './text.ts'

/** A stored file: its row and where its bytes come from. */
export interface StoredFile {
  readonly id: number
  readonly sha256: string
  readonly name: string
  readonly mime: string
  readonly size: bigint
}

export interface FileStore {
  /** Keeps bytes, whole or as they come, under their SHA-256; the same bytes twice are kept once. On disk before it returns. */
  write(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<{ sha256: string; size: number }>
  /**
   * The bytes, held against their name. Every way a file leaves goes through this or `stream`.
   * @throws Problem 503 when they are missing or changed; 409 while the scanner has not answered, and when they are infected
   */
  read(sha256: string): Promise<Buffer>
  /** The same as a stream, which is opened after the whole file has been held against its name. @throws Problem likewise */
  stream(sha256: string): Promise<ReadStream>
  /** Whether the bytes are there, in their place or set apart, and are what they were; for `nscl audit verify`. */
  intact(sha256: string): Promise<boolean>
  /**
   * What keeps the bytes from being handed out; null when nothing does.
   * @param db the transaction that asks: a second connection for it would starve the pool when many ask at once
   */
  withheld(sha256: string, db?: Db): Promise<Problem | null>
  /** Waits some seconds for the scanner's answer on an upload. @throws Problem 422 when it is infected */
  settled(sha256: string): Promise<void>
  /** The bytes wherever they lie, for the scanner alone. */
  unchecked(sha256: string): AsyncIterable<Uint8Array>
  /** Puts the bytes where infected ones lie. */
  setApart(sha256: string): Promise<void>
  /** Puts bytes that were set apart back into their place. */
  putBack(sha256: string): Promise<void>
  /** Takes bytes that no row names any more off the disk. What was brought again within the last hour stays. */
  remove(sha256: string): Promise<void>
  /** The largest upload, in bytes. */
  readonly limit: number
  /** Bytes that the uploads of one account may take together. */
  readonly quota: number
}

/** What the rest of the program has to say to the store. */
export interface FileWatch {
  /** Told of each file that was asked for and is missing or changed on disk. */
  readonly onDamage?: (sha256: string) => void
  readonly withheld?: FileStore['withheld']
  readonly settled?: FileStore['settled']
}

/** The code of the problem of an infected file. */
export const infectedCode = 'files.infected'

/** Where the infected lie below the store; no folder of it has such a name. */
const apart = 'quarantine'

/** Where a stored file may lie: in its place, or set apart. */
export function filePlaces(directory: string, sha256: string): readonly [place: string, apart: string] {
  return [join(directory, sha256.slice(0, 2), sha256.slice(2)), join(directory, apart, sha256)]
}

/**
 * A store in `directory`.
 * @param sizes.limit the largest upload in bytes
 * @param sizes.quota bytes that the uploads of one account may take
 */
export function openFileStore(
  directory: string,
  { limit, quota }: { readonly limit: number; readonly quota: number },
  watch: FileWatch = {},
): FileStore {
  const damaged = (sha256: string) => {
    watch.onDamage?.(sha256)
    return new Problem('files.damaged', 503, {
      vi: 'Tệp này đã mất hoặc bị thay đổi trên đĩa của máy chủ nên không mở được; quản trị viên đã được báo.',
      en: 'This file is missing or changed on the disk of the server and is not handed out; the administrator has been told.',
    })
  }
  const place = (sha256: string) => filePlaces(directory, sha256)[0]
  const withheld = watch.withheld ?? (async () => null)
  const refuseWithheld = async (sha256: string) => {
    const reason = await withheld(sha256)
    if (reason !== null) throw reason
  }
  return {
    limit,
    quota,
    withheld,
    settled: watch.settled ?? (async () => {}),
    write: (bytes) => writeFileOnce(directory, bytes),
    async read(sha256) {
      await refuseWithheld(sha256)
      const bytes = await readFile(place(sha256)).catch(() => null)
      if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== sha256) throw damaged(sha256)
      return bytes
    },
    async stream(sha256) {
      await refuseWithheld(sha256)
      if (!(await isWhole(place(sha256), sha256))) throw damaged(sha256)
      return createReadStream(place(sha256))
    },
    async intact(sha256) {
      const [here, there] = filePlaces(directory, sha256)
      return (await isWhole(here, sha256)) || (await isWhole(there, sha256))
    },
    async *unchecked(sha256) {
      const [here, there] = filePlaces(directory, sha256)
      for await (const part of createReadStream(existsSync(here) ? here : there)) yield part as Buffer
    },
    async setApart(sha256) {
      const [here, there] = filePlaces(directory, sha256)
      if (!existsSync(here)) return
      await makeFolder(dirname(there), 0o700)
      await rename(here, there)
    },
    remove: (sha256) => removeFile(directory, sha256),
    async putBack(sha256) {
      const [here, there] = filePlaces(directory, sha256)
      if (!existsSync(there)) return
      await makeFolder(dirname(here), 0o700)
      await rename(there, here)
    },
  }
}

/** Keeps bytes under their SHA-256. @throws Problem 503 when the disk is full */
async function writeFileOnce(
  directory: string,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
): ReturnType<FileStore['write']> {
  const place = (sha256: string) => filePlaces(directory, sha256)[0]
  // Written beside and renamed: a crash leaves the whole file or none. Synced: the row that names it may follow.
  const partial = join(directory, `${randomUUID()}.part`)
  try {
    const hash = createHash('sha256')
    const whole = bytes instanceof Uint8Array
    if (whole) {
      const sha256 = hash.update(bytes).copy().digest('hex')
      // Bytes that are brought again are marked as new, so that nobody removes them meanwhile.
      if (await isThere(place(sha256), bytes.byteLength)) return { sha256, size: bytes.byteLength }
    }
    await makeFolder(directory, 0o700)
    let size = 0
    const handle = await open(partial, 'wx', 0o600)
    try {
      for await (const part of whole ? [bytes] : bytes) {
        if (!whole) hash.update(part)
        size += part.byteLength
        await handle.writeFile(part)
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    const sha256 = hash.digest('hex')
    await makeFolder(dirname(place(sha256)), 0o700)
    await rename(partial, place(sha256))
    return { sha256, size }
  } catch (error) {
    await rm(partial, { force: true })
    if (['ENOSPC', 'EDQUOT'].includes(errorCode(error))) {
      noteDiskFull()
      throw new Problem('files.diskFull', 503, {
        vi: 'Đĩa của máy chủ đã đầy nên chưa lưu được tệp; dữ liệu đã có vẫn nguyên. Xin báo quản trị viên.',
        en: 'The disk of the server is full, so the file was not kept; what was there is whole. Please tell the administrator.',
      })
    }
    throw error
  }
}

/** Takes bytes from the disk, wherever they lie, unless they were brought just now. */
async function removeFile(directory: string, sha256: string): Promise<void> {
  for (const path of filePlaces(directory, sha256)) {
    // Out of the way first: whoever brings the same bytes meanwhile writes them anew.
    const aside = join(directory, `${randomUUID()}.part`)
    const moved = await rename(path, aside).then(
      () => true,
      () => false,
    )
    if (!moved) continue
    const { mtimeMs } = await stat(aside)
    if (Date.now() - mtimeMs < justBrought) await rename(aside, path)
    else await rm(aside, { force: true })
  }
}

/** Milliseconds within which an upload may still be waiting for its row. */
const justBrought = 3_600_000

async function isWhole(path: string, sha256: string): Promise<boolean> {
  const hash = createHash('sha256')
  try {
    for await (const part of createReadStream(path)) hash.update(part as Buffer)
  } catch {
    return false
  }
  return hash.digest('hex') === sha256
}

/** Whether a file of this size is there; it then counts as written now. */
async function isThere(path: string, size: number): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  if (found === null || found.size !== size) return false
  const now = new Date()
  return utimes(path, now, now).then(
    () => true,
    () => false,
  )
}

const officeTypes: ReadonlySet<string> = new Set([
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
])
const plainTypes: ReadonlySet<string> = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/webp'])

/** For an `accept` attribute and for words to the user. */
export const acceptedTypes = '.pdf,.png,.jpg,.jpeg,.webp,.docx,.xlsx,.odt,.ods,.csv'

/**
 * The type of an upload by its content, whatever its name says. Throws a Problem (422) for what is not evidence:
 * programs, archives, pages, documents with macros.
 */
async function checkedType(bytes: Uint8Array): Promise<string> {
  if (bytes.byteLength === 0) throw refused(words('Tệp rỗng.', 'The file is empty.'))
  const found = await fileTypeFromBuffer(bytes)
  if (found !== undefined && plainTypes.has(found.mime)) return found.mime
  if (found !== undefined && officeTypes.has(found.mime)) {
    if (hasMacros(bytes)) {
      throw refused(words('Tệp có chứa macro nên không nhận.', 'The file holds macros and is not accepted.'))
    }
    return found.mime
  }
  // The mark of UTF-16 is also how an MP3 may begin.
  const isUtf16 = found?.mime === 'audio/mpeg' && bytes[0] === 0xff && bytes[1] === 0xfe
  if ((found === undefined || isUtf16) && isPlainText(bytes)) return 'text/csv'
  throw refused({
    vi: 'Chỉ nhận PDF, ảnh (PNG, JPEG, WebP) và văn bản DOCX, XLSX, ODT, ODS, CSV; nội dung tệp này không phải loại đó.',
    en: 'Only PDF, pictures (PNG, JPEG, WebP) and DOCX, XLSX, ODT, ODS, CSV are accepted; this file is something else.',
  })
}

/** A text in an encoding that is understood, without a page's or program's first signs: what a CSV file is. */
function isPlainText(bytes: Uint8Array): boolean {
  const decoded = decodePlainText(bytes)
  return decoded !== null && !/^\s*(<|#!|%!|\{\\rtf)/.test(decoded.text)
}

function hasMacros(bytes: Uint8Array): boolean {
  try {
    let found = false
    // Names only: nothing is unpacked, so a zip bomb costs nothing.
    unzipSync(bytes, {
      filter: (entry) => {
        if (/vbaProject\.bin$|\/Basic\/|^Basic\/|macrosheets\//i.test(entry.name)) found = true
        return false
      },
    })
    return found
  } catch {
    throw refused(words('Tệp hỏng, không đọc được.', 'The file is damaged and cannot be read.'))
  }
}

function refused(words: { vi: string; en: string }): Problem {
  return new Problem('files.refused', 422, words)
}

/** A picture less what the camera wrote into it, so that nobody learns where it was taken. What is stored already stays as it is. */
function withoutPlace(bytes: Uint8Array): Uint8Array {
  const clean = withoutMetadata(bytes)
  if (clean === null)
    throw refused(
      words(
        'Ảnh này hỏng hoặc bị cắt nên không bỏ được vị trí chụp ghi trong tệp. Xin chụp hoặc lưu lại ảnh rồi gửi.',
        'This picture is damaged or cut off, so that the place in it cannot be taken out. Save or take it anew.',
      ),
    )
  return clean
}

/**
 * Keeps an upload: size, the account's quota, content, name checked; bytes first, then the row.
 * @param upload.keepPlace whether a picture keeps what the camera wrote into it, place included; it was asked for
 */
export async function storeUpload(
  db: Db,
  files: FileStore,
  {
    keepPlace = false,
    ...upload
  }: {
    name: string
    bytes: Uint8Array
    uploadedBy: string | null
    enterpriseId: number | null
    keepPlace?: boolean
  },
): Promise<StoredFile> {
  if (upload.bytes.byteLength > files.limit) {
    throw new Problem('files.tooLarge', 413, {
      vi: `Tệp lớn hơn ${Math.floor(files.limit / 1048576)} MB.`,
      en: `The file is larger than ${Math.floor(files.limit / 1048576)} MB.`,
    })
  }
  if (upload.uploadedBy !== null)
    await holdToQuota(db, upload.uploadedBy, upload.bytes.byteLength, files.quota)
  const mime = await checkedType(upload.bytes)
  // Text is text whatever it is called; only a table calls itself one.
  const isText = mime === 'text/csv' && !/\.csv$/i.test(upload.name)
  const bytes = mime.startsWith('image/') && !keepPlace ? withoutPlace(upload.bytes) : upload.bytes
  return storeFile(db, files, { ...upload, bytes, mime: isText ? 'text/plain' : mime })
}

/** Keeps a document that the program itself made of what it holds, such as a sealed report: no scanner is asked about it. */
export async function storeMade(
  db: Db,
  files: FileStore,
  file: Parameters<typeof storeFile>[2],
): Promise<StoredFile> {
  const kept = await storeFile(db, files, file)
  await db
    .insertInto('fileScan')
    .values({ sha256: kept.sha256, state: 'made' })
    .onConflict((there) => there.doNothing())
    .execute()
  return kept
}

/** Keeps bytes, and the row that names them. */
export async function storeFile(
  db: Db,
  files: FileStore,
  {
    bytes,
    ...file
  }: {
    name: string
    bytes: Uint8Array | AsyncIterable<Uint8Array>
    mime: string
    uploadedBy: string | null
    enterpriseId: number | null
  },
): Promise<StoredFile> {
  const { sha256, size } = await files.write(bytes)
  const name =
    nfc(file.name)
      .replace(/[\\/:*?"<>|]/g, '_')
      .slice(-180) || 'tep'
  return db
    .insertInto('file')
    .values({ ...file, sha256, name, size: BigInt(size) })
    .returning(['id', 'sha256', 'name', 'mime', 'size'])
    .executeTakeFirstOrThrow()
}

/**
 * The file that an input names as evidence. An enterprise may name its own files only, an association those of its accounts.
 * @throws Problem 404 when there is none, 409 when its bytes are gone from the disk or infected
 */
export async function evidence(
  context: { db: Db; files: FileStore; actor: Actor },
  fileId: number,
): Promise<StoredFile> {
  const file = await context.db
    .selectFrom('file')
    .selectAll()
    .where('id', '=', fileId)
    .where(ownFile(context.actor))
    .executeTakeFirst()
  if (file === undefined) throw notFound(words('tệp minh chứng', 'Evidence file'))
  if (!(await context.files.intact(file.sha256))) {
    throw conflict('files.lost', {
      vi: 'Tệp minh chứng không còn nguyên trên đĩa. Xin tải lên lại.',
      en: 'The evidence file is no longer whole on disk. Please upload it again.',
    })
  }
  // One that waits for the scanner is evidence already; it is handed out later.
  const reason = await context.files.withheld(file.sha256, context.db)
  if (reason?.code === infectedCode) throw reason
  return file
}
