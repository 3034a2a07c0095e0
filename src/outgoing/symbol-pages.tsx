import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act, formPage, RecordTable, Section } from '../ui/index.ts'
import { changeSymbol, listSymbols, symbolKinds } from './symbols.ts'

const at = '/outgoing-numbers/symbols'
const title = words('Ký hiệu loại văn bản', 'Symbols of the kinds of document')
const register = ({ t }: Pick<PageRequest, 't'>) => ({
  label: t('Sổ số văn bản đi', 'Register of out-going numbers'),
  href: '/outgoing-numbers',
})

export const symbolsPage = page({
  route: 'GET /outgoing-numbers/symbols',
  for: listSymbols,
  async run(request) {
    const { t, actor } = request
    const { rows } = await request.execute(listSymbols, {})
    const changes = mayRun(actor, changeSymbol)
    const heads = {
      kind: t('Loại văn bản', 'Kind of document'),
      abbreviation: t('Chữ viết tắt', 'Abbreviation'),
      source: t('Nơi quy định', 'Where it is said'),
    }
    return {
      title: t(title),
      lead: t(
        'Chữ viết tắt tên loại đứng trước chữ viết tắt cơ quan trong ký hiệu. Sửa thì áp dụng cho văn bản tạo từ nay; số đã cấp giữ ký hiệu cũ.',
        'What stands before the body in a symbol. A change is for documents that are made from now on; numbers that were given keep theirs.',
      ),
      breadcrumbs: [register(request)],
      body: (
        <Section>
          <RecordTable
            caption={t(title)}
            stack
            rows={rows}
            columns={[
              { head: heads.kind, cell: ({ kind }) => t(symbolKinds.names[kind]) },
              { head: heads.abbreviation, cell: ({ abbreviation }) => abbreviation },
              {
                head: heads.source,
                cell: ({ source }) => source ?? t('Chưa có quy định', 'No rule says it'),
              },
              changes
                ? {
                    head: t('Việc làm', 'Act'),
                    cell: ({ kind }) => (
                      <Act command={changeSymbol} request={request} href={`${at}/${kind}`} small>
                        {t('Sửa', 'Edit')}
                      </Act>
                    ),
                  }
                : null,
            ]}
          />
        </Section>
      ),
    }
  },
})

export const symbolForm = formPage({
  command: changeSymbol,
  address: '/outgoing-numbers/symbols/{kind}',
  title: words('Sửa ký hiệu loại văn bản', 'Change the symbol of a kind of document'),
  async record(request) {
    const { rows } = await request.execute(listSymbols, {})
    const row = rows.find(({ kind }) => kind === request.params.kind)
    if (row === undefined) throw notFound(words('ký hiệu này', 'This symbol'))
    return row
  },
  lead: ({ record, t }) => t(symbolKinds.names[record.kind]),
  crumbs: (request) => [register(request), { label: request.t(title), href: at }],
  initial: ({ abbreviation, source }) => ({ abbreviation, source: source ?? undefined }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {f.text('abbreviation', { label: t('Chữ viết tắt', 'Abbreviation') })}
      {f.text('source', {
        label: t('Nơi quy định', 'Where it is said'),
        hint: t(
          'Văn bản, phụ lục; để trống nếu chưa có.',
          'Document and appendix; empty if nothing says it.',
        ),
      })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã lưu ký hiệu.', 'The symbol is saved.') }),
})
