import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { page, receiver } from '../platform/page.ts'
import { Badge, formPage, LinkButton, PostButton, Section, Table } from '../ui/index.ts'
import { addContent, setContentActive } from './commands.ts'
import { listContents } from './queries.ts'
import { contentKinds } from './rules.ts'

export const contentsPage = page({
  route: 'GET /support/contents',
  may: ['public'],
  place: { group: 'work', order: 45, label: words('Nội dung hỗ trợ', 'Contents of support') },
  async run(request) {
    const { t } = request
    const contents = await request.execute(listContents, {})
    const manages = mayRun(request.actor, addContent)
    const once = crypto.randomUUID()
    return {
      title: t('Danh mục nội dung hỗ trợ', 'Catalogue of contents of support'),
      lead: t(
        'Doanh nghiệp có thể được hỗ trợ những gì, theo căn cứ nào.',
        'What enterprises can be supported for, and by which provision.',
      ),
      actions: manages ? (
        <LinkButton href="/support/contents/new" kind="primary">
          {t('Thêm nội dung', 'Add a content')}
        </LinkButton>
      ) : null,
      body: (
        <>
          {contentKinds.keys
            .map((kind) => ({ kind, rows: contents.filter((content) => content.kind === kind) }))
            .filter(({ rows }) => rows.length > 0)
            .map(({ kind, rows }) => (
              <Section title={t(contentKinds.names[kind])} id={kind}>
                <Table caption={t(contentKinds.names[kind])} stack>
                  <thead>
                    <tr>
                      <th>{t('Nội dung', 'Content')}</th>
                      <th>{t('Tiêu chuẩn, công cụ', 'Standards, tools')}</th>
                      <th>{t('Căn cứ', 'Basis')}</th>
                      {manages ? <th>{t('Việc', 'Action')}</th> : null}
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((content) => (
                      <tr>
                        <td data-label={t('Nội dung', 'Content')}>
                          <span>
                            {t(content.name, content.nameEn)}{' '}
                            {content.active ? null : <Badge tone="warning">{t('Đã dừng', 'Stopped')}</Badge>}
                          </span>
                        </td>
                        <td data-label={t('Tiêu chuẩn, công cụ', 'Standards, tools')}>
                          {content.standards.join('; ') || '—'}
                        </td>
                        <td data-label={t('Căn cứ', 'Basis')}>{content.source}</td>
                        {manages ? (
                          <td data-label={t('Việc', 'Action')}>
                            <PostButton
                              action={`/support/contents/${content.id}/active`}
                              label={content.active ? t('Dừng', 'Stop') : t('Mở lại', 'Reopen')}
                              once={`${once}-${content.id}`}
                              values={{ active: content.active ? 'no' : 'yes' }}
                              small
                            />
                          </td>
                        ) : null}
                      </tr>
                    ))}
                  </tbody>
                </Table>
              </Section>
            ))}
        </>
      ),
    }
  },
})

export const newContent = formPage({
  command: addContent,
  address: '/support/contents/new',
  title: words('Thêm nội dung hỗ trợ', 'Add a content of support'),
  crumbs: ({ t }) => [{ label: t('Nội dung hỗ trợ', 'Contents of support'), href: '/support/contents' }],
  fields: ({ f, t }) => (
    <>
      {f.select('kind', {
        label: t('Loại', 'Kind'),
        required: true,
        empty: t('Chọn loại', 'Choose a kind'),
        choices: contentKinds.choices(t),
      })}
      {f.text('name', { label: t('Tên tiếng Việt', 'Name in Vietnamese'), required: true })}
      {f.text('nameEn', { label: t('Tên tiếng Anh', 'Name in English'), required: true })}
      {f.text('key', {
        label: t('Mã', 'Code'),
        hint: t(
          'Chữ thường không dấu, số và gạch nối, ví dụ iso-13485.',
          'Lower case letters, digits and hyphens, such as iso-13485.',
        ),
        required: true,
      })}
      {f.text('standards', {
        label: t('Tiêu chuẩn, công cụ', 'Standards, tools'),
        hint: t('Cách nhau bằng dấu chấm phẩy.', 'Separated by semicolons.'),
      })}
      {f.text('source', {
        label: t('Căn cứ', 'Basis'),
        hint: t('Văn bản và điều, mục cho phép hỗ trợ.', 'The instrument and the article that allow it.'),
        required: true,
      })}
    </>
  ),
  submit: words('Thêm', 'Add'),
  cancel: '/support/contents',
  done: () => ({
    to: '/support/contents',
    message: words('Đã thêm nội dung.', 'The content is added.'),
  }),
})

export const contentActiveReceiver = receiver({
  command: setContentActive,
  address: '/support/contents/{id}/active',
  done: () => ({ to: '/support/contents', message: words('Đã lưu.', 'Saved.') }),
})
