import { type Words, words } from '../platform/language.ts'

/** What the pages of the budget are for: of the plan's lines, payments, the Treasury, the year's end, advances and recoveries. */
export const moneyHelp: Readonly<Record<`/${string}`, Words>> = {
  '/budget': words(
    'Dự toán bên cạnh thực hiện theo dòng và năm: đã giao, đã cam kết, đã chi, còn lại. Bấm vào số để xem bút toán.',
    'Estimate beside execution by line and year: allocated, committed, paid, left. Each sum opens its entries.',
  ),
  '/budget/commitments': words(
    'Hợp đồng và số đã chi của từng hợp đồng. Không chi vượt số cam kết được.',
    'Contracts and what was paid on each. Nothing beyond the commitment can be paid.',
  ),
  '/budget/payments': words(
    'Chứng từ đã lập chờ người khác duyệt. Sổ chỉ ghi khi đã duyệt; trả lại thì kèm lý do.',
    'Payments that were drawn up and wait for another person. The ledger is written on release; one is returned with a reason.',
  ),
  '/budget/allocation-corrections': words(
    'Bút toán giao dự toán ghi sai: người này đề nghị số đúng, người khác duyệt, sổ ghi thêm hai bút toán nối với nhau.',
    'Entries of allocations that are wrong: one person proposes what is right, another approves, and the ledger gets two entries tied to each other.',
  ),
  '/budget/decisions': words(
    'Quyết định giao, điều chỉnh giữa các mục, thu hồi dự toán: một số, một tệp cho nhiều mục. Ghi sai thì đề nghị đính chính, người khác duyệt.',
    'Decisions that allocate, shift or withdraw money: one number, one file for many lines. What is wrong is corrected, and another person approves that.',
  ),
  '/budget/own-payments': words(
    'Tiền doanh nghiệp, tổ chức chủ trì tự bỏ ra: khai kèm chứng từ, người khác xác nhận, rồi quyết toán. Ngân sách chi theo tỷ lệ số đã chứng minh.',
    'Money that enterprises and hosts put in themselves: declared with its voucher, confirmed by another person, then settled. State money follows the share that is proven.',
  ),
  '/budget/own-payments/contents/import': words(
    'Khai vốn đối ứng của nhiều nội dung nhiệm vụ bằng một bảng và một bản quét: mỗi dòng một chứng từ, ghi số nhiệm vụ và tên nội dung. Xem trước từng dòng rồi mới ghi; người khác xác nhận từng khoản, tỷ lệ với ngân sách tính theo số được xác nhận.',
    'Declare own money of many contents of tasks by one table and one scan: one voucher in a row, with the number of the task and the name of its content. Each row is shown before anything is written; another person confirms each, and the share beside state money follows what is confirmed.',
  ),
  '/budget/own-ratios': words(
    'Mỗi doanh nghiệp: ngân sách đã chi trên số đã hứa, vốn đối ứng đã chứng minh trên số đã hứa. Chỗ ngân sách đi trước được đánh dấu.',
    'For each enterprise: state money paid of what is agreed, own money proven of what is agreed. Where state money is ahead it is marked.',
  ),
  '/claims': words(
    'Đề nghị thanh toán theo từng khoản chi phí, kèm ảnh chứng từ chụp bằng điện thoại. Khoản bị cắt giảm ghi lý do và điều khoản; khoản được hỏi thì trả lời tại chỗ.',
    'Claims by lines of cost, with photos of vouchers taken by phone. What is cut has its reason and article; what is asked about is answered in place.',
  ),
  '/treasury/batches': words(
    'Bảng kê chứng từ chi gửi Kho bạc: lập, người khác duyệt, xuất danh sách, nhập lại danh sách Kho bạc trả lời và đối chiếu từng khoản. Khoản bị trả lại thì tiền về cam kết.',
    'Lists of payments for the Treasury: drawn up, released by another person, exported, and held against the answer row by row. What is sent back goes back to its commitment.',
  ),
  '/treasury/differences': words(
    'Chỗ Kho bạc trả lời khác bảng kê. Khoản không có trong bảng kê: khớp bằng tay với một chứng từ rồi người khác xác nhận, hoặc ghi là không phải khoản chi của đơn vị kèm lý do. Khoản khác số tiền, người nhận thì nhận hay không nhận; khoản chưa trả lời thì ghi đã chi theo văn bản của Kho bạc.',
    'Where the answer differs from the list. A row on no list is matched by hand to a payment and confirmed by another person, or said to be none of ours with the reason. One of another sum or payee is taken or not; one that is not answered is confirmed by a paper of the Treasury.',
  ),
  '/treasury/unlisted': words(
    'Chứng từ đã duyệt từ ngày bắt đầu dùng bảng kê mà chưa vào bảng kê nào. Đưa vào một bảng kê, khớp bằng tay với khoản Kho bạc đã trả lời, hoặc ghi lý do chi không qua bảng kê. Chứng từ trước ngày ấy không có ở đây.',
    'Payments released since lists are used that are on none. Put them on a list, match them by hand to a row of an answer, or say why they go by no list. What was paid before that day is not here.',
  ),
  '/treasury/uses': words(
    'Từ ngày nào chứng từ đi Kho bạc theo bảng kê, theo văn bản nào. Ngày mới thay ngày cũ; ngày cũ vẫn giữ để tra.',
    'From which day payments go to the Treasury on lists, by which document. A new day takes the place of the one before, which stays to be looked up.',
  ),
  '/budget/entries': words(
    'Mọi bút toán của sổ, không sửa được; sai thì ghi bút toán điều chỉnh.',
    'Each entry of the ledger. None can be edited; a mistake is mended by another entry.',
  ),
  '/budget/years': words(
    'Khóa sổ một năm; sau đó chỉ sửa bằng điều chỉnh có lý do và người duyệt.',
    'Closing a year; afterwards only a correction with a reason and an approver changes it.',
  ),
  '/budget/year-end': words(
    'Số dư cuối năm: khoản được chuyển sang năm sau theo loại và điều khoản, khoản bị hủy. Người này đề nghị, người khác duyệt, sổ ghi bút toán nối nhau.',
    'What is left at the end of a year: carried over by its kind and article, or cancelled. One person proposes, another approves, and the ledger gets linked entries.',
  ),
  '/budget/view': words(
    'Dự toán của kế hoạch, gửi thẩm định, được giao, cam kết, chi, quyết toán theo mục, năm, nguồn, nhiệm vụ, tại một ngày bất kỳ; mỗi số mở ra các khoản tạo nên nó.',
    'What was estimated, sent, allocated, committed, paid and settled by line, year, source and task, on any day; each figure opens what it sums.',
  ),
  '/budget/view/months': words(
    'Số được giao, cam kết, chi của một năm theo tháng của chứng từ; số chi so với dự toán của năm sau điều chỉnh.',
    'What was allocated, committed and paid in a year, by the month of the voucher; what is paid beside the estimate after shifts.',
  ),
  '/budget/view/forecast': words(
    'Số phải chi dự kiến từng quý của các cam kết chưa chi hết, tính đến hôm nay; là số ước tính, không phải dự toán.',
    'What is expected to be paid in each quarter of commitments that are not paid whole, as of today; a forecast, no estimate of the budget.',
  ),
  '/budget/under-spending': words(
    'Từ tháng 7: mục nào chi chưa đạt mức của tháng, còn thiếu bao nhiêu, cơ quan điều hành giải trình thế nào.',
    'From July on: which lines are paid less of than the threshold of the month, by how much, and what the coordinator answers.',
  ),
  '/budget/path': words(
    'Từ mục của phụ lục đến từng chứng từ, từng bước: ai lập, ai duyệt, số tiền, tệp và mã băm; tải cả hồ sơ thành một tệp ZIP.',
    'From the line of the appendix to each voucher, step by step: who entered, who approved, the sum, files and hashes; all of it as one ZIP.',
  ),
  '/advances': words(
    'Tạm ứng cho doanh nghiệp, tổ chức chủ trì: mức và thời hạn theo văn bản, hoàn từng phần bằng khoản chi phí đã chấp nhận, chứng từ hoặc nộp trả; người khác xác nhận. Gia hạn theo văn bản, kèm lý do, người khác phê duyệt thì hạn mới có hiệu lực. Nhiều khoản nhập được từ Excel: kiểm tra từng dòng, lập xong người khác duyệt chi. Quá hạn thì có việc phải làm và người nhận được báo.',
    'Advances to enterprises and hosts: share and term by their documents, cleared in parts by accepted costs, vouchers or money paid back, each confirmed by another person. Prolonged by a document, with the reason: the later day holds once another person approves it. Many come in from Excel: checked row by row, then each is released by another person. What is overdue is work, and the beneficiary is told.',
  ),
  '/advances/terms': words(
    'Thời hạn hoàn tạm ứng theo văn bản, cho doanh nghiệp và cho nhiệm vụ. Chưa có dòng nào thì mỗi khoản tạm ứng tự ghi hạn kèm lý do.',
    'Terms of clearing advances by their documents, for enterprises and for tasks. Where there is no row, each advance says its own day with the reason.',
  ),
  '/recoveries': words(
    'Thu hồi theo quyết định: số tiền, lãi khi quyết định có tính (kèm công thức), hạn nộp, nộp từng phần. Khoản đã xác nhận mà sai thì sửa bằng văn bản, người khác phê duyệt. Còn thu hồi chưa nộp đủ hoặc tạm ứng quá hạn thì doanh nghiệp chưa được hỗ trợ mới.',
    'Recoveries by decision: the sum, interest where the decision says so (with its formula), the last day, paid in by parts. One that is confirmed and wrong is corrected by a document that another person approves. While one stands or an advance is overdue the enterprise gets no new support.',
  ),
}
