import { type Words, words } from '../platform/language.ts'
import type { FieldProblem } from '../platform/problem.ts'

/** The steps in which an application is written, in their order. */
export const writingSteps = ['what', 'figures', 'money', 'papers', 'check'] as const
export type WritingStep = (typeof writingSteps)[number]

export const stepNames: Readonly<Record<WritingStep, Words>> = {
  what: words('Việc đề nghị hỗ trợ', 'What is to be done'),
  figures: words('Số liệu doanh nghiệp', 'Figures of the enterprise'),
  money: words('Kinh phí của hồ sơ', 'Money of the application'),
  papers: words('Giấy tờ theo loại', 'Papers by kind'),
  check: words('Kiểm tra và nộp', 'Check and file'),
}

/** What is looked at of a draft before it is sent. */
export interface Written {
  readonly description: string | null
  readonly requested: bigint | null
  readonly ownFunds: bigint | null
  readonly ownFundsSource: string | null
  readonly otherSupport: bigint | null
  readonly otherSupportFrom: string | null
  readonly figuresSeen: boolean
}

/** Something that is missing or wrong, and the step in which it is put right. */
export interface Missing {
  readonly step: WritingStep
  /** The field of the step; for a paper the number that its call gives it. */
  readonly field: string
  readonly words: Words
}

/**
 * What is missing before a draft can be sent. Pure.
 * @param papers required papers that were not given
 * @param problems what the rules of filing say of what was written
 */
export function missingOf(
  draft: Written,
  papers: readonly { readonly id: number; readonly name: string }[],
  problems: readonly FieldProblem[],
): Missing[] {
  const missing: Missing[] = []
  const miss = (step: WritingStep, field: string, said: Words) => missing.push({ step, field, words: said })
  if (draft.description === null)
    miss(
      'what',
      'description',
      words(
        'Chưa mô tả hiện trạng, mục tiêu, cách thực hiện.',
        'The present state, aim and way are not described.',
      ),
    )
  if (!draft.figuresSeen)
    miss(
      'figures',
      'figuresSeen',
      words('Chưa xác nhận số liệu của doanh nghiệp.', 'The figures of the enterprise are not confirmed.'),
    )
  if (draft.requested === null)
    miss('money', 'requested', words('Chưa ghi số tiền đề nghị.', 'The amount requested is not given.'))
  if (draft.ownFunds === null)
    miss(
      'money',
      'ownFunds',
      words(
        'Chưa ghi kinh phí của doanh nghiệp (ghi 0 nếu không có).',
        'Own funds are not given (0 where there are none).',
      ),
    )
  if (draft.ownFunds !== null && draft.ownFunds > 0n && draft.ownFundsSource === null)
    miss(
      'money',
      'ownFundsSource',
      words('Chưa ghi nguồn của kinh phí doanh nghiệp.', 'It is not said where the own funds come from.'),
    )
  if (draft.otherSupport === null)
    miss(
      'money',
      'otherSupport',
      words(
        'Chưa trả lời đã nhận hỗ trợ ở chương trình khác chưa (ghi 0 nếu chưa).',
        'It is not answered whether another programme gave support (0 where none did).',
      ),
    )
  if (draft.otherSupport !== null && draft.otherSupport > 0n && draft.otherSupportFrom === null)
    miss(
      'money',
      'otherSupportFrom',
      words('Chưa ghi tên chương trình đã hỗ trợ.', 'The programme that gave support is not named.'),
    )
  for (const { id, name } of papers)
    miss('papers', String(id), words(`Thiếu giấy tờ: ${name}.`, `A paper is missing: ${name}.`))
  for (const { field, words: said } of problems) miss(field === 'requested' ? 'money' : 'what', field, said)
  return missing
}
