import { beforeAll, expect, test } from 'vitest'
import { activePlan } from '../plan/index.ts'
import { acceptMadeUp } from '../plan-drafts/testing.ts'
import { createApp } from '../start/app.tsx'
import { type Browser, browserOn, letIn, testPassword } from '../testing/browser.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { requestableDuties, requestDuty } from './requests.ts'

/* The form that asks agencies for work offers the duties of the plan that is chosen, and of no other. */

const place = await testSystem()
const { db } = place.system
let coordinator: Someone
let browser: Browser
let old: number
let next: number
const words = 'Báo cáo đột xuất theo kế hoạch mới'

beforeAll(async () => {
  coordinator = await place.as('coordinator')
  old = (await activePlan({ db, planId: null })).id
  const made = { number: '20/KH-UBND', province: 'Bình Sơn', firstYear: 2026, lastYear: 2030 }
  next = await acceptMadeUp(place, coordinator, { ...made, issuedOn: '2026-01-05' })
  // The new plan asks for work under one duty of its own.
  await db.updateTable('duty').set({ onRequest: false }).where('planId', '=', next).execute()
  const { code } = await db
    .selectFrom('duty')
    .select('code')
    .where('planId', '=', next)
    .orderBy('ord', 'desc')
    .executeTakeFirstOrThrow()
  await db
    .updateTable('duty')
    .set({ onRequest: true, code: 'X.9', text: words })
    .where('planId', '=', next)
    .where('code', '=', code)
    .execute()
  browser = browserOn(createApp(place.system), place.system)
  const email = await letIn(place.system, coordinator.actor.userId ?? '')
  await browser.post('/sign-in', { email, password: testPassword })
})

/** The codes that the form offers, without "under no duty". */
async function offered(address: string): Promise<string[]> {
  const { status, text } = await browser.get(address)
  expect(status).toBe(200)
  const [, select = ''] = /<select[^>]*name="code"[^>]*>(.*?)<\/select>/su.exec(text) ?? []
  return [...select.matchAll(/<option value="([^"]+)"/gu)].map(([, code = '']) => code)
}

const codesOf = async (planId: number) =>
  (
    await db
      .selectFrom('duty')
      .select('code')
      .distinct()
      .where('planId', '=', planId)
      .where('onRequest', '=', true)
      .execute()
  )
    .map(({ code }) => code)
    .sort()

test('each plan offers its own sections, by the address that its link leads to', async () => {
  const ofOld = await codesOf(old)
  expect(ofOld.length).toBeGreaterThan(0)
  expect((await offered(`/duties/new?planId=${old}`)).sort()).toEqual(ofOld)
  expect(await offered(`/duties/new?planId=${next}`)).toEqual(['X.9'])
  const { text } = await browser.get(`/duties/new?planId=${next}`)
  expect(text).toContain(words)
  for (const id of [old, next]) expect(text).toContain(`/duties/new?planId=${id}`)
})

test('a plan that is not there is none: the plan to work in is offered', async () => {
  const working = await offered('/duties/new')
  expect(working).toEqual(await offered('/duties/new?planId=999999'))
  expect(working).toEqual(await offered('/duties/new?planId=nope'))
})

test('a section of another plan than the chosen one is refused by name', async () => {
  const [duty] = await coordinator.run(requestableDuties, { planId: next })
  const wanted = { title: 'Báo cáo', agencyIds: duty?.agencyIds.slice(0, 1), within: '10' }
  const refused = await problemOf(coordinator.run(requestDuty, { ...wanted, planId: old, code: 'X.9' }))
  expect(refused.fields.map(({ field }) => field)).toEqual(['code'])
  await coordinator.run(requestDuty, { ...wanted, planId: next, code: 'X.9' })
})
