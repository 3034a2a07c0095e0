import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'

/** Whose doing it is: the programme's, or that of the press by itself (the press log). */
export const origins = states({
  own: words('Cơ quan, hội tự làm', 'The programme'),
  press: words('Báo chí tự đưa tin', 'The press by itself'),
})

export const communicationStates = states({
  entered: {
    vi: 'Đã ghi, chờ xác nhận số liệu',
    en: 'Entered, its figures to be confirmed',
    tone: 'warning',
  },
  returned: { vi: 'Trả lại để bổ sung minh chứng', en: 'Returned for better proof', tone: 'error' },
  confirmed: { vi: 'Đã xác nhận, được tính', en: 'Confirmed and counted', tone: 'success' },
  withdrawn: words('Đã rút, không được tính', 'Withdrawn, not counted'),
})
export type CommunicationState = (typeof communicationStates.keys)[number]

const way: Readonly<Record<CommunicationState, readonly CommunicationState[]>> = {
  entered: ['returned', 'confirmed', 'withdrawn'],
  returned: ['entered', 'withdrawn'],
  confirmed: ['withdrawn'],
  withdrawn: [],
}

/** Whether it may go from one state to another. */
export const mayBecome = (from: CommunicationState, to: CommunicationState): boolean => way[from].includes(to)

interface Said {
  readonly origin: string
  readonly outlet?: string | null | undefined
  readonly reach?: number | null | undefined
  readonly reachSource?: string | null | undefined
  readonly cost?: bigint | null | undefined
  readonly lineId?: number | null | undefined
}
export type SaidKey = 'outlet' | 'reach' | 'reachSource' | 'cost' | 'lineId'

/** What does not fit together in what was said, by field: the same for a form and a row of a table. */
export function misfits({ origin, outlet, reach, reachSource, cost, lineId }: Said) {
  const found: { field: SaidKey; words: ReturnType<typeof words> }[] = []
  const wrong = (field: SaidKey, vi: string, en: string) => found.push({ field, words: words(vi, en) })
  if (origin === 'press' && cost != null)
    wrong('cost', 'Báo chí tự đưa tin thì không có chi phí.', 'What the press wrote by itself has no cost.')
  if (reach == null && reachSource != null)
    wrong(
      'reach',
      'Có nguồn thì phải có số người tiếp cận.',
      'Where there is a source the number of people is needed.',
    )
  if (lineId != null && cost == null)
    wrong('cost', 'Mục kinh phí chi trả thì phải ghi chi phí.', 'Where a line pays the cost is needed.')
  if (origin === 'press' && outlet == null)
    wrong('outlet', 'Xin ghi báo, đài đã đưa tin.', 'Please name the newspaper or station.')
  if (reach != null && reachSource == null)
    wrong('reachSource', 'Số người tiếp cận phải có nguồn.', 'The number of people needs its source.')
  return found
}
