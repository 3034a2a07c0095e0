import { createHash } from 'node:crypto'
import {
  BorderStyle,
  HeadingLevel,
  ImageRun,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx'
import { documentText } from '../text.ts'
import type { Align, Block, ImageBlock, TableBlock, TableCellText } from './model.ts'
import { alignment, inlineRuns, mm } from './style.ts'
import { headOf, listMark, placeCells } from './words.ts'

const headings = {
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
} as const

/** The columns' widths in twips, in the shares asked for; the last takes what rounding leaves. */
function columnWidths(block: TableBlock, width: number): number[] {
  const total = block.columns.reduce((sum, column) => sum + (column.width ?? 1), 0)
  const widths = block.columns.map((column) => Math.floor((width * (column.width ?? 1)) / total))
  const rest = width - widths.reduce((sum, each) => sum + each, 0)
  return widths.map((each, index) => (index === widths.length - 1 ? each + rest : each))
}

interface CellLook {
  readonly align: Align
  readonly bold: boolean
  readonly size: number
  readonly width: number
  readonly keepNext: boolean
}

function tableCell(cell: TableCellText, look: CellLook): TableCell {
  return new TableCell({
    width: { size: look.width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    ...(cell.columnSpan === undefined ? {} : { columnSpan: cell.columnSpan }),
    ...(cell.rowSpan === undefined ? {} : { rowSpan: cell.rowSpan }),
    children: [
      new Paragraph({
        alignment: alignment(cell.align ?? look.align),
        spacing: { before: 40, after: 40 },
        keepNext: look.keepNext,
        children: inlineRuns(cell.text, {
          size: look.size,
          bold: cell.bold ?? look.bold,
          italic: cell.italic ?? false,
        }),
      }),
    ],
  })
}

function table(block: TableBlock, width: number): (Paragraph | Table)[] {
  const widths = columnWidths(block, width)
  const size = block.fontSize ?? 12
  const widthOf = (from: number, span: number) =>
    widths.slice(from, from + span).reduce((sum, each) => sum + each, 0)

  const headRows = placeCells(headOf(block)).map(
    (cells) =>
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: cells.map(({ cell, from, columnSpan }) =>
          tableCell(cell, {
            align: 'center',
            bold: true,
            size,
            width: widthOf(from, columnSpan),
            keepNext: true,
          }),
        ),
      }),
  )
  const bodyRows = placeCells(block.rows.map((row) => row.cells)).map(
    (cells, index) =>
      new TableRow({
        cantSplit: true,
        children: cells.map(({ cell, from, columnSpan }) =>
          tableCell(cell, {
            align: block.columns[from]?.align ?? 'left',
            bold: block.rows[index]?.bold ?? false,
            size,
            width: widthOf(from, columnSpan),
            // A total does not begin a page alone.
            keepNext: block.rows[index + 1]?.bold === true && index === block.rows.length - 2,
          }),
        ),
      }),
  )
  const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
  return [
    ...(block.caption === undefined ? [] : [tableLine(block.caption, 'center', { bold: true })]),
    ...(block.unit === undefined ? [] : [tableLine(block.unit, 'right', { italic: true, size: 12 })]),
    new Table({
      width: { size: width, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      margins: { left: mm(1.5), right: mm(1.5), marginUnitType: WidthType.DXA },
      borders: {
        top: line,
        bottom: line,
        left: line,
        right: line,
        insideHorizontal: line,
        insideVertical: line,
      },
      rows: [...headRows, ...bodyRows],
    }),
  ]
}

function tableLine(text: string, align: Align, look: { bold?: boolean; italic?: boolean; size?: number }) {
  return new Paragraph({
    alignment: alignment(align),
    spacing: { before: 120, after: 40 },
    keepNext: true,
    children: inlineRuns(text, look),
  })
}

/** Millimetres in pixels at 96 to the inch, the unit docx gives pictures in. */
const pixels = (millimetres: number) => Math.round((millimetres / 25.4) * 96)

function image(block: ImageBlock): Paragraph[] {
  // docx counts drawings through the life of the process; a number out of the picture keeps the bytes the same.
  const digest = createHash('sha256')
    .update(block.png)
    .update(block.caption ?? '')
    .digest('hex')
  return [
    new Paragraph({
      alignment: alignment('center'),
      spacing: { before: 120, after: 40 },
      keepNext: block.caption !== undefined,
      children: [
        new ImageRun({
          type: 'png',
          data: block.png,
          transformation: { width: pixels(block.width), height: pixels(block.height) },
          altText: {
            id: String(Number.parseInt(digest.slice(0, 7), 16) + 1),
            name: `hinh-${digest.slice(0, 8)}`,
            description: documentText(block.alt),
          },
        }),
      ],
    }),
    ...(block.caption === undefined
      ? []
      : [
          new Paragraph({
            alignment: alignment('center'),
            spacing: { before: 0, after: 120 },
            children: inlineRuns(block.caption, { bold: true }),
          }),
        ]),
  ]
}

function elements(block: Block, width: number, keepNext: boolean): (Paragraph | Table)[] {
  switch (block.type) {
    case 'heading':
      return [
        new Paragraph({
          heading: headings[block.level],
          children: inlineRuns(block.text, headingLook(block.level)),
        }),
      ]
    case 'paragraph':
      return [
        new Paragraph({
          style: 'Body',
          ...(block.align === undefined ? {} : { alignment: alignment(block.align) }),
          // A centred line is centred on the page, not on what the first-line indent leaves.
          ...(block.align === 'center' || block.align === 'right' ? { indent: { firstLine: 0 } } : {}),
          keepNext,
          children: inlineRuns(block.text),
        }),
      ]
    case 'list':
      return block.items.map((item, index) => {
        const mark = listMark(block.mark, index)
        return new Paragraph({
          style: 'Body',
          keepNext: keepNext && index === block.items.length - 1,
          children: [...inlineRuns(mark), ...inlineRuns(item)],
        })
      })
    case 'table':
      return table(block, width)
    case 'image':
      return image(block)
    case 'pageBreak':
      return [
        new Paragraph({
          pageBreakBefore: true,
          spacing: { before: 0, after: 0, line: 20, lineRule: 'exact' },
        }),
      ]
  }
}

function headingLook(level: 1 | 2 | 3) {
  return { bold: true, italic: level === 3 }
}

/**
 * The paragraphs and tables of a part of a document. Lists are set as these documents set them: the mark typed, the first
 * line in by 1.27 cm, the next lines from the margin. A table keeps its head rows on every page and its rows unbroken.
 *
 * @param width between the margins, in twips
 * @param keepLast keeps the last paragraph on the page of what follows, so that no signature stands alone on one
 */
export function blockElements(
  blocks: readonly Block[],
  width: number,
  keepLast = false,
): (Paragraph | Table)[] {
  return blocks.flatMap((block, index) => {
    const after = blocks[index + 1]?.type
    const made = elements(block, width, keepLast && after === undefined)
    // Word joins two tables that touch.
    return block.type === 'table' && after === 'table' ? [...made, new Paragraph({})] : made
  })
}
