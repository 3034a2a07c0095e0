import { asset } from '../../../platform/assets.ts'
import { words } from '../../../platform/language.ts'
import {
  asksJson,
  type FormState,
  freshForm,
  inJson,
  numberOf,
  type PageRequest,
  page,
  submit,
  type View,
} from '../../../platform/page.ts'
import { Problem } from '../../../platform/problem.ts'
import { Act, Empty, FileLink, Form, fields, formPage, Moment, Notice, Section } from '../../../ui/index.ts'
import { at } from '../addresses.ts'
import { photographFields } from '../fields.ts'
import { crumbs } from '../list-pages.tsx'
import { showVisit } from '../queries.ts'
import { addPhotograph, keepPhotograph, removePhotograph } from './commands.ts'

/*
 * The page of the photographs of a visit. With its script each is made smaller, kept on the phone and sent when there is a network, again until the
 * answer is there; without it the form is an ordinary one.
 */

async function view(request: PageRequest, form?: FormState): Promise<View> {
  const { t } = request
  const visit = await request.execute(showVisit, { id: numberOf(request, 'id') })
  const state = form ?? freshForm()
  const f = fields(state, t, addPhotograph)
  const action = `${at}/${visit.id}/photographs`
  const closed = visit.state === 'cancelled'
  return {
    title: t('Ảnh kiểm tra tại chỗ', 'Photographs of the visit'),
    lead: visit.enterprise,
    geolocation: true,
    breadcrumbs: [...crumbs(request), { label: visit.enterprise, href: `${at}/${visit.id}` }],
    body: (
      <>
        {closed ? null : (
          <>
            <noscript>
              <Notice tone="warning">
                {t(
                  'Trình duyệt không chạy JavaScript: ảnh không được thu nhỏ và không giữ được khi mất mạng. Vị trí trong tệp vẫn bị bỏ.',
                  'The browser runs no JavaScript: photographs are not made smaller, and not kept without a network. What the file says of the place is removed all the same.',
                )}
              </Notice>
            </noscript>
            <Section title={t('Chụp, chọn ảnh', 'Take or choose a photograph')} id="photograph">
              <Form form={state} t={t} action={action} submit={t('Ghi ảnh', 'Add the photograph')} files>
                {f.file('fileId', {
                  label: t('Ảnh', 'Photograph'),
                  camera: true,
                  place: false,
                  hint: t('JPEG, PNG hoặc WebP.', 'JPEG, PNG or WebP.'),
                })}
                {photographFields.form(f, t)}
              </Form>
              <div
                class="mt-4"
                data-photographs="1"
                data-visit={visit.id}
                data-person={request.actor.userId ?? ''}
                data-action={action}
                data-kept={t('Đã giữ trên điện thoại', 'Kept on the phone')}
                data-sent={t('Đã ghi ảnh', 'The photograph is added')}
                data-again={t('Ảnh đã ghi từ trước', 'Added before')}
                data-waits={t('Chờ gửi', 'Waiting to be sent')}
                data-refused={t('Máy chủ không nhận', 'Not taken by the server')}
                data-unread={t('Không đọc được ảnh này', 'This picture cannot be read')}
                data-signin={t(
                  'Xin đăng nhập lại ở thẻ khác bằng tài khoản đã chụp; ảnh vẫn giữ trên điện thoại',
                  'Sign in again in another tab as whoever took them; the photographs are kept on the phone',
                )}
                data-forget={t('Bỏ ảnh này', 'Let it go')}
                data-unkept={t(
                  'Trình duyệt này không giữ được ảnh: xin không đóng trang cho đến khi gửi xong',
                  'This browser keeps nothing: do not close the page until all is sent',
                )}
                data-keepplace={t('Giữ vị trí chụp lần này', 'Keep where these are taken')}
                data-noplace={t('Đã giữ ảnh; không lấy được vị trí', 'Kept; the place was not found')}
              />
              <script type="module" src={asset('photographs.js')}></script>
            </Section>
            <p class="hint">
              {t(
                'Mất mạng vẫn chụp được: mở trang này trước khi đi; ảnh được thu nhỏ, bỏ dữ liệu của máy ảnh (vị trí, thiết bị), giữ trên điện thoại và tự gửi khi có mạng, không gửi hai lần. Giờ chụp và người chụp được ghi lại. Giữ ảnh và giữ vị trí cần JavaScript và HTTPS.',
                'It works without a network: open this page before leaving; photographs are made smaller, lose what the camera wrote (place, device), stay on the phone and are sent later, never twice. When and by whom is kept. Keeping photographs and places needs JavaScript and HTTPS.',
              )}
            </p>
          </>
        )}
        <Section title={t('Ảnh đã ghi', 'Photographs there are')} id="photographs">
          {visit.photos.length === 0 ? (
            <Empty>{t('Chưa có ảnh nào.', 'There is no photograph yet.')}</Empty>
          ) : (
            <ul class="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
              {visit.photos.map((photo) => (
                <li>
                  <a href={`/files/${photo.file.id}`}>
                    <img
                      class="max-h-64 rounded-box"
                      src={`/files/${photo.file.id}`}
                      alt={photo.caption ?? photo.file.name}
                      loading="lazy"
                    />
                  </a>
                  {photo.caption === null ? null : <p>{photo.caption}</p>}
                  <p class="hint">
                    <Moment at={photo.takenAt} />
                    {photo.takenBy === null ? '' : ` · ${photo.takenBy}`}
                    {photo.place === null ? '' : ` · ${photo.place}`}
                  </p>
                  <FileLink file={photo.file} t={t} />{' '}
                  <Act
                    command={removePhotograph}
                    request={request}
                    href={`${at}/photographs/${photo.id}/removal`}
                    small
                  >
                    {t('Bỏ ảnh kiểm tra', 'Take the photograph out')}
                  </Act>
                </li>
              ))}
            </ul>
          )}
        </Section>
      </>
    ),
  }
}

/** Whether somebody else than whoever signed in took what the phone sends. */
const ofAnother = (person: unknown, { actor }: PageRequest) =>
  typeof person === 'string' && person !== '' && person !== actor.userId

const removed = formPage({
  command: removePhotograph,
  address: `${at}/photographs/{id}/removal`,
  title: words('Bỏ ảnh khỏi lần kiểm tra', 'Take a photograph out of a visit'),
  crumbs,
  fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), rows: 2 }),
  submit: words('Bỏ ảnh kiểm tra', 'Take the photograph out'),
  kind: 'danger',
  cancel: at,
  done: ({ visitId }) => ({
    to: `${at}/${visitId}/photographs`,
    message: words('Đã bỏ ảnh.', 'The photograph is taken out.'),
  }),
})

export const photographPages = [
  page({ route: `GET ${at}/{id}/photographs`, for: addPhotograph, run: (request) => view(request) }),
  page({
    route: `POST ${at}/{id}/photographs`,
    for: addPhotograph,
    command: addPhotograph,
    keeps: { known: showVisit, by: keepPhotograph },
    async run(request) {
      const { t } = request
      const asked = asksJson(request)
      const values = await request.form()
      if (ofAnother(values.person, request)) return inJson({}, 401)
      const { fileId, key, takenAt, caption, place } = values
      const input = () => ({ fileId, key, takenAt, caption, place, id: request.params.id })
      if (!asked)
        return submit(request, addPhotograph, {
          input,
          done: ({ id }) => ({
            to: `${at}/${id}/photographs`,
            message: t('Đã ghi ảnh', 'The photograph is added'),
          }),
          again: (form) => view(request, form),
        })
      try {
        return await submit(request, addPhotograph, { input, done: ({ again }) => inJson({ again }) })
      } catch (error) {
        if (!(error instanceof Problem) || error.status === 401) throw error
        // a scanner that has not answered, a full disk: the phone sends it again
        const later = error.code === 'files.unscanned' || error.status >= 500
        return inJson({ refused: t(error.fields[0]?.words ?? error.words) }, later ? 503 : 422)
      }
    },
  }),
  ...removed.pages,
]
