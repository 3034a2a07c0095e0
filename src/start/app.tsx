import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { leavePath } from '../news/index.ts'
import { mountApi } from '../platform/api.ts'
import { mountAssets } from '../platform/assets.ts'
import { clientAddress } from '../platform/client-address.ts'
import { limiter, markSample, securityHeaders } from '../platform/http.ts'
import { logFailure, problemOf } from '../platform/outage.ts'
import type { Page } from '../platform/page.ts'
import { mountPages } from '../platform/pages.ts'
import { hindrances, notices } from '../platform/readiness.ts'
import { numberRequests } from '../platform/request.ts'
import type { System } from '../platform/system.ts'
import { apiPage } from './api-page.tsx'
import { barePage } from './bare-page.tsx'
import { capabilities } from './capabilities.ts'
import { errorView, shellOf } from './shell.tsx'

/**
 * The whole program as one fetch function: pages, forms, REST, files.
 * @param beside pages that are no part of the program, such as the style page of `npm run dev`
 */
export function createApp(system: System, beside: readonly Page[] = []): Hono {
  const app = new Hono()
  app.use(numberRequests())
  app.use(securityHeaders(system))
  app.use(markSample(system))
  app.use(limiter(system))
  mountAssets(app)
  // Lives: a supervisor starts anew what does not answer this. Ready: a proxy sends nobody to what says no.
  app.get('/health', (c) => c.json({ status: 'ok' }))
  app.get('/ready', async (c) => {
    const found = await hindrances(system)
    const reasons = found.map(({ code, words }) => ({ code, ...words }))
    if (found.length > 0) return c.json({ status: 'not ready', reasons }, 503)
    const told = await notices(system)
    return c.json({ status: 'ready', ...(told.length === 0 ? {} : { notices: told }) })
  })
  mountApi(app, system, capabilities.operations)
  // Forms of other sites are refused by Origin and Sec-Fetch-Site, on top of SameSite cookies.
  const own = csrf({
    origin: (origin, c) => origin === new URL(c.req.url).origin || origin === system.config.publicUrl,
  })
  // A program of mail ends a subscription by one post without an Origin; the secret in the address is all that it goes by.
  app.use((c, next) => (c.req.path.startsWith(leavePath) ? next() : own(c, next)))
  const pages = [...capabilities.pages, apiPage(capabilities.operations), ...beside]
  mountPages(app, system, pages, { shell: shellOf(system, pages), error: errorView, bare: barePage })
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    logFailure(system, error, { path: c.req.path, method: c.req.method, address: clientAddress(system, c) })
    const problem = problemOf(error)
    return c.html(barePage(problem, null), problem?.status ?? 500)
  })
  return app
}
