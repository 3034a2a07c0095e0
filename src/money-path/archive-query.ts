import { z } from 'zod'
import { optionalChoice, optionalId } from '../platform/fields.ts'
import { type FileAnswer, fileQuery } from '../platform/file-answer.ts'
import { type Translate, translator, words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { Problem } from '../platform/problem.ts'
import { isSample, markedFileName } from '../platform/sample.ts'
import { archiveName, archiveOf, filesOf, most } from './archive.ts'
import type { Step } from './details.ts'
import { followers, listSteps, scopeFields, showVoucherPath } from './queries.ts'
import { pathTitle } from './stages.ts'

/* The way of money with its papers as one file, for the page and for REST. */

const tooMuch = () =>
  new Problem('moneyPath.tooMuch', 422, {
    vi: `Một hồ sơ có nhiều nhất ${most.steps} bước, ${most.files} tệp, ${most.bytes / 1_000_000} MB. Xin chọn một năm, một nguồn hoặc một cam kết.`,
    en: `One archive holds at most ${most.steps} steps, ${most.files} files, ${most.bytes / 1_000_000} MB. Please choose a year, a source or a commitment.`,
  })

const asked = z.object({
  ...scopeFields,
  /** An entry of the ledger: the way back from its voucher, in place of what the other fields choose. */
  entry: optionalId(),
  lang: optionalChoice(['vi', 'en']),
})
type Asked = z.output<typeof asked>

interface Wanted {
  readonly title: string
  readonly subject: string | null
  readonly steps: readonly Step[]
}

async function ofVoucher(context: Context, id: number, t: Translate): Promise<Wanted> {
  const { entry, steps } = await showVoucherPath.run(context, { id })
  const title = t(
    `Truy ngược chứng từ ${entry.documentNumber}`,
    `Voucher ${entry.documentNumber}, back to its line`,
  )
  return { title, subject: `ledger_entry:${entry.entryId}`, steps }
}

/** The steps that are asked for, page by page on the pool: no transaction stands open meanwhile. */
async function ofScope(
  context: Context,
  { entry: _, lang: _lang, ...scope }: Asked,
  t: Translate,
): Promise<Wanted> {
  const steps: Step[] = []
  let cursor: string | undefined
  do {
    const got = await listSteps.run(
      context,
      listSteps.input.parse({ ...scope, sort: 'way', limit: 1000, cursor }),
    )
    steps.push(...got.rows)
    if (steps.length > most.steps) throw tooMuch()
    cursor = got.next ?? undefined
  } while (cursor !== undefined)
  const { lineId, commitment, year } = scope
  const title = [
    t(pathTitle),
    lineId === undefined ? undefined : steps[0]?.line,
    commitment === undefined ? undefined : `${t('cam kết', 'commitment')} ${commitment}`,
    year,
  ]
  const subject =
    commitment !== undefined
      ? `commitment:${commitment}`
      : lineId !== undefined
        ? `budget_line:${lineId}`
        : null
  return { title: title.filter((part) => part !== undefined).join(' '), subject, steps }
}

export const moneyArchive = fileQuery({
  name: 'moneyPath.archive',
  summary: words('Hồ sơ đường đi của tiền (ZIP)', 'The way of money with its papers (ZIP)'),
  route: 'GET /budget/path/archive',
  input: asked,
  file: 'application/zip',
  may: followers,
  async run(context, input): Promise<FileAnswer> {
    const t = translator(input.lang ?? 'vi')
    const { title, subject, steps } =
      input.entry === undefined ? await ofScope(context, input, t) : await ofVoucher(context, input.entry, t)
    const files = filesOf(steps)
    const bytes = files.reduce((sum, { size }) => sum + size, 0)
    if (files.length > most.files || bytes > most.bytes) throw tooMuch()
    const { now } = context
    return {
      name: markedFileName(archiveName(title, now)),
      type: 'application/zip',
      body: archiveOf({ title, steps, files: context.files, t, now, sample: isSample() }),
      taken: { subject, facts: { title, steps: steps.length, files: files.length, bytes } },
    }
  },
})
