import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { z } from 'zod'

/*
 * Passkeys (W3C Web Authentication Level 3) as the house asks for them: attestation `none`, user verification required. The
 * library checks what the browser answers; it is loaded with the first answer, since it is large.
 */

const bytes = z.string().max(8000)
const credential = { id: z.string().min(1).max(1400), rawId: z.string(), type: z.literal('public-key') }

/** What the page's script sends after `navigator.credentials.create`; bytes are base64url. */
export const Registration = z.object({
  ...credential,
  response: z.object({ clientDataJSON: bytes, attestationObject: bytes }),
})
export type Registration = z.output<typeof Registration>

/** What it sends after `navigator.credentials.get`. */
export const Assertion = z.object({
  ...credential,
  response: z.object({ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes }),
})
export type Assertion = z.output<typeof Assertion>

/** Where a passkey counts: the page's origin and its host name. */
export interface RelyingParty {
  readonly origin: string
  readonly id: string
}

/** A passkey as it is kept. */
export interface StoredPasskey {
  /** Credential id, base64url. */
  readonly id: string
  /** COSE key, base64url. */
  readonly publicKey: string
  readonly signCount: number
}

/**
 * Where passkeys of this installation count; null when browsers give none there: they want a host name (not an IP address)
 * over HTTPS, or localhost.
 */
export function relyingParty(publicUrl: string): RelyingParty | null {
  const { hostname, origin, protocol } = new URL(publicUrl)
  if (/^[\d.]+$/.test(hostname) || hostname.startsWith('[')) return null
  const local = hostname === 'localhost' || hostname.endsWith('.localhost')
  return protocol === 'https:' || local ? { origin, id: hostname } : null
}

/** Milliseconds for which a question stands. */
export const questionTime = 600_000

/** Signature algorithms that are offered and taken (COSE): ES256, EdDSA, RS256. */
const algorithms = [-7, -8, -257]

const fromText = (text: string) => Uint8Array.from(Buffer.from(text, 'base64url'))

/**
 * The question that asks a browser for a new passkey.
 * @param user `handle`: what the authenticator keeps as the account's name to itself, base64url
 * @param known the credentials that the account has, for a device not to make a second one
 */
export async function registrationQuestion(
  party: RelyingParty,
  challenge: string,
  user: { readonly handle: string; readonly email: string; readonly name: string },
  known: readonly string[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await import('@simplewebauthn/server')
  return generateRegistrationOptions({
    rpName: 'NSCL',
    rpID: party.id,
    challenge: fromText(challenge),
    userID: fromText(user.handle),
    userName: user.email,
    userDisplayName: user.name,
    excludeCredentials: known.map((id) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
    timeout: questionTime,
  })
}

/** The question that asks a browser for any passkey of this host. Every sign-in page holds it: the library is not loaded for it. */
export function signInQuestion(
  party: RelyingParty,
  challenge: string,
): PublicKeyCredentialRequestOptionsJSON {
  return { challenge, rpId: party.id, userVerification: 'required', timeout: questionTime }
}

/** The challenge that an answer names; null when it is no answer, or was given in a foreign frame (which the library lets pass). */
export async function challengeOf(answer: Registration | Assertion): Promise<string | null> {
  const { decodeClientDataJSON } = await import('@simplewebauthn/server/helpers')
  try {
    const { challenge, crossOrigin } = decodeClientDataJSON(answer.response.clientDataJSON)
    return typeof challenge === 'string' && crossOrigin !== true ? challenge : null
  } catch {
    return null
  }
}

/** A new passkey out of what the browser made (section 7.1); null when it does not answer this challenge here. */
export async function registered(
  registration: Registration,
  challenge: string,
  party: RelyingParty,
): Promise<StoredPasskey | null> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...registration, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
    if (!verified) return null
    const { id, publicKey, counter } = registrationInfo.credential
    return { id, publicKey: Buffer.from(publicKey).toString('base64url'), signCount: counter }
  } catch {
    // The library throws on whatever does not fit.
    return null
  }
}

/**
 * The counter after this sign-in when the passkey made the answer (section 7.2), else null. A counter that does not grow is a
 * copied authenticator; one that is always zero is an authenticator without a counter.
 */
export async function signedBy(
  passkey: StoredPasskey,
  assertion: Assertion,
  challenge: string,
  party: RelyingParty,
): Promise<{ readonly signCount: number } | null> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...assertion, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: { id: passkey.id, publicKey: fromText(passkey.publicKey), counter: passkey.signCount },
    })
    return verified ? { signCount: authenticationInfo.newCounter } : null
  } catch {
    return null
  }
}
