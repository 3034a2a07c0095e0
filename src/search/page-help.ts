import { type Words, words } from '../platform/language.ts'
import { moneyHelp } from './page-help-money.ts'
import { officeHelp } from './page-help-office.ts'

/**
 * What each page of the menu is for and how one works with it: shown folded on the page and on those below it, listed on /help, found by
 * the search. The longest address that a page's begins with is the one that is shown.
 */
export const pageHelp: Readonly<Record<`/${string}`, Words>> = {
  '/work': words(
    'Mọi việc đang chờ bạn, việc đến hạn trước đứng trước. Bấm vào việc để mở hồ sơ và làm bước tiếp theo; việc cùng loại được gộp, bấm số lượng để xem từng việc. Đồng hồ tính ngày làm việc và dừng khi đang hỏi bên kia.',
    'All that waits for you, what is due first on top. Open a row to do its next step; rows of one kind are grouped, the count opens them. Clocks count working days and rest while the other side is asked.',
  ),
  '/dashboard': words(
    'Tình hình chương trình: chỉ tiêu, kinh phí, nhiệm vụ quá hạn, việc mới làm. Bấm vào một số để xem những hồ sơ làm nên số đó.',
    'How the programme stands: targets, money, late duties, what was done lately. Each figure opens the records that it counts.',
  ),
  '/progress': words(
    'Tiến độ công khai của chương trình theo kế hoạch đang thực hiện. Không có dữ liệu cá nhân; số liệu lấy từ hồ sơ đã ghi.',
    'The public progress of the programme under the plan in force. It holds no personal data; its figures come from the records.',
  ),
  '/overview': words(
    'Tổng quan chương trình: được hỗ trợ gì, đợt nào đang nhận hồ sơ, tiến độ đến nay.',
    'The programme at a glance: what is supported, which calls are open, how far it has come.',
  ),
  '/eligibility': words(
    'Ba câu hỏi cho biết doanh nghiệp có thể được hỗ trợ không, kèm quy định của câu trả lời. Không phải là quyết định.',
    'Three questions tell whether an enterprise could be supported, with the rule of the answer. It is no decision.',
  ),
  '/register': words(
    'Doanh nghiệp chưa có tài khoản đăng ký ở đây; cán bộ kiểm tra rồi mới cấp tài khoản.',
    'An enterprise without an account registers here; an officer checks it before an account is made.',
  ),
  '/registrations': words(
    'Đăng ký của doanh nghiệp chờ kiểm tra: đối chiếu mã số thuế, chấp nhận hoặc từ chối kèm lý do.',
    'Registrations of enterprises that wait to be checked: compare the tax code, accept or refuse with a reason.',
  ),
  '/introductions': words(
    'Doanh nghiệp do hội, cơ quan giới thiệu: giới thiệu bằng mã số thuế, gửi lời mời đăng ký, hoặc nhập bảng Excel. Doanh nghiệp đồng ý thì nơi giới thiệu thấy tình trạng đăng ký, nhu cầu, hồ sơ, lượt hỗ trợ; không thấy số tiền, giấy tờ, thông tin cá nhân. Doanh nghiệp rút đồng ý được bất cứ lúc nào.',
    'Enterprises that associations and agencies introduce: by tax code, by an invitation to sign up, or by a sheet. With its consent, which the enterprise may withdraw at any time, they see the registration, needs, applications and turns and where each stands; no amounts, papers or persons.',
  ),
  '/improvements': words(
    'Dự án cải tiến tại doanh nghiệp: chọn chỉ số và đo trước khi bắt đầu, đo trong và sau dự án có minh chứng, chọn chuyên gia đánh giá trong sổ, kết luận và điều cần duy trì. Người ghi giá trị không ghi kết quả đánh giá.',
    'Improvement projects at enterprises: measures chosen and measured before the start, during and after it with proof, an expert picked from a register, the verdict and what is kept. Who enters values does not enter the evaluation.',
  ),
  '/content-values': words(
    'Kết quả của lượt hỗ trợ theo loại nội dung: diện tích G.A.P theo cây trồng, năng lượng tiết kiệm, mức sẵn sàng trước và sau. Doanh nghiệp nhập kèm minh chứng ở trang của lượt, hoặc nhập bảng; người khác xác nhận; lượt hoàn thành thì được tính vào chỉ tiêu.',
    'Results of support turns by kind of content: area by crop, energy saved, readiness before and after. The enterprise enters them with proof on the page of the turn, or by a table; another person confirms; once the turn is done they count in the indicators.',
  ),
  '/traceability': words(
    'Lô hàng được truy xuất của lượt hỗ trợ: mã GTIN, số lô, các sự kiện (việc gì, ở đâu, khi nào, tổ chức nào, để làm gì). Doanh nghiệp công khai lô thì ai quét mã QR cũng xem được; lô bị thu hồi thì trang công khai nêu ngay. Không ghi tên cá nhân.',
    'Traced lots of support turns: GTIN, lot number, events (what, where, when, which organisation, what for). Once the enterprise publishes a lot, whoever scans its QR code reads it; a recalled lot says so first. Name no person.',
  ),
  '/providers': words(
    'Sổ tổ chức tư vấn, chứng nhận, thử nghiệm, giám định, đào tạo và chuyên gia: ghi, người khác xác nhận, giấy phép và hạn, việc đã làm, đánh giá. Hồ sơ khác chọn từ sổ này.',
    'The register of consultants, certification bodies, laboratories, inspection bodies, trainers and experts: entered, confirmed by another person, licences and their days, work done, ratings. Other records pick from it.',
  ),
  '/providers/confirmed': words(
    'Tổ chức, chuyên gia mà Chương trình đã xác nhận, để doanh nghiệp tìm nơi giúp; không có thông tin cá nhân chưa được đồng ý công khai.',
    'Providers that the programme has confirmed, for enterprises that look for help; nothing personal that nobody agreed to make public.',
  ),
  '/communication': words(
    'Cơ quan, hội ghi hoạt động truyền thông theo kênh: số lượng, số người tiếp cận, chi phí, minh chứng; người khác xác nhận thì được tính vào chỉ tiêu. Xem cộng theo kênh, theo chiến dịch; nhật ký báo chí ghi những gì báo chí tự đưa.',
    'Agencies and associations enter communication by channel: quantity, people reached, cost, proof; once another person confirms it, it counts in the indicators. Sums by channel and campaign; the press log has what the press writes by itself.',
  ),
  '/outreach': words(
    'Cơ quan, hội ghi việc mình đã làm cho Chương trình: loại việc, ngày, địa bàn, hợp tác xã, làng nghề, số doanh nghiệp và người, kinh phí tự có hoặc từ quỹ, minh chứng. Nêu tên doanh nghiệp, gắn doanh nghiệp đã giới thiệu, rồi gửi; người khác xác nhận thì được tính vào chỉ tiêu và báo cáo. Hội chỉ thấy việc của mình.',
    'Agencies and associations enter what they did for the programme: kind, day, commune, cooperatives, craft villages, enterprises and persons reached, own money or that of a fund, proof. Name enterprises, tie those that were brought, send it; once another person confirms it, it counts in indicators and reports. An association sees its own alone.',
  ),
  '/integrations': words(
    'Cơ quan, hội lồng ghép Chương trình vào kế hoạch của mình: văn bản, điều khoản, mục chi, số tiền, quỹ, doanh nghiệp chung. Khoản đã xác nhận được đặt cạnh kế hoạch năm, không cộng vào kinh phí của Chương trình.',
    'Agencies integrate the programme into their own plans: document, clause, line, money, fund, enterprises in common. What is confirmed stands beside the yearly plan, and is not added to the money of the programme.',
  ),
  '/library': words(
    'Thư viện: tiêu chuẩn, hệ thống, công cụ trong hướng dẫn; văn bản pháp luật; bài hướng dẫn. Một ô tìm cho cả ba, mỗi phần mở ra danh sách đầy đủ của mình.',
    'The library: standards, systems and tools of the guide, the law, how-to articles. One search for all three; each opens its own list.',
  ),
  '/news': words(
    'Tin tức, bài hướng dẫn, câu chuyện thành công, video của Chương trình; theo dõi bằng RSS hoặc nhận qua thư. Bài do một người soạn, người khác đăng; câu chuyện về doanh nghiệp chỉ hiển thị khi doanh nghiệp đồng ý.',
    'News, how-to articles, success stories and videos of the programme; follow by RSS or by mail. One person writes an article, another publishes it; a story is shown only while its enterprise agrees.',
  ),
  '/needs': words(
    'Nhu cầu của doanh nghiệp, hội, cơ quan đối với chương trình. Mỗi nhu cầu được tiếp nhận và có kết quả, hoặc có lý do vì sao không.',
    'What enterprises, associations and agencies need of the programme. Each need is taken up and gets an outcome, or the reason why not.',
  ),
  '/signature-roots': words(
    'Chứng thư của các tổ chức chứng thực chữ ký số do quản trị nạp. Bản PDF ký số đưa vào chương trình được đối chiếu với những chứng thư này; chưa nạp thì chương trình nói rõ là chưa kiểm tra chứng thư.',
    'Certificates of authorities of digital signatures, loaded by an administrator. A signed PDF that comes in is held against them; where none is loaded the program says that the certificate is not checked.',
  ),
  '/outgoing-numbers': words(
    'Sổ số của quyết định, thông báo, hợp đồng theo năm: số tiếp theo do sổ cấp hoặc ghi tay; số trùng, số bỏ cách, ngày lùi đều bị từ chối.',
    'The numbers of decisions, letters and contracts by year: the register gives the next one, or it is typed; one that is taken, leaves others out or goes back in days is refused.',
  ),
  '/templates': words(
    'Mẫu Word của thông báo, quyết định, hợp đồng: tải mẫu về, sửa trong Word, tải lên; chương trình chỉ ra từng chỗ điền sai và điền thử với hồ sơ có thật. Người khác đưa bản mới vào dùng từ một ngày; văn bản đã tạo giữ bản mẫu của mình.',
    'The Word templates of letters, decisions and contracts: download one, edit it in Word, upload it; each wrong mark is named and it is tried on a real record. Another person takes a version into use from a day; a document keeps the version that it was made of.',
  ),
  '/proofs': words(
    'Doanh nghiệp chứng minh sản phẩm chủ lực, tỷ lệ nguyên liệu, kim ngạch xuất khẩu kèm tệp; cán bộ khác người lập xem minh chứng rồi xác nhận. Chỉ điều đã xác nhận và còn hiệu lực mới được tính cho tiêu chí ưu tiên.',
    'Enterprises prove key products, shares of materials and export turnover with a file; an officer who did not enter it looks at the evidence and confirms. Only what is confirmed and in force counts for a criterion of priority.',
  ),
  '/calls': words(
    'Các đợt kêu gọi hồ sơ: soạn nội dung, số suất, kinh phí, ngày nhận, giấy tờ; trình; người khác phê duyệt. Đợt mở và đóng theo ngày đã ghi, kết thúc khi mọi hồ sơ đã có quyết định.',
    'Calls for applications: draw up contents, places, money, days and papers; send it; another person approves. A call opens and closes by its days and is ended once each application is decided.',
  ),
  '/calls/open': words(
    'Đợt đang nhận hồ sơ và sắp mở: hỗ trợ gì, bao nhiêu suất, đến ngày nào, cần giấy tờ gì. Không cần tài khoản để xem.',
    'Calls that are open or open soon: what is supported, how many places, until when, with which papers. No account is needed to look.',
  ),
  '/appraisals': words(
    'Việc thẩm định của hai công chức hoặc hội đồng, theo đợt kêu gọi: ai đã nộp ý kiến, phiếu; ý kiến, điểm của người khác chỉ đọc được sau khi nộp của mình. Kết luận xong mới quyết định hồ sơ.',
    'Appraisals by two officers or a council, as the call says: who has handed in; the opinion or scores of another are read only after one’s own are in. A record is decided once its appraisal is concluded.',
  ),
  '/councils': words(
    'Hội đồng: chọn quy chế, thêm thành viên, ghi quyết định thành lập, đưa hồ sơ ra. Thành viên khai xung đột lợi ích rồi nộp phiếu; phiếu giấy do cơ quan nhập kèm bản quét. Đủ phiếu thì ghi kết luận, tải biên bản.',
    'Councils: choose a rule, add members, record the decision that appoints it, put records before it. Members declare conflicts of interest, then hand in sheets; paper sheets are entered with their scan. With the sheets in, record the conclusion and download the minutes.',
  ),
  '/councils/rules': words(
    'Hội đồng lập, họp, bỏ phiếu theo quy chế nào, cho điểm theo phiếu nào; mỗi bản có văn bản và thời gian áp dụng. Muốn sửa thì sao ra bản của tỉnh.',
    'By which rule councils are made up, meet and vote, and on which sheet they score; each has its instrument and validity. To edit one, copy it for the province.',
  ),
  '/events': words(
    'Sự kiện từ khi lập đến khi ghi kết quả: chọn loại, ngày, nơi, mục dự toán chi trả; thêm chương trình và người trình bày; thêm khách mời, tạo và gửi giấy mời có số; mở đăng ký qua đường dẫn, mã QR; điểm danh tại cửa hoặc theo bảng; tổ chức xong thì ghi kết quả kèm minh chứng, biên bản, kết luận, chi phí theo chứng từ (người khác duyệt quyết toán), tài liệu cho người dự. Loại tính vào chỉ tiêu thì sự kiện được ghi luôn vào Hội nghị, đào tạo. Không tổ chức thì hủy, có lý do.',
    'Events from planning to outcome: kind, days, place, the line that pays; programme and speakers; guests, and the invitation with its number; open registration by a link or QR code; note who came at the door or from a sheet; once held, record the outcome with evidence, minutes, conclusions, costs by voucher (settled by somebody else) and materials. Where its kind counts in the targets the event is recorded under Events and training too. One that is not held is cancelled with the reason.',
  ),
  '/event-conclusions': words(
    'Kết luận của hội nghị sơ kết, tổng kết và các sự kiện khác, là việc của cơ quan được giao: hạn, ghi đã thực hiện kèm minh chứng; cơ quan tổ chức yêu cầu thực hiện tiếp khi chưa đủ, hoặc ghi không thực hiện nữa kèm lý do. Báo cáo năm kể các kết luận và việc thực hiện.',
    'Conclusions of review conferences and other events, as work of the agency that answers: by which day, recorded as carried out with evidence; the organiser opens one again where that is not enough, or gives it up with the reason. The yearly report tells of them.',
  ),
  '/event-nominees': words(
    'Khóa do Tổ chức Năng suất Châu Á hoặc nơi khác mở: cơ quan giới thiệu người, cơ quan tổ chức ghi quyết định cử và hạn báo cáo; người về thì cơ quan ghi báo cáo kèm tệp, rồi ghi đã truyền đạt lại cho bao nhiêu người. Cơ quan chỉ xem người của mình.',
    'Courses that the Asian Productivity Organization or others hold: agencies name persons, the organiser records who is sent and until when they report; on return the agency records the report with its file, then what was taught on and to how many. An agency sees its own alone.',
  ),
  '/schools': words(
    'Trường có dạy môn học, chuyên đề về năng suất. Mở một trường để ghi lớp theo năm, học kỳ: giảng viên, số người học, kết quả, kèm minh chứng; nhiều lớp thì nhập từ Excel ở Lớp học của các trường. Bảng trên đầu cho thấy số người học mỗi năm và tăng trưởng so với năm trước.',
    'Schools with a curriculum or module on productivity. Open one to enter classes by year and term: lecturer, learners, result, with evidence; many come in from Excel under Classes of schools. The table on top shows learners by year and the growth against the year before.',
  ),
  '/events/materials': words(
    'Bài giảng, tài liệu của các sự kiện mà cơ quan tổ chức đã công khai; ai cũng tải được. Tài liệu chỉ dành cho người dự thì ở trang đăng ký riêng của người dự.',
    'Slides and papers of events that the organiser has published; everybody can download them. What is for participants alone stands on the page of their own registration.',
  ),
  '/events/open': words(
    'Hội nghị, hội thảo, khóa đào tạo đang nhận đăng ký. Mở một sự kiện để xem chương trình và đăng ký; thư xác nhận có đường dẫn riêng để xem hoặc rút. Hết chỗ thì vào danh sách chờ.',
    'Conferences, workshops and courses that take registrations. Open one to see its programme and to register; the confirmation has a personal link to see or withdraw it. When all places are taken one comes onto the waiting list.',
  ),
  '/standing-reports': words(
    'Nhiệm vụ kế hoạch ghi “thường xuyên”: mỗi kỳ (6 tháng nếu không đặt khác) từng cơ quan báo đã làm gì, bắt đầu từ những gì chương trình đã ghi của cơ quan; không làm gì thì báo không và lý do. Người khác của cơ quan điều hành chấp nhận hoặc trả lại kèm nhận xét. Xem từng nội dung của kế hoạch đã ghi nhận gì ở trang Việc thực hiện từng nội dung.',
    'Duties that the plan calls continuous: each period (half-yearly unless set otherwise) each agency says what it did, beginning with what the program holds of it; where nothing was done it says so and why. Another person of the coordinator accepts it or returns it with a remark. What is recorded of each sentence of the plan is on a page of its own.',
  ),
  '/report-forms': words(
    'Thư viện biểu mẫu báo cáo: phần, câu hỏi (chữ, số liệu có đơn vị và quy tắc kiểm tra, chọn một, bảng, tệp đính kèm), số nào chương trình điền sẵn, số nào vào chỉ số. Biểu mẫu đã gửi đi thì không sửa nữa; muốn sửa thì tạo phiên bản mới.',
    'The library of forms: sections, questions (words, figures with unit and checks, a choice, tables, files), which figures the program proposes and which go to an indicator. One that was sent out changes no more; a new edition is made instead.',
  ),
  '/report-requests': words(
    'Cơ quan điều hành lập biểu mẫu (phần, câu hỏi, bảng số liệu có đơn vị và quy tắc kiểm tra), yêu cầu cơ quan, hội, doanh nghiệp báo cáo một lần hoặc mỗi kỳ, hạn tính theo ngày làm việc; xem ai đã mở, đang soạn, đã gửi, quá hạn; nhắc; trả lại kèm nhận xét hoặc chấp nhận; tổng hợp thành một bảng và một văn bản, số được chấp nhận đưa vào chỉ số.',
    'The coordinator composes a form (sections, questions, tables of figures with unit and checks), asks agencies, associations and enterprises once or each period with a deadline in working days; sees who has opened it, writes, has sent, is late; reminds; returns with remarks or accepts; consolidates into one table and one text, and gives accepted sums to indicators.',
  ),
  '/report-answers': words(
    'Báo cáo mà đơn vị được yêu cầu: bấm Bắt đầu soạn thì số chương trình đã có được điền sẵn (sửa thì ghi lý do), điền tiếp và lưu nháp hoặc điền tệp XLSX rồi nhập lại; đính kèm tệp mà biểu mẫu hỏi; trình người khác của đơn vị duyệt để gửi; đơn vị chỉ có một tài khoản gửi kèm bản ký quét. Không kịp thì xin gia hạn kèm lý do.',
    'Reports that a recipient is asked for: when it is begun, what the program knows is filled in (a change needs its reason); fill in the rest and save it as a draft, or fill in the XLSX and take it in; attach the files that the form asks for; another person of the house approves and sends it; a recipient with one account sends a signed scan. More time is asked for with a reason.',
  ),
  '/policy-proposals': words(
    'Đề xuất chính sách: soạn theo khoản, dẫn trang chạy thử quy định, gửi xin ý kiến các cơ quan có hạn, ghi tiếp thu hay giải trình từng ý kiến, trình, ghi kết quả với số văn bản. Tải tờ trình DOCX, PDF kèm phụ lục ý kiến.',
    'Proposals of policy: clauses, a link to the rehearsal, opinions of agencies by a day, what becomes of each, submission, outcome with the number of its document. The submission comes as DOCX or PDF with the opinions as annex.',
  ),
  '/commendation-calls': words(
    'Đợt đề nghị khen thưởng: hình thức, cho tập thể hay cá nhân, ai được đề nghị, từ ngày đến ngày, có hội đồng hay không, mục dự toán chi trả. Thông báo thì bên được đề nghị được báo. Đủ đề nghị thì lập danh sách.',
    'Calls for nominations: form, for groups or persons, who nominates, from when to when, with or without a council, the line that pays. Once published whoever may nominate is told. A list is made of the nominations that are complete.',
  ),
  '/award-entries': words(
    'Giải thưởng chất lượng quốc gia: doanh nghiệp lập hồ sơ trong kỳ đang mở (từ 2026 chọn sản phẩm), tự đánh giá theo từng tiêu chí rồi gửi; cơ quan điều hành kiểm tra, ghi hỗ trợ, ý kiến của tỉnh, gửi Bộ, kết quả có số quyết định và gắn đề nghị khen thưởng. Người kiểm tra không ghi ý kiến và kết quả.',
    'National Quality Award: an enterprise enters in an open round (from 2026 with a product), assesses itself by each criterion and submits; the coordinator checks, records help, the opinion of the province, the letter to the ministry, the outcome with its decision, and ties the nomination. Whoever checks records neither opinion nor outcome.',
  ),
  '/award-rounds': words(
    'Kỳ giải của từng năm: mở với ngày nhận hồ sơ và mục dự toán chi trả, theo quy định của năm đó; kết thúc bằng báo cáo gửi Bộ khi mọi hồ sơ đã có kết quả.',
    'The round of a year: opened with its days and the line that pays, by the rules of the year; it ends with the report to the ministry once every entry has an outcome.',
  ),
  '/agency-acts': words(
    'Việc từng cơ quan, hội đã làm cho Chương trình trong một khoảng ngày, từng hồ sơ một: đây là các số mà báo cáo sơ kết, tổng kết đếm theo cơ quan.',
    'What each agency and association did for the programme between two days, record by record: the figures that mid-term and final reviews count by agency.',
  ),
  '/report-kinds': words(
    'Loại báo cáo: kỳ, ngày chốt số liệu, hạn gửi, cơ quan ban hành, nơi gửi, cột ước thực hiện cả năm, báo cáo về Chương trình hay một hồ sơ, các phần và thứ tự. Thêm, sửa, ngừng dùng; báo cáo đã lập giữ nguyên.',
    'Kinds of report: period, cut-off day, day due, issuer, addressee, the column of what the whole year is expected to come to, about the programme or one record, parts and their order. Added, changed, ended; reports that were begun stay as they are.',
  ),
  '/obstacle-fields': words(
    'Lĩnh vực của khó khăn, vướng mắc: thêm, sửa tên, ngừng dùng; việc đã xếp lĩnh vực vẫn giữ.',
    'Fields of obstacles: added, renamed, ended; what is sorted by one keeps it.',
  ),
  '/nominations': words(
    'Đề nghị khen thưởng: ghi tập thể, cá nhân (cá nhân phải đồng ý), nộp giấy tờ rồi gửi. Cơ quan điều hành kiểm tra; thiếu thì trả lại kèm điều còn thiếu, bổ sung rồi gửi lại. Bên đề nghị xem đề nghị của mình.',
    'Nominations: enter a group or person (who must agree), add papers, submit. The coordinator checks; one that lacks something is returned with what is missing and submitted anew. Whoever nominates sees its own.',
  ),
  '/commendation-lists': words(
    'Danh sách đề nghị khen thưởng: xin ý kiến, đưa ra hội đồng, trình cơ quan nội vụ; cơ quan nội vụ trả lại hoặc trình UBND tỉnh; người không kiểm tra, thẩm định ghi quyết định có số và ai được khen; sau đó tạo giấy chứng nhận, tải danh sách.',
    "Lists of nominees: ask for opinions, put before a council, submit to home affairs; it returns a list or forwards it to the People's Committee; somebody who neither checked nor appraised records the decision with its number; then certificates and the list are made.",
  ),
  '/opinions': words(
    'Dự thảo mà cơ quan được xin ý kiến: ghi ý kiến từng khoản rồi gửi trước hạn. Gửi muộn vẫn nhận đến khi kết thúc xin ý kiến. Sau đó xem ý kiến được tiếp thu thế nào.',
    'Drafts on which your agency is asked: write opinions clause by clause, then send them in time. Late ones are taken until the round is closed. Afterwards it shows what became of each.',
  ),
  '/science-tasks': words(
    'Nhiệm vụ KH&CN từ đề xuất đến thanh lý. Mở nhiệm vụ thấy bước tiếp theo, hạn, giấy tờ phải có; ghi từng bước kèm minh chứng. Nội dung có kết quả, kinh phí theo nguồn. Gia hạn, điều chỉnh được xét theo quy định của loại nhiệm vụ.',
    'S&T tasks from proposal to liquidation. A task shows what comes next, until when, with which papers; enter each step with its evidence. Contents have outputs and money by source. Extensions and changes are held against the kind.',
  ),
  '/task-kinds': words(
    'Loại nhiệm vụ KH&CN: các bước, ai làm, giấy tờ, thời hạn, thay đổi được phép, mỗi ô có điều khoản. Muốn có quy trình của tỉnh thì sao ra, sửa hoặc nhập các bước từ Excel, rồi đưa vào áp dụng.',
    'Kinds of S&T task: steps, who acts, papers, terms, allowed changes, each with its article. For a flow of the province copy one, edit it or import the steps from Excel, then put it in force.',
  ),
  '/guide': words(
    'Hướng dẫn về hệ thống quản lý, công cụ, tiêu chuẩn: là gì, dành cho ai, các bước, thời gian và chi phí trong tỉnh, giấy tờ, nguồn. Tìm không dấu, lọc theo loại, mục đích, ngành, tiêu chuẩn; mỗi mục in được trên A4 và dẫn tới đợt đang nhận hồ sơ.',
    'A guide to management systems, tools and standards: what, for whom, steps, time and cost in the province, papers, sources. Search without accents, filter by kind, goal, sector, standard; each entry prints on A4 and leads to the call that is open.',
  ),
  '/guide/entries': words(
    'Các mục hướng dẫn của cơ quan: soạn bằng hai ngôn ngữ, ghi nguồn đã đọc, gửi; người khác công bố. Sửa mục đã công bố là soạn bản kế tiếp; các bản cũ giữ lại. Ví dụ từ doanh nghiệp chỉ hiển thị khi doanh nghiệp đồng ý.',
    'The entries as the office writes them: in both languages, with the sources that were read; another person publishes. Editing a published entry begins its next edition; old ones are kept. Examples of enterprises show only with their consent.',
  ),
  '/yearly-plans': words(
    'Kế hoạch của từng năm: chọn nhu cầu, cam kết chưa chi hết, nhiệm vụ thành các dòng có số lượng, định mức, nguồn; trình, phê duyệt, so sánh các bản, tải văn bản.',
    'The plan of each year: needs, unpaid commitments and duties become lines with quantity, norm and source; send it, have it approved, compare versions, download the document.',
  ),
  '/estimates': words(
    'Dự toán kinh phí của từng năm: lấy các dòng từ kế hoạch năm đã phê duyệt, cam kết chưa chi hết, nhiệm vụ; sửa trên bảng hoặc bằng Excel; gửi Sở Tài chính thẩm định từng dòng. Mỗi lần gửi là một vòng, so sánh được với nhau. Phần bị giảm ghi rõ bỏ, lùi hay làm ít hơn; rồi trình và giao bằng một quyết định.',
    'The money that each year needs: take lines from the approved plan of the year, unpaid commitments and duties; edit them in the grid or in Excel; send it to the finance office, which appraises it line by line. Each sending is a round; rounds are compared. Say of what was cut whether it is dropped, put off or done in part; then submit it, and one decision allocates it.',
  ),
  '/past-results': words(
    'Kết quả của những năm làm việc chưa có chương trình này: mỗi số nhập một lần, kèm minh chứng.',
    'Results of years before this program was in use: each number is entered once, with its evidence.',
  ),
  '/map': words(
    'Bản đồ tỉnh theo xã, phường: doanh nghiệp, lượt hỗ trợ, hồ sơ ở đâu. Bên dưới là bảng cùng số liệu.',
    'The province by commune: where enterprises, support and applications are. The table below holds the same figures.',
  ),
  '/duties': words(
    'Nhiệm vụ có thời hạn của các cơ quan. Lọc theo cơ quan, tình trạng, hạn; mở nhiệm vụ để báo đã làm kèm minh chứng, hoặc mở lại khi báo nhầm.',
    'The dated duties of agencies. Filter by agency, state and term; open one to report it done with its evidence, or to reopen what was reported by mistake.',
  ),
  '/reports': words(
    'Báo cáo năm, 6 tháng, quý, đột xuất: tạo bản thảo, sửa lời, ghi số ước thực hiện cả năm, chốt. Báo cáo đã chốt giữ nguyên số liệu và minh chứng; thay đổi về sau là bản báo cáo lại có lý do. Một báo cáo chung của nhiều kế hoạch là báo cáo năm của từng kế hoạch đó.',
    'Reports of a year, half a year, a quarter or named days: draft one, edit its words, say what the whole year is expected to come to, seal it. A sealed report keeps its data and evidence; later changes are a restatement with a reason. A joint report over several plans is the report of each of them.',
  ),
  '/enterprises': words(
    'Danh bạ doanh nghiệp. Tìm theo tên, mã số thuế, không cần dấu; chọn cột, lưu cách lọc, xuất Excel. Nhập nhiều doanh nghiệp một lần bằng tệp mẫu.',
    'The register of enterprises. Search by name or tax code, without accents; choose columns, keep a view, export to Excel. Many come in at once by the template.',
  ),
  '/my-enterprise': words(
    'Hồ sơ doanh nghiệp của bạn: thông tin, sản phẩm, số liệu năng suất hằng năm, hồ sơ đề nghị, lượt hỗ trợ và chứng nhận.',
    'Your enterprise: profile, products, yearly productivity figures, applications, support and certificates.',
  ),
  '/applications': words(
    'Hồ sơ đề nghị hỗ trợ. Mở hồ sơ thấy đang ở bước nào, chờ ai, đến bao giờ; người kiểm tra, thẩm định không phải là người quyết định.',
    'Applications for support. Open one to see where it stands, whom it waits for and until when; who checks and appraises does not decide.',
  ),
  '/support': words(
    'Lượt hỗ trợ là một doanh nghiệp áp dụng một hệ thống, công cụ. Ghi từng bước kèm minh chứng; lượt hoàn thành được tính vào chỉ tiêu.',
    'A support turn is one enterprise applying one system or tool. Record each step with its evidence; finished turns count in the targets.',
  ),
  '/support/contents': words(
    'Danh mục nội dung hỗ trợ mà doanh nghiệp chọn khi đề nghị. Nội dung ngừng dùng vẫn giữ trong hồ sơ cũ.',
    'The contents of support that applications choose from. One that is out of use stays in earlier records.',
  ),
  '/certificates': words(
    'Chứng nhận đã cấp cho hệ thống quản lý, sản phẩm, truy xuất nguồn gốc. Chứng nhận sắp hết hạn được báo trước; thu hồi kèm lý do.',
    'Certificates of management systems, products and traceability. Those about to expire are told of; one is withdrawn with a reason.',
  ),
  '/verify': words(
    'Ai cũng tra được một chứng nhận: nhập số, tên sản phẩm hoặc tên doanh nghiệp.',
    'Anybody may look up a certificate: enter its number, the product or the enterprise.',
  ),
  '/takeover': words(
    'Đưa việc của những năm trước từ bảng tính vào, từng bước: kiểm tra, đề nghị, người khác duyệt, hoàn lại được cả đợt.',
    'Work of earlier years comes in from sheets step by step: checked, proposed, approved by another person, undone as a whole.',
  ),
  '/plan': words(
    'Kế hoạch đang thực hiện: mục tiêu, nội dung, kinh phí, nhiệm vụ và văn bản đã ký. Sửa đổi kế hoạch là một bản thảo, có so sánh với bản trước.',
    'The plan in force: objectives, contents, money, duties and the signed document. An amendment is a draft that is compared with what stood before.',
  ),
  '/plans': words(
    'Các kế hoạch của chương trình, đang thực hiện và đã qua. Chọn một kế hoạch để làm việc với nó.',
    'All plans of the programme, in force and past. Choose one to work in it.',
  ),
  '/plans/transition': words(
    'Chuyển hồ sơ, nhiệm vụ đang mở từ kế hoạch cũ sang kế hoạch kế tiếp khi hết giai đoạn.',
    'At the end of a period open records and duties are moved to the next plan.',
  ),
  '/plan-drafts': words(
    'Tải lên văn bản kế hoạch; chương trình đọc, bạn soát bên cạnh văn bản, sửa rồi chấp nhận. Chưa chấp nhận thì không có gì đổi.',
    'Upload the document of a plan; the program reads it, you review it beside the text, edit and accept. Nothing changes before that.',
  ),
  '/indicators': words(
    'Chỉ tiêu của kế hoạch và kết quả đến nay. Bấm vào kết quả để xem từng việc và tệp minh chứng.',
    'The targets of the plan and the results so far. A result opens each fact with its evidence file.',
  ),
  '/indicator-catalogue': words(
    'Danh mục chỉ số: mỗi chỉ số lấy số từ đâu. Chỉ số không đếm được từ hồ sơ thì do cơ quan nhập.',
    'The catalogue of indicators: where each takes its figures from. What no record counts is entered by agencies.',
  ),
  '/indicator-values': words(
    'Số do các cơ quan nhập kèm minh chứng; chỉ tính vào kết quả sau khi người khác xác nhận.',
    'Values that agencies enter with evidence; they count once another person has confirmed them.',
  ),
  '/training': words(
    'Hội nghị, khóa đào tạo đã tổ chức, kèm danh sách người dự. Ghi nhầm thì rút lại, kèm lý do.',
    'Conferences and courses that were held, with who attended. One recorded by mistake is retracted with a reason.',
  ),
  '/people': words(
    'Chuyên gia, giảng viên, quản lý, người lao động: mỗi người một hồ sơ, kèm khóa đã học và sự đồng ý. Hồ sơ có thể trùng được nêu ra để quyết định.',
    'Experts, lecturers, managers and workers, one record each, with trainings and consent. Possible doubles are shown for a decision.',
  ),
  '/trained-persons': words(
    'Người đã được đào tạo, theo khóa. Là dữ liệu cá nhân: chỉ mở khi công việc cần.',
    'Persons who were trained, by course. These are personal data: open them only where the work needs it.',
  ),
  '/agencies': words(
    'Cơ quan tham gia chương trình và thời gian tồn tại. Khi sáp nhập, đổi tên, việc tự chuyển sang cơ quan kế tiếp.',
    'The agencies of the programme and when they exist. When one is merged or renamed its duties pass to the successor.',
  ),
  '/obstacles': words(
    'Khó khăn, vướng mắc đã báo: cơ quan điều hành giao cơ quan trả lời và hạn; nơi phản ánh chấp nhận trả lời hoặc mở lại; rút được khi chưa trả lời. Nội dung được đưa vào báo cáo năm.',
    'Obstacles that were reported: the coordinator puts an agency in charge by a day; who reported one accepts the answer or reopens it, and withdraws it before there is any. They go into the yearly report.',
  ),
  '/legal': words(
    'Văn bản pháp luật và quy tắc chương trình dùng, với ngày hiệu lực. Quyết định nào cũng nêu quy tắc đã áp dụng. Quy định của một thủ tục (thời hạn, điểm, ai không được tham gia, giấy tờ, biểu mẫu) nhập, sửa, kết thúc tại đây, mỗi dòng một điều khoản.',
    'Legal instruments and the rules that the program applies, with their validity. Each decision names the rules that it applied. The terms of a procedure (limits, scores, who may not take part, papers, forms) are entered, corrected and ended here, a provision a row.',
  ),
  '/rehearsals': words(
    'Thử một thứ tự ưu tiên, định mức hay điều kiện dự kiến trên tất cả hồ sơ đã có của Kế hoạch: ai được, ai mất, tốn bao nhiêu, của cả dự thảo và của từng thay đổi. Địa chỉ trang giữ cả dự thảo, gửi cho người khác xem được; tệp DOCX, PDF kèm tờ trình chính sách. Không có gì bị thay đổi.',
    'Try a draft order of priority, norm or condition on all applications of the plan: who gains, who loses, what it costs, for the whole draft and for each change. The address keeps the draft and can be passed on; DOCX and PDF go with a policy proposal. Nothing is changed.',
  ),
  '/key-products': words(
    'Sản phẩm chủ lực theo danh mục của từng quyết định, có địa bàn và thời gian áp dụng. Phụ lục của quyết định nhập được từ Excel.',
    'Key products by the list of each decision, with its territory and days. The appendix of a decision comes in from Excel.',
  ),
  '/norms': words(
    'Mức chi tối đa theo văn bản. Hồ sơ được đối chiếu với định mức của ngày, địa bàn, quy mô và nội dung của nó.',
    'What may be spent at most, by instrument. An application is held against the norms of its day, place, size and content.',
  ),
  ...moneyHelp,
  '/visits': words(
    'Kiểm tra lượt hỗ trợ tại doanh nghiệp: danh sách chọn theo rủi ro và bốc thăm, bảng kiểm của cơ quan, ảnh chụp từ điện thoại kể cả khi mất mạng, điều phát hiện có hạn khắc phục.',
    'Visits to support turns: lists drawn by risk and lot, checklists of the office, photographs from a phone even without a network, what was found with its last day.',
  ),
  '/findings': words(
    'Kiến nghị của kiểm toán, thanh tra: mục, chứng từ, số tiền, điều khoản, ai trả lời, hạn, thu hồi hay giải trình, văn bản kết thúc.',
    'Findings of audit and inspection: line, voucher, sum, article, who answers, by when, recovery or explanation, the paper that closes them.',
  ),
  '/budget/settlements': words(
    'Quyết toán từng năm theo mục, nguồn, nhiệm vụ, nội dung, đối chiếu với Kho bạc; thống nhất rồi mới khóa sổ.',
    'The settlement of each year by line, source, task and content, reconciled with the Treasury; the year is closed when it is agreed.',
  ),
  '/budget/carry-grounds': words(
    'Loại kinh phí được chuyển sang năm sau và điều khoản cho phép. Đề nghị chuyển nguồn chọn một loại cho từng khoản.',
    'Kinds of money that may be carried over, and the article that allows it. A proposal names one for each row.',
  ),
  '/budget/cutoffs': words(
    'Ngày cuối năm ngân sách theo văn bản: chi, chỉnh lý, đối chiếu, nộp lại tạm ứng. Văn bản mới thì thêm mốc; mốc sai thì sửa.',
    'The days by which a budget year ends, by their instruments: spending, adjusting, reconciling, advances paid back. A new instrument is entered, a wrong day corrected.',
  ),
  '/series': words(
    'Chuỗi số liệu theo địa bàn, ngành, năm, kèm nguồn và các lần sửa. Dán cả khối từ bảng tính được.',
    'Series by territory, sector and year, with sources and revisions. A block pasted from a spreadsheet fills the grid.',
  ),
  '/studies': words(
    'Tính TFP từ chuỗi số liệu: số liệu và phương pháp được giữ cố định, người khác soát rồi công bố.',
    'TFP studies out of the series: data and method are fixed, another person reviews, then it is published.',
  ),
  '/productivity': words(
    'Năng suất của doanh nghiệp theo năm, so với ngành, trước và sau hỗ trợ.',
    'Productivity of enterprises by year, against their sector, before and after support.',
  ),
  ...officeHelp,
}

const paths = Object.keys(pageHelp).toSorted((one, other) => other.length - one.length) as `/${string}`[]

/** The address of the menu whose help a page shows: its own, or the nearest above it; null where there is none. */
export function helpedPath(pathname: string): `/${string}` | null {
  return paths.find((path) => pathname === path || pathname.startsWith(`${path}/`)) ?? null
}
