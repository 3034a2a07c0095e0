import { words } from '../platform/language.ts'
import { type Page, type PageRequest, page, receiver } from '../platform/page.ts'
import { Act, Badge, Facts, formPage, LinkButton, Moment, Notice, Section, Table } from '../ui/index.ts'
import { relaxControl, restoreControl, sayPerson, showControls } from './commands.ts'

const crumbs = ({ t }: PageRequest) => [{ label: t('Kiểm soát', 'Controls'), href: '/controls' }]

const restore = receiver({
  command: restoreControl,
  address: '/controls/{key}/restore',
  done: () => ({
    to: '/controls',
    message: words('Chốt kiểm soát đã áp dụng lại.', 'The control holds again.'),
  }),
})

const relax = formPage({
  command: relaxControl,
  address: '/controls/{key}/relax',
  title: words('Nới một chốt kiểm soát', 'Relax a control'),
  record: async (request) => {
    const { controls } = await request.execute(showControls, {})
    return controls.find(({ key }) => key === request.params.key) ?? null
  },
  crumbs,
  lead: ({ t, record }) => (record === null ? '' : t(record)),
  fields: ({ f, t }) =>
    f.area('reason', {
      label: t('Lý do, văn bản cho phép', 'Reason, and the paper that allows it'),
      required: true,
      hint: t(
        'Đứng trên trang này và trong nhật ký kiểm toán cho đến khi áp dụng lại.',
        'It stands on this page and in the audit trail until the control holds again.',
      ),
    }),
  submit: words('Nới chốt kiểm soát', 'Relax the control'),
  kind: 'danger',
  cancel: '/controls',
  done: () => ({
    to: '/controls',
    message: words('Đã nới chốt kiểm soát.', 'The control is relaxed.'),
  }),
})

const joined = receiver({
  command: sayPerson,
  address: '/controls/persons',
  done: ({ personId }) => ({
    to: '/controls#persons',
    message:
      personId === null
        ? words('Hai tài khoản lại là hai người.', 'The accounts are two persons again.')
        : words('Đã ghi: hai tài khoản là một người.', 'Noted: the two accounts are one person.'),
  }),
})

const show = page({
  route: 'GET /controls',
  for: showControls,
  place: { group: 'system', order: 45, label: words('Kiểm soát', 'Controls') },
  async run(request) {
    const { t } = request
    const shown = await request.execute(showControls, {})
    return {
      title: t('Các chốt kiểm soát', 'The controls'),
      lead: t(
        'Người đề xuất không phê duyệt; người ghi tiền không duyệt chi. Tính theo người, không theo tài khoản hay vai trò.',
        'Whoever proposes does not approve; whoever enters money does not release it. Persons count, not accounts or roles.',
      ),
      actions: request.mayOpen('/controls/signing') ? (
        <LinkButton href="/controls/signing">{t('Ai ký quyết định gì', 'Who signs what')}</LinkButton>
      ) : null,
      body: (
        <>
          {shown.controls.map(({ key, vi, en, relaxed }) => (
            <Section
              title={t(vi, en)}
              id={key}
              actions={
                relaxed === null ? (
                  <Act command={relaxControl} request={request} href={`/controls/${key}/relax`} small>
                    {t('Nới', 'Relax')}
                  </Act>
                ) : (
                  <Act command={restoreControl} request={request} action={`/controls/${key}/restore`} small>
                    {t('Áp dụng lại', 'Put into force')}
                  </Act>
                )
              }
            >
              {relaxed === null ? (
                <Badge>{t('Đang áp dụng', 'Applied now')}</Badge>
              ) : (
                <Notice tone="warning" title={t('Đang được nới', 'Relaxed')}>
                  <Facts
                    columns={3}
                    items={[
                      [t('Lý do', 'Reason'), relaxed.reason],
                      [t('Người nới', 'Relaxed by'), relaxed.by],
                      [t('Từ', 'Since'), <Moment at={relaxed.at} />],
                    ]}
                  />
                </Notice>
              )}
            </Section>
          ))}
          <Persons request={request} {...shown} />
        </>
      ),
    }
  },
})

type Shown = Awaited<ReturnType<(typeof showControls)['run']>>

/** Accounts that are one person, and those that may be; the administrator's and the auditor's. */
function Persons({
  request,
  persons,
  likelyDoubles,
}: Pick<Shown, 'persons' | 'likelyDoubles'> & { request: PageRequest }) {
  const { t } = request
  if (persons.length === 0 && likelyDoubles.length === 0) return null
  const named = (account: Shown['persons'][number]['account']) => `${account.name} (${account.email})`
  return (
    <Section title={t('Hai tài khoản, một người', 'Two accounts, one person')} id="persons">
      {persons.length === 0 ? null : (
        <Table caption={t('Đã xác định là một người', 'Known to be one person')} stack>
          <thead>
            <tr>
              <th>{t('Tài khoản', 'Account')}</th>
              <th>{t('Là cùng người với', 'Is the same person as')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {persons.map(({ account, person }) => (
              <tr>
                <td data-label={t('Tài khoản', 'Account')}>{named(account)}</td>
                <td data-label={t('Là cùng người với', 'Is the same person as')}>{named(person)}</td>
                <td>
                  <Act
                    command={sayPerson}
                    request={request}
                    action="/controls/persons"
                    values={{ accountId: account.id }}
                    small
                  >
                    {t('Tách ra', 'Two persons')}
                  </Act>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {likelyDoubles.map(([first, ...others]) =>
        first === undefined
          ? null
          : others.map((other) => (
              <p class="mt-3 flex flex-wrap items-center gap-3">
                <Badge tone="warning">{t('Cùng họ tên, cùng cơ quan', 'Same name, same agency')}</Badge>
                <span>
                  {named(first)} · {named(other)}
                </span>
                <Act
                  command={sayPerson}
                  request={request}
                  action="/controls/persons"
                  values={{ accountId: other.id, personId: first.id }}
                  small
                >
                  {t('Là một người', 'One person')}
                </Act>
              </p>
            )),
      )}
    </Section>
  )
}

export const controlPages: readonly Page[] = [show, ...relax.pages, restore, joined]
