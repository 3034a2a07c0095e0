import { serve } from '@hono/node-server'
import { sendReminders } from '../duties/index.ts'
import { readConfig } from '../platform/config.ts'
import type { System } from '../platform/system.ts'
import { createApp } from './app.tsx'
import { type Opened, type OpenOptions, openSystem } from './open.ts'

/** A running program that serves pages and REST. */
export interface Running extends Opened {
  readonly address: string
}

const hour = 3_600_000

/** Mails the reminders that are due, now and every hour. @returns ends it, waiting for mails under way */
function mailReminders(system: System): () => Promise<void> {
  if (system.config.mail === null) return async () => {}
  let running: Promise<unknown> = Promise.resolve()
  const run = () => {
    running = sendReminders(system).catch((error: unknown) =>
      system.log.error({ err: error }, 'duty reminders'),
    )
  }
  run()
  const timer = setInterval(run, hour)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}

/** Opens the system and serves it. @throws when the port is taken, naming it */
export async function start(environment: NodeJS.ProcessEnv, options: OpenOptions = {}): Promise<Running> {
  const config = readConfig(environment)
  const opened = await openSystem(config, options)
  let server: ReturnType<typeof serve>
  try {
    const app = createApp(opened.system)
    server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
      const starting = serve({ fetch: app.fetch, hostname: config.host, port: config.port }, () =>
        resolve(starting),
      )
      starting.on('error', reject)
    })
  } catch (error) {
    await opened.close()
    throw error
  }
  const stopReminders = mailReminders(opened.system)
  return {
    ...opened,
    address: config.publicUrl,
    async close() {
      // No new requests; those under way finish, but not for longer than 10 s.
      await new Promise<void>((resolve) => {
        const late = setTimeout(() => {
          if ('closeAllConnections' in server) server.closeAllConnections()
        }, 10_000)
        server.close(() => {
          clearTimeout(late)
          resolve()
        })
        if ('closeIdleConnections' in server) server.closeIdleConnections()
      })
      await stopReminders()
      await opened.close()
    },
  }
}
