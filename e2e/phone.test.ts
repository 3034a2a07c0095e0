import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inspect, openDesk, output } from './program.ts'

/* A programme of two years on a phone: no page goes on and on, and what is folded opens by a tap, without JavaScript too. */

const phone = { width: 390, height: 844 }
const { program, browser, page } = await openDesk({ sample: 120, viewport: phone })
/** Some nine screens of a phone: more is not scrolled through. */
const longest = 8000

/** The kind of page that an address is of: numbers and keys of records left out. */
const kindOf = ({ pathname }: URL) =>
  pathname
    .split('/')
    .map((part, at) =>
      /^\d+$/.test(part) ||
      (at > 1 && /^(indicators|places|indicator-catalogue)$/.test(pathname.split('/')[1] ?? ''))
        ? '{}'
        : part,
    )
    .join('/')

interface Measured {
  readonly path: string
  readonly height: number
  readonly width: number
}

/** Opens one page of each kind that links lead to, from the first page on. */
async function walk(): Promise<Map<string, Measured>> {
  const seen = new Map<string, Measured>()
  const known = new Set(['/'])
  const waiting = ['/']
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(new URL(path, program.url))
    if (seen.has(kind)) continue
    const response = await page.goto(program.url + path).catch(() => null)
    // A download is no page.
    if (response?.headers()['content-type']?.startsWith('text/html') !== true) continue
    expect(response.status(), path).toBeLessThan(400)
    const [height, width, links] = (await page.evaluate(
      '[document.documentElement.scrollHeight, document.documentElement.scrollWidth, [...document.querySelectorAll("a[href]")].map((a) => new URL(a.getAttribute("href"), location.href).href)]',
    )) as [number, number, string[]]
    seen.set(kind, { path, height, width })
    for (const link of links) {
      const url = new URL(link)
      const to = url.pathname + url.search
      const elsewhere = url.origin !== program.url || /^\/(assets|api|sign-out|files)\b/.test(url.pathname)
      if (elsewhere || known.has(to) || url.searchParams.has('lang') || url.searchParams.has('export'))
        continue
      known.add(to)
      waiting.push(to)
    }
  }
  return seen
}

test('no page of a programme is longer than nine screens of a phone, or wider than one', async () => {
  const seen = await walk()
  const rows = [...seen].toSorted(([, one], [, other]) => other.height - one.height)
  await writeFile(
    join(output, 'heights-390.txt'),
    rows.map(([kind, { path, height }]) => `${height}\t${kind}\t${path}`).join('\n'),
  )
  expect(seen.size).toBeGreaterThan(80)
  expect(
    rows.filter(([, { height }]) => height > longest).map(([kind, { height }]) => [kind, height]),
  ).toEqual([])
  expect(rows.filter(([, { width }]) => width > phone.width).map(([kind]) => kind)).toEqual([])
})

test('cards of a list show three lines of each cell at least, under its label, and say how much where the row is about money', async () => {
  const lists = ['/enterprises', '/applications', '/support', '/needs', '/obstacles', '/certificates']
  for (const path of [...lists, '/norms', '/claims', '/budget/entries', '/audit']) {
    await page.goto(program.url + path)
    const wrong = await page.evaluate(`[...document.querySelectorAll('.rows tbody td')]
      .filter((cell) => cell.getBoundingClientRect().height > 0 && cell.textContent.trim() !== '')
      .filter((cell) => !cell.dataset.label || cell.getBoundingClientRect().right > innerWidth ||
        (cell.scrollHeight > cell.clientHeight + 4 && cell.clientHeight < 2.5 * parseFloat(getComputedStyle(cell).lineHeight)))
      .map((cell) => cell.textContent.trim().slice(0, 60))`)
    expect(wrong, path).toEqual([])
  }
  await page.goto(`${program.url}/budget/entries`)
  const sum = page.locator('.rows tbody tr').first().locator('td[data-label="Số tiền (đồng)"]')
  expect(await sum.innerText()).toMatch(/^[\d.]+ đ$/)
})

test('a hundred rows a page are a list of cards that one still scrolls through', async () => {
  for (const path of ['/enterprises', '/applications', '/budget/entries', '/audit']) {
    await page.goto(`${program.url}${path}?limit=100`)
    const rows = await page.locator('main tbody tr').count()
    const table = await page.locator('main table').first().boundingBox()
    expect((table?.height ?? 0) / rows, path).toBeLessThan(130)
  }
})

test('filters, columns and parts open by a tap', async () => {
  await page.goto(`${program.url}/enterprises`)
  expect(await page.locator('main [name="q"]').isVisible()).toBe(false)
  await page.locator('.filters summary').click()
  expect(await page.locator('main [name="q"]').isVisible()).toBe(true)
  const columns = page.locator('main tbody tr').first().locator('td:visible')
  const few = await columns.count()
  await page.locator('.every-column').check()
  expect(await columns.count()).toBeGreaterThan(few)
  await page.goto(`${program.url}/enterprises?size=small`)
  // What is filtered is seen.
  expect(await page.locator('[name="size"]').isVisible()).toBe(true)
  await page.goto(`${program.url}/plan`)
  expect(await page.locator('#duties table').isVisible()).toBe(false)
  await page.locator('#duties summary').click()
  expect(await page.locator('#duties table').isVisible()).toBe(true)
  await inspect(page, 'phone-plan')
})

test('on a desk, and on paper, everything that folds stands open, without JavaScript too', async () => {
  const state = await page.context().storageState()
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({
      locale: 'vi-VN',
      viewport: { width: 1280, height: 900 },
      storageState: state,
      javaScriptEnabled,
    })
    const desk = await context.newPage()
    await desk.goto(`${program.url}/plan`)
    expect(await desk.locator('#duties table').isVisible()).toBe(true)
    await desk.goto(`${program.url}/enterprises`)
    expect(await desk.locator('main [name="q"]').isVisible()).toBe(true)
    await desk.setViewportSize(phone)
    await desk.emulateMedia({ media: 'print' })
    await desk.goto(`${program.url}/plan`)
    expect(await desk.locator('#duties table').isVisible()).toBe(true)
    await context.close()
  }
})

test('the menu of a phone stands in the head and covers no field', async () => {
  await page.setViewportSize(phone)
  await page.goto(`${program.url}/applications/new?enterpriseId=1`)
  await page.locator('header summary').first().click()
  await page.locator('header nav a[href="/enterprises"]').click()
  await page.waitForURL('**/enterprises')
  await page.goto(`${program.url}/applications/new?enterpriseId=1`)
  const covered = await page.evaluate<string[]>(
    `[...document.querySelectorAll('main form :is(input:not([type="hidden"]), select, textarea)')].filter((field) => {
      field.scrollIntoView({ block: 'end' })
      const box = field.getBoundingClientRect()
      const there = document.elementFromPoint(box.right - 8, box.top + box.height / 2)
      return there !== field && !field.contains(there) && there?.closest('label') == null
    }).map((field) => field.name)`,
  )
  expect(covered).toEqual([])
})

test('the number of a document is not broken, however narrow the page', async () => {
  for (const path of ['/plan', '/legal', '/reports', '/budget']) {
    await page.goto(program.url + path)
    const broken = await page.evaluate<string[]>(
      '[...document.querySelectorAll("main .whole")].filter((whole) => whole.getClientRects().length > 1).map((whole) => whole.textContent)',
    )
    expect(broken, path).toEqual([])
  }
  expect(await page.locator('main .whole').count()).toBeGreaterThan(0)
})
