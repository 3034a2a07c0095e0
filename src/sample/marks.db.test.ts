import { strFromU8, unzipSync } from 'fflate'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { printJson, printTable } from '../cli/with-system.ts'
import { readWorkbook } from '../documents/read/workbook.ts'
import { checkImport } from '../enterprises/import.ts'
import { mailOf } from '../notices/mail.ts'
import { systemActor } from '../platform/actor.ts'
import { execute } from '../platform/execute.ts'
import { hashPassword } from '../platform/passwords.ts'
import { asSample, sampleMark, sampleWords } from '../platform/sample.ts'
import { uploadFile } from '../platform/uploads.ts'
import { createApp } from '../start/app.tsx'
import { capabilities } from '../start/capabilities.ts'
import { everyOf, isLong } from '../testing/long.ts'
import { sampleSystem } from '../testing/sample-system.ts'

const { system } = await sampleSystem()
const app = createApp(system)
const origin = system.config.publicUrl
const ask = (path: string, init: RequestInit = {}) =>
  app.request(new URL(path, origin).href, init, {
    incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } },
  })

const password = 'mười con cá rô đồng'
const email = 'dieu-hanh@mau.example'
const account = await system.db
  .updateTable('account')
  .set({ mustChangePassword: false })
  .where('email', '=', email)
  .returning('id')
  .executeTakeFirstOrThrow()
await system.db
  .updateTable('accountCredential')
  .set({ password: await hashPassword(password) })
  .where('userId', '=', account.id)
  .execute()
const signedIn = await ask('/sign-in', {
  method: 'POST',
  headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({ email, password }).toString(),
})
const cookie = signedIn.headers
  .getSetCookie()
  .map((one) => one.split(';')[0])
  .join('; ')

/** What is missing in an answer of this kind; nothing when it says of itself what it is. */
const lacking: Readonly<
  Record<string, (body: Uint8Array, language: 'vi' | 'en') => Promise<string[]> | string[]>
> = {
  'text/html': (body, language) => {
    const html = strFromU8(body)
    const words = sampleWords[language]
    return [
      ...(html.includes(`<title>${words}: `) ? [] : ['title']),
      ...(/<aside\s+class="bg-warning[^>]*>([^<]*)/.exec(html)?.[1]?.startsWith(words) ? [] : ['banner']),
    ]
  },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': (body) =>
    Object.entries(unzipSync(body)).flatMap(([name, bytes]) =>
      /^word\/header\d+\.xml$/.test(name) && !strFromU8(bytes).includes(sampleMark) ? [name] : [],
    ),
  'application/pdf': async (body) => {
    const { text } = await extractText(await getDocumentProxy(Uint8Array.from(body)))
    return text.flatMap((page, at) => (page.includes(sampleMark) ? [] : [`page ${at + 1}`]))
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': async (body) =>
    (await readWorkbook(body)).flatMap(({ name, rows }) =>
      name.startsWith('MẪU - ') && String(rows[0]?.[0]).includes(sampleMark) ? [] : [`sheet ${name}`],
    ),
  'text/csv': (body) =>
    strFromU8(body)
      .trimEnd()
      .split('\r\n')
      .flatMap((line, at) => (line.endsWith(`,${sampleMark}`) ? [] : [`line ${at + 1}`])),
  'text/calendar': (body) =>
    strFromU8(body)
      .split('\r\n')
      .filter((line) => /^(SUMMARY|X-WR-CALNAME)[:;]/.test(line) && !line.includes(`:${sampleMark}`)),
  'application/zip': async (body) => {
    const files = unzipSync(body)
    const index = strFromU8(files['muc-luc.html'] ?? new Uint8Array())
    const sheet = await readWorkbook(files['cac-buoc.xlsx'] ?? new Uint8Array())
    return [
      ...(index.includes(sampleMark) ? [] : ['index']),
      ...(sheet.every(({ rows }) => String(rows[0]?.[0]).includes(sampleMark)) ? [] : ['sheet']),
    ]
  },
  'application/rss+xml': (body) =>
    [...strFromU8(body).matchAll(/<title>([^<]*)/g)].flatMap(([, title = '']) =>
      title.includes(sampleMark) || title.includes(sampleWords.en) ? [] : [title],
    ),
  'image/svg+xml': (body, language) =>
    strFromU8(body).includes(`>${sampleWords[language]}</text>`) ? [] : ['note'],
  // A picture of the first page of a document, which is looked at itself: its name and header say it too.
  'image/png': () => [],
  'application/json': (body) => {
    const answer: unknown = JSON.parse(strFromU8(body))
    if (Array.isArray(answer)) return []
    return /^\{\s*"sampleData":\s*"DỮ LIỆU MẪU/.test(strFromU8(body)) ? [] : ['sampleData']
  },
}

/** Asks for an address and says what its answer lacks. @returns the links of a page */
async function look(path: string, missing: string[], language: 'vi' | 'en' = 'vi'): Promise<string[]> {
  const response = await ask(path, { headers: { cookie: `${cookie}; nscl.language=${language}` } })
  const kind = (response.headers.get('content-type') ?? '').split(';')[0] ?? ''
  if (response.headers.get('x-sample-data') !== 'true') missing.push(`${path}: header`)
  if (response.status >= 300 && response.status < 400) return [response.headers.get('location') ?? '/']
  if (response.status >= 500) missing.push(`${path}: ${response.status}`)
  const body = new Uint8Array(await response.arrayBuffer())
  const disposition = response.headers.get('content-disposition')
  if (disposition !== null && !/filename(\*=UTF-8''|=")du-lieu-mau-/.test(disposition))
    missing.push(`${path}: ${disposition}`)
  const check = lacking[kind]
  if (check === undefined) missing.push(`${path}: nobody knows how ${kind} says that it is a sample`)
  else for (const what of await check(body, language)) missing.push(`${path}: ${what}`)
  kinds.add(kind)
  if (kind !== 'text/html') return []
  return [...strFromU8(body).matchAll(/(?:href|src)="(\/[^"#]*)/g)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&'),
  )
}

const kinds = new Set<string>()
const routes = capabilities.pages.map(({ route }) => route).filter((route) => route.startsWith('GET '))
const pattern = new Map(
  routes.map((route) => [
    route,
    new RegExp(
      `^${route
        .slice(4)
        .replace(/\{\w+\}/g, '[^/]+')
        .replaceAll('.', '\\.')}$`,
    ),
  ]),
)
/** Those without parameters before those with. */
const bySpecificity = routes.toSorted((one, other) => one.split('{').length - other.split('{').length)
const known = new Map<string, string | undefined>()
/** The route of a path; a path stands on many pages and is looked up once. */
function routeOf(path: string): string | undefined {
  if (!known.has(path))
    known.set(
      path,
      bySpecificity.find((route) => pattern.get(route)?.test(path)),
    )
  return known.get(path)
}

test('every page and every document that pages lead to says that it is sample data', async () => {
  const missing: string[] = []
  const waiting = ['/', ...routes.filter((route) => !route.includes('{')).map((route) => route.slice(4))]
  const seen = new Set<string>()
  while (waiting.length > 0) {
    // Every page in the long suite.
    if (!isLong && seen.size >= 180) break
    const link = waiting.shift() ?? '/'
    if (link.startsWith('/assets/') || link.startsWith('/api/')) continue
    const url = new URL(link, origin)
    const route = routeOf(url.pathname)
    // One of each kind: the first record of a route, in each format that is offered.
    const key = `${route ?? url.pathname} ${url.searchParams.get('format') ?? ''} ${url.searchParams.get('export') ?? ''}`
    if (seen.has(key)) continue
    seen.add(key)
    waiting.push(...(await look(`${url.pathname}${url.search}`, missing)))
  }
  // What nothing in this sample leads to (an import under way, a draft) at least says it on the page that answers.
  const visited = new Set([...seen].map((key) => key.split(' ').slice(0, 2).join(' ')))
  for (const route of everyOf(
    10,
    routes.filter((each) => !visited.has(each)),
  ))
    await look(route.slice(4).replace(/\{\w+\}/g, '1'), missing)
  expect(missing).toEqual([])
  expect(seen.size).toBeGreaterThan(100)
  // Every kind of document in the long suite.
  if (isLong) expect([...kinds].sort()).toEqual(Object.keys(lacking).sort())
})

test('English pages say SAMPLE DATA, and so does a page that is not there', async () => {
  const missing: string[] = []
  for (const path of [
    '/',
    '/enterprises',
    '/plan',
    '/reports',
    '/public',
    '/sign-in',
    '/khong-co-trang-nay',
    '/api',
  ])
    await look(path, missing, 'en')
  expect(missing).toEqual([])
})

test('REST says it in its header and in a member of each object', async () => {
  const missing: string[] = []
  const reads = capabilities.operations.filter(({ kind, route }) => kind === 'query' && !route.includes('{'))
  for (const { route } of reads) {
    const path = `/api/v1${route.slice(4)}`
    const response = await ask(path, { headers: { cookie } })
    if (response.status === 200) await look(path, missing)
    else expect(response.headers.get('x-sample-data')).toBe('true')
  }
  expect(missing).toEqual([])
})

test('what is kept of a sealed report says it, in its data and its files', async () => {
  const report = await system.db
    .selectFrom('report')
    .innerJoin('file as docx', 'docx.id', 'report.docxFileId')
    .innerJoin('file as xlsx', 'xlsx.id', 'report.xlsxFileId')
    .select([
      'report.data',
      'docx.name as docx',
      'docx.sha256 as docxSha',
      'xlsx.name as xlsx',
      'xlsx.sha256 as xlsxSha',
    ])
    .where('report.state', '=', 'sealed')
    .orderBy('report.id')
    .executeTakeFirstOrThrow()
  expect(JSON.parse(report.data ?? '')).toMatchObject({ figures: { sample: true } })
  expect([report.docx, report.xlsx].every((name) => name.startsWith('du-lieu-mau-'))).toBe(true)
  const mime = Object.keys(lacking)
  const docx = lacking[mime.find((kind) => kind.endsWith('wordprocessingml.document')) ?? '']
  const xlsx = lacking[mime.find((kind) => kind.endsWith('spreadsheetml.sheet')) ?? '']
  expect(await docx?.(await system.files.read(report.docxSha), 'vi')).toEqual([])
  expect(await xlsx?.(await system.files.read(report.xlsxSha), 'vi')).toEqual([])
})

test('a list that was exported from a sample is imported again, mark and all', async () => {
  for (const format of ['csv', 'xlsx'] as const) {
    const response = await ask(`/enterprises?export=${format}`, { headers: { cookie } })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const actor = { ...systemActor, name: 'test' }
    const file = await execute(
      system,
      uploadFile,
      actor,
      { name: `doanh-nghiep.${format}`, bytes },
      { via: 'page' },
    )
    const counts = await execute(system, checkImport, actor, { fileId: file.id }, { via: 'page' })
    expect(counts).toMatchObject({ added: 0, changed: 0, unchanged: 6, refused: 0 })
  }
})

test('a mail says it in its subject, in the language of who gets it', () => {
  for (const language of ['vi', 'en'] as const) {
    const account = { email: 'a@mau.example', name: 'Người nhận (mẫu)', language }
    const said = [{ id: 1, href: '/duties', subject: 'Nhắc việc', body: 'Có việc đến hạn' }]
    expect(asSample(true, () => mailOf(account, said, origin, false)).subject).toMatch(
      new RegExp(`^${sampleWords[language]}: `),
    )
    expect(mailOf(account, said, origin, false).subject).not.toContain(sampleWords[language])
  }
})

test('tables and JSON of the command line say it', () => {
  const printed: string[] = []
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = (text) => {
    printed.push(String(text))
    return true
  }
  try {
    asSample(true, () => {
      printTable([['ID'], ['1']])
      printJson({ id: 1 })
    })
    printTable([['ID']])
  } finally {
    process.stdout.write = write
  }
  expect(printed).toEqual([
    'DỮ LIỆU MẪU / SAMPLE DATA\n',
    'ID\n',
    '1\n',
    '{\n  "sampleData": "DỮ LIỆU MẪU / SAMPLE DATA",\n  "id": 1\n}\n',
    'ID\n',
  ])
})
