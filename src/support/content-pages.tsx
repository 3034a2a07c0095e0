import { keysOf } from '../documents/read/headed-table.ts'
import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { page, receiver } from '../platform/page.ts'
import { Badge, FactCells, formPage, LinkButton, PostButton, Section, Table } from '../ui/index.ts'
import { addContent, setContentActive } from './commands.ts'
import { contentFields } from './content-fields.ts'
import { listContents } from './queries.ts'
import { contentKinds } from './rules.ts'

const { kind: _heading, name: _name, nameEn: _nameEn, key: _key, ...others } = contentFields.row
/** What the catalogue tells of a content beside its name and its standards. */
const told = keysOf(others)

export const contentsPage = page({
  route: 'GET /support/contents',
  for: listContents,
  place: { group: 'work', order: 45, label: words('Nội dung hỗ trợ', 'Contents of support') },
  async run(request) {
    const { t, language } = request
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
                      <th>{t(contentFields.labels.standards)}</th>
                      {told.map((key) => (
                        <th>{t(contentFields.labels[key])}</th>
                      ))}
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
                            <a class="block" href={`/guide?contentId=${content.id}`}>
                              {t('Hướng dẫn áp dụng', 'Guide')}
                            </a>
                          </span>
                        </td>
                        <td data-label={t(contentFields.labels.standards)}>
                          {content.standards.join('; ') || '—'}
                        </td>
                        <FactCells of={told.map((key) => contentFields.facts(content, t, language)[key])} />
                        {manages ? (
                          <td data-label={t('Việc', 'Action')}>
                            <a class="mr-3" href={`/support/contents/${content.id}/correction`}>
                              {t('Sửa', 'Edit')}
                            </a>
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
  fields: ({ f, t }) => contentFields.form(f, t),
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
