import { provincialFunds } from '../../plan/index.ts'
import { fold } from '../../platform/text.ts'
import type { DraftDocument } from '../draft.ts'
import type { Tools } from './tools.ts'

/* What the plan's own codes stand for, proposed from its words: the officer sees it beside the text and may choose otherwise. */

type Line = Pick<DraftDocument['budget']['lines'][number], 'code' | 'parent' | 'vi' | 'total'>

/**
 * The lines that the support of enterprises may be paid from, the likeliest first: those without parts whose own title, or that
 * of a line above, begins with support for enterprises ("Hỗ trợ doanh nghiệp áp dụng …"); where none does, those that speak of it.
 */
export function supportLines(lines: readonly Line[]): string[] {
  const leaves = lines.filter(({ code }) => lines.every(({ parent }) => parent !== code))
  const says = (line: Line, pattern: RegExp): boolean => {
    // a group stands before its parts
    const above = lines.slice(0, lines.indexOf(line)).find(({ code }) => code === line.parent)
    return pattern.test(fold(line.vi)) || (above !== undefined && says(above, pattern))
  }
  const found = [
    /^(?:kinh phi )?ho tro (?:cho )?(?:cac )?(?:doanh nghiep|dn)\b/,
    /\bho tro\b.*\b(?:doanh nghiep|dn)\b/,
  ]
    .map((pattern) => leaves.filter((line) => says(line, pattern)))
    .find((some) => some.length > 0)
  return (found ?? []).toSorted((one, other) => (other.total ?? 0) - (one.total ?? 0)).map(({ code }) => code)
}

/** Whether a criterion is that of small and medium-sized enterprises as a whole ("Doanh nghiệp nhỏ và vừa"), which the size class settles. */
export function isBySize(text: string): boolean {
  return /^(?:la |cac )*(?:doanh nghiep|dn)(?: co quy mo)?(?: sieu nho,)? (?:nho va vua|vua va nho)(?: theo .*| \(.*)?[.;,]?$/.test(
    fold(text).trim(),
  )
}

/** Writes into a draft what its codes stand for; what could not be told is noted. */
export function withCodes({ read, note }: Tools, document: DraftDocument): DraftDocument {
  const sized = document.criteria.findIndex(({ vi }) => isBySize(vi))
  if (sized === -1 && document.criteria.length > 0) {
    note(
      'criteria',
      'Không tiêu chí nào được nhận ra là "doanh nghiệp nhỏ và vừa"; nếu có, xin đánh dấu để chương trình tự xét theo quy mô.',
      'No criterion was recognised as that of small and medium-sized enterprises; if there is one, please mark it, so that it follows from the size class.',
    )
  }
  const [supportLine = null, ...others] = supportLines(document.budget.lines)
  const choose = others.length > 0 ? `${supportLine}, ${others.join(', ')}` : ''
  if (document.budget.lines.length > 0 && (supportLine === null || choose !== '')) {
    note(
      'budget.supportLine',
      supportLine === null
        ? 'Không nhận ra mục chi hỗ trợ doanh nghiệp; không chọn thì kế hoạch không nhận hồ sơ đề nghị hỗ trợ.'
        : `Nhiều mục có thể chi hỗ trợ doanh nghiệp (${choose}); tạm lấy mục ${supportLine}.`,
      supportLine === null
        ? 'No line was recognised that pays for the support of enterprises; without one the plan takes no applications.'
        : `Several lines may pay for the support of enterprises (${choose}); ${supportLine} is taken for now.`,
    )
  }
  const named = read.funding.flatMap(({ source }) => (source === null ? [] : [source]))
  if (
    named.length > 0 &&
    !named.some((source) => source === 'provincialBudget' || source === 'stateBudget')
  ) {
    note(
      'budget.source',
      'Văn bản không nêu ngân sách tỉnh; xin xem nguồn của dự toán.',
      'The document names no provincial budget; please see which source the estimate is of.',
    )
  }
  return {
    ...document,
    criteria: document.criteria.map((row, place) => (place === sized ? { ...row, bySize: true } : row)),
    budget: { ...document.budget, source: document.budget.source ?? provincialFunds, supportLine },
  }
}
