import { beforeAll, expect, test } from 'vitest'
import { chooseAgencies, chooseProvince, showSetup } from '../setup/index.ts'
import { browserOn, letIn, testPassword } from '../testing/browser.ts'
import { testSystem } from '../testing/system.ts'
import { createApp } from './app.tsx'
import { capabilities } from './capabilities.ts'

/* An office that has begun without a plan: every page says what it can, and none fails. */

const { system, as } = await testSystem({ clean: true })
const app = createApp(system)
const admin = await as('coordinator', { admin: true })
const officer = browserOn(app, system)
const passer = browserOn(app, system)

beforeAll(async () => {
  await letIn(system, admin.actor.userId ?? '')
  await officer.post('/sign-in', { email: `${admin.actor.userId}@example.vn`, password: testPassword })
})

const paths = capabilities.pages
  .map(({ route }) => route)
  .filter(
    (route) =>
      route.startsWith('GET /') &&
      !route.includes('{') &&
      !/sign|passkey|files|organisation|\/auth\//.test(route),
  )
  .map((route) => route.slice(4))

/** What each page says that answers otherwise than with itself. @returns those that need a plan, and those that fail */
async function walk(browser: typeof officer) {
  const needPlan: string[] = []
  const failed: string[] = []
  for (const path of paths) {
    const { status, text } = await browser.get(path)
    if (status === 404 && text.includes('Chưa có kế hoạch nào được chấp nhận')) needPlan.push(path)
    // Another role's page, or one that asks for a parameter.
    else if (status >= 400 && ![401, 403, 422].includes(status)) failed.push(`${path} ${status}`)
    if (
      /Sóc Trăng|181\/KH|Cần Thơ/.test(text.replace(/<option[\s\S]*?<\/option>/g, '')) &&
      path !== '/places'
    )
      failed.push(`${path} speaks of the example`)
  }
  return { needPlan, failed }
}

test('before the province is chosen, the first page asks for it and nothing is overdue', async () => {
  const { text } = await officer.get('/')
  expect(text).toContain('Việc những ngày đầu')
  expect(text).toContain('Chưa có kế hoạch đang thực hiện')
  expect(text).not.toContain('quá hạn')
  expect((await walk(officer)).failed).toEqual([])
})

test('with a province and its agencies every list stands open; what is of a plan alone says that there is none', async () => {
  await admin.run(chooseProvince, { province: 'Đồng Nai' })
  const { proposals } = await admin.run(showSetup, {})
  await admin.run(chooseAgencies, { agencies: proposals.map(({ key }) => ({ key })) })
  const { needPlan, failed } = await walk(officer)
  expect(failed).toEqual([])
  expect(needPlan.toSorted()).toEqual([
    '/agency-acts',
    '/applications/new',
    '/applications/ranking',
    '/beneficiary-forms',
    '/budget',
    '/budget/allocation-corrections',
    '/budget/commitments',
    '/budget/commitments/new',
    '/budget/decisions',
    '/budget/decisions/import/template',
    '/budget/decisions/new',
    '/budget/entries',
    '/budget/path',
    '/budget/path/archive',
    '/budget/view',
    '/budget/view/forecast',
    '/budget/view/months',
    '/budget/view/moves',
    '/budget/year-end/new',
    '/communication/new',
    '/communication/sums',
    '/content-values/sums',
    '/duties/new',
    '/experts',
    '/findings/new',
    '/indicator-values/import/template',
    '/indicators',
    '/integrations/new',
    '/outreach/new',
    '/outreach/sums',
    '/plan',
    '/plan/document.docx',
    '/plan/document.pdf',
    '/plan/document.xlsx',
    '/plan/next',
    '/plan/versions',
    '/rehearsals',
    '/rehearsals/document.docx',
    '/rehearsals/document.pdf',
    '/visits/plans/new',
  ])
  expect((await walk(passer)).failed).toEqual([])
})
