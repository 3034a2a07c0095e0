import { beforeAll, expect, test } from 'vitest'
import { formBody } from '../platform/forms/allowance.ts'
import { markOf } from '../platform/judge.ts'
import { routeParts } from '../platform/openapi.ts'
import type { Page } from '../platform/page.ts'
import { hashPassword } from '../platform/passwords.ts'
import { createApp } from '../start/app.tsx'
import { capabilities } from '../start/capabilities.ts'
import { type Browser, browserOn, type ShownField, type ShownForm, testPassword } from '../testing/browser.ts'
import { everyOf, isLong } from '../testing/long.ts'
import { sampleSystem } from '../testing/sample-system.ts'

/*
 * Every form that a page shows, with every field, held against the command that receives it: what is marked optional may be left
 * empty, what may be left empty is marked so, and what a case asks for is marked with the case.
 */

const { system } = await sampleSystem()
const app = createApp(system)

const pattern = (page: Page) => new RegExp(`^${routeParts(page.route).path.replace(/\{\w+\}/g, '[^/]+')}$`)
const receivers = capabilities.pages
  .filter(({ route }) => route.startsWith('POST '))
  .map((page) => ({ page, at: pattern(page) }))
  // An address with fewer parts is that page's own, though a pattern fits it too.
  .sort((one, other) => one.page.route.split('{').length - other.page.route.split('{').length)
const shown = capabilities.pages
  .filter(({ route }) => route.startsWith('GET '))
  .map((page) => ({ page, at: pattern(page) }))
const receiverOf = (action: string) => receivers.find(({ at }) => at.test(action.split('?')[0] ?? ''))?.page

interface Found {
  readonly form: ShownForm
  readonly page: Page
  readonly from: string
  readonly who: Browser
}
const found: Found[] = []
/** The forms that are found already: by whoever, but in the long suite, which tries them as each. */
const known = new Set<string>()
/** How many records of a kind, and how many lists, are opened by each. */
const most = isLong ? { records: 4, lists: 2 } : { records: 1, lists: 1 }

/** Opens what an account is led to, a few records of each kind, and gathers the forms. */
async function walk(who: Browser): Promise<void> {
  const waiting = ['/']
  const seen = new Set(waiting)
  const opened = new Map<string, number>()
  const forms = isLong ? new Set<string>() : known
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const { text, forms: here, status } = await who.get(path)
    if (status !== 200) continue
    for (const form of here) {
      const page = receiverOf(form.action)
      if (page === undefined)
        throw new Error(`${path} sends a form to ${form.action}, which nothing receives`)
      // The same form of another record, with other fields, is another form.
      const key = `${page.route} ${form.fields.map(({ name, label }) => name + label).join()}`
      if (!forms.has(key)) found.push({ form, page, from: path, who })
      forms.add(key)
    }
    for (const [, href = ''] of text.matchAll(/href="(\/[^"#]*)/g)) {
      const address = href.replaceAll('&amp;', '&')
      const route = shown.find(({ at }) => at.test(address.split('?')[0] ?? ''))?.page.route
      if (route === undefined || seen.has(address) || /^GET \/(files|sign-in)/.test(route)) continue
      if (/[?&](sort|cursor|format|lang|year|plan)=|\.(csv|xlsx|docx|pdf|ics|svg)/.test(address)) continue
      // `?do=` opens another act of a record.
      const kind = route + (/[?&](do|part|kind)=[^&]*/.exec(address)?.[0] ?? '')
      const times = opened.get(kind) ?? 0
      if (times >= (route.includes('{') ? most.records : most.lists)) continue
      opened.set(kind, times + 1)
      seen.add(address)
      waiting.push(address)
    }
  }
}

beforeAll(async () => {
  const accounts = await system.db
    .updateTable('account')
    .set({ mustChangePassword: false })
    .returning(['id', 'email', 'role', 'admin'])
    .execute()
  const password = await hashPassword(testPassword)
  await system.db.updateTable('accountCredential').set({ password }).execute()
  const roles = new Map(accounts.map((account) => [`${account.role} ${account.admin}`, account]))
  // One who has every form of the office, one from outside; the others in the long suite.
  const walkers = isLong
    ? [...roles.values()]
    : ['coordinator true', 'leader false', 'enterprise false'].flatMap((key) => roles.get(key) ?? [])
  for (const { email } of walkers) {
    const who = browserOn(app, system)
    expect((await who.post('/sign-in', { email, password: testPassword })).status, email).toBe(303)
    await walk(who)
  }
})

const typed = (form: ShownForm): ShownField[] =>
  form.fields.filter(({ type, label }) => label !== '' && !['hidden', 'checkbox', 'radio'].includes(type))
/** Whether a rule of the command looks at this field alone: what the installation has said may ask for it. */
const isJudgedAlone = ({ rules = [] }: { rules?: readonly { of: readonly string[] }[] }, name: string) =>
  rules.some(({ of }) => of.length === 1 && of[0] === name)
const isOptional = ({ label }: ShownField) => /\((không bắt buộc|optional)\)/.test(label)

test('the walk finds the forms of the program', () => {
  expect(new Set(found.map(({ page }) => page.route)).size).toBeGreaterThan(60)
})

// Signing in and out, and opening a notice, hold nothing that is typed and may be kept.
test('every form names its filling, so that what was typed is kept for its account when the session ends', () => {
  const without = found.filter(
    ({ form, page }) =>
      !('_once' in form.values) && !/^POST \/(sign-in|sign-out|notices\/read)/.test(page.route),
  )
  expect([...new Set(without.map(({ page, from }) => `${page.route} (${from})`))]).toEqual([])
})

test('each field is marked as the command takes it', () => {
  const wrong: string[] = []
  for (const { form, page, from } of found) {
    if (page.command === undefined) continue
    for (const field of typed(form)) {
      const mark = markOf(page.command, field.name)
      const at = `${page.route} (${from}) ${field.name} "${field.label}"`
      if (mark === 'required' && isOptional(field)) wrong.push(`${at} is asked for`)
      // A form may ask for what it proposes itself, and for a choice that its own questions lead to.
      const led = field.type === 'select' || field.value !== '' || isJudgedAlone(page.command, field.name)
      if (mark === 'optional' && !isOptional(field) && !led && !/\(bắt buộc /.test(field.label))
        wrong.push(`${at} is not asked for`)
      if (mark !== null && typeof mark === 'object' && isOptional(field))
        wrong.push(`${at} is asked for ${mark.en}`)
    }
  }
  expect(wrong).toEqual([])
})

test('a form with a file is sent as one that may carry files, and its page reads them', () => {
  for (const { form, page, from } of found) {
    if (!form.fields.some(({ type }) => type === 'file')) continue
    expect(form.multipart, `${from} → ${page.route}`).toBe(true)
    expect(formBody(page, system.config.uploadLimit), page.route).toBeGreaterThan(system.config.uploadLimit)
  }
})

test('a form that asks for personal data says what for, and leads to the whole notice', () => {
  const personal = (field: ShownField) =>
    ['email', 'tel', 'password', 'file', 'textarea'].includes(field.type) ||
    ['representative', 'signatory', 'phone', 'email'].includes(field.name)
  const asks = found.filter(({ form }) => typed(form).some(personal))
  expect(asks.length).toBeGreaterThan(40)
  expect(
    asks
      .filter(({ form }) => !form.html.includes('href="/privacy"'))
      .map(({ page, from }) => `${page.route} (${from})`),
  ).toEqual([])
})

const pdf = () => new File(['%PDF-1.4\n%%EOF\n'], 'minh-chung.pdf', { type: 'application/pdf' })
function plausible({ name, type, choices, value }: ShownField): string | File {
  if (type === 'file') return pdf()
  if (value !== '') return value
  if (type === 'select') return choices.find((choice) => choice !== '') ?? ''
  if (/(On|Date|day|From|To|since)$/i.test(name)) return '01/06/2025'
  return /amount|year|number|within|participants|experts|quantity/i.test(name) ? '1' : 'Nội dung thử'
}

/** What a form lets one choose, one after the other: each radio, each entry of a short list. */
function chosenIn({ fields }: ShownForm): ({ name: string; choice: string } | null)[] {
  const found = fields.flatMap(({ name, type, choices }) =>
    type === 'radio' || (type === 'select' && choices.length <= 6)
      ? choices.filter((choice) => choice !== '').map((choice) => ({ name, choice }))
      : [],
  )
  return found.length === 0 ? [null] : found
}

test('what is marked optional is not refused when it is left empty, whatever is chosen beside it', async () => {
  const refused: string[] = []
  for (const { form, page, from, who } of everyOf(4, found)) {
    const optional = typed(form).filter(isOptional)
    // What asks for a password is of its own kind; what signs out ends the walk.
    if (optional.length === 0 || form.html.includes('type="password"') || page.route.includes('sign-'))
      continue
    for (const chosen of chosenIn(form)) {
      const values: Record<string, string | File> = { ...form.values }
      for (const field of typed(form)) values[field.name] = isOptional(field) ? '' : plausible(field)
      if (chosen !== null) values[chosen.name] = chosen.choice
      values._once = crypto.randomUUID()
      const answer = await who.post(form.action, values)
      expect(answer.status, `${page.route} from ${from}`).toBeLessThan(500)
      for (const { name, label } of optional) {
        // What was chosen is not empty: it may not go with the rest.
        if (name !== chosen?.name && answer.text.includes(`href="#f-${name}"`))
          refused.push(`${page.route} (${from}) ${chosen?.choice ?? ''}: ${name} "${label}"`)
      }
    }
  }
  expect(refused).toEqual([])
})
