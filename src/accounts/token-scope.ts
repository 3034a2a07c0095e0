import { type Words, words } from '../platform/language.ts'

/** A part of the program that a token can be confined to: its words, and the capabilities (first parts of operations' names) it opens. */
interface TokenPart {
  readonly label: Words
  readonly opens: readonly string[]
}

export const tokenParts = {
  plan: {
    label: words('Kế hoạch, chỉ tiêu', 'Plans, targets'),
    opens: ['plan', 'plans', 'drafts', 'drafting', 'results', 'indicators'],
  },
  duties: {
    label: words('Nhiệm vụ, lịch', 'Duties, calendar'),
    opens: ['duties', 'standing', 'reportRequests', 'calendar'],
  },
  reference: {
    label: words('Cơ quan, văn bản', 'Agencies, law'),
    opens: ['agencies', 'places', 'legal', 'norms', 'keyProducts'],
  },
  enterprises: {
    label: words('Doanh nghiệp', 'Enterprises'),
    opens: [
      'enterprises',
      'registrations',
      'introductions',
      'mergers',
      'proofs',
      'providers',
      'improvements',
    ],
  },
  support: {
    label: words('Hồ sơ, hỗ trợ, chứng nhận', 'Applications, support, certificates'),
    opens: [
      'calls',
      'guide',
      'news',
      'councils',
      'templates',
      'outgoing',
      'signatures',
      'applications',
      'support',
      'followUps',
      'certificates',
      'contentData',
      'traceability',
      'visits',
      'rehearsals',
      'proposals',
      'opinions',
      'commendations',
      'nominations',
      'awards',
    ],
  },
  scienceTasks: {
    label: words('Nhiệm vụ khoa học và công nghệ', 'S&T tasks'),
    opens: ['scienceTasks', 'taskContents', 'taskKinds'],
  },
  needs: { label: words('Nhu cầu hỗ trợ', 'Needs of support'), opens: ['needs'] },
  yearlyPlans: { label: words('Kế hoạch năm', 'Yearly plans'), opens: ['yearlyPlans'] },
  training: {
    label: words('Đào tạo, hội nghị', 'Training, conferences'),
    opens: [
      'training',
      'events',
      'eventRegistrations',
      'schools',
      'people',
      'communication',
      'outreach',
      'integrations',
    ],
  },
  takeover: { label: words('Tiếp nhận số liệu cũ', 'Take-over of old data'), opens: ['takeover'] },
  estimates: { label: words('Dự toán kinh phí năm', 'Yearly estimates'), opens: ['estimates'] },
  budget: {
    label: words('Kinh phí', 'Budget'),
    opens: [
      'budget',
      'claims',
      'advances',
      'recoveries',
      'treasury',
      'yearEnd',
      'moneyView',
      'findings',
      'moneyPath',
      'ownMoney',
      'ownContentMoney',
      'treasuryFigures',
    ],
  },
  productivity: {
    label: words('Năng suất doanh nghiệp', 'Productivity of enterprises'),
    opens: ['productivity', 'assessments'],
  },
  series: { label: words('Số liệu thống kê', 'Statistical series'), opens: ['series'] },
  studies: { label: words('Tính toán TFP', 'TFP studies'), opens: ['studies'] },
  reports: {
    label: words('Báo cáo, tổng quan', 'Reports, overview'),
    opens: ['reports', 'obstacles', 'portal', 'notices', 'map'],
  },
  files: { label: words('Tệp minh chứng', 'Evidence files'), opens: ['files'] },
  setup: { label: words('Thiết lập', 'Set-up'), opens: ['setup'] },
  lists: { label: words('Cách xem danh sách', 'Views of lists'), opens: ['lists'] },
  talk: { label: words('Trao đổi', 'Talk'), opens: ['talk'] },
  search: { label: words('Tìm trong toàn chương trình', 'Search everything'), opens: ['search'] },
  work: { label: words('Việc của tôi', 'My work'), opens: ['work'] },
  privacy: { label: words('Dữ liệu cá nhân', 'Personal data'), opens: ['privacy'] },
  audit: { label: words('Nhật ký thao tác', 'Audit trail'), opens: ['audit'] },
} as const satisfies Record<string, TokenPart>

export type TokenPartKey = keyof typeof tokenParts
export const tokenPartKeys = Object.keys(tokenParts) as TokenPartKey[]

/** The capabilities that a token for these parts opens; null for all, when none is named. */
export function capabilitiesOf(parts: readonly TokenPartKey[]): string[] | null {
  return parts.length === 0 ? null : parts.flatMap((part) => [...tokenParts[part].opens])
}

/** The parts that a token's capabilities make up; null when it is for all. */
export function partsOf(capabilities: readonly string[] | null): TokenPartKey[] | null {
  if (capabilities === null) return null
  return tokenPartKeys.filter((part) => tokenParts[part].opens.every((name) => capabilities.includes(name)))
}
