import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import { keyedHash } from '../platform/identity.ts'
import type { PageRequest } from '../platform/page.ts'
import { invalidField, type Problem } from '../platform/problem.ts'
import type { System } from '../platform/system.ts'
import {
  Assertion,
  challengeOf,
  questionTime,
  Registration,
  registered,
  registrationQuestion,
  relyingParty,
  signedBy,
} from './webauthn.ts'

/*
 * Challenges carry their own end and a keyed hash, so that showing a page writes nothing; one that has been answered is
 * kept until it ends, so that each is good once.
 */

/** A challenge for one purpose: `sign-in`, or `add` for one account. base64url */
export async function newChallenge({ identity, now }: System, purpose: string): Promise<string> {
  const body = Buffer.alloc(24)
  body.writeBigUInt64BE(BigInt(now().getTime() + questionTime))
  randomBytes(16).copy(body, 8)
  const text = body.toString('base64url')
  return text + (await keyedHash(identity, `passkey ${purpose}`, text))
}

/** Takes an answered challenge; false when it is not ours, too old, or has been answered before. */
async function takeChallenge({ db, identity, now }: System, purpose: string, challenge: string) {
  const text = challenge.slice(0, 32)
  const theirs = Buffer.from(challenge.slice(32))
  const ours = Buffer.from(await keyedHash(identity, `passkey ${purpose}`, text))
  if (theirs.length !== ours.length || !timingSafeEqual(theirs, ours)) return false
  const ends = new Date(Number(Buffer.from(text, 'base64url').readBigUInt64BE()))
  if (ends <= now()) return false
  await db.deleteFrom('usedChallenge').where('expiresAt', '<', now()).execute()
  const taken = await db
    .insertInto('usedChallenge')
    .values({ sha256: createHash('sha256').update(challenge).digest('hex'), expiresAt: ends })
    .onConflict((on) => on.column('sha256').doNothing())
    .executeTakeFirst()
  return taken.numInsertedOrUpdatedRows === 1n
}

/** Where passkeys of this installation count; null when browsers give none at its address. */
export function partyOf(request: PageRequest) {
  return relyingParty(request.system.config.publicUrl)
}

/** The question for a new passkey of this account; null when browsers give none at this address. */
export async function newPasskeyQuestion(
  request: PageRequest,
  account: { readonly userId: string; readonly email: string; readonly name: string },
) {
  const { system } = request
  const { userId, email, name } = account
  const party = partyOf(request)
  if (party === null) return null
  const rows = await system.db
    .selectFrom('passkey')
    .select('credentialId')
    .where('userId', '=', userId)
    .execute()
  // The handle is 32 bytes that say nothing of the person.
  const handle = await keyedHash(system.identity, 'passkey user', userId)
  return registrationQuestion(
    party,
    await newChallenge(system, `add ${userId}`),
    { handle, email, name },
    rows.map((row) => row.credentialId),
  )
}

function parsed<T extends z.ZodType>(schema: T, text: string): z.output<T> | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

const needsScript = (): Problem =>
  invalidField('credential', {
    vi: 'Khóa truy cập cần trình duyệt có bật JavaScript và thiết bị có khóa màn hình.',
    en: 'A passkey needs a browser with JavaScript and a device with a screen lock.',
  })

/**
 * The new passkey that a form's `credential` holds. @param text JSON, as the page's script writes it
 * @throws Problem 422 at the field `credential`
 */
export async function readRegistration(request: PageRequest, userId: string, text: string) {
  const party = partyOf(request)
  if (text === '' || party === null) throw needsScript()
  const registration = parsed(Registration, text)
  const challenge = registration === null ? null : await challengeOf(registration)
  if (
    registration !== null &&
    challenge !== null &&
    (await takeChallenge(request.system, `add ${userId}`, challenge))
  ) {
    const passkey = await registered(registration, challenge, party)
    if (passkey !== null) return passkey
  }
  throw invalidField('credential', {
    vi: 'Không đăng ký được khóa truy cập này. Xin thử lại.',
    en: 'This passkey could not be registered. Please try again.',
  })
}

/** Whose passkey answered, its counter moved on; null when nobody's did. @param text JSON, as the page's script writes it */
export async function whoseAssertion(request: PageRequest, text: string): Promise<string | null> {
  const party = partyOf(request)
  if (text === '' || party === null) throw needsScript()
  const assertion = parsed(Assertion, text)
  const challenge = assertion === null ? null : await challengeOf(assertion)
  if (assertion === null || challenge === null) return null
  if (!(await takeChallenge(request.system, 'sign-in', challenge))) return null
  return request.system.db.transaction().execute(async (db) => {
    const row = await db
      .selectFrom('passkey')
      .innerJoin('account', 'account.id', 'passkey.userId')
      .select(['passkey.id', 'passkey.userId', 'passkey.publicKey', 'passkey.signCount'])
      .where('credentialId', '=', assertion.id)
      .where('account.disabled', '=', false)
      .forUpdate('passkey')
      .executeTakeFirst()
    if (row === undefined) return null
    const stored = { id: assertion.id, publicKey: row.publicKey, signCount: Number(row.signCount) }
    const signed = await signedBy(stored, assertion, challenge, party)
    if (signed === null) return null
    await db
      .updateTable('passkey')
      .set({ signCount: BigInt(signed.signCount), lastUsedAt: request.system.now() })
      .where('id', '=', row.id)
      .execute()
    return row.userId
  })
}
