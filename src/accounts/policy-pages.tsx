import { mayRun, roleNames } from '../platform/actor.ts'
import { type Words, words } from '../platform/language.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../platform/page.ts'
import { Form, formPage, LinkButton, Notice, Section } from '../ui/index.ts'
import { accountsCrumb } from './crumbs.ts'
import { type SecondFactorGroup, secondFactorGroups } from './rules.ts'
import { requireSecondFactor, resetSecondFactor, showSecondFactorPolicy } from './second-factor.ts'

const path = '/accounts/second-factor'
const groupName = (group: SecondFactorGroup): Words =>
  group === 'admin' ? words('Mọi quản trị viên', 'Every administrator') : roleNames[group]

const listOf = (value: string | string[] | undefined) =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

async function policyView(request: PageRequest, form: FormState): Promise<View> {
  const { t, actor } = request
  const { groups } = await request.execute(showSecondFactorPolicy, {})
  const chosen: readonly string[] = form.problem === null ? groups : listOf(form.values.groups)
  const shown = {
    title: t('Xác thực hai bước bắt buộc', 'Required second factor'),
    breadcrumbs: [accountsCrumb(request)],
    lead: t(
      'Ai thuộc nhóm được chọn mà chưa có ứng dụng xác thực hay khóa truy cập thì phải bật ngay lần đăng nhập tới; phiên đang mở của họ kết thúc khi lưu.',
      'Whoever is of a chosen group and has neither app nor passkey sets one up at the next sign-in; their open sessions end when this is saved.',
    ),
  }
  if (!mayRun(actor, requireSecondFactor)) {
    return {
      ...shown,
      body: (
        <Section>
          {groups.length === 0 ? (
            <p>{t('Không nhóm nào.', 'No group.')}</p>
          ) : (
            <ul class="list-disc pl-5">
              {groups.map((group) => (
                <li>{t(groupName(group))}</li>
              ))}
            </ul>
          )}
        </Section>
      ),
    }
  }
  return {
    ...shown,
    body: (
      <div class="panel">
        <Form form={form} t={t} action={path} submit={t('Lưu', 'Save')} cancel="/accounts">
          <fieldset class="grid gap-2">
            <legend class="mb-1 font-semibold">{t('Nhóm bắt buộc', 'Groups')}</legend>
            {secondFactorGroups.map((group) => (
              <label class="flex items-start gap-2">
                <input
                  class="checkbox mt-0.5 border-base-content/60"
                  type="checkbox"
                  name="groups"
                  value={group}
                  checked={chosen.includes(group)}
                />
                <span>{t(groupName(group))}</span>
              </label>
            ))}
          </fieldset>
          <p class="hint">
            {t(
              'Token cho máy không hỏi xác thực hai bước; token của những ai phải bật mà chưa bật bị thu hồi khi lưu.',
              'Tokens for machines are not asked for a second factor; those of whoever must have one and has none are revoked when this is saved.',
            )}
          </p>
        </Form>
      </div>
    ),
  }
}

const reset = formPage({
  command: resetSecondFactor,
  address: '/accounts/{id}/second-factor',
  title: words('Đặt lại xác thực hai bước', 'Reset the second factor'),
  crumbs: (request) => [accountsCrumb(request)],
  fields: ({ t }) => (
    <Notice tone="warning">
      {t(
        'Ứng dụng xác thực, mã khôi phục và khóa truy cập của tài khoản này bị gỡ, các phiên kết thúc, token bị thu hồi. Hãy chắc chắn người yêu cầu đúng là chủ tài khoản; họ được báo ở lần đăng nhập tới.',
        'The authenticator app, recovery codes and passkeys of this account are taken away, its sessions end and its tokens are revoked. Make sure that it is the owner who asks; they are told at the next sign-in.',
      )}
    </Notice>
  ),
  submit: words('Đặt lại', 'Reset'),
  kind: 'danger',
  cancel: (_record, { params }) => `/accounts/${params.id}`,
  done: (_output, { request }) => ({
    to: `/accounts/${request.params.id}`,
    message: words('Đã đặt lại xác thực hai bước.', 'The second factor has been reset.'),
  }),
})

export const policyPages: readonly Page[] = [
  page({
    route: `GET ${path}`,
    for: showSecondFactorPolicy,
    run: (request) => policyView(request, freshForm()),
  }),
  receiver({
    command: requireSecondFactor,
    address: path,
    input: (values) => ({ groups: listOf(values.groups) }),
    done: () => ({ to: path, message: words('Đã lưu.', 'Saved.') }),
    again: policyView,
  }),
  ...reset.pages,
]

/** The link to the policy beside the list of accounts. */
export function policyLink({ t }: PageRequest) {
  return <LinkButton href={path}>{t('Xác thực hai bước', 'Second factor')}</LinkButton>
}
