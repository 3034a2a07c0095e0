import type { Grant } from '../platform/actor.ts'
import { type Words, words } from '../platform/language.ts'

/** One of the first things to do. */
export interface FirstStep {
  readonly href: `/${string}`
  readonly label: Words
  /** Done once the account has run a command whose name begins so; empty where looking is all there is to do. */
  readonly by: readonly string[]
}

/** What somebody with a role can do, and what to do first. */
export interface FirstSteps {
  readonly for: readonly Grant[]
  readonly can: Words
  readonly steps: readonly FirstStep[]
}

const notices: FirstStep = {
  href: '/notices/wishes',
  label: words('Chọn cách nhận thông báo', 'Choose how to be told'),
  by: ['notices.wish'],
}
const deputies: FirstStep = {
  href: '/account/deputies',
  label: words('Chọn người thay khi vắng mặt', 'Choose who stands in for you'),
  by: ['accounts.appointDeputy'],
}
const duty: FirstStep = {
  href: '/duties',
  label: words('Báo đã làm một nhiệm vụ', 'Report a duty as done'),
  by: ['duties.complete'],
}
const value: FirstStep = {
  href: '/indicator-values',
  label: words('Nhập số mà kế hoạch giao cơ quan bạn', 'Enter the values that the plan asks of your agency'),
  by: ['indicators.enterValue'],
}
const obstacle: FirstStep = {
  href: '/obstacles/new',
  label: words('Báo khó khăn, vướng mắc khi có', 'Report an obstacle when you meet one'),
  by: ['obstacles.report'],
}
const secondStep: FirstStep = {
  href: '/account/second-factor',
  label: words('Bật xác thực hai bước', 'Switch the second step on'),
  by: ['identity.switchOnApp', 'identity.addPasskey'],
}
const work: FirstStep = {
  href: '/work',
  label: words('Xem việc đang chờ bạn', 'See what waits for you'),
  by: [],
}

/** The first steps of each role, those of an account with several one below the other. */
export const firstSteps: readonly FirstSteps[] = [
  {
    for: ['admin'],
    can: words(
      'Bạn quản lý tài khoản, thiết lập và an toàn của chương trình.',
      'You manage accounts, set-up and safety of the program.',
    ),
    steps: [
      { href: '/accounts/new', label: words('Tạo tài khoản', 'Create the account'), by: ['accounts.create'] },
      secondStep,
      {
        href: '/retention',
        label: words('Đặt thời hạn lưu', 'Set how long data are kept'),
        by: ['retention.setPeriod'],
      },
    ],
  },
  {
    for: ['coordinator'],
    can: words(
      'Bạn điều hành chương trình: nhận và thẩm định hồ sơ, theo dõi lượt hỗ trợ, nhiệm vụ, làm báo cáo.',
      'You run the programme: take in and appraise applications, follow support and duties, make the report.',
    ),
    steps: [
      {
        href: '/enterprises',
        label: words('Ghi hoặc bổ sung một doanh nghiệp', 'Register an enterprise or complete one'),
        by: ['enterprises.'],
      },
      {
        href: '/applications',
        label: words('Kiểm tra, thẩm định một hồ sơ', 'Check and appraise an application'),
        by: ['applications.check', 'applications.appraise'],
      },
      {
        href: '/training',
        label: words('Ghi hội nghị, khóa đào tạo đã tổ chức', 'Record an event that was held'),
        by: ['training.record'],
      },
      {
        href: '/reports',
        label: words('Tạo bản thảo báo cáo năm', 'Draft the yearly report'),
        by: ['reports.draft'],
      },
      notices,
    ],
  },
  {
    for: ['leader'],
    can: words(
      'Bạn quyết định hồ sơ, chốt báo cáo và thấy toàn bộ chương trình.',
      'You decide applications, seal reports and see the whole programme.',
    ),
    steps: [
      {
        href: '/applications',
        label: words('Quyết định một hồ sơ đã thẩm định', 'Decide an application that was appraised'),
        by: ['applications.decide'],
      },
      {
        href: '/dashboard',
        label: words('Xem tình hình chương trình', 'See how the programme stands'),
        by: [],
      },
      { href: '/reports', label: words('Chốt báo cáo năm', 'Seal the yearly report'), by: ['reports.seal'] },
      deputies,
      notices,
    ],
  },
  {
    for: ['head'],
    can: words(
      'Bạn ký những quyết định được ủy quyền cho thủ trưởng cơ quan.',
      'You sign the decisions that are delegated to the head of the agency.',
    ),
    steps: [
      work,
      {
        href: '/applications',
        label: words('Quyết định một hồ sơ đã thẩm định', 'Decide an application that was appraised'),
        by: ['applications.decide'],
      },
      deputies,
      notices,
    ],
  },
  {
    for: ['accountant'],
    can: words(
      'Bạn lập chứng từ chi; người khác duyệt.',
      'You draw up payments; another person releases them.',
    ),
    steps: [
      {
        href: '/budget/commitments',
        label: words('Lập chứng từ chi', 'Draw up a payment'),
        by: ['budget.draftPayment'],
      },
      work,
      deputies,
      notices,
    ],
  },
  {
    for: ['finance'],
    can: words(
      'Bạn ghi kinh phí được giao, duyệt chứng từ, khóa sổ năm.',
      'You record allocations, release payments and close years.',
    ),
    steps: [
      {
        href: '/budget/payments',
        label: words('Duyệt hoặc trả lại một chứng từ', 'Release or return a payment'),
        by: ['budget.releasePayment', 'budget.returnPayment'],
      },
      {
        href: '/budget/decisions/new',
        label: words('Ghi kinh phí được giao', 'Record what was allocated'),
        by: ['budget.decide', 'budget.allocate'],
      },
      duty,
      notices,
    ],
  },
  {
    for: ['home_affairs', 'agency'],
    can: words(
      'Bạn báo nhiệm vụ kế hoạch giao, nhập số của cơ quan, báo khó khăn.',
      'You report the duties that the plan gives your agency, enter its values, report obstacles.',
    ),
    steps: [duty, value, obstacle, notices],
  },
  {
    for: ['statistics'],
    can: words(
      'Bạn giữ chuỗi số liệu và tính, soát TFP.',
      'You keep the statistical series and make or review TFP studies.',
    ),
    steps: [
      {
        href: '/series',
        label: words('Nhập số liệu một năm', 'Enter the figures of a year'),
        by: ['series.'],
      },
      {
        href: '/studies',
        label: words('Lập hoặc soát một bản tính', 'Make or review a study'),
        by: ['studies.'],
      },
      value,
      notices,
    ],
  },
  {
    for: ['association'],
    can: words(
      'Bạn thấy hội viên của mình, báo nhiệm vụ và khó khăn của họ.',
      'You see your members, report duties and their obstacles.',
    ),
    steps: [
      { href: '/enterprises', label: words('Xem hội viên', 'Look at your members'), by: [] },
      {
        href: '/introductions',
        label: words('Giới thiệu doanh nghiệp', 'Introduce an enterprise'),
        by: ['introductions.', 'registrations.invite'],
      },
      duty,
      obstacle,
      notices,
    ],
  },
  {
    for: ['enterprise'],
    can: words(
      'Bạn giữ hồ sơ doanh nghiệp, nộp hồ sơ đề nghị, theo dõi lượt hỗ trợ và chứng nhận.',
      'You keep the profile of your enterprise, file applications, follow support and certificates.',
    ),
    steps: [
      {
        href: '/my-enterprise',
        label: words('Bổ sung thông tin doanh nghiệp', 'Complete the profile of your enterprise'),
        by: ['enterprises.', 'productivity.record'],
      },
      {
        href: '/applications/new',
        label: words('Nộp hồ sơ', 'File an application'),
        by: ['applications.file'],
      },
      {
        href: '/staff',
        label: words('Mời người của doanh nghiệp', 'Invite people of the enterprise'),
        by: ['accounts.inviteStaff'],
      },
      obstacle,
      notices,
    ],
  },
  {
    for: ['auditor'],
    can: words(
      'Bạn xem được tất cả, không sửa gì. Mỗi số mở được hồ sơ và tệp minh chứng.',
      'You read all and change nothing. Each figure opens its records and evidence.',
    ),
    steps: [
      { href: '/audit', label: words('Xem nhật ký thao tác', 'Read the audit trail'), by: [] },
      { href: '/budget/entries', label: words('Xem sổ bút toán', 'Read the ledger'), by: [] },
      {
        href: '/controls',
        label: words('Xem các kiểm soát đã nới', 'See which controls were relaxed'),
        by: [],
      },
      notices,
    ],
  },
  {
    for: ['council_member', 'task_host', 'task_leader', 'expert', 'participant'],
    can: words(
      'Bạn được mời vào một việc và chỉ thấy việc đó; quyền kết thúc cùng việc.',
      'You were invited to one matter and see that one alone; the right ends with it.',
    ),
    steps: [work, secondStep, notices],
  },
]
