import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { draftDays, draftRetention, keptDays } from '../platform/forms/kept.ts'
import { type Words, words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import { rememberedDays } from '../platform/sendings.ts'
import {
  accounts,
  attended,
  contacts,
  councilMembers,
  guests,
  nominated,
  nominees,
  registered,
  trained,
} from './persons.ts'
import { type Kind, personsOf, rowsOf, threadsOf } from './row-kinds.ts'

/**
 * A file that no record names: uploaded, and the form that it was for never sent. What the program made itself (sealed reports and their
 * lists) is named in sealed data too and never counts as unused.
 */
const unused = (before: Date) => sql<boolean>`r.uploaded_at < ${before}
  AND NOT EXISTS (SELECT FROM named_files() AS named (id) WHERE named.id = r.id)
  AND NOT EXISTS (SELECT FROM file_scan s WHERE s.sha256 = r.sha256 AND s.state = 'made')`

const unusedFiles = rowsOf({
  table: 'file',
  where: unused,
  label: sql<string>`r.name`,
  since: sql<Date>`r.uploaded_at`,
})

export const retentionKinds = {
  unusedFiles: {
    name: words('Tệp không dùng đến', 'Files that are not used'),
    what: words(
      'Tệp đã tải lên mà không hồ sơ nào nêu. Tệp mà hồ sơ nêu, dù hồ sơ đã rút, được giữ.',
      'Uploads that no record names. A file that a record names stays, a retracted record included.',
    ),
    days: 30,
    ...unusedFiles,
    async remove({ db }: { db: Db }, before: Date) {
      const { rows } = await sql<{ sha256: string; size: string }>`
        DELETE FROM file r WHERE ${unused(before)} RETURNING r.sha256, r.size::text AS size`.execute(db)
      const bytes = rows.reduce((sum, { size }) => sum + Number(size), 0)
      return { removed: rows.length, bytes, files: [...new Set(rows.map(({ sha256 }) => sha256))] }
    },
  },
  sessions: {
    name: words('Phiên hết hạn đã lâu', 'Sessions that have ended'),
    what: words(
      'Địa chỉ và trình duyệt của phiên đã hết hạn. Việc đăng nhập vẫn còn trong nhật ký.',
      'Address and browser of sessions that have expired. That somebody signed in stays in the audit trail.',
    ),
    days: 90,
    ...rowsOf({
      table: 'account_session',
      where: (before) => sql<boolean>`r.expires_at < ${before}`,
      label: sql<string>`coalesce((SELECT a.name FROM account a WHERE a.id = r.user_id), '—')`,
      since: sql<Date>`r.expires_at`,
    }),
  },
  devices: {
    name: words('Thiết bị lâu không đăng nhập', 'Devices that have not signed in for long'),
    what: words(
      'Thiết bị mà tài khoản đã biết. Đăng nhập lại từ đó thì được báo là thiết bị lạ.',
      'Devices that an account knows. Signing in from one again is told as from a new one.',
    ),
    days: 365,
    ...rowsOf({
      table: 'known_device',
      where: (before) => sql<boolean>`r.last_seen_at < ${before}`,
      label: sql<string>`coalesce((SELECT a.name FROM account a WHERE a.id = r.user_id), '—')`,
      since: sql<Date>`r.last_seen_at`,
    }),
  },
  tokens: {
    name: words('Token đã thu hồi hoặc hết hạn', 'Tokens that were revoked or have ended'),
    what: words(
      'Tên và dấu nhận biết của token không còn dùng được.',
      'Name and mark of tokens that open nothing any more.',
    ),
    days: 365,
    ...rowsOf({
      table: 'api_token',
      where: (before) => sql<boolean>`coalesce(r.revoked_at, r.expires_at) < ${before}`,
      label: sql<string>`r.name`,
      since: sql<Date>`coalesce(r.revoked_at, r.expires_at)`,
    }),
  },
  reminders: {
    name: words('Nhật ký nhắc việc', 'Log of reminders'),
    what: words(
      'Đã nhắc ai, lúc nào: nhiệm vụ đã hoàn thành, chứng nhận, hợp đồng.',
      'Who was reminded when, of duties that are done, certificates and contracts.',
    ),
    days: 730,
    ...rowsOf({
      table: 'notice_thing',
      where: (before) => sql<boolean>`r.at < ${before} AND NOT EXISTS (SELECT FROM duty_item d
        WHERE r.kind LIKE 'duties.%' AND d.id::text = split_part(r.occurrence, ':', 1) AND d.done_on IS NULL)`,
      label: sql<string>`coalesce((SELECT a.name FROM account a WHERE a.id = r.account_id), '—')`,
      since: sql<Date>`r.at`,
    }),
  },
  mails: {
    name: words('Nhật ký thư và cổng báo tin', 'Log of mails and of the gate'),
    what: words(
      'Thông báo đã gửi tới đâu, kết quả. Thông báo trong chương trình được giữ.',
      'Where notices went, with what answer. The notices in the program stay.',
    ),
    days: 365,
    ...rowsOf({
      table: 'notice_delivery',
      where: (before) => sql<boolean>`r.done_at < ${before} AND r.state NOT IN ('waiting', 'sending')`,
      label: sql<string>`coalesce(r.address, r.channel)`,
      since: sql<Date>`r.done_at`,
    }),
  },
  imports: {
    name: words('Bảng chờ nhập mà không nhập', 'Tables that were checked and never imported'),
    what: words(
      'Các dòng đã đọc từ bảng; tệp gốc sau đó là tệp không dùng đến. Bảng tiếp nhận dữ liệu cũ được giữ.',
      'The rows that were read from the table; its file then is one that is not used. Tables of a take-over stay.',
    ),
    days: 180,
    ...rowsOf({
      table: 'import',
      where: (before) =>
        sql<boolean>`r.applied_at IS NULL AND r.checked_at < ${before} AND r.kind <> 'takeover'`,
      label: sql<string>`r.kind || ' ' || r.id`,
      since: sql<Date>`r.checked_at`,
    }),
  },
  drafts: {
    name: words('Bản thảo kế hoạch đã bỏ', 'Drafts of a plan that were discarded'),
    what: words(
      'Nội dung và phần đọc được của bản thảo đã bỏ. Kế hoạch đã ban hành không đổi.',
      'Content and reading of discarded drafts. Plans in force are not touched.',
    ),
    days: 365,
    ...rowsOf({
      table: 'plan_draft',
      where: (before) => sql<boolean>`r.state = 'discarded' AND r.updated_at < ${before}`,
      label: sql<string>`r.label`,
      since: sql<Date>`r.updated_at`,
    }),
  },
  [draftRetention]: {
    name: words('Bản nháp biểu mẫu', 'Drafts of forms'),
    what: words(
      'Nội dung gõ dở mà tài khoản tự lưu, tính từ lần lưu cuối; chỉ người lưu thấy. Tệp kèm theo sau đó là tệp không dùng đến.',
      'What an account typed and kept, since it was last kept; nobody else sees it. Its files then are not used.',
    ),
    days: draftDays,
    byItself: true,
    ...rowsOf({
      table: 'kept_form',
      where: (before) => sql<boolean>`r.draft AND r.kept_at < ${before}`,
      label: sql<string>`coalesce((SELECT a.name FROM account a WHERE a.id = r.user_id), '—')`,
      since: sql<Date>`r.kept_at`,
    }),
  },
  threads: {
    name: words('Trao đổi đã lâu không ai viết', 'Threads in which nobody has written for long'),
    what: words(
      'Lời viết, ghi chú, người được nhắc của hồ sơ mà không còn câu hỏi nào chờ trả lời; tệp gửi kèm sau đó là tệp không dùng đến. Việc đã làm với hồ sơ vẫn còn trong nhật ký.',
      'Messages, notes and who is named, of records of which no question waits for an answer; files sent along then are not used. What was done to the record stays in the audit trail.',
    ),
    days: null,
    ...threadsOf({
      table: 'talk_message',
      where: (
        before,
      ) => sql<boolean>`NOT EXISTS (SELECT FROM talk_message t WHERE t.record = r.record AND t.record_id = r.record_id
        AND (t.at >= ${before} OR t.asks AND t.answered_by IS NULL AND t.settled_at IS NULL AND t.withdrawn_at IS NULL))`,
      label: sql<string>`r.record || ' ' || r.record_id`,
      since: sql<Date>`r.at`,
    }),
  },
  registrationPapers: {
    name: words('Giấy tờ của đăng ký không được chấp nhận', 'Papers of registrations that were not accepted'),
    what: words(
      'Giấy tờ người đăng ký đã gửi, tính từ ngày không chấp nhận, hoặc từ khi đường dẫn hết hạn mà chưa ai xử lý; tệp sau đó là tệp không dùng đến. Giấy tờ của đăng ký đã xác nhận được giữ.',
      'What whoever registered had sent, since it was not accepted, or since its link ended and nobody settled it; the files then are not used. Papers of confirmed registrations stay.',
    ),
    days: 180,
    ...rowsOf({
      table: 'registration_paper',
      where: (before) => sql<boolean>`EXISTS (SELECT FROM registration g WHERE g.id = r.registration_id
        AND (g.state = 'refused' AND g.settled_at < ${before} OR g.state = 'filed' AND g.link_until < ${before}))`,
      label: sql<string>`(SELECT g.name FROM registration g WHERE g.id = r.registration_id)`,
      since: sql<Date>`(SELECT coalesce(g.settled_at, g.link_until) FROM registration g WHERE g.id = r.registration_id)`,
    }),
  },
  reportAttachments: {
    name: words('Tệp của báo cáo không được gửi', 'Files of reports that were never sent'),
    what: words(
      'Tệp đơn vị đã đính kèm vào báo cáo mà không gửi, tính từ ngày yêu cầu kết thúc; tệp sau đó là tệp không dùng đến. Tệp đã gửi trong một lần gửi bất kỳ được giữ cùng báo cáo.',
      'Files that a recipient attached to a report and never sent, since its request ended; the files then are not used. What was sent in any round stays with its report.',
    ),
    days: 180,
    ...rowsOf({
      table: 'report_attachment',
      where: (
        before,
      ) => sql<boolean>`EXISTS (SELECT FROM report_answer x JOIN report_request q ON q.id = x.request_id
        WHERE x.id = r.answer_id AND x.state = 'missing' AND q.closed_on < ${localDay(sql`${before}::timestamptz`)}
          AND NOT EXISTS (SELECT FROM report_round o WHERE o.answer_id = x.id AND o.number >= r.from_round))`,
      label: sql<string>`(SELECT f.name FROM file f WHERE f.id = r.file_id)`,
      since: sql<Date>`(SELECT q.closed_on::timestamptz FROM report_answer x JOIN report_request q ON q.id = x.request_id WHERE x.id = r.answer_id)`,
    }),
  },
  reportDrafts: {
    name: words('Báo cáo điền dở không được gửi', 'Reports that were begun and never sent'),
    what: words(
      'Những gì đơn vị đã điền vào báo cáo mà không gửi lần nào, tính từ ngày yêu cầu kết thúc. Yêu cầu, báo cáo đã gửi và từng lần gửi được giữ cùng hồ sơ của chương trình.',
      'What a recipient had filled in and never sent, since the request ended. Requests, reports that were sent and each of their rounds stay with the records of the programme.',
    ),
    days: 180,
    ...rowsOf({
      table: 'report_cell',
      where: (
        before,
      ) => sql<boolean>`EXISTS (SELECT FROM report_answer x JOIN report_request q ON q.id = x.request_id
        WHERE x.id = r.answer_id AND x.state = 'missing' AND q.closed_on < ${localDay(sql`${before}::timestamptz`)}
          AND NOT EXISTS (SELECT FROM report_round o WHERE o.answer_id = x.id))`,
      label: sql<string>`(SELECT q.title FROM report_answer x JOIN report_request q ON q.id = x.request_id WHERE x.id = r.answer_id)`,
      since: sql<Date>`(SELECT q.closed_on::timestamptz FROM report_answer x JOIN report_request q ON q.id = x.request_id WHERE x.id = r.answer_id)`,
    }),
  },
  reportLinkFiles: {
    name: words('Tệp gửi bằng liên kết riêng để báo cáo', 'Files that came by personal links to report by'),
    what: words(
      'Dấu rằng một tệp đến bằng liên kết riêng, tính từ ngày yêu cầu kết thúc; tệp không nằm trong báo cáo nào sau đó là tệp không dùng đến. Tệp đã gửi trong báo cáo được giữ.',
      'The note that a file came by a personal link, since its request ended; a file that is in no report then is not used. What was sent in a report stays.',
    ),
    days: 180,
    ...rowsOf({
      table: 'report_link_file',
      where: (
        before,
      ) => sql<boolean>`EXISTS (SELECT FROM report_answer x JOIN report_request q ON q.id = x.request_id
        WHERE x.id = r.answer_id AND q.closed_on < ${localDay(sql`${before}::timestamptz`)})`,
      label: sql<string>`(SELECT f.name FROM file f WHERE f.id = r.file_id)`,
      since: sql<Date>`(SELECT q.closed_on::timestamptz FROM report_answer x JOIN report_request q ON q.id = x.request_id WHERE x.id = r.answer_id)`,
    }),
  },
  eventRegistrations: {
    name: words('Đăng ký dự sự kiện mà không có chỗ', 'Registrations for events without a place'),
    what: words(
      'Đăng ký đã rút, không được nhận, còn trong danh sách chờ hoặc chưa được trả lời, tính từ ngày cuối của sự kiện. Người có chỗ được giữ.',
      'Registrations that were withdrawn or turned down, stayed on the waiting list or were never answered, since the last day of the event. Who had a place stays.',
    ),
    days: 180,
    ...rowsOf({
      table: 'event_registration',
      where: (
        before,
      ) => sql<boolean>`r.state <> 'accepted' AND EXISTS (SELECT FROM planned_event e WHERE e.id = r.event_id
        AND coalesce(e.ends_on, e.starts_on) < ${localDay(sql`${before}::timestamptz`)})`,
      label: sql<string>`r.name`,
      since: sql<Date>`(SELECT coalesce(e.ends_on, e.starts_on)::timestamptz FROM planned_event e WHERE e.id = r.event_id)`,
    }),
  },
  newsSubscribers: {
    name: words('Địa chỉ nhận tin chưa được xác nhận', 'Addresses of the news that were never confirmed'),
    what: words(
      'Địa chỉ mà chủ nhân không xác nhận qua thư, tính từ lần đăng ký cuối. Ai thôi nhận tin thì địa chỉ đã được xóa ngay.',
      'Addresses whose owner did not confirm by mail, since they were last entered. Whoever left the news left no address.',
    ),
    days: 30,
    ...rowsOf({
      table: 'news_subscriber',
      where: (before) => sql<boolean>`r.state = 'asked' AND r.asked_at < ${before}`,
      label: sql<string>`coalesce(r.email, '')`,
      since: sql<Date>`r.asked_at`,
    }),
  },
  contacts: {
    name: words('Liên hệ của doanh nghiệp đã giải thể', 'Contacts of dissolved enterprises'),
    what: words(
      'Người đại diện, điện thoại, thư điện tử; hồ sơ, tiền và văn bản của doanh nghiệp được giữ. Ai còn ở doanh nghiệp khác hay tài khoản còn dùng thì không bị đề xuất.',
      'Representative, telephone, e-mail; records, money and documents of the enterprise stay. Who still stands at another enterprise or at an account in use is not proposed.',
    ),
    days: null,
    ...personsOf(contacts),
  },
  accounts: {
    name: words('Tài khoản đã khóa', 'Disabled accounts'),
    what: words(
      'Tên, thư điện tử của tài khoản đã khóa, tính từ lần cuối có việc của tài khoản ấy. Tên người đã ký phần pháp luật buộc giữ thì được giữ.',
      'Name and e-mail address of disabled accounts, since the last act of or on the account. The name of who signed what the law keeps stays.',
    ),
    days: null,
    ...personsOf(accounts),
  },
  trained: {
    name: words('Người đã được đào tạo', 'Trained persons'),
    what: words(
      'Tên, nơi công tác, liên hệ, số chứng nhận, tính từ khóa học cuối có tên người ấy; khóa học và số người được giữ. Ai còn ở doanh nghiệp hay tài khoản còn dùng thì không bị đề xuất.',
      'Name, workplace, contact and number of the certificate, since the last course that names the person; the course and how many took part stay. Who still stands at an enterprise or at an account in use is not proposed.',
    ),
    days: null,
    ...personsOf(trained),
  },
  registered: {
    name: words('Người trong danh sách chưa học khóa nào', 'Persons of the register without a training'),
    what: words(
      'Hồ sơ của người mà không danh sách lớp nào có tên, tính từ ngày ghi. Ai được giảng dạy, còn ở doanh nghiệp hay tài khoản còn dùng thì không bị đề xuất.',
      'Records of persons whom no list of a course names, since they were entered. Who may train, or still stands at an enterprise or at an account in use, is not proposed.',
    ),
    days: null,
    ...personsOf(registered),
  },
  eventPersons: {
    name: words('Người dự sự kiện', 'Persons of events'),
    what: words(
      'Tên, đơn vị, liên hệ của người có chỗ, tính từ sự kiện cuối có tên người ấy; sự kiện, số người dự và mã giấy chứng nhận được giữ. Ai còn ở doanh nghiệp hay tài khoản còn dùng thì không bị đề xuất.',
      'Name, employer and contact of who had a place, since the last event that names the person; the event, how many came and the code of the certificate stay. Who still stands at an enterprise or at an account in use is not proposed.',
    ),
    days: null,
    ...personsOf(attended),
  },
  eventGuests: {
    name: words('Khách mời ghi tên của sự kiện', 'Guests of events by name'),
    what: words(
      'Tên, nơi công tác, thư điện tử của khách mời, tính từ sự kiện cuối mời người ấy; giấy mời đã gửi được giữ theo văn bản. Ai còn ở doanh nghiệp hay tài khoản còn dùng thì không bị đề xuất.',
      'Name, workplace and e-mail of guests, since the last event that invited them; the invitation itself stays as a document. Who still stands at an enterprise or at an account in use is not proposed.',
    ),
    days: null,
    ...personsOf(guests),
  },
  eventNominees: {
    name: words('Người được giới thiệu, cử đi học', 'Who was named for courses and sent'),
    what: words(
      'Tên, nơi công tác, thư điện tử, tính từ khóa cuối có tên người ấy; khóa, số người được cử và báo cáo được giữ. Ai còn ở doanh nghiệp hay tài khoản còn dùng thì không bị đề xuất.',
      'Name, workplace and e-mail, since the last course that names the person; the course, how many were sent and the reports stay. Who still stands at an enterprise or at an account in use is not proposed.',
    ),
    days: null,
    ...personsOf(nominees),
  },
  nominatedPersons: {
    name: words('Cá nhân được đề nghị khen thưởng', 'Persons nominated for commendation'),
    what: words(
      'Tên, chức vụ, nơi công tác, tính từ lần thay đổi cuối của đề nghị; tên trong quyết định, giấy chứng nhận được giữ theo văn bản. Ai còn được xét, còn ở doanh nghiệp hay tài khoản đang dùng thì không bị đề xuất.',
      'Name, post and workplace, since the nomination last moved; the name in the decision and certificate stays as a document. Who is still considered, or stands at an enterprise or account in use, is not proposed.',
    ),
    days: null,
    ...personsOf(nominated),
  },
  councilMembers: {
    name: words('Thành viên của hội đồng đã kết thúc', 'Members of councils that have ended'),
    what: words(
      'Họ tên, thư điện tử của người ngoài đã ngồi hội đồng, tính từ hội đồng cuối có người ấy. Tên trong quyết định, biên bản mà pháp luật buộc giữ thì được giữ; ai còn tài khoản, doanh nghiệp đang dùng thì không bị đề xuất.',
      'Name and e-mail of persons from outside who sat in a council, since the last council with them. Names in decisions and minutes that the law keeps stay; who still has an account or enterprise in use is not proposed.',
    ),
    days: null,
    ...personsOf(councilMembers),
  },
} as const satisfies Readonly<Record<string, Kind>>

export type RetentionKind = keyof typeof retentionKinds
export const retentionKindKeys = Object.keys(retentionKinds) as [RetentionKind, ...RetentionKind[]]

/** What goes by itself, without being asked about: it is of no use to anybody, and nothing is decided by it. */
export const automatic: readonly { readonly name: Words; readonly after: Words }[] = [
  {
    name: words('Biểu mẫu gửi khi đã hết phiên', 'Forms sent after a session ended'),
    after: words(`${keptDays} ngày`, `${keptDays} days`),
  },
  {
    name: words('Khóa chống gửi lặp và câu trả lời', 'Keys against sending twice, with the answers'),
    after: words(`${rememberedDays} ngày`, `${rememberedDays} days`),
  },
  {
    name: words('Bước đăng nhập dở dang', 'Steps of signing in that were left'),
    after: words('ngay khi hết hạn', 'as soon as they end'),
  },
  {
    name: words('Số lần nhập sai khi đăng nhập', 'Failed attempts at signing in, counted'),
    after: words('chỉ trong bộ nhớ của chương trình', 'in the memory of the program alone'),
  },
]
