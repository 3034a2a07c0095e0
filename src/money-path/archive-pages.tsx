import { download } from '../documents/write/export.ts'
import { recordEvent } from '../platform/events.ts'
import { words } from '../platform/language.ts'
import { namedEvent } from '../platform/operation.ts'
import { type Page, type PageRequest, page } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { markedFileName } from '../platform/sample.ts'
import { archiveName, archiveOf, filesOf, most } from './archive.ts'
import type { Step } from './details.ts'
import { pathTitle, scopeNames } from './path-pages.tsx'
import { followers, listSteps, showVoucherPath } from './queries.ts'

/* The way of money with its papers as one file. */

const taken = namedEvent(
  'moneyPath.archive',
  words('Tải hồ sơ đường đi của tiền', 'Downloaded a way of money with its papers'),
)

const tooMuch = () =>
  new Problem('moneyPath.tooMuch', 422, {
    vi: `Một hồ sơ có nhiều nhất ${most.steps} bước, ${most.files} tệp, ${most.bytes / 1_000_000} MB. Xin chọn một năm, một nguồn hoặc một cam kết.`,
    en: `One archive holds at most ${most.steps} steps, ${most.files} files, ${most.bytes / 1_000_000} MB. Please choose a year, a source or a commitment.`,
  })

interface Wanted {
  readonly title: string
  readonly subject: string | null
  readonly steps: readonly Step[]
}

/** The steps that the address asks for, page by page on the pool: no transaction stands open meanwhile. */
async function wanted(request: PageRequest): Promise<Wanted> {
  const { t, url } = request
  const asked = Object.fromEntries(
    scopeNames.flatMap((name) => {
      const value = url.searchParams.get(name) ?? ''
      return value === '' ? [] : [[name, value] as const]
    }),
  )
  const entry = url.searchParams.get('entry') ?? ''
  if (entry !== '') {
    const found = await request.execute(showVoucherPath, { id: entry })
    const title = t(
      `Truy ngược chứng từ ${found.entry.documentNumber}`,
      `Voucher ${found.entry.documentNumber}, back to its line`,
    )
    return { title, subject: `ledger_entry:${found.entry.entryId}`, steps: found.steps }
  }
  const steps: Step[] = []
  let cursor: string | undefined
  do {
    const got = await request.execute(listSteps, { ...asked, sort: 'way', limit: 1000, cursor })
    steps.push(...got.rows)
    if (steps.length > most.steps) throw tooMuch()
    cursor = got.next ?? undefined
  } while (cursor !== undefined)
  const line = asked.lineId === undefined ? '' : ` ${steps[0]?.line ?? ''}`
  const commitment =
    asked.commitment === undefined ? '' : ` ${t('cam kết', 'commitment')} ${asked.commitment}`
  const year = asked.year === undefined ? '' : ` ${asked.year}`
  const subject =
    asked.commitment !== undefined
      ? `commitment:${asked.commitment}`
      : asked.lineId !== undefined
        ? `budget_line:${asked.lineId}`
        : null
  return { title: `${t(pathTitle)}${line}${commitment}${year}`, subject, steps }
}

export const archivePage: Page = page({
  route: 'GET /budget/path/archive',
  may: followers,
  about: words('Hồ sơ đường đi của tiền (ZIP)', 'The way of money with its papers (ZIP)'),
  async run(request) {
    const { system, actor, t } = request
    const { title, subject, steps } = await wanted(request)
    const files = filesOf(steps)
    const bytes = files.reduce((sum, { size }) => sum + size, 0)
    if (files.length > most.files || bytes > most.bytes) throw tooMuch()
    // papers of many records leave at once: the trail tells who took them
    await recordEvent(system, {
      ...{ name: taken, actor, via: 'page', subject },
      facts: { title, steps: steps.length, files: files.length, bytes },
    })
    const now = system.now()
    const archive = archiveOf({ title, steps, files: system.files, t, now, sample: system.sample })
    return download(markedFileName(archiveName(title, now)), 'application/zip', archive)
  },
})
