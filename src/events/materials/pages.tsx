import { mayRun } from '../../platform/actor.ts'
import { formatDate } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import { type PageRequest, page, receiver } from '../../platform/page.ts'
import { sentFile } from '../../platform/pages.ts'
import { Act, Empty, FileLink, formPage, LinkButton, listPage, Section, StateBadge } from '../../ui/index.ts'
import { crumbs, ofEvent } from '../form-pages.tsx'
import { addMaterial, publishMaterial, removeMaterial } from './commands.ts'
import { materialFields, sights } from './fields.ts'
import {
  listMaterials,
  type MaterialRow,
  ownMaterialFile,
  ownMaterials,
  type PublicMaterial,
  publicMaterialFile,
  publicMaterials,
} from './queries.ts'

/* Materials of events: the office's list, what is public, and what a participant reads by the personal link. */

const title = words('Tài liệu công khai của các sự kiện', 'Public materials of events')

/** An address that leads out of the program. */
const Out = ({ href, name }: { href: string; name: string }) => (
  <a href={href} rel="noreferrer nofollow">
    {name}
  </a>
)

function Acts({ of, request }: { of: MaterialRow; request: PageRequest }) {
  const { t } = request
  const at = `/event-materials/${of.id}`
  return (
    <span class="mt-1 flex flex-wrap gap-2">
      {sights.keys
        .filter((sight) => sight !== of.sight)
        .map((sight) => (
          <Act
            command={publishMaterial}
            request={request}
            action={`${at}/sight`}
            values={{ version: of.version, sight }}
            small
          >
            {t(sights.names[sight])}
          </Act>
        ))}
      <Act
        command={removeMaterial}
        request={request}
        action={`${at}/removal`}
        values={{ version: of.version }}
        small
      >
        {t('Bỏ', 'Remove')}
      </Act>
    </span>
  )
}

/** The materials of an event, on its page. */
export async function Materials({ eventId, request }: { eventId: number; request: PageRequest }) {
  const { t, actor } = request
  if (!mayRun(actor, listMaterials)) return null
  const { rows } = await request.execute(listMaterials, { id: eventId, limit: 200 })
  return (
    <Section
      title={t('Tài liệu của sự kiện', 'Materials of an event')}
      id="materials"
      actions={
        <>
          <Act command={addMaterial} request={request} href={`/events/${eventId}/materials/new`}>
            {t('Thêm tài liệu', 'Add a material')}
          </Act>
          {rows.length === 0 ? null : (
            <LinkButton href={`/events/${eventId}/materials`}>
              {t('Danh sách tài liệu', 'List of materials')}
            </LinkButton>
          )}
        </>
      }
    >
      {rows.length === 0 ? (
        <Empty>{t('Chưa có tài liệu.', 'There are no materials yet.')}</Empty>
      ) : (
        <ul class="grid gap-3">
          {rows.map((of) => (
            <li>
              {of.link === null ? (
                <FileLink t={t} file={of.file === null ? null : { id: of.file.id, name: of.title }} />
              ) : (
                <Out href={of.link} name={of.title} />
              )}{' '}
              <StateBadge of={sights} is={of.sight} t={t} />
              <Acts of={of} request={request} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

export const materialsPage = listPage({
  route: 'GET /events/{id}/materials',
  title: words('Tài liệu của sự kiện', 'Materials of an event'),
  fixed: ({ params }) => ({ id: params.id }),
  query: listMaterials,
  breadcrumbs: (request) => [
    ...crumbs(request),
    { label: request.t('Sự kiện', 'Event'), href: `/events/${request.params.id}` },
  ],
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm tên tài liệu', 'Title of a material') },
    { name: 'sight', kind: 'select', label: materialFields.labels.sight, choices: sights.choices(t) },
  ],
  columns: ({ t }) => {
    const { title: name, ...others } = materialFields.columns<MaterialRow>(t, {
      title: {
        sort: 'title',
        cell: (row) =>
          row.link === null ? (
            <FileLink t={t} file={row.file === null ? null : { id: row.file.id, name: row.title }} />
          ) : (
            <Out href={row.link} name={row.title} />
          ),
      },
    })
    return [
      name,
      ...Object.values(others),
      {
        key: 'addedOn',
        label: words('Ngày thêm', 'Added on'),
        kind: 'date',
        sort: 'added',
        value: (row: MaterialRow) => row.addedOn,
      },
    ]
  },
  empty: ({ t }) => t('Chưa có tài liệu.', 'There are no materials yet.'),
})

export const materialAdded = formPage({
  command: addMaterial,
  address: '/events/{id}/materials/new',
  record: ofEvent,
  title: words('Thêm tài liệu của sự kiện', 'Add a material of an event'),
  lead: ({ record }) => record.title,
  crumbs: (request, of) => [...crumbs(request), { label: of.title, href: `/events/${of.id}` }],
  initial: () => ({ sight: 'participants' }),
  fields: ({ f, t }) => materialFields.form(f, t),
  submit: words('Thêm tài liệu', 'Add a material'),
  cancel: ({ id }) => `/events/${id}`,
  done: ({ eventId }) => ({ to: `/events/${eventId}#materials`, message: words('Đã thêm.', 'Added.') }),
})

export const materialActs = [
  receiver({
    command: publishMaterial,
    address: '/event-materials/{id}/sight',
    done: ({ eventId }) => ({
      to: `/events/${eventId}#materials`,
      message: words('Đã đổi.', 'Changed.'),
    }),
  }),
  receiver({
    command: removeMaterial,
    address: '/event-materials/{id}/removal',
    done: ({ eventId }) => ({ to: `/events/${eventId}#materials`, message: words('Đã bỏ.', 'Removed.') }),
  }),
]

export const publicMaterialsPage = listPage({
  route: 'GET /events/materials',
  place: { group: 'activities', order: 5, label: title },
  title,
  lead: words(
    'Tài liệu của hội nghị, hội thảo, khóa đào tạo mà cơ quan tổ chức đã công khai.',
    'Materials of conferences, workshops and courses that the organiser has published.',
  ),
  query: publicMaterials,
  filters: () => [{ name: 'q', kind: 'search', label: words('Tìm tài liệu, sự kiện', 'Material or event') }],
  columns: () => [
    {
      key: 'title',
      label: materialFields.labels.title,
      sort: 'title',
      value: (row: PublicMaterial) => row.title,
      cell: (row: PublicMaterial) =>
        row.link === null ? (
          <a href={`/events/materials/${row.id}/file`}>{row.title}</a>
        ) : (
          <Out href={row.link} name={row.title} />
        ),
    },
    { key: 'event', label: words('Sự kiện', 'Event'), value: (row: PublicMaterial) => row.event },
    {
      key: 'heldOn',
      label: words('Ngày', 'Day'),
      kind: 'date',
      value: (row: PublicMaterial) => row.heldOn,
    },
    {
      key: 'addedOn',
      label: words('Ngày thêm', 'Added on'),
      kind: 'date',
      sort: 'added',
      value: (row: PublicMaterial) => row.addedOn,
    },
  ],
  empty: ({ t }) => t('Chưa công khai tài liệu nào.', 'Nothing is published yet.'),
})

export const publicFile = page({
  route: 'GET /events/materials/{id}/file',
  for: publicMaterialFile,
  run: async (request) =>
    sentFile(request, await request.execute(publicMaterialFile, { id: request.params.id })),
})

/** What a participant finds by the personal link; nothing where nothing is published. */
export async function OwnMaterials({ request }: { request: PageRequest }) {
  const { t } = request
  const { token } = request.params
  const rows = await request.execute(ownMaterials, { token })
  if (rows.length === 0) return null
  return (
    <Section title={t('Tài liệu của sự kiện', 'Materials of an event')} id="materials">
      <ul class="grid gap-2">
        {rows.map((row) => (
          <li>
            {row.link === null ? (
              <a href={`/events/registered/${token}/materials/${row.id}`}>{row.title}</a>
            ) : (
              <Out href={row.link} name={row.title} />
            )}
            <span class="hint block">{formatDate(row.addedOn)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

export const ownFile = page({
  route: 'GET /events/registered/{token}/materials/{material}',
  for: ownMaterialFile,
  run: async (request) => {
    const { token, material } = request.params
    return sentFile(request, await request.execute(ownMaterialFile, { token, material }))
  },
})
