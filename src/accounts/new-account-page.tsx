import { roleNames, roles } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { FormValues, PageRequest } from '../platform/page.ts'
import { invalidField } from '../platform/problem.ts'
import { fields, formPage } from '../ui/index.ts'
import { createAccount } from './commands.ts'
import { accountsCrumb } from './crumbs.ts'
import { personFields } from './person-fields.tsx'
import { typed } from './proofs.ts'
import { accountBindings } from './queries.ts'
import { newAccountView } from './shown-once.tsx'

/** What the form asks the bindings for: an enterprise that is chosen already, and one that is looked for. */
const lookup = (values: FormValues) => {
  const chosen = typed(values, 'enterpriseId')
  return {
    enterpriseId: /^[1-9]\d{0,8}$/.test(chosen) ? chosen : undefined,
    enterprise: typed(values, 'enterprise').slice(0, 120),
  }
}

/** The enterprise that a form names: chosen, or the only one that its tax code or name finds. @throws Problem 422 for none or several */
async function enterpriseOf(request: PageRequest, values: FormValues): Promise<string | undefined> {
  const { enterpriseId, enterprise } = lookup(values)
  if (enterpriseId !== undefined || enterprise === '' || values.role !== 'enterprise') return enterpriseId
  const { matches } = await request.execute(accountBindings, { enterprise })
  const [only, ...more] = matches
  if (only === undefined) {
    throw invalidField(
      'enterprise',
      words(
        'Không tìm thấy doanh nghiệp có mã số thuế hoặc tên này.',
        'There is no enterprise with this tax code or name.',
      ),
    )
  }
  if (more.length === 0) return String(only.id)
  throw invalidField(
    'enterpriseId',
    words(
      'Có nhiều doanh nghiệp khớp; xin chọn một trong danh sách.',
      'Several enterprises fit; please choose one of the list.',
    ),
  )
}

export const newAccount = formPage({
  command: createAccount,
  address: '/accounts/new',
  title: words('Thêm tài khoản', 'New account'),
  crumbs: (request) => [accountsCrumb(request)],
  initial: (_record, { url }) => {
    const enterprise = url.searchParams.get('enterprise')
    return enterprise === null ? {} : { enterpriseId: enterprise, role: 'enterprise' }
  },
  async fields({ f, t, form, request }) {
    const { agencies, enterprise, matches } = await request.execute(accountBindings, lookup(form.values))
    const found =
      enterprise === null ? matches : [enterprise, ...matches.filter(({ id }) => id !== enterprise.id)]
    return (
      <>
        {personFields(f, t)}
        {f.select('role', {
          label: t('Vai trò', 'Role'),
          required: true,
          empty: t('Chọn vai trò', 'Choose'),
          choices: roles.map((role) => ({ value: role, label: t(roleNames[role]) })),
        })}
        {f.select('agencyId', {
          label: t('Cơ quan', 'Agency'),
          hint: t(
            'Cho mọi vai trò, trừ doanh nghiệp và thanh tra, kiểm toán.',
            'For every role but enterprise and auditor.',
          ),
          empty: t('Không có', 'None'),
          choices: agencies.map((agency) => ({
            value: agency.id,
            label: agency.name,
            group: agency.ended ? t('Đã kết thúc', 'Ended') : t('Đang hoạt động', 'Active'),
          })),
        })}
        {fields(form, t).text('enterprise', {
          label: t('Doanh nghiệp: mã số thuế hoặc tên', 'Enterprise: tax code or name'),
          hint: t(
            'Cho vai trò doanh nghiệp. Nếu nhiều doanh nghiệp khớp, chương trình hỏi lại để chọn.',
            'For the enterprise role. If several fit, you choose among them next.',
          ),
          required: words('với tài khoản doanh nghiệp', 'for an account of an enterprise'),
        })}
        {found.length === 0
          ? null
          : f.select('enterpriseId', {
              label: t('Doanh nghiệp tìm thấy', 'Enterprises found'),
              empty: t('Chọn doanh nghiệp', 'Choose an enterprise'),
              choices: found.map(({ id, name, taxCode }) => ({ value: id, label: `${name} · ${taxCode}` })),
            })}
        {f.check('admin', {
          label: t('Quản trị viên: quản lý tài khoản', 'Administrator: manages accounts'),
        })}
      </>
    )
  },
  submit: words('Tạo tài khoản', 'Create the account'),
  cancel: '/accounts',
  input: async (values, request) => ({ enterpriseId: await enterpriseOf(request, values) }),
  done: (output, { values, request }) =>
    newAccountView(request, { email: String(values.email), password: output.password }, '/accounts'),
})
