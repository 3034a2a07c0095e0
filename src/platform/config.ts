import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type ScannerAddress, scannerAddress } from './clamd.ts'
import type { Words } from './language.ts'

/** Settings of one running program. Read once from the environment; nothing else reads `process.env`. */
export interface Config {
  /** Where the embedded database, the uploaded files and the secrets lie. */
  readonly dataDirectory: string
  /** Where the heads of the audit chain are anchored outside the database. */
  readonly auditAnchor: string
  /** Where it is kept outside the database who was erased. */
  readonly erasures: string
  /** An external PostgreSQL (15 and up) instead of the embedded one. */
  readonly databaseUrl: string | undefined
  /** How migrations connect, when the role of `databaseUrl` owns no tables; undefined: as the program does. */
  readonly databaseOwnerUrl: string | undefined
  readonly host: string
  readonly port: number
  /** The address that a browser uses; behind a proxy it differs from host and port. */
  readonly publicUrl: string
  readonly logLevel: string
  /** The largest upload, in bytes. */
  readonly uploadLimit: number
  /** Bytes that the uploads of one account may take together. */
  readonly uploadQuota: number
  /** Whether X-Forwarded-For is believed (only behind a proxy of one's own). */
  readonly trustProxy: boolean
  /** The mail server that notices and reminders leave by, and their sender; null: no mail is sent. */
  readonly mail: MailSettings | null
  /** The gate of the province (Zalo, SMS …) that is told each notice, and the secret that signs; null: none. See docs/operations.md. */
  readonly gate: { readonly url: string; readonly secret: string } | null
  /** The virus scanner that uploads are shown to, which speaks clamd's protocol; null: none. See docs/operations.md. */
  readonly scanner: ScannerAddress | null
  /** Where backups go by themselves once a day; null: none. See docs/operations.md. */
  readonly backup: BackupSettings | null
  /** The provider of single sign-on (OpenID Connect); null: none. See docs/sign-in.md. */
  readonly singleSignOn: SingleSignOn | null
  /** The provider that knows who stands for which organisation (OpenID Connect); null: none. See docs/sign-in.md. */
  readonly organisations: OrganisationSignOn | null
  /** The province's gateway to the national business register; null where nothing is asked of it. */
  readonly businessRegister: BusinessRegisterSettings | null
}

/** How mails leave. */
export interface MailSettings {
  /** `smtp://` (STARTTLS) or `smtps://` (TLS from the first byte), with who signs in. */
  readonly url: string
  readonly from: string
  /** The certificate of an authority of the house's own (PEM) that the server's is signed by; null: those that Node knows. */
  readonly ca: string | null
}

/** Where backups go, how they are sealed and how long they stay. */
export interface BackupSettings {
  readonly directory: string
  /** The file that holds the pass phrase; its last line break does not count. */
  readonly passphraseFile: string
  /** The hour of the day (Asia/Ho_Chi_Minh) from which the day's backup is taken. */
  readonly hour: number
  /** For how many days that have one the newest stays, and for how many months. */
  readonly days: number
  readonly months: number
}

/** How people of the province sign in at a provider of their own. */
export interface SingleSignOn {
  readonly discoveryUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** What stands on the button. */
  readonly label: Words
  /** The claim that names the account: its value is the account's e-mail address here. */
  readonly claim: string
  readonly scopes: readonly string[]
  /** Whether the provider itself asks for a second factor, so that ours is not asked for again. */
  readonly asksSecondFactor: boolean
}

/** How a provider of organisations is asked for the tax code of whoever registers. */
export interface OrganisationSignOn {
  readonly issuer: string
  readonly discoveryUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly label: Words
  /** The claim that holds the tax code of the organisation. */
  readonly taxClaim: string
  readonly scopes: readonly string[]
}

const issuerUrl = (name: string) =>
  z
    .url()
    .regex(
      /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/,
      `${name} must begin with https:// (http:// only for localhost)`,
    )
    .optional()

const Environment = z.object({
  NSCL_DATA: z.string().optional(),
  AUDIT_ANCHOR: z.string().optional(),
  ERASURES: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL must begin with postgres://')
    .optional(),
  DATABASE_OWNER_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_OWNER_URL must begin with postgres://')
    .optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3181),
  PUBLIC_URL: z.url().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  UPLOAD_LIMIT_MB: z.coerce.number().positive().max(500).default(20),
  UPLOAD_QUOTA_MB: z.coerce.number().positive().max(10_000_000).default(5000),
  TRUST_PROXY: z.stringbool().default(false),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'SMTP_URL must begin with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z.string().optional(),
  SMTP_CA: z.string().optional(),
  NOTICE_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  NOTICE_WEBHOOK_SECRET: z.string().min(16).optional(),
  BUSINESS_REGISTER_URL: z.url({ protocol: /^https?$/ }).optional(),
  BUSINESS_REGISTER_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .optional(),
  SCANNER: z.string().optional(),
  BACKUP_DIRECTORY: z.string().optional(),
  BACKUP_PASSPHRASE_FILE: z.string().optional(),
  BACKUP_HOUR: z.coerce.number().int().min(0).max(23).default(1),
  BACKUP_KEEP_DAYS: z.coerce.number().int().min(1).max(3650).default(14),
  BACKUP_KEEP_MONTHS: z.coerce.number().int().min(0).max(1200).default(24),
  OIDC_ISSUER: issuerUrl('OIDC_ISSUER'),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_LABEL: z.string().max(60).optional(),
  OIDC_LABEL_EN: z.string().max(60).optional(),
  OIDC_CLAIM: z.string().max(60).default('email'),
  OIDC_SCOPES: z.string().default('openid email profile'),
  OIDC_ASKS_SECOND_FACTOR: z.stringbool().default(false),
  ORG_OIDC_ISSUER: issuerUrl('ORG_OIDC_ISSUER'),
  ORG_OIDC_CLIENT_ID: z.string().optional(),
  ORG_OIDC_CLIENT_SECRET: z.string().optional(),
  ORG_OIDC_TAX_CLAIM: z.string().max(60).optional(),
  ORG_OIDC_LABEL: z.string().max(60).optional(),
  ORG_OIDC_LABEL_EN: z.string().max(60).optional(),
  ORG_OIDC_SCOPES: z.string().default('openid profile'),
})

/** The environment variables that there are. */
export const settingNames: readonly string[] = Object.keys(Environment.shape)

type Settings = z.output<typeof Environment>

/** The gateway to the national business register. */
export interface BusinessRegisterSettings {
  /** The tax code is put behind it. */
  readonly url: string
  /** Sent as a bearer token, where the gateway asks for one. */
  readonly token: string | null
}

function businessRegisterOf(settings: Settings): BusinessRegisterSettings | null {
  const { BUSINESS_REGISTER_URL: url, BUSINESS_REGISTER_TOKEN: token = null } = settings
  if (url !== undefined) return { url, token }
  if (token === null) return null
  throw new Error('Unusable settings: BUSINESS_REGISTER_TOKEN needs BUSINESS_REGISTER_URL')
}

function singleSignOnOf(settings: Settings): SingleSignOn | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    throw new Error('Unusable settings: OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together')
  }
  return {
    discoveryUrl: discoveryOf(issuer),
    clientId,
    clientSecret,
    label: {
      vi: settings.OIDC_LABEL ?? 'Đăng nhập một lần của tỉnh',
      en: settings.OIDC_LABEL_EN ?? settings.OIDC_LABEL ?? 'Provincial single sign-on',
    },
    claim: settings.OIDC_CLAIM,
    scopes: scopesOf(settings.OIDC_SCOPES),
    asksSecondFactor: settings.OIDC_ASKS_SECOND_FACTOR,
  }
}

const scopesOf = (text: string) => text.split(/\s+/).filter((scope) => scope !== '')

function discoveryOf(issuer: string): string {
  const wellKnown = '/.well-known/openid-configuration'
  return issuer.endsWith(wellKnown) ? issuer : issuer.replace(/\/$/, '') + wellKnown
}

function organisationsOf(settings: Settings): OrganisationSignOn | null {
  const {
    ORG_OIDC_ISSUER: issuer,
    ORG_OIDC_CLIENT_ID: clientId,
    ORG_OIDC_CLIENT_SECRET: clientSecret,
    ORG_OIDC_TAX_CLAIM: taxClaim,
  } = settings
  const all = [issuer, clientId, clientSecret, taxClaim]
  if (all.every((one) => one === undefined)) return null
  if (issuer === undefined || clientId === undefined || clientSecret === undefined || taxClaim === undefined)
    throw new Error(
      'Unusable settings: ORG_OIDC_ISSUER, ORG_OIDC_CLIENT_ID, ORG_OIDC_CLIENT_SECRET and ORG_OIDC_TAX_CLAIM go together',
    )
  return {
    ...{ issuer, clientId, clientSecret, taxClaim },
    discoveryUrl: discoveryOf(issuer),
    label: {
      vi: settings.ORG_OIDC_LABEL ?? 'Tài khoản định danh tổ chức',
      en: settings.ORG_OIDC_LABEL_EN ?? settings.ORG_OIDC_LABEL ?? 'Account of an organisation',
    },
    scopes: scopesOf(settings.ORG_OIDC_SCOPES),
  }
}

/** Whether browsers come over HTTPS: cookies are then `Secure`, and browsers are told to stay there. */
export function overHttps(config: Pick<Config, 'publicUrl'>): boolean {
  return config.publicUrl.startsWith('https:')
}

function backupOf(settings: Settings): BackupSettings | null {
  const { BACKUP_DIRECTORY: directory, BACKUP_PASSPHRASE_FILE: passphraseFile } = settings
  if (directory === undefined && passphraseFile === undefined) return null
  if (directory === undefined || passphraseFile === undefined)
    throw new Error('Unusable settings: BACKUP_DIRECTORY and BACKUP_PASSPHRASE_FILE go together')
  return {
    directory: resolve(directory),
    passphraseFile: resolve(passphraseFile),
    hour: settings.BACKUP_HOUR,
    days: settings.BACKUP_KEEP_DAYS,
    months: settings.BACKUP_KEEP_MONTHS,
  }
}

function scannerOf({ SCANNER: text }: Settings): ScannerAddress | null {
  if (text === undefined) return null
  const address = scannerAddress(text)
  if (address === null)
    throw new Error('Unusable settings: SCANNER must be tcp://HOST:PORT or unix:/PATH of a clamd socket')
  return address
}

/**
 * A cookie's name. Over HTTPS it says that the cookie is this host's alone (RFC 6265bis, 4.1.3); `__Secure-` where it goes to a part
 * of the site only.
 */
export function cookieName(config: Pick<Config, 'publicUrl'>, name: string, wholeSite = true): string {
  if (!overHttps(config)) return name
  return `${wholeSite ? '__Host-' : '__Secure-'}${name}`
}

/**
 * The settings out of an environment. Throws an Error naming the variable and the reason when one is unusable.
 * @param environment usually `process.env`; empty strings count as absent
 */
/** The certificate of an authority out of its file. */
function authorityIn(file: string | undefined): string | null {
  if (file === undefined) return null
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new Error(`Unusable settings: SMTP_CA: ${file} cannot be read`)
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----'))
    throw new Error(`Unusable settings: SMTP_CA: ${file} holds no certificate (PEM)`)
  return text
}

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
  if ((settings.NOTICE_WEBHOOK_URL === undefined) !== (settings.NOTICE_WEBHOOK_SECRET === undefined)) {
    throw new Error('Unusable settings: NOTICE_WEBHOOK_URL and NOTICE_WEBHOOK_SECRET go together')
  }
  const dataDirectory = resolve(settings.NSCL_DATA ?? 'data')
  return {
    dataDirectory,
    auditAnchor: settings.AUDIT_ANCHOR ? resolve(settings.AUDIT_ANCHOR) : join(dataDirectory, 'audit-heads'),
    erasures: settings.ERASURES ? resolve(settings.ERASURES) : join(dataDirectory, 'erasures'),
    databaseUrl: settings.DATABASE_URL,
    databaseOwnerUrl: settings.DATABASE_OWNER_URL,
    host: settings.HOST,
    port: settings.PORT,
    publicUrl:
      settings.PUBLIC_URL ??
      `http://${settings.HOST === '0.0.0.0' ? 'localhost' : settings.HOST}:${settings.PORT}`,
    logLevel: settings.LOG_LEVEL,
    uploadLimit: Math.round(settings.UPLOAD_LIMIT_MB * 1024 * 1024),
    uploadQuota: Math.round(settings.UPLOAD_QUOTA_MB * 1024 * 1024),
    trustProxy: settings.TRUST_PROXY,
    mail:
      settings.SMTP_URL === undefined || settings.MAIL_FROM === undefined
        ? null
        : { url: settings.SMTP_URL, from: settings.MAIL_FROM, ca: authorityIn(settings.SMTP_CA) },
    gate:
      settings.NOTICE_WEBHOOK_URL === undefined || settings.NOTICE_WEBHOOK_SECRET === undefined
        ? null
        : { url: settings.NOTICE_WEBHOOK_URL, secret: settings.NOTICE_WEBHOOK_SECRET },
    scanner: scannerOf(settings),
    backup: backupOf(settings),
    singleSignOn: singleSignOnOf(settings),
    organisations: organisationsOf(settings),
    businessRegister: businessRegisterOf(settings),
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
