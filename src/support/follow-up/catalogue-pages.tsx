import { words } from '../../platform/language.ts'
import { cataloguePages } from '../../ui/index.ts'
import { followUpMoments, followUpQuestions } from './catalogues.ts'
import { momentFields, questionFields } from './fields.ts'
import { crumbs } from './pages.tsx'

export const momentPages = cataloguePages({
  at: '/support/follow-up-moments',
  lead: words(
    'Doanh nghiệp được hỏi sau bao nhiêu tháng kể từ ngày lượt hỗ trợ hoàn thành, chờ trả lời bao nhiêu ngày.',
    'How many months after a turn was done enterprises are asked, and how many days an answer is waited for.',
  ),
  above: crumbs,
  catalogue: followUpMoments,
  fields: momentFields,
  uses: words('Số lượt đã hỏi', 'Turns asked about'),
})

export const questionPages = cataloguePages({
  at: '/support/follow-up-questions',
  lead: words(
    'Câu hỏi về mức hài lòng và kết quả. Lượt được hỏi ngày nào thì trả lời các câu hỏi dùng ngày đó.',
    'Questions on satisfaction and results. Who is asked on a day finds the questions of that day.',
  ),
  above: crumbs,
  catalogue: followUpQuestions,
  fields: questionFields,
  uses: words('Số câu trả lời', 'Number of answers'),
})
