import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anotherPerson, atDesk, openDesk, output, pdf, send, signInFirst } from './program.ts'

/*
 * Tasks of the day as somebody does them who knows the way: from the first page of the role, with the mouse and by typing. Counted are clicks
 * (a choice in a list is one), fields that are typed into, pages, and the seconds that the program and the browser
 * take; nobody's reading and thinking. What must hold is the number of clicks; seconds are told, and decide nothing.
 */

const { program, browser } = await openDesk({ sample: 40, signIn: false })

interface Measured {
  readonly task: string
  readonly clicks: number
  readonly fields: number
  readonly pages: number
  readonly seconds: number
}
const measured: Measured[] = []

let coordinator: Page
let leader: Page
let owner: Page

/** Somebody's hand on a page: what it does is counted. */
function handOn(page: Page) {
  const done = { clicks: 0, fields: 0, pages: 0 }
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) done.pages += 1
  })
  return {
    page,
    done,
    /** Clicks what leads to another page, or sends a form. */
    async go(target: Locator): Promise<void> {
      done.clicks += 1
      await Promise.all([page.waitForEvent('framenavigated'), target.first().click()])
      await page.waitForLoadState('load')
    },
    async pick(target: Locator): Promise<void> {
      done.clicks += 1
      await target.first().check()
    },
    async choose(target: Locator, value: string | { readonly index: number }): Promise<void> {
      done.clicks += 1
      await target.first().selectOption(value)
    },
    async type(target: Locator, text: string): Promise<void> {
      done.fields += 1
      await target.first().fill(text)
    },
  }
}
type Hand = ReturnType<typeof handOn>

/** Does a task from the first page of the role. @param most clicks that it may take */
async function does(
  task: string,
  page: Page,
  most: number,
  work: (hand: Hand) => Promise<void>,
): Promise<void> {
  await page.goto(`${program.url}/`)
  const hand = handOn(page)
  const began = performance.now()
  await work(hand)
  const seconds = (performance.now() - began) / 1000
  const { clicks, fields, pages } = hand.done
  page.removeAllListeners('framenavigated')
  expect(await page.locator('main [role="alert"]').allInnerTexts(), task).toEqual([])
  measured.push({ task, clicks, fields, pages, seconds })
  expect(clicks, task).toBeLessThanOrEqual(most)
}

const main = (page: Page) => page.locator('main')
const formTo = (page: Page, ending: string) => page.locator(`main form[method="post"][action$="${ending}"]`)
const submit = (form: Locator) => form.locator('button[type="submit"]:not([formaction])')
/** The first piece of a kind of work on the list, through the filter of the list. */
async function openWork(hand: Hand, kind: string): Promise<void> {
  const { page } = hand
  const select = page.locator('main select[name="kind"]')
  hand.done.clicks += 1
  await Promise.all([page.waitForURL(/kind=/), select.selectOption(kind)])
  await page.waitForLoadState('load')
  await hand.go(main(page).locator('table tbody a:not([href^="/work/"])'))
}

beforeAll(async () => {
  coordinator = await anotherPerson(browser, program, 'coordinator', 'Nguyễn Thị Điều')
  leader = await anotherPerson(browser, program, 'leader', 'Trần Văn Lãnh')
  await coordinator.goto(`${program.url}/enterprises`)
  const links = coordinator.locator('main table a[href^="/enterprises/"]')
  const href = await links.first().getAttribute('href')
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['dist/cli.js', '--data', program.directory, 'user', 'add', 'chu@e2e.example.vn'],
    ...[
      '--name',
      'Trần Văn Chủ',
      '--role',
      'enterprise',
      '--enterprise',
      href?.split('/').at(-1) ?? '',
      '--json',
    ],
  ])
  const { password } = JSON.parse(stdout) as { password: string }
  owner = await (await browser.newContext(atDesk)).newPage()
  await signInFirst(owner, { ...program, email: 'chu@e2e.example.vn', password })
  // What the enterprise declares waits to be confirmed.
  await owner.goto(`${program.url}${href}`)
  const criterion = await owner.locator('#criteria a[href*="/criteria/"]').first().getAttribute('href')
  await owner.goto(`${program.url}${criterion}`)
  const declared = { met: 'true', note: 'Sản phẩm chủ lực của tỉnh', fileId: pdf('san-pham-chu-luc') }
  await send(owner, criterion ?? '', declared)
}, 300_000)

afterAll(async () => {
  const rows = measured.map(
    ({ task, clicks, fields, pages, seconds }) =>
      `| ${task} | ${clicks} | ${fields} | ${pages} | ${seconds.toFixed(1)} |`,
  )
  const table = [
    '| task | clicks | fields | pages | seconds |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
  ]
  await writeFile(join(output, 'tasks.md'), `${table.join('\n')}\n`)
})

test('an enterprise files an application', async () => {
  await does('file an application', owner, 4, async (hand) => {
    await hand.go(main(owner).locator('a[href="/applications/new"]'))
    const form = formTo(owner, '/applications/new')
    await hand.choose(form.locator('[name="contentId"]'), { index: 3 })
    await hand.type(form.locator('[name="description"]'), 'Áp dụng công cụ cải tiến năng suất tại xưởng')
    await hand.type(form.locator('[name="requested"]'), '30 triệu')
    await hand.type(form.locator('[name="ownFunds"]'), '10 triệu')
    await hand.go(submit(form))
    expect(owner.url()).toMatch(/\/applications\/\d+/)
  })
})

test('the coordinator checks one', async () => {
  await does('check an application', coordinator, 3, async (hand) => {
    await openWork(hand, 'applications.check')
    await hand.go(submit(formTo(coordinator, '/check')))
  })
})

test('the coordinator appraises one', async () => {
  await does('appraise an application', coordinator, 3, async (hand) => {
    await openWork(hand, 'applications.appraise')
    const form = formTo(coordinator, '/appraisal')
    await hand.type(form.locator('[name="note"]'), 'Đủ điều kiện, đề xuất hỗ trợ')
    await hand.go(submit(form))
  })
})

test('the leader decides one', async () => {
  await does('decide an application', leader, 5, async (hand) => {
    await openWork(hand, 'applications.decide')
    const form = formTo(leader, '/decision')
    await hand.pick(form.locator('[name="outcome"][value="refuse"]'))
    await hand.type(form.locator('[name="reason"]'), 'Chưa phù hợp nội dung của năm')
    await hand.type(form.locator('[name="decidedOn"]'), today())
    await hand.go(submit(form))
  })
})

test('an obstacle is answered', async () => {
  await does('answer an obstacle', coordinator, 4, async (hand) => {
    await openWork(hand, 'obstacles.resolve')
    const form = formTo(coordinator, '/resolution')
    await hand.type(form.locator('[name="resolution"]'), 'Đã làm việc với ngân hàng, doanh nghiệp được vay')
    const day = form.locator('[name="resolvedOn"]')
    if ((await day.inputValue()) === '') await hand.type(day, today())
    await hand.go(submit(form))
  })
})

test('what is late is seen', async () => {
  await does('see what is late', coordinator, 1, async (hand) => {
    await hand.go(main(coordinator).locator('a[href*="due=late"]'))
    expect(await main(coordinator).locator('table tbody tr').count()).toBeGreaterThan(0)
  })
})

test('a criterion is confirmed', async () => {
  await does('confirm a criterion', coordinator, 5, async (hand) => {
    await openWork(hand, 'enterprises.confirmCriterion')
    // Equal work is one row that opens into its own.
    if (new URL(coordinator.url()).pathname !== '/enterprises/criteria')
      await hand.go(main(coordinator).locator('table tbody a[href^="/enterprises/criteria"]'))
    await hand.go(main(coordinator).locator('table a[href$="/review"]'))
    const form = formTo(coordinator, new URL(coordinator.url()).pathname)
    await hand.type(form.locator('[name="note"]'), 'Đã đối chiếu minh chứng')
    await hand.go(submit(form))
  })
})

/** Letters that few names have: the beginning of a word, without accents and in small letters. */
function threeLetters(names: readonly string[]): { letters: string; name: string } {
  const plain = names.map((name) =>
    name
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .replace(/[đĐ]/g, 'd')
      .toLowerCase(),
  )
  for (const [place, name] of names.entries())
    for (const word of (plain[place] ?? '').split(' ')) {
      const letters = word.slice(0, 3)
      if (/^[a-z]{3}$/.test(letters) && plain.filter((each) => each.includes(letters)).length === 1)
        return { letters, name }
    }
  throw new Error('No three letters tell an enterprise from the others')
}

test('an enterprise is found by three letters, beside the way through the list that there was before', async () => {
  await coordinator.goto(`${program.url}/enterprises`)
  const { letters, name } = threeLetters(
    await coordinator.locator('main table a[href^="/enterprises/"]').allInnerTexts(),
  )
  await does('find an enterprise by three letters', coordinator, 1, async (hand) => {
    await coordinator.keyboard.press('/')
    await hand.type(coordinator.locator('#search-all'), letters)
    const found = coordinator.locator('[data-found] a[href^="/enterprises/"]', { hasText: name })
    await found.first().waitFor()
    await hand.go(found)
    expect(await main(coordinator).innerText()).toContain(name)
  })
  await does('find an enterprise through the list (the way before)', coordinator, 3, async (hand) => {
    await hand.go(coordinator.locator('nav a[href="/enterprises"]:visible'))
    await hand.type(coordinator.locator('main form[method="get"] input[name="q"]'), letters)
    // The list is shown anew when somebody has stopped typing.
    await coordinator.waitForURL(/q=/)
    await coordinator.waitForLoadState('load')
    await hand.go(main(coordinator).locator('table a[href^="/enterprises/"]', { hasText: name }))
  })
})

test('a reminder is sent', async () => {
  await does('send a reminder', coordinator, 5, async (hand) => {
    await hand.go(coordinator.locator('nav a[href="/duties"]:visible'))
    await hand.go(main(coordinator).locator('a[href*="reminder=late"]'))
    await hand.pick(main(coordinator).locator('table tbody input[type="checkbox"][name="ids"]'))
    await hand.go(coordinator.locator('button[formaction="/duties/many/reminder"]'))
    await hand.go(submit(formTo(coordinator, '/duties/many/reminder')))
  })
})

test('the report of last year is opened', async () => {
  const sealed = coordinator.locator('main table tbody tr', { hasText: 'Đã chốt' })
  await does('open last year’s report', coordinator, 2, async (hand) => {
    await hand.go(coordinator.locator('nav a[href="/reports"]:visible'))
    await hand.go(sealed.locator('a[href^="/reports/"]'))
    expect(await main(coordinator).innerText()).toContain('Đã chốt')
  })
})

const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
