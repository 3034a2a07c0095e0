import { isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { System } from './system.ts'
import { warnAdministrators } from './warnings.ts'

/** Headers by which a proxy says whom it asks for. */
const forwarding = [
  'x-forwarded-for',
  'forwarded',
  'x-real-ip',
  'cf-connecting-ip',
  'true-client-ip',
] as const

/** An address as proxies write it: with a port, in brackets, with a zone; null when it is none. */
function plainAddress(text: string): string | null {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1]
  const bare = bracketed ?? (/^[\d.]+:\d+$/.test(text) ? text.slice(0, text.indexOf(':')) : text)
  return isIP(bare) === 0 ? null : bare
}

/**
 * The address of the one who asks. X-Forwarded-For counts only behind a proxy of one's own (TRUST_PROXY), and of it the last entry,
 * which that proxy wrote. Where such a header comes and is not believed, the administrators are told: all visitors then have the
 * proxy's address.
 */
export function clientAddress(system: Pick<System, 'config' | 'log'>, c: Context): string {
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  if (system.config.trustProxy) {
    const address = forwarded === undefined ? null : plainAddress(forwarded)
    if (address !== null) return address
  } else if (isForwarded(c.req.raw.headers)) {
    warnAdministrators(system, 'proxy', {
      vi: 'Yêu cầu đến qua một máy chủ trung gian (có X-Forwarded-For) nhưng TRUST_PROXY đang tắt: mọi người dùng bị tính chung một địa chỉ. Nếu đó là máy của cơ quan, xin đặt TRUST_PROXY=true.',
      en: 'Requests come through a proxy (they carry X-Forwarded-For), but TRUST_PROXY is off: all users count as one address. If the proxy is your own, set TRUST_PROXY=true.',
    })
  }
  try {
    return getConnInfo(c).remote.address ?? 'unknown'
  } catch {
    return 'unknown' // a request made in a test, without a connection
  }
}

/** Whether a proxy stands between: the address of the connection is then not that of the person. */
function isForwarded(headers: Headers): boolean {
  return forwarding.some((name) => headers.has(name))
}

/** Whether somebody on the machine itself asks, without a proxy between: that address is not limited. */
export function isOwnMachine(headers: Headers, address: string): boolean {
  return !isForwarded(headers) && /^(::ffff:)?127\.|^::1$/.test(address)
}

/**
 * What one person is counted by: an IPv4 address, or the first 64 bits of an IPv6 address, since whoever has one has the whole /64
 * (RFC 6177). IPv4 in IPv6 counts as IPv4.
 */
export function addressGroup(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const plain = address.split('%')[0] ?? ''
  if (isIP(plain) !== 6) return address
  const [left = '', right] = plain.toLowerCase().split('::')
  const head = left === '' ? [] : left.split(':')
  const tail = right === undefined || right === '' ? [] : right.split(':')
  // An IPv4 tail stands for two groups.
  const groups = (parts: string[]) => parts.length + (parts.at(-1)?.includes('.') ? 1 : 0)
  const zeros = right === undefined ? 0 : 8 - groups(head) - groups(tail)
  const all = [...head, ...Array<string>(Math.max(0, zeros)).fill('0'), ...tail]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
