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
import { Form, fields, Notice, PostButton, Section } from '../ui/index.ts'
import {
  attachByLink,
  beginByLink,
  detachByLink,
  keepLinkFile,
  openByLink,
  saveByLink,
  sendByLink,
  showReportLink,
  wishByLink,
} from './by-link.ts'
import { cellsTyped, initialOf, ReportFields } from './edit-pages.tsx'
import { extensionFields } from './fields.ts'
import { answerStates, waitingStates, writtenStates } from './rules.ts'

/* What whoever holds the personal link of a report sees: the form, its files, the sending; nothing else of the program. */

type Linked = Awaited<ReturnType<typeof linked>>
const linked = (request: PageRequest) => request.execute(showReportLink, { token: request.params.token })
const addressOf = (request: PageRequest, part = '') => `/reports/answer/${request.params.token ?? ''}${part}`

interface Showing {
  readonly request: PageRequest
  readonly of: Linked
}
/** The form that came back with its faults, by the part that it was sent to. */
type Refused = { readonly part: string; readonly form: FormState }

async function linkView(request: PageRequest, refused?: Refused): Promise<View> {
  const { t } = request
  const of = await linked(request)
  if (!of.opened) await request.execute(openByLink, { token: request.params.token })
  const formOf = (part: string, initial = {}) => (refused?.part === part ? refused.form : freshForm(initial))
  const isWritten = (writtenStates as readonly string[]).includes(of.state)
  const showing = { request, of }
  const filled = formOf('', initialOf(of, request))
  return {
    title: of.title,
    lead: t(of.recipient, of.recipientEn),
    body: (
      <>
        <p class="mb-4 max-w-prose">
          {t(
            `Kỳ báo cáo ${formatDate(of.fromOn)} - ${formatDate(of.toOn)}. Hạn gửi: hết ngày ${formatDate(of.dueOn)}. Liên kết này dùng được đến hết ngày ${formatDate(of.until)}.`,
            `Period ${formatDate(of.fromOn)} - ${formatDate(of.toOn)}. To be sent by ${formatDate(of.dueOn)}. This link ends on ${formatDate(of.until)}.`,
          )}
        </p>
        <Notice tone={of.state === 'returned' ? 'warning' : 'info'} title={t(answerStates.names[of.state])}>
          {of.remark === null ? null : <p class="whitespace-pre-line">{of.remark}</p>}
          {of.state !== 'sent' || of.sentOn === null
            ? null
            : t(
                `Đã nhận báo cáo ngày ${formatDate(of.sentOn)}. Cảm ơn.`,
                `The report was received on ${formatDate(of.sentOn)}. Thank you.`,
              )}
        </Notice>
        {of.state === 'asked' ? <Beginning {...showing} form={formOf('/beginning')} /> : null}
        {isWritten ? (
          <>
            <Form
              form={filled}
              t={t}
              action={addressOf(request)}
              submit={t('Lưu báo cáo', 'Save the report')}
            >
              {fields(filled, t).hidden('version', of.version)}
              <ReportFields record={of} request={request} form={filled} attachAt="#files" />
            </Form>
            <Files {...showing} form={formOf('/attachments')} />
            <Sending {...showing} form={formOf('/sending')} />
          </>
        ) : null}
        {(waitingStates as readonly string[]).includes(of.state) ? (
          <MoreTime {...showing} form={formOf('/extensions')} />
        ) : null}
      </>
    ),
  }
}

function Beginning({ request, of, form }: Showing & { form: FormState }) {
  const { t } = request
  return (
    <Section title={t('Bắt đầu soạn báo cáo', 'Begin a report')}>
      <Form
        form={form}
        t={t}
        action={addressOf(request, '/beginning')}
        submit={t('Bắt đầu soạn', 'Begin to write')}
      >
        {fields(form, t).hidden('version', of.version)}
        <p class="max-w-prose">
          {t(
            'Số chương trình đã có của đơn vị trong kỳ được điền sẵn; sửa số nào thì ghi lý do.',
            'What the program knows of the period is filled in; where you change a figure, say why.',
          )}
        </p>
      </Form>
    </Section>
  )
}

function Files({ request, of, form }: Showing & { form: FormState }) {
  const { t } = request
  const asked = of.questions.filter(({ kind }) => kind === 'file')
  if (asked.length === 0) return null
  const f = fields(form, t, attachByLink)
  return (
    <Section id="files" title={t('Tệp đính kèm', 'Attached files')}>
      <ul class="mb-4 grid gap-2">
        {of.attachments.map(({ id, name }) => (
          <li>
            {name}{' '}
            <PostButton
              action={addressOf(request, `/attachments/${id}/removal`)}
              once={crypto.randomUUID()}
              label={t('Bỏ tệp', 'Take the file out')}
            />
          </li>
        ))}
      </ul>
      <Form
        form={form}
        t={t}
        action={addressOf(request, '/attachments')}
        submit={t('Đính kèm', 'Attach')}
        files
      >
        {f.hidden('version', of.version)}
        {f.select('questionId', {
          label: t('Câu hỏi', 'Question'),
          choices: asked.map(({ id, code, label }) => ({ value: id, label: `${code}. ${label}` })),
        })}
        {f.file('fileId', { label: t('Tệp hoặc ảnh chụp', 'File or photograph') })}
      </Form>
    </Section>
  )
}

function Sending({ request, of, form }: Showing & { form: FormState }) {
  const { t } = request
  const f = fields(form, t, sendByLink)
  return (
    <Section title={t('Gửi báo cáo', 'Send this report')}>
      <p class="mb-4 max-w-prose">
        {t(
          'Lưu báo cáo trước. Người đứng đầu ký bản giấy; gửi kèm bản quét hoặc ảnh chụp có chữ ký.',
          'Save the report first. The head signs it on paper; a scan or photograph with the signature goes with it.',
        )}
      </p>
      <Form
        form={form}
        t={t}
        action={addressOf(request, '/sending')}
        submit={t('Gửi báo cáo', 'Send this report')}
        files
      >
        {f.hidden('version', of.version)}
        {f.text('signer', { label: t('Người ký báo cáo', 'Who signed the report') })}
        {f.file('fileId', { label: t('Bản ký quét', 'Signed scan') })}
      </Form>
    </Section>
  )
}

function MoreTime({ request, of, form }: Showing & { form: FormState }) {
  const { t } = request
  if (of.wished)
    return (
      <Notice tone="info">
        {t('Đã xin gia hạn, đang chờ trả lời.', 'More time was asked for already.')}
      </Notice>
    )
  const f = fields(form, t, wishByLink)
  return (
    <Section
      fold={form.errors.length === 0}
      title={t('Xin gia hạn báo cáo', 'Ask for more time for a report')}
    >
      <Form
        form={form}
        t={t}
        action={addressOf(request, '/extensions')}
        submit={t('Xin gia hạn', 'Ask for more time')}
      >
        {extensionFields.form(f, t)}
      </Form>
    </Section>
  )
}

const again = (part: string) => (request: PageRequest, form: FormState) => linkView(request, { part, form })
const keeps = { known: showReportLink, by: keepLinkFile } as const
const done = (message: ReturnType<typeof words>) => (_output: unknown, of: { request: PageRequest }) => ({
  to: addressOf(of.request),
  message,
})

export const linkPages: readonly Page[] = [
  page({ route: 'GET /reports/answer/{token}', for: showReportLink, run: (request) => linkView(request) }),
  receiver({
    command: beginByLink,
    address: '/reports/answer/{token}/beginning',
    again: again('/beginning'),
    done: done(
      words(
        'Đã điền sẵn số chương trình có; xin điền tiếp.',
        'What the program knows is filled in; please go on.',
      ),
    ),
  }),
  receiver({
    command: saveByLink,
    // It has no file, but whose link it is is asked before so long a form is read.
    keeps,
    address: '/reports/answer/{token}',
    input: cellsTyped,
    again: again(''),
    done: done(words('Đã lưu nháp.', 'Saved as a draft.')),
  }),
  receiver({
    command: attachByLink,
    keeps,
    address: '/reports/answer/{token}/attachments',
    again: again('/attachments'),
    done: done(words('Đã đính kèm tệp.', 'The file is attached.')),
  }),
  receiver({
    command: detachByLink,
    address: '/reports/answer/{token}/attachments/{attachment}/removal',
    again: (request) => linkView(request),
    done: done(words('Đã bỏ tệp.', 'The file is taken out.')),
  }),
  receiver({
    command: sendByLink,
    keeps,
    address: '/reports/answer/{token}/sending',
    again: again('/sending'),
    done: done(words('Đã gửi báo cáo.', 'The report is sent.')),
  }),
  receiver({
    command: wishByLink,
    address: '/reports/answer/{token}/extensions',
    again: again('/extensions'),
    done: done(words('Đã xin gia hạn.', 'More time is asked for.')),
  }),
]
