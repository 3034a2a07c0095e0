import type { Actor } from '../platform/actor.ts'
import { type Words, words } from '../platform/language.ts'
import { fold } from '../platform/text.ts'
import { pageHelp } from './page-help.ts'
import { opensPage, pageName } from './program-pages.ts'

/** A question that users ask, and its answer. */
interface Topic {
  readonly key: string
  readonly title: Words
  readonly text: Words
  /** The page where it is done: the topic is for whoever may open it. */
  readonly href: `/${string}`
}

const topics: readonly Topic[] = [
  {
    key: 'apply',
    title: words('Nộp hồ sơ đề nghị hỗ trợ', 'Filing an application for support'),
    text: words(
      'Chọn nội dung hỗ trợ, năm, số tiền đề nghị và phần vốn của doanh nghiệp, kèm tài liệu, rồi gửi. Hồ sơ bị trả lại thì mở hồ sơ đó, sửa và nộp lại; thời hạn được tính tiếp từ ngày nộp lại.',
      'Choose the content of support, the year, the amount that is asked for and the own funds, add the documents and send. An application that was returned is opened, mended and filed again; its clock goes on from that day.',
    ),
    href: '/applications/new',
  },
  {
    key: 'follow',
    title: words('Hồ sơ đang ở bước nào', 'Where an application stands'),
    text: words(
      'Mở hồ sơ: tình trạng, các bước đã qua và phần trao đổi nằm trên cùng một trang. Mỗi khi hồ sơ đổi tình trạng, chương trình báo ở chuông và gửi thư theo cách đã chọn.',
      'Open the application: its state, the steps so far and the talk stand on one page. Whenever its state changes the program tells you by the bell and, as you chose, by mail.',
    ),
    href: '/applications',
  },
  {
    key: 'many',
    title: words('Làm với nhiều dòng của danh sách', 'Acting on several rows of a list'),
    text: words(
      'Tích các dòng, hoặc chọn mọi dòng khớp bộ lọc, rồi bấm việc cần làm. Trang xem trước cho biết từng dòng sẽ làm gì hoặc vì sao không; chưa ghi gì cho đến khi xác nhận, và mỗi dòng được ghi riêng.',
      'Tick the rows, or choose all that the filter finds, and press what is to be done. The preview says what will become of each and why not; nothing is written until you confirm, and each is recorded by itself.',
    ),
    href: '/applications',
  },
  {
    key: 'correct',
    title: words('Nhập sai thì sửa ở đâu', 'Where to correct what was entered wrongly'),
    text: words(
      'Bấm Sửa trên trang hồ sơ. Người đã nhập sửa được cho đến khi nội dung ấy được dùng; sau đó cơ quan điều hành đính chính, có nêu lý do. Phần trao đổi, lịch sử cho biết từ giá trị nào thành giá trị nào.',
      'Press Edit on the page of the record. Who entered it corrects it until it is used; afterwards the coordinator does, with a reason. The story tells from what to what.',
    ),
    href: '/obstacles',
  },
  {
    key: 'work',
    title: words('Việc của tôi gồm những gì', 'What stands in my work'),
    text: words(
      'Mọi việc đang chờ vai trò của tài khoản: kiểm tra, thẩm định, quyết định, xác nhận, trả lời, báo cáo. Việc đến hạn trước đứng trước; đồng hồ tạm dừng khi đang hỏi bên kia.',
      'All that waits for the roles of the account: to check, appraise, decide, confirm, answer, report. What is due first stands first; the clock rests while the other side is asked.',
    ),
    href: '/work',
  },
  {
    key: 'notices',
    title: words('Chọn cách nhận thông báo', 'Choose how to be told'),
    text: words(
      'Với từng loại thông báo, chọn chỉ báo khi đăng nhập, gửi thư ngay, gộp vào thư hằng ngày hoặc không báo. Loại mà pháp luật buộc báo thì không tắt được.',
      'For each kind of notice choose in the program only, mail at once, the daily mail, or not at all. What the law requires cannot be switched off.',
    ),
    href: '/notices/wishes',
  },
  {
    key: 'obstacle',
    title: words('Báo khó khăn, vướng mắc', 'Reporting an obstacle'),
    text: words(
      'Viết khó khăn gặp phải và kiến nghị. Cơ quan điều hành trả lời trên cùng trang; nội dung và câu trả lời được đưa vào báo cáo năm.',
      'Write what stands in the way and what you propose. The coordinating agency answers on the same page; both go into the yearly report.',
    ),
    href: '/obstacles/new',
  },
  {
    key: 'duty',
    title: words('Báo đã làm xong một nhiệm vụ', 'Reporting a duty as done'),
    text: words(
      'Mở nhiệm vụ trong danh sách, nhập ngày làm xong, ghi chú và tệp minh chứng. Làm nhầm thì mở lại, kèm lý do.',
      'Open the duty in the list, enter the day, a note and the evidence. Done by mistake, it is reopened with a reason.',
    ),
    href: '/duties',
  },
  {
    key: 'import',
    title: words('Nhập danh sách doanh nghiệp từ Excel', 'Importing enterprises from Excel'),
    text: words(
      'Tải tệp mẫu, điền, tải lên. Chương trình kiểm tra từng dòng và cho xem trước; chưa ghi gì cho đến khi bấm xác nhận.',
      'Download the template, fill it in, upload it. Each row is checked and shown first; nothing is written until you confirm.',
    ),
    href: '/enterprises/import',
  },
  {
    key: 'payment',
    title: words('Lập và duyệt chứng từ chi', 'Drawing up and releasing a payment'),
    text: words(
      'Một người lập, người khác duyệt. Chứng từ chờ duyệt nằm ở một danh sách riêng; sổ chỉ ghi khi đã duyệt, và từ chối nếu vượt số cam kết.',
      'One person draws it up, another releases it. What waits stands in a list of its own; the ledger is written on release and refuses what exceeds the commitment.',
    ),
    href: '/budget/commitments',
  },
  {
    key: 'claim',
    title: words('Đề nghị thanh toán bị cắt hoặc được hỏi', 'A claim that was cut or asked about'),
    text: words(
      'Mở đề nghị: từng khoản chi phí ghi được chấp nhận bao nhiêu, cắt vì điều nào, hay đang được hỏi. Trả lời ngay ở khoản được hỏi; xét xong thì kế toán lập chứng từ chi, người khác duyệt.',
      'Open the claim: each line of cost says what is accepted, by which article it is cut, or what is asked. Answer at the line; once it is judged the accountant draws the payment up and another person releases it.',
    ),
    href: '/claims',
  },
  {
    key: 'own-money',
    title: words(
      'Khai vốn đối ứng của nhiều chứng từ một lần',
      'Declaring own money of many vouchers at once',
    ),
    text: words(
      'Ở Vốn đối ứng đã bỏ ra chọn Nhập từ Excel (lượt hỗ trợ) hoặc Nhập theo nhiệm vụ (nội dung nhiệm vụ): một bảng, một bản quét. Xem trước từng dòng, xác nhận, rồi người khác xác nhận từng khoản theo chứng từ.',
      'Under Own money put in choose Import from Excel (support turns) or Import for tasks (contents of tasks): one table, one scan. Each row is shown first; after that another person confirms each by its voucher.',
    ),
    href: '/budget/own-payments',
  },
  {
    key: 'treasury-match',
    title: words('Kho bạc trả lời khoản không có trong bảng kê', 'The Treasury answers what is on no list'),
    text: words(
      'Mở khoản ấy ở Chênh lệch với Kho bạc: chọn chứng từ đã duyệt mà nó là, nêu vì sao; người khác xác nhận thì chứng từ được tính là Kho bạc đã chi. Không phải khoản của mình thì ghi lý do, khoản được xử lý xong.',
      'Open it under Differences with the Treasury: choose the released payment that it is, and say why; once another person confirms, that counts as paid by the Treasury. Where it is none of yours, the reason settles it.',
    ),
    href: '/treasury/differences',
  },
  {
    key: 'advance',
    title: words('Hoàn tạm ứng', 'Clearing an advance'),
    text: words(
      'Mở khoản tạm ứng: hoàn bằng khoản chi phí đã chấp nhận, bằng chứng từ, hoặc nộp trả. Người khác xác nhận từng phần. Quá hạn thì tạm ứng thành việc phải làm và người nhận được báo.',
      'Open the advance: clear it by accepted costs, by vouchers, or by money paid back. Another person confirms each part. When it is overdue it is work, and the beneficiary is told.',
    ),
    href: '/advances',
  },
  {
    key: 'recovery',
    title: words('Thu hồi kinh phí theo quyết định', 'Recovering support by a decision'),
    text: words(
      'Thu hồi được ghi từ cam kết, theo quyết định: số tiền, hạn, lãi nếu quyết định có. Nộp từng phần kèm chứng từ, người khác xác nhận. Chưa nộp đủ thì doanh nghiệp chưa được hỗ trợ mới.',
      'A recovery is entered from its commitment, by the decision: sum, last day, interest where the decision has it. It is paid in by parts with vouchers that another person confirms. Until it is whole the enterprise gets no new support.',
    ),
    href: '/recoveries',
  },
  {
    key: 'year-end',
    title: words('Làm gì vào cuối năm ngân sách', 'What is done at the end of a budget year'),
    text: words(
      'Trang của năm nêu việc còn vướng. Đề nghị chuyển nguồn hoặc hủy số dư, tạo báo cáo và dự thảo quyết định có số từ mẫu Word, người khác duyệt và ghi sổ; nhập số liệu Kho bạc; lập quyết toán, tạo biên bản, bên kia thống nhất; sau cùng khóa sổ.',
      'The page of the year says what stands in the way. Propose what is carried over or cancelled, make the report and the draft of the decision with their numbers from Word templates, another person approves and books; take in the figures of the Treasury; draw the settlement up, make the minutes, the other side agrees; then the year is closed.',
    ),
    href: '/budget/year-end',
  },
  {
    key: 'money-path',
    title: words('Tìm đường đi của một khoản tiền', 'Following a sum of money'),
    text: words(
      'Chọn mục và năm để đi từ phụ lục xuống từng chứng từ, hoặc mở một bút toán để đi ngược lên mục và quy định. Tải cả đường đi thành một tệp ZIP có tệp kèm và mã băm.',
      'Choose a line and year to go from the appendix down to each voucher, or open an entry to go up to the line and the rule. All of it comes as one ZIP with its files and their hashes.',
    ),
    href: '/budget/path',
  },
  {
    key: 'finding',
    title: words('Trả lời kiến nghị của kiểm toán, thanh tra', 'Answering a finding of audit or inspection'),
    text: words(
      'Mở kiến nghị được giao cho cơ quan: giải trình hoặc ghi số đã thu hồi kèm chứng từ, trước hạn. Người khác đóng kiến nghị khi có văn bản của bên kiểm toán.',
      'Open the finding that your agency answers: explain, or enter what was recovered with its voucher, before the last day. Another person closes it by the paper of the auditor.',
    ),
    href: '/findings',
  },
  {
    key: 'report',
    title: words('Làm báo cáo năm', 'Making the yearly report'),
    text: words(
      'Tạo bản thảo: số liệu được lấy từ hồ sơ, mỗi số mở ra được minh chứng. Sửa lời, rồi chốt; sau khi chốt, thay đổi chỉ vào bản báo cáo lại có lý do.',
      'Make a draft: its figures come from the records and each opens its evidence. Edit the words, then seal it; afterwards changes go into a restatement with a reason.',
    ),
    href: '/reports',
  },
  {
    key: 'verify',
    title: words('Kiểm tra một chứng nhận có thật không', 'Checking whether a certificate is genuine'),
    text: words(
      'Nhập số chứng nhận, tên sản phẩm hoặc tên doanh nghiệp. Trang cho biết chứng nhận còn hiệu lực, hết hạn hay đã bị thu hồi.',
      'Enter the number, the product or the enterprise. The page says whether the certificate holds, has expired or was withdrawn.',
    ),
    href: '/verify',
  },
  {
    key: 'deputy',
    title: words('Giao việc khi vắng mặt', 'Being deputised for'),
    text: words(
      'Chọn người thay và khoảng ngày. Người thay thấy và làm được việc của người vắng; hai người vẫn được tính là một khi quy định cần hai người khác nhau.',
      'Choose who stands in and for which days. The deputy sees and does the work of who is away; where two persons are required both count as one.',
    ),
    href: '/account/deputies',
  },
  {
    key: 'password',
    title: words(
      'Đổi mật khẩu, bật xác thực hai bước',
      'Changing the password, switching on the second step',
    ),
    text: words(
      'Trang tài khoản có mật khẩu, xác thực hai bước, khóa truy cập, thiết bị đã đăng nhập và token.',
      'The page of the account has the password, the second step, passkeys, devices that signed in, and tokens.',
    ),
    href: '/account',
  },
  {
    key: 'mydata',
    title: words('Dữ liệu cá nhân của tôi', 'My personal data'),
    text: words(
      'Xem chương trình giữ gì về mình, tải về, yêu cầu sửa hoặc xóa.',
      'See what the program holds on you, download it, ask for a correction or an erasure.',
    ),
    href: '/account/data',
  },
  {
    key: 'search',
    title: words('Tìm trong toàn chương trình', 'Search everything'),
    text: words(
      'Gõ / hoặc Ctrl-K ở trang bất kỳ. Không cần dấu và không phân biệt hoa thường; mã số thuế viết thế nào cũng được. Mỗi người chỉ thấy những gì được xem. Mũi tên lên, xuống đi qua các kết quả.',
      'Press / or Ctrl-K on any page. Accents and capitals do not matter; a tax code may be written in any way. Everybody finds what they may read. The arrow keys go through the results.',
    ),
    href: '/search',
  },
]

const texts = new Map(
  topics.map(({ key, title, text }) => [key, fold(` ${title.vi} ${title.en} ${text.vi} ${text.en}`)]),
)

/** The topics that somebody may make use of. */
export const topicsFor = (actor: Actor): Topic[] => topics.filter(({ href }) => opensPage(actor, href))

/** Where the help of a page stands on /help. */
export const pageAnchor = (href: string): string => `page${href.replaceAll('/', '-')}`

/** The pages of the menu that somebody may open, with their help. */
export const pagesHelped = (actor: Actor): { href: string; title: Words; text: Words }[] =>
  Object.entries(pageHelp).flatMap(([href, text]) => {
    const title = pageName(actor, href)
    return title === null ? [] : [{ href, title, text }]
  })

/** The topics and the help of pages with words that begin with each of these (folded). */
export function helpFound(actor: Actor, sought: readonly string[]): { href: string; title: Words }[] {
  const holdsAll = (text: string | undefined) => sought.every((word) => text?.includes(` ${word}`) === true)
  return [
    ...topicsFor(actor)
      .filter(({ key }) => holdsAll(texts.get(key)))
      .map(({ key, title }) => ({ href: `/help#${key}`, title })),
    ...pagesHelped(actor)
      .filter(({ title, text }) => holdsAll(fold(` ${title.vi} ${title.en} ${text.vi} ${text.en}`)))
      .map(({ href, title }) => ({ href: `/help#${pageAnchor(href)}`, title })),
  ]
}
