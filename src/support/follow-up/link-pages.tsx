import { words } from '../../platform/language.ts'
import {
  type FormState,
  freshForm,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../../platform/page.ts'
import { Form, fields, LinkButton, Notice, Section } from '../../ui/index.ts'
import { answerByLink, giveFollowUpLink } from './commands.ts'
import { type AnswerName, answerInput, at, crumbs, questionsForm, view } from './pages.tsx'
import { showFollowUpLink } from './queries.ts'

/* The personal link to answer about a turn: given by the coordinator, opened by whoever holds it. */

const linkGiven = receiver({
  command: giveFollowUpLink,
  address: `${at}/{id}/link`,
  again: (request) => view(request),
  done: ({ id, token }, { request }) => {
    const { t, url, system } = request
    const base = system.config.publicUrl ?? url.origin
    return {
      title: t('Liên kết riêng', 'Personal links'),
      breadcrumbs: crumbs(request),
      body: (
        <Section>
          <Notice tone="warning">
            {t(
              'Chỉ hiện một lần. Ai có liên kết này trả lời thay doanh nghiệp; liên kết cấp trước không còn mở được.',
              'Shown once. Who holds this link answers for the enterprise; a link given before no longer opens.',
            )}
          </Notice>
          <p class="mt-3">
            <code class="break-all">{`${base}/support/answer/${token}`}</code>
          </p>
          <p class="mt-4">
            <LinkButton href={`${at}/${id}`}>{t('Hoàn thành', 'Done')}</LinkButton>
          </p>
        </Section>
      ),
    }
  },
})

async function linkView(request: PageRequest, form?: FormState): Promise<View> {
  const { t } = request
  const token = request.params.token ?? ''
  const link = await request.execute(showFollowUpLink, { token })
  const state = form ?? freshForm({})
  const f = fields<AnswerName>(state, t)
  return {
    title: t('Về lượt hỗ trợ của doanh nghiệp', 'About the support of the enterprise'),
    lead: `${link.enterprise} · ${t(link.content, link.contentEn)} · ${t(link.moment, link.momentEn)}`,
    body:
      link.state === 'answered' ? (
        <Notice tone="info">{t('Đã có câu trả lời. Cảm ơn.', 'It is answered. Thank you.')}</Notice>
      ) : (
        <Section title={t('Trả lời câu hỏi', 'Answer the question')} id="answer">
          <Form
            form={state}
            t={t}
            action={`/support/answer/${token}`}
            submit={t('Gửi câu trả lời', 'Send the answers')}
          >
            {questionsForm(f, t, link.questions)}
          </Form>
        </Section>
      ),
  }
}

export const followUpLinkPages = [
  linkGiven,
  page({ route: 'GET /support/answer/{token}', for: showFollowUpLink, run: (request) => linkView(request) }),
  receiver({
    command: answerByLink,
    address: '/support/answer/{token}',
    input: answerInput,
    again: linkView,
    done: (_output, { request }) => ({
      to: `/support/answer/${request.params.token ?? ''}`,
      message: words('Đã ghi câu trả lời. Cảm ơn.', 'The answer is recorded. Thank you.'),
    }),
  }),
]
