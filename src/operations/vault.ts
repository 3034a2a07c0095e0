import {
  createCipheriv,
  createDecipheriv,
  createHash,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { conflict, Problem } from '../platform/problem.ts'

/*
 * What leaves the machine as a backup is unreadable without the pass phrase: each file is AES-256-GCM (NIST SP 800-38D)
 * with a nonce of its own in front and the tag behind, under a key that scrypt (RFC 7914) makes of the pass phrase.
 */

const nonceLength = 12
const tagLength = 16
/** scrypt's cost: 64 MB and about a quarter of a second for each guess. */
const cost = { N: 65_536, r: 8, p: 1, maxmem: 128 * 1024 * 1024 } as const

/** A pass phrase shorter than this is refused: a backup is what somebody can try at for years. */
const shortestPassphrase = 12

/** The key of a folder of backups. */
export interface Vault {
  /** Writes what comes, sealed, whole or not at all. @returns size and SHA-256 of what came */
  seal(path: string, content: AsyncIterable<Uint8Array>): Promise<Content>
  /** Opens a sealed file as a stream; the stream fails when a byte was changed. */
  open(path: string): Promise<Readable>
  /** Opens a sealed file whole. @throws Problem when it was changed */
  read(path: string): Promise<Buffer>
}

/** What a file holds before it is sealed. */
export interface Content {
  readonly size: number
  readonly sha256: string
}

interface KeyFile {
  readonly format: 1
  readonly salt: string
  /** SHA-256 of the key's second half: tells a wrong pass phrase from a damaged backup. */
  readonly check: string
}

/**
 * The key of the folder of backups at `path` (its `key.json`), which is made when there is none.
 * @param make whether a new folder may be begun
 * @throws Problem 422 for a short pass phrase, 409 for another one than the folder was begun with
 */
export async function openVault(path: string, passphrase: string, make: boolean): Promise<Vault> {
  if (passphrase.length < shortestPassphrase) {
    throw new Problem('backup.passphrase', 422, {
      vi: `Mật khẩu của bản sao lưu cần ít nhất ${shortestPassphrase} ký tự.`,
      en: `The pass phrase of a backup needs at least ${shortestPassphrase} characters.`,
    })
  }
  const known = await keyFile(path)
  if (known === null && !make) {
    throw conflict('backup.none', {
      vi: `Không có bản sao lưu nào ở đây (thiếu ${path}).`,
      en: `There is no backup here (${path} is missing).`,
    })
  }
  const salt = known === null ? randomBytes(16) : Buffer.from(known.salt, 'base64')
  const bytes = await derive(passphrase, salt)
  const check = createHash('sha256').update(bytes.subarray(32)).digest()
  if (known === null) {
    const file: KeyFile = { format: 1, salt: salt.toString('base64'), check: check.toString('base64') }
    await writeWhole(path, Buffer.from(`${JSON.stringify(file)}\n`))
  } else if (!timingSafeEqual(check, Buffer.from(known.check, 'base64'))) {
    throw conflict('backup.wrongPassphrase', {
      vi: 'Mật khẩu của bản sao lưu không đúng.',
      en: 'This is not the pass phrase of these backups.',
    })
  }
  return vault(bytes.subarray(0, 32))
}

async function keyFile(path: string): Promise<KeyFile | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  const file = JSON.parse(text) as Partial<KeyFile>
  if (file.format !== 1 || typeof file.salt !== 'string' || typeof file.check !== 'string')
    throw new Error(`${path} is damaged, or of a newer program`)
  return file as KeyFile
}

function derive(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFC'), salt, 64, cost, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  )
}

function vault(key: Buffer): Vault {
  return {
    async seal(path, content) {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const hash = createHash('sha256')
      let size = 0
      const counted = async function* () {
        for await (const part of content) {
          hash.update(part)
          size += part.byteLength
          yield part
        }
      }
      const around = new Transform({
        construct(done) {
          this.push(nonce)
          done()
        },
        transform: (part, _encoding, done) => done(null, part),
        flush(done) {
          this.push(cipher.getAuthTag())
          done()
        },
      })
      // Of two backups at once each writes its own; the later one takes the place.
      const partial = `${path}.${randomBytes(6).toString('hex')}.part`
      try {
        await pipeline(
          Readable.from(counted(), { objectMode: false }),
          cipher,
          around,
          createWriteStream(partial, { mode: 0o600, flush: true }),
        )
        await rename(partial, path)
      } catch (error) {
        await rm(partial, { force: true })
        throw error
      }
      return { size, sha256: hash.digest('hex') }
    },
    async open(path) {
      const { size } = await stat(path)
      if (size < nonceLength + tagLength) throw damaged(path)
      const ends = await open(path, 'r')
      try {
        const nonce = Buffer.alloc(nonceLength)
        const tag = Buffer.alloc(tagLength)
        await ends.read(nonce, 0, nonceLength, 0)
        await ends.read(tag, 0, tagLength, size - tagLength)
        const decipher = createDecipheriv('aes-256-gcm', key, nonce)
        decipher.setAuthTag(tag)
        if (size === nonceLength + tagLength) {
          decipher.final()
          return Readable.from([])
        }
        const sealed = createReadStream(path, { start: nonceLength, end: size - tagLength - 1 })
        sealed.on('error', (error) => decipher.destroy(error))
        return sealed.pipe(decipher)
      } finally {
        await ends.close()
      }
    },
    async read(path) {
      const parts: Buffer[] = []
      try {
        for await (const part of await this.open(path)) parts.push(part as Buffer)
      } catch {
        throw damaged(path)
      }
      return Buffer.concat(parts)
    },
  }
}

/** Says which file of a backup is not what was written. */
export function damaged(path: string): Problem {
  return conflict('backup.damaged', {
    vi: `Bản sao lưu bị hỏng: ${path} không còn như khi ghi.`,
    en: `The backup is damaged: ${path} is not what was written.`,
  })
}

async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const partial = `${path}.part`
  const handle = await open(partial, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(partial, path)
}
