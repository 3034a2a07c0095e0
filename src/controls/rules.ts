import { type Words, words } from '../platform/language.ts'

/*
 * The controls that keep one person from doing both sides of a matter. Each names what it holds apart; an installation may
 * relax one in writing, never in silence.
 */

export const controls = {
  decision: words(
    'Người kiểm tra hoặc thẩm định hồ sơ không quyết định hồ sơ đó.',
    'Whoever checks or appraises an application does not decide it.',
  ),
  decisionNumber: words(
    'Người ghi quyết định không cấp lại số cho quyết định đó.',
    'Whoever recorded a decision does not give it another number.',
  ),
  payment: words(
    'Người lập chứng từ chi không duyệt chi.',
    'Whoever draws up a payment does not release it.',
  ),
  paper: words(
    'Chi cho doanh nghiệp hoặc bên nhận hợp đồng phải theo hợp đồng đã ký hoặc biên bản nghiệm thu; khoản chi khác theo bảng kê đã duyệt.',
    'A payment to an enterprise or contractor follows a signed contract or an acceptance; other spending an approved statement of costs.',
  ),
  seal: words('Người soạn báo cáo không chốt báo cáo đó.', 'Whoever drafts a report does not seal it.'),
  value: words(
    'Người nhập số của một chỉ số không xác nhận số đó.',
    'Whoever enters the value of an indicator does not confirm it.',
  ),
  yearlyPlan: words(
    'Người lập kế hoạch năm không phê duyệt kế hoạch đó.',
    'Whoever draws up a yearly plan does not approve it.',
  ),
  estimate: words(
    'Người lập dự toán năm không thẩm định dự toán đó.',
    'Whoever draws up an estimate does not appraise it.',
  ),
  estimateDecision: words(
    'Người thẩm định dự toán năm không ghi quyết định giao theo dự toán đó.',
    'Whoever appraises an estimate does not record the decision on it.',
  ),
  yearEnd: words(
    'Người đề nghị chuyển nguồn, hủy dự toán hoặc lập quyết toán năm không duyệt việc đó.',
    'Whoever proposes what is carried over or cancelled, or draws up the settlement of a year, does not approve it.',
  ),
  provider: words(
    'Người ghi tổ chức, chuyên gia hỗ trợ vào sổ không tự xác nhận.',
    'Whoever enters a provider on the register does not confirm it.',
  ),
  improvement: words(
    'Người ghi giá trị đo của dự án cải tiến không ghi kết quả đánh giá dự án đó.',
    'Whoever enters values of an improvement project does not enter its evaluation.',
  ),
  contentValue: words(
    'Người nhập số liệu theo nội dung của lượt hỗ trợ không xác nhận số liệu đó.',
    'Whoever enters a figure by content of a turn does not confirm it.',
  ),
  award: words(
    'Người kiểm tra hồ sơ dự giải không ghi ý kiến và kết quả của hồ sơ đó.',
    'Whoever checks an entry for the award records neither the opinion on it nor its outcome.',
  ),
  finding: words(
    'Người trả lời kiến nghị kiểm toán, thanh tra không kết thúc kiến nghị đó.',
    'Whoever answers a finding of audit or inspection does not close it.',
  ),
  turnChange: words(
    'Người đề nghị thay đổi lượt hỗ trợ không quyết định thay đổi đó.',
    'Whoever asks for a change of a turn does not decide on it.',
  ),
  visitPlan: words(
    'Người lập danh sách kiểm tra không duyệt danh sách đó.',
    'Whoever draws a list of visits does not approve it.',
  ),
  visitRemedy: words(
    'Người báo khắc phục thay doanh nghiệp không tự xác nhận.',
    'Whoever says for an enterprise that something is put right does not close it.',
  ),
  commendation: words(
    'Người kiểm tra, thẩm định hoặc trình danh sách khen thưởng không ghi quyết định khen thưởng.',
    'Whoever checked, appraised or submitted a list of nominees does not record the decision to commend.',
  ),
  eventCosts: words(
    'Người lập bảng kê chi phí sự kiện không duyệt quyết toán bảng kê đó.',
    'Whoever proposes the statement of costs of an event does not settle it.',
  ),
  communication: words(
    'Người ghi hoạt động truyền thông không tự xác nhận.',
    'Whoever enters communication does not confirm it.',
  ),
  outreach: words(
    'Người ghi hoặc gửi việc, khoản lồng ghép của cơ quan, hội không tự xác nhận.',
    'Whoever enters or sends outreach or integrated money does not confirm it.',
  ),
  news: words('Người soạn bài không tự đăng bài đó.', 'Whoever writes an article does not publish it.'),
  guide: words(
    'Người soạn mục hướng dẫn không công bố mục đó.',
    'Whoever writes an entry of the guide does not publish it.',
  ),
  call: words(
    'Người soạn đợt kêu gọi không phê duyệt đợt đó.',
    'Whoever draws up a call does not approve it.',
  ),
  template: words(
    'Người tải mẫu văn bản lên không đưa mẫu đó vào dùng.',
    'Whoever uploads a template does not take it into use.',
  ),
  objection: words(
    'Người quyết định hồ sơ không trả lời kiến nghị về quyết định đó.',
    'Whoever decides an application does not answer an objection to it.',
  ),
  proof: words(
    'Người lập chứng minh tiêu chí không xác nhận chứng minh đó.',
    'Whoever enters a proof of a criterion does not confirm it.',
  ),
  scienceTask: words(
    'Người soạn nhiệm vụ KH&CN không ghi phê duyệt nhiệm vụ đó.',
    'Whoever drew up an S&T task does not enter its approval.',
  ),
  report: words(
    'Người soạn báo cáo của đơn vị không duyệt và không chấp nhận báo cáo đó.',
    'Whoever writes the report of a recipient neither approves nor accepts it.',
  ),
  standing: words(
    'Người báo cáo nhiệm vụ thường xuyên không chấp nhận báo cáo đó.',
    'Whoever reports a standing duty does not accept the report.',
  ),
  takeover: words(
    'Người tiếp nhận số liệu cũ không duyệt và không hoàn tác lô đó.',
    'Whoever takes old data over neither approves nor undoes that batch.',
  ),
} as const satisfies Record<string, Words>

export type ControlKey = keyof typeof controls
export const controlKeys = Object.keys(controls) as [ControlKey, ...ControlKey[]]

/** Accounts as the search for doubles sees them. `folded` is the name without accents and case. */
export interface Named {
  readonly id: string
  readonly folded: string
  readonly agencyId: number | null
  /** The account that stands for the person, when an administrator has said so. */
  readonly personId: string | null
}

/**
 * Groups of accounts that may be one person: the same name in the same agency (or both without one), not yet said to be one.
 * A name alone proves nothing in Viet Nam, so an administrator decides.
 */
export function likelyDoubles<A extends Named>(accounts: readonly A[]): A[][] {
  const groups = Map.groupBy(accounts, ({ folded, agencyId }) => `${agencyId ?? ''}/${folded}`)
  return [...groups.values()].filter(
    (group) => new Set(group.map(({ id, personId }) => personId ?? id)).size > 1,
  )
}
