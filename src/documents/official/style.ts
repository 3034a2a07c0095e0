import { AlignmentType, type IPropertiesOptions, LineRuleType, Tab, TextRun } from 'docx'
import { documentText } from '../text.ts'
import type { Align, RichText, Run } from './model.ts'

/** Millimetres in twips (1/1440 inch), the unit of DOCX. To the nearest: docx's own rounds 20 mm down to under 20. */
export function mm(millimetres: number): number {
  return Math.round((millimetres / 25.4) * 1440)
}

/** Width between the margins, in twips: A4 less 30 mm left and 20 mm right. */
export const portraitWidth = mm(210 - 50)
export const landscapeWidth = mm(297 - 50)

const times = {
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  eastAsia: 'Times New Roman',
  cs: 'Times New Roman',
}

/** Half-points, the unit DOCX gives sizes of type in. */
export function points(size: number): number {
  return Math.round(size * 2)
}

/** 6 pt between paragraphs, lines at 1.15 (appendix I, II.6: at least 6 pt, single to 1.5), in twips. */
const spacing = { before: 120, after: 0, line: 276, lineRule: LineRuleType.AUTO }
const indent = { firstLine: mm(12.7) }

function heading(level: number, run: { bold: boolean; italics?: boolean }) {
  return {
    run: { ...run, font: times, size: points(14), color: '000000' },
    paragraph: {
      alignment: AlignmentType.JUSTIFIED,
      indent,
      spacing,
      keepNext: true,
      outlineLevel: level - 1,
    },
  }
}

/** The styles an officer finds in Word: Normal, Heading 1-3, Body Text. */
export const documentStyles: NonNullable<IPropertiesOptions['styles']> = {
  default: {
    document: {
      run: {
        font: times,
        size: points(14),
        sizeComplexScript: points(14),
        color: '000000',
        language: { value: 'vi-VN', eastAsia: 'vi-VN', bidirectional: 'vi-VN' },
      },
    },
    heading1: heading(1, { bold: true }),
    heading2: heading(2, { bold: true }),
    heading3: heading(3, { bold: true, italics: true }),
  },
  paragraphStyles: [
    {
      id: 'Body',
      name: 'Body Text',
      basedOn: 'Normal',
      quickFormat: true,
      paragraph: { alignment: AlignmentType.JUSTIFIED, indent, spacing },
    },
  ],
}

const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  justify: AlignmentType.JUSTIFIED,
} as const

export function alignment(align: Align) {
  return alignments[align]
}

/**
 * The runs of a line. Line breaks and tabs become the elements Word knows them by.
 *
 * @param base weight and size (in points) of every run; a run adds its own
 */
export function inlineRuns(
  text: RichText,
  base: { bold?: boolean; italic?: boolean; size?: number } = {},
): TextRun[] {
  const runs: readonly Run[] = typeof text === 'string' ? [{ text }] : text
  return runs.flatMap((run) => {
    const look = {
      bold: run.bold ?? base.bold ?? false,
      italics: run.italic ?? base.italic ?? false,
      ...(base.size === undefined ? {} : { size: points(base.size), sizeComplexScript: points(base.size) }),
    }
    const pieces = documentText(run.text).split(/([\n\t])/)
    // As `text`, never as a string among `children`: there docx takes words such as "SECTION" for a field.
    return pieces
      .filter((piece) => piece !== '')
      .map((piece) => {
        if (piece === '\n') return new TextRun({ ...look, break: 1 })
        if (piece === '\t') return new TextRun({ ...look, children: [new Tab()] })
        return new TextRun({ ...look, text: piece })
      })
  })
}
