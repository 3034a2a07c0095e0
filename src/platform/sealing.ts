import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { System } from './system.ts'

const nonceLength = 12
const tagLength = 16
const keys = new Map<string, Buffer>()

function keyFor(secret: string, purpose: string): Buffer {
  const name = `${purpose}\0${secret}`
  const kept = keys.get(name)
  if (kept !== undefined) return kept
  const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
  keys.set(name, key)
  return key
}

/**
 * Encrypts bytes with AES-256-GCM under a key for one purpose, which follows from the installation's identity key and lies outside
 * the database.
 * @param bound what the bytes belong to: under another one they do not open
 */
export function sealBytes(
  { identity }: Pick<System, 'identity'>,
  purpose: string,
  bytes: Uint8Array,
  bound = '',
): Buffer {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', keyFor(identity.options.secret, purpose), nonce)
  cipher.setAAD(Buffer.from(bound))
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** What `sealBytes` sealed for this purpose and belonging; null when it is something else, or was changed. */
export function openBytes(
  { identity }: Pick<System, 'identity'>,
  purpose: string,
  sealed: Uint8Array,
  bound = '',
): Buffer | null {
  if (sealed.byteLength < nonceLength + tagLength) return null
  const bytes = Buffer.from(sealed)
  const key = keyFor(identity.options.secret, purpose)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength), {
    authTagLength: tagLength,
  })
  decipher.setAAD(Buffer.from(bound))
  decipher.setAuthTag(bytes.subarray(-tagLength))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceLength, -tagLength)), decipher.final()])
  } catch {
    return null
  }
}
