import { expect, test } from 'vitest'
import { softAuthenticator } from './testing/authenticator.ts'
import { challengeOf, registered, registrationQuestion, relyingParty, signedBy } from './webauthn.ts'

const origin = 'https://nscl.soctrang.gov.vn'
const party = { origin, id: 'nscl.soctrang.gov.vn' }

async function kept(device: ReturnType<typeof softAuthenticator>, count?: number) {
  const passkey = await registered(device.create('Y2hhbGxlbmdl', { count }), 'Y2hhbGxlbmdl', party)
  if (passkey === null) throw new Error('not registered')
  return passkey
}

test.each(['ec', 'rsa', 'ed25519'] as const)(
  'a passkey with a key of kind %s registers and signs in',
  async (kind) => {
    const device = softAuthenticator(origin, kind)
    const passkey = await kept(device)
    expect(passkey).toMatchObject({ id: device.id, signCount: 1 })
    const assertion = device.get('c2lnbi1pbg')
    expect(await challengeOf(assertion)).toBe('c2lnbi1pbg')
    expect(await signedBy(passkey, assertion, 'c2lnbi1pbg', party)).toEqual({ signCount: 2 })
  },
)

test('the question for a new passkey asks for no attestation, a verified user and a key that the device keeps', async () => {
  const user = { handle: 'dXNlcg', email: 'lan@soctrang.gov.vn', name: 'Lan' }
  expect(await registrationQuestion(party, 'Y2hhbGxlbmdl', user, ['a25vd24'])).toMatchObject({
    challenge: 'Y2hhbGxlbmdl',
    rp: { id: party.id },
    user: { id: 'dXNlcg', name: 'lan@soctrang.gov.vn', displayName: 'Lan' },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: [{ type: 'public-key', id: 'a25vd24' }],
    pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
  })
})

test('an answer in a foreign frame, or that is none, names no challenge', async () => {
  const answer = softAuthenticator(origin).get('c', { crossOrigin: true })
  expect(await challengeOf(answer)).toBeNull()
  for (const clientDataJSON of ['bm90IGpzb24', 'bnVsbA', 'e30', ''])
    expect(await challengeOf({ ...answer, response: { ...answer.response, clientDataJSON } })).toBeNull()
})

test('a new passkey of another page, host or challenge, or without the user’s finger or PIN, is refused', async () => {
  const device = softAuthenticator(origin)
  expect(await registered(device.create('c'), 'd', party)).toBeNull()
  for (const bent of [
    { origin: 'https://nscl.example' },
    { host: 'elsewhere.vn' },
    { flags: 0x41 },
    { flags: 0x44 },
  ])
    expect(await registered(device.create('c', bent), 'c', party), JSON.stringify(bent)).toBeNull()
  const { response, ...rest } = device.create('c')
  expect(
    await registered({ ...rest, response: { ...response, attestationObject: 'AAAA' } }, 'c', party),
  ).toBeNull()
})

test('an answer of another page, host, challenge or key, or without the user’s finger or PIN, does not sign in', async () => {
  const device = softAuthenticator(origin)
  const passkey = await kept(device)
  for (const bent of [
    { origin: 'https://nscl.example' },
    { host: 'elsewhere.vn' },
    { flags: 0x01 },
    { flags: 0x04 },
  ])
    expect(await signedBy(passkey, device.get('c', bent), 'c', party), JSON.stringify(bent)).toBeNull()
  const good = device.get('c')
  expect(await signedBy(passkey, good, 'd', party)).toBeNull()
  const { response } = softAuthenticator(origin).get('c')
  for (const changed of [{ signature: response.signature }, { authenticatorData: 'AAAA' }])
    expect(
      await signedBy(passkey, { ...good, response: { ...good.response, ...changed } }, 'c', party),
    ).toBeNull()
  expect(await signedBy(passkey, good, 'c', party)).not.toBeNull()
})

test('a counter that stands still or goes back is a copied authenticator; one that is always zero is none', async () => {
  const device = softAuthenticator(origin)
  const passkey = await kept(device, 7)
  const counting = (stored: number, count: number) =>
    signedBy({ ...passkey, signCount: stored }, device.get('c', { count }), 'c', party)
  expect(await counting(7, 7)).toBeNull()
  expect(await counting(7, 6)).toBeNull()
  expect(await counting(7, 0)).toBeNull()
  expect(await counting(7, 8)).toEqual({ signCount: 8 })
  expect(await counting(0, 0)).toEqual({ signCount: 0 })
})

test('passkeys count at a host name over HTTPS or at localhost, never at an IP address', () => {
  expect(relyingParty('https://nscl.soctrang.gov.vn/')).toEqual(party)
  expect(relyingParty('http://localhost:3181')).toEqual({ origin: 'http://localhost:3181', id: 'localhost' })
  for (const url of [
    'http://127.0.0.1:3181',
    'https://10.0.0.5',
    'https://[::1]:3181',
    'http://nscl.soctrang.gov.vn',
  ])
    expect(relyingParty(url), url).toBeNull()
})
