import { words } from '../../platform/language.ts'
import {
  type FormState,
  fieldsUnder,
  freshForm,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../../platform/page.ts'
import { Form, fields, Section } from '../../ui/index.ts'
import { answerSheet } from './commands.ts'
import { sheetKinds } from './fields.ts'
import { ownSheet, ownSheets } from './queries.ts'

/* What a participant answers by the personal link. */

/** The sheets that a participant finds on the page of the registration; nothing where none is open. @param accepted whether there is a place */
export async function OwnSheets({ request, accepted }: { request: PageRequest; accepted: boolean }) {
  const { t } = request
  const { token } = request.params
  if (!accepted) return null
  const sheets = await request.execute(ownSheets, { token })
  if (sheets.length === 0) return null
  return (
    <Section title={t('Kiểm tra, khảo sát', 'Tests and survey')} id="sheets">
      <ul class="grid gap-2">
        {sheets.map((sheet) => (
          <li>
            {sheet.open ? (
              <a href={`/events/registered/${token}/sheets/${sheet.id}`}>{sheet.title}</a>
            ) : (
              sheet.title
            )}
            <span class="hint block">
              {t(sheetKinds.names[sheet.kind])}
              {sheet.answered ? t(': đã trả lời', ': answered') : ''}
              {sheet.score === null
                ? ''
                : t(`, ${sheet.score}/${sheet.most} điểm`, `, ${sheet.score}/${sheet.most} points`)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

async function view(request: PageRequest, form?: FormState): Promise<View> {
  const { t } = request
  const { token, sheet } = request.params
  const of = await request.execute(ownSheet, { token, sheet })
  const state = form ?? freshForm({})
  const f = fields<`answers.${number}`>(state, t)
  return {
    title: of.title,
    lead: `${t(sheetKinds.names[of.kind])} · ${of.event}`,
    body: (
      <Section
        lead={
          of.kind === 'survey'
            ? t(
                'Câu trả lời không mang tên: chương trình chỉ ghi là bạn đã trả lời. Xin không viết tên hay điều lộ ra bạn là ai.',
                'Answers bear no name: the program keeps only that you have answered. Please write no names, and nothing by which you could be known.',
              )
            : t(
                'Làm một lần; điểm chỉ bạn và cơ quan tổ chức xem.',
                'Taken once; you and the organiser alone see the points.',
              )
        }
      >
        <Form
          form={state}
          t={t}
          action={`/events/registered/${token}/sheets/${sheet}`}
          submit={t('Gửi câu trả lời', 'Send the answers')}
          cancel={`/events/registered/${token}`}
        >
          {of.questions.map(({ id, number, content, options }) =>
            options.length === 0
              ? f.area(`answers.${id}`, { label: `${number}. ${content}`, rows: 3, required: false })
              : f.radio(`answers.${id}`, {
                  label: `${number}. ${content}`,
                  choices: options.map((label, at) => ({ value: at + 1, label })),
                }),
          )}
        </Form>
      </Section>
    ),
  }
}

export const ownSheetPage = page({
  route: 'GET /events/registered/{token}/sheets/{sheet}',
  for: ownSheet,
  run: (request) => view(request),
})

export const sheetAnswered = receiver({
  command: answerSheet,
  address: '/events/registered/{token}/sheets/{sheet}',
  input: (values) => ({ answers: fieldsUnder(values, 'answers') }),
  again: view,
  done: (_output, { request }) => ({
    to: `/events/registered/${request.params.token}`,
    message: words('Đã gửi câu trả lời. Cảm ơn bạn.', 'The answers are sent. Thank you.'),
  }),
})
