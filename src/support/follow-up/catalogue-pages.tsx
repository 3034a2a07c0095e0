import { words } from '../../platform/language.ts'
import { cataloguePages } from '../../ui/index.ts'
import {
  addMoment,
  addQuestion,
  editMoment,
  editQuestion,
  endMoment,
  endQuestion,
  listMoments,
  listQuestions,
} from './catalogues.ts'
import { momentFields, questionFields } from './fields.ts'
import { crumbs } from './pages.tsx'

export const momentPages = cataloguePages({
  at: '/support/follow-up-moments',
  title: words('Các lần hỏi sau hỗ trợ', 'Askings after support'),
  lead: words(
    'Doanh nghiệp được hỏi sau bao nhiêu tháng kể từ ngày lượt hỗ trợ hoàn thành, chờ trả lời bao nhiêu ngày.',
    'How many months after a turn was done enterprises are asked, and how many days an answer is waited for.',
  ),
  above: crumbs,
  list: listMoments,
  fields: momentFields,
  one: words('lần hỏi sau hỗ trợ', 'Asking after support'),
  add: { command: addMoment, label: words('Thêm lần hỏi sau hỗ trợ', 'Add an asking after support') },
  edit: { command: editMoment, label: words('Sửa lần hỏi sau hỗ trợ', 'Edit an asking after support') },
  end: { command: endMoment, label: words('Ngừng lần hỏi sau hỗ trợ', 'End an asking after support') },
  uses: {
    key: 'uses',
    label: words('Số lượt đã hỏi', 'Turns asked about'),
    kind: 'number',
    value: (row) => row.uses,
  },
})

export const questionPages = cataloguePages({
  at: '/support/follow-up-questions',
  title: words('Các câu hỏi sau hỗ trợ', 'Questions after support'),
  lead: words(
    'Câu hỏi về mức hài lòng và kết quả. Lượt được hỏi ngày nào thì trả lời các câu hỏi dùng ngày đó.',
    'Questions on satisfaction and results. Who is asked on a day finds the questions of that day.',
  ),
  above: crumbs,
  list: listQuestions,
  fields: questionFields,
  one: words('câu hỏi sau hỗ trợ', 'Question after support'),
  add: { command: addQuestion, label: words('Thêm câu hỏi sau hỗ trợ', 'Add a question after support') },
  edit: { command: editQuestion, label: words('Sửa câu hỏi sau hỗ trợ', 'Edit a question after support') },
  end: {
    command: endQuestion,
    label: words('Ngừng hỏi một câu sau hỗ trợ', 'Stop asking a question after support'),
  },
  uses: {
    key: 'uses',
    label: words('Số câu trả lời', 'Number of answers'),
    kind: 'number',
    value: (row) => row.uses,
  },
})
