import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { fileApplication } from '../applications/index.ts'
import { accepted, appraised, ownFiling } from '../applications/testing.ts'
import { completeDuty } from '../duties/index.ts'
import { addAssociation, endAssociation } from '../enterprises/associations.ts'
import { recordYear, showEnterprise } from '../enterprises/index.ts'
import { listEnterprises } from '../enterprises/queries.ts'
import { holds } from '../platform/actor.ts'
import { execute } from '../platform/execute.ts'
import { toJson } from '../platform/json.ts'
import { routeParts } from '../platform/openapi.ts'
import type { Command, Operation, Query } from '../platform/operation.ts'
import { hashPassword } from '../platform/passwords.ts'
import { Problem } from '../platform/problem.ts'
import { uploadFile } from '../platform/uploads.ts'
import { reportObstacle } from '../reports/index.ts'
import { allocate, makeEnterprise, takeSteps } from '../support/testing.ts'
import { fewOf, isLong } from '../testing/long.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { createApp } from './app.tsx'
import { capabilities } from './capabilities.ts'

/* Whoever is outside the State reads what is theirs: associations their members, enterprises themselves. Money and persons of others show nowhere. */

const test = await testSystem()
const { system } = test
const app = createApp(system)
const origin = system.config.publicUrl
const password = 'mười con cá rô đồng'
const coordinator = await test.as('coordinator')
const leader = await test.as('leader')

/** What the records of an enterprise hold that nobody else has to read; each stands nowhere else in the installation. */
function secretsOf(at: number) {
  const amount = (first: number) => `${first}${at}7308259`
  return {
    phone: `09${at}2987654`,
    email: `rieng-${at}@kin.example`,
    representative: `Trần Văn Kín ${at}${at}${at}`,
    requested: amount(1),
    ownFunds: amount(2),
    revenue: amount(3),
    capital: amount(4),
    exportValue: amount(5),
    obstacle: `vướng mắc kín ${at}${at}${at}`,
    description: `mô tả kín ${at}${at}${at}`,
  }
}

type Secrets = ReturnType<typeof secretsOf>

/** An enterprise with a record of every kind that tells of money and persons. */
async function withRecords(
  at: number,
): Promise<{ id: number; secrets: Secrets; files: number[]; turn: number }> {
  const secrets = secretsOf(at)
  const id = await makeEnterprise(system, 'abcd', `Công ty có hồ sơ ${at}`)
  const { phone, email, representative } = secrets
  await system.db
    .updateTable('enterprise')
    .set({ phone, email, representative })
    .where('id', '=', id)
    .execute()
  const figures = await test.evidence(`so-lieu-${at}.pdf`)
  await coordinator.run(recordYear, {
    id,
    year: 2023,
    version: 0,
    sectorGroup: 'production',
    employees: 40,
    revenue: secrets.revenue,
    capital: secrets.capital,
    exportValue: secrets.exportValue,
    fileId: figures,
  })
  const { requested, ownFunds, description } = secrets
  const turn = await accepted(
    leader,
    await appraised(test, coordinator, id, { requested, ownFunds, description }),
  )
  await takeSteps(test, coordinator, turn, [['contracted', '2025-02-10']])
  const owner = await test.as('enterprise', { enterpriseId: id })
  await owner.run(reportObstacle, { text: secrets.obstacle, proposal: 'Xin hướng dẫn' })
  const { id: own } = await owner.run(uploadFile, {
    name: `cua-rieng-${at}.csv`,
    bytes: new TextEncoder().encode(`số;${at}\r\n`),
  })
  await owner.run(fileApplication, {
    ...(await ownFiling(test, id, { requested, ownFunds, description })),
    fileId: own,
  })
  const { rows } = await namedFiles(id)
  return { id, secrets, files: [...new Set([own, figures, ...rows])], turn }
}

async function namedFiles(enterpriseId: number) {
  const found = await system.db
    .selectFrom('enterpriseFile')
    .select('fileId')
    .where('enterpriseId', '=', enterpriseId)
    .execute()
  return { rows: found.flatMap(({ fileId }) => (fileId === null ? [] : [fileId])) }
}

await allocate(system, 2025, 3_000_000_000n)
await allocate(system, 2024, 3_000_000_000n)
const own = await withRecords(1)
const other = await withRecords(2)
const agencies = await system.db
  .selectFrom('agency')
  .select('id')
  .where('kind', '=', 'association')
  .where('validTo', 'is', null)
  .orderBy('id')
  .execute()
const [agency, elsewhere] = agencies.map(({ id }) => id)
if (agency === undefined || elsewhere === undefined) throw new Error('two associations')
await coordinator.run(addAssociation, { id: own.id, agencyId: agency, tie: 'member', since: '2025-01-01' })

const association = await test.as('association', { agencyId: agency })
const stranger = await test.as('association', { agencyId: elsewhere })
const nobody = await test.as('association')
const enterprise = await test.as('enterprise', { enterpriseId: own.id })

/** The secrets that stand in a text, whatever stands between the digits of a number. */
function told(text: string, secrets: Secrets): string[] {
  const digits = text.replace(/(?<=\d)[.,\s\u00a0](?=\d)/g, '')
  return Object.entries(secrets).flatMap(([name, secret]) =>
    text.includes(secret) || digits.includes(secret) ? [name] : [],
  )
}

/** Inputs that lead a query to records: each of its numbers is the number of some record, each key that of some indicator. */
function inputsOf(operation: Operation): Record<string, unknown>[] {
  const keys = Object.keys(operation.input.shape)
  const numbers = keys.filter((key) => key === 'id' || key.endsWith('Id'))
  const ids = [...new Set([1, 2, 3, 4, 5, own.id, other.id, own.turn, other.turn])]
  // A query that takes no number is asked once.
  const records =
    numbers.length === 0 ? [] : ids.map((id) => Object.fromEntries(numbers.map((key) => [key, id])))
  const words = keys.includes('key') ? ['supportTurns', 'certifiedTurns'] : [undefined]
  return [{}, ...records].flatMap((record) =>
    words.map((key) => ({ ...record, key, format: 'xlsx', limit: 1000 })),
  )
}

async function everythingRead(someone: Someone): Promise<string> {
  const queries = capabilities.operations.filter(
    (operation) => operation.kind === 'query' && holds(someone.actor, operation.may),
  )
  const answers: string[] = []
  for (const operation of queries) {
    for (const input of inputsOf(operation)) {
      const runnable = operation as Operation as Command | Query
      const answer = await execute(system, runnable, someone.actor, input, { via: 'api' }).catch(
        (error: unknown) => {
          if (error instanceof Problem) return null
          throw error
        },
      )
      if (answer !== null) answers.push(`${operation.name} ${toJson(answer)}`)
    }
  }
  return answers.join('\n')
}

const outside: readonly (readonly [string, Someone, readonly Secrets[]])[] = [
  ['an association, of what is not of its members', association, [other.secrets]],
  ['an association without members', stranger, [own.secrets, other.secrets]],
  ['an account of no association', nobody, [own.secrets, other.secrets]],
  ['an enterprise, of another', enterprise, [other.secrets]],
]

describe('money and persons of an enterprise', () => {
  it.each(outside)('are in no query that may be run: %s', async (_who, someone, hidden) => {
    const text = await everythingRead(someone)
    expect(text.length).toBeGreaterThan(1000)
    const found = text.split('\n').filter((line) => hidden.some((secrets) => told(line, secrets).length > 0))
    expect(found.map((line) => line.slice(0, 200))).toEqual([])
  })

  it('are all found by this search where they may be read', async () => {
    const text = await everythingRead(coordinator)
    for (const secrets of [own.secrets, other.secrets])
      expect(told(text, secrets).toSorted()).toEqual(Object.keys(secrets).toSorted())
    expect(told(await everythingRead(association), own.secrets).toSorted()).toEqual(
      Object.keys(own.secrets).toSorted(),
    )
  })
})

const cookies = new Map<Someone, string>()
async function signIn({ actor }: Someone): Promise<string> {
  const userId = actor.userId ?? ''
  await system.db
    .insertInto('accountCredential')
    .values({
      id: `c-${userId}`,
      accountId: userId,
      providerId: 'credential',
      userId,
      password: await hashPassword(password),
    })
    .execute()
  const response = await ask('/sign-in', '', {
    method: 'POST',
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: `${userId}@example.vn`, password }).toString(),
  })
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

function ask(path: string, cookie: string, init: RequestInit = {}) {
  return app.request(
    origin + path,
    { ...init, headers: { ...init.headers, cookie } },
    { incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } } },
  )
}

/** What a page or an export says: the sheets of a workbook unpacked. */
async function textOf(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  return isZip
    ? Object.values(unzipSync(bytes))
        .map((part) => strFromU8(part))
        .join('\n')
    : strFromU8(bytes)
}

describe('pages, exports and files', () => {
  beforeAll(async () => {
    for (const someone of [association, stranger, enterprise]) cookies.set(someone, await signIn(someone))
  })

  it.each(outside.filter(([, someone]) => someone !== nobody))(
    'show nothing of it: %s',
    async (_who, someone, hidden) => {
      const cookie = cookies.get(someone) ?? ''
      const pages = capabilities.pages.filter(
        ({ route, may }) =>
          route.startsWith('GET ') && holds(someone.actor, may) && !route.includes('/files/'),
      )
      const found: string[] = []
      let read = 0
      for (const { route } of pages) {
        const { path, parameters } = routeParts(route)
        const ids =
          parameters.length === 0
            ? [0]
            : isLong
              ? [1, 2, own.id, other.id, other.turn]
              : [other.id, other.turn]
        for (const id of ids) {
          const address = path.replaceAll('{key}', 'supportTurns').replace(/\{\w+\}/g, String(id))
          // A page without a list takes no heed of a format that is asked for: it is asked once.
          const exported = fewOf(1, ['?export=csv', '?export=xlsx'])
          const ways = isLong && id === ids[0] ? ['', ...exported] : ['']
          for (const asked of ways) {
            const response = await ask(address + asked, cookie)
            if (response.status !== 200) {
              await response.body?.cancel()
              continue
            }
            read += 1
            const text = await textOf(response)
            if (ways.length === 1 && text.includes('export=')) ways.push(...exported)
            for (const secrets of hidden)
              found.push(...told(text, secrets).map((name) => `${address}${asked}: ${name}`))
          }
        }
      }
      expect(read).toBeGreaterThan(20)
      expect(found).toEqual([])
    },
  )

  it('open the files of the enterprises that one acts for, and no other’s', async () => {
    const statuses = async (someone: Someone, files: readonly number[]) => {
      const seen = new Set<number>()
      for (const id of files) {
        const response = await ask(`/files/${id}`, cookies.get(someone) ?? '')
        await response.body?.cancel()
        seen.add(response.status)
      }
      return [...seen]
    }
    expect(own.files.length).toBeGreaterThan(2)
    expect(await statuses(association, own.files)).toEqual([200])
    expect(await statuses(enterprise, own.files)).toEqual([200])
    for (const someone of [association, enterprise])
      expect(await statuses(someone, other.files)).toEqual([404])
    expect(await statuses(stranger, [...own.files, ...other.files])).toEqual([404])
  })
})

describe('an association', () => {
  it('finds every enterprise by name, tax code, unit and state, and none by a telephone that it does not read', async () => {
    const { rows } = await association.run(listEnterprises, { q: 'Công ty có hồ sơ' })
    expect(rows.map(({ id }) => id).toSorted()).toEqual([own.id, other.id].toSorted())
    const closed = rows.find(({ id }) => id === other.id)
    expect(closed).toMatchObject({
      name: 'Công ty có hồ sơ 2',
      state: 'active',
      phone: null,
      revenue: null,
      year: null,
    })
    expect(rows.find(({ id }) => id === own.id)).toMatchObject({ phone: own.secrets.phone, year: 2024 })
    for (const q of [other.secrets.phone, other.secrets.email, other.secrets.representative])
      expect((await association.run(listEnterprises, { q })).rows).toEqual([])
    const { rows: members } = await association.run(listEnterprises, { association: agency })
    expect(members.map(({ id }) => id)).toEqual([own.id])
  })

  it('names as evidence no file of an enterprise, its members’ included', async () => {
    for (const fileId of [...other.files, ...own.files]) {
      const { id } = await system.db.selectFrom('dutyItem').select('id').limit(1).executeTakeFirstOrThrow()
      await expect(
        association.run(completeDuty, { id, doneOn: '2025-01-05', note: 'xong', fileId }),
      ).rejects.toBeInstanceOf(Problem)
    }
  })

  it('reads the records of an enterprise from the day that the enterprise names it until it no longer does', async () => {
    const owner = await test.as('enterprise', { enterpriseId: other.id })
    const tie = { id: other.id, agencyId: elsewhere }
    await owner.run(addAssociation, { ...tie, tie: 'brought', since: '2025-01-01' })
    expect(await stranger.run(showEnterprise, { id: other.id })).toMatchObject({
      open: true,
      phone: other.secrets.phone,
    })
    await owner.run(endAssociation, tie)
    expect(await stranger.run(showEnterprise, { id: other.id })).toMatchObject({
      open: false,
      phone: null,
      years: [],
    })
    await expect(owner.run(endAssociation, tie)).rejects.toMatchObject({ status: 404 })
  })

  it('cannot open an enterprise to itself, nor can one enterprise open another', async () => {
    const tie = { agencyId: elsewhere, tie: 'member', since: '2025-01-01' }
    await expect(stranger.run(addAssociation, { ...tie, id: other.id })).rejects.toMatchObject({
      status: 403,
    })
    await expect(enterprise.run(addAssociation, { ...tie, id: other.id })).rejects.toMatchObject({
      status: 404,
    })
    await expect(enterprise.run(addAssociation, { ...tie, id: own.id, agencyId: 1 })).rejects.toMatchObject({
      status: 422,
    })
  })

  it('that took another’s place acts for its members', async () => {
    const before = await system.db
      .selectFrom('agency')
      .select('id')
      .where('successorId', '=', elsewhere)
      .executeTakeFirstOrThrow()
    await system.db
      .insertInto('associationMember')
      .values({ agencyId: before.id, enterpriseId: other.id, tie: 'member', since: '2024-01-01' })
      .execute()
    expect(await stranger.run(showEnterprise, { id: other.id })).toMatchObject({ open: true })
    await system.db.deleteFrom('associationMember').where('agencyId', '=', before.id).execute()
  })
})

describe('contacts', () => {
  it.each(['finance', 'home_affairs', 'statistics', 'leader'] as const)(
    'are masked for %s, who recognise an enterprise and do not write to it',
    async (role) => {
      const someone = await test.as(role)
      const shown = await someone.run(showEnterprise, { id: own.id })
      expect(shown).toMatchObject({ phone: '•••••654', email: 'r•••••@kin.example' })
      const { rows } = await someone.run(listEnterprises, { q: 'Công ty có hồ sơ 1' })
      expect(rows[0]).toMatchObject({ phone: '•••••654', email: 'r•••••@kin.example' })
      expect(told(toJson([shown, rows]), own.secrets)).not.toContain('phone')
    },
  )

  it.each(['coordinator', 'agency', 'auditor'] as const)('are whole for %s', async (role) => {
    const { phone, email } = await (await test.as(role)).run(showEnterprise, { id: own.id })
    expect([phone, email]).toEqual([own.secrets.phone, own.secrets.email])
  })
})
