import { Problem } from '../../platform/problem.ts'

/*
 * What one document may cost, whatever its parts are called and however often they are named: unpacked bytes, elements of XML and
 * cells are counted over the whole document.
 */

export interface Limits {
  /** Unpacked bytes, each time that they are read. */
  readonly bytes: number
  /** Elements of XML. */
  readonly elements: number
  /** Cells of its tables, from A1 to the furthest row and column of each. */
  readonly cells: number
}

export interface Budget {
  /** Each takes from what is left. @throws Problem 413 when nothing is */
  spend(kind: keyof Limits, amount: number): void
}

/** Room for our own export of a list of 100,000 rows and 25 columns; what takes more is a mistake or an attack. */
export const workbookLimits: Limits = { bytes: 256 * 1024 * 1024, elements: 16_000_000, cells: 4_000_000 }

/** Columns of a row and characters of a cell: no spreadsheet program keeps more. */
export const widestRow = 16_384
export const longestCell = 32_767

/** A plan of 300 pages has some 300,000 elements; each becomes a node in memory. */
export const wordLimits: Limits = { bytes: 60 * 1024 * 1024, elements: 1_000_000, cells: 0 }

/** A budget that nothing has been taken from. @param tooLarge what is thrown when it is used up */
export function budgetOf(limits: Limits, tooLarge: () => Problem): Budget {
  const left = { ...limits }
  return {
    spend(kind, amount) {
      left[kind] -= amount
      if (left[kind] < 0) throw tooLarge()
    },
  }
}

/** The document takes more memory or time than any that people write. */
export function tooMuch(): Problem {
  return new Problem('document.tooLarge', 413, {
    vi: 'Tệp quá lớn hoặc quá phức tạp để đọc. Xin bỏ các phần không cần, chia thành nhiều tệp hoặc lưu lại tệp rồi thử lại.',
    en: 'The file is too large or too complex to read. Remove what is not needed, split it, or save it anew and try again.',
  })
}
