import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** Settings of one running program. Read once from the environment; nothing else reads `process.env`. */
export interface Config {
  /** Where the embedded database, the uploaded files and the secrets lie. */
  readonly dataDirectory: string
  /** An external PostgreSQL (15 and up) instead of the embedded one. */
  readonly databaseUrl: string | undefined
  readonly host: string
  readonly port: number
  /** The address that a browser uses; behind a proxy it differs from host and port. */
  readonly publicUrl: string
  readonly logLevel: string
  /** The largest upload, in bytes. */
  readonly uploadLimit: number
  /** Whether X-Forwarded-For is believed (only behind a proxy of one's own). */
  readonly trustProxy: boolean
  /** The mail server that reminders leave by, and their sender; null: no mail is sent. */
  readonly mail: { readonly url: string; readonly from: string } | null
}

const Environment = z.object({
  NSCL_DATA: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL must begin with postgres://')
    .optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3181),
  PUBLIC_URL: z.url().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  UPLOAD_LIMIT_MB: z.coerce.number().positive().max(500).default(20),
  TRUST_PROXY: z.stringbool().default(false),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'SMTP_URL must begin with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z.string().optional(),
})

/**
 * The settings out of an environment. Throws an Error naming the variable and the reason when one is unusable.
 * @param environment usually `process.env`; empty strings count as absent
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(present)
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`Unusable settings: ${reasons.join('; ')}`)
  }
  const settings = parsed.data
  if ((settings.SMTP_URL === undefined) !== (settings.MAIL_FROM === undefined)) {
    throw new Error('Unusable settings: SMTP_URL and MAIL_FROM go together')
  }
  return {
    dataDirectory: resolve(settings.NSCL_DATA ?? 'data'),
    databaseUrl: settings.DATABASE_URL,
    host: settings.HOST,
    port: settings.PORT,
    publicUrl:
      settings.PUBLIC_URL ??
      `http://${settings.HOST === '0.0.0.0' ? 'localhost' : settings.HOST}:${settings.PORT}`,
    logLevel: settings.LOG_LEVEL,
    uploadLimit: Math.round(settings.UPLOAD_LIMIT_MB * 1024 * 1024),
    trustProxy: settings.TRUST_PROXY,
    mail:
      settings.SMTP_URL === undefined || settings.MAIL_FROM === undefined
        ? null
        : { url: settings.SMTP_URL, from: settings.MAIL_FROM },
  }
}

/** The package's own folder (migrations, data, dist), found from this file whether bundled or not. */
export const packageDirectory: string = (() => {
  let directory = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(directory, 'migrations'))) {
    const parent = dirname(directory)
    if (parent === directory) throw new Error('The folder `migrations` of the package was not found')
    directory = parent
  }
  return directory
})()
