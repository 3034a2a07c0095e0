import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type Page, type PageRequest, page, receiver } from '../platform/page.ts'
import { scanDue } from '../platform/scanner.ts'
import { Act, Empty, Facts, Moment, Notice, Section, Table } from '../ui/index.ts'
import { rescanFiles, showScans } from './queries.ts'

const show = page({
  route: 'GET /scanner',
  for: showScans,
  place: { group: 'system', order: 46, label: words('Quét mã độc', 'Virus scanner') },
  async run(request) {
    const { t, language, system } = request
    const { unscanned, fault, lastAt, infected } = await request.execute(showScans, {})
    const { scanner } = system.config
    return {
      title: t('Quét mã độc', 'Virus scanner'),
      lead: t(
        'Tệp tải lên chỉ được đưa ra sau khi máy quét đã trả lời là sạch; tệp nhiễm mã độc bị cách ly.',
        'An upload is handed out once the scanner has said that it is clean; infected files are set apart.',
      ),
      actions:
        scanner === null ? null : (
          <Act command={rescanFiles} request={request} action="/scanner/rescan">
            {t('Quét lại tất cả', 'Scan everything again')}
          </Act>
        ),
      body: (
        <>
          {scanner === null ? (
            <Notice tone="warning" title={t('Chưa có máy quét', 'There is no scanner')}>
              <p>
                {t(
                  'Người vận hành đặt SCANNER (địa chỉ của clamd) để tệp tải lên được quét; đến khi đó tệp được đưa ra mà không quét.',
                  'The operator sets SCANNER (the address of clamd) to have uploads scanned; until then files are handed out unscanned.',
                )}
              </p>
            </Notice>
          ) : (
            <Section>
              {fault === null ? null : (
                <Notice tone="error" title={t('Máy quét chưa trả lời được', 'The scanner has no answer')}>
                  <p>
                    {fault}
                    {' · '}
                    {t('Chương trình tự hỏi lại.', 'It is asked again by itself.')}
                  </p>
                </Notice>
              )}
              <Facts
                columns={3}
                items={[
                  [t('Tệp đang chờ quét', 'Files that wait'), formatNumber(unscanned, language)],
                  [
                    t('Máy quét trả lời lần cuối', 'Last answer of the scanner'),
                    lastAt === null ? null : <Moment at={lastAt} />,
                  ],
                  [t('Tệp bị cách ly', 'Files set apart'), formatNumber(infected.length, language)],
                ]}
              />
            </Section>
          )}
          <InfectedFiles request={request} infected={infected} />
        </>
      ),
    }
  },
})

type Shown = Awaited<ReturnType<(typeof showScans)['run']>>

function InfectedFiles({ request, infected }: { request: PageRequest; infected: Shown['infected'] }) {
  const { t } = request
  const heads = {
    name: t('Tệp', 'File'),
    signature: t('Mã độc', 'Malware'),
    by: t('Người tải lên', 'Uploaded by'),
    found: t('Phát hiện lúc', 'Found at'),
  }
  return (
    <Section title={t('Tệp nhiễm mã độc', 'Infected files')} id="infected">
      {infected.length === 0 ? (
        <Empty>{t('Không có tệp nào.', 'There is none.')}</Empty>
      ) : (
        <Table caption={t('Tệp nhiễm mã độc, mới nhất trước', 'Infected files, newest first')} stack>
          <thead>
            <tr>
              {Object.values(heads).map((head) => (
                <th>{head}</th>
              ))}
              <th>
                <span class="sr-only">{t('Thao tác', 'Operation')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {infected.map((file) => (
              <tr>
                <td data-label={heads.name} class="break-all">
                  {file.name}
                </td>
                <td data-label={heads.signature} class="break-all">
                  {file.signature}
                </td>
                <td data-label={heads.by}>{file.uploadedBy ?? '—'}</td>
                <td data-label={heads.found}>
                  <Moment at={file.foundAt} />
                </td>
                <td>
                  <Act
                    command={rescanFiles}
                    request={request}
                    action="/scanner/rescan"
                    values={{ fileId: file.fileId }}
                    small
                  >
                    {t('Quét lại', 'Scan again')}
                  </Act>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}

const rescan = receiver({
  command: rescanFiles,
  address: '/scanner/rescan',
  done: ({ files }, { request: { system } }) => {
    scanDue(system).catch((error: unknown) => system.log.error({ err: error }, 'scanning'))
    return {
      to: '/scanner',
      message: words(
        `Sẽ quét lại ${files} tệp; kết quả hiện ở trang này.`,
        `${files} files are scanned again; the result will stand on this page.`,
      ),
    }
  },
})

export const scanningPages: readonly Page[] = [show, rescan]
