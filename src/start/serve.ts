import { setTimeout as wait } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import { tellOfAdvances } from '../advances/index.ts'
import { tellOfClosing, tellOfWaiting } from '../applications/index.ts'
import { tellOfDuties } from '../duties/index.ts'
import { tellOfConclusions, tellOfReturns } from '../events/index.ts'
import { tellOfFindings } from '../findings/index.ts'
import { findAllDoubles } from '../mergers/index.ts'
import { tellOfUnderSpending } from '../money-view/index.ts'
import { tellOfSurveys } from '../needs/index.ts'
import { sendNotices } from '../notices/index.ts'
import { takeDueBackup } from '../operations/index.ts'
import { readConfig } from '../platform/config.ts'
import { today } from '../platform/dates.ts'
import { mostPatience } from '../platform/forms/body.ts'
import { forgetKeptForms } from '../platform/forms/kept.ts'
import { scanAlways } from '../platform/scanner.ts'
import { forgetSendings } from '../platform/sendings.ts'
import { aborted } from '../platform/stopping.ts'
import type { System } from '../platform/system.ts'
import { tellOfLicences } from '../providers/index.ts'
import { tellOfRecoveries } from '../recoveries/index.ts'
import { sendRegistrationMails } from '../registrations/index.ts'
import { askNextReports, tellOfReports } from '../report-requests/index.ts'
import { tellOfReportKinds } from '../reports/index.ts'
import { listDue } from '../retention/index.ts'
import { tellOfTaskSteps } from '../science-tasks/index.ts'
import { askWhatStands, tellOfStanding } from '../standing-duties/index.ts'
import {
  askAboutTurns,
  tellOfAudits,
  tellOfContracts,
  tellOfExpiry,
  tellOfFollowUps,
  tellOfRemedies,
} from '../support/index.ts'
import { tellOfYearEnd } from '../year-end/index.ts'
import { createApp } from './app.tsx'
import { type Opened, type OpenOptions, openSystem } from './open.ts'

/** A running program that serves pages and REST. */
export interface Running extends Opened {
  readonly address: string
  /**
   * Takes no new requests, lets those under way finish for ten seconds, then closes the system. However often it is called, it
   * is done once, and each call waits for its end.
   * @param hurry cuts the requests under way
   */
  close(hurry?: AbortSignal): Promise<void>
}

const minute = 60_000
const hour = 60 * minute

/** Hands over the notices that wait, now and every minute; every hour looks for what is due. @returns ends it */
function sendAlways(system: System): () => Promise<void> {
  const log = (error: unknown) => system.log.error({ err: error }, 'notices')
  const stopSending = every(minute, () => sendNotices(system).catch(log))
  const stopMailing = every(minute, () => sendRegistrationMails(system).catch(log))
  const stopTelling = hourly(() => tellOfWhatIsDue(system).catch(log))
  return async () => {
    await Promise.all([stopSending(), stopMailing(), stopTelling()])
  }
}

/** What nobody's act brings about: days that come. */
async function tellOfWhatIsDue(system: System): Promise<void> {
  const now = system.now()
  const at = { db: system.db, now, today: today(now) }
  await tellOfExpiry(at)
  await tellOfAudits(at)
  await tellOfContracts(at)
  await tellOfReportKinds(at)
  await tellOfTaskSteps(at)
  await tellOfYearEnd(at)
  await tellOfUnderSpending(at)
  await tellOfFindings(at)
  await tellOfRemedies(at)
  await tellOfFollowUps(at)
  await tellOfConclusions(at)
  await tellOfReturns(at)
  await tellOfAdvances(at)
  await tellOfRecoveries(at)
  await tellOfLicences(at)
  await tellOfSurveys(at)
  await tellOfWaiting(at)
  await tellOfClosing(at)
  await tellOfDuties(system)
  await askWhatStands(system)
  await askAboutTurns(system)
  await tellOfStanding(system)
  await askNextReports(system)
  await tellOfReports(system)
  await findAllDoubles(system)
}

/** Takes the day's backup, looked at now and every hour. @returns ends it, waiting for one under way */
function backUpDaily(system: System, databaseUrl: string): () => Promise<void> {
  const { backup } = system.config
  if (backup === null) return async () => {}
  return hourly(() => takeDueBackup(system, databaseUrl, backup))
}

const hourly = (work: () => Promise<unknown>) => every(hour, work)

/** Runs the work now and again, one run at a time. @returns ends it, waiting for a run under way */
function every(milliseconds: number, work: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<unknown> | null = null
  const run = () => {
    running ??= work().finally(() => {
      running = null
    })
  }
  run()
  const timer = setInterval(run, milliseconds)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}

/**
 * What a client may take before its line is cut, in milliseconds: for the head of a request, and for all of it, where the page has not
 * ended it with a word before (`readBody`). Looked at every five seconds.
 */
const slowClients = {
  headersTimeout: 20_000,
  requestTimeout: mostPatience + minute,
  connectionsCheckingInterval: 5_000,
}

/** Milliseconds that requests, mails and backups under way may take once the program is to stop. */
const finishing = 10_000

/** Opens the system and serves it. @throws when the port is taken, naming it; the signal's reason when that comes first */
export async function start(environment: NodeJS.ProcessEnv, options: OpenOptions = {}): Promise<Running> {
  const config = readConfig(environment)
  const opened = await openSystem(config, options)
  let server: ReturnType<typeof serve>
  try {
    // `npm run dev` alone; the build leaves the page out.
    const beside = process.env.NSCL_STYLES === 'on' ? [(await import('./styles-page.tsx')).stylesPage] : []
    const app = createApp(opened.system, beside)
    server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
      const starting = serve(
        { fetch: app.fetch, hostname: config.host, port: config.port, serverOptions: slowClients },
        () => resolve(starting),
      )
      starting.on('error', reject)
    })
  } catch (error) {
    await opened.close()
    throw error
  }
  const stopForgetting = hourly(() =>
    Promise.all([
      forgetSendings(opened.system),
      forgetKeptForms(opened.system),
      listDue(opened.system),
    ]).catch((error: unknown) =>
      opened.system.log.error({ err: error }, 'old sendings, kept forms and what is due'),
    ),
  )
  const stopNotices = sendAlways(opened.system)
  const stopScanning = scanAlways(opened.system)
  const stopBackups = backUpDaily(opened.system, opened.databaseUrl)
  const stop = async (hurry: AbortSignal | undefined) => {
    await closeServer(server, hurry)
    await Promise.race([
      Promise.all([stopNotices(), stopBackups(), stopForgetting(), stopScanning()]),
      wait(finishing, undefined, { ref: false }), // a backup may take longer: one that is cut off leaves nothing behind
      ...(hurry === undefined ? [] : [aborted(hurry)]),
    ])
    await opened.close()
  }
  let stopped: Promise<void> | null = null
  return {
    ...opened,
    address: config.publicUrl,
    close(hurry) {
      stopped ??= stop(hurry)
      return stopped
    },
  }
}

async function closeServer(server: ReturnType<typeof serve>, hurry: AbortSignal | undefined): Promise<void> {
  const cut = () => {
    if ('closeAllConnections' in server) server.closeAllConnections()
  }
  await new Promise<void>((resolve) => {
    const late = setTimeout(cut, finishing)
    if (hurry !== undefined) void aborted(hurry).then(cut)
    server.close(() => {
      clearTimeout(late)
      resolve()
    })
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  })
}
