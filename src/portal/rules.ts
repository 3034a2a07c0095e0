import { addDays, formatDate } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'

/** What is known of an enterprise that decides what it has to do next. */
export interface EnterpriseStanding {
  readonly enterpriseId: number
  /** Years of the plan, up to the last full year, whose figures are missing. */
  readonly missingYears: readonly number[]
  readonly applications: readonly { readonly id: number; readonly state: string; readonly content: string }[]
  readonly certificates: readonly {
    readonly id: number
    readonly number: string
    readonly expiresOn: string | null
    readonly withdrawnOn: string | null
  }[]
  readonly openObstacles: number
}

export interface NextStep {
  readonly words: Words
  readonly href: string
  /** What waits for the enterprise; the rest is for its knowledge. */
  readonly urgent: boolean
}

/** A certificate that ends within this many days is told of. */
const warningDays = 90

/** What an enterprise must or may do next, the urgent first. @param today ISO */
export function nextSteps(standing: EnterpriseStanding, today: string): NextStep[] {
  const steps: NextStep[] = []
  for (const application of standing.applications) {
    if (application.state !== 'returned') continue
    steps.push({
      words: words(
        `Bổ sung hồ sơ "${application.content}" đã được trả lại`,
        `Complete the application “${application.content}”, which was returned`,
      ),
      href: `/applications/${application.id}`,
      urgent: true,
    })
  }
  if (standing.missingYears.length > 0) {
    const years = standing.missingYears.join(', ')
    steps.push({
      words: words(
        `Khai số liệu lao động, doanh thu, vốn năm ${years}`,
        `Give the figures on labour, revenue and capital of ${years}`,
      ),
      href: `/enterprises/${standing.enterpriseId}`,
      urgent: true,
    })
  }
  const soon = addDays(today, warningDays)
  for (const certificate of standing.certificates) {
    const { expiresOn } = certificate
    if (certificate.withdrawnOn !== null || expiresOn === null || expiresOn > soon) continue
    const past = expiresOn < today
    steps.push({
      words: words(
        `Chứng nhận ${certificate.number} ${past ? 'đã hết hiệu lực' : 'hết hiệu lực'} ngày ${formatDate(expiresOn)}`,
        `Certificate ${certificate.number} ${past ? 'expired' : 'expires'} on ${formatDate(expiresOn)}`,
      ),
      href: `/certificates/${certificate.id}`,
      urgent: !past,
    })
  }
  if (!standing.applications.some((application) => !['refused', 'withdrawn'].includes(application.state))) {
    steps.push({
      words: words(
        'Đăng ký hỗ trợ áp dụng hệ thống, công cụ hoặc chứng nhận sản phẩm',
        'Apply for support for systems, tools or product certification',
      ),
      href: '/applications/new',
      urgent: false,
    })
  }
  if (standing.openObstacles > 0) {
    steps.push({
      words: words(
        `${standing.openObstacles} khó khăn, vướng mắc đã phản ánh đang chờ giải quyết`,
        `${standing.openObstacles} reported obstacles are waiting to be resolved`,
      ),
      href: '/obstacles?state=open',
      urgent: false,
    })
  }
  return steps.sort((one, other) => Number(other.urgent) - Number(one.urgent))
}

/** Years whose figures an enterprise should have given: those of the plan that are over. */
export function yearsToReport(firstYear: number, lastYear: number, thisYear: number): number[] {
  const last = Math.min(lastYear, thisYear - 1)
  return Array.from({ length: Math.max(0, last - firstYear + 1) }, (_, place) => firstYear + place)
}

/** A part of a sum of money as a share from 0 to 1; 0 of nothing is 0. */
export function shareOf(part: bigint, whole: bigint): number {
  return whole <= 0n ? 0 : Number((part * 10_000n) / whole) / 10_000
}
