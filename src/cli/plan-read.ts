import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Command, Option } from 'commander'
import { readPlanFile } from '../plan-drafts/index.ts'
import type { Finding, PlanDocument, Quantity, Span } from '../plan-reader/index.ts'
import { formatDate } from '../platform/dates.ts'
import { type Language, translator, type Words, words } from '../platform/language.ts'
import { formatMillions } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import { Problem } from '../platform/problem.ts'

/**
 * `nscl plan read FILE`: reads a signed plan and tells what is in it, what does not add up and what could not be placed;
 * `--json` writes the whole as schema/plan.schema.json describes. Exit code 1 for a file that cannot be read.
 */
export function planReadCommand(): Command {
  return new Command('read')
    .summary('read and check a signed plan document')
    .description(
      'Đọc văn bản kế hoạch đã ký (DOCX, XLSX, PDF có lớp chữ, Markdown, văn bản thường) và soát số liệu.\n' +
        'Reads a signed plan (DOCX, XLSX, PDF with a text layer, Markdown, plain text) and checks its sums.',
    )
    .argument('<file>', 'the document')
    .option('--json', 'print the plan as JSON (schema/plan.schema.json)')
    .addOption(new Option('--lang <language>', 'language of the summary').choices(['vi', 'en']).default('vi'))
    .action(async (file: string, options: { json?: boolean; lang: Language }) => {
      const plan = await readPlanFile(basename(file), await bytesOf(file))
      process.stdout.write(options.json ? `${JSON.stringify(plan, null, 2)}\n` : summary(plan, options.lang))
    })
}

/** The bytes of a file. @throws Problem 404 or 422 that names the file */
async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const why: Words =
      code === 'ENOENT'
        ? words('không có tệp này', 'there is no such file')
        : code === 'EISDIR'
          ? words('đây là thư mục', 'it is a directory')
          : words(`không mở được (${code})`, `it cannot be opened (${code})`)
    throw new Problem('document.unreadable', 422, words(`"${file}": ${why.vi}.`, `"${file}": ${why.en}.`))
  }
}

/** `khoảng 15`, `ít nhất 10`, `10 - 15`. */
function quantityText(quantity: Quantity, language: Language): string {
  const t = translator(language)
  const { min, max } = quantity
  const about = quantity.approximate ? `${t('khoảng', 'about')} ` : ''
  const number = (value: number) => formatNumber(value, language)
  if (min !== null && max !== null)
    return about + (min === max ? number(min) : `${number(min)} - ${number(max)}`)
  if (min !== null)
    return `${quantity.exclusive ? t('trên', 'over') : t('ít nhất', 'at least')} ${number(min)}`
  return `${quantity.exclusive ? t('dưới', 'under') : t('không quá', 'at most')} ${number(max ?? 0)}`
}

/** A summary for a reader: what was read, then the findings and what is not placed, each with its line. */
export function summary(plan: PlanDocument, language: Language): string {
  const t = translator(language)
  const lineOf = lineCounter(plan.text)
  const none = t('(không thấy)', '(not found)')
  const lines: string[] = []
  const row = (name: string, value: string) => lines.push(`${name.padEnd(22)} ${value}`)
  row(t('Số, ký hiệu', 'Number and symbol'), plan.number?.value ?? none)
  row(t('Ngày', 'Day'), plan.date === null ? none : formatDate(plan.date.value))
  row(t('Cơ quan ban hành', 'Issued by'), plan.issuer?.value ?? none)
  row(t('Tên', 'Name'), plan.title?.value ?? none)
  row(t('Giai đoạn', 'Periods'), plan.periods.map(({ text }) => text).join('; ') || none)
  row(
    t('Căn cứ pháp lý', 'Legal bases'),
    plan.legalBases.map(({ number, text }) => number ?? text.slice(0, 60)).join('; ') || none,
  )
  if (plan.replaces !== null) row(t('Thay thế', 'Replaces'), plan.replaces.number ?? plan.replaces.text)
  lines.push('', t(`Mục tiêu (${plan.objectives.length})`, `Objectives (${plan.objectives.length})`))
  for (const { quantity, unit, text } of plan.objectives) {
    if (quantity === null) continue
    lines.push(`  ${quantityText(quantity, language)} ${unit ?? ''}: ${text.slice(0, 100)}`)
  }
  lines.push(
    '',
    t(
      `Đối tượng ${plan.beneficiaries.length}, nhiệm vụ ${plan.tasks.length}, việc của cơ quan ${plan.duties.length}`,
      `Beneficiaries ${plan.beneficiaries.length}, tasks ${plan.tasks.length}, duties ${plan.duties.length}`,
    ),
  )
  if (plan.budget !== null) pushBudget(lines, plan, language)
  pushFindings(lines, plan.findings, language, lineOf)
  lines.push('', t(`Chưa xếp được (${plan.unplaced.length})`, `Not placed (${plan.unplaced.length})`))
  for (const { line, text } of plan.unplaced)
    lines.push(`  ${t('dòng', 'line')} ${line}: ${text.slice(0, 160)}`)
  return `${lines.join('\n')}\n`
}

function pushBudget(lines: string[], plan: PlanDocument, language: Language): void {
  const { budget } = plan
  if (budget === null) return
  const t = translator(language)
  const money = (amount: number | null) => (amount === null ? '-' : formatMillions(BigInt(amount), language))
  lines.push('', t('Dự toán (triệu đồng)', 'Budget (million đồng)'))
  for (const { code, parent, title, total, byYear } of budget.lines) {
    if (parent !== null) continue
    const years = Object.entries(byYear).map(([year, amount]) => `${year}: ${money(amount)}`)
    lines.push(
      `  ${code}. ${title.slice(0, 70)}: ${money(total)}${years.length > 0 ? ` (${years.join(', ')})` : ''}`,
    )
  }
  lines.push(`  ${t('Tổng', 'Total')}: ${money(budget.total)}`)
}

function pushFindings(
  lines: string[],
  findings: readonly Finding[],
  language: Language,
  lineOf: (span: Span) => number,
): void {
  const t = translator(language)
  const severities = {
    error: t('LỖI', 'ERROR'),
    warning: t('lưu ý', 'warning'),
    info: t('thông tin', 'info'),
  }
  lines.push('', t(`Soát (${findings.length})`, `Findings (${findings.length})`))
  for (const { severity, span, words, code } of findings) {
    lines.push(`  ${severities[severity]}, ${t('dòng', 'line')} ${lineOf(span)}: ${t(words)} [${code}]`)
  }
}

/** The line of a place, by halving: findings may be many. */
function lineCounter(text: string): (span: Span) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return ({ start }) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= start) low = middle
      else high = middle
    }
    return low + 1
  }
}
