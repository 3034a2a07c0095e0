import { asset } from '../../platform/assets.ts'
import { words } from '../../platform/language.ts'
import {
  asksJson,
  type FormState,
  freshForm,
  inJson,
  type PageRequest,
  page,
  submit,
  type View,
} from '../../platform/page.ts'
import { Form, fields, Notice, Section } from '../../ui/index.ts'
import { crumbs } from '../form-pages.tsx'
import { noteAtDoor } from './commands.ts'
import { showAttendance } from './queries.ts'

/*
 * The page at the door: a code is scanned or a number typed. With its script what is noted is kept on the phone, sent when there is a
 * network, and sent again until the answer is there; without it the form is an ordinary one.
 */

async function doorView(request: PageRequest, form?: FormState): Promise<View> {
  const { t } = request
  const of = await request.execute(showAttendance, { id: request.params.id })
  const state = form ?? freshForm()
  const f = fields(state, t, noteAtDoor)
  const at = `/events/${of.id}/door`
  return {
    title: t('Điểm danh tại cửa', 'Note somebody at the door'),
    lead: of.title,
    camera: true,
    breadcrumbs: [
      ...crumbs(request),
      { label: of.title, href: `/events/${of.id}` },
      { label: t('Điểm danh', 'Attendance'), href: `/events/${of.id}/attendance` },
    ],
    body: (
      <>
        <noscript>
          <Notice tone="warning">
            {t(
              'Trình duyệt không chạy JavaScript: không quét mã, không giữ được khi mất mạng. Gõ số rồi ghi từng người.',
              'The browser runs no JavaScript: nothing is scanned, and nothing kept without a network. Type the number of each person.',
            )}
          </Notice>
        </noscript>
        <Section
          title={t('Ghi một người', 'Note one person')}
          id="door"
          lead={t(
            'Gõ số đăng ký hoặc mã 8 chữ số, hoặc quét mã QR của người dự.',
            'Type the registration number or the code of 8 digits, or scan the person’s QR code.',
          )}
        >
          <Form form={state} t={t} action={at} submit={t('Điểm danh', 'Attendance')}>
            {f.number('code', {
              label: t('Số đăng ký hoặc mã', 'Registration number or code'),
              required: true,
            })}
          </Form>
          <div
            class="mt-4"
            data-door={of.id}
            data-action={at}
            data-noted={t('Đã điểm danh', 'Noted')}
            data-again={t('Đã điểm danh từ trước', 'Noted before')}
            data-waits={t('Chờ gửi', 'Waiting to be sent')}
            data-refused={t('Không ghi được', 'Not noted')}
            data-signin={t(
              'Phiên đã hết: xin đăng nhập lại ở thẻ khác',
              'The session has ended: sign in again in another tab',
            )}
            data-scan={t('Quét mã QR', 'Scan a QR code')}
            data-stop={t('Dừng quét', 'Stop scanning')}
            data-nocamera={t(
              'Không quét được ở đây: cần HTTPS, máy ảnh và trình duyệt đọc được mã QR. Xin gõ số.',
              'Nothing can be scanned here: it takes HTTPS, a camera and a browser that reads QR codes. Type the number.',
            )}
            data-forget={t('Bỏ dòng này', 'Take this row out')}
          />
          <script type="module" src={asset('door.js')}></script>
        </Section>
        <p class="hint">
          {t(
            'Mất mạng vẫn ghi được: điện thoại giữ lại và tự gửi khi có mạng, không ghi hai lần. Xin giữ trang này mở cho đến khi không còn dòng chờ gửi; cần JavaScript và HTTPS.',
            'It works without a network: the phone keeps what was noted and sends it later, never twice. Keep this page open until nothing waits to be sent; it needs JavaScript and HTTPS.',
          )}
        </p>
      </>
    ),
  }
}

export const doorPage = page({
  route: 'GET /events/{id}/door',
  for: noteAtDoor,
  run: (request) => doorView(request),
})

export const doorSent = page({
  route: 'POST /events/{id}/door',
  for: noteAtDoor,
  async run(request) {
    const { t } = request
    const asked = asksJson(request)
    return submit(request, noteAtDoor, {
      input: (values) => ({ ...values, id: request.params.id }),
      done: (output) => {
        const { name, organisation, number, again, id } = output
        const who = `${number}. ${name}${organisation === null ? '' : `, ${organisation}`}`
        if (asked) return inJson({ who, again })
        const said = again ? t('Đã điểm danh từ trước', 'Noted before') : t('Đã điểm danh', 'Noted')
        return { to: `/events/${id}/door`, message: `${said}: ${who}` }
      },
      again: async (form) =>
        asked
          ? inJson(
              { refused: t(form.errors[0]?.words ?? form.problem ?? words('Không ghi được', 'Not noted')) },
              422,
            )
          : doorView(request, form),
    })
  },
})
