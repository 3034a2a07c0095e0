import { listAgencies } from '../agencies/index.ts'
import { AskFields } from '../opinions/index.ts'
import { planNames } from '../plan/index.ts'
import { addDays, formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { formPage } from '../ui/index.ts'
import { addClause, askOpinions, createProposal, editClause, editProposal } from './commands.ts'
import { clauseFields, proposalFields } from './fields.ts'
import { showProposal } from './queries.ts'

/* The forms of a proposal: its words, its clauses, and whom it is sent to for opinions. */

export const title = words('Đề xuất chính sách', 'Proposals of policy')
export const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: '/policy-proposals' }]
export const ofProposal = (request: PageRequest) => request.execute(showProposal, { id: request.params.id })
const up = (request: PageRequest, { id, title: name }: { id: number; title: string }) => [
  ...crumbs(request),
  { label: name, href: `/policy-proposals/${id}` },
]
const planChoices = async (request: PageRequest) =>
  (await request.execute(planNames, {})).plans.map(({ id, number }) => ({ value: id, label: number }))

export const begun = formPage({
  command: createProposal,
  address: '/policy-proposals/new',
  record: planChoices,
  title: words('Soạn đề xuất chính sách', 'Draw up a proposal of policy'),
  crumbs,
  initial: (plans, { url }) => ({
    planId: plans[0] === undefined ? undefined : String(plans[0].value),
    rehearsal: url.searchParams.get('rehearsal') ?? undefined,
  }),
  fields: ({ f, t, record }) => proposalFields.form(f, t, { choices: { planId: record } }),
  submit: words('Soạn', 'Draw it up'),
  cancel: '/policy-proposals',
  done: ({ id }) => ({
    to: `/policy-proposals/${id}`,
    message: words(
      'Đã tạo; xin thêm khoản, mục rồi gửi xin ý kiến.',
      'It is begun; add clauses, then ask for opinions.',
    ),
  }),
})

export const edited = formPage({
  command: editProposal,
  address: '/policy-proposals/{id}/edit',
  record: async (request) => ({ of: await ofProposal(request), plans: await planChoices(request) }),
  title: words('Sửa đề xuất chính sách', 'Edit a proposal of policy'),
  crumbs: (request, { of }) => up(request, of),
  stored: ({ of }, { t, language }) => ({
    values: { version: String(of.version), ...proposalFields.texts(of, language), planId: String(of.planId) },
    labels: Object.fromEntries(proposalFields.keys.map((key) => [key, t(proposalFields.labels[key])])),
  }),
  fields: ({ f, t, record: { plans } }) => proposalFields.form(f, t, { choices: { planId: plans } }),
  submit: words('Lưu', 'Save'),
  cancel: ({ of }) => `/policy-proposals/${of.id}`,
  done: ({ id }) => ({ to: `/policy-proposals/${id}`, message: words('Đã lưu.', 'Saved.') }),
})

export const clauseAdded = formPage({
  command: addClause,
  address: '/policy-proposals/{id}/clauses/new',
  record: ofProposal,
  title: words('Thêm khoản, mục vào đề xuất', 'Add a clause to a proposal'),
  lead: ({ record }) => record.title,
  crumbs: up,
  fields: ({ f, t }) => clauseFields.form(f, t),
  submit: words('Thêm', 'Add'),
  cancel: ({ id }) => `/policy-proposals/${id}`,
  done: ({ id }) => ({ to: `/policy-proposals/${id}#clauses`, message: words('Đã thêm.', 'Added.') }),
})

export const clauseEdited = formPage({
  command: editClause,
  address: '/policy-proposals/{id}/clauses/{clause}/edit',
  record: async (request) => {
    const of = await ofProposal(request)
    return { of, clause: of.clauses.find(({ id }) => String(id) === request.params.clause) }
  },
  title: words('Sửa khoản, mục của đề xuất', 'Edit a clause of a proposal'),
  crumbs: (request, { of }) => up(request, of),
  stored: ({ of, clause }, { t }) => ({
    values: { version: String(of.version), label: clause?.label ?? '', text: clause?.text ?? '' },
    labels: { label: t(clauseFields.labels.label), text: t(clauseFields.labels.text) },
  }),
  fields: ({ f, t }) => clauseFields.form(f, t),
  submit: words('Lưu', 'Save'),
  cancel: ({ of }) => `/policy-proposals/${of.id}`,
  done: ({ id }) => ({ to: `/policy-proposals/${id}#clauses`, message: words('Đã lưu.', 'Saved.') }),
})

export const opinionsAsked = formPage({
  command: askOpinions,
  address: '/policy-proposals/{id}/rounds/new',
  record: async (request) => ({
    of: await ofProposal(request),
    agencies: (await request.execute(listAgencies, { state: 'living', limit: 1000 })).rows,
  }),
  title: words('Gửi xin ý kiến các cơ quan', 'Ask agencies for their opinions'),
  lead: words(
    'Các khoản, mục được gửi như đang có; sửa sau khi gửi không đổi bản đã hỏi.',
    'The clauses go out as they stand; changing them later does not change what was asked.',
  ),
  crumbs: (request, { of }) => up(request, of),
  initial: ({ of }, { system }) => ({
    version: String(of.version),
    dueOn: formatDate(addDays(today(system.now()), 15)),
  }),
  fields: ({ f, t, record: { of, agencies } }) => (
    <>
      {f.hidden('version', of.version)}
      <AskFields f={f} t={t} agencies={agencies} />
    </>
  ),
  submit: words('Gửi', 'Send'),
  cancel: ({ of }) => `/policy-proposals/${of.id}`,
  done: ({ id, round }) => ({
    to: `/policy-proposals/${id}#round-${round}`,
    message: words('Đã gửi xin ý kiến.', 'Opinions are asked for.'),
  }),
})
