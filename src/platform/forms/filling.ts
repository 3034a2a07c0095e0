import { randomUUID } from 'node:crypto'
import { fillerNow } from '../request.ts'
import { openBytes, sealBytes } from '../sealing.ts'
import type { System } from '../system.ts'

/*
 * One filling of a form has a name, which goes in its hidden field `_once`: sent twice, it acts once. For somebody who is signed in the
 * name is their account's id, sealed: when the session has ended, or another account sends the form, it says whose text it is.
 */

const purpose = 'filling of a form'

/** A name for a new filling, of the account that this request is answered for. */
export function newFilling(): string {
  const filler = fillerNow()
  if (filler === null) return randomUUID()
  return `f.${sealBytes(filler.system, purpose, packed(filler.userId)).toString('base64url')}`
}

/** The account that filled a form in, by the name of the filling; null when it does not say, or was not made here. */
export function fillerOf(system: Pick<System, 'identity'>, once: unknown): string | null {
  const sealed = typeof once === 'string' ? /^f\.([\w-]{20,400})(?:$|\.)/.exec(once)?.[1] : undefined
  if (sealed === undefined) return null
  const bytes = Buffer.from(sealed, 'base64url')
  // Another writing of the same bytes would be another name of the same filling.
  if (bytes.toString('base64url') !== sealed) return null
  const opened = openBytes(system, purpose, bytes)
  return opened === null ? null : unpacked(opened)
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Account ids are UUIDs; their sixteen bytes keep the name well under the hundred characters of an Idempotency-Key. */
function packed(userId: string): Buffer {
  return uuid.test(userId)
    ? Buffer.concat([Buffer.of(1), Buffer.from(userId.replaceAll('-', ''), 'hex')])
    : Buffer.concat([Buffer.of(0), Buffer.from(userId)])
}

function unpacked(bytes: Buffer): string {
  if (bytes[0] !== 1) return bytes.subarray(1).toString()
  return bytes.toString('hex', 1).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
