import { expect, test } from 'vitest'
import { createApp } from '../start/app.tsx'
import { browserOn, letIn, testPassword } from '../testing/browser.ts'
import { testSystem } from '../testing/system.ts'
import { closeFirstSteps, showFirstSteps } from './operations.ts'

const { system, as } = await testSystem()
const app = createApp(system)

test('whoever signs in first sees what to do here and what is done; put away, it comes back from the help', async () => {
  const { actor, run } = await as('statistics')
  await letIn(system, actor.userId ?? '')
  const browser = browserOn(app, system)
  await browser.post('/sign-in', {
    email: `${actor.userId}@example.vn`,
    password: testPassword,
    next: '/work',
  })
  expect((await browser.get('/work')).text).toContain('Những bước đầu của bạn')
  const { roles, closed } = await run(showFirstSteps, {})
  expect(closed).toBe(false)
  expect(roles).toHaveLength(1)
  expect(roles[0]?.steps.map(({ done }) => done)).toEqual([false, false, false, false])
  expect((await browser.post('/first-steps', { closed: 'true' })).location).toBe('/work')
  expect((await browser.get('/work')).text).not.toContain('Những bước đầu của bạn')
  const help = await browser.get('/help')
  expect(help.forms.some(({ action }) => action === '/first-steps')).toBe(true)
  await browser.post('/first-steps', { closed: '' })
  expect((await browser.get('/work')).text).toContain('Những bước đầu của bạn')
})

test('what an account did is done, whatever another did', async () => {
  const one = await as('coordinator')
  const other = await as('coordinator')
  await system.db
    .insertInto('firstStepsClosed')
    .values({ accountId: other.actor.userId ?? '', closedAt: new Date() })
    .execute()
  await one.run(closeFirstSteps, { closed: false })
  expect((await one.run(showFirstSteps, {})).closed).toBe(false)
  expect((await other.run(showFirstSteps, {})).closed).toBe(true)
})

test('a page shows its help folded, and the help of a page is found by its words', async () => {
  const { actor } = await as('coordinator')
  await letIn(system, actor.userId ?? '')
  const browser = browserOn(app, system)
  await browser.post('/sign-in', { email: `${actor.userId}@example.vn`, password: testPassword, next: '/' })
  const page = await browser.get('/enterprises')
  expect(page.text).toContain('Trợ giúp trang này')
  expect(page.text).toContain('Danh bạ doanh nghiệp')
  expect((await browser.get('/search?q=danh ba doanh nghiep')).text).toContain('/help#page-enterprises')
})
