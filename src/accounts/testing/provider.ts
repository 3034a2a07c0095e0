import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** A small OpenID Connect provider: discovery, authorisation without a login page, token and keys. */
export interface Provider {
  readonly issuer: string
  /** Who is signed in at the provider: the claims of the next ID token; null: the person declines. */
  person: Readonly<Record<string, unknown>> | null
  /** What a test bends. */
  bend: { nonce?: string; signWith?: KeyObject; audience?: string; issuer?: string }
  /** How often the token address was asked. */
  exchanges: number
  close(): Promise<void>
}

const clientId = 'nscl'
const clientSecret = 'a secret with / and +'
export const providerClient = { clientId, clientSecret }

const json = (response: ServerResponse, status: number, body: unknown) => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const part of request) text += String(part)
  return new URLSearchParams(text)
}

/** Starts the provider on a free port of this machine. */
export async function startProvider(): Promise<Provider> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const grants = new Map<string, { challenge: string; nonce: string; redirect: string; claims: object }>()
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', provider.issuer)
    if (url.pathname === '/.well-known/openid-configuration') {
      return json(response, 200, {
        issuer: provider.issuer,
        authorization_endpoint: `${provider.issuer}/authorize`,
        token_endpoint: `${provider.issuer}/token`,
        jwks_uri: `${provider.issuer}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
      })
    }
    if (url.pathname === '/keys') {
      return json(response, 200, {
        keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }],
      })
    }
    if (url.pathname === '/authorize') return authorize(url, response)
    if (url.pathname === '/token') return void token(request, response)
    json(response, 404, {})
  })
  const authorize = (url: URL, response: ServerResponse) => {
    const asked = url.searchParams
    const back = new URL(asked.get('redirect_uri') ?? '')
    back.searchParams.set('state', asked.get('state') ?? '')
    if (asked.get('client_id') !== clientId || asked.get('code_challenge_method') !== 'S256') {
      return json(response, 400, { error: 'invalid_request' })
    }
    if (provider.person === null) back.searchParams.set('error', 'access_denied')
    else {
      const code = randomBytes(16).toString('hex')
      grants.set(code, {
        challenge: asked.get('code_challenge') ?? '',
        nonce: asked.get('nonce') ?? '',
        redirect: asked.get('redirect_uri') ?? '',
        claims: provider.person,
      })
      back.searchParams.set('code', code)
    }
    response.writeHead(302, { location: back.href })
    response.end()
  }
  const token = async (request: IncomingMessage, response: ServerResponse) => {
    provider.exchanges += 1
    const form = await formOf(request)
    const grant = grants.get(form.get('code') ?? '')
    grants.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const right =
      form.get('client_id') === clientId &&
      form.get('client_secret') === clientSecret &&
      grant?.challenge === challenge &&
      grant.redirect === form.get('redirect_uri')
    if (!right || grant === undefined) return json(response, 400, { error: 'invalid_grant' })
    const now = Math.floor(Date.now() / 1000)
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const signed = `${part({ alg: 'RS256', kid: 'k1', typ: 'JWT' })}.${part({
      iss: provider.bend.issuer ?? provider.issuer,
      aud: provider.bend.audience ?? clientId,
      iat: now,
      exp: now + 300,
      nonce: provider.bend.nonce ?? grant.nonce,
      ...grant.claims,
    })}`
    const signature = createSign('RSA-SHA256')
      .update(signed)
      .sign(provider.bend.signWith ?? keys.privateKey)
      .toString('base64url')
    json(response, 200, {
      access_token: 'access-token-of-the-provider',
      token_type: 'Bearer',
      expires_in: 300,
      id_token: `${signed}.${signature}`,
    })
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const provider: Provider = {
    issuer: `http://127.0.0.1:${port}`,
    person: null,
    bend: {},
    exchanges: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return provider
}
