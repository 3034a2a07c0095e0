import { beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../start/app.tsx'
import { type Browser, browserOn, letIn, testPassword } from '../testing/browser.ts'
import { sampleSystem } from '../testing/sample-system.ts'

/* The pages of studies and series as their readers see them; the figures are made up. */

const { system } = await sampleSystem()
const app = createApp(system)

async function signedIn(email: string): Promise<Browser> {
  const account = await system.db
    .updateTable('account')
    .set({ mustChangePassword: false })
    .where('email', '=', email)
    .returning('id')
    .executeTakeFirstOrThrow()
  await system.db.deleteFrom('accountCredential').where('userId', '=', account.id).execute()
  await letIn(system, account.id)
  const browser = browserOn(app, system)
  expect((await browser.post('/sign-in', { email, password: testPassword })).status).toBe(303)
  return browser
}

let statistics: Browser
let coordinator: Browser
beforeAll(async () => {
  statistics = await signedIn('thong-ke@mau.example')
  coordinator = await signedIn('dieu-hanh@mau.example')
})

const study = async (state: 'draft' | 'submitted' | 'published') =>
  system.db.selectFrom('tfpStudy').select('id').where('state', '=', state).orderBy('id').executeTakeFirst()
const actsOn = async (browser: Browser, path: string) => {
  const shown = await browser.get(path)
  expect(shown.status).toBe(200)
  return shown.forms.map(({ action }) => action).filter((action) => action.startsWith(`${path}/`))
}

describe('the page of a study', () => {
  test.each(['draft', 'submitted', 'published'] as const)(
    'that is %s opens for its readers',
    async (state) => {
      const found = await study(state)
      if (found === undefined) throw new Error(`The sample has no study that is ${state}`)
      for (const browser of [statistics, coordinator]) {
        const shown = await browser.get(`/studies/${found.id}`)
        expect(shown.status).toBe(200)
        expect(shown.text).not.toContain('[object')
      }
    },
  )

  test('offers the acts of its state to those who may do them', async () => {
    const [submitted, published] = [await study('submitted'), await study('published')]
    const at = `/studies/${submitted?.id}`
    const acts = [...(await actsOn(statistics, at)), ...(await actsOn(coordinator, at))]
    expect(acts).toContain(`${at}/review`)
    expect(acts).toContain(`${at}/return`)
    expect(acts).not.toContain(`${at}/withdrawal`)
    expect(await actsOn(coordinator, `/studies/${published?.id}`)).toEqual([
      `/studies/${published?.id}/withdrawal`,
    ])
  })

  test('shows a form that was refused with what was typed and why', async () => {
    const published = await study('published')
    const sent = await coordinator.post(`/studies/${published?.id}/withdrawal`, { reason: '' })
    expect(sent.status).toBe(422)
    expect(sent.forms.map(({ action }) => action)).toContain(`/studies/${published?.id}/withdrawal`)
  })
})

describe('the page of a series', () => {
  test('draws it, and offers to link, rebase and take back', async () => {
    const series = await system.db
      .selectFrom('series')
      .select('id')
      .where('measureKey', '=', 'grdp_constant')
      .orderBy('id')
      .executeTakeFirstOrThrow()
    const at = `/series/${series.id}`
    const shown = await statistics.get(at)
    expect(shown.text).toContain('role="img"')
    expect(await actsOn(statistics, at)).toEqual(expect.arrayContaining([`${at}/rebase`, `${at}/withdrawal`]))
    const sent = await statistics.post(`${at}/withdrawal`, { year: '2020', reason: '' })
    expect(sent.status).toBe(422)
    const form = sent.forms.find(({ action }) => action === `${at}/withdrawal`)
    expect(form?.fields.find(({ name }) => name === 'year')?.value).toBe('2020')
  })
})
