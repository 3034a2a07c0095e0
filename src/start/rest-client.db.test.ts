import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import openapiTS, { astToString } from 'openapi-typescript'
import { beforeAll, expect, test } from 'vitest'
import { createToken } from '../accounts/tokens.ts'
import { toJson } from '../platform/json.ts'
import { openApi } from '../platform/openapi.ts'
import { testSystem } from '../testing/system.ts'
import { createApp } from './app.tsx'
import { capabilities } from './capabilities.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = fileURLToPath(new URL('../../e2e/rest-client', import.meta.url))
const { system, as } = await testSystem()
const app = createApp(system)
const base = 'http://127.0.0.1:3181/api/v1'

beforeAll(async () => {
  const description = JSON.parse(toJson(openApi(capabilities.operations, 'http://127.0.0.1:3181')))
  await mkdir(`${folder}/generated`, { recursive: true })
  await writeFile(`${folder}/generated/api.ts`, astToString(await openapiTS(description)))
})

test('a client generated from the description of REST compiles, and carries an application from filing to decision', async () => {
  const tsc = await promisify(execFile)(
    process.execPath,
    [`${root}/node_modules/typescript/bin/tsc`, '--noEmit', '-p', folder],
    { cwd: root },
  ).then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  )
  expect(tsc).toBe('')

  const { connect, fileToDecision, refusal } = (await import(`${folder}/client.ts`)) as {
    connect: (url: string, token: string, fetcher: typeof fetch) => object
    fileToDecision: (people: object) => Promise<{ state: string }>
    refusal: (officer: object) => Promise<{ status: number; code: string; type: string | null }>
  }
  const client = async (role: 'coordinator' | 'leader') => {
    const { token } = await (await as(role)).run(createToken, { name: 'máy', days: 1 })
    return connect(base, token, (async (request: Request) => app.fetch(request)) as typeof fetch)
  }
  const people = {
    officer: await client('coordinator'),
    appraiser: await client('coordinator'),
    leader: await client('leader'),
  }
  expect(await fileToDecision(people)).toMatchObject({ state: 'refused' })
  expect(await refusal(people.officer)).toMatchObject({
    status: 404,
    code: 'notFound',
    type: expect.stringContaining('application/problem+json'),
  })
})
