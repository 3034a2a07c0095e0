import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { mountApi } from '../platform/api.ts'
import { mountAssets } from '../platform/assets.ts'
import { clientAddress } from '../platform/client-address.ts'
import { limiter, markSample, securityHeaders } from '../platform/http.ts'
import { mountPages } from '../platform/pages.ts'
import { Problem } from '../platform/problem.ts'
import type { System } from '../platform/system.ts'
import { apiPage } from './api-page.tsx'
import { capabilities } from './capabilities.ts'
import { errorView, shellOf } from './shell.tsx'

/** The whole program as one fetch function: pages, forms, REST, files. */
export function createApp(system: System): Hono {
  const app = new Hono()
  app.use(securityHeaders(system))
  app.use(markSample(system))
  app.use(limiter(system))
  mountAssets(app)
  app.get('/health', async (c) => {
    await system.db.selectFrom('auditHead').select('seq').executeTakeFirstOrThrow()
    return c.json({ status: 'ok' })
  })
  mountApi(app, system, capabilities.operations)
  // Forms of other sites are refused by Origin and Sec-Fetch-Site, on top of SameSite cookies.
  app.use(
    csrf({
      origin: (origin, c) => origin === new URL(c.req.url).origin || origin === system.config.publicUrl,
    }),
  )
  const pages = [...capabilities.pages, apiPage(capabilities.operations)]
  mountPages(app, system, pages, { shell: shellOf(system, pages), error: errorView })
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    if (!(error instanceof Problem))
      system.log.error({ err: error, path: c.req.path, address: clientAddress(system, c) })
    return c.text('Internal error', 500)
  })
  return app
}
