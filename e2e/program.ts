import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, expect, inject } from 'vitest'

export const output = 'e2e/output'

/** The program as `npm start` runs it, on a data directory of its own. */
export interface Program {
  readonly url: string
  readonly email: string
  readonly password: string
  readonly directory: string
  stop(): Promise<void>
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

interface ProgramOptions {
  /** The name that the browser goes by; passkeys need `localhost`. */
  readonly host?: '127.0.0.1' | 'localhost'
  /** Begin with a made-up programme of so many enterprises: its coordinator is who signs in first. */
  readonly sample?: number
  /** Set it up first as `nscl init` does with these parameters: its first administrator is who signs in first. */
  readonly init?: readonly string[]
  /** Of the program, beside those that every test has. */
  readonly settings?: NodeJS.ProcessEnv
}

async function startProgram(options: ProgramOptions): Promise<Program> {
  const { host = '127.0.0.1', sample, init, settings } = options
  const directory = await mkdtemp(join(tmpdir(), 'nscl-e2e-'))
  const account =
    init !== undefined
      ? await setUp(directory, init)
      : sample !== undefined
        ? await beginAs(`sample-${sample}`, directory, (made) => makeSample(made, sample))
        : await beginAs('first', directory, firstStart)
  const { url, stop } = await run(directory, { host, ...(settings === undefined ? {} : { settings }) })
  return {
    ...{ url, directory, ...account },
    async stop() {
      await stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Runs the program on a directory until it is stopped. */
async function run(
  directory: string,
  { host, settings = {} }: { readonly host: string; readonly settings?: NodeJS.ProcessEnv },
): Promise<{ url: string; printed: () => string; stop: () => Promise<void> }> {
  const port = await freePort()
  const url = `http://${host}:${port}`
  const child: ChildProcess = spawn(process.execPath, ['dist/cli.js', 'start'], {
    env: {
      ...process.env,
      PORT: String(port),
      PUBLIC_URL: url,
      NSCL_DATA: directory,
      DATABASE_URL: '',
      LOG_LEVEL: 'error',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout?.on('data', (part: Buffer) => {
    printed += part.toString()
  })
  // However slow the machine: the test's own time ends it.
  while (!/https?:\/\/\S+/.test(printed)) {
    if (child.exitCode !== null) throw new Error(`The program ended: ${printed}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    printed: () => printed,
    async stop() {
      const ended = new Promise((resolve) => child.on('exit', resolve))
      child.kill('SIGINT')
      await ended
    },
  }
}

interface Account {
  readonly email: string
  readonly password: string
}

/**
 * Fills a directory with what several test files begin with. It is made once for all of them, by whoever comes first, since a made-up
 * programme takes a minute; each gets a copy of its own.
 * @returns the account that signs in first
 */
async function beginAs(
  name: string,
  directory: string,
  make: (directory: string) => Promise<Account>,
): Promise<Account> {
  const place = join(inject('beginnings'), name)
  const known = join(place, 'account.json')
  const failed = join(place, 'failed')
  const first = await mkdir(place).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )
  if (first)
    try {
      const account = await make(join(place, 'data'))
      await writeFile(`${known}.part`, JSON.stringify(account))
      await rename(`${known}.part`, known)
    } catch (error) {
      await writeFile(failed, String(error))
      throw error
    }
  while (!existsSync(known)) {
    if (existsSync(failed)) throw new Error(await readFile(failed, 'utf8'))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  // With its owners: as root, the files of the database belong to the account that it runs under.
  await promisify(execFile)('cp', ['-a', `${join(place, 'data')}/.`, directory])
  return JSON.parse(await readFile(known, 'utf8')) as Account
}

/** Starts the program for the first time in a directory, and ends it. @returns the account that it made for its first administrator */
async function firstStart(directory: string): Promise<Account> {
  const { printed, stop } = await run(directory, { host: '127.0.0.1' })
  const found = (pattern: RegExp) => pattern.exec(printed())?.[1]
  while (found(/one-time password:\s+(\S+)/) === undefined)
    await new Promise((resolve) => setTimeout(resolve, 100))
  await stop()
  return {
    email: found(/first administrator:\s+(\S+)/) ?? '',
    password: found(/one-time password:\s+(\S+)/) ?? '',
  }
}

/** Makes a sample in a directory. @returns the account of its coordinator */
async function makeSample(directory: string, enterprises: number): Promise<Account> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    // The stories that tests walk end with Plan 181, whatever the day.
    ['dist/cli.js', '--data', directory, 'sample', '--no-this-year', '--enterprises', String(enterprises)],
    { env: { ...process.env, DATABASE_URL: '', LOG_LEVEL: 'error' } },
  )
  const [, email = '', password = ''] = /(dieu-hanh@\S+)\s+(\S+)/.exec(stdout) ?? []
  return { email, password }
}

/** Sets a directory up for a province. @returns the account of its first administrator */
async function setUp(directory: string, parameters: readonly string[]): Promise<Account> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['dist/cli.js', '--data', directory, 'init', ...parameters, '--json'],
    { env: { ...process.env, DATABASE_URL: '', LOG_LEVEL: 'error' } },
  )
  const { administrator, password } = JSON.parse(stdout) as { administrator: string; password: string }
  return { email: administrator, password }
}

/** Where a test file begins: a program of its own, a browser, and a first page in it. */
export interface Desk {
  readonly program: Program
  readonly browser: Browser
  readonly context: BrowserContext
  readonly page: Page
  /** Opens an address of the program, which must be there. */
  go(path: string): Promise<void>
  /** What the page says, without what stands around it. */
  text(): Promise<string>
}

/** A desk of 1280 pixels in Vietnamese. */
export const atDesk = { locale: 'vi-VN', viewport: { width: 1280, height: 900 } } as const

/**
 * Starts the program and a browser for a test file, and ends them after it; a picture of the page as it stood last is kept.
 * @param options.signIn whether the first administrator signs in and replaces the one-time password
 * @param options.viewport another than that of a desk
 */
export async function openDesk({
  signIn = true,
  viewport = atDesk.viewport,
  ...options
}: ProgramOptions & {
  readonly signIn?: boolean
  readonly viewport?: { readonly width: number; readonly height: number }
} = {}): Promise<Desk> {
  const program = await startProgram(options)
  let browser: Browser | null = null
  const close = async () => {
    await browser?.close()
    await program.stop()
  }
  try {
    browser = await openBrowser()
    const context = await browser.newContext({ ...atDesk, viewport })
    const page = await context.newPage()
    if (signIn) await signInFirst(page, program)
    const file = expect.getState().testPath?.replace(/^.*\/|\.test\.ts$/g, '')
    afterAll(async () => {
      if (!page.isClosed()) await page.screenshot({ path: join(output, `last-${file}.png`), fullPage: true })
      await close()
    })
    return {
      program,
      browser,
      context,
      page,
      async go(path) {
        const response = await page.goto(program.url + path)
        expect(response?.status(), path).toBeLessThan(400)
      },
      text: () => page.locator('main').innerText(),
    }
  } catch (error) {
    // A file that does not begin has no end either.
    await close()
    throw error
  }
}

/** Chromium of the system, or the one that CHROMIUM names. */
async function openBrowser(): Promise<Browser> {
  await mkdir(output, { recursive: true })
  const path = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ].find((candidate) => candidate !== undefined && existsSync(candidate))
  if (path === undefined) {
    throw new Error('No browser: install Chromium (Debian: apt-get install chromium) or name one in CHROMIUM')
  }
  return chromium.launch({
    executablePath: path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** What the first administrator replaces the one-time password by. */
export const ownPassword = 'mười con cá rô đồng'

/** Signs the first administrator in, who replaces the one-time password. */
export async function signInFirst(page: Page, program: Program): Promise<void> {
  await page.goto(`${program.url}/sign-in`)
  await send(page, '/sign-in', { email: program.email, password: program.password })
  await send(page, '/password', { current: program.password, password: ownPassword, repeat: ownPassword })
}

/** Another person with an account in this role, signed in, in a browser of their own. */
export async function anotherPerson(
  browser: Browser,
  program: Program,
  role: string,
  name: string,
  agency = '1',
): Promise<Page> {
  const email = `${role}@e2e.example.vn`
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['dist/cli.js', '--data', program.directory, 'user', 'add', email],
    ...['--name', name, '--role', role, '--agency', agency, '--json'],
  ])
  const { password } = JSON.parse(stdout) as { password: string }
  const page = await (await browser.newContext(atDesk)).newPage()
  await signInFirst(page, { ...program, email, password })
  return page
}

/** Looks at the page as a screen-reader user's auditor would, and keeps pictures at a desk's and a phone's width. */
export async function inspect(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(
    violations.map(
      (violation) =>
        `${name} ${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
    ),
  ).toEqual([])
  // A select that the page draws itself lets a long choice run under its arrow.
  const drawn = await page.evaluate<string[]>(
    "[...document.querySelectorAll('select')].filter((one) => getComputedStyle(one).appearance !== 'none').map((one) => one.name)",
  )
  expect(drawn, `${name}: a long choice is not cut before the arrow`).toEqual([])
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
    expect(overflow, `${name} is wider than ${width} pixels`).toBeLessThanOrEqual(0)
    await page.screenshot({ path: join(output, `${name}-${width}.png`), fullPage: width === 1280 })
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

/** A one-page PDF, as a scanner might give it. */
export function pdf(text: string): { name: string; mimeType: string; buffer: Buffer } {
  return {
    name: `${text}.pdf`,
    mimeType: 'application/pdf',
    buffer: Buffer.from(`%PDF-1.4\n% ${text}\n%%EOF\n`),
  }
}

/** Records a decision that gives one line money, on the form of decisions, whose grid has a field for each line and source. */
export async function allocateOn(
  page: Page,
  of: {
    readonly line: string
    readonly year: string
    readonly source: string
    readonly amount: string
    readonly documentDate: string
    readonly plan?: string
    /** Why it is more than the plan estimates. */
    readonly over?: string
  },
): Promise<void> {
  const { line, year, source, amount, documentDate, plan, over } = of
  const asked = new URLSearchParams({ kind: 'allocation', year, all: '1', ...(plan ? { plan } : {}) })
  await page.goto(new URL(`/budget/decisions/new?${asked}`, page.url()).href)
  const place = page.locator(`input[type="hidden"][value="${line}|${source}"]`)
  const name = (await place.getAttribute('name')) ?? ''
  await send(page, '/budget/decisions/new', {
    ...{ documentNumber: '15/QĐ-UBND', documentDate, issuer: 'Ủy ban nhân dân tỉnh' },
    ...{ subject: 'Giao dự toán', fileId: pdf('giao-du-toan') },
    [name.replace(/place$/, 'amount')]: amount,
    ...(over === undefined ? {} : { overEstimate: true, reason: over }),
  })
}

/** Fills the fields of the form that posts to `action` and sends it. Strings are typed, booleans tick, `{ file }` uploads. */
export async function send(
  page: Page,
  action: string,
  values: Readonly<Record<string, string | boolean | ReturnType<typeof pdf>>>,
  outcome: 'taken' | 'refused' = 'taken',
): Promise<void> {
  const form = page.locator(`form[method="post"][action="${action}"]`)
  const hidden = form.locator('xpath=ancestor::details[not(@open)]/summary')
  if ((await hidden.count()) > 0) await hidden.first().click()
  for (const [name, value] of Object.entries(values)) {
    const field = form.locator(`[name="${name}"]:not([type="hidden"])`)
    if (typeof value === 'object') await field.setInputFiles(value)
    else if (typeof value === 'boolean') await field.setChecked(value)
    else {
      const first = field.first()
      const kind =
        (await first.getAttribute('type')) ??
        ((await first.locator('option').count()) > 0 ? 'select' : 'text')
      if (kind === 'radio') await form.locator(`[name="${name}"][value="${value}"]`).check()
      else if (kind === 'select') await field.selectOption(value)
      else await field.fill(value)
    }
  }
  await Promise.all([
    page.waitForLoadState('load'),
    form.locator('button[type="submit"]:not([formaction])').click(),
  ])
  await page.waitForLoadState('networkidle')
  const alerts = await page.locator('main [role="alert"]').allInnerTexts()
  if (outcome === 'taken') expect(alerts, action).toEqual([])
  else expect(alerts, action).not.toEqual([])
}
