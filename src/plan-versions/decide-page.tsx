import { words } from '../platform/language.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Facts, formPage, Section } from '../ui/index.ts'
import { decideNumber, listUndecided, tableDecisions } from './decide.ts'

/* Where an officer decides between the number of a plan's text and that of its budget table. */

/** The undecided target of the address. @throws Problem 404 where it is decided, or there is none */
async function targetOf(request: PageRequest) {
  const { targets } = await request.execute(listUndecided, {})
  const found = targets.find(({ targetId }) => targetId === numberOf(request, 'id'))
  if (found === undefined) throw notFound(words('chỉ tiêu có hai số chưa quyết định', 'Undecided target'))
  return found
}

export const { pages: decidePages } = formPage({
  command: decideNumber,
  address: '/plan/targets/{id}/decision',
  record: targetOf,
  title: words('Quyết định giữa hai số của một chỉ tiêu', 'Decide between two numbers of a target'),
  lead: words(
    'Phần lời và bảng dự toán ghi hai số khác nhau. Số được chọn là chỉ tiêu từ nay; số kia, văn bản và lý do vẫn hiện bên cạnh, bản trước nằm trong các phiên bản của kế hoạch.',
    'Text and budget table have different numbers. The one chosen is the target from now on; the other, the paper and the reason stay beside it, what stood before is among the versions of the plan.',
  ),
  crumbs: ({ t }) => [{ label: t('Kế hoạch', 'The plan'), href: '/plan' }],
  above: ({ t, record }) => (
    <Section>
      <Facts
        columns={2}
        items={[
          [t('Chỉ tiêu', 'Target'), t(record.target)],
          [t('Kế hoạch', 'Plan'), record.plan],
          [t('Phần lời', 'The text'), t(record.text)],
          [t('Bảng dự toán', 'Budget table'), t(record.table)],
        ]}
      />
    </Section>
  ),
  fields: ({ f, t }) => (
    <>
      {f.radio('takes', {
        label: t('Lấy số nào', 'Which number holds'),
        required: true,
        choices: tableDecisions.choices(t),
      })}
      {f.text('paper', {
        label: t('Văn bản làm căn cứ', 'Paper it rests on'),
        required: true,
        hint: t('Loại, số và ký hiệu: Công văn 12/UBND-KT.', 'Kind and number: Công văn 12/UBND-KT.'),
      })}
      {f.date('paperOn', { label: t('Ngày của văn bản', 'Day of the paper'), required: true })}
      {f.area('reason', { label: t('Lý do', 'Reason'), required: true })}
      {f.file('fileId', { label: t('Tệp văn bản', 'File of the paper'), required: true })}
    </>
  ),
  submit: words('Ghi quyết định', 'Record the decision'),
  cancel: '/plan#targets',
  done: ({ planId }) => ({
    to: `/plan?plan=${planId}#targets`,
    message: words('Đã ghi quyết định; kế hoạch có phiên bản mới.', 'Decided; the plan has a new version.'),
  }),
})
