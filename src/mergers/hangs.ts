import { type RawBuilder, sql } from 'kysely'
import { type Words, words } from '../platform/language.ts'

/*
 * What hangs on an enterprise: every table with a column that leads to one, and the records of others that name it as `enterprise:7`. A
 * test holds the list to the foreign keys of the database.
 */

interface Hang {
  readonly table: string
  readonly label: Words
  /** The columns that name a row beside the enterprise. */
  readonly key: readonly string[]
  /** The column that leads to the enterprise; `enterprise_id` when left out. */
  readonly column?: string
  /** A row stays with the merged record where the kept one has another with the same value of this column. */
  readonly once?: string
  /** Of a merger in law: which rows (`x`) are open work and pass on to the successor; left out, none do. */
  readonly passesOn?: RawBuilder<boolean>
}

/** A table in which an enterprise has one row for each key: of two, one counts and the other stays with the merged record. */
interface Beside extends Omit<Hang, 'key' | 'once' | 'column'> {
  readonly key: readonly [string]
  /** When the row of the merged record (`l`) counts and not that of the kept one (`k`), without anybody's choice. */
  readonly better?: RawBuilder<boolean>
  /** An officer chooses which counts. */
  readonly chosen?: boolean
}

const openTurn = sql`('decided', 'contracted', 'in_progress', 'accepted')`
const openApplication = sql`('filed', 'returned', 'checked', 'appraised', 'waiting')`
const openProject = sql`('planned', 'running', 'finished')`
const turnsOpen = sql`SELECT t.application_id FROM support_turn t WHERE t.enterprise_id = x.enterprise_id AND t.state IN ${openTurn}`

/** Rows that simply change over. Messages go first and applications before turns: what is open work is told by rows that have not gone yet. */
export const changeOver: readonly Hang[] = [
  {
    table: 'talk_message',
    key: ['id'],
    label: words('Trao đổi', 'Talk'),
    passesOn: sql<boolean>`(x.record, x.record_id) IN (
      SELECT 'application', a.id FROM application a WHERE a.enterprise_id = x.enterprise_id AND a.state IN ${openApplication}
      UNION ALL SELECT 'support_turn', t.id FROM support_turn t
        WHERE t.enterprise_id = x.enterprise_id AND t.state IN ${openTurn}
      UNION ALL SELECT 'need', n.id FROM need n WHERE n.enterprise_id = x.enterprise_id AND n.state IN ('new', 'taken')
      UNION ALL SELECT 'improvement', i.id FROM improvement_project i WHERE i.enterprise_id = x.enterprise_id AND i.state IN ${openProject}
      UNION ALL SELECT 'obstacle', o.id FROM obstacle o WHERE o.enterprise_id = x.enterprise_id AND o.resolved_on IS NULL AND o.withdrawn_on IS NULL)`,
  },
  {
    table: 'made_document',
    key: ['id'],
    label: words('Thư báo, hợp đồng đã tạo', 'Letters and contracts that were made'),
    passesOn: sql<boolean>`x.record IN (
      SELECT 'application:' || a.id FROM application a WHERE a.enterprise_id = x.enterprise_id AND a.state IN ${openApplication}
      UNION ALL SELECT 'support_turn:' || t.id FROM support_turn t
        WHERE t.enterprise_id = x.enterprise_id AND t.state IN ${openTurn})`,
  },
  {
    table: 'enterprise',
    column: 'merged_into',
    key: ['id'],
    label: words('Hồ sơ đã gộp vào trước đây', 'Records merged into it before'),
  },
  { table: 'account', key: ['id'], label: words('Tài khoản', 'Accounts') },
  { table: 'account_role', key: ['id'], label: words('Vai trò của tài khoản', 'Roles of accounts') },
  {
    table: 'application',
    key: ['id'],
    label: words('Hồ sơ đề nghị', 'Applications'),
    passesOn: sql<boolean>`x.state IN ${openApplication} OR x.id IN (${turnsOpen})`,
  },
  {
    table: 'application_draft',
    key: ['id'],
    label: words('Hồ sơ đang soạn', 'Applications that are being written'),
    passesOn: sql<boolean>`true`,
  },
  {
    table: 'commitment',
    key: ['id'],
    label: words('Cam kết chi', 'Commitments of money'),
    passesOn: sql<boolean>`x.id IN (SELECT t.commitment_id FROM support_turn t WHERE t.state IN ${openTurn})`,
  },
  {
    table: 'support_turn',
    key: ['id'],
    label: words('Lượt hỗ trợ', 'Support turns'),
    passesOn: sql<boolean>`x.state IN ${openTurn}`,
  },
  {
    table: 'news_article',
    key: ['id'],
    label: words('Các bài viết', 'Articles'),
  },
  {
    table: 'guide_example',
    key: ['id'],
    once: 'entry_id',
    label: words('Ví dụ từ doanh nghiệp', 'Examples of enterprises'),
  },
  // who employs a member of a council, so that the enterprise's own record is kept from him
  {
    table: 'council_member',
    column: 'employer_id',
    key: ['id'],
    label: words('Các thành viên', 'Members of the council'),
  },
  { table: 'product', key: ['id'], once: 'name', label: words('Sản phẩm, hàng hóa', 'Products and goods') },
  { table: 'certificate', key: ['id'], label: words('Chứng nhận', 'Certificates') },
  { table: 'nomination', key: ['id'], label: words('Đề nghị khen thưởng', 'Nominations for commendation') },
  {
    table: 'nomination',
    column: 'by_enterprise_id',
    key: ['id'],
    label: words('Đề nghị khen thưởng do doanh nghiệp gửi', 'Nominations by the enterprise'),
  },
  { table: 'award_entry', key: ['id'], label: words('Hồ sơ dự giải', 'Entries for the award') },
  {
    table: 'improvement_project',
    key: ['id'],
    label: words('Dự án cải tiến', 'Improvement projects'),
    passesOn: sql<boolean>`x.state IN ${openProject}`,
  },
  {
    table: 'support_change',
    key: ['id'],
    label: words('Thay đổi của lượt hỗ trợ', 'Changes of support turns'),
    passesOn: sql<boolean>`x.turn_id IN (SELECT t.id FROM support_turn t WHERE t.state IN ${openTurn})`,
  },
  {
    table: 'support_follow_up',
    key: ['id'],
    label: words('Hài lòng và kết quả sau hỗ trợ', 'Satisfaction, and what became of it'),
  },
  {
    table: 'support_unrecovered',
    key: ['id'],
    label: words('Lý do không thu hồi', 'Reasons for no recovery'),
  },
  {
    table: 'visit',
    key: ['id'],
    label: words('Kiểm tra tại doanh nghiệp', 'Visits to enterprises'),
    passesOn: sql<boolean>`x.turn_id IN (SELECT t.id FROM support_turn t WHERE t.state IN ${openTurn})`,
  },
  {
    table: 'visit_finding',
    key: ['id'],
    label: words('Phát hiện và khắc phục', 'Found and remedied'),
    passesOn: sql<boolean>`x.visit_id IN (SELECT v.id FROM visit v JOIN support_turn t ON t.id = v.turn_id WHERE t.state IN ${openTurn})`,
  },
  {
    table: 'service_rating',
    key: ['id'],
    label: words('Các đánh giá đơn vị hỗ trợ', 'Ratings of providers'),
  },
  {
    table: 'enterprise_proof',
    key: ['id'],
    once: 'slot',
    label: words('Chứng minh tiêu chí', 'Proofs of criteria'),
  },
  {
    table: 'need',
    key: ['id'],
    label: words('Nhu cầu hỗ trợ', 'Needs of support'),
    passesOn: sql<boolean>`x.state IN ('new', 'taken')`,
  },
  {
    table: 'obstacle',
    key: ['id'],
    label: words('Khó khăn, vướng mắc', 'Obstacles'),
    passesOn: sql<boolean>`x.resolved_on IS NULL AND x.withdrawn_on IS NULL`,
  },
  {
    table: 'fact',
    key: ['id'],
    label: words('Kết quả được tính cho chỉ tiêu', 'Results that indicators count'),
  },
  { table: 'self_assessment', key: ['id'], label: words('Tự đánh giá của doanh nghiệp', 'Self-assessments') },
  {
    table: 'event_invitee',
    key: ['id'],
    once: 'event_id',
    label: words('Khách mời của các sự kiện', 'Guests of events'),
  },
  { table: 'person', key: ['id'], label: words('Hồ sơ cá nhân', 'Records of persons') },
  { table: 'trained_person', key: ['id'], label: words('Người được đào tạo', 'Persons trained') },
  {
    table: 'registration',
    key: ['id'],
    label: words('Đăng ký của doanh nghiệp', 'Registrations of enterprises'),
  },
  {
    table: 'introduction',
    key: ['id'],
    label: words('Doanh nghiệp được giới thiệu', 'Enterprises that were introduced'),
    passesOn: sql<boolean>`x.state = 'asked'`,
  },
  {
    table: 'outreach_enterprise',
    key: ['id'],
    once: 'slot',
    label: words('Được cơ quan, hội tiếp cận', 'Reached by outreach'),
  },
  { table: 'import', key: ['kind', 'id'], label: words('Bảng đã nhập', 'Tables brought in') },
  { table: 'file', key: ['id'], label: words('Tệp', 'Files') },
]

/** Rows of which an enterprise has one for each key. */
export const besideEachOther: readonly Beside[] = [
  {
    table: 'enterprise_year',
    key: ['year'],
    label: words('Số liệu quy mô của năm', 'Figures of a year'),
    chosen: true,
  },
  {
    table: 'enterprise_criterion',
    key: ['criterion_id'],
    label: words('Tiêu chí ưu tiên', 'Criteria of priority'),
    chosen: true,
  },
  {
    table: 'enterprise_accounts',
    key: ['year'],
    label: words('Số liệu tính năng suất', 'Figures for productivity'),
    chosen: true,
  },
  {
    table: 'association_member',
    key: ['agency_id'],
    label: words('Hội, hiệp hội', 'Associations'),
    better: sql<boolean>`k.ended_on IS NOT NULL AND l.ended_on IS NULL`,
  },
  {
    table: 'need_asked',
    key: ['survey_id'],
    label: words('Khảo sát nhu cầu', 'Surveys of needs'),
    better: sql<boolean>`k.state = 'asked' AND l.state <> 'asked'`,
    passesOn: sql<boolean>`x.state = 'asked'`,
  },
  {
    table: 'report_answer',
    key: ['request_id'],
    label: words('Báo cáo được yêu cầu', 'Reports that were asked for'),
    better: sql<boolean>`k.state IN ('asked', 'missing') AND l.state NOT IN ('asked', 'missing')`,
    passesOn: sql<boolean>`x.state NOT IN ('accepted', 'missing')`,
  },
]

/** Rows of other tables that name a record by its kind and number: those of `enterprise:7`. */
export const ofTheRecord: readonly {
  readonly table: string
  readonly key: readonly string[]
  readonly label: Words
}[] = [
  { table: 'talk_message', key: ['id'], label: words('Trao đổi', 'Talk') },
  { table: 'work_assignment', key: ['id'], label: words('Người phụ trách', 'Officers in charge') },
  { table: 'record_follower', key: ['account_id'], label: words('Người theo dõi', 'Who follows it') },
  { table: 'talk_seen', key: ['account_id'], label: words('Trao đổi đã xem', 'Talk that was seen') },
  {
    table: 'recent_record',
    key: ['account_id'],
    label: words('Hồ sơ mới mở gần đây', 'Records opened lately'),
  },
]

/** Columns that lead to an enterprise and do not change over, with the reason. */
export const staysBehind: ReadonlyMap<string, string> = new Map([
  ['enterprise_likeness.enterprise_id', 'Follows from the record itself.'],
  ['enterprise_double.one_id', 'What was found of the pair.'],
  ['enterprise_double.other_id', 'What was found of the pair.'],
  ['enterprise_merge.kept_id', 'What was merged.'],
  ['enterprise_merge.lost_id', 'What was merged.'],
])

/** How a table is named to a reader. */
export function hangWords(table: string): Words {
  const named = [...changeOver, ...besideEachOther, ...ofTheRecord].find((one) => one.table === table)
  return named?.label ?? { vi: table, en: table }
}
