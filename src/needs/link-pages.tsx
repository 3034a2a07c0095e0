import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../platform/page.ts'
import { Form, fields, Notice, Section } from '../ui/index.ts'
import { addByLink, noneByLink } from './answers.ts'
import { needFields } from './fields.ts'
import { needKinds, yearsAsked } from './rules.ts'
import { showLink } from './survey-queries.ts'

/* What whoever holds an enterprise's personal link sees: the survey, and a form that answers for the enterprise. */

async function linkView(request: PageRequest, form?: FormState): Promise<View> {
  const { t } = request
  const token = request.params.token ?? ''
  const link = await request.execute(showLink, { token })
  const at = `/needs/answer/${token}`
  const state = form ?? freshForm({ year: String(link.year), quantity: '1' })
  const f = fields(state, t, addByLink)
  return {
    title: link.title,
    lead: link.enterprise,
    body: (
      <>
        {link.note === null ? null : <p class="mb-4 max-w-prose whitespace-pre-line">{link.note}</p>}
        <p class="mb-4">
          {t(
            `Trả lời đến hết ngày ${formatDate(link.closesOn)}.`,
            `Answers are taken until ${formatDate(link.closesOn)}.`,
          )}
        </p>
        {link.state === 'asked' ? null : (
          <Notice
            tone="info"
            title={
              link.state === 'none'
                ? t('Đã trả lời: không có nhu cầu', 'Answered: no need')
                : t('Đã ghi nhận nhu cầu', 'Needs are recorded')
            }
          >
            <ul class="list-disc pl-5">
              {link.needs.map((need) => (
                <li>
                  {t(needKinds.names[need.kind])}, {need.year}: {need.text}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <Section
          title={
            link.needs.length === 0 ? t('Nêu nhu cầu', 'Tell of a need') : t('Thêm nhu cầu', 'Another need')
          }
        >
          <Form form={state} t={t} action={at} submit={t('Gửi nhu cầu', 'Send the need')}>
            {f.hidden('token', token)}
            {needFields.form(f, t, {
              choices: {
                year: yearsAsked(link.year),
                kind: needKinds.choices(t).filter(({ value }) => link.kinds.includes(value)),
                contentId: link.contents.map(({ id, name, nameEn }) => ({
                  value: id,
                  label: t(name, nameEn),
                })),
              },
            })}
          </Form>
        </Section>
        {link.needs.length > 0 || link.state === 'none' ? null : (
          <Section fold title={t('Không có nhu cầu', 'No need')}>
            <Form
              form={freshForm({})}
              t={t}
              action={`${at}/none`}
              submit={t('Trả lời: không có nhu cầu', 'Answer: no need')}
            >
              {fields(freshForm({}), t, noneByLink).hidden('token', token)}
              {fields(freshForm({}), t, noneByLink).area('note', { label: t('Ghi chú', 'Note'), rows: 2 })}
            </Form>
          </Section>
        )}
      </>
    ),
  }
}

const back = (request: PageRequest) => `/needs/answer/${request.params.token ?? ''}`

export const linkPages: readonly Page[] = [
  page({ route: 'GET /needs/answer/{token}', for: showLink, run: (request) => linkView(request) }),
  receiver({
    command: addByLink,
    address: '/needs/answer/{token}',
    again: linkView,
    done: (_output, { request }) => ({
      to: back(request),
      message: words('Đã ghi nhận nhu cầu.', 'The need is recorded.'),
    }),
  }),
  receiver({
    command: noneByLink,
    address: '/needs/answer/{token}/none',
    again: (request) => linkView(request),
    done: (_output, { request }) => ({
      to: back(request),
      message: words('Đã ghi nhận. Cảm ơn.', 'Noted, thank you.'),
    }),
  }),
]
