import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { addressGroup, clientAddress, isOwnMachine } from './client-address.ts'
import { overHttps } from './config.ts'
import { noteAddress } from './request.ts'
import { asSample, markedFileName } from './sample.ts'
import type { System } from './system.ts'

/** A year: what browsers keep an HTTPS address in mind for (OWASP ASVS 5.0, 3.4.1). */
const httpsSeconds = 31_536_000

/** No inline script or style, nothing from elsewhere, no framing. An answer's own policy (a stored file, a page with the camera) stays. */
export function securityHeaders({ config }: System): MiddlewareHandler {
  const usual = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
    strictTransportSecurity: overHttps(config) ? `max-age=${httpsSeconds}; includeSubDomains` : false,
  })
  return async (c, next) => {
    const own = new Map<string, string>()
    await usual(c, async () => {
      await next()
      for (const name of ['Content-Security-Policy', 'Permissions-Policy']) {
        const said = c.res.headers.get(name)
        if (said !== null) own.set(name, said)
      }
    })
    for (const [name, said] of own) c.res.headers.set(name, said)
  }
}

/** Carries whether data are sample data into the work of each request; every answer of a sample says so, as does every file's name. */
export function markSample({ sample }: System): MiddlewareHandler {
  return async (c, next) => {
    await asSample(sample, next)
    if (!sample) return
    // Set on the answer that is there: `c.header` would make another of it, with its body as a stream.
    const { headers } = c.res
    headers.set('X-Sample-Data', 'true')
    const disposition = headers.get('Content-Disposition')
    const named = disposition === null ? null : /^(.*filename(?:\*=UTF-8''|="?))(.*)$/.exec(disposition)
    if (named === null) return
    headers.set('Content-Disposition', `${named[1]}${asSample(true, () => markedFileName(named[2] ?? ''))}`)
  }
}

/** The plan that an address or a cookie names; null when it names none. */
export function chosenPlan(text: string | null | undefined): number | null {
  return text !== null && text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
}

/** Requests per address and minute: generous for a person and for a whole office behind one address, fatal for a flood. */
const perMinute = 1200
/** Refuses a flood from one address with 429 and Retry-After. The machine itself is not limited. */
export function limiter(system: System): MiddlewareHandler {
  const requests = new RateLimiterMemory({ points: perMinute, duration: 60 })
  return async (c, next) => {
    const address = clientAddress(system, c)
    if (c.req.path.startsWith('/assets/') || isOwnMachine(c.req.raw.headers, address)) return next()
    noteAddress(addressGroup(address))
    try {
      await requests.consume(addressGroup(address))
    } catch (reason) {
      const wait = reason instanceof RateLimiterRes ? Math.ceil(reason.msBeforeNext / 1000) : 60
      return c.text(
        'Quá nhiều yêu cầu, xin thử lại sau ít phút. / Too many requests, please try again shortly.',
        429,
        {
          'Retry-After': String(wait),
        },
      )
    }
    return next()
  }
}
