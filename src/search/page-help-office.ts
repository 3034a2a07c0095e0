import { type Words, words } from '../platform/language.ts'

/** What the pages are for by which an office keeps its accounts, its settings and what it holds of persons. */
export const officeHelp: Readonly<Record<`/${string}`, Words>> = {
  '/staff': words(
    'Người của doanh nghiệp được dùng chương trình: mời, gia hạn, kết thúc.',
    'People of the enterprise who may use the program: invite, prolong, end.',
  ),
  '/setup': words(
    'Thiết lập ban đầu: tỉnh, cơ quan, kế hoạch, tài khoản. Làm theo thứ tự; chưa có kế hoạch vẫn bắt đầu được.',
    'The set-up: province, agencies, plan, accounts. Go in this order; one can begin without a plan.',
  ),
  '/places': words(
    'Tỉnh, huyện, xã trước và sau 01/7/2025, mỗi đơn vị trở thành đơn vị nào. Danh sách nhập vào bổ sung được.',
    'Provinces, districts and communes before and after 1 July 2025, and what became of each. A list that comes in mends them.',
  ),
  '/calendar': words(
    'Ngày nghỉ, ngày làm bù dùng để tính thời hạn theo ngày làm việc.',
    'Days off and days worked instead, by which terms in working days are counted.',
  ),
  '/controls': words(
    'Ai không được làm cả hai phía của một việc, điều gì đã nới và vì sao, loại quyết định nào đã ủy quyền cho ai.',
    'Who may not do both sides of a matter, what was relaxed and why, which decisions are delegated to whom.',
  ),
  '/scanner': words(
    'Kết quả quét mã độc của tệp tải lên; tệp nhiễm bị cách ly và người tải lên được báo.',
    'What the virus scanner said of uploads; an infected file is set apart and its owner is told.',
  ),
  '/retention': words(
    'Giữ mỗi loại dữ liệu bao lâu. Đến hạn thì liệt kê; chỉ xóa khi quản trị viên xác nhận.',
    'How long each kind of data is kept. What is due is listed and removed when an administrator confirms it.',
  ),
  '/notices': words(
    'Thông báo của bạn: hồ sơ đổi tình trạng, câu hỏi, việc đến hạn. Chọn cách nhận ở Cách nhận thông báo.',
    'Your notices: records that changed state, questions, what is due. How you are told is your choice.',
  ),
  '/notices/deliveries': words(
    'Thư và tin đã gửi: lúc nào, tới ai, kết quả; gửi lại được thư bị lỗi.',
    'Mails and messages that were sent: when, to whom, with what result; one that failed is sent again.',
  ),
  '/notices/templates': words(
    'Lời của từng loại thông báo bằng hai ngôn ngữ, xem thử trên dữ liệu thật trước khi lưu.',
    'The words of each notice in both languages, tried on real data before they are saved.',
  ),
  '/accounts': words(
    'Tài khoản và vai trò từ ngày đến ngày. Tạo tài khoản thì nhận mật khẩu dùng một lần; người dùng đổi khi đăng nhập.',
    'Accounts and their roles from day to day. A new account gets a one-time password, which its owner replaces.',
  ),
  '/persons': words(
    'Chương trình giữ gì về một người, xuất ra được theo yêu cầu của người đó.',
    'What the program holds on a person, given out when that person asks.',
  ),
  '/persons/corrections': words(
    'Yêu cầu sửa dữ liệu cá nhân của người dùng, với hạn trả lời.',
    'Requests of persons to correct their data, with the day by which they are answered.',
  ),
  '/persons/erasures': words(
    'Đề xuất xóa dữ liệu của một người; người khác duyệt. Phần pháp luật buộc giữ thì được giữ.',
    'Proposals to erase a person, which another person carries out. What the law keeps stays.',
  ),
  '/audit': words(
    'Ai đã làm gì, khi nào; mỗi dòng nối với dòng trước bằng mã băm nên không sửa được mà không lộ.',
    'Who did what and when; each line is chained to the one before, so that no change goes unseen.',
  ),
}
