import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Finding } from './finding.ts'

/** What an enterprise says that another programme of the State gave it for the same. */
export interface Elsewhere {
  /** In đồng; null: it was not asked, or did not say. */
  readonly amount: bigint | null
  readonly from: string | null
}

/**
 * One tax code under several programmes: an applicant for an innovation task promises that one content is paid from one state source
 * (Decree 268/2025/NĐ-CP, art. 11, form I.6). How support of several programmes adds up is laid down nowhere that was found, so a person
 * judges; a share of the cost counts all state money together (`NormCase.elsewhere`).
 * @param amount state money of this programme, in đồng
 * @returns nothing where it was not asked
 */
export function otherProgrammes(elsewhere: Elsewhere | undefined, amount: bigint): Finding[] {
  if (elsewhere === undefined || elsewhere.amount === null) return []
  const about = {
    rule: 'elsewhere',
    name: words('Hỗ trợ của chương trình khác', 'Support of other programmes'),
    source: words(
      'Nghị định 268/2025/NĐ-CP, Điều 11 (cam kết một nguồn ngân sách cho một nội dung)',
      'Decree 268/2025/NĐ-CP, art. 11 (one state source for one content)',
    ),
  }
  if (elsewhere.amount === 0n)
    return [
      {
        ...about,
        outcome: 'met',
        words: words(
          'Doanh nghiệp khai chưa nhận hỗ trợ cho cùng việc này ở chương trình khác.',
          'The enterprise says that no other programme supported the same work.',
        ),
      },
    ]
  const from = elsewhere.from ?? '—'
  const all = elsewhere.amount + amount
  return [
    {
      ...about,
      outcome: 'open',
      words: words(
        `Đã nhận ${formatDong(elsewhere.amount, 'vi')} đồng (${from}); cùng với hồ sơ này là ${formatDong(all, 'vi')} đồng tiền Nhà nước. Đã tính vào tỷ lệ của định mức; cần xem xét có trùng nội dung không.`,
        `Received ${formatDong(elsewhere.amount, 'en')} đồng (${from}); with this application ${formatDong(all, 'en')} đồng of state money. It is counted into the share of the norms; whether the content is the same is to be judged.`,
      ),
    },
  ]
}
