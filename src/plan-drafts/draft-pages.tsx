import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { Page, PageRequest } from '../platform/page.ts'
import { Act, formPage, listPage, StateBadge } from '../ui/index.ts'
import { readDraft } from './commands.ts'
import { draftKinds, draftStates, listDrafts } from './queries.ts'
import { crumbs } from './review-page.tsx'

const list = listPage({
  route: 'GET /plan-drafts',
  place: { group: 'programme', order: 14, label: words('Bản thảo kế hoạch', 'Drafts of plans') },
  title: words('Bản thảo kế hoạch', 'Drafts of plans'),
  lead: words(
    'Văn bản kế hoạch đã ký được đọc thành bản thảo, soát, sửa rồi chấp nhận để chạy; cùng chỗ là các bản điều chỉnh và kế hoạch giai đoạn sau.',
    'A signed plan is read into a draft, checked, corrected, then accepted to run; amendments and plans for the next period are here too.',
  ),
  query: listDrafts,
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tên, số, ký hiệu', 'Name or number') },
    {
      name: 'kind',
      kind: 'select',
      label: words('Loại', 'Kind'),
      choices: draftKinds.choices(t),
    },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: draftStates.choices(t),
    },
  ],
  columns: ({ t }) => [
    {
      key: 'label',
      label: words('Bản thảo', 'Draft'),
      sort: 'label',
      value: (row) => row.label,
      cell: (row) => <a href={`/plan-drafts/${row.id}`}>{row.label}</a>,
    },
    { key: 'kind', label: words('Loại', 'Kind'), value: (row) => t(draftKinds.names[row.kind]) },
    {
      key: 'plan',
      label: words('Kế hoạch', 'Plan'),
      value: (row) => row.acceptedPlan?.number ?? row.plan?.number ?? row.number,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row) => t(draftStates.names[row.state]),
      cell: (row) => <StateBadge of={draftStates} is={row.state} t={t} />,
    },
    { key: 'by', label: words('Người đưa vào', 'Brought in by'), value: (row) => row.createdBy },
    {
      key: 'updated',
      label: words('Sửa lần cuối', 'Last revision'),
      kind: 'moment',
      sort: 'updated',
      value: (row) => row.updatedAt,
    },
  ],
  actions: (request) => <BringIn request={request} />,
  empty: (request) => (mayRun(request.actor, readDraft) ? <BringIn request={request} /> : null),
})

function BringIn({ request }: { request: PageRequest }) {
  return (
    <Act command={readDraft} request={request} kind="primary" href="/plan-drafts/new">
      {request.t('Đưa văn bản vào', 'Bring in a document')}
    </Act>
  )
}

const bringIn = formPage({
  command: readDraft,
  address: '/plan-drafts/new',
  title: words('Đưa văn bản kế hoạch vào', 'Bring in a plan document'),
  lead: words(
    'Chương trình đọc văn bản, chỉ chỗ nó lấy từng mục, cộng lại các tổng và nêu chỗ mâu thuẫn. Chưa có gì chạy cho đến khi bản thảo được chấp nhận.',
    'The program reads the document, shows where it took each item, adds up the sums and tells what contradicts. Nothing runs before the draft is accepted.',
  ),
  crumbs,
  fields: ({ f, t }) => (
    <>
      {f.file('fileId', {
        label: t('Tệp văn bản đã ký', 'File of the signed document'),
        hint: t(
          'DOCX, PDF có lớp chữ, XLSX, Markdown hoặc văn bản thường (UTF-8). Bản quét không có lớp chữ thì dán nội dung ở dưới.',
          'DOCX, PDF with a text layer, XLSX, Markdown or plain text (UTF-8). For a scan without text paste the words below.',
        ),
        accept: '.docx,.pdf,.xlsx,.md,.markdown,.txt',
      })}
      {f.area('text', {
        label: t('Hoặc dán nội dung văn bản', 'Or paste the text'),
        hint: t(
          'Dán cả phụ lục; bảng dán từ Word hay Excel giữ dấu tab giữa các ô.',
          'Paste the appendix too; a table pasted from Word or Excel keeps tabs between cells.',
        ),
        rows: 12,
      })}
      {f.text('label', {
        label: t('Tên bản thảo', 'Name of the draft'),
        hint: t('Để trống thì lấy số, ký hiệu của văn bản.', 'Left empty, the number of the document.'),
      })}
    </>
  ),
  submit: words('Đọc văn bản', 'Read the document'),
  cancel: '/plan-drafts',
  done: ({ id }) => ({
    to: `/plan-drafts/${id}`,
    message: words('Đã đọc văn bản; xin soát lại.', 'The document is read; please check it.'),
  }),
})

export const draftListPages: readonly Page[] = [list, ...bringIn.pages]
