import { type Translate, type Words, words } from '../platform/language.ts'
import { statedMoney } from '../platform/money.ts'
import { Notice } from '../ui/index.ts'

/** As much of a plan, or of one that is being worked on, as tells what it does without. */
interface Outline {
  readonly objective: Words
  readonly participants: Words
  readonly beneficiaries: Words
  readonly criteria: readonly unknown[]
  readonly targets: readonly unknown[]
  readonly budget: { readonly lines: readonly unknown[]; readonly total: number | null }
}

/**
 * What this plan does without though most have it, and what follows for the work under it: a general objective, a list of participants,
 * who is supported, counted targets, a budget by line ("hằng năm lập dự toán", or a total alone). Such a plan is accepted as it is; this is
 * said of it.
 */
export function doneWithout(plan: Outline): Words[] {
  const { objective, participants, beneficiaries, criteria, targets, budget } = plan
  const found: Words[] = []
  if (objective.vi.trim() === '')
    found.push(
      words(
        'Văn bản không nêu mục tiêu chung, chỉ có các mục tiêu cụ thể.',
        'The document states no general objective, only specific ones.',
      ),
    )
  if (participants.vi.trim() === '')
    found.push(
      words(
        'Văn bản không liệt kê đối tượng tham gia thực hiện: việc của từng cơ quan theo phần tổ chức thực hiện.',
        'The document lists no participants: who does what follows from the duties.',
      ),
    )
  if (beneficiaries.vi.trim() === '' && criteria.length === 0)
    found.push(
      words(
        'Văn bản không nêu đối tượng được hỗ trợ: doanh nghiệp trên địa bàn đều nộp hồ sơ được, không có tiêu chí ưu tiên để xếp.',
        'The document does not say who is supported: every enterprise in the province may apply, and there are no criteria to rank by.',
      ),
    )
  if (targets.length === 0)
    found.push(
      words(
        'Văn bản không có chỉ tiêu đếm được: các câu mục tiêu được giữ nguyên, không có tiến độ để theo dõi.',
        'The document has no counted target: its objectives stay as written, and there is no progress to follow.',
      ),
    )
  if (budget.lines.length === 0) found.push(noLines(budget.total))
  return found
}

function noLines(total: number | null): Words {
  const follows = words(
    'chưa giao, cam kết hay chi được theo mục và không nhận hồ sơ đề nghị hỗ trợ, cho đến khi điều chỉnh kế hoạch để thêm mục.',
    'nothing can be allocated, committed or paid by line and no applications are taken until an amendment adds lines.',
  )
  if (total === null || total === 0)
    return words(
      `Văn bản không kèm dự toán theo mục: ${follows.vi}`,
      `The document comes without an estimate by line: ${follows.en}`,
    )
  const sum = (language: 'vi' | 'en') => statedMoney(BigInt(total), language)
  return words(
    `Văn bản chỉ có tổng kinh phí ${sum('vi')}, không chia mục: ${follows.vi}`,
    `The document has a total of ${sum('en')} alone, without lines: ${follows.en}`,
  )
}

/** A notice of what a plan does without; nothing for one that has all. */
export function Without({ t, plan }: { t: Translate; plan: Outline }) {
  const without = doneWithout(plan)
  if (without.length === 0) return null
  return (
    <Notice title={t('Văn bản này không có', 'What this document does without')}>
      {without.map((each) => (
        <p class="max-w-prose">{t(each)}</p>
      ))}
    </Notice>
  )
}
