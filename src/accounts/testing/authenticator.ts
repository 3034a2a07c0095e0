import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import type { Assertion, Registration } from '../webauthn.ts'

/** A passkey in software, as a telephone would hold it. */
export interface Authenticator {
  readonly id: string
  create(challenge: string, options?: Answer): Registration
  get(challenge: string, options?: Answer): Assertion
}

/** What a test bends. */
export interface Answer {
  readonly origin?: string
  readonly host?: string
  /** User present and verified: 0x05. */
  readonly flags?: number
  readonly count?: number
  readonly crossOrigin?: boolean
}

type Kind = 'ec' | 'rsa' | 'ed25519'

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest()

/** A new key of this kind that answers for pages of `origin`. */
export function softAuthenticator(origin: string, kind: Kind = 'ec'): Authenticator {
  const { publicKey, privateKey } = keysOf(kind)
  const rawId = randomBytes(32)
  const id = rawId.toString('base64url')
  let count = 0
  const clientData = (type: string, challenge: string, answer: Answer) =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge,
        origin: answer.origin ?? origin,
        crossOrigin: answer.crossOrigin ?? false,
      }),
    )
  const head = (flags: number, answer: Answer) => {
    count += 1
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(answer.count ?? count)
    const host = sha256(answer.host ?? new URL(origin).hostname)
    return Buffer.concat([host, Buffer.from([answer.flags ?? flags]), counter])
  }
  return {
    id,
    create(challenge, answer = {}) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(rawId.length)
      const parts = [head(0x45, answer), Buffer.alloc(16), length, rawId, cose(publicKey, kind)]
      const attestation = isoCBOR.encode(
        new Map<string, string | Uint8Array | Map<string | number, string>>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', Uint8Array.from(Buffer.concat(parts))],
        ]),
      )
      return {
        id,
        rawId: id,
        type: 'public-key',
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, answer).toString('base64url'),
          attestationObject: Buffer.from(attestation).toString('base64url'),
        },
      }
    },
    get(challenge, answer = {}) {
      const data = head(0x05, answer)
      const client = clientData('webauthn.get', challenge, answer)
      const digest = kind === 'ed25519' ? null : 'sha256'
      const signature = sign(digest, Buffer.concat([data, sha256(client)]), privateKey)
      return {
        id,
        rawId: id,
        type: 'public-key',
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      }
    },
  }
}

function keysOf(kind: Kind): { publicKey: KeyObject; privateKey: KeyObject } {
  if (kind === 'rsa') return generateKeyPairSync('rsa', { modulusLength: 2048 })
  return kind === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519')
}

/** The public key as authenticators give it: a COSE key (RFC 9053, 7; RFC 8230, 4). */
function cose(key: KeyObject, kind: Kind): Uint8Array {
  const jwk = key.export({ format: 'jwk' })
  const part = (text: string | undefined) => Uint8Array.from(Buffer.from(text ?? '', 'base64url'))
  const fields: Record<Kind, [number, number | Uint8Array][]> = {
    ec: [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, part(jwk.x)],
      [-3, part(jwk.y)],
    ],
    ed25519: [
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, part(jwk.x)],
    ],
    rsa: [
      [1, 3],
      [3, -257],
      [-1, part(jwk.n)],
      [-2, part(jwk.e)],
    ],
  }
  return isoCBOR.encode(new Map(fields[kind]))
}
