import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { withAccount } from '../platform/actor.ts'
import { cookieName, overHttps } from '../platform/config.ts'
import type { Db } from '../platform/database.ts'
import { id } from '../platform/fields.ts'
import { deviceCookie, deviceHash, deviceToken } from '../platform/forms/browser.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'

/*
 * A browser is known by a cookie of its own, which stays when its user signs out: wrong passwords of strangers do not slow a known
 * device down (OWASP, "Device Cookies"), and an account's owner sees which devices have signed in to it.
 */

const deviceSeconds = 400 * 24 * 60 * 60

const tokenOf = ({ headers, system }: PageRequest) => deviceToken(system.config, headers)

/** The device that asks, when this account has signed in from it before; its SHA-256. */
export async function knownDevice(request: PageRequest, userId: string): Promise<string | null> {
  const token = tokenOf(request)
  if (token === null) return null
  const row = await request.system.db
    .selectFrom('knownDevice')
    .select('sha256')
    .where('userId', '=', userId)
    .where('sha256', '=', deviceHash(token))
    .executeTakeFirst()
  return row?.sha256 ?? null
}

/** The browser's own name, as it is kept. */
export const browserOf = ({ headers }: PageRequest) => (headers.get('user-agent') ?? '').slice(0, 200)

/** A device that has signed in: the cookie that names it, its SHA-256, and its id when it is news to the account's owner. */
export interface Device {
  readonly cookie: string
  readonly sha256: string
  readonly isNew: number | null
}

/**
 * Remembers that an account signs in from the device that asks.
 */
export async function rememberDevice(db: Db, request: PageRequest, userId: string): Promise<Device> {
  const token = tokenOf(request) ?? randomBytes(32).toString('base64url')
  const sha256 = deviceHash(token)
  const now = request.system.now()
  const seen = { address: request.address, browser: browserOf(request), lastSeenAt: now }
  const known = await db
    .updateTable('knownDevice')
    .set(seen)
    .where('userId', '=', userId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  let isNew: number | null = null
  if (known.numUpdatedRows === 0n) {
    const earlier = await db
      .selectFrom('knownDevice')
      .select('id')
      .where('userId', '=', userId)
      .limit(1)
      .executeTakeFirst()
    const row = await db
      .insertInto('knownDevice')
      // The first device of an account is no news to its owner.
      .values({ userId, sha256, ...seen, firstSeenAt: now, told: earlier === undefined })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (earlier !== undefined) isNew = row.id
  }
  const secure = overHttps(request.system.config) ? '; Secure' : ''
  return {
    cookie: `${cookieName(request.system.config, deviceCookie)}=${token}; Path=/; Max-Age=${deviceSeconds}; HttpOnly; SameSite=Lax${secure}`,
    sha256,
    isNew,
  }
}

/** Tells an owner, once, from which devices beside this one somebody has signed in newly. @param here the SHA-256 of this one */
export async function newDevicesNotice(
  request: PageRequest,
  userId: string,
  here: string,
): Promise<string | null> {
  const told = await request.system.db
    .updateTable('knownDevice')
    .set({ told: true })
    .where('userId', '=', userId)
    .where('told', '=', false)
    .where('sha256', '<>', here)
    .returning(['address'])
    .execute()
  if (told.length === 0) return null
  const from = told.map(({ address }) => address).join(', ')
  return request.t(
    `Tài khoản của bạn đã được đăng nhập từ thiết bị mới (${from}). Nếu không phải bạn, xin đổi mật khẩu ngay và đăng xuất khỏi mọi thiết bị ở mục Tài khoản của tôi.`,
    `Somebody has signed in to your account from a new device (${from}). If it was not you, change your password now and sign out everywhere under My account.`,
  )
}

/** Forgets a device of one's own: it then counts as a stranger's again. */
export const forgetDevice = command({
  name: 'identity.forgetDevice',
  summary: words('Quên một thiết bị', 'Forget a device'),
  route: 'DELETE /me/devices/{id}',
  input: z.object({ id: id() }),
  output: z.object({}),
  may: withAccount,
  proof: 'session',
  subject: (input) => `device:${input.id}`,
  async run({ db, actor }, input) {
    const gone = await db
      .deleteFrom('knownDevice')
      .where('id', '=', input.id)
      .where('userId', '=', actor.userId ?? '')
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) throw notFound(words('thiết bị', 'Device'))
    return {}
  },
})
