import { AsyncLocalStorage } from 'node:async_hooks'
import { createHmac } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { type Config, type OrganisationSignOn, overHttps, type SingleSignOn } from './config.ts'
import type { DB } from './database-types.ts'
import { longestPassword, shortestPassword } from './passwords.ts'
import { newSessionToken } from './session-token.ts'

/** Seconds after which a session in use is prolonged. */
export const renewAfter = 60 * 60
/** Seconds that a session lives unused. */
export const unusedSession = 12 * 60 * 60
/** Seconds that a session lives at most, however much it is used (NIST SP 800-63B-4, 2.2.3: a day). */
export const longestSession = 24 * 60 * 60

/** The provider's name inside better-auth: `/auth/callback/sso` is where it sends people back to. */
export const singleSignOnId = 'sso'

/** Opens a session for somebody who has shown who they are by our own means (passkey, second step). Not on the network. */
const ownSessions = {
  id: 'nscl-sessions',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string(), address: z.string(), browser: z.string() }) },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId)
        if (user === null) throw new APIError('UNAUTHORIZED')
        const { address: ipAddress, browser: userAgent } = ctx.body
        const session = await ctx.context.internalAdapter.createSession(user.id, false, {
          ipAddress,
          userAgent,
        })
        await setSessionCookie(ctx, { session, user })
        return ctx.json({ token: session.token })
      },
    ),
  },
}

/** Whom the provider vouches for; '' (nobody) when it does not, or says that the address has not been checked. */
function vouchedFor(profile: Readonly<Record<string, unknown>>, claim: string): string {
  const named = profile[claim]
  const unchecked = claim === 'email' && [false, 'false'].includes(profile.email_verified as boolean | string)
  return typeof named === 'string' && !unchecked ? named.trim().toLowerCase() : ''
}

/** Ties an account here to a person at the provider, before better-auth looks for it. */
export type Link = (subject: string, email: string) => Promise<void>

const provider = (settings: SingleSignOn, link: Link) => ({
  providerId: singleSignOnId,
  discoveryUrl: settings.discoveryUrl,
  clientId: settings.clientId,
  clientSecret: settings.clientSecret,
  scopes: [...settings.scopes],
  requireIdTokenVerification: true,
  disableSignUp: true,
  pkce: true,
  mapProfileToUser: async (profile: Readonly<Record<string, unknown>>) => {
    const email = vouchedFor(profile, settings.claim)
    if (email !== '' && typeof profile.sub === 'string') await link(profile.sub, email)
    // Accounts are changed by our own commands alone.
    return { email, emailVerified: false }
  },
})

/** The provider of organisations inside better-auth: `/auth/callback/organisation` is where it sends people back to. */
export const organisationId = 'organisation'

/** What a provider said of one person: the claims of an ID token whose signature, issuer, audience and nonce were checked. */
type Claims = Readonly<Record<string, unknown>>

/** The claims of an ID token; that its signature holds is checked before, and that they are of its subject afterwards. */
function claimsIn(idToken: string | undefined) {
  const part = idToken?.split('.')[1]
  if (part === undefined) return null
  const claims = z
    .looseObject({ sub: z.string() })
    .parse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')))
  return { ...claims, id: claims.sub, emailVerified: false }
}

/** Where the claims of the answer that is being read are put. */
const hearing = new AsyncLocalStorage<{ claims: Claims | null }>()

const organisations = (settings: OrganisationSignOn) => ({
  providerId: organisationId,
  discoveryUrl: settings.discoveryUrl,
  clientId: settings.clientId,
  clientSecret: settings.clientSecret,
  scopes: [...settings.scopes],
  requireIdTokenVerification: true,
  disableSignUp: true,
  pkce: true,
  // An organisation may have no address of mail, without which the library would ask the provider again: the ID token says all.
  getUserInfo: async ({ idToken }: { idToken?: string | undefined }) => claimsIn(idToken),
  mapProfileToUser: async (profile: Claims) => {
    const heard = hearing.getStore()
    if (heard !== undefined) heard.claims = profile
    // It opens no account here: whom it vouches for is said to the officer alone.
    return { email: '', emailVerified: false }
  },
})

/** The provider of organisations, opened at first use like single sign-on. */
export function openOrganisations(config: Config, db: Kysely<DB>, secret: string): (() => Identity) | null {
  const settings = config.organisations
  if (settings === null) return null
  let opened: Identity | null = null
  return () => {
    opened ??= openIdentity(config, db, secret, [organisations(settings)])
    return opened
  }
}

/** What the provider says of whoever it sends back; null where state, nonce, signature or code do not fit, or nothing was said. */
export async function claimsOf(provider: Identity, back: Request): Promise<Claims | null> {
  const heard: { claims: Claims | null } = { claims: null }
  await hearing.run(heard, () => provider.handler(back))
  return heard.claims
}

/** Nothing is asked of the provider in anybody's name later, so its tokens are not kept. */
async function withoutTokens<T extends object>(credential: T) {
  const nothing = { accessToken: null, refreshToken: null, idToken: null }
  return {
    data:
      'providerId' in credential && credential.providerId === singleSignOnId
        ? { ...credential, ...nothing }
        : credential,
  }
}

/**
 * Single sign-on, as a second better-auth over the same tables: it asks the provider for its description when it is
 * opened, so it is opened at first use, and a provider that is down keeps nobody from signing in with a password.
 */
export function openSingleSignOn(
  config: Config,
  db: Kysely<DB>,
  secret: string,
  link: Link,
): (() => Identity) | null {
  const settings = config.singleSignOn
  if (settings === null) return null
  let opened: Identity | null = null
  return () => {
    opened ??= openIdentity(config, db, secret, [provider(settings, link)])
    return opened
  }
}

/**
 * Identity by better-auth: passwords, sessions and their cookies, single sign-on. Accounts are made by our own commands
 * (nobody signs up), so its four tables carry our names and columns.
 */
export function openIdentity(
  config: Config,
  db: Kysely<DB>,
  secret: string,
  providers: readonly ReturnType<typeof provider>[] = [],
) {
  const secure = overHttps(config)
  return betterAuth({
    database: { db: db.withoutPlugins(), type: 'postgres' }, // the fields below name columns as they are
    secret,
    baseURL: config.publicUrl,
    basePath: '/auth',
    trustedOrigins: [config.publicUrl],
    telemetry: { enabled: false },
    rateLimit: { enabled: false }, // ours covers every face
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
    },
    advanced: {
      // Ours in the place of the library's own prefix `__Secure-`: another host of the domain can set none of these cookies.
      cookiePrefix: secure ? '__Host-nscl' : 'nscl',
      useSecureCookies: false,
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, secure },
    },
    user: {
      modelName: 'account',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        role: { type: 'string', input: false },
        admin: { type: 'boolean', input: false },
        agencyId: { type: 'number', input: false, required: false, fieldName: 'agency_id' },
        enterpriseId: { type: 'number', input: false, required: false, fieldName: 'enterprise_id' },
        mustChangePassword: { type: 'boolean', input: false, fieldName: 'must_change_password' },
        disabled: { type: 'boolean', input: false },
      },
    },
    session: {
      modelName: 'account_session',
      expiresIn: unusedSession,
      updateAge: renewAfter,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    plugins: [ownSessions, genericOAuth({ config: [...providers] })],
    databaseHooks: {
      account: { create: { before: withoutTokens } },
      session: {
        create: {
          before: async (session) => {
            const token = newSessionToken(secret, session.userId, session.createdAt)
            return { data: { ...session, token } }
          },
        },
      },
    },
    account: {
      modelName: 'account_credential',
      storeStateStrategy: 'cookie',
      updateAccountOnSignIn: false,
      // The provider is the one that the operator configured; an account is found by the claim that it chose.
      accountLinking: { trustedProviders: [singleSignOnId], requireLocalEmailVerified: false },
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'account_verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
  })
}

export type Identity = ReturnType<typeof openIdentity>

/** The cookies of a new session for this account, as better-auth makes them. @param from where it is opened, as its owner sees it */
export async function openSession(
  identity: Identity,
  userId: string,
  from: { readonly address: string; readonly browser: string; readonly headers: Headers },
): Promise<Headers> {
  const { address, browser, headers } = from
  const response = await identity.api.openSession({
    body: { userId, address, browser },
    headers,
    asResponse: true,
  })
  if (!response.ok) throw new Error(`No session for ${userId}: ${response.status}`)
  return cookiesOf(response)
}

/** The name of the cookie that bears the token of a session. */
export const sessionCookie = ({ options }: Pick<Identity, 'options'>): string =>
  `${options.advanced.cookiePrefix}.session_token`

/** Only the cookies of a response, for a redirect that carries them on. */
export function cookiesOf(response: Response): Headers {
  const headers = new Headers()
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie)
  return headers
}

/** Encrypts with the installation's identity key (XChaCha20-Poly1305), which lies outside the database. */
export async function seal(identity: Identity, text: string): Promise<string> {
  return symmetricEncrypt({ key: (await identity.$context).secretConfig, data: text })
}

/** What was sealed; null when it was not sealed here. */
export async function unseal(identity: Identity, sealed: string): Promise<string | null> {
  try {
    return await symmetricDecrypt({ key: (await identity.$context).secretConfig, data: sealed })
  } catch {
    return null
  }
}

/** HMAC-SHA256 under the installation's identity key, for one purpose: who has the database alone can guess nothing. */
export async function keyedHash(identity: Identity, purpose: string, text: string): Promise<string> {
  const { secret } = await identity.$context
  return createHmac('sha256', secret).update(`${purpose}\0${text}`).digest('base64url')
}
