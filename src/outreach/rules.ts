import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'

/** Where an activity or an integrated programme stands: written, sent, and confirmed or returned by another person. */
export const outreachStates = states({
  draft: { vi: 'Đang ghi, chưa gửi', en: 'Written, not sent yet', tone: 'info' },
  sent: { vi: 'Đã gửi, chờ cơ quan điều hành', en: 'Sent, the coordinator looks at it', tone: 'warning' },
  returned: { vi: 'Trả lại để ghi thêm', en: 'Returned for more', tone: 'error' },
  confirmed: { vi: 'Được cơ quan điều hành xác nhận', en: 'Confirmed by the coordinator', tone: 'success' },
  withdrawn: words('Đã rút lại', 'Taken back'),
})
export type OutreachState = (typeof outreachStates.keys)[number]

const way: Readonly<Record<OutreachState, readonly OutreachState[]>> = {
  draft: ['sent', 'withdrawn'],
  sent: ['returned', 'confirmed', 'withdrawn'],
  returned: ['sent', 'withdrawn'],
  confirmed: ['withdrawn'],
  withdrawn: [],
}

/** Whether it may go from one state to another. */
export const mayBecome = (from: OutreachState, to: OutreachState): boolean => way[from].includes(to)

/** Whether it is with who enters it. */
export const isWritten = ({ state }: { readonly state: OutreachState }): boolean => mayBecome(state, 'sent')

/** Among whom it was done, where the plan names them (V.6). */
export const settings = states({
  cooperatives: words('Hợp tác xã', 'Cooperatives'),
  craft_villages: words('Làng nghề', 'Craft villages'),
  both: words('Hợp tác xã và làng nghề', 'Cooperatives and craft villages'),
})

interface Paid {
  readonly cost?: bigint | null | undefined
  readonly sourceId?: number | null | undefined
  readonly integrationId?: number | null | undefined
}

/** What does not fit together in what was said of the money, by field: the same for a form and a row of a table. */
export function misfits({ cost, sourceId, integrationId }: Paid) {
  const found: { field: 'cost' | 'sourceId'; words: ReturnType<typeof words> }[] = []
  if (cost == null && (sourceId != null || integrationId != null))
    found.push({
      field: 'cost',
      words: words('Có nguồn chi trả thì phải ghi số tiền.', 'Where a fund pays the amount is needed.'),
    })
  if (sourceId != null && integrationId != null)
    found.push({
      field: 'sourceId',
      words: words(
        'Nguồn đã ghi ở khoản lồng ghép; xin để trống.',
        'The fund is said by the integrated money; please leave it empty.',
      ),
    })
  return found
}

/** Whether more enterprises are named than were reached. */
export const namesTooMany = (named: number, reached: number): boolean => named > reached
