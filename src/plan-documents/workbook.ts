import { longDate } from '../documents/official/model.ts'
import type { WorkbookSheet } from '../documents/write/workbook.ts'
import type { WorkbookColumn, WorkbookValue } from '../documents/write/workbook-model.ts'
import { targetWords } from '../plan/index.ts'
import type { DraftDocument } from '../plan-drafts/index.ts'
import { type AmountColumn, amountColumns } from './budget-columns.ts'
import { lineMark, type Writing } from './official.ts'
import { budgetUnit, dutySections, oneLine, timingWords } from './words.ts'

/* The plan as sheets: for sorting and adding up, with the appendix once more as the document prints it. */

const text = (title: string, width?: number): WorkbookColumn => ({
  title,
  type: 'text',
  ...(width === undefined ? {} : { width }),
})

/** The sheets of a plan's workbook. Money is real numbers: whole đồng on the sheet "Dự toán", the document's unit on "Phụ lục". */
export function planSheets(document: DraftDocument, writing: Writing): WorkbookSheet[] {
  const banner = writing.banner === undefined ? {} : { banner: writing.banner }
  return [
    identity(document),
    targets(document, writing),
    tasks(document),
    duties(document, writing),
    ...(document.budget.lines.length === 0
      ? []
      : [appendixSheet(document, writing), estimate(document, writing)]),
  ].map((sheet) => ({ ...sheet, ...banner }))
}

function identity(document: DraftDocument): WorkbookSheet {
  const { signatory, replaces } = document
  const rows: [string, WorkbookValue][] = [
    ['Số, ký hiệu', document.number],
    ['Ngày ban hành', document.issuedOn],
    ['Cơ quan ban hành', document.issuer.vi],
    ['Tỉnh, thành phố', document.province],
    ['Tên kế hoạch', document.title.vi],
    ['Bắt đầu', document.startsOn],
    ['Kết thúc', document.endsOn],
    ...document.legalBases.map((basis): [string, string] => ['Căn cứ', basis.vi]),
    ['Thay thế', replaces?.vi ?? ''],
    ['Mục tiêu chung', document.objective.vi],
    ...document.objectives.map((each): [string, string] => ['Mục tiêu cụ thể', each.vi]),
    ['Định hướng', document.orientation?.vi ?? ''],
    ['Đối tượng tham gia', document.participants.vi],
    ['Đối tượng được hỗ trợ', document.beneficiaries.vi],
    ...document.criteria.map((each): [string, string] => [`Ưu tiên ${each.code})`, each.vi]),
    ...document.funding.map((each): [string, string] => ['Kinh phí', each.vi]),
    ...document.recipients.map((each): [string, string] => ['Nơi nhận', each.vi]),
    ['Người ký', [signatory.authority.vi, signatory.office.vi, signatory.name].filter(Boolean).join(', ')],
  ]
  return {
    name: 'Thông tin chung',
    columns: [text('Mục', 24), { title: 'Nội dung', type: 'date', width: 100 }],
    rows: rows.filter(([, value]) => value !== ''),
  }
}

function targets(document: DraftDocument, writing: Writing): WorkbookSheet {
  return {
    name: 'Mục tiêu',
    columns: [
      text('Chỉ số', 44),
      text('Mức', 20),
      { title: 'Nhỏ nhất', type: 'decimal' },
      { title: 'Lớn nhất', type: 'decimal' },
      text('Đơn vị', 22),
      text('Là một phần của', 30),
      text('Theo mục', 12),
      text('Nguyên văn', 50),
    ],
    rows: document.targets.map((target) => {
      const indicator = writing.indicators?.get(target.indicator)
      const parent = target.parent === null ? null : writing.indicators?.get(target.parent)
      return [
        indicator?.name ?? target.indicator,
        targetWords(target).vi,
        target.minimum,
        target.maximum,
        indicator?.unit ?? '',
        parent?.name ?? target.parent,
        target.article,
        target.vi,
      ]
    }),
  }
}

function tasks(document: DraftDocument): WorkbookSheet {
  return {
    name: 'Nhiệm vụ',
    columns: [text('Mục', 10), text('Nhóm nhiệm vụ', 50), text('Việc phải làm', 90)],
    rows: document.tasks.flatMap(({ title, items }, at) => {
      const code = `III.${at + 1}`
      return items.length === 0
        ? [[code, title.vi, '']]
        : items.map((item, place) => [`${code}.${place + 1}`, title.vi, item.vi])
    }),
  }
}

function duties(document: DraftDocument, writing: Writing): WorkbookSheet {
  return {
    name: 'Nhiệm vụ của cơ quan',
    columns: [text('Mục', 10), text('Cơ quan', 44), text('Nhiệm vụ', 90), text('Thời hạn', 40)],
    rows: dutySections(document, writing).flatMap(({ code, heading, duties: own }) =>
      own.map((duty, place) => [
        `${code}.${place + 1}`,
        heading,
        duty.vi,
        duty.recurrence === 'continuous' && duty.onRequest !== true ? 'thường xuyên' : timingWords(duty),
      ]),
    ),
  }
}

/** An amount in the unit of the document; a spreadsheet keeps fifteen digits, more than any plan has. */
function inUnit(amount: number | null | undefined, dong: number): number | null {
  return amount === null || amount === undefined ? null : amount / dong
}

/** The appendix as the document prints it, in the document's unit: read alone it gives the budget of the plan again. */
export function appendixSheet(document: DraftDocument, writing: Pick<Writing, 'sources'>): WorkbookSheet {
  const { budget } = document
  const { dong, name } = budgetUnit(document)
  const money = (title: string): WorkbookColumn => ({ title, type: 'decimal', width: 12 })
  const columns = amountColumns(budget, writing)
  const amounts = (line: DraftDocument['budget']['lines'][number] | null) =>
    columns.map(({ of }) => inUnit(of(line), dong))
  return {
    name: 'Phụ lục',
    title: [
      'Phụ lục',
      oneLine(budget.title.vi).toLocaleUpperCase('vi'),
      attachment(document),
      `Đơn vị tính: ${name}`,
    ],
    columns: [
      text('STT', 7),
      text('Nội dung', 60),
      text('Chỉ tiêu, số lượng', 18),
      ...columns.map((column) => money(sheetHead(columns, column))),
      text('Ghi chú', 24),
    ],
    rows: [
      ...budget.lines.map((line) => [
        lineMark(line.code, line.parent),
        oneLine(line.vi),
        oneLine(line.quantity?.vi ?? ''),
        ...amounts(line),
        oneLine(line.note?.vi ?? ''),
      ]),
      ['', 'Tổng cộng', '', ...amounts(null), ''],
    ],
  }
}

/** `(Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Bến Tre)` */
function attachment({ number, issuedOn, issuer }: DraftDocument): string {
  const numbered = number === '' ? '        /KH-UBND' : number
  return `(Kèm theo Kế hoạch số ${numbered} ${longDate(issuedOn === '' ? null : issuedOn)} của ${oneLine(issuer.vi)})`
}

/** A sheet has one row of heads: a column of one source among several bears both. */
function sheetHead(columns: readonly AmountColumn[], { over, head }: AmountColumn): string {
  return columns.every((other) => other.over === over) ? head : `${over}: ${head}`
}

function estimate({ budget }: DraftDocument, writing: Pick<Writing, 'sources'>): WorkbookSheet {
  const money = (title: string): WorkbookColumn => ({ title: `${title} (đồng)`, type: 'money' })
  const columns = amountColumns(budget, writing)
  return {
    name: 'Dự toán',
    columns: [
      text('Mã', 9),
      text('Nội dung', 70),
      text('Số lượng', 20),
      ...columns.map((column) => money(sheetHead(columns, column))),
      text('Ghi chú', 30),
    ],
    rows: [
      ...budget.lines.map((line) => [
        line.code,
        line.vi,
        line.quantity?.vi ?? '',
        ...columns.map(({ of }) => of(line)),
        line.note?.vi ?? '',
      ]),
      ['', 'Tổng cộng', '', ...columns.map(({ of }) => of(null)), ''],
    ],
  }
}
