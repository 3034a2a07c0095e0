import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Badge, FileLink, formPage, Notice, Section } from '../ui/index.ts'
import type { Shown } from './acts.tsx'
import { crumbs } from './list-pages.tsx'
import { addApplicationPaper, removeApplicationPaper } from './papers.ts'
import { showApplication } from './queries.ts'
import { after } from './states.ts'

/* The papers of an application that was filed: given, asked for, missing; added while it may still be edited. */

/** The filing that papers come with now; null once it was checked. */
const roundNow = ({ state, round }: Shown) =>
  after(state, 'edit') === null ? null : state === 'returned' ? round + 1 : round

/** The papers on the page of an application; nothing where none are asked for and none came. */
export function Papers({ request, application }: { request: PageRequest; application: Shown }) {
  const { t } = request
  const { id, papers, missing, asked } = application
  const now = roundNow(application)
  if (papers.length === 0 && asked.length === 0 && now === null) return null
  return (
    <Section
      title={t('Giấy tờ theo loại', 'Papers by kind')}
      id="papers"
      actions={
        now === null ? undefined : (
          <Act command={addApplicationPaper} request={request} href={`/applications/${id}/papers/new`} small>
            {t('Thêm giấy tờ', 'Add a paper')}
          </Act>
        )
      }
    >
      {missing.length === 0 ? null : (
        <Notice tone="warning" title={t('Giấy tờ còn thiếu', 'Papers that are missing')}>
          <ul class="list-disc pl-5">
            {missing.map((paper) => (
              <li>{paper.name}</li>
            ))}
          </ul>
        </Notice>
      )}
      <ul class="mt-2 grid gap-2">
        {papers.map((paper) => (
          <li class="flex flex-wrap items-center gap-2">
            <span>
              {paper.name}: <FileLink file={paper.file} t={t} />
            </span>
            {paper.round === 1 ? null : (
              <Badge tone="info">{t(`mới ở lần nộp ${paper.round}`, `new with filing ${paper.round}`)}</Badge>
            )}
            {paper.round === now ? (
              <Act
                command={removeApplicationPaper}
                request={request}
                action={`/applications/${id}/papers/${paper.id}/removal`}
                small
              >
                {t('Bỏ giấy tờ', 'Take the paper out')}
              </Act>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

export const paperAddedLater = formPage({
  command: addApplicationPaper,
  address: '/applications/{id}/papers/new',
  record: (request) => request.execute(showApplication, { id: request.params.id }),
  title: words('Thêm giấy tờ', 'Add a paper'),
  lead: ({ record }) => record.enterprise,
  crumbs: ({ t }, { id }) => [
    ...crumbs(t),
    { label: t(`Hồ sơ số ${id}`, `Application ${id}`), href: `/applications/${id}` },
  ],
  initial: ({ missing }) => ({ callPaperId: missing[0] === undefined ? undefined : String(missing[0].id) }),
  fields: ({ f, t, record: { asked } }) => (
    <>
      {asked.length === 0
        ? null
        : f.select('callPaperId', {
            label: t('Loại giấy tờ', 'Kind of paper'),
            choices: asked.map(({ id, name }) => ({ value: id, label: name })),
            empty: t('Giấy tờ khác', 'Other papers'),
          })}
      {f.text('name', {
        label: t('Tên giấy tờ', 'Name of the paper'),
      })}
      {f.file('fileId', { label: t('Tệp hoặc ảnh chụp', 'File or photograph') })}
    </>
  ),
  submit: words('Thêm giấy tờ', 'Add a paper'),
  cancel: ({ id }) => `/applications/${id}`,
  done: ({ id }) => ({
    to: `/applications/${id}#papers`,
    message: words('Đã thêm giấy tờ.', 'The paper is added.'),
  }),
})
