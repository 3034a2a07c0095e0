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
